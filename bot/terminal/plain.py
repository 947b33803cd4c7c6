"""Parts as plain aligned text, for pipes, logs and simple terminals. No colour, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.terminal.parts import Box, Grid, Line, Mark, Part, text_of
from bot.terminal.safe import one_line
from bot.terminal.width import cells, pad


def lay_out(parts: Iterable[Part]) -> str:
    """The parts as text ready to be written; every word in it has passed `safe`."""
    return "".join(f"{line.rstrip()}\n" for part in parts for line in _lines(part))


def _lines(part: Part) -> Iterator[str]:
    if isinstance(part, Box):
        return _box(part)
    if isinstance(part, Grid):
        return _grid(part)
    return iter((_words(part),))


def _words(line: Line) -> str:
    return "".join(one_line(text_of(words)) for words in line)


def _box(box: Box) -> Iterator[str]:
    """A gutter before every line of the text; our own marks have another one."""
    yield f"  {one_line(box.head)}" + (f"  {box.length:,}/{box.limit:,}" if box.limit else "")
    for line in box.body:
        yield f"  ~ {one_line(line.text)}" if isinstance(line, Mark) else f"  | {_words(line)}"


def _grid(grid: Grid) -> Iterator[str]:
    table = [[one_line(name.upper()) for name in grid.columns], *([one_line(text_of(words)) for words in row] for row in grid.rows)]
    widths = [max(cells(row[column]) for row in table) for column in range(len(grid.columns))]
    for row in table:
        yield "  ".join(pad(text, width) for text, width in zip(row, widths, strict=True))
