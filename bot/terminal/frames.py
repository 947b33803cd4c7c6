"""The shapes of `parts` that Rich has no ready form for: frames with marks on them, hanging signs, lines with two ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

_TOKEN = re.compile(
    r"\s+|[\u2e80-\u303e\u3041-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003fffd]"
    r"[\u3001\u3002\u3009\u300b\u300d\u300f\u3011\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f]*"
    r"|[^\s\u2e80-\u303e\u3041-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003fffd]+"
)
"""What stays together on a line: a word, or one Chinese or Japanese sign with the closing signs after it."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Running text. Rich breaks lines at blanks alone; Chinese and Japanese have none. Code breaks where it must."""

    text: Text
    code: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Rows of the terminal."""
        breaks = _cuts if self.code else _breaks
        for row in self.text.divide(list(breaks(self.text.plain, options.max_width))):
            row.rstrip()
            yield row

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Between its longest word and all of it on one line."""
        longest = max(map(cell_len, _TOKEN.findall(self.text.plain)), default=0)
        return Measurement(longest, self.text.cell_len).with_maximum(options.max_width)


def _cuts(text: str, width: int) -> Iterator[int]:
    """The offsets at which rows of `width` columns begin when every row is full."""
    at = 0
    for piece in chop_cells(text, width)[:-1]:
        at += len(piece)
        yield at


def _breaks(text: str, width: int) -> Iterator[int]:
    """The offsets at which rows of `width` columns begin, but for the first."""
    used = 0
    for found in _TOKEN.finditer(text):
        size = cell_len(found[0])
        if used and used + size > width and not found[0].isspace():
            yield found.start()
            used = 0
        cuts = [0, *_cuts(found[0], width)] if size > width else [0]
        yield from (found.start() + cut for cut in cuts[1:])
        used += cell_len(found[0][cuts[-1] :])


@dataclass(frozen=True, slots=True)
class Signed:
    """A renderable with `first` before its first row and `rest` before every other one."""

    first: Text
    rest: Text
    body: tuple[RenderableType, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Rows of the terminal."""
        sign = self.first
        inner = options.update_width(max(1, options.max_width - self.first.cell_len))
        for part in self.body:
            for row in console.render_lines(part, inner, pad=False):
                yield from sign.render(console)
                yield from row
                yield Segment.line()
                sign = self.rest


@dataclass(frozen=True, slots=True)
class Fold:
    """A rule across the frame, as the platform's fold goes across the post."""

    text: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A rounded frame; `head` stands on its upper edge, `foot` on the lower one. With `most`, so many rows and then "…"."""

    head: Text
    foot: Text
    body: tuple[RenderableType | Fold, ...]
    most: int = 0
    edge: Style = field(default_factory=lambda: Style(dim=True))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Rows of the terminal, as wide as it allows."""
        width = options.max_width
        yield from self._edge(console, "╭", "╮", self.head, width, left=True)
        rows = self._rows(console, options.update(width=max(1, width - 4), height=None))
        for row in self._cut(list(rows), width - 4) if self.most else rows:
            yield from row if isinstance(row, list) else self._across(row, width)
            yield Segment.line()
        yield from self._edge(console, "╰", "╯", self.foot, width, left=False)

    def _rows(self, console: Console, inner: ConsoleOptions) -> Iterator[list[Segment] | Fold]:
        """The body between the two sides; folds are still to be drawn."""
        for part in self.body:
            if isinstance(part, Fold):
                yield part
            else:
                for row in console.render_lines(part, inner):
                    yield [Segment("│ ", self.edge), *row, Segment(" │", self.edge)]

    def _cut(self, rows: list[list[Segment] | Fold], inner: int) -> Iterable[list[Segment] | Fold]:
        """The rows that may be shown; the last one says that there are more."""
        if len(rows) <= self.most:
            return rows
        last = rows[self.most - 1]
        text = "".join(segment.text for segment in last[1:-1]).rstrip() if isinstance(last, list) else ""
        cut = set_cell_size(set_cell_size(text, min(inner - 1, Text(text).cell_len)) + "…", inner)
        return [*rows[: self.most - 1], [Segment("│ ", self.edge), Segment(cut), Segment(" │", self.edge)]]

    def _edge(self, console: Console, start: str, end: str, words: Text, width: int, *, left: bool) -> Iterator[Segment]:
        shown = words.copy()
        shown.truncate(max(0, width - 6), overflow="ellipsis")
        said = [Segment(" "), *shown.render(console), Segment(" ")] if shown.plain else []
        room = width - 3 - (shown.cell_len + 2 if said else 0)
        line = Segment("─" * max(0, room), self.edge)
        inside = [*said, line] if left else [line, *said]
        yield from (Segment(f"{start}─" if left else start, self.edge), *inside, Segment(end if left else f"─{end}", self.edge))
        yield Segment.line()

    def _across(self, fold: Fold, width: int) -> Iterator[Segment]:
        words = Text(f" {fold.text} ")
        words.truncate(max(0, width - 6), overflow="ellipsis")
        rest = width - 2 - words.cell_len
        yield Segment(f"├{'╌' * (rest // 2)}{words.plain}{'╌' * (rest - rest // 2)}┤", self.edge)


def ends(left: Text, right: Text) -> Table:
    """One line with words at both ends."""
    line = Table.grid(expand=True)
    line.add_column(no_wrap=True)
    line.add_column(justify="right", no_wrap=True)
    line.add_row(left, right)
    return line
