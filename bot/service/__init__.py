"""DOING: straight lines that call the pure rooms and perform what they decide."""
