"""Parts on a terminal, with Rich. Imported only when standard output is one, as Rich costs 50 ms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from bot.terminal import narrow, plain
from bot.terminal.frames import Flow, Fold, Frame, Signed, ends
from bot.terminal.mosaic import Tiles
from bot.terminal.parts import Box, Cells, Ends, Grid, Hang, Inner, Line, Mark, Mosaic, Part, Run, Words
from bot.terminal.safe import one_line

CARD = 66
"""Columns of a card at most: about as many letters a line as a phone shows of a post."""

WIDEST = 100
"""Columns of running words. Text is not readable on longer lines."""

THEME = Theme(
    {
        "strong": "bold",
        "em": "italic",
        "strike": "strike",
        "code": "green",
        "chip": "reverse",
        "heading": "bold",
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


def show(parts: Iterable[Part], out: IO[str], width: int | None = None) -> None:
    """Writes the parts to `out`, a terminal; every word in them passes `safe` first. Rich itself heeds NO_COLOR, TERM and COLUMNS.

    With `width`, it is so many columns wide, whatever `out` is.
    """
    console = Console(file=out, theme=THEME, highlight=False, markup=False, emoji=False, width=width)
    if console.is_dumb_terminal:
        out.write(plain.lay_out(parts, console.width if out.isatty() else 0))
        return
    for part in parts:
        shown, widest = drawn(part, console.width)
        console.print(shown, width=widest)


def drawn(part: Part, width: int) -> tuple[RenderableType, int]:
    """A part as Rich draws it on `width` columns, and how many of them it takes at most."""
    if isinstance(part, Grid):
        return _table(part, width), width
    return _render(part), min(width, CARD if isinstance(part, Box) else WIDEST)


def _render(part: Inner) -> RenderableType:
    match part:
        case Box():
            return _frame(part)
        case Cells():
            return _cells(part)
        case Hang():
            return Signed(text((part.first,)), text((part.rest,)), tuple(map(_render, part.body)))
        case Ends():
            return ends(text(part.left), text(part.right))
        case Mark():
            return Text(one_line(part.text), style="faint")
        case Mosaic():
            return Tiles(part)
    return Flow(text(part), code=len(part) == 1 and isinstance(part[0], Run) and part[0].style == "code")


def _run(words: Words) -> Text:
    run = words if isinstance(words, Run) else Run(words)
    return Text(one_line(run.text), style=run.style)


def text(line: Line) -> Text:
    """One line in its styles."""
    made = Text()
    for words in line:
        made.append_text(_run(words))
    return made


def _frame(box: Box) -> Frame:
    body = tuple(Fold(one_line(part.text)) if isinstance(part, Mark) else _render(part) for part in box.body)
    return Frame(text((box.head,)), _meter(box) if box.limit else text((Run(box.foot, "faint"),)), body, box.most)


def _meter(box: Box) -> Text:
    """Ten cells, of which as many are filled as of the limit is used; over the limit is red."""
    filled = min(10, round(10 * box.length / box.limit))
    style = "bad" if box.length > box.limit else "good"
    return Text.assemble(("━" * filled, style), ("━" * (10 - filled), "dim"), f" {box.length:,}/{box.limit:,}")


def _cells(shown: Cells) -> Table:
    """A reader's table, its columns aligned as the author said."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, border_style="dim", header_style="bold")
    for name, side in zip(shown.header, shown.align, strict=True):
        table.add_column(Flow(text(name)), justify="right" if side == "right" else "center" if side == "center" else "left")
    for row in shown.rows:
        table.add_row(*(Flow(text(cell)) for cell in row))
    return table


def _table(grid: Grid, width: int) -> RenderableType:
    """Every column as wide as its widest cell, but for the loose one, which takes what is left; no columns where that is too little."""
    natural = narrow.widths(grid)
    if narrow.is_too_narrow(grid, natural, width):
        return Group(*map(_render, narrow.stacked(grid, width)))
    natural[grid.loose] = max(narrow.NARROWEST, min(natural[grid.loose], width - narrow.firm(grid, natural)))
    table = Table(box=None, padding=(0, narrow.GAP, 0, 0), header_style="dim", pad_edge=False)
    for index, name in enumerate(grid.columns):
        cut = grid.cut and index == grid.loose % len(natural)
        table.add_column(one_line(name), width=natural[index], no_wrap=cut, overflow="ellipsis" if cut else "fold")
    for row in grid.rows:
        table.add_row(*(_run(_begun(words, width)) if grid.cut else Flow(_run(words)) for words in row))
    return table


def _begun(words: Words, width: int) -> Words:
    """As much of words that are cut off as may be seen: Rich would measure megabytes of them letter by letter."""
    run = words if isinstance(words, Run) else Run(words)
    return words if len(run.text) <= 4 * width else Run(run.text[: 4 * width], run.style)
