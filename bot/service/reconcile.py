"""Every intent without a receipt: wait out the call's own deadline, look at the platform, then decide by its class.

What may have been sent is never sent again from here: a step is either found (its receipt is written), proved absent (the
delivery goes on under the same yes), or it stays in doubt until a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.errors import Limited, SendError, UserError
from bot.model.delivery import Delivery, Next, State, StepRecord
from bot.model.receipt import RemoteRef
from bot.rules import outcome
from bot.service import dates, publish, waits

if TYPE_CHECKING:
    from whenever import Instant

    from bot.engine.local import Local
    from bot.platforms.base import Step
    from bot.service.workspace import Workspace


PATIENCE = 3
"""Looks in a row that told nothing, after which `--until-idle` no longer waits for the next."""

NOW_AND_THEN = 3600
"""Seconds between looks that nobody waits for."""

FARTHEST = max(NOW_AND_THEN, outcome.LONGEST_BACKOFF)
"""Seconds: no look is planned for later than that."""

CLOCK_AHEAD = 24 * 3600
"""Seconds by which this machine's clock may have been ahead of the platform's, which dates the posts: local time taken for UTC, say."""


@dataclass(slots=True)
class Looks:
    """What this process remembers of its looks: those that found nothing, how many in a row told nothing, when the next may come.

    `given_up` are the deliveries that only a person can settle; `begun` is when this process first saw a doubt whose intent, by this
    clock, is still to come: the clock was ahead then.
    """

    empty: dict[str, list[Instant]] = field(default_factory=dict)
    failed: dict[str, int] = field(default_factory=dict)
    after: dict[str, Instant] = field(default_factory=dict)
    given_up: set[str] = field(default_factory=set)
    begun: dict[str, Instant] = field(default_factory=dict)


def pass_(workspace: Workspace, looks: Looks, engine: Local) -> int:
    """Gives every delivery that is `sending` without a worker, or in doubt, to its account's worker when it is time to look.

    Gives how many will be looked at again soon. Nothing is decided here: a worker alone knows that nobody else sends it.
    """
    pending = [d for d in workspace.store.deliveries(states=(State.SENDING, State.UNSURE)) if d.id not in engine.busy]
    return sum(_ask(workspace, delivery, looks, engine) for delivery in pending if workspace.serves(delivery))


def _ask(workspace: Workspace, delivery: Delivery, looks: Looks, engine: Local) -> bool:
    """Whether the delivery will be looked at soon."""
    doubtful = _doubtful(workspace, delivery, looks)
    if doubtful is not None and _is_blind(workspace, delivery):
        return False
    if doubtful is not None and waits.stands(workspace, delivery.account, delivery.rehearsal):
        return False  # nobody waits for it
    if doubtful is None or _may_look(workspace, doubtful, delivery, looks):
        engine.submit(delivery.account, delivery.id)
        return True
    return delivery.id not in looks.given_up and looks.failed.get(delivery.id, 0) < PATIENCE


def settle(workspace: Workspace, delivery: Delivery, looks: Looks) -> None:
    """Looks for the step in doubt, if its time has come, and moves the delivery on. For its account's worker alone."""
    doubtful = _doubtful(workspace, delivery, looks)
    if doubtful is None:
        _resume(workspace, delivery)
    elif not _is_blind(workspace, delivery) and _may_look(workspace, doubtful, delivery, looks):
        _look(workspace, delivery, doubtful, looks)


def _doubtful(workspace: Workspace, delivery: Delivery, looks: Looks) -> StepRecord | None:
    """The step that must be looked for; None when the delivery can go on without a look."""
    record = outcome.in_doubt(delivery, publish.journal_of(workspace, delivery, _steps(workspace, delivery)))
    idempotency = workspace.platform(delivery.account).LIMITS.idempotency
    goes_on = record is not None and delivery.state == State.SENDING and outcome.repeatable(record.action, idempotency)
    return None if goes_on or record is None else _by_this_clock(workspace, record, delivery, looks)


def _by_this_clock(workspace: Workspace, record: StepRecord, delivery: Delivery, looks: Looks) -> StepRecord:
    """The step, whose intent cannot be still to come: a clock that was set back since would keep it waiting, and the looks before
    that proved nothing. Its call is given its whole time again, from now on. A look that a clock which was ahead planned for much later
    has come."""
    now = workspace.clock.now()
    if looks.after.get(delivery.id, now) > now.add(seconds=FARTHEST):
        _forget(looks, delivery)
    if record.intent_at <= now:
        looks.begun.pop(delivery.id, None)
        return record
    begun = looks.begun.get(delivery.id)
    if begun is None or now < begun:
        begun = looks.begun[delivery.id] = now
        _forget(looks, delivery)
    return replace(record, intent_at=begun, deadline=begun + (record.deadline - record.intent_at))


def _forget(looks: Looks, delivery: Delivery) -> None:
    """What was looked and planned by another clock."""
    looks.after.pop(delivery.id, None)
    looks.empty.pop(delivery.id, None)


def _is_blind(workspace: Workspace, delivery: Delivery) -> bool:
    """Whether only a person can settle it: no platform of this kind shows what it took."""
    return delivery.state == State.UNSURE and workspace.platform(delivery.account).LIMITS.idempotency == "blind"


def _may_look(workspace: Workspace, record: StepRecord, delivery: Delivery, looks: Looks) -> bool:
    """Whether the call is over, the next look has come, and the platform did not ask to be left alone."""
    next_look = max(record.deadline, looks.after.get(delivery.id, record.deadline))
    return workspace.clock.now() >= next_look and not waits.stands(workspace, delivery.account, delivery.rehearsal)


def _resume(workspace: Workspace, delivery: Delivery) -> None:
    """Nothing is in doubt any more: all is there, or the rest goes on under the same yes."""
    store, now = workspace.store, workspace.clock.now()
    edited = publish.EDITED if delivery.fingerprint != delivery.approved else ""
    if publish.left(workspace, delivery):
        store.move(delivery.id, "look: absent", now, detail="goes on where it stopped", note="", due=now)
    elif delivery.state == State.SENDING:
        store.move(delivery.id, "sent", now, note=edited)
    else:
        store.move(delivery.id, "look: there", now, note=edited)


def _steps(workspace: Workspace, delivery: Delivery) -> tuple[Step, ...]:
    return workspace.platform(delivery.account).steps(workspace.store.draft(delivery.id, delivery.approved))


def _look(workspace: Workspace, delivery: Delivery, record: StepRecord, looks: Looks) -> None:
    now, idempotency = workspace.clock.now(), workspace.platform(delivery.account).LIMITS.idempotency
    try:
        found = _find(workspace, delivery, record) if idempotency != "blind" else None
        trouble: Exception | None = None if found or idempotency == "blind" else _no_proof(workspace, delivery)
    except (SendError, UserError) as error:
        trouble = error
    if trouble is not None:
        looks.failed[delivery.id] = looks.failed.get(delivery.id, 0) + 1
        if isinstance(trouble, Limited):
            waits.obey(workspace, workspace.account(delivery.account), now, trouble)
        _again(workspace, delivery, looks, outcome.look_failed(delivery, looks.failed[delivery.id], now, str(trouble)))
        return
    looks.failed.pop(delivery.id, None)
    if found is not None:
        workspace.store.receive(delivery.id, delivery.fence, record.index, "sent", now, ref=found, why="found on the platform")
        _resume(workspace, delivery)
        return
    looks.empty.setdefault(delivery.id, []).append(now)
    then = outcome.after_look(delivery, record, looks.empty[delivery.id], len(_steps(workspace, delivery)), idempotency, now)
    if isinstance(then, outcome.LookAgain):
        _again(workspace, delivery, looks, then)
    else:
        _decide(workspace, delivery, record, then, looks)


def _no_proof(workspace: Workspace, delivery: Delivery) -> UserError | None:
    """Why a post that was not found may be there all the same: the answer was dated far from our clock, so we looked in another time."""
    dates.mind(workspace, workspace.account(delivery.account))
    apart = dates.held(workspace)
    return UserError(apart) if apart else None


def _decide(workspace: Workspace, delivery: Delivery, record: StepRecord, then: Next, looks: Looks) -> None:
    store, now = workspace.store, workspace.clock.now()
    if then.move == "look: absent" or delivery.state == State.SENDING:
        state = "absent" if then.move == "look: absent" else "unsure"
        looks.empty.pop(delivery.id, None)
        looks.begun.pop(delivery.id, None)
        store.receive(delivery.id, delivery.fence, record.index, state, now, why=record.why or "the answer never came")
        store.move(delivery.id, then.move, now, detail=then.note, note=then.note, due=then.due or delivery.due)
        return
    # Only a person can settle it now; it is still looked for now and then, as platforms list late.
    looks.given_up.add(delivery.id)
    _again(workspace, delivery, looks, outcome.LookAgain(now.add(seconds=NOW_AND_THEN), then.note))


def _again(workspace: Workspace, delivery: Delivery, looks: Looks, then: outcome.LookAgain) -> None:
    looks.after[delivery.id] = then.at
    if delivery.note != then.note:
        workspace.store.set_note(delivery.id, then.note)


def _find(workspace: Workspace, delivery: Delivery, record: StepRecord) -> RemoteRef | None:
    """The step on the platform, if it went out under this yes: an earlier attempt that came late counts too."""
    before = {i: r.ref for i, r in workspace.store.steps(delivery.id).items() if r.state == "sent" and r.ref}
    connection = workspace.connect(workspace.account(delivery.account))
    step = _steps(workspace, delivery)[record.index]
    since = earliest(workspace, delivery.approved_at or record.intent_at, record.intent_at)
    return workspace.platform(delivery.account).find(connection, step, before, record.key, since)


def earliest(workspace: Workspace, *moments: Instant) -> Instant:
    """From when on, by the platform's clock, a post may be one that was sent at one of `moments` by ours, which may have been ahead."""
    return min(*moments, workspace.clock.now()).subtract(seconds=CLOCK_AHEAD + dates.ahead(workspace))
