"""Draws, in a child process (`confined.py`), what was written by anybody. The JSON line of a request is a `Drawing`."""

from __future__ import annotations

import struct
from typing import Any

from bot.drawing import Undrawable, draw
from bot.model.drawing import Drawing

MEMORY = 1 << 30
"""Bytes of address space."""


def answer(wish: dict[str, Any], _: bytes) -> tuple[dict[str, object], bytes]:
    """The picture of the drawing that `wish` is, and what it is; or a "problem", which is half a sentence."""
    drawing = Drawing(**{**wish, "rows": tuple(map(tuple, wish["rows"])), "align": tuple(wish["align"])})
    try:
        picture = draw(drawing)
    except Undrawable as why:
        return {"problem": str(why)[:300]}, b""
    except (MemoryError, RecursionError):
        return {"problem": "needs too much memory"}, b""
    width, height = struct.unpack(">II", picture[16:24])
    return {"kind": "image/png", "width": width, "height": height}, picture
