"""The days of a calendar as a grid: a day a row, its slots side by side, one of them chosen by arrows, number or mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.geometry import Region, Size
from textual.message import Message

from bot.desk.panes import Paint, Sheet
from bot.terminal import when
from bot.terminal.parts import Line, Run, Style

if TYPE_CHECKING:
    from textual import events
    from textual.strip import Strip

    from bot.rules.calendar import Cell, Day, Kind
    from bot.terminal.canvas import Row as Painted

LABEL = 11
"""Columns of a day's name."""

LEAST = 19
"""Columns that a slot needs; of those beside each other as many as fit, at most as many as a day has."""

STYLES: dict[Kind, Style] = {"free": "good", "taken": "", "near": "faint", "quiet": "faint", "own": "title"}


@dataclass(frozen=True, slots=True)
class Band:
    """One row: its label, and the cells that stand in it, as their places in the list of all; or only words."""

    label: Line
    cells: tuple[int, ...] = ()
    words: Line = ()


class Weeks(Sheet):
    """Some days. `chosen` is the cell that is marked, if there is one."""

    class Picked(Message):
        """A cell was clicked on."""

    class Taken(Message):
        """The chosen cell was clicked on once more."""

    def __init__(self, paint: Paint, name: str) -> None:
        super().__init__(id=name)
        self._paint = paint
        self._days: Sequence[Day] = ()
        self._cells: list[Cell] = []
        self._bands: list[Band] = []
        self._beside = 1
        self._at = -1
        self._marked = True

    @property
    def chosen(self) -> Cell | None:
        """The cell that arrows, number or mouse led to."""
        return self._cells[self._at] if self._at >= 0 else None

    def show(self, days: Sequence[Day], *, last: bool = False) -> None:
        """Other days, with the first free slot chosen, or the `last` one."""
        self._days, self._cells = days, [cell for day in days for cell in day.cells]
        free = [place for place, cell in enumerate(self._cells) if cell.kind == "free"] or range(len(self._cells))
        self._at = (free[-1] if last else free[0]) if free else -1
        self._lay_out()

    def mark(self, shown: bool) -> None:
        """Whether the chosen one is marked: not while words mean another time."""
        self._marked = shown
        self.refresh()

    def go(self, columns: int, rows: int) -> bool:
        """To the cell beside, or the nearest one above or below. Says whether there is one."""
        if self._at < 0:
            return False
        to = self._at + columns if columns else self._row_beside(rows)
        if not 0 <= to < len(self._cells):
            return False
        self._choose(to)
        return True

    def choose_number(self, number: int) -> bool:
        """The free slot of that number. Says whether there is one."""
        to = next((place for place, cell in enumerate(self._cells) if cell.number == number), -1) if number else -1
        if to >= 0:
            self._choose(to)
        return to >= 0

    def on_resize(self) -> None:
        """As many beside each other as fit now."""
        self._lay_out()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """A line for each row."""
        return len(self._bands)

    def on_click(self, event: events.Click) -> None:
        """Chooses what was clicked on; takes what was chosen already."""
        offset = event.get_content_offset(self)
        row = offset.y + self.scroll_offset.y if offset is not None else len(self._bands)
        if offset is None or row >= len(self._bands) or offset.x < LABEL:
            return
        place = (offset.x - LABEL) // self._room
        if place < len(self._bands[row].cells):
            again = self._bands[row].cells[place] == self._at
            self._choose(self._bands[row].cells[place])
            self.post_message(self.Taken() if again and self._marked else self.Picked())

    def render_line(self, y: int) -> Strip:
        """One row of what is scrolled into sight."""
        at = y + self.scroll_offset.y
        return self.strip(self._painted(self._bands[at]) if at < len(self._bands) else [])

    @property
    def _room(self) -> int:
        """Columns of a cell."""
        return max(1, (self.scrollable_content_region.width - LABEL) // self._beside)

    def _choose(self, at: int) -> None:
        self._at = at
        row = self._row_of(at)
        self.scroll_to_region(Region(0, row, 1, 1), animate=False, immediate=True, force=True)
        self.refresh()

    def _row_of(self, at: int) -> int:
        return next(place for place, band in enumerate(self._bands) if at in band.cells)

    def _row_beside(self, rows: int) -> int:
        """The cell in the next row that has one, in the same column or the last one; -1 where there is no such row."""
        here = self._row_of(self._at)
        column = self._bands[here].cells.index(self._at)
        others = [band for band in (self._bands[here + 1 :] if rows > 0 else self._bands[:here][::-1]) if band.cells]
        return others[0].cells[min(column, len(others[0].cells) - 1)] if others else -1

    def _lay_out(self) -> None:
        most = max((len(day.cells) for day in self._days), default=1)
        width = self.scrollable_content_region.width or self.size.width
        self._beside = max(1, min(most, (width - LABEL) // LEAST))
        self._bands, place = [], 0
        for day in self._days:
            places = tuple(range(place, place + len(day.cells)))
            place += len(day.cells)
            self._bands += self._of_day(day, places)
        self.measure(len(self._bands))
        self.refresh(layout=True)

    def _of_day(self, day: Day, places: tuple[int, ...]) -> list[Band]:
        label: Line = (Run(when.day(day.date), "faint" if day.date.day_of_week().value > 5 else ""),)
        lines = [places[at : at + self._beside] for at in range(0, len(places), self._beside)] or [()]
        bands = [Band(() if number else label, cells, () if cells else (Run("-", "faint"),)) for number, cells in enumerate(lines)]
        return [*bands, *([Band((), (), (Run(day.note, "warn"),))] if day.note else [])]

    def _painted(self, band: Band) -> Painted:
        canvas, width = self._paint(), self.scrollable_content_region.width
        row = canvas.row(band.label, LABEL)
        for at in band.cells:
            row += self._cell(at)
        return row if band.cells else [*row, *canvas.row(band.words, max(0, width - LABEL))]

    def _cell(self, at: int) -> Painted:
        cell, canvas = self._cells[at], self._paint()
        chosen = self._marked and at == self._at
        time = cell.moment.instant.to_tz(cell.moment.zone).time()
        words: Line = (
            Run("▌" if chosen else " ", "title"),
            Run(f"{cell.number or ' '} ", "title"),
            Run(f"{time.hour:02}:{time.minute:02} ", "strong" if cell.kind == "free" else "faint"),
            Run(f"{cell.words()} ", STYLES[cell.kind]),
        )
        return canvas.row(words, self._room, canvas.chosen if chosen else "")
