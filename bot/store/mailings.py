"""The journal of a mailing, reader by reader: planned by the yes, intent before the mail leaves, receipt after the answer.

There is no line of history for each: a list may be long, and what became of a reader stands in its row.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from whenever import Instant

from bot.model.mailing import ReaderRecord
from bot.store import rows
from bot.store.errors import LogbookError
from bot.store.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Iterable


class Mailings(Journal):
    """To whom mails were about to go, and what came of each."""

    def plan_readers(self, id_: str, readers: Iterable[str], at: Instant) -> None:
        """What a yes fixes: `readers`, and nobody else of those to whom nothing was sent yet."""
        with self._database.writing() as connection:
            named = self._queries("readers")
            named.forget_planned(connection, delivery=id_)
            for reader in readers:
                named.plan_reader(connection, delivery=id_, reader=reader, at=rows.stamp(at))

    def readers(self, id_: str) -> list[ReaderRecord]:
        """All readers of a delivery: those planned before those put off, the latter by how often."""
        with self._database.reading() as connection:
            return [_record(row) for row in self._queries("readers").readers(connection, delivery=id_)]

    def reader(self, id_: str, reader: str) -> ReaderRecord | None:
        """One reader of a delivery, None where it is not theirs."""
        with self._database.reading() as connection:
            return self._reader(connection, id_, reader)

    def count_readers(self, id_: str) -> dict[str, int]:
        """How many readers a delivery has in each state; empty where it is no mailing."""
        with self._database.reading() as connection:
            return {row[0]: int(row[1]) for row in self._queries("readers").count_readers(connection, delivery=id_)}

    def doubt_readers(self, id_: str) -> None:
        """Whoever was intended and has no receipt is in doubt for good: the process that sent it is gone."""
        with self._database.writing() as connection:
            self._queries("readers").doubt_open(connection, delivery=id_)

    def intend_reader(self, id_: str, fence: int, reader: str, at: Instant, where: str = "") -> bool:
        """Commits that the mail to `reader` is about to leave. Only after True may a byte of it. `where` is how a person finds them.

        False: the fence is stale, the delivery is not `sending`, a pause stands, or `reader` is not to be sent anything (any more).
        When the logbook does not take it, it is put off before this raises.
        """
        try:
            with self._database.writing() as connection:
                named = self._queries("readers")
                if self._queries("journal").may_send(connection, id=id_, fence=fence) is None:
                    return False
                if named.intend_reader(connection, delivery=id_, reader=reader, at=rows.stamp(at), why=where) != 1:
                    return False
                self._log_reader(connection, id_, reader)
        except LogbookError:
            with suppress(LogbookError):
                self.receive_reader(id_, reader, "later", at, "it could not be written down, so it was not sent")
            raise
        return True

    def receive_reader(self, id_: str, reader: str, state: str, at: Instant, why: str = "") -> bool:
        """Commits what came of a mail, whoever says it; False when `reader` is settled already."""
        with self._database.writing() as connection:
            done = self._queries("readers").receive_reader(connection, delivery=id_, reader=reader, state=state, at=rows.stamp(at), why=why)
            if done == 1:
                self._log_reader(connection, id_, reader)
        return bool(done == 1)

    def mailed_at(self, account: str, since: Instant, rehearsal: bool) -> list[Instant]:
        """When mails of `account` left (or may have) at `since` or later, the oldest first."""
        with self._database.reading() as connection:
            found = self._queries("readers").mailed_at(connection, account=account, rehearsal=int(rehearsal), since=rows.stamp(since))
            return [Instant.parse_iso(row[0]) for row in found]

    def _reader(self, connection: Any, id_: str, reader: str) -> ReaderRecord | None:
        row = self._queries("readers").reader(connection, delivery=id_, reader=reader)
        return _record(row) if row else None

    def _log_reader(self, connection: Any, id_: str, reader: str) -> None:
        record = self._reader(connection, id_, reader) if self._logbook is not None else None
        if record is not None:
            from bot.store.logbook import Handed

            self._log_entry(connection, Handed(id_, record), live=not self._read(connection, id_).rehearsal)


def _record(row: rows.Row) -> ReaderRecord:
    reader, state, attempt, at, why = row
    return ReaderRecord(reader, state, attempt, Instant.parse_iso(at), why)
