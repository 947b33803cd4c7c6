"""Rows as the values of `model/`, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whenever import Instant

from bot.model.delivery import Delivery, Event, PostRecord, State, StepRecord
from bot.store.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.model.draft import Draft
    from bot.model.receipt import RemoteRef

Row = tuple[Any, ...]


def text(instant: Instant | None) -> str | None:
    """An instant as the database keeps it: RFC 3339 in UTC, always 27 signs, so that it sorts as text."""
    return None if instant is None else stamp(instant)


def stamp(instant: Instant) -> str:
    """The same for an instant that is certainly there."""
    return instant.format_iso(unit="microsecond")


def instant(kept: str | None) -> Instant | None:
    """What `text` kept."""
    return None if kept is None else Instant.parse_iso(kept)


def deliveries(found: Iterable[Row]) -> list[Delivery]:
    """Deliveries from the rows that `queries/deliveries.sql` selects: one for each post that is live, or one alone."""
    grouped: dict[str, list[Row]] = {}
    for row in found:
        grouped.setdefault(row[0], []).append(row)
    return [_delivery(each) for each in grouped.values()]


def _delivery(found: list[Row]) -> Delivery:
    (id_, post, account, platform, rehearsal, round_, state, fingerprint, approved, by, at, immediate,
     due, until, zone, wall, fence, attempts, segments, note, title, blocked, as_draft, live, _) = found[0]  # fmt: skip
    return Delivery(
        id_, post, account, platform, bool(rehearsal), round_, STATES[state], fingerprint, approved, by, instant(at), bool(immediate),
        instant(due), instant(until), zone, wall, fence, attempts, segments, 0 if live is None else len(found), note, title,
        bool(blocked), tuple(row[-1] for row in found if row[-1]), bool(as_draft),
    )  # fmt: skip


STATES = {state.value: state for state in State}


def columns(value: Delivery) -> dict[str, object]:
    """What a person or a move may change of a delivery, as parameters of a query."""
    return {
        "id": value.id, "state": value.state.value, "fingerprint": value.fingerprint, "approved": value.approved,
        "approved_by": value.approved_by, "approved_at": text(value.approved_at), "immediate": int(value.immediate),
        "due": text(value.due), "until": text(value.until), "zone": value.zone, "wall": value.wall, "segments": value.segments,
        "note": value.note, "title": value.title, "blocked": int(value.blocked), "as_draft": int(value.as_draft),
    }  # fmt: skip


def event(row: Row) -> Event:
    """A row of `history`."""
    _, _, at, name, detail, who, answer = row
    return Event(Instant.parse_iso(at), name, detail, who, answer)


def step(row: Row) -> StepRecord:
    """A row of `steps`."""
    from bot.model.receipt import RemoteRef

    index, action, state, key, fence, attempt, intent_at, deadline, receipt_at, ref_id, url, extra, why, answer = row
    ref = None if ref_id is None else RemoteRef(ref_id, url, decode(extra, dict[str, str]))
    return StepRecord(
        index, action, state, key, fence, attempt, Instant.parse_iso(intent_at), Instant.parse_iso(deadline), ref, why,
        instant(receipt_at), answer,
    )  # fmt: skip


def reference(ref: RemoteRef | None) -> dict[str, str | None]:
    """The three columns that keep a reference."""
    if ref is None:
        return {"ref_id": None, "ref_url": None, "ref_extra": None}
    return {"ref_id": ref.id, "ref_url": ref.url, "ref_extra": encode(ref.extra)}


def post(row: Row) -> PostRecord:
    """A row of `posts`."""
    from bot.model.draft import Problem

    slug, path, title, url, digest, state, problems, publish_at = row
    found = () if problems == "[]" else decode(problems, tuple[Problem, ...])
    return PostRecord(slug, path, title, url, digest, state, found, publish_at)


def draft(body: str) -> Draft:
    """A draft as it was stored."""
    from bot.model.draft import Draft

    kept: Draft = decode(body, Draft)
    return kept


def encode(value: object) -> str:
    """A value as JSON."""
    import msgspec

    return msgspec.json.encode(value, enc_hook=stamp).decode()
