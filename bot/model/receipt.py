"""What came of a step, as values. Only `service/publish.py` makes receipts; `rules/outcome.py` decides what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.errors import Cause

if TYPE_CHECKING:
    from whenever import Instant


@dataclass(frozen=True, slots=True)
class RemoteRef:
    """Something that exists on a platform. `url` is what a person opens, empty for uploads; `extra` what later steps need (a cid, say)."""

    id: str
    url: str = ""
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sent:
    """It is there, and this is its reference."""

    ref: RemoteRef


@dataclass(frozen=True, slots=True)
class NotAccepted:
    """The platform said no and created nothing."""

    why: str
    cause: Cause = "content"
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Deferred:
    """Nothing was created; try again at `until` (None: as soon as the back-off allows).

    `halfway`: a part was made and is written down, and the rest follows, without `until` at once.
    """

    why: str
    until: Instant | None = None
    answer: str = ""
    halfway: bool = False


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may be there. `step` is the step in doubt; `odd` says that an answer came which nobody recognises."""

    why: str
    step: int
    answer: str = ""
    odd: bool = False


Receipt = Sent | NotAccepted | Deferred | Unsure
