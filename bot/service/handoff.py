"""Deliveries that a person posts by hand: said when they are due, and once more a day later; then they stay in the inbox.

Where anybody may read what a platform shows, the service looks there itself, and a hand-off that is found closes itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.errors import SendError
from bot.model.delivery import State
from bot.model.said import Said

if TYPE_CHECKING:
    from whenever import Instant

    from bot.engine.local import Local
    from bot.model.delivery import Delivery
    from bot.service.workspace import Workspace

LOG = logging.getLogger("bot.service")

REMIND_AFTER = 24 * 3600
"""Seconds from the due time to the one reminder."""

LOOK_EVERY = 900
"""Seconds between looks for what a person may have posted."""

LOOK_FOR = 14 * 24 * 3600
"""Seconds from the due time after which nobody looks any more."""

BEFORE_THE_YES = 24 * 3600
"""Seconds before the yes from which on a submission is taken for this one: people post first and say yes then."""


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
        sentence = f"{delivery.title or delivery.post} on {delivery.account} {words}: bot show {delivery.id}"
        say(Said(sentence, "by hand", account=delivery.account, delivery=delivery.id))


def watch(workspace: Workspace, engine: Local, next_look: dict[str, Instant]) -> None:
    """Sends workers to look for what people may have posted. `next_look` remembers when each delivery is looked for again."""
    now = workspace.clock.now()
    for delivery in workspace.store.deliveries(states=(State.HANDOFF,)):
        if _watched(workspace, delivery, now) and now >= next_look.get(delivery.id, now) and engine.submit(delivery.account, delivery.id):
            next_look[delivery.id] = now.add(seconds=LOOK_EVERY)


def _watched(workspace: Workspace, delivery: Delivery, now: Instant) -> bool:
    """Whether the result of a hand-off may be seen by anybody: in a rehearsal there is none."""
    if delivery.rehearsal or not workspace.serves(delivery) or not workspace.platform(delivery.account).LIMITS.public:
        return False
    return delivery.due is None or now < delivery.due.add(seconds=LOOK_FOR)


def look(workspace: Workspace, delivery: Delivery) -> None:
    """Looks once whether a person has posted `delivery`, and records it. What could not be read is looked at again later."""
    account, platform = workspace.account(delivery.account), workspace.platform(delivery.account)
    if not _watched(workspace, delivery, now := workspace.clock.now()):
        return
    step = platform.steps(workspace.store.draft(delivery.id, delivery.approved))[0]
    since = (delivery.approved_at or now).subtract(seconds=BEFORE_THE_YES)
    try:
        found = platform.find(workspace.connect(account), step, {}, "", since)
    except SendError as error:
        LOG.info("look for a hand-off: %s: %s", delivery.id, error)
        return
    if found is None:
        return
    with workspace.store.together():
        if workspace.store.record_by_hand(delivery.id, found, now, ""):
            workspace.store.move(delivery.id, "done", now, detail=f"found at {found.url}", note="")
