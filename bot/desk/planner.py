"""When: the calendar of an account over the desk, and a time in words, which is read back while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding as Key
from textual.widgets import Input

from bot.desk.dialogs import BACK, CHOOSE, Over
from bot.desk.panes import Band, Paper
from bot.desk.weeks import Weeks
from bot.errors import UserError
from bot.rules.calendar import FARTHEST, PAGE, crowded
from bot.terminal import when
from bot.terminal.parts import Line, Run
from bot.terminal.safe import one_line

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from whenever import Instant

    from bot.desk.panes import Paint
    from bot.model.settings import Rhythm
    from bot.rules.calendar import Day, Promise
    from bot.rules.schedule import Moment

LATER: Line = (Run(" PgDn", "title"), " later ")
EARLIER: Line = (Run(" PgUp", "title"), " earlier ")
ARROWS: Line = (Run(" ←↓↑→", "title"), " slots ")
PLACEHOLDER = "the number of a slot, or a time: now, fri 14:30, in 2h, 1 dec 9am"


class Times(Over["Moment"]):
    """One of the slots of the coming weeks, by arrows, number or mouse; or a time in words. `page` gives the days from a day on."""

    DEFAULT_CSS = """
    Times > Vertical { max-height: 100%; }
    Times Weeks { height: auto; max-height: 1fr; margin: 0; scrollbar-size-vertical: 1; }
    Times .sheet { display: none; }
    Times #about { margin: 0 0 1 0; }
    Times Input { margin: 1 0 0 0; }
    Times #echo { height: auto; min-height: 1; max-height: 3; }
    """
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar = [
        Key("down", "go(0, 1)", priority=True), Key("up", "go(0, -1)", priority=True),
        Key("right", "go(1, 0)", priority=True), Key("left", "go(-1, 0)", priority=True),
        Key("pagedown", "leaf(1)", priority=True), Key("pageup", "leaf(-1)", priority=True),
    ]  # fmt: skip

    def __init__(
        self, paint: Paint, title: Line, rhythm: Rhythm, now: Instant, *,
        page: Callable[[int], Sequence[Day]], heard: Callable[[str], Moment], promised: Sequence[Promise],
    ) -> None:  # fmt: skip
        super().__init__(paint, title, ())
        self.rhythm, self.now, self.page, self.heard, self.promised = rhythm, now, page, heard, promised
        self.start = 0
        self.meant: Moment | None = None

    def more(self) -> ComposeResult:
        """What the account keeps to, its days, the words, and what they mean."""
        yield Band(self.paint, "about")
        self.weeks = Weeks(self.paint, "weeks")
        yield self.weeks
        words = Input(placeholder=PLACEHOLDER, compact=True)
        words.cursor_blink = False  # a slow line would be asked to paint twice a second
        yield words
        yield Paper(self.paint, "echo")

    def on_mount(self) -> None:
        """The first days, with the next free slot chosen."""
        super().on_mount()
        self.query_one("#about", Band).show((Run(self._about(), "faint"),))
        self.weeks.show(self.page(0))
        self._tell()

    def _about(self) -> str:
        quiet, apart = self.rhythm.quiet, self.rhythm.spacing
        hours = f", quiet {quiet[0] // 60:02}:{quiet[0] % 60:02}-{quiet[1] // 60:02}:{quiet[1] % 60:02}" if quiet else ""
        return f"{self.rhythm.zone}{hours}{f', {when.span(apart)} apart' if apart else ''}"

    def keys(self) -> list[tuple[Line, str]]:
        """Choose, go back, leaf."""
        arrows: Line = (Run(" ←↓↑→", "title"), " slots ")
        return [
            (CHOOSE, "screen.take"),
            (BACK, "screen.answer(None)"),
            (arrows, ""),
            (LATER, "screen.leaf(1)"),
            (EARLIER, "screen.leaf(-1)"),
        ]

    @property
    def words(self) -> str:
        """What was typed."""
        return self.query_one(Input).value.strip()

    def action_go(self, columns: int, rows: int) -> None:
        """Another slot; while words are typed, left and right go through them. Beyond the last day come the next ones."""
        typed = self.query_one(Input)
        if columns and typed.value:
            (typed.action_cursor_right if columns > 0 else typed.action_cursor_left)()
        elif not (self.weeks.go(columns, rows) or self._leaf(columns + rows)):
            return
        else:
            typed.value = ""
            self._tell()

    def action_leaf(self, pages: int) -> None:
        """The next two weeks, or those before."""
        self.query_one(Input).value = ""
        self._leaf(pages)
        self._tell()

    def _leaf(self, pages: int) -> bool:
        start = min(max(self.start + PAGE * pages, 0), FARTHEST // PAGE * PAGE)
        if start == self.start:
            return False
        self.start = start
        self.weeks.show(self.page(start), last=pages < 0)
        return True

    def on_weeks_picked(self) -> None:
        """Somebody clicked on a slot; on the chosen one again takes it."""
        self.query_one(Input).value = ""
        self._tell()

    def on_weeks_taken(self) -> None:
        """The chosen one was clicked on."""
        self.action_take()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Says what the words mean."""
        if one_line(event.value) != event.value:
            event.input.value = one_line(event.value)
            return
        self._tell()

    def on_input_submitted(self) -> None:
        """Takes it."""
        self.action_take()

    def action_take(self) -> None:
        """What the words mean, else the chosen slot. Words that mean nothing, and slots that are not free, are not taken."""
        chosen = self.weeks.chosen
        if self.meant is not None:
            self.dismiss(self.meant)
        elif chosen is not None and chosen.kind == "free" and (not self.words or self.words == str(chosen.number)):
            self.dismiss(chosen.moment)

    def _tell(self) -> None:
        """What would be taken, or why nothing would."""
        self.meant, words = None, self.words
        if words.isdecimal() and self.weeks.choose_number(int(words)):
            echo = self._of_cell()
        elif words:
            echo = self._of_words(words)
        else:
            echo = self._of_cell()
        self.weeks.mark(self.meant is None)
        self.query_one("#echo", Paper).show([echo])

    def _of_cell(self) -> Line:
        cell = self.weeks.chosen
        if cell is None:
            return (Run("Nothing is left in these days. PgDn shows later ones, or type a time.", "warn"),)
        return self._read_back(cell.moment) if cell.kind == "free" else (Run(cell.why(), "warn"),)

    def _of_words(self, words: str) -> Line:
        try:
            moment = self.heard(words)
        except UserError as error:
            return (Run(str(error), "warn"),)
        self.meant = moment
        return self._read_back(moment.noted(crowded(self.rhythm, moment.instant, self.promised)))

    def _read_back(self, moment: Moment) -> Line:
        at = f"{when.moment(moment.instant, moment.zone)}"
        note = f"  {moment.note}" if moment.note else ""
        return (Run("→ ", "good"), at, Run(f"  {when.distance(moment.instant, self.now)}", "faint"), Run(note, "warn"))
