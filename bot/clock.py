"""The clock of the house: the only place that reads the time or waits. Tests hand in a `FixedClock`."""

from __future__ import annotations

import threading
import time
from typing import Protocol

from whenever import Instant

LONGEST_NAP = 30.0
"""Seconds. Timers stop while a laptop sleeps, so nothing ever sleeps longer than this before it looks at the clock again."""


class Clock(Protocol):
    """What the service needs of time."""

    def now(self) -> Instant:
        """The present instant."""

    def sleep(self, seconds: float, wake: threading.Event | None = None) -> None:
        """Waits at most `seconds`, and at most `LONGEST_NAP`; returns early when `wake` is set."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> Instant:
        """The present instant, to the microsecond."""
        return Instant.from_timestamp(time.time_ns() // 1000 * 1000, unit="nanosecond")

    def sleep(self, seconds: float, wake: threading.Event | None = None) -> None:
        """Waits on the wall or until woken."""
        nap = max(0.0, min(seconds, LONGEST_NAP))
        if wake is None:
            time.sleep(nap)
        else:
            wake.wait(nap)


class FixedClock:
    """A clock that moves only when told to, or when somebody sleeps on it."""

    def __init__(self, start: Instant) -> None:
        self._now = start

    def now(self) -> Instant:
        """The instant it was set to."""
        return self._now

    def sleep(self, seconds: float, wake: threading.Event | None = None) -> None:  # noqa: ARG002
        """Moves the clock instead of waiting."""
        self.advance(min(seconds, LONGEST_NAP))

    def advance(self, seconds: float) -> None:
        """Moves the clock by `seconds`, backwards too."""
        self._now = self._now.add(seconds=seconds)
