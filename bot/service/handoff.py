"""Deliveries that a person posts by hand: said when they are due, and once more a day later; then they stay in the inbox."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.model.delivery import State

if TYPE_CHECKING:
    from bot.service.workspace import Workspace

REMIND_AFTER = 24 * 3600
"""Seconds from the due time to the one reminder."""


def remind(workspace: Workspace, say: Callable[[str], None]) -> None:
    """Says what became ready since the last call, and reminds once of what is ready for a day."""
    store, now = workspace.store, workspace.clock.now()
    for delivery in store.deliveries(states=(State.HANDOFF,)):
        said = {event.event for event in store.history(delivery.id)}
        overdue = delivery.due is not None and delivery.due.add(seconds=REMIND_AFTER) <= now
        event = "reminded" if overdue else "announced"
        if event in said or "reminded" in said:
            continue
        store.note(delivery.id, now, event, "")
        words = "still waits for you to post it" if overdue else "is ready for you to post"
        say(f"{delivery.title or delivery.post} on {delivery.account} {words}: bot show {delivery.id}")
