"""When else a delivery may go out: the next free slots of its account, and what a person's words for a time mean."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.rules import schedule
from bot.service import budget

if TYPE_CHECKING:
    from bot.model.delivery import Delivery
    from bot.rules.schedule import Moment
    from bot.service.approve import Binding
    from bot.service.workspace import Workspace


def heard(workspace: Workspace, delivery: Delivery, words: str) -> Moment:
    """The moment that `words` ("tomorrow 9:00", "2026-12-01 09:00 Europe/London") name. Raises UserError when they are none, or past."""
    rhythm, now = workspace.account(delivery.account).rhythm, workspace.clock.now()
    try:
        moment = schedule.after_quiet(rhythm, schedule.resolve(words, rhythm.zone, now))
    except ValueError as error:
        raise UserError(f"{error}") from error
    if moment.instant < now:
        raise UserError(f"{moment.wall} is past. Give a later time, or use: bot approve {delivery.id} --now")
    return moment


def free(workspace: Workspace, delivery: Delivery, count: int) -> list[Moment]:
    """The next `count` free slots of its account, none of them promised to another delivery."""
    account = workspace.account(delivery.account)
    now = workspace.clock.now()
    taken = workspace.store.taken(account.name, now, account.rehearsal, but=delivery.id)
    found: list[Moment] = []
    for _ in range(count):
        found.append(schedule.next_slot(account.rhythm, now, taken))
        taken.append(found[-1].instant)
    return found


def at(workspace: Workspace, binding: Binding, moment: Moment) -> Binding:
    """The same yes for another moment, or why there can be none: the money of that month may be spent."""
    if binding.moment is None:
        return binding
    costly = budget.overdrawn(workspace, binding.draft, moment.instant, binding.delivery.id)
    if costly:
        return replace(binding, moment=None, refusal=f"{binding.delivery.id} cannot be approved for then: {costly}. Choose another month.")
    return replace(binding, moment=moment, immediate=False)
