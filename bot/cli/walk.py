"""`bot review --plain`: the same desk line by line, for screen readers, simple terminals and slow lines. Nothing is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli.show import look
from bot.desk import sheets
from bot.desk.rows import TO_DECIDE
from bot.errors import UserError
from bot.terminal import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.desk.session import Session, Shown
    from bot.model.draft import Draft
    from bot.service.approve import Binding, Outcome

ASK = "a approve, t time, r reject, e edit, w waive, n next, u undo, q quit: "


def walk(session: Session) -> int:
    """Shows one after the other and asks; what was decided is said. Gives the exit code."""
    say.plainly()
    at, before = 0, None
    while True:
        left = [id_ for id_, one in session.entries.items() if one.state in TO_DECIDE]
        if at >= len(left):
            say.line("That was the last one." if left else "Nothing waits for your yes any more.")
            return 0
        shown = session.look(left[at])
        plan = session.plan(shown)
        say.line(f"{at + 1} of {len(left)}")
        _show(session, shown, plan, before)
        key = say.answer(ASK)
        if key in {"q", ""}:
            return 0
        before = None
        try:
            at, before = _do(session, shown, plan, key, at)
        except UserError as error:
            say.error(str(error))


def _show(session: Session, shown: Shown, plan: Binding, before: Draft | None) -> None:
    account = session.workspace.settings.accounts.get(shown.delivery.account)
    now = session.workspace.clock.now()
    say.show(
        [
            *sheets.head(shown, account.handle if account else ""),
            sheets.fate(shown.delivery, plan, now),
            *sheets.body(shown, look(shown.draft), before, "Changed:"),
            *sheets.problems(shown.draft),
        ]
    )


def _do(session: Session, shown: Shown, plan: Binding, key: str, at: int) -> tuple[int, Draft | None]:
    """What a key asks for: where to go on, and the draft that was there before, if it is to be shown what changed."""
    if key in {"e", "w"}:
        {"e": _edit, "w": _waive}[key](session, shown)
        return at, shown.draft
    if key == "n":
        return at + 1, None
    decisions: dict[str, Callable[[], Outcome | None]] = {
        "a": lambda: session.approve([plan])[0],
        "r": lambda: session.reject(shown.delivery.id),
        "u": lambda: session.take_back(None),
        "t": lambda: _timed(session, plan),
    }
    if key not in decisions:
        say.line(f"There is no {key}.")
        return at, None
    outcome = decisions[key]()
    if outcome is not None:
        say.line(f"{outcome.id} {outcome.words}")
    # What was decided is no longer among those that are left.
    return at, None


def _timed(session: Session, plan: Binding) -> Outcome | None:
    """A yes for another time, which is read back first."""
    from bot.service import times

    for number, slot in enumerate(times.free(session.workspace, plan.delivery, 3), 1):
        say.line(f"free {number}: {slot.wall}")
    words = say.answer("When (tomorrow 9am, fri 14:30, nothing for back): ")
    if not words:
        return None
    moment = times.heard(session.workspace, plan.delivery, words)
    if not say.yes(f"Approve for {moment.wall}?"):
        return None
    return session.approve([session.at(plan, moment)])[0]


def _edit(session: Session, shown: Shown) -> None:
    from bot.cli.edit import open_for
    from bot.service import editing

    open_for(session.workspace, shown.delivery, shown.draft)
    editing.read_again(session.workspace)


def _waive(session: Session, shown: Shown) -> None:
    from bot.service import editing, waiving

    found = waiving.waivable(shown.draft)
    if not found:
        raise UserError("There is nothing here that can be waived.")
    for number, each in enumerate(found, 1):
        say.line(f"{number} {each.code}: {each.message}")
    typed = say.answer("Which number was seen and is meant so (nothing for back): ")
    if typed.isdecimal() and 0 < int(typed) <= len(found):
        waiving.waive(session.workspace, shown.delivery, found[int(typed) - 1].code)
        editing.read_again(session.workspace)
