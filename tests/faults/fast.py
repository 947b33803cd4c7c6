"""A clock that runs faster than the wall, the same in every process it is handed to, and the real service or network run by it.

python -m tests.faults.fast SPEED ORIGIN BEGIN service --workspace ROOT run
python -m tests.faults.fast SPEED ORIGIN BEGIN network --root FOLDER --port 0 --parent-pipe
"""

from __future__ import annotations

import datetime
import os
import sys
import threading
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING

from whenever import Instant

from bot.clock import SystemClock

if TYPE_CHECKING:
    from bot.service.workspace import Workspace

SHORTEST = 0.01
"""Seconds on the wall that a nap takes at least: a service that looks every second shall not look two thousand times a second."""

RESCAN_EVERY = 5
"""Seconds on the wall between two rescans: the folder is read at the speed of this machine, whatever the clock says."""

LEAK = "BOT_TEST_LEAK"
"""The variable with the bytes that the service shall keep of each delivery for good: what measures its memory is measured by that."""


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
    if leak := int(os.environ.get(LEAK, 0)):
        run.serve = _leaking(run.serve, leak)
    sys.argv[0] = "bot"
    cli.main()


def _leaking(serve: Callable[..., None], leak: int) -> Callable[..., None]:
    """`serve`, keeping `leak` bytes of every errand about a delivery."""
    kept = []

    def leaking(workspace: Workspace, account: str, id_: str, *more: object) -> None:
        kept.append(os.urandom(leak if id_ else 0))
        serve(workspace, account, id_, *more)

    return leaking


def _network(clock: FastClock) -> None:
    from bot.rehearsal import __main__ as rehearsal

    rehearsal.SystemClock = lambda: clock  # type: ignore[assignment,misc]
    sys.exit(rehearsal.main())


if __name__ == "__main__":
    speed, origin, begin, role = (sys.argv.pop(1) for _ in range(4))
    {"service": _service, "network": _network}[role](FastClock(float(speed), float(origin), Instant.parse_iso(begin)))
