"""How many columns a text takes on a terminal. Enough for aligned columns; a terminal's own table may differ for rare signs."""

from __future__ import annotations

import re
import unicodedata

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def cells(text: str) -> int:
    """The columns `text` takes: two for wide East Asian letters and emoji, none for combining marks."""
    return len(text) if text.isascii() else len(text) + sum(_cell(char) - 1 for char in _BEYOND_ASCII.findall(text))


def pad(text: str, width: int, align: str = "") -> str:
    """`text` filled up with spaces to `width` columns; `align` is "right", "center" or anything else for left."""
    room = max(0, width - cells(text))
    before = {"right": room, "center": room // 2}.get(align, 0)
    return " " * before + text + " " * (room - before)


def _cell(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
