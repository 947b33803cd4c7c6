"""HOW words fit: pure functions that know no platform."""
