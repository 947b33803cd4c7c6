"""Programs of `.counterparts/more` that a test runs: started on loopback, waited for, stopped by their process id."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

HOME = Path(__file__).resolve().parents[2] / ".counterparts" / "more"


@contextmanager
def program(
    words: Sequence[str | Path], log: Path, up: Callable[[], bool], seconds: int, cwd: Path, way: Mapping[str, str]
) -> Iterator[None]:
    """The program while the block runs, from when `up` says so. AssertionError shows its log where it never does."""
    assert Path(words[0]).exists(), f"{words[0]} is not there: make counterparts-more installs it"
    with log.open("wb") as out:
        process = subprocess.Popen([str(word) for word in words], env=dict(way), cwd=cwd, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    try:
        end = time.monotonic() + seconds
        while not up():
            good = process.poll() is None and time.monotonic() < end
            assert good, f"it did not come up: {log.read_text('utf-8', 'replace')[-2000:]}"
            time.sleep(0.2)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=10)


def free() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    """Whether somebody listens at `port`."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
