"""bot publishes articles to the platforms where their readers are, once and only after a yes."""

__version__ = "0.1.0"
