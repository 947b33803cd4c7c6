"""When each waiting delivery would go out if it got its yes now, one after the other: no two are shown one slot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.model.delivery import Delivery, State
from bot.rules import schedule

if TYPE_CHECKING:
    from whenever import Instant

    from bot.service.workspace import Workspace

MOST = 50
"""Proposals of an account; whoever has more waiting does not plan the last one's day."""


@dataclass(slots=True)
class Queue:
    """What an account has promised, and the moment after which its next free slot is searched."""

    after: Instant
    taken: list[Instant]


def proposed(workspace: Workspace, found: Iterable[Delivery]) -> list[Delivery]:
    """`found` with the present proposal in each that waits: the account's next slot which no yes and no earlier one here has taken.

    A time that the post asks for stays, unless it has passed. From the fiftieth of an account on they keep what they have.
    """
    queues: dict[str, Queue] = {}
    count: dict[str, int] = defaultdict(int)
    made = []
    for delivery in found:
        plain = delivery.state != State.WAITING or not workspace.serves(delivery) or count[delivery.account] >= MOST
        if plain or _asks(workspace, delivery):
            made.append(delivery)
            continue
        count[delivery.account] += 1
        made.append(_next(workspace, delivery, queues))
    return made


def _asks(workspace: Workspace, delivery: Delivery) -> bool:
    """Whether its post names a time that is still to come."""
    if delivery.due is None or delivery.due <= workspace.clock.now():
        return False
    record = workspace.store.post(delivery.post)
    return record is not None and bool(record.publish_at)


def _next(workspace: Workspace, delivery: Delivery, queues: dict[str, Queue]) -> Delivery:
    """The delivery with the next slot, which is taken from then on: none is free before it any more, so the search goes on from there."""
    name = delivery.account
    if name not in queues:
        now = workspace.clock.now()
        queues[name] = Queue(now, workspace.store.taken(name, now, delivery.rehearsal))
    queue, rhythm = queues[name], workspace.account(name).rhythm
    moment = schedule.next_slot(rhythm, queue.after, queue.taken)
    queue.taken.append(moment.instant)
    if rhythm.spacing:
        queue.after = moment.instant
    return replace(delivery, due=moment.instant, wall=moment.wall, zone=moment.zone)
