"""Every intent without a receipt: wait out the call's own deadline, look at the platform, then decide by its class.

What may have been sent is never sent again from here: a step is either found (its receipt is written), proved absent (the
delivery goes on under the same yes), or it stays in doubt until a person decides.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import SendError, UserError
from bot.model.delivery import Delivery, State, StepRecord
from bot.model.receipt import RemoteRef
from bot.rules import outcome

if TYPE_CHECKING:
    from whenever import Instant

    from bot.platforms.base import Step
    from bot.service.workspace import Workspace


LOOK_AGAIN = 60.0
"""Seconds until the next look when the platform could not be asked."""


@dataclass(slots=True)
class Looks:
    """How often a delivery in doubt was looked for since this process began, and when it may be looked for again."""

    count: dict[str, int]
    after: dict[str, Instant]


def reconcile(workspace: Workspace, looks: Looks, busy: Collection[str] = ()) -> int:
    """Looks after every delivery that is `sending` without a worker (`busy` are those at work) or in doubt. Gives how many will be looked at again."""
    pending = [d for d in workspace.store.deliveries(states=(State.SENDING, State.UNSURE)) if d.id not in busy]
    return sum(_settle(workspace, delivery, looks) for delivery in pending if delivery.account in workspace.settings.accounts)


def _doubtful(workspace: Workspace, delivery: Delivery) -> StepRecord | None:
    return next((r for r in workspace.store.steps(delivery.id).values() if r.state in {"intent", "unsure"}), None)


def _settle(workspace: Workspace, delivery: Delivery, looks: Looks) -> bool:
    """Whether the delivery will be looked at again."""
    store, now = workspace.store, workspace.clock.now()
    record = _doubtful(workspace, delivery)
    if record is None:
        return _resume(workspace, delivery)
    if record.action == "upload":
        # Nobody sees an upload, so making it again doubles nothing.
        store.receive(delivery.id, record.fence, record.index, "absent", now, why="an upload is simply made again")
        return _resume(workspace, delivery)
    if now < max(record.deadline, looks.after.get(delivery.id, record.deadline)):
        return True
    if not workspace.platform(delivery.account).LIMITS.find:
        return _leave_to_a_person(workspace, delivery, record)
    return _look(workspace, delivery, record, looks)


def _leave_to_a_person(workspace: Workspace, delivery: Delivery, record: StepRecord) -> bool:
    if delivery.state == State.SENDING:
        now, limits = workspace.clock.now(), workspace.platform(delivery.account).LIMITS
        workspace.store.receive(delivery.id, record.fence, record.index, "unsure", now, why="the answer never came")
        then = outcome.after_look(delivery, False, 0, limits.idempotency, now)
        workspace.store.move(delivery.id, then.move, now, detail=then.note, note=then.note)
    return False


def _resume(workspace: Workspace, delivery: Delivery) -> bool:
    """Nothing is in doubt any more: all is there, or the rest goes on under the same yes."""
    store, now = workspace.store, workspace.clock.now()
    steps = workspace.platform(delivery.account).steps(store.draft(delivery.id, delivery.approved))
    journal = store.steps(delivery.id)
    if not all(step.index in journal and journal[step.index].state == "sent" or step.optional for step in steps):
        store.move(delivery.id, "look: absent", now, detail="goes on where it stopped", note="", due=now)
    elif delivery.state == State.SENDING:
        store.move(delivery.id, "sent", now, note="")
    else:
        store.move(delivery.id, "look: there", now, note="")
    return False


def _look(workspace: Workspace, delivery: Delivery, record: StepRecord, looks: Looks) -> bool:
    store, now = workspace.store, workspace.clock.now()
    try:
        found = _find(workspace, delivery, record)
    except (SendError, UserError) as error:
        store.set_note(delivery.id, f"may be live; could not look yet: {error}")
        looks.after[delivery.id] = now.add(seconds=LOOK_AGAIN)
        return True
    if found is not None:
        store.receive(delivery.id, record.fence, record.index, "sent", now, ref=found, why="found on the platform")
        return _resume(workspace, store.delivery(delivery.id))
    looks.count[delivery.id] = looks.count.get(delivery.id, 0) + 1
    then = outcome.after_look(delivery, False, looks.count[delivery.id], workspace.platform(delivery.account).LIMITS.idempotency, now)
    if then.move == "look: absent":
        store.receive(delivery.id, record.fence, record.index, "absent", now, why=then.note)
    if then.move == "defer":
        looks.after[delivery.id] = then.due or now.add(seconds=LOOK_AGAIN)
        return True
    store.move(delivery.id, then.move, now, detail=then.note, note=then.note, **({"due": now} if then.move == "look: absent" else {}))
    return False


def _find(workspace: Workspace, delivery: Delivery, record: StepRecord) -> RemoteRef | None:
    platform = workspace.platform(delivery.account)
    steps = platform.steps(workspace.store.draft(delivery.id, delivery.approved))
    before = {i: r.ref for i, r in workspace.store.steps(delivery.id).items() if r.state == "sent" and r.ref}
    connection = workspace.connect(workspace.account(delivery.account))
    return platform.find(connection, steps[record.index], before, record.key, record.intent_at)
