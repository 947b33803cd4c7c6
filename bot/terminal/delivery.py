"""A delivery on a screen: what it is, where it goes and when, its journal and its history."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from bot.model.delivery import AMENDMENTS, EVENT_WORDS, State
from bot.terminal import when
from bot.terminal.parts import Grid, Line, Part, Run, Style, Words

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.delivery import Delivery, Event, StepRecord

REHEARSED = " (rehearsed)"
"""Beside an address that looks like the platform's and exists in the rehearsal network alone."""

_ADDRESS = re.compile(r"https?://\S+")

STATE_STYLES: Mapping[State, Style] = {
    State.WAITING: "warn",
    State.APPROVED: "good",
    State.SENDING: "good",
    State.PUBLISHED: "good",
    State.HANDOFF: "warn",
    State.HELD: "warn",
    State.UNSURE: "bad",
    State.FAILED: "bad",
}


def head(delivery: Delivery, now: Instant, handle: str, visibility: str, *, proposal: bool = True, place: str = "") -> list[Line]:
    """Who says what where, whether in earnest, and when; without the proposed time where `proposal` is false.

    `place` is what the platform calls itself.
    """
    handle = f" as {handle}" if handle and handle != delivery.account else ""
    lines: list[Line] = [
        (Run(delivery.id, "title"), "  ", Run(delivery.title or delivery.post, "strong")),
        (Run("slug   ", "faint"), delivery.post),
        (f"{where(delivery.account, delivery.platform)}{handle}, {visibility.lower()}, ", earnest(delivery)),
        (
            Run(delivery.said, _style(delivery)),
            f": {delivery.meaning(place)}",
            *(_due(delivery, now) if proposal else ()),
        ),
    ]
    given: list[Line] = [(Run("yes    ", "faint"), f"by {delivery.approved_by}")] if delivery.approved_by and _bound(delivery) else []
    return lines + given + ([(Run("note   ", "faint"), delivery.note)] if delivery.note else [])


def _bound(delivery: Delivery) -> bool:
    """Whether somebody's yes stands, or what it sent."""
    return bool(delivery.approved) and delivery.state not in (State.WAITING, State.HELD, State.REJECTED, State.WITHDRAWN)


def _style(delivery: Delivery) -> Style:
    return "warn" if delivery.left_to_send else STATE_STYLES.get(delivery.state, "faint")


def where(account: str, platform: str) -> str:
    """The account, and its platform where the name does not say it."""
    return account if account == platform else f"{account} on {platform}"


def earnest(delivery: Delivery) -> Run:
    """Whether this leaves the machine."""
    return Run("REHEARSAL", "good") if delivery.rehearsal else Run("LIVE", "bad")


def _due(delivery: Delivery, now: Instant) -> Line:
    if delivery.due is None or delivery.state not in (State.WAITING, State.APPROVED, State.HELD):
        return ()
    verb = "goes out" if delivery.state == State.APPROVED else "proposed for"
    return (f", {verb} {when.moment(delivery.due, delivery.zone)} ({when.distance(delivery.due, now)})",)


def queue(deliveries: Iterable[Delivery]) -> Grid:
    """The queue, one delivery a row. A column says which are in earnest, where any is; the zone of the times stands where it fits.

    Posts stand there by their slugs, which is how commands take them.
    """
    shown = list(deliveries)
    mixed = any(not each.rehearsal for each in shown)
    zones = {each.zone for each in shown}
    due = f"due, {zones.pop()}" if len(zones) == 1 else "due"
    columns = ("id", "state", "account", *(("mode",) if mixed else ()), due, "post")
    return Grid(columns, tuple(_row(each, mixed, bool(zones)) for each in shown), loose=len(columns) - 1, cut=True)


def _row(delivery: Delivery, mixed: bool, zoned: bool) -> tuple[Words, ...]:
    progress = f" {delivery.sent}/{delivery.segments}" if delivery.state in (State.SENDING, State.UNSURE) else ""
    due = when.short(delivery.due, delivery.zone) if delivery.due else "-"
    return (
        Run(delivery.id, "title"),
        Run(delivery.said + progress, _style(delivery)),
        delivery.account,
        *((earnest(delivery),) if mixed else ()),
        f"{due} {delivery.zone}" if zoned and delivery.due else due,
        f"{delivery.post}: {delivery.note}" if delivery.note else delivery.post,
    )


def links(delivery: Delivery) -> list[Part]:
    """Where it is. In rehearsal these addresses exist only in the rehearsal network."""
    name = "draft  " if delivery.left_to_send else "shown  " if delivery.rehearsal else "live   "
    told = (Run(REHEARSED, "faint"),) if delivery.rehearsal else ()
    return [(Run(name, "faint"), Run(link, "link"), *told) for link in delivery.links]


def rest(delivery: Delivery) -> list[Part]:
    """What a yes to a thread that is live in part covers."""
    if delivery.state not in (State.WAITING, State.HELD) or not 0 < delivery.sent < delivery.segments:
        return []
    left = delivery.segments - delivery.sent
    covers = f"segment {delivery.segments}" if left == 1 else f"segments {delivery.sent + 1} to {delivery.segments}"
    return [(Run("rest   ", "faint"), f"{delivery.sent} of {delivery.segments} segments are live already; a yes covers {covers}")]


def steps(journal: Mapping[int, StepRecord], zone: str, *, rehearsed: bool = False) -> list[Part]:
    """The journal of what was sent, step by step; nothing when nothing was tried."""
    rows = tuple(
        (_number(step), step.action, _state(step), when.stamp(step.intent_at, zone), _marked(_came(step), rehearsed))
        for step in journal.values()
    )
    return [Grid(("step", "action", "state", "at", "what came of it"), rows, loose=4)] if rows else []


def _number(step: StepRecord) -> str:
    """The step, from 1; of an amendment the step that it changes, which may be a reply."""
    own = step.index - AMENDMENTS[step.action] if step.action in ("delete", "edit") else step.index
    first = AMENDMENTS["reply"]
    return f"r{own - first + 1}" if own >= first else str(own + 1)


def _state(step: StepRecord) -> str:
    if step.action not in AMENDMENTS:
        return step.state
    return {"sent": "done", "deferred": "planned", "absent": "not done"}.get(step.state, step.state)


def ways(delivery: Delivery) -> list[Part]:
    """What may become of a thread that is live in part and waits for a person; nothing for any other delivery."""
    if delivery.state not in (State.FAILED, State.WAITING, State.HELD) or not 0 < delivery.sent < delivery.segments:
        return []
    rest = delivery.segments - delivery.sent
    first = "retry" if delivery.state == State.FAILED else "approve"
    rows: tuple[tuple[Words, ...], ...] = (
        ("continue", Run(f"bot {first} {delivery.id}", "title"), f"a new yes covers only the other {rest}"),
        ("leave it", Run(f"bot leave {delivery.id}", "title"), f"the {delivery.sent} that are live count as all of it"),
        ("take it back", Run(f"bot retract {delivery.id}", "title"), "what is live is deleted, the last first"),
    )
    live = f"{delivery.sent} of {delivery.segments} segments are live, and stand there unfinished. Three ways on:"
    return [(Run(live, "warn"),), Grid(("", "command", "then"), rows, loose=2)]


def _came(step: StepRecord) -> str:
    return step.why or (step.ref.url or step.ref.id if step.ref else "")


def glance(name: str, deliveries: Iterable[Delivery], now: Instant) -> list[Part]:
    """A few deliveries under a heading, one a row; nothing where there is none."""
    rows = tuple(_seen(one, now) for one in deliveries)
    return [Grid((name, "id", "account", "post"), rows, loose=3, cut=True)] if rows else []


def _seen(one: Delivery, now: Instant) -> tuple[Words, ...]:
    at = f"{when.short(one.due, one.zone)} ({when.distance(one.due, now)})" if one.due else "-"
    left = f" ({one.meaning()})" if one.left_to_send else ""
    return (at, Run(one.id, "title"), one.account, f"{one.title or one.post}{left}")


def history(events: Iterable[Event], zone: str, *, rehearsed: bool = False) -> Grid:
    """What happened to it, the oldest first."""
    rows = tuple((when.stamp(e.at, zone), _event(e), e.who, _told(e, rehearsed)) for e in events)
    return Grid(("at", "event", "who", "detail"), rows, loose=3)


def _told(event: Event, rehearsed: bool) -> str:
    return _marked(event.detail, rehearsed and event.event == "receipt")


def _marked(words: str, rehearsed: bool) -> str:
    """The words, where they tell what the rehearsal network answered with a mark at each address in them."""
    return _ADDRESS.sub(rf"\g<0>{REHEARSED}", words) if rehearsed else words


def log_line(id_: str, post: str, account: str, event: Event, zone: str, *, rehearsed: bool = False) -> Line:
    """One line of the log; `post` and `account` are those of the delivery, empty where it is about none."""
    said = _told(event, rehearsed)
    about = f"{post} on {account}: " if post else ""
    who = f" by {event.who}" if event.who else ""
    detail = f", {said}" if said and post else f": {said}" if said else ""
    return (Run(when.stamp(event.at, zone), "faint"), "  ", Run(f"{id_:<6}", "title"), f" {about}{_event(event)}{who}{detail}")


def _event(event: Event) -> str:
    return EVENT_WORDS.get(event.event, event.event)
