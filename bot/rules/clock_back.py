"""A clock that runs before what already happened, or far from the platforms' own, is wrong, and nothing may go out by it."""

from __future__ import annotations

from whenever import Instant

TOLERANCE = 600
"""Seconds that a clock may step back when it is set right, without anybody asking."""


APART = 300
"""Seconds between our clock and the `Date` of an answer that are no reason to ask: X itself refuses what is five minutes off."""


def apart(theirs: Instant, ours: Instant, trusted: float = 0) -> bool:
    """Whether an answer dated `theirs` came when our clock said another time, `ours`. A person may have `trusted` some seconds between;
    clocks that agree are right all the same."""
    between = (theirs - ours).total("seconds")
    return min(abs(between), abs(between - trusted)) > APART


def differs(account: str, theirs: Instant, ours: Instant) -> str:
    """The sentence for an answer to `account` that was dated `theirs` when our clock said `ours`."""
    return (
        f"The clock said {_spoken(ours)} when the platform of {account} said {_spoken(theirs)}, so nothing is sent until they agree. "
        "Set the clock; if it is right: bot resume"
    )


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
