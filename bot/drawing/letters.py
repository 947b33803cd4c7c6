"""The bundled fonts. All are measured and set glyph by glyph without shaping, so that the same words always give the same pixels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageFont

from bot.drawing.faithful import lacking

if TYPE_CHECKING:
    from PIL import ImageDraw

FOLDER = Path(__file__).parent / "fonts"
FALLBACK = "DejaVuSansMono"
NOBODY = "\uffff"
"""Not a character, so that every font shows its sign for a missing one."""


@dataclass(frozen=True, slots=True)
class Face:
    """One cut of a font at a size in pixels, with the fallback for what it lacks."""

    name: str
    size: float

    def runs(self, text: str) -> list[tuple[str, ImageFont.FreeTypeFont]]:
        """The text in pieces, each with the font that has all its letters. Raises Undrawable."""
        return [("".join(piece), _font(name, self.size)) for name, piece in groupby(text, lambda letter: _holder(self.name, letter))]

    def width(self, text: str) -> float:
        """Pixels from the text's origin to its end. Raises Undrawable."""
        return sum(font.getlength(piece) for piece, font in self.runs(text))

    def ascent(self) -> int:
        """Pixels from the top of a line of letters to their baseline."""
        return _font(self.name, self.size).getmetrics()[0]

    def write(self, pen: ImageDraw.ImageDraw, place: tuple[float, float], text: str, colour: str) -> None:
        """Sets the text with its origin on the baseline at `place`. Raises Undrawable."""
        x, y = place
        runs = self.runs(text)
        for number, (piece, font) in enumerate(runs):
            pen.text((x, y), piece, fill=colour, font=font, anchor="ls")
            if number < len(runs) - 1:  # measuring costs a third of setting
                x += font.getlength(piece)


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
