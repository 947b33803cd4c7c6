"""The protocol of sending: claim, intent, receipt. Each is committed before the next thing happens."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from bot.model.delivery import State
from bot.store import rows
from bot.store.accounts import CLOCK
from bot.store.deliveries import Deliveries
from bot.store.errors import LogbookError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whenever import Instant

    from bot.model.delivery import Delivery, StepRecord
    from bot.model.receipt import RemoteRef

DAY = 24
"""Hours back in which what went out still counts for spacing."""


class Journal(Deliveries):
    """What was about to be sent, and what came of it."""

    def claim(self, id_: str, fingerprint: str, at: Instant) -> int | None:
        """approved → sending. Gives the fencing token, or None: the yes is not for that fingerprint or no longer stands, it is
        not due, somebody else was first, its account pauses or waits, or everything does."""
        with self._database.writing() as connection:
            row = self._queries("journal").claim(connection, id=id_, fingerprint=fingerprint, at=rows.stamp(at))
            if row is None:
                return None
            fence = int(row[0])
            self._queries("accounts").set_meta(connection, name=CLOCK, value=rows.stamp(at))
            self._append(connection, self._read(connection, id_), at, "claim", detail=f"fence {fence}")
        return fence

    def intend(self, id_: str, fence: int, step: int, action: str, key: str, deadline: Instant, at: Instant) -> bool:
        """Commits that `step` (from 0) is about to be sent and must have ended by `deadline`. Only after True may a byte leave.

        False: the fence is stale, the delivery is not `sending`, a pause stands, the step is already there, or it may be there
        (an intent or an unsure receipt) and neither is it an upload nor is `key` the one it was sent with. When the logbook does
        not take it, the step is called off before this raises; one that was in doubt stays in doubt.
        """
        try:
            return self._intend(id_, fence, step, action, key, deadline, at)
        except LogbookError:
            state = "absent" if self.steps(id_)[step].intent_at == at else "unsure"
            with suppress(LogbookError):
                self.receive(id_, fence, step, state, at, why="it could not be written down, so it was not sent")
            raise

    def _intend(self, id_: str, fence: int, step: int, action: str, key: str, deadline: Instant, at: Instant) -> bool:
        with self._database.writing() as connection:
            journal = self._queries("journal")
            if journal.may_send(connection, id=id_, fence=fence) is None:
                return False
            row = journal.intend(
                connection, delivery=id_, idx=step, action=action, key=key, fence=fence, at=rows.stamp(at), deadline=rows.stamp(deadline)
            )
            if row is None:
                return False
            present = self._read(connection, id_)
            self._append(connection, present, at, "intent", detail=f"step {step} ({action}), attempt {row[0]}, fence {fence}")
            self._log(connection, present, step)
        return True

    def receive(
        self, id_: str, fence: int, step: int, state: str, at: Instant, ref: RemoteRef | None = None, why: str = "", answer: str = ""
    ) -> bool:
        """Commits what came of a step. False when the fence is stale, the step was never intended, or it is known to be there.

        That something was sent is a fact whoever says it: its reference is kept in the history always, and in the journal
        where that has none, even when the answer is False.
        """
        with self._database.writing() as connection:
            kept = {"delivery": id_, "idx": step, "at": rows.stamp(at), "why": why, **rows.reference(ref)}
            fresh = self._queries("journal").fence(connection, id=id_) == fence
            taken = bool(fresh and self._queries("journal").receive(connection, state=state, answer=answer, **kept) == 1)
            if not taken and state == "sent" and ref is not None:
                self._queries("journal").keep_reference(connection, fence=fence, **kept)
            words = (f"step {step}: {state}", (ref.url or ref.id) if ref else "", why, "" if taken else f"(too late, fence {fence})")
            detail, present = " ".join(filter(None, words)), self._read(connection, id_)
            self._append(connection, present, at, "receipt", detail=detail, answer=answer)
            self._log(connection, present, step)
        return taken

    def record_by_hand(self, id_: str, ref: RemoteRef, at: Instant, who: str) -> bool:
        """What a person posted: a `sent` record of step 0. False when the delivery is no hand-off or step 0 is there already."""
        with self._database.writing() as connection:
            present = self._read(connection, id_)
            if present.state != State.HANDOFF:
                return False
            kept = {"delivery": id_, "idx": 0, "fence": present.fence, "at": rows.stamp(at), "why": "by hand", **rows.reference(ref)}
            if self._queries("journal").keep_reference(connection, **kept) != 1:
                return False
            self._append(connection, present, at, "receipt", detail=f"step 0: sent {ref.url or ref.id} by hand", who=who)
            self._log(connection, present, 0)
        return True

    def steps(self, id_: str) -> dict[int, StepRecord]:
        """The journal of a delivery, by step."""
        with self._database.reading() as connection:
            return self._steps(connection, id_)

    def delivery_of(self, but: Delivery, ref: str) -> str | None:
        """The delivery of the same account, other than `but`, that put the post `ref` there; None when there is none."""
        with self._database.reading() as connection:
            row = self._queries("journal").delivery_of(connection, account=but.account, rehearsal=int(but.rehearsal), but=but.id, ref=ref)
        return str(row[0]) if row else None

    def _steps(self, connection: Any, id_: str) -> dict[int, StepRecord]:
        return {row[0]: rows.step(row) for row in self._queries("journal").steps(connection, delivery=id_)}

    def _log(self, connection: Any, present: Delivery, step: int) -> None:
        """Lets the logbook know, once this is committed; with the draft where this store did not write it there before."""
        record = self._steps(connection, present.id).get(step)
        if self._logbook is None or record is None or present.approved is None:
            return
        body = None if present.approved in self._logged else self._queries("deliveries").draft(
            connection, delivery=present.id, fingerprint=present.approved
        )  # fmt: skip
        self._logged.add(present.approved)
        self._write_down(connection, present, record, rows.draft(body) if body else None)

    def since(self, state: State, since: Instant) -> set[str]:
        """The deliveries in `state` to which something happened in it, such as coming into it, at `since` or later."""
        with self._database.reading() as connection:
            return {row[0] for row in self._queries("history").in_state_since(connection, state=state.value, since=rows.stamp(since))}

    def sent_at(self, account: str, since: Instant, rehearsal: bool) -> list[Instant]:
        """When posts of `account`, each of a thread, went out (or may have) at `since` or later, the oldest first."""
        with self._database.reading() as connection:
            return _instants(self._queries("journal").posts_at(connection, **_of(account, rehearsal, since)))

    def taken(self, account: str, after: Instant, rehearsal: bool, *, but: str = "") -> list[Instant]:
        """The instants from which a new one must keep its distance, the oldest first: dues promised by a yes and times at which
        something went out, later than a day before `after`. The delivery `but` does not count."""
        since = after.subtract(hours=DAY)
        with self._database.reading() as connection:
            promised = self._queries("journal").promised(
                connection, account=account, rehearsal=int(rehearsal), after=rows.stamp(since), but=but
            )
            began = self._queries("journal").began_at(connection, **_of(account, rehearsal, since))
            return sorted({*_instants(promised), *_instants(began)})


def _of(account: str, rehearsal: bool, since: Instant) -> dict[str, object]:
    return {"account": account, "rehearsal": int(rehearsal), "since": rows.stamp(since)}


def _instants(found: Iterable[rows.Row]) -> list[Instant]:
    return [instant for row in found if (instant := rows.instant(row[0]))]
