"""A thread that went out half-way: what a person may make of the part that is live."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.model.delivery import State
from bot.service import amend
from bot.service.approve import Outcome

if TYPE_CHECKING:
    from bot.model.delivery import Delivery
    from bot.service.workspace import Workspace


def leave(workspace: Workspace, id_: str) -> Outcome:
    """What is live stays, as it is, and counts as published; what is missing is not sent. Raises UserError when nothing is half-way."""
    delivery, store = amend.settled(workspace, id_), workspace.store
    unfinished = delivery.id in store.unfinished()
    if not delivery.sent or (delivery.state == State.PUBLISHED and delivery.sent == delivery.segments and not unfinished):
        raise UserError(f"{delivery.id} {delivery.meaning()}, so nothing is half-way. See: bot show {delivery.id}")
    with store.together():
        if store.delivery(delivery.id) != delivery:
            return amend.changed(delivery)
        store.drop_amendments(delivery.id)
        if not _left(workspace, delivery):
            return amend.changed(delivery)
    return Outcome(delivery.id, True, f"stays as it is: {delivery.sent} of {delivery.segments} segments are live")


def _left(workspace: Workspace, delivery: Delivery) -> bool:
    """The move; what is bound from now on is what is live."""
    store, now = workspace.store, workspace.clock.now()
    whole = store.draft(delivery.id, delivery.approved)
    detail = f"{delivery.sent} of {delivery.segments} segments are live, and the rest is not sent"
    if delivery.sent >= len(whole.segments):
        return store.move(delivery.id, "leave", now, who=workspace.who, detail="what is live stays", note="")
    part = replace(whole, segments=whole.segments[: delivery.sent], problems=())
    return store.redraft(
        delivery.id, part, now, move="leave", who=workspace.who, detail=detail, note=detail,
        approved=part.fingerprint, approved_by=workspace.who, approved_at=now,
    )  # fmt: skip
