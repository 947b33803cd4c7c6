"""The sheet that all drawings share: its sizes in pixels, its proportions, its inks, and its bytes.

A pixel is one byte: which ink, and in how many of `SHADES` steps it covers its ground. That is quicker to paint and to press than
three bytes of colour, and half as large.
"""

from __future__ import annotations

import io
from functools import cache, lru_cache
from math import ceil
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from bot.drawing.letters import Face, Glyph

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

SHADES = 25
"""Steps from the ground to the whole ink. Ten inks fit; code, which has most, has eight."""


def room(width: int) -> int:
    """Pixels of height that the tallest sheet of that width has between its margins."""
    return int(width * TALLEST) - 2 * PAD


class Sheet:
    """A sheet of the colour `ground` for content of that `height`, which begins at the pixel row `top`: it stands in the middle."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        whole = max(height + 2 * PAD, ceil(width * LOWEST))
        self.top = (whole - height) // 2
        self._image = Image.new("L", (width, whole), 0)
        self._ground = ground
        self._inks: dict[tuple[str, str], int] = {}

    def fill(self, box: tuple[int, int, int, int], colour: str) -> None:
        """Fills the pixels from left and top up to, not including, right and bottom."""
        self._image.paste(self._ink(colour, self._ground) + SHADES, box)

    def write(self, face: Face, place: tuple[float, float], text: str, colour: str, ground: str = "") -> None:
        """Sets the text with its origin on the baseline at `place`, over a filled `ground` or the sheet's own. Raises Undrawable."""
        ink, (x, y) = self._ink(colour, ground or self._ground), place
        for letter in text:
            glyph = face.glyph(letter)
            if glyph.mask:
                inked, solid = _inked(glyph, ink)
                self._image.paste(inked, (round(x) + glyph.left, round(y) + glyph.top), solid)
            x += glyph.advance

    def paste(self, mask: Image.Image, place: tuple[int, int], colour: str) -> None:
        """Inks what `mask` covers."""
        self._image.paste(mask.point(_steps(self._ink(colour, self._ground))), place)

    def png(self) -> bytes:
        """The sheet as a PNG without any metadata."""
        palette = [*_rgb(self._ground)]
        for colour, ground in self._inks:
            ends = list(zip(_rgb(ground), _rgb(colour), strict=True))
            palette += [round(low + (high - low) * step / SHADES) for step in range(1, SHADES + 1) for low, high in ends]
        self._image.putpalette(palette)
        out = io.BytesIO()
        self._image.save(out, "PNG", compress_level=SWIFT, bits=8)
        return out.getvalue()

    def _ink(self, colour: str, ground: str) -> int:
        """The value before the first step of an ink."""
        return self._inks.setdefault((colour, ground), len(self._inks) * SHADES)


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


@cache
def _steps(ink: int) -> list[int]:
    """What a pixel's cover of 0 to 255 is as a step of an ink; nothing is 0, the ground."""
    steps = [round(cover * SHADES / 255) for cover in range(256)]
    return [ink + step if step else 0 for step in steps]


@lru_cache(maxsize=2048)
def _inked(glyph: Glyph, ink: int) -> tuple[Image.Image, Image.Image]:
    """A letter in steps of an ink, and where it is more than ground."""
    assert glyph.mask
    inked = glyph.mask.point(_steps(ink))
    return inked, inked.point([0] + [255] * 255)
