"""A mailing's readers, as the journal has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whenever import Instant

SETTLED = frozenset({"sent", "refused", "unsure", "intent"})
"""The states of a reader to whom nothing more is sent, whatever a person says yes to."""


@dataclass(frozen=True, slots=True)
class ReaderRecord:
    """One reader of one mailing: `reader` is a key that tells no address.

    `state` is "planned" (under a yes), "intent" (a mail may be leaving), "sent", "refused", "later" (put off), "unsure" (may have
    it) or "left out" (no longer wanted). `attempt` counts the intents, `at` is of the last change, `why` names no address either.
    """

    reader: str
    state: str
    attempt: int
    at: Instant
    why: str = ""
