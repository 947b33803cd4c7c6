"""Every intent without a receipt: wait out the call's own deadline, look at the platform, then decide by its class.

What may have been sent is never sent again from here: a step is either found (its receipt is written), proved absent (the
delivery goes on under the same yes), or it stays in doubt until a person decides.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.errors import SendError, UserError
from bot.model.delivery import Delivery, Next, State, StepRecord
from bot.model.receipt import RemoteRef
from bot.rules import outcome

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.settings import Idempotency
    from bot.service.workspace import Workspace


@dataclass(slots=True)
class Looks:
    """What this process remembers of its looks: those that found nothing, those that told nothing, and when the next may come."""

    empty: dict[str, list[Instant]] = field(default_factory=dict)
    failed: dict[str, int] = field(default_factory=dict)
    after: dict[str, Instant] = field(default_factory=dict)


def reconcile(workspace: Workspace, looks: Looks, busy: Collection[str] = ()) -> int:
    """Settles what it can of every delivery that is `sending` without a worker (`busy` are those at work) or in doubt.

    Gives how many will be looked at again.
    """
    pending = [d for d in workspace.store.deliveries(states=(State.SENDING, State.UNSURE)) if d.id not in busy]
    return sum(_settle(workspace, delivery, looks) for delivery in pending if delivery.account in workspace.settings.accounts)


def doubtful(delivery: Delivery, journal: Mapping[int, StepRecord]) -> StepRecord | None:
    """The step nobody knows about: sent without an answer, or refused as a duplicate of what may be ours."""
    states = {"intent", "unsure", "refused"} if delivery.state == State.UNSURE else {"intent", "unsure"}
    return next((record for record in journal.values() if record.state in states), None)


def _settle(workspace: Workspace, delivery: Delivery, looks: Looks) -> bool:
    """Whether the delivery will be looked at again."""
    store, now = workspace.store, workspace.clock.now()
    journal = store.steps(delivery.id)
    record = doubtful(delivery, journal)
    total, idempotency = _plan(workspace, delivery)
    then = outcome.after_restart(delivery, record or (journal[max(journal)] if journal else None), total, idempotency, now)
    if then is None:
        return False
    if isinstance(then, outcome.LookAgain):
        return now < max(then.at, looks.after.get(delivery.id, then.at)) or _look(workspace, delivery, looks)
    if record is not None:
        state = "unsure" if then.move == "doubt" else "absent"
        store.receive(delivery.id, record.fence, record.index, state, now, why=record.why or "the answer never came")
    _move(workspace, delivery, then)
    return False


def _plan(workspace: Workspace, delivery: Delivery) -> tuple[int, Idempotency]:
    platform = workspace.platform(delivery.account)
    return len(platform.steps(workspace.store.draft(delivery.id, delivery.approved))), platform.LIMITS.idempotency


def _move(workspace: Workspace, delivery: Delivery, then: Next) -> None:
    due = {"due": then.due} if then.due else {}
    workspace.store.move(delivery.id, then.move, workspace.clock.now(), detail=then.note, note=then.note, **due)


def _look(workspace: Workspace, delivery: Delivery, looks: Looks) -> bool:
    store, now = workspace.store, workspace.clock.now()
    record = doubtful(delivery, store.steps(delivery.id))
    assert record is not None
    total, idempotency = _plan(workspace, delivery)
    try:
        found = _find(workspace, delivery, record) if idempotency != "blind" else None
    except (SendError, UserError) as error:
        looks.failed[delivery.id] = looks.failed.get(delivery.id, 0) + 1
        return _again(workspace, delivery, looks, outcome.look_failed(delivery, looks.failed[delivery.id], now, str(error)))
    if found is not None:
        store.receive(delivery.id, record.fence, record.index, "sent", now, ref=found, why="found on the platform")
    empty = looks.empty.setdefault(delivery.id, [])
    empty.append(now)
    then = outcome.after_look(delivery, found, empty, idempotency, now, step=record, total=total)
    if then is None:
        return False
    if isinstance(then, outcome.LookAgain):
        return _again(workspace, delivery, looks, then)
    looks.empty.pop(delivery.id)
    if then.move == "look: absent" and found is None:
        store.receive(delivery.id, record.fence, record.index, "absent", now, why=then.note)
    _move(workspace, delivery, then)
    return False


def _again(workspace: Workspace, delivery: Delivery, looks: Looks, then: outcome.LookAgain) -> bool:
    looks.after[delivery.id] = then.at
    if delivery.note != then.note:
        workspace.store.set_note(delivery.id, then.note)
    return True


def _find(workspace: Workspace, delivery: Delivery, record: StepRecord) -> RemoteRef | None:
    """The step on the platform, if it went out under this yes: an earlier attempt that came late counts too."""
    platform = workspace.platform(delivery.account)
    steps = platform.steps(workspace.store.draft(delivery.id, delivery.approved))
    before = {i: r.ref for i, r in workspace.store.steps(delivery.id).items() if r.state == "sent" and r.ref}
    connection = workspace.connect(workspace.account(delivery.account))
    return platform.find(connection, steps[record.index], before, record.key, delivery.approved_at or record.intent_at)
