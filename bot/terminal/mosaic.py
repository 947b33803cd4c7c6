"""A picture in small as Rich draws it: cells of two pixels, the upper in the colour of the sign, the lower in that of its ground."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from rich.color import Color
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style

from bot.terminal.parts import Mosaic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console, ConsoleOptions, RenderResult

UPPER = "▀"
KEPT = 64
"""Pictures whose rows are kept: a screen is laid out anew with every key."""

Pixel = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Tiles:
    """A mosaic; where it is too wide, its right side is cut off."""

    mosaic: Mosaic

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Rows of the terminal; empty ones keep the place of a picture that is still to come."""
        if not self.mosaic.pixels:
            yield from [Segment.line()] * -(-self.mosaic.height // 2)
            return
        for row in _rows(self.mosaic):
            yield from Segment.adjust_line_length(list(row), min(self.mosaic.width, options.max_width), pad=False)
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Always as wide as it is."""
        return Measurement(self.mosaic.width, self.mosaic.width).with_maximum(options.max_width)


@lru_cache(KEPT)
def _rows(mosaic: Mosaic) -> tuple[tuple[Segment, ...], ...]:
    """Two lines of pixels in each row; of an odd number the last one stands alone."""
    return tuple(_row(mosaic, y) for y in range(0, mosaic.height, 2))


def _row(mosaic: Mosaic, y: int) -> tuple[Segment, ...]:
    """Neighbours of the same colours are one segment."""
    upper: list[Pixel] = _line(mosaic, y)
    lower: Sequence[Pixel | None] = _line(mosaic, y + 1) or [None] * mosaic.width
    return tuple(Segment(UPPER * len(list(run)), _style(*pair)) for pair, run in groupby(zip(upper, lower, strict=True)))


def _line(mosaic: Mosaic, y: int) -> list[Pixel]:
    """One line of pixels; none below the last one."""
    at, data = 3 * mosaic.width * y, mosaic.pixels
    return [(data[x], data[x + 1], data[x + 2]) for x in range(at, at + 3 * mosaic.width, 3)] if y < mosaic.height else []


@lru_cache(4096)
def _style(upper: Pixel, lower: Pixel | None) -> Style:
    return Style(color=Color.from_rgb(*upper), bgcolor=Color.from_rgb(*lower) if lower else None)
