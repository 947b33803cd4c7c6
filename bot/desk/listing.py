"""The queue on the left side: the deliveries of each post below its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.message import Message

from bot.desk.panes import Paint, Sheet
from bot.desk.rows import Entry, Head, sign
from bot.model.delivery import State
from bot.terminal import when
from bot.terminal.parts import Run

if TYPE_CHECKING:
    from textual import events
    from textual.strip import Strip

    from bot.desk.rows import Row
    from bot.terminal.canvas import Canvas
    from bot.terminal.canvas import Row as Painted
    from bot.terminal.parts import Line


class Listing(Sheet):
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
        self._known: dict[tuple[int, bool], Painted] = {}
        self._known_for: tuple[Canvas, int] | None = None
        self.chosen = ""

    def show(self, rows: list[Row], chosen: str) -> None:
        """Other rows, with the delivery `chosen` in sight."""
        self._rows = rows
        self._known.clear()
        self._places = {row.delivery.id: place for place, row in enumerate(rows) if isinstance(row, Entry)}
        self.measure(len(rows))
        self.choose(chosen)
        self.refresh()

    def choose(self, id_: str) -> None:
        """Marks another delivery, and brings it and the title of its post into sight: far at once, as each move paints all rows anew."""
        before = self._places.get(self.chosen, 0)
        self.chosen = id_
        place = self._places.get(id_, 0)
        top = max(0, place - 1) if place and isinstance(self._rows[place - 1], Head) else place
        height, first = max(1, self.size.height), self.scroll_offset.y
        if not first <= top <= place < first + height:
            ahead = height // 3 if place >= first else 2 * height // 3
            self.scroll_to(y=max(0, min(top - ahead, len(self._rows) - height)), animate=False, immediate=True, force=True)
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
        at = y + self.scroll_offset.y
        return self.strip(self._painted(at) if at < len(self._rows) else [])

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

    def _painted(self, at: int) -> Painted:
        """A row; those that were painted before are known, as scrolling paints them all again."""
        row, width, canvas = self._rows[at], self.scrollable_content_region.width, self._paint()
        if self._known_for != (canvas, width):
            self._known.clear()
            self._known_for = (canvas, width)
        chosen = isinstance(row, Entry) and row.delivery.id == self.chosen
        if (at, chosen) not in self._known:
            self._known[at, chosen] = self._head(row, width) if isinstance(row, Head) else self._entry(row, width)
        return self._known[at, chosen]

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
