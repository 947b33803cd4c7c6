"""Deliveries, their drafts, their moves and their history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from bot.errors import UserError
from bot.model.delivery import MOVES, State
from bot.store import rows
from bot.store.ids import new_id
from bot.store.room import Room

if TYPE_CHECKING:
    from collections.abc import Collection

    from whenever import Instant

    from bot.model.delivery import Delivery, Event, Move, StepRecord
    from bot.model.draft import Draft


class Changes(TypedDict, total=False):
    """What may change together with a move. Instants in UTC."""

    due: Instant | None
    until: Instant | None
    zone: str
    wall: str
    approved: str | None
    approved_by: str | None
    approved_at: Instant | None
    immediate: bool
    note: str
    title: str
    blocked: bool


BOUND = frozenset({State.APPROVED, State.HANDOFF})
"""The states that stand on a yes which can still be voided."""


TAKEN_BACK = frozenset({"undo", "no"})
"""A person's no to what was approved: an older copy of the database must not send it after all."""

LOOKED_FOR = "it may be live already, so it is looked for first; the yes is over"
"""Said of a delivery that was to leave the queue while nobody knows what became of its last call."""

OVER_BY = 24
"""Hours by which the window of such a yes is over: a clock that is set back a little must not bring it to life again."""


class Deliveries(Room):
    """The queue."""

    def add_delivery(self, delivery: Delivery, draft: Draft, at: Instant, who: str) -> str | None:
        """Adds a delivery with its draft. Gives the id it got (another where the one it came with is taken), or None when
        this post already has a delivery to this account in this round: nothing is changed then."""
        with self._database.writing() as connection:
            id_, length = delivery.id, len(delivery.id)
            while self._row(connection, id_):
                length += 1
                id_ = new_id(length)
            added = _drafted(replace(delivery, id=id_), draft)
            if not self._insert(connection, added):
                return None
            self._save_draft(connection, added.id, draft, at)
            self._append(connection, added, at, "queued", who=who)
        return id_

    def redraft(
        self, id_: str, draft: Draft, at: Instant, *, move: Move | None, detail: str = "", who: str = "", **changes: Unpack[Changes]
    ) -> bool:
        """Stores a new rendering, and moves where the rules say so; False where that move does not start at the delivery's state.

        A yes never survives another fingerprint: it is voided ("changed") even when no move was asked for. While something
        is being sent the new rendering waits beside it.
        """
        with self._database.writing() as connection:
            present = self._read(connection, id_)
            drafted = _drafted(present, draft)
            if move is None and present.state in BOUND and drafted.fingerprint != present.approved:
                move = "changed"
            if move and self._may_be_live(connection, present, move):
                move, detail = "doubt", f"{move}: {LOOKED_FOR}"
                changes = {**changes, **_looked_for(at)}
            target = MOVES.get((present.state, move)) if move else None
            after = replace(drafted, state=target or present.state, **changes)
            self._save_draft(connection, present.id, draft, at)
            self._change(connection, present, after)
            if target or after.fingerprint != present.fingerprint:
                self._append(connection, after, at, move if move and target else "drafted again", detail=detail, who=who)
        return move is None or target is not None

    def move(
        self,
        id_: str,
        move: Move,
        at: Instant,
        *,
        who: str = "",
        detail: str = "",
        expect_fingerprint: str | None = None,
        as_read: Delivery | None = None,
        **changes: Unpack[Changes],
    ) -> bool:
        """One move of the table; False when the delivery is not where it starts, its draft is not the expected one, a yes is
        asked for a blocked draft, or state, time or yes are no longer those of `as_read`. A yes binds the present fingerprint."""
        if move == "claim":
            raise ValueError("a claim needs its fence: use Store.claim")
        with self._database.writing() as connection:
            present = self._read(connection, id_)
            target = MOVES.get((present.state, move))
            if target is None or expect_fingerprint not in (None, present.fingerprint) or (move == "yes" and present.blocked):
                return False
            if as_read is not None and _standing(as_read) != _standing(present):
                return False
            done = move
            if self._may_be_live(connection, present, move):
                done, target, detail, changes = "doubt", State.UNSURE, f"{move}: {LOOKED_FOR}", {**changes, **_looked_for(at)}
            after = replace(present, state=target)
            if move == "yes":
                after = replace(after, approved=present.fingerprint, approved_by=who, approved_at=at)
            after = replace(after, **changes)
            self._take(connection, present, after, at, done, detail=detail, who=who)
            if present.state in BOUND and move in TAKEN_BACK:
                self._write_down(connection, present)
            if move == "defer" and who and self._logbook is not None:
                from bot.store.logbook import Decision

                self._log_entry(connection, Decision(move, at, detail, who, delivery=present.id), live=not present.rehearsal)
        return True

    def _may_be_live(self, connection: Any, present: Delivery, move: Move) -> bool:
        """Whether `move` would take an approved delivery out of the queue while the answer to one of its calls is missing: a keyed
        platform would have been sent the same once more. Like everything in doubt, it is looked for before anything else."""
        if present.state != State.APPROVED or MOVES.get((present.state, move), State.APPROVED) in {State.APPROVED, State.UNSURE}:
            return False
        return self._is_open(connection, present)

    def _is_open(self, connection: Any, present: Delivery) -> bool:
        """Whether the answer to one of its posts is missing."""
        steps = (rows.step(row) for row in self._queries("journal").steps(connection, delivery=present.id))
        return any(step.state in {"intent", "unsure"} and step.action in {"post", "comment"} for step in steps)

    def _take(self, connection: Any, present: Delivery, after: Delivery, at: Instant, move: Move, *, detail: str, who: str) -> None:
        """Writes a move. Back in the queue with a draft that changed meanwhile, the yes is void; what may be live of the text that
        it was for is looked for before that."""
        void = after.state in BOUND and after.fingerprint != after.approved
        if void and present.state == State.SENDING and self._is_open(connection, present):
            after = replace(after, state=State.UNSURE, **_looked_for(at))
            self._change(connection, present, after)
            self._append(connection, after, at, "doubt", detail=f"{move}: {LOOKED_FOR}", who=who)
            return
        self._change(connection, present, replace(after, state=State.WAITING) if void else after)
        self._append(connection, after, at, move, detail=detail, who=who)
        if void:
            self._append(connection, replace(after, state=State.WAITING), at, "changed", detail="what would be sent changed meanwhile")

    def deliveries(self, *, states: Collection[str] = (), account: str | None = None, post: str | None = None) -> list[Delivery]:
        """Deliveries in the order in which they were queued; all, or only those in `states`, of `account`, of `post`."""
        named = self._queries("deliveries")
        with self._database.reading() as connection:
            if post is not None:
                of_post = rows.deliveries(named.deliveries_of(connection, post=post, account=account))
                return [each for state in states for each in of_post if each.state == state] if states else of_post
            if states:
                return rows.deliveries(
                    row for state in states for row in named.deliveries_in(connection, state=str(state), account=account)
                )
            return rows.deliveries(named.all_deliveries(connection, account=account))

    def due(self, now: Instant) -> list[Delivery]:
        """Approved deliveries whose time has come and whose account neither pauses nor waits; the oldest first."""
        with self._database.reading() as connection:
            return rows.deliveries(self._queries("deliveries").due(connection, now=rows.stamp(now)))

    def next_due(self) -> Instant | None:
        """When the next delivery may go, its account's waiting included; None when nothing is approved or all is paused."""
        with self._database.reading() as connection:
            return rows.instant(self._queries("deliveries").next_due(connection))

    def delivery(self, id_: str) -> Delivery:
        """The delivery called `id_`, which may be a unique beginning. Raises UserError."""
        wanted = id_.strip().lower()
        with self._database.reading() as connection:
            if not self._row(connection, wanted):
                wanted = _complete(wanted, [row[0] for row in self._queries("deliveries").all_ids(connection)])
            return self._read(connection, wanted)

    def draft(self, id_: str, fingerprint: str | None = None) -> Draft:
        """The present draft of a delivery, or the one with `fingerprint`. Raises UserError when there is none."""
        named = self._queries("deliveries")
        with self._database.reading() as connection:
            if fingerprint:
                body = named.draft(connection, delivery=id_, fingerprint=fingerprint)
            else:
                body = named.present_draft(connection, delivery=id_)
            if body is None:
                self._read(connection, id_)
                raise UserError(f"Delivery {id_} never had a draft {fingerprint}. See what it has with: bot show {id_}")
        return rows.draft(body)

    def history(self, id_: str) -> tuple[Event, ...]:
        """Everything that happened to a delivery, the oldest first."""
        with self._database.reading() as connection:
            return tuple(rows.event(row) for row in self._queries("history").history(connection, delivery=id_))

    def events(self, after: int = 0, limit: int = 1000) -> list[tuple[int, str, Event]]:
        """Everything that happened after the line numbered `after`: its number, the delivery ("" for none), the event."""
        with self._database.reading() as connection:
            return [(row[0], row[1], rows.event(row)) for row in self._queries("history").events(connection, after=after, most=limit)]

    def note(self, id_: str, at: Instant, event: str, detail: str, who: str = "") -> None:
        """A line of history without a move."""
        with self._database.writing() as connection:
            self._append(connection, self._read(connection, id_), at, event, detail=detail, who=who)

    def set_note(self, id_: str, text: str) -> None:
        """Words shown beside the delivery."""
        with self._database.writing() as connection:
            self._queries("deliveries").set_note(connection, id=id_, note=text)

    def _write_down(self, connection: Any, about: Delivery, step: StepRecord | None = None, draft: Draft | None = None) -> None:
        """One more line of the logbook, once the transaction at hand is durable."""
        if self._logbook is not None:
            from bot.store.logbook import Line

            self._log_entry(connection, Line(about, step, draft), live=not about.rehearsal)

    def _insert(self, connection: Any, added: Delivery) -> bool:
        identity = {"post": added.post, "account": added.account, "platform": added.platform, "rehearsal": int(added.rehearsal)}
        count = self._queries("deliveries").add_delivery(connection, round=added.round, **identity, **rows.columns(added))
        return bool(count == 1)

    def _change(self, connection: Any, present: Delivery, after: Delivery) -> None:
        self._queries("deliveries").move_delivery(connection, was=present.state.value, **rows.columns(after))

    def _save_draft(self, connection: Any, id_: str, draft: Draft, at: Instant) -> None:
        body = rows.encode(draft)
        self._queries("deliveries").save_draft(connection, delivery=id_, fingerprint=draft.fingerprint, body=body, at=rows.stamp(at))

    def _row(self, connection: Any, id_: str) -> list[rows.Row]:
        return list(self._queries("deliveries").delivery(connection, id=id_))

    def _read(self, connection: Any, id_: str) -> Delivery:
        found = rows.deliveries(self._row(connection, id_))
        if not found:
            raise _unknown(id_, ())
        return found[0]


def _standing(delivery: Delivery) -> tuple[object, ...]:
    """What a decision about a delivery rests on; another process may have changed it since it was read."""
    return delivery.state, delivery.due, delivery.until, delivery.approved, delivery.approved_at, delivery.fence


def _looked_for(at: Instant) -> Changes:
    """What becomes of a yes that ends in a doubt."""
    return {"until": at.subtract(hours=OVER_BY), "note": f"{LOOKED_FOR[0].upper()}{LOOKED_FOR[1:]}"}


def _drafted(delivery: Delivery, draft: Draft) -> Delivery:
    """The delivery as its draft makes it."""
    as_draft = delivery.as_draft if delivery.sent else draft.visibility == "draft"
    title, count = delivery.title or draft.title, len(draft.segments)
    return replace(delivery, fingerprint=draft.fingerprint, segments=count, blocked=draft.blocked, title=title, as_draft=as_draft)


def _complete(beginning: str, ids: list[str]) -> str:
    """The one id with that beginning. Raises UserError."""
    found = sorted(id_ for id_ in ids if beginning and id_.startswith(beginning))
    if len(found) > 1:
        shown = ", ".join(found[:5]) + (" ..." if len(found) > 5 else "")
        raise UserError(f"{beginning} could be {shown}. Type more of the id; all are listed by: bot queue")
    if not found:
        raise _unknown(beginning, ids)
    return found[0]


def _unknown(id_: str, ids: Collection[str]) -> UserError:
    from difflib import get_close_matches

    near = get_close_matches(id_, ids, n=3, cutoff=0.5)
    meant = f" (near: {', '.join(near)})" if near else ""
    return UserError(f"There is no delivery {id_!r}{meant}. See those there are with: bot queue")
