"""The machine's clock, which may be off."""

from __future__ import annotations

import threading
from collections.abc import Callable

from whenever import Instant

from bot.clock import LONGEST_NAP
from tests.simulation.turns import MICRO, Turns


def instant(micro: int) -> Instant:
    """Microseconds since 1970 as an instant."""
    return Instant.from_timestamp(micro * 1000, unit="nanosecond")


def micros(moment: Instant) -> int:
    """An instant as microseconds since 1970."""
    return moment.timestamp(unit="nanosecond") // 1000


class WrongClock:
    """What the machine takes for the time. Sleeping takes true time."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self._at, self._present = turns.machine, instant(turns.machine)

    def now(self) -> Instant:
        """The present instant, as the machine has it. It is asked for many times before it changes."""
        if self._at != self.turns.machine:
            self._at = self.turns.machine
            self._present = instant(self._at)
        return self._present

    def sleep(self, seconds: float, wake: threading.Event | None = None) -> None:
        """Others have their turns meanwhile."""
        self.turns.sleep(int(min(seconds, LONGEST_NAP) * MICRO), wake.is_set if wake else None)


class Bell(threading.Event):
    """What wakes the service: ends its sleep at once."""

    def __init__(self) -> None:
        super().__init__()
        self.wakes: Callable[[], None] = lambda: None

    def set(self) -> None:
        """Rings."""
        super().set()
        self.wakes()
