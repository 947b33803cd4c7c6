"""One short line of our own words, at no cost: it loads nothing, so that `bot --version` is quick."""

from __future__ import annotations

import sys


def tell(words: str) -> None:
    """Writes `words`, which must be a constant of ours, to standard output."""
    sys.stdout.write(words + "\n")
