"""The logbook: what was sent, in a file beside the database that only grows.

A database that is lost, or put back from an old copy, forgets what went out. The logbook does not, so "no record" never comes to
mean "not sent". A line is written after the database's own commit and before anything else happens: it never knows more than an
intact database, so a line which the database lacks proves that the database is an older one.

Where the whole private folder is put back from an old copy, the logbook in it is as old as the database. So the lines about live accounts
stand once more in its twin, a file outside of the workspace, which stays when the folder is replaced.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whenever import Instant

from bot.model.delivery import Delivery, State, StepRecord
from bot.model.draft import Draft
from bot.model.mailing import ReaderRecord
from bot.model.receipt import RemoteRef
from bot.store import rows
from bot.store.durable import keep_names
from bot.store.errors import LogbookError, Trouble

LONGEST = 4_000_000
"""Bytes of a line; longer ones are none of ours."""


@dataclass(frozen=True, slots=True)
class Line:
    """A delivery as it stood after a commit, with the step that was about to be sent or came back, and the draft of a new claim.

    A line without a step is a person's no to what was approved.
    """

    delivery: Delivery
    step: StepRecord | None = None
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about when something may go out: "pause", "resume", "move" of an `account` ("" is everything), or "defer",
    another time for the `delivery`. `detail` is what the history says of it; `rehearsal` None means both sides."""

    event: str
    at: Instant
    detail: str = ""
    who: str = ""
    account: str = ""
    reason: str = ""
    rehearsal: bool | None = None
    delivery: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """What was to become, or became, of the mail of `delivery` to one reader."""

    delivery: str
    reader: ReaderRecord


Entry = Line | Decision | Handed


class Logbook:
    """The file at `path`. Each thread has its own; several may append at the same time.

    A `twin` is a second copy, so it is not worth waiting for the disk, and its folder is made where there is none.
    """

    def __init__(self, path: Path, *, twin: bool = False) -> None:
        self.path, self.twin = path, twin
        self._file: int | None = None

    @property
    def name(self) -> str:
        """What the database calls it: a database may be shared by machines, each with a logbook of its own."""
        return f"logbook {os.uname().nodename}:{self.path.absolute()}"

    def size(self) -> int:
        """Bytes written so far, 0 when there is no logbook."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise self._explained(error) from error

    def append(self, entry: Entry) -> None:
        """Adds a line, which is on the disk when this returns. Raises LogbookError."""
        data = rows.encode(entry).encode() + b"\n"
        try:
            if self._file is None:
                self._file = self._open()
            if os.write(self._file, data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if not self.twin:
                os.fdatasync(self._file)
        except OSError as error:
            self.close()
            raise self._explained(error) from error

    def _open(self) -> int:
        """A line that a crash cut short is ended first: it was never acknowledged, and must not swallow the next. The name of a
        new file is on the disk before its first line."""
        if self.twin:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            size = os.fstat(file).st_size
            if not size:
                keep_names(self.path.parent)
            elif os.pread(file, 1, size - 1) != b"\n":
                os.write(file, b"\n")
        except OSError:
            os.close(file)
            raise
        return file

    def lines(self, start: int = 0) -> Iterator[Entry]:
        """The lines from byte `start` on; what was cut short is passed over. Raises LogbookError."""
        try:
            with self.path.open("rb") as file:
                file.seek(start)
                for data in iter(lambda: file.readline(LONGEST), b""):
                    line = _read(data)
                    if line:
                        yield line
        except FileNotFoundError:
            return
        except OSError as error:
            raise self._explained(error) from error

    def _explained(self, error: OSError) -> LogbookError:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        why = "the disk is full" if full else error.strerror or str(error)
        trouble: Trouble = "full" if full else "failing" if error.errno == errno.EIO else "broken"
        return LogbookError(f"The logbook {self.path} cannot be used ({why}), so nothing is sent. Mend it, then try again.", trouble)

    def close(self) -> None:
        """Ends the use of the file; the next line opens it again."""
        file, self._file = self._file, None
        if file is not None:
            os.close(file)


def _read(data: bytes) -> Entry | None:
    try:
        kept = json.loads(data)
        if "event" in kept:
            return Decision(**{**kept, "at": Instant.parse_iso(kept["at"])})
        if "reader" in kept:
            record = kept["reader"]
            return Handed(kept["delivery"], ReaderRecord(**{**record, "at": Instant.parse_iso(record["at"])}))
        draft = rows.draft(json.dumps(kept["draft"])) if kept["draft"] else None
        return Line(_delivery(kept["delivery"]), _step(kept["step"]) if kept["step"] else None, draft)
    except (ValueError, KeyError, TypeError):  # cut short; msgspec's errors are ValueErrors too
        return None


def _delivery(kept: dict[str, Any]) -> Delivery:
    moments = {name: rows.instant(kept[name]) for name in ("approved_at", "due", "until")}
    return Delivery(**{**kept, **moments, "state": State(kept["state"]), "links": tuple(kept["links"])})


def _step(kept: dict[str, Any]) -> StepRecord:
    moments = {name: rows.instant(kept[name]) for name in ("intent_at", "deadline", "receipt_at")}
    return StepRecord(**{**kept, **moments, "ref": RemoteRef(**kept["ref"]) if kept["ref"] else None})
