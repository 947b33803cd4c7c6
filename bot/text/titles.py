"""Titles for places where a loud one is edited or removed: the author's words, and nothing that makes them louder."""

from __future__ import annotations

import re

_ENDS = re.compile(r"(?<![.!?])[.。]$")
_SHORT = re.compile(r"(?:\b[^\W\d_]|\b(?:etc|al|inc|ltd|co|corp|vs|jr|sr|no|approx|dept|ed|eds|vol|pp))\.$", re.IGNORECASE)
_SIGNS = "\u2600-\u27bf\u2b00-\u2bff\u200d\ufe0f\U0001f000-\U0001faff"
_OUTER = re.compile(rf"^[{_SIGNS}\s]+|(?<![{_SIGNS}\s])[{_SIGNS}\s]+$")


def plain(title: str) -> str:
    """A title without emoji at its ends and without its full stop; an abbreviation keeps its own."""
    words = " ".join(title.split())
    bare = _OUTER.sub("", words)
    bare = bare if _SHORT.search(bare) else _ENDS.sub("", bare)
    return bare or words
