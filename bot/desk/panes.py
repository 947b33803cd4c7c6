"""The panes of the desk. Each writes rows that `terminal/canvas.py` laid out, so no text is ever read as markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from bot.desk.rows import Entry, Head, sign
from bot.model.delivery import State
from bot.terminal import when
from bot.terminal.parts import Run

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

    from bot.desk.rows import Row
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


class Band(Widget):
    """One line. A part of it that was given an action does it when it is clicked."""

    DEFAULT_CSS = "Band { height: 1; }"

    def __init__(self, paint: Paint, name: str) -> None:
        super().__init__(id=name)
        self._paint = paint
        self._left: Line = ()
        self._right: Line = ()
        self._doors: list[tuple[int, int, str]] = []

    def show(self, left: Line, right: Line = (), actions: Sequence[tuple[Line, str]] = ()) -> None:
        """Words at both ends; `actions` are words with what they do, which follow those on the left."""
        at, doors = self._paint().breadth(left), []
        for words, action in actions:
            end = at + self._paint().breadth(words)
            doors.append((at, end, action))
            left, at = (*left, *words), end
        self._left, self._right, self._doors = left, right, doors
        self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The one row; where it is too narrow, the words on the right give way."""
        canvas, width = self._paint(), self.size.width
        right = canvas.breadth(self._right)
        if right and canvas.breadth(self._left) + right + 1 > width:
            right = 0
        row = canvas.row(self._left, width - right)
        return _strip([*row, *canvas.row(self._right, right)] if right else row, self)

    async def on_click(self, event: events.Click) -> None:
        """Does what the word under the mouse says."""
        for start, end, action in self._doors:
            if start <= event.x < end:
                await self.run_action(action)


class Paper(ScrollView, can_focus=False):
    """Parts of a screen, laid out for its own width, to be scrolled through. Grows up to its `max-height` where its height is auto."""

    def __init__(self, paint: Paint, name: str) -> None:
        super().__init__(id=name)
        self._paint = paint
        self._parts: tuple[Part, ...] = ()
        self._rows: list[Painted] = []
        self._rest: Iterator[Painted] = iter(())
        self._filling: Timer | None = None
        self._width = 0
        self._height = 0

    def show(self, parts: Sequence[Part], *, stay: bool = False) -> None:
        """Shows other parts, from their beginning unless they `stay` where they are."""
        self._parts = tuple(parts)
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
        return _strip(self._rows[at] if at < len(self._rows) else [], self)

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
        self.virtual_size = Size(self._width, len(self._rows))
        if self._filling is not None:
            self._filling.stop()
        full = len(self._rows) - had == most
        self._filling = self.set_timer(PAUSE, lambda: self._take(SLICE)) if full else None


class Listing(ScrollView, can_focus=False):
    """The queue, post by post. Only what is in sight is painted, so that thousands of rows cost nothing."""

    class Chosen(Message):
        """Somebody clicked on a delivery."""

        def __init__(self, id_: str) -> None:
            super().__init__()
            self.id = id_

    def __init__(self, paint: Paint, name: str) -> None:
        super().__init__(id=name)
        self._paint = paint
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}
        self.chosen = ""

    def show(self, rows: list[Row], chosen: str) -> None:
        """Other rows, with the delivery `chosen` in sight."""
        self._rows = rows
        self._places = {row.delivery.id: place for place, row in enumerate(rows) if isinstance(row, Entry)}
        self.virtual_size = Size(self.scrollable_content_region.width, len(rows))
        self.choose(chosen)
        self.refresh()

    def choose(self, id_: str) -> None:
        """Marks another delivery, and brings it and the title of its post into sight."""
        before = self._places.get(self.chosen, 0)
        self.chosen = id_
        place = self._places.get(id_, 0)
        top = max(0, place - 1) if place and isinstance(self._rows[place - 1], Head) else place
        self.scroll_to_region(Region(0, top, 1, place - top + 1), animate=False, immediate=True, force=True)
        for changed in {place, before}:
            self.refresh(Region(0, changed - self.scroll_offset.y, self.size.width, 1))

    def beside(self, id_: str, steps: int) -> str:
        """The delivery `steps` further down (or up), the last (or first) one where the list ends; "" in an empty list."""
        ids = list(self._places)
        if not ids:
            return ""
        at = ids.index(id_) if id_ in self._places else 0
        return ids[min(max(at + steps, 0), len(ids) - 1)]

    @property
    def ids(self) -> list[str]:
        """Every delivery that is listed."""
        return list(self._places)

    def render_line(self, y: int) -> Strip:
        """One row of what is scrolled into sight."""
        at, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if at >= len(self._rows):
            return _strip([], self)
        row = self._rows[at]
        return _strip(self._head(row, width) if isinstance(row, Head) else self._entry(row, width), self)

    def on_click(self, event: events.Click) -> None:
        """A delivery, or the first one of the post whose title it is."""
        place = event.get_content_offset(self)
        if place is None:
            return
        at = place.y + self.scroll_offset.y
        for row in self._rows[at : at + 2]:
            if isinstance(row, Entry):
                self.post_message(self.Chosen(row.delivery.id))
                return

    def _head(self, head: Head, width: int) -> Painted:
        count = (Run(f" {head.left} ", "faint"),) if head.left > 1 else (Run(" ", "faint"),)
        room = self._paint().breadth(count)
        title = self._paint().row((" ", Run(head.title, "strong" if head.left else "faint")), width - room)
        return [*title, *self._paint().row(count, room)]

    def _entry(self, entry: Entry, width: int) -> Painted:
        one, chosen = entry.delivery, entry.delivery.id == self.chosen
        canvas, (mark, style) = self._paint(), sign(one)
        ground = canvas.chosen if chosen else ""
        beside: Line = (Run(f"{self._beside(entry)} ", "faint"),)
        room = min(canvas.breadth(beside), width // 2)
        words: Line = (Run("▌ " if chosen else "  ", "title"), Run(mark, style), " ", Run(one.account, "strong" if chosen else ""))
        return [*canvas.row(words, width - room, ground), *canvas.row(beside, room, ground)]

    def _beside(self, entry: Entry) -> str:
        one = entry.delivery
        if one.state == State.APPROVED and one.due:
            return when.short(one.due, one.zone)
        return "" if one.state == State.WAITING else one.state.value


def _strip(row: Painted, pane: Widget) -> Strip:
    """A painted row on the ground of its pane; without colours that is the terminal's own."""
    return Strip(row) if pane.app.native_ansi_color else Strip(row).apply_style(pane.rich_style)
