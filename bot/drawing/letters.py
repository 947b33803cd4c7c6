"""The bundled fonts, and one of the machine's own for Chinese, Japanese and Korean.

All are measured and set glyph by glyph without shaping, so that the same words always give the same pixels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.drawing.faithful import lacking
from bot.drawing.machine import borrowed

FOLDER = Path(__file__).parent / "fonts"
FALLBACK = "DejaVuSansMono"
NOBODY = "\uffff"
"""Not a character, so that every font shows its sign for a missing one."""


HANDS = {"JP": 0, "KR": 1, "SC": 2}
"""Which font of Noto's collection writes the shared characters as readers of Japanese, Korean and Chinese know them."""


def hand(text: str) -> str:
    """The key of HANDS for a text: kana are Japanese, Hangul is Korean, else it is Chinese if anything; empty for plain letters."""
    if text.isascii():
        return ""
    return "JP" if re.search("[\u3041-\u30ff]", text) else "KR" if re.search("[\uac00-\ud7a3]", text) else "SC"


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """A letter as pixels that stand `left` and `top` of its origin on the baseline (no `mask`: a space), and how far the next one is."""

    mask: Image.Image | None
    left: int
    top: int
    advance: float


@dataclass(frozen=True, slots=True)
class Face:
    """One cut of a font at a size in pixels, with the fallbacks for what it lacks; `hand` says how Han characters are written."""

    name: str
    size: float
    hand: str = ""

    def glyph(self, letter: str) -> Glyph:
        """How a letter looks. Raises Undrawable."""
        return _glyph(_holder(self.name, letter, self.hand), self.size, letter)

    def width(self, text: str) -> float:
        """Pixels from the text's origin to its end. Raises Undrawable."""
        return sum(_advance(self.name, self.size, letter, self.hand) for letter in text)

    def ascent(self) -> int:
        """Pixels from the top of a line of letters to their baseline."""
        return _font(self.name, self.size).getmetrics()[0]


@lru_cache(maxsize=4096)
def _advance(name: str, size: float, letter: str, hand: str) -> float:
    return _font(_holder(name, letter, hand), size).getlength(letter)


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
    """The bundled font of that name, or the borrowed one in that hand."""
    if name not in HANDS:
        return ImageFont.truetype(FOLDER / f"{name}.ttf", size, layout_engine=ImageFont.Layout.BASIC)
    path = borrowed()
    return ImageFont.truetype(path, size, HANDS[name] if "NotoSansCJK" in path else 0, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _holder(name: str, letter: str, hand: str) -> str:
    """The font that has the letter: the wanted one, the fallback or the borrowed one. Raises Undrawable."""
    for each in (name, FALLBACK, *([hand] if hand and borrowed() else [])):
        if letter == " " or _ink(each, letter) != _ink(each, NOBODY):
            return each
    raise lacking(letter)


@lru_cache(maxsize=4096)
def _ink(name: str, letter: str) -> bytes:
    return bytes(_font(name, 20).getmask(letter))
