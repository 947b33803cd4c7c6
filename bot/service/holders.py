"""Records of who holds what: small private files that are written whole, and read and written by one process at a time."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from bot.clock import Clock

LARGEST = 65_536
"""Bytes. A longer file is none of ours."""

PATIENCE = 250
"""Tries, a fiftieth of a second apart, at a lock that another process has for an instant."""

Record = TypeVar("Record")


@contextlib.contextmanager
def alone(folder: Path, clock: Clock) -> Iterator[None]:
    """No other process of this user reads or writes in `folder` until the block ends; it is made where missing. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        for _ in range(PATIENCE):
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            clock.sleep(0.02)
        else:
            raise OSError(None, "another process keeps it locked", str(folder / "lock"))
        yield
    finally:
        os.close(descriptor)


def read(path: Path, kind: type[Record]) -> Record | None:
    """The record in a file, None where there is none. Raises OSError, also for what is no such record."""
    try:
        with path.open("rb") as file:
            return decode(file.read(LARGEST), kind, str(path))
    except FileNotFoundError:
        return None


def write(path: Path, record: object) -> None:
    """Puts a record into a private file: whole, and on the disk when this returns. Raises OSError."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(encode(record).encode())
        out.flush()
        os.fsync(descriptor)
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def encode(record: object) -> str:
    """A record as text."""
    import msgspec

    return msgspec.json.encode(record).decode()


def decode(data: bytes, kind: type[Record], place: str) -> Record:
    """The record that `data` is. Raises OSError naming `place` where it is none."""
    from whenever import Instant

    from bot.store.decoding import decode as read

    try:
        kept: Record = read(data, kind)
        Instant.parse_iso(str(getattr(getattr(kept, "place", kept), "since", "")))
    except ValueError as error:
        raise OSError(None, "it is damaged", place) from error
    return kept
