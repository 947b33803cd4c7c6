"""When else a delivery may go out: the next free slots of its account, and what a person's words for a time mean."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.model.delivery import State
from bot.rules import calendar, schedule
from bot.rules.calendar import Cell, Day, Promise
from bot.rules.schedule import Moment
from bot.service import budget

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.delivery import Delivery
    from bot.model.settings import Account
    from bot.service.approve import Binding
    from bot.service.workspace import Workspace

__all__ = ["Cell", "Day", "Days", "Moment", "at", "coming", "heard", "promises", "remarked"]

Days = tuple[Day, ...]


def heard(workspace: Workspace, delivery: Delivery, words: str) -> Moment:
    """The moment that `words` ("tomorrow 9:00", "2026-12-01 09:00 Europe/London") name. Raises UserError when they are none, or past."""
    rhythm, now = workspace.account(delivery.account).rhythm, workspace.clock.now()
    try:
        moment = schedule.after_quiet(rhythm, schedule.resolve(words, rhythm.zone, now, rhythm.slots))
    except ValueError as error:
        raise UserError(f"{error}") from error
    if moment.instant < now:
        raise UserError(f"{moment.wall} is past. Give a later time, or say: now")
    return moment


def remarked(workspace: Workspace, delivery: Delivery, moment: Moment) -> Moment:
    """The same moment with what should be known of it: what else its account has promised near it."""
    account = workspace.account(delivery.account)
    return moment.noted(calendar.crowded(account.rhythm, moment.instant, promises(workspace, account, but=delivery.id)))


def promises(workspace: Workspace, account: Account, *, but: str = "") -> list[Promise]:
    """What else the account has promised, or sent since yesterday: everything from which a slot keeps its distance, with its title."""
    known: dict[Instant, Delivery] = {
        one.due: one
        for one in workspace.store.deliveries(states=(State.APPROVED, State.SENDING), account=account.name)
        if one.due is not None and one.rehearsal == account.rehearsal and one.id != but
    }
    found = workspace.store.taken(account.name, workspace.clock.now(), account.rehearsal, but=but)
    return [Promise(each, known[each].id, known[each].title or known[each].post) if each in known else Promise(each) for each in found]


def coming(workspace: Workspace, account: Account, start: int = 0, many: int = calendar.PAGE, *, asked: Delivery | None = None) -> Days:
    """The calendar of an account from `start` days after today on. The promise of the delivery that is `asked` for is in nobody's way."""
    others = promises(workspace, account, but=asked.id if asked else "")
    own = asked.due if asked is not None and asked.state == State.APPROVED else None
    return calendar.days(account.rhythm, workspace.clock.now(), others, start=start, many=many, own=own)


def at(workspace: Workspace, binding: Binding, moment: Moment) -> Binding:
    """The same yes for another moment, or why there can be none: the money of that month may be spent."""
    if binding.moment is None:
        return binding
    costly = budget.overdrawn(workspace, binding.draft, moment.instant, binding.delivery.id)
    if costly:
        return replace(binding, moment=None, refusal=f"{binding.delivery.id} cannot be approved for then: {costly}. Choose another month.")
    return replace(binding, moment=moment, immediate=False)
