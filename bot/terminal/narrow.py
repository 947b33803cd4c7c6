"""A grid where the terminal is too narrow for its columns: each row on lines of its own. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.terminal.parts import Grid, Hang, Inner, Run, Words, text_of
from bot.terminal.safe import one_line
from bot.terminal.width import cells, pad

GAP = 2
"""Columns between two columns of a grid."""

ROOMY, NARROWEST = 30, 16
"""Columns below which wrapped words, or words that are cut off, are better read on a line of their own."""

INDENT = Run("  ")


def widths(grid: Grid) -> list[int]:
    """How wide each column of `grid` would be, as wide as its widest cell."""
    rows = [grid.columns, *(tuple(map(text_of, row)) for row in grid.rows)]
    return [max(cells(one_line(row[index])) for row in rows) for index in range(len(grid.columns))]


def firm(grid: Grid, natural: Sequence[int]) -> int:
    """The columns that all but the loose one take, with the gaps."""
    return sum(natural) - natural[grid.loose] + GAP * (len(natural) - 1)


def is_too_narrow(grid: Grid, natural: Sequence[int], width: int) -> bool:
    """Whether the loose column would get too little of `width`."""
    left = width - firm(grid, natural)
    return left < natural[grid.loose] and left < (NARROWEST if grid.cut else ROOMY)


def stacked(grid: Grid, width: int) -> Iterator[Inner]:
    """The rows one after the other: the firm cells on a line and the loose one by itself, or, where even that is too wide, named."""
    natural = widths(grid)
    loose = grid.loose % len(natural)
    if loose and firm(grid, natural) - GAP > width:
        for row in grid.rows:
            yield from _named(grid, row)
        return
    for row in (tuple(Run(name, "faint") for name in grid.columns), *grid.rows):
        line = tuple(_padded(row[index], natural[index]) for index in range(len(row)) if index != loose)
        first, second = ((row[loose],), line) if loose == 0 else (line, (row[loose],))
        yield first
        if any(map(text_of, second)):
            yield Hang(INDENT, INDENT, (second,))


def _padded(words: Words, width: int) -> Words:
    text, style = text_of(words), words.style if isinstance(words, Run) else ""
    return Run(pad(one_line(text), width + GAP), style)


def _named(grid: Grid, row: Sequence[Words]) -> Iterator[Inner]:
    """The first cell as it is, each other one that says something behind the name of its column."""
    widest = max(map(len, grid.columns[1:]), default=0) + GAP
    yield (row[0],)
    for name, words in zip(grid.columns[1:], row[1:], strict=True):
        if text_of(words):
            yield Hang(Run(f"  {name:<{widest}}", "faint"), Run(" " * (widest + GAP)), ((words,),))
