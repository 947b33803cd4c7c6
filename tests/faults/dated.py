"""The rehearsal network by a clock that a test sets: it dates posts and waits by the instant in a file, so days pass in no time.

Its answers have no `Date`, which would be the machine's own: a live account whose platform tells another time than ours is held.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from unittest.mock import patch

import uvicorn
from whenever import Instant

from bot.clock import SystemClock
from bot.rehearsal import __main__ as rehearsal
from bot.rehearsal import launch


class FileClock(SystemClock):
    """The instant that stands in the file at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def now(self) -> Instant:
        """What the file says."""
        return Instant.parse_iso(self.path.read_text())

    def set(self, now: Instant) -> None:
        """Writes the instant down, whole or not at all."""
        fresh = self.path.with_suffix(".new")
        fresh.write_text(now.format_iso())
        fresh.replace(self.path)


@contextmanager
def dated(home: Path, port: int) -> Iterator[tuple[launch.Network, FileClock]]:
    """A network of its own in `home`, with its clock."""
    clock = FileClock(home / "clock")
    clock.set(SystemClock().now())
    command = [sys.executable, "-m", __name__, str(clock.path), "--root", str(home), "--port", str(port), "--parent-pipe"]
    with (home / "rehearsal.log").open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True)
    with patch.object(launch, "PATIENCE", 60.0):  # a busy machine starts it late
        network = launch._wait(home, process)
    try:
        yield network, clock
    finally:
        network.stop()


if __name__ == "__main__":
    file = FileClock(Path(sys.argv.pop(1)))
    rehearsal.SystemClock = lambda: file  # type: ignore[assignment,misc]
    uvicorn.Config = partial(uvicorn.Config, date_header=False)  # type: ignore[assignment,misc]
    sys.exit(rehearsal.main())
