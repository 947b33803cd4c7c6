"""The bundled fonts. All are measured and set glyph by glyph without shaping, so that the same words always give the same pixels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.drawing.faithful import lacking

FOLDER = Path(__file__).parent / "fonts"
FALLBACK = "DejaVuSansMono"
NOBODY = "\uffff"
"""Not a character, so that every font shows its sign for a missing one."""


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """A letter as pixels that stand `left` and `top` of its origin on the baseline (no `mask`: a space), and how far the next one is."""

    mask: Image.Image | None
    left: int
    top: int
    advance: float


@dataclass(frozen=True, slots=True)
class Face:
    """One cut of a font at a size in pixels, with the fallback for what it lacks."""

    name: str
    size: float

    def glyph(self, letter: str) -> Glyph:
        """How a letter looks. Raises Undrawable."""
        return _glyph(_holder(self.name, letter), self.size, letter)

    def width(self, text: str) -> float:
        """Pixels from the text's origin to its end. Raises Undrawable."""
        return sum(_advance(self.name, self.size, letter) for letter in text)

    def ascent(self) -> int:
        """Pixels from the top of a line of letters to their baseline."""
        return _font(self.name, self.size).getmetrics()[0]


@lru_cache(maxsize=4096)
def _advance(name: str, size: float, letter: str) -> float:
    return _font(_holder(name, letter), size).getlength(letter)


@lru_cache(maxsize=2048)
def _glyph(name: str, size: float, letter: str) -> Glyph:
    font = _font(name, size)
    left, top, right, bottom = map(int, font.getbbox(letter, anchor="ls"))
    if left >= right or top >= bottom:
        return Glyph(None, 0, 0, font.getlength(letter))
    mask = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(mask).text((-left, -top), letter, fill=255, font=font, anchor="ls")
    return Glyph(mask, left, top, font.getlength(letter))


@lru_cache(maxsize=64)
def _font(name: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FOLDER / f"{name}.ttf", size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _holder(name: str, letter: str) -> str:
    """The font that has the letter: the wanted one or the fallback. Raises Undrawable."""
    for each in (name, FALLBACK):
        if letter == " " or _ink(each, letter) != _ink(each, NOBODY):
            return each
    raise lacking(letter)


@lru_cache(maxsize=4096)
def _ink(name: str, letter: str) -> bytes:
    return bytes(_font(name, 20).getmask(letter))
