"""The sheet that all drawings share: its sizes in pixels, its proportions, and its bytes."""

from __future__ import annotations

import io
from math import ceil

from PIL import Image, ImageDraw

WIDE = 1440
"""The most pixels across: a phone's screen twice over, and under every platform's limit."""

NARROW = 960
PAD = 60
TALLEST = 1.25
"""Height for width: a phone shows 4:5 whole, taller ones are cropped in feeds."""

SWIFT = 1
"""How hard a PNG is pressed: twice as quick as usual for a fifth more bytes (measured 2026-11)."""

LOWEST = 0.5
"""Height for width: a strip lower than 1:2 is cropped at its sides or shown tiny."""


def room(width: int) -> int:
    """Pixels of height that the tallest sheet of that width has between its margins."""
    return int(width * TALLEST) - 2 * PAD


def sheet(width: int, height: int, ground: str) -> tuple[Image.Image, ImageDraw.ImageDraw, int]:
    """A sheet for content of that height, the pen for it, and the pixel row at which the content begins: it stands in the middle."""
    whole = max(height + 2 * PAD, ceil(width * LOWEST))
    image = Image.new("RGB", (width, whole), ground)
    return image, ImageDraw.Draw(image), (whole - height) // 2


def png(image: Image.Image) -> bytes:
    """The image as a PNG without any metadata."""
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=SWIFT)
    return out.getvalue()
