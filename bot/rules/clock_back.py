"""A clock that runs before what already happened is wrong, and nothing may go out by it."""

from __future__ import annotations

from whenever import Instant

TOLERANCE = 600
"""Seconds that a clock may step back when it is set right, without anybody asking."""


def behind(now: Instant, last: Instant | None) -> str:
    """Why nothing may be sent at `now` when something was sent at `last` (None: never), as one sentence; or nothing."""
    if last is None or now >= last.subtract(seconds=TOLERANCE):
        return ""
    return (
        f"The clock says {_spoken(now)}, but something was sent at {_spoken(last)}, so nothing is sent until the clock is past that. "
        "If the clock is right now: bot resume"
    )


def _spoken(instant: Instant) -> str:
    return instant.format_iso(unit="second").replace("T", " ").replace("Z", " UTC")
