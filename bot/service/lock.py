"""One service for each workspace: an OS lock that a dead process cannot leave behind."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path

from bot.clock import SystemClock
from bot.errors import UserError


@contextlib.contextmanager
def hold(state: Path) -> Iterator[None]:
    """Holds the workspace whose private folder is `state` until the block ends. Raises UserError naming the process that has it."""
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(state / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if not _taken(descriptor):
            raise _already(str(_owner(descriptor) or "unknown"))
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def refuse_second(state: Path) -> None:
    """Raises UserError when a service holds the workspace already: before anything else is started for another one."""
    owner = holder(state)
    if owner is not None:
        raise _already(str(owner or "unknown"))


def _already(owner: str) -> UserError:
    return UserError(f"bot already runs for this workspace, as process {owner}. Stop that one first, or look at its queue: bot status")


def _taken(descriptor: int) -> bool:
    # `holder` of another command may have the lock for an instant, so one refusal proves nothing.
    for _ in range(5):
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        SystemClock().sleep(0.02)
    return False


def _owner(descriptor: int) -> int:
    """The living process that says it has the lock, 0 when none says so within a second."""
    # Who has just taken the lock has yet to write its number over that of a dead one.
    for _ in range(50):
        said = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
        if said.isdigit() and int(said) and _lives(int(said)):
            return int(said)
        SystemClock().sleep(0.02)
    return 0


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True


def holder(state: Path) -> int | None:
    """The process id of the running service, 0 when it does not say, or None when none runs."""
    try:
        descriptor = os.open(state / "lock", os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _owner(descriptor)
    else:
        return None
    finally:
        os.close(descriptor)


def rehearsal_url(state: Path) -> str | None:
    """Where the rehearsal network of this workspace answers, as it said when it came up; None when it is not running."""
    try:
        said = json.loads((state / "rehearsal.json").read_text())
        os.kill(int(said["pid"]), 0)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return str(said["url"])
