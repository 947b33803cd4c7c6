"""The person's editor at the desk, and what is to stand where somebody else wrote the same file meanwhile."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding as Key

from bot.desk.decisions import Decisions
from bot.desk.dialogs import Over
from bot.desk.room import CHANGED, EDITED
from bot.errors import UserError
from bot.terminal import three
from bot.terminal.parts import BLANK, Line, Part, Run

if TYPE_CHECKING:
    from bot.desk.panes import Paint
    from bot.model.draft import Draft
    from bot.service.editor import Choice, Clash


class Meeting(Over[str]):
    """Two texts for one file: what it was, and what each side made of it. Escape leaves the file as it is; nothing is lost either way."""

    BINDINGS: ClassVar = [Key("m", "answer('mine')"), Key("t", "answer('theirs')"), Key("b", "merged"), Key("q", "answer(None)")]

    def __init__(self, paint: Paint, clash: Clash) -> None:
        self.clash = clash
        words = "They touch each other, so they are not put together. What you do not choose is kept beside the file."
        if clash.merged is not None:
            words = "They do not touch each other: b puts both together. Of m and t, what you do not choose is kept beside the file."
        parts: list[Part] = [(Run(words, "faint"),), BLANK, *three.parts(clash.hunks)]
        super().__init__(paint, (Run(clash.file.name, "strong"), Run(f" {clash.why}", "warn")), parts)
        self.add_class("-large")

    def keys(self) -> list[tuple[Line, str]]:
        """One for each text, and one for both where they go together."""
        both: list[tuple[Line, str]] = [((Run(" b", "title"), " both "), "screen.merged")] if self.clash.merged is not None else []
        return [
            ((Run(" m", "title"), " mine "), "screen.answer('mine')"),
            ((Run(" t", "title"), f" {self.clash.other} "), "screen.answer('theirs')"),
            *both,
            ((Run(" Esc", "title"), " as it is "), "screen.answer(None)"),
        ]

    def action_merged(self) -> None:
        """Both, where that can be."""
        if self.clash.merged is not None:
            self.dismiss("merged")


class Edits(Decisions):
    """The keys that open an editor. `opened` is the draft whose text the person edited, until that is read again."""

    opened: Draft | None = None

    def action_edit(self, whole: int) -> None:
        """The account's own text, or the post, in the person's editor; then everything is read again, and the difference shown."""
        if self.shown is None:
            return
        from bot.service import editing

        one, draft, workspace = self.shown.delivery, self.shown.draft, self.session.workspace
        self.opened = None
        with self.spoken():
            with nullcontext() if self.is_headless else self.suspend():
                clash = editing.edit(workspace, one, draft, self.editor, whole=bool(whole))
            self.refresh()
            self.remark = ""
            self.say("Reading it again ...")
            self.opened = draft if clash is None else None
            self.read_folder(EDITED)
            if clash is not None:
                self.push_screen(Meeting(self.paint, clash), lambda choice: self._settle(clash, choice))

    def hear_others(self, why: str = CHANGED) -> None:
        """As in the room below; what changes while an edit is read was changed by it, and one that made no difference is told so."""
        opened = self.opened
        super().hear_others(EDITED if opened else why)
        if opened is None or self.reading:
            return
        from bot.service import editing

        self.opened = None
        if self.shown is not None and self.shown.draft.fingerprint == opened.fingerprint:
            self.say(editing.UNCHANGED, "warn")

    def _settle(self, clash: Clash, answer: str | None) -> None:
        """Does what was chosen; without a choice the file stays as it is, and the person's text is kept."""
        from bot.service import editing

        if answer is None and clash.outdated:
            return
        choices: dict[str | None, Choice] = {"mine": "mine", "merged": "merged"}
        choice = choices.get(answer, "theirs")
        with self.spoken():
            try:
                self.remark = clash.told(choice, editing.settle(self.session.workspace, clash, choice))
            except UserError as error:
                self.remark = str(error)
            self.say(self.remark, "warn")
            self.read_folder(EDITED)
