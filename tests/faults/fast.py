"""A clock that runs faster than the wall, the same in every process it is handed to, and the real service or network run by it.

python -m tests.faults.fast SPEED ORIGIN BEGIN service --workspace ROOT run
python -m tests.faults.fast SPEED ORIGIN BEGIN network --root FOLDER --port 0 --parent-pipe
"""

from __future__ import annotations

import datetime
import sys
import threading
import time
from types import SimpleNamespace

from whenever import Instant

from bot.clock import SystemClock

SHORTEST = 0.01
"""Seconds on the wall that a nap takes at least: a service that looks every second shall not look two thousand times a second."""

RESCAN_EVERY = 5
"""Seconds on the wall between two rescans: the folder is read at the speed of this machine, whatever the clock says."""


class FastClock(SystemClock):
    """It stood at `begin` when the machine's monotonic clock stood at `origin`, and runs `speed` times as fast."""

    def __init__(self, speed: float, origin: float, begin: Instant) -> None:
        self.speed, self.origin, self.begin = speed, origin, begin

    def now(self) -> Instant:
        """The instant it has reached."""
        passed = (time.monotonic() - self.origin) * self.speed
        return self.begin.add(microseconds=int(passed * 1e6))

    def sleep(self, seconds: float, wake: threading.Event | None = None) -> None:
        """Waits for so many of its own seconds."""
        super().sleep(max(seconds / self.speed, SHORTEST), wake)

    @property
    def arguments(self) -> list[str]:
        """What another process needs to have the same clock."""
        return [str(self.speed), repr(self.origin), self.begin.format_iso()]


def _service(clock: FastClock) -> None:
    import schedule

    from bot import app, cli
    from bot.service import run

    class Datetime(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:  # type: ignore[override]
            return clock.now().to_stdlib().astimezone(tz).replace(tzinfo=tz)

    schedule.datetime = SimpleNamespace(datetime=Datetime, timedelta=datetime.timedelta, time=datetime.time)
    app.SystemClock = lambda: clock  # type: ignore[assignment,misc]
    run.RESCAN_EVERY = int(RESCAN_EVERY * clock.speed)
    sys.argv[0] = "bot"
    cli.main()


def _network(clock: FastClock) -> None:
    from bot.rehearsal import __main__ as rehearsal

    rehearsal.SystemClock = lambda: clock  # type: ignore[assignment,misc]
    sys.exit(rehearsal.main())


if __name__ == "__main__":
    speed, origin, begin, role = (sys.argv.pop(1) for _ in range(4))
    {"service": _service, "network": _network}[role](FastClock(float(speed), float(origin), Instant.parse_iso(begin)))
