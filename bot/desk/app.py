"""The desk itself: what each key does. Every decision is one function of the service, asked for by the session."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding as Key
from textual.widgets import Input

from bot.desk import keys
from bot.desk.hanging import Hanging
from bot.desk.listing import Listing
from bot.desk.room import EDITED
from bot.terminal.parts import Line, Run
from bot.terminal.safe import one_line

if TYPE_CHECKING:
    from bot.model.draft import Problem


class Desk(Hanging):
    """Keys and what they do."""

    BINDINGS: ClassVar = [
        Key("j,down", "step(1)"), Key("k,up", "step(-1)"), Key("g,home", "step(-100000)"), Key("G,end", "step(100000)"),
        Key("space,pagedown", "turn(1)"), Key("b,pageup", "turn(-1)"), Key("J", "line(1)"), Key("K", "line(-1)"),
        Key("a", "approve"), Key("A", "approve_post"), Key("r", "reject"), Key("u", "undo"), Key("e", "edit(0)"), Key("E", "edit(1)"),
        Key("t", "time"), Key("w", "waive"), Key("p", "pictures"), Key("i", "problems"), Key("slash", "filter"), Key("v", "everything"),
        Key("question_mark", "keys"), Key("l", "light"), Key("enter", "whole"), Key("escape", "show_all"), Key("q", "quit"),
    ]  # fmt: skip

    def action_step(self, steps: int) -> None:
        """Another delivery."""
        self.open_(self.queue.beside(self.shown.delivery.id if self.shown else "", steps))

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """The one that was clicked on."""
        self.open_(event.id)

    def action_turn(self, pages: int) -> None:
        """A page of the draft further."""
        self.action_line(pages * max(1, self.paper("body").size.height - 2))

    def action_line(self, lines: int) -> None:
        """Lines of the draft further."""
        self.paper("body").scroll_relative(y=lines, animate=False)

    def action_whole(self) -> None:
        """On a narrow terminal: the draft alone, or the list again."""
        self.screen.toggle_class("-whole")

    def action_light(self) -> None:
        """The other colours."""
        if self.palette.name != "bare":
            self.dress("dark" if self.palette.name == "light" else "light")
            self.list_again()
            self.show_sheet(stay=True)

    def action_keys(self) -> None:
        """All keys."""
        from bot.desk.dialogs import Leaf

        self.push_screen(Leaf(self.paint, (Run("Keys", "strong"),), keys.leaf()))

    def action_problems(self) -> None:
        """What is wrong with it, where the pane below has no room for all of it."""
        from bot.desk import sheets
        from bot.desk.dialogs import Leaf

        if self.shown is not None:
            title: Line = (Run("What is wrong", "strong"), f"  {self.shown.delivery.account}")
            self.push_screen(Leaf(self.paint, title, sheets.problems(self.shown.draft)))

    def action_everything(self) -> None:
        """With what is approved already, or without it."""
        with self.spoken():
            self.session.everything = not self.session.everything
            self.session.read()
            self.list_again()
            self.say("Approved ones are shown as well." if self.session.everything else "Only what waits for a yes is shown.")
            if not self.shown or self.shown.delivery.id not in self.queue.ids:
                self.open_first()

    def action_waive(self) -> None:
        """A problem that was seen and is meant so."""
        if self.shown is None:
            return
        from bot.desk.dialogs import Choice
        from bot.service import waiving

        found = waiving.waivable(self.shown.draft)
        if not found:
            self.say("There is nothing here that can be waived: only warnings, and a few errors.", "warn")
            return
        options: list[Line] = [(Run(each.code, "warn" if each.level == "warning" else "bad"), f"  {each.message}") for each in found]
        below: list[Line] = [(Run("Goes into waive: of the post's front matter, for all its accounts.", "faint"),)]
        title: Line = (Run("Seen, and meant so?", "strong"),)
        self.push_screen(Choice(self.paint, title, options, below), lambda at: self._waive(found, at))

    def _waive(self, found: list[Problem], at: int | None) -> None:
        if at is None or self.shown is None:
            return
        with self.spoken():
            from bot.service import waiving

            file = waiving.waive(self.session.workspace, self.shown.delivery, found[at].code)
            self.say(f"{file.name} now waives {found[at].code}", "good")
            self.read_folder(EDITED)

    def action_filter(self) -> None:
        """Words that a row must hold."""
        self.screen.add_class("-asking")
        self.query_one("#words", Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """The list follows what is typed."""
        if event.input.id != "words":
            return
        if one_line(event.value) != event.value:
            event.input.value = one_line(event.value)
            return
        self.wanted = event.value.strip()
        self.list_again()
        if self.shown is None or self.shown.delivery.id not in self.queue.ids:
            self.open_first()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The list stays like that."""
        if event.input.id == "words":
            self.screen.remove_class("-asking")
            self.set_focus(None)

    def action_show_all(self) -> None:
        """Every row again."""
        self.query_one("#words", Input).value = ""
        self.screen.remove_class("-asking")
        self.set_focus(None)
