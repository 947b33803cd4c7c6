"""The simulated disk: real SQLite and the real logbook on a folder in memory, which fail where a disk does.

What a process wrote survives its death, as the kernel has it. A power cut is not simulated here: `tests/faults` drops unsynced writes.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from unittest.mock import patch

from bot.store.logbook import Line, Logbook
from bot.store.migrate import migrate
from bot.store.sqlite import Sqlite
from bot.store.store import Store
from tests.simulation.turns import MICRO, Turns

ROOM = 40
"""Transactions that fit into the mebibyte that the service sets aside."""


@dataclass
class Disk:
    """What the disk does at present. `full` is for everything; `fails` is the chance of one failing transaction, `locked` of one that
    waits five seconds for its turn in vain; `reserve` is the file that stands aside."""

    turns: Turns
    state: Path
    full: bool = False
    fails: float = 0.0
    locked: float = 0.0
    used: int = 0
    seen: Counter[str] = field(default_factory=Counter)

    def no_room(self) -> bool:
        """Whether nothing fits any more. What the reserve left when it was given up does, for a while."""
        if not self.full:
            self.used = 0
            return False
        if (self.state / "reserve").exists():
            return True
        self.used += 1
        return self.used > ROOM

    def chance(self, likely: float) -> bool:
        """Whether something happens that likely; no number is drawn for what never does."""
        task = self.turns.current
        return bool(likely) and task is not None and task.process.name == "service" and self.turns.random.random() < likely

    def fail(self, name: str) -> sqlite3.OperationalError:
        """An error as SQLite raises it."""
        self.seen[f"disk {name.lower()}"] += 1
        error = sqlite3.OperationalError(f"simulated {name}")
        error.sqlite_errorname = f"SQLITE_{name}"
        return error

    def open(self, readonly: bool = False) -> Store:
        """The store of this machine, as `app.py` opens it."""
        place = self.state / "bot.sqlite"
        if not place.exists():
            place.write_bytes(migrated())
        return Store(Simulated(self, place, readonly), Written(self, self.state / "logbook.jsonl"))

    @contextmanager
    def mounted(self) -> Iterator[None]:
        """While this holds, room is set aside only where there is some."""
        real = os.posix_fallocate

        def allocate(file: int, start: int, size: int) -> None:
            if self.full:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            real(file, start, size)

        with patch.object(os, "posix_fallocate", allocate):
            yield


@cache
def migrated() -> bytes:
    """A database of the present schema that holds nothing: each world begins with a copy of it."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "bot.sqlite"
        database = Sqlite(place, readonly=False)
        migrate(database)
        database.compact()
        database.close()
        return place.read_bytes()


class Simulated(Sqlite):
    """A real connection whose transactions take turns, fail and are cut short."""

    def __init__(self, disk: Disk, path: Path, readonly: bool) -> None:
        self.disk, self.turns = disk, disk.turns
        super().__init__(path, readonly)

    def begin(self) -> None:
        """Another thread may come first, or the lock not come free."""
        self.turns.step()
        if self.disk.chance(self.disk.locked):
            self.turns.sleep(5 * MICRO)
            raise self.disk.fail("BUSY")
        super().begin()

    def begin_reading(self) -> None:
        """Another thread may come first."""
        self.turns.step()
        super().begin_reading()

    def commit(self) -> None:
        """A process may die just before and just after; a disk may be full, or fail with what was written kept or gone."""
        turns, disk = self.turns, self.disk
        turns.step(switch=False)
        if disk.no_room():
            raise disk.fail("FULL")
        if disk.chance(disk.fails):
            kind = turns.random.choice(("FULL", "IOERR", "IOERR_FSYNC", "IOERR_FSYNC kept"))
            if kind.endswith("kept"):
                super().commit()
                turns.committed()
            raise disk.fail(kind.partition(" ")[0])
        super().commit()
        turns.committed()
        turns.step(switch=turns.current is not None and turns.current.process.name == "service")


class Written(Logbook):
    """The real logbook on that disk."""

    def __init__(self, disk: Disk, path: Path) -> None:
        super().__init__(path)
        self.disk = disk

    def append(self, line: Line) -> None:
        """A process may die before and after; the disk may be full or failing."""
        self.disk.turns.step(switch=False)
        if self.disk.no_room() or self.disk.chance(self.disk.fails):
            self.disk.seen["logbook full"] += 1
            self.close()
            raise self._explained(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
        super().append(line)
        self.disk.turns.step(switch=False)
