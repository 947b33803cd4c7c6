"""Countries change their clocks. What was promised for nine in the morning goes out at nine, as the new rules have it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.model.delivery import Delivery, State
from bot.model.said import Said
from bot.rules import approval

if TYPE_CHECKING:
    from bot.rules.schedule import Moment
    from bot.service.workspace import Workspace

SOON = 24
"""Hours. A promise that moves so near its time is asked for again."""


def rederive(workspace: Workspace, say: Callable[[str], None]) -> None:
    """Moves the promises whose wall clock means another instant since the time zone data changed, and says each."""
    for delivery in workspace.store.deliveries(states=(State.APPROVED,)):
        moment = approval.rederived(delivery, workspace.account(delivery.account).rhythm) if workspace.serves(delivery) else None
        if moment is not None:
            words = f"{delivery.id}  {delivery.title or delivery.post}: {_move(workspace, delivery, moment)}"
            say(Said(words, "time zone", level="warning", account=delivery.account, delivery=delivery.id))


def _move(workspace: Workspace, delivery: Delivery, moment: Moment) -> str:
    now, rhythm = workspace.clock.now(), workspace.account(delivery.account).rhythm
    first = min(moment.instant, delivery.due or moment.instant)
    words = f"the clock of {delivery.zone} has new rules: {delivery.wall} is now {moment.instant}, and was {delivery.due}"
    if first < now.add(hours=SOON):
        workspace.store.move(delivery.id, "past window", now, detail=words, note=words, as_read=delivery)
        return f"{words}; it needs a fresh yes"
    until = approval.until(moment, rhythm)
    workspace.store.move(delivery.id, "defer", now, detail=words, note=words, due=moment.instant, until=until, as_read=delivery)
    return words
