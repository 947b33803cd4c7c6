"""What is due, as a calendar shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.model.delivery import State

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.delivery import Delivery
    from bot.model.draft import Draft


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is to go out, each with its draft, the soonest first; those without a time last.

    `zone` is the workspace's, `now` the moment of the look; `more` counts what is due later still.
    """

    zone: str
    now: Instant
    coming: tuple[tuple[Delivery, Draft], ...]
    more: int = 0


def timeless(delivery: Delivery) -> bool:
    """Whether nothing says when readers get it: it has no time, or what happens next is a person's to do."""
    return delivery.due is None or delivery.state in {State.SENDING, State.HELD, State.HANDOFF, State.UNSURE}
