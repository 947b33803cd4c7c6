"""Two texts for one file, after an edit: shows what it was and what each side made of it, and asks which is to stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.service import editing
from bot.terminal import say, three
from bot.terminal.parts import Run

if TYPE_CHECKING:
    from bot.service.editor import Choice, Clash
    from bot.service.workspace import Workspace


def decide(workspace: Workspace, clash: Clash) -> None:
    """Does what the person chooses; where nobody can be asked, and after an empty answer, the file stays as it is. Raises UserError."""
    say.line(Run(f"{clash.file.name} {clash.why}.", "warn"))
    say.show(three.parts(clash.hunks))
    choice = _asked(clash) if say.can_ask() else None
    if choice is None and clash.outdated:
        return
    kept = editing.settle(workspace, clash, choice or clash.stays)
    say.note(clash.told(choice or clash.stays, kept))


def _asked(clash: Clash) -> Choice | None:
    """What is to stand; None for what is in the file."""
    choices: dict[str, Choice] = {"m": "mine", "t": "theirs"}
    both = " (the two touch each other, so they are not put together)"
    if clash.merged is not None:
        choices["b"], both = "merged", ", b both put together"
    while True:
        typed = say.answer(f"Which is to stand? m mine, t {clash.other}{both}, nothing for as it is: ").lower()
        if not typed or typed in choices:
            return choices.get(typed)
        say.line(f"There is no {typed}.")
