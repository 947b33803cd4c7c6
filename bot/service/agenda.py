"""What is due in the coming days: approved, waiting for a yes, or ready for a person. Reads only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model.agenda import Agenda, timeless
from bot.model.delivery import State
from bot.service import proposals

if TYPE_CHECKING:
    from bot.model.delivery import Delivery
    from bot.service.workspace import Workspace

STATES = (State.WAITING, State.APPROVED, State.SENDING, State.HELD, State.HANDOFF, State.UNSURE)
MOST = 120
"""Deliveries of one look: a fortnight of several accounts. Each draft is read, and each is drawn."""


def look(workspace: Workspace) -> Agenda:
    """The next deliveries, each waiting one at the slot that it would get now. Raises StoreError."""
    store = workspace.store
    served = [delivery for delivery in store.deliveries(states=STATES) if workspace.serves(delivery)]
    found = sorted(proposals.proposed(workspace, served), key=_place)
    coming = tuple((delivery, store.draft(delivery.id)) for delivery in found[:MOST])
    return Agenda(workspace.settings.timezone, workspace.clock.now(), coming, max(0, len(found) - MOST))


def _place(delivery: Delivery) -> tuple[bool, float]:
    return timeless(delivery), delivery.due.timestamp() if delivery.due else 0
