"""Values that the tests of the rules begin with."""

from __future__ import annotations

from typing import Any

from whenever import Instant

from bot.model.delivery import Delivery, State, StepRecord
from bot.model.draft import Draft, Segment

NOW = Instant("2026-12-01T08:00:00Z")
"""A Tuesday, 08:00 in London."""


def delivery(**changes: Any) -> Delivery:
    """A waiting delivery to X."""
    values: dict[str, Any] = {
        "id": "d1", "post": "hello", "account": "x", "platform": "x", "rehearsal": False, "round": 1,
        "state": State.WAITING, "fingerprint": "f" * 64, "segments": 3,
    }  # fmt: skip
    return Delivery(**(values | changes))


def draft(*texts: str, account: str = "x", platform: str = "x", **changes: Any) -> Draft:
    """A draft with one segment for each text."""
    segments = tuple(Segment(text=text, length=len(text), limit=280, counter="chars", wire=text) for text in texts)
    return Draft(account=account, platform=platform, title=changes.pop("title", ""), segments=segments, **changes)


def step(**changes: Any) -> StepRecord:
    """A post whose intent is a minute old and whose call ended thirty seconds later."""
    values: dict[str, Any] = {
        "index": 0, "action": "post", "state": "intent", "key": "k", "fence": 1, "attempt": 1,
        "intent_at": NOW.subtract(seconds=60), "deadline": NOW.subtract(seconds=30),
    }  # fmt: skip
    return StepRecord(**(values | changes))
