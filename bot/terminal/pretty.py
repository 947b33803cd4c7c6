"""Parts on a terminal, with Rich. Imported only when standard output is one, as Rich costs 50 ms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from rich.box import ROUNDED
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from bot.terminal import plain
from bot.terminal.parts import Box, Grid, Line, Mark, Part, Run, Words
from bot.terminal.safe import one_line

WIDEST = 100
"""Columns. Text is not readable on longer lines."""

NARROWEST = 16
"""Columns that the loose column of a grid keeps on any terminal."""

THEME = Theme(
    {
        "strong": "bold",
        "title": "bold cyan",
        "faint": "dim",
        "good": "green",
        "warn": "yellow",
        "bad": "bold red",
        "link": "cyan underline",
        "tag": "blue",
        "add": "green",
        "del": "red",
    }
)


def show(parts: Iterable[Part], out: IO[str]) -> None:
    """Writes the parts to `out`, a terminal; every word in them passes `safe` first. Rich itself heeds NO_COLOR, TERM and COLUMNS."""
    console = Console(file=out, theme=THEME, highlight=False, markup=False, emoji=False)
    if console.is_dumb_terminal:
        out.write(plain.lay_out(parts))
        return
    for part in parts:
        console.print(_render(part, console.width))


def _render(part: Part, width: int) -> RenderableType:
    if isinstance(part, Box):
        return _panel(part, width)
    if isinstance(part, Grid):
        return _table(part, width)
    return _text(part)


def _run(words: Words) -> Text:
    run = words if isinstance(words, Run) else Run(words)
    return Text(one_line(run.text), style=run.style)


def _text(line: Line) -> Text:
    text = Text(overflow="fold")
    for words in line:
        text.append_text(_run(words))
    return text


def _panel(box: Box, width: int) -> Panel:
    body = Table.grid(expand=True)
    for line in box.body:
        body.add_row(Rule(one_line(line.text), style="dim", characters="┄") if isinstance(line, Mark) else _text(line))
    return Panel(
        body,
        title=Text(f" {one_line(box.head)} "),
        title_align="left",
        subtitle=_meter(box.length, box.limit),
        subtitle_align="right",
        box=ROUNDED,
        border_style="dim",
        width=min(width, WIDEST),
    )


def _meter(length: int, limit: int) -> Text | None:
    """Ten cells, of which as many are filled as of the limit is used; over the limit is red."""
    if not limit:
        return None
    filled = min(10, round(10 * length / limit))
    style = "bad" if length > limit else "warn" if length > 0.95 * limit else "good"
    return Text.assemble(" ", ("━" * filled, style), ("━" * (10 - filled), "dim"), f" {length:,}/{limit:,} ")


GAP = 2
"""Columns between two columns of a grid."""


def _table(grid: Grid, width: int) -> Table:
    """Every column as wide as its widest cell, but for the loose one, which takes what is left."""
    cells = [tuple(map(_run, row)) for row in grid.rows]
    natural = [max([cell_len(name), *(row[index].cell_len for row in cells)]) for index, name in enumerate(grid.columns)]
    firm = sum(natural) - natural[grid.loose] + GAP * (len(natural) - 1)
    natural[grid.loose] = max(NARROWEST, min(natural[grid.loose], width - firm))
    table = Table(box=None, padding=(0, GAP, 0, 0), header_style="dim", pad_edge=False)
    for index, name in enumerate(grid.columns):
        cut = grid.cut and index == grid.loose % len(natural)
        table.add_column(one_line(name), width=natural[index], no_wrap=cut, overflow="ellipsis" if cut else "fold")
    for row in cells:
        table.add_row(*row)
    return table
