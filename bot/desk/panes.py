"""The panes of the desk. Each writes rows that `terminal/canvas.py` laid out, so no text is ever read as markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events
    from textual.timer import Timer

    from bot.terminal.canvas import Canvas
    from bot.terminal.canvas import Row as Painted
    from bot.terminal.parts import Line, Part

AHEAD = 40
"""Rows below what is in sight that are laid out with it."""

SLICE = 20
"""Rows that are laid out between two keys: ten milliseconds."""

PAUSE = 0.02
"""Seconds between two slices, for keys."""

Paint = Callable[[], "Canvas"]
"""Where a pane gets its canvas: it changes with the palette."""


class Grounded(Widget):
    """A pane whose ground is looked up at most once for each painting, as asking Textual for it costs as much as a row."""

    _ground: Style | None = None
    _looked = False

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows that are painted, on the ground there is now."""
        self._looked = False
        return super().render_lines(crop)

    def strip(self, row: Painted) -> Strip:
        """A painted row on the ground of this pane; without colours that is the terminal's own."""
        if not self._looked:
            self._looked, self._ground = True, None if self.app.native_ansi_color else self.rich_style
        return Strip(row) if self._ground is None else Strip(row).apply_style(self._ground)


class Sheet(ScrollView, Grounded, can_focus=False):
    """A pane that is scrolled through, from top to bottom: its rows are as wide as it is."""

    DEFAULT_CSS = "Sheet { overflow-x: hidden; }"

    def measure(self, rows: int) -> None:
        """So many rows there are. Everything is laid out anew only where that makes the scroll bar come or go."""
        size = Size(self.scrollable_content_region.width, rows)
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)


class Band(Grounded):
    """One line. A part of it that was given an action does it when it is clicked."""

    DEFAULT_CSS = "Band { height: 1; }"

    def __init__(self, paint: Paint, name: str) -> None:
        super().__init__(id=name)
        self._paint = paint
        self._left: Line = ()
        self._right: Line = ()
        self._doors: list[tuple[int, int, str]] = []
        self._canvas: Canvas | None = None

    def show(self, left: Line, right: Line = (), actions: Sequence[tuple[Line, str]] = ()) -> None:
        """Words at both ends; `actions` are words with what they do, which follow those on the left."""
        at, doors = self._paint().breadth(left), []
        for words, action in actions:
            end = at + self._paint().breadth(words)
            doors.append((at, end, action))
            left, at = (*left, *words), end
        if (left, right, doors) != (self._left, self._right, self._doors) or self._paint() is not self._canvas:
            self._left, self._right, self._doors, self._canvas = left, right, doors, self._paint()
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The one row; where it is too narrow, the words on the right give way."""
        canvas, width = self._paint(), self.size.width
        right = canvas.breadth(self._right)
        if right and canvas.breadth(self._left) + right + 1 > width:
            right = 0
        row = canvas.row(self._left, width - right)
        return self.strip([*row, *canvas.row(self._right, right)] if right else row)

    async def on_click(self, event: events.Click) -> None:
        """Does what the word under the mouse says."""
        for start, end, action in self._doors:
            if start <= event.x < end:
                await self.run_action(action)


class Paper(Sheet):
    """Parts of a screen, laid out for its own width, to be scrolled through. Grows up to its `max-height` where its height is auto."""

    def __init__(self, paint: Paint, name: str) -> None:
        super().__init__(id=name)
        self._paint = paint
        self._parts: tuple[Part, ...] = ()
        self._rows: list[Painted] = []
        self._rest: Iterator[Painted] = iter(())
        self._filling: Timer | None = None
        self._canvas: Canvas | None = None
        self._width = 0
        self._height = 0

    def show(self, parts: Sequence[Part], *, stay: bool = False) -> None:
        """Shows other parts, from their beginning unless they `stay` where they are."""
        fresh, canvas = tuple(parts), self._paint()
        if fresh != self._parts or canvas is not self._canvas:
            self._parts, self._canvas = fresh, canvas
            self._lay_out()
        if not stay:
            self.scroll_to(y=0, animate=False, immediate=True)

    def on_resize(self) -> None:
        """Another width, other lines."""
        if self.scrollable_content_region.width != self._width:
            self._lay_out()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as its words take."""
        if width != self._width:
            return sum(1 for _ in self._paint().rows(self._parts, width))
        return len(self._rows)

    def render_line(self, y: int) -> Strip:
        """One row of what is scrolled into sight."""
        at = y + self.scroll_offset.y
        return self.strip(self._rows[at] if at < len(self._rows) else [])

    def _lay_out(self) -> None:
        """What is in sight at once, the rest in slices between two keys."""
        self._width = self.scrollable_content_region.width
        self._rows, self._rest = [], self._paint().rows(self._parts, self._width) if self._width else iter(())
        self._take(self.size.height + AHEAD)
        fixed = self.styles.height is None or not self.styles.height.is_auto
        if fixed or len(self._rows) == self._height:
            self.refresh()
        else:
            self._height = len(self._rows)
            self.refresh(layout=True)

    def _take(self, most: int) -> None:
        """Lays out so many more rows, and goes on with a slice soon, until there are no more."""
        had = len(self._rows)
        self._rows += islice(self._rest, most)
        self.measure(len(self._rows))
        if self._filling is not None:
            self._filling.stop()
        full = len(self._rows) - had == most
        self._filling = self.set_timer(PAUSE, lambda: self._take(SLICE)) if full else None
