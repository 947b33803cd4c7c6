"""Parts as plain aligned text, for pipes, logs and simple terminals. No colour, nothing cut off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.terminal.parts import Box, Cells, Ends, Grid, Hang, Line, Mark, Mosaic, Part, Run, text_of
from bot.terminal.safe import one_line
from bot.terminal.width import cells, pad

_GUTTER = re.compile(r"(?:  \| )?\s*")
"""What stands before the words of a line: our mark of a text, and blanks."""


def lay_out(parts: Iterable[Part], width: int = 0) -> str:
    """The parts as text ready to be written; every word in it has passed `safe`. With a `width` no word is broken at that column."""
    return "".join(f"{row}\n" for part in parts for line in _lines(part) for row in _folded(line.rstrip(), width))


def _folded(line: str, width: int) -> Iterator[str]:
    """A line in as many rows as it takes, each to the right of the line's gutter. A word that is wider than a row has one of its own."""
    gutter = _GUTTER.match(line)
    row = gutter[0] if gutter else ""
    if not width or cells(line) <= width:
        yield line
        return
    begin, rest = row, line[len(row) :].split(" ")
    for place, word in enumerate(rest):
        if place and cells(f"{row} {word}") > width:
            yield row.rstrip()
            row = begin + word
        else:
            row += f" {word}" if place else word
    yield row


def _lines(part: Part) -> Iterator[str]:
    match part:
        case Box():
            return _box(part)
        case Grid():
            table = [[one_line(name.upper()) for name in part.columns], *([one_line(text_of(words)) for words in row] for row in part.rows)]
            return _aligned(table, ("",) * len(part.columns))
        case Cells():
            return _aligned([[_words(cell) for cell in row] for row in (part.header, *part.rows)], part.align)
        case Hang():
            return _hang(part)
        case Ends():
            return iter((f"{_words(part.left)}  {_words(part.right)}",))
        case Mark():
            return iter((f"~ {one_line(part.text)}",))
        case Mosaic():
            return iter(())
    return _line(part)


def _line(line: Line) -> Iterator[str]:
    """A line; a heading is underlined, as there is no other way to tell it."""
    words = _words(line)
    yield words
    if any(isinstance(run, Run) and run.style == "heading" for run in line):
        yield "-" * cells(words)


def _words(line: Line) -> str:
    return "".join(one_line(text_of(words)) for words in line)


def _box(box: Box) -> Iterator[str]:
    """A gutter before every line of the text; our own marks have another one."""
    meter = f"  {box.length:,}/{box.limit:,}" if box.limit else ""
    head = "  ".join(one_line(each) for each in (box.head, box.foot) if each) + meter
    if head:
        yield f"  {head}"
    for part in box.body:
        gutter = "  " if isinstance(part, Mark) else "  | "
        yield from (f"{gutter}{line}" for line in _lines(part))


def _hang(hang: Hang) -> Iterator[str]:
    first = one_line(hang.first.text)
    for part in hang.body:
        for line in _lines(part):
            yield f"{first}{line}"
            first = one_line(hang.rest.text)


def _aligned(table: list[list[str]], align: tuple[str, ...]) -> Iterator[str]:
    widths = [max(cells(row[column]) for row in table) for column in range(len(table[0]))]
    for row in table:
        yield "  ".join(pad(text, width, side) for text, width, side in zip(row, widths, align, strict=True))
