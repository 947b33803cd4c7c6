"""A local network that stands in for the platforms over real HTTP: for trying out, for the demo, and as judge in tests."""
