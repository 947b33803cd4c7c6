"""A local network that stands in for the platforms: rehearsal, preview page and judge."""
