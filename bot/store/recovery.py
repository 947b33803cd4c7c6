"""After a loss: brings a database that forgot what went out to what the logbook says. Whatever is in doubt afterwards is looked for."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.model.delivery import UNDER_A_YES, State
from bot.store import rows
from bot.store.errors import LogbookError
from bot.store.ids import new_id
from bot.store.mailings import Mailings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from whenever import Instant

    from bot.model.delivery import Delivery, StepRecord
    from bot.store.logbook import Decision, Entry, Handed, Line, Logbook

FORGOTTEN = "the database had forgotten what became of this; what is on the platform decides"
OLDER = "the database was put back from an older copy, so your yes may be out of date"


class Recovery(Mailings):
    """The way back."""

    def forgotten(self) -> list[Entry]:
        """The lines of the logbook, and of its twin, that this database lacks; none as long as it is the one they were written beside."""
        if self._logbook is None:
            return []
        found = {rows.encode(line): line for line in self._lacking(self._logbook)}
        if self._twin is not None:
            with suppress(LogbookError):  # a twin that cannot be read guards against nothing, and hinders nothing
                found.update((rows.encode(line), line) for line in self._lacking(self._twin))
        return list(found.values())

    def _lacking(self, book: Logbook) -> Iterator[Entry]:
        with self._database.reading() as connection:
            start = int(self._queries("accounts").meta(connection, name=book.name) or 0)
        return (line for line in book.lines(start if start <= book.size() else 0) if not self._knows(line))

    def _knows(self, line: Entry) -> bool:
        """Whether the database says at least what `line` says."""
        from bot.store.logbook import Decision, Handed

        if isinstance(line, Handed):
            return self._mailed_as_far(line)
        return self._happened(line) if isinstance(line, Decision) else self._as_far(line)

    def _mailed_as_far(self, line: Handed) -> bool:
        with self._database.reading() as connection:
            record = self._reader(connection, line.delivery, line.reader.reader)
        if record is None or record.attempt != line.reader.attempt:
            return record is not None and record.attempt > line.reader.attempt
        return line.reader.state == "intent" or record.state != "intent"

    def _happened(self, line: Decision) -> bool:
        with self._database.reading() as connection:
            found = self._queries("history").happened(
                connection, delivery=line.delivery, at=rows.stamp(line.at), event=line.event, detail=line.detail
            )
        return found is not None

    def _as_far(self, line: Line) -> bool:
        present = self._same(line.delivery)
        if present is None:
            return False
        if line.step is None:
            return present.state not in UNDER_A_YES or present.approved_at != line.delivery.approved_at
        record = self.steps(present.id).get(line.step.index)
        if record is None or record.state == "sent":
            return record is not None
        attempts = (record.fence, record.attempt), (line.step.fence, line.step.attempt)
        return attempts[0] > attempts[1] or (attempts[0] == attempts[1] and (line.step.state == "intent" or record.state != "intent"))

    def _same(self, delivery: Delivery) -> Delivery | None:
        """The delivery of that identity, whatever its id is now."""
        found = self.deliveries(account=delivery.account, post=delivery.post)
        return next((d for d in found if (d.rehearsal, d.round) == (delivery.rehearsal, delivery.round)), None)

    def recover(self, lines: list[Entry], at: Instant) -> list[Delivery]:
        """Writes what `lines` say into the database, and gives the deliveries they are about.

        Each of them becomes `unsure`. Every yes is over: what is in doubt is looked for, and what is left waits for a fresh one.
        What was paused is paused again.
        """
        from bot.store.logbook import Decision, Handed, Line

        with self._database.writing() as connection:
            for decision in (line for line in lines if isinstance(line, Decision)):
                self._decide_again(connection, decision)
            called = {line.delivery.id: self._restore(connection, line, at) for line in lines if isinstance(line, Line) and line.step}
            mailed = {self._mail_again(connection, line, called) for line in lines if isinstance(line, Handed)}
            touched = {id_ for id_ in {*called.values(), *mailed} if id_}
            for id_ in touched:
                present = self._read(connection, id_)
                self._change(connection, present, replace(present, state=State.UNSURE, note=FORGOTTEN))
                self._append(connection, present, at, "recovered", detail=FORGOTTEN)
            self._end_yeses(connection, self.deliveries(states=UNDER_A_YES), at, OLDER)
            for book in (self._logbook, self._twin):
                if book is not None:
                    self._mark(connection, book)
            return [self._read(connection, id_) for id_ in touched]

    def end_yeses(self, account: str, at: Instant, why: str) -> None:
        """Ends every yes to something that goes out live as `account`: what is in doubt is looked for, the rest waits for a fresh one."""
        with self._database.writing() as connection:
            found = [each for each in self.deliveries(account=account, states=UNDER_A_YES) if not each.rehearsal]
            self._end_yeses(connection, found, at, why)

    def _end_yeses(self, connection: Any, deliveries: list[Delivery], at: Instant, why: str) -> None:
        over = at.subtract(hours=24)  # a clock that is set back a little must not bring a yes to life again
        for delivery in deliveries:
            if delivery.state == State.APPROVED:
                self.move(delivery.id, "past window", at, detail=why, note=why)
            else:
                self._change(connection, delivery, replace(delivery, until=over))

    def _decide_again(self, connection: Any, line: Decision) -> None:
        named = self._queries("accounts")
        for side in (0, 1) if line.rehearsal is None else (int(line.rehearsal),):
            if line.event == "pause":
                named.pause(connection, account=line.account, rehearsal=side, reason=line.reason)
            elif line.event == "resume":
                named.resume(connection, account=line.account, rehearsal=side)
        self._queries("history").append(
            connection, delivery=line.delivery, at=rows.stamp(line.at), event=line.event, detail=line.detail, who=line.who,
            state="", fingerprint="", answer="",
        )  # fmt: skip

    def _mail_again(self, connection: Any, line: Handed, called: Mapping[str, str]) -> str:
        """Writes down what the logbook knows of one reader. Gives the delivery as it is called now, or nothing where there is none."""
        id_, reader = called.get(line.delivery, line.delivery), line.reader
        if not self._row(connection, id_):
            return ""
        self._queries("readers").restore_reader(
            connection, delivery=id_, reader=reader.reader, state=reader.state, attempt=reader.attempt, at=rows.stamp(reader.at),
            why=reader.why,
        )  # fmt: skip
        return id_

    def _restore(self, connection: Any, line: Line, at: Instant) -> str:
        present = self._same(line.delivery)
        if present is None:
            fresh = replace(line.delivery, state=State.UNSURE, fingerprint=line.delivery.approved or line.delivery.fingerprint)
            while self._row(connection, fresh.id):
                fresh = replace(fresh, id=new_id(len(fresh.id) + 1))
            self._insert(connection, fresh)
            self._append(connection, fresh, at, "queued", detail="from the logbook")
            present = fresh
        approved = line.delivery.approved
        if line.draft and approved:
            self._save_draft(connection, present.id, line.draft, at)
        bound = replace(present, state=State.UNSURE, approved=approved, approved_at=line.delivery.approved_at)
        self._change(connection, present, replace(bound, approved_by=line.delivery.approved_by))
        self._queries("journal").refence(connection, id=present.id, fence=line.delivery.fence)
        if line.step:
            self._queries("journal").restore_step(connection, **_columns(present.id, line.step))
        return present.id


def _columns(id_: str, step: StepRecord) -> dict[str, object]:
    return {
        "delivery": id_, "idx": step.index, "action": step.action, "state": step.state, "key": step.key, "fence": step.fence,
        "attempt": step.attempt, "intent_at": rows.stamp(step.intent_at), "deadline": rows.stamp(step.deadline),
        "receipt_at": rows.text(step.receipt_at), "why": step.why, **rows.reference(step.ref),
    }  # fmt: skip
