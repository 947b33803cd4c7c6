"""The yes: what it may bind, when that goes out, and what becomes of a promise that was missed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from whenever import Instant

from bot.model.delivery import MOVES, Delivery, State
from bot.model.settings import Rhythm
from bot.rules.moments import Moment, shown
from bot.rules.schedule import after_quiet, next_slot, resolve

GRACE = 300
"""Seconds. A delivery found this late was merely waiting for its tick and goes at once."""

_MINUTE = 60
"""Seconds. A wall clock text says no more."""

_NEXT_STEP = {
    State.APPROVED: "run `bot undo {id}` first to change it",
    State.SENDING: "run `bot show {id}` to see how far it is",
    State.HANDOFF: "post it by hand, then run `bot done {id} URL`",
    State.PUBLISHED: "run `bot show {id}` for its links",
    State.UNSURE: "look at the account, then run `bot resolve {id}`",
    State.FAILED: "run `bot retry {id}` or correct the post first",
    State.REJECTED: "run `bot retry {id}` to bring it back",
    State.WITHDRAWN: "bring the file back, or run `bot retry {id}`",
    State.RETRACTED: "run `bot retry {id}` to publish it again",
    State.ARCHIVED: "run `bot queue add {post}` to queue it",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there can be no yes, as one sentence with the next step."""

    sentence: str


def bind(
    delivery: Delivery,
    rhythm: Rhythm,
    now: Instant,
    taken: Iterable[Instant],
    publish_at: str | None = None,
    immediate: bool = False,
    *,
    not_before: Instant | None = None,
) -> Moment | Refusal:
    """The moment a yes given at `now` would fix for `delivery`, or why there can be none.

    `immediate` is now. `publish_at` (a text with a date) keeps its instant whatever slots and spacing say, but quiet hours
    shift it, and once it has passed the next free slot takes its place; both are said in the note. Else the next free slot,
    with `taken` the instants promised or used on this account. `not_before` (caps, a platform's cool-down) moves every one of
    them. The undo window is not in it: the service lets it pass between due and first byte.
    """
    if refusal := _refusal(delivery):
        return refusal
    if immediate:
        return _not_before(shown(now, rhythm.zone), not_before)
    earliest = max(now, not_before or now)
    if publish_at is None:
        return next_slot(rhythm, earliest, taken)
    try:
        wanted = resolve(publish_at, rhythm.zone, slots=rhythm.slots)
    except ValueError as error:
        return Refusal(f"{delivery.id} cannot be approved, because its time cannot be read: {error}")
    if wanted.instant < now:
        return next_slot(rhythm, earliest, taken).noted(f"its time, {wanted.wall}, has passed, so it takes the next free slot")
    return after_quiet(rhythm, _not_before(wanted, earliest))


def until(moment: Moment, rhythm: Rhythm) -> Instant:
    """The end of the window of a yes: past it the delivery is held and needs a fresh one."""
    return moment.instant.add(seconds=rhythm.window)


def late(delivery: Delivery, rhythm: Rhythm, now: Instant, taken: Iterable[Instant]) -> Moment | None:
    """When an approved delivery found at `now` goes out, or None past its window (then it is held).

    On time, within `GRACE` of the undo window's end, begun (a thread half there) or approved with `--now`: its own due, so at
    once. Else the account's next free slot, said in the note. Ask for one delivery after the other, each with the `taken` that the
    one before left: that is what keeps an account from catching up in a burst. The delivery's own due may stand in `taken`.
    """
    if delivery.until is not None and now >= delivery.until:
        return None
    due = delivery.due or now
    own = Moment(due, delivery.zone, delivery.wall)
    if delivery.immediate or delivery.sent or now <= due.add(seconds=rhythm.undo_window + GRACE):
        return own
    others = list(taken)
    if due in others:
        others.remove(due)
    moment = next_slot(rhythm, now, others)
    if delivery.until is not None and moment.instant >= delivery.until:
        return None
    return moment.noted(f"it was late (due {delivery.wall or due}), so it takes the next free slot")


def rederived(delivery: Delivery, rhythm: Rhythm) -> Moment | None:
    """The moment that the wall clock of a promise means now, where the rules of its zone changed since the yes; None where it stands.

    A due that was put off since (a retry, a late one) is no longer what the wall clock says, and stays.
    """
    promised = delivery.due is not None and delivery.until == delivery.due.add(seconds=rhythm.window)
    if not promised or delivery.due is None or delivery.immediate or not delivery.wall:
        return None
    try:
        moment = resolve(delivery.wall, delivery.zone)
    except ValueError:  # a zone that is no more: the instant is all there is
        return None
    return moment if abs((moment.instant - delivery.due).total("seconds")) >= _MINUTE else None


def _refusal(delivery: Delivery) -> Refusal | None:
    if (delivery.state, "yes") not in MOVES:
        step = _NEXT_STEP[delivery.state].format(id=delivery.id, post=delivery.post)
        return Refusal(f"{delivery.id} cannot be approved, because it {delivery.meaning()}; {step}.")
    if delivery.blocked:
        words = "because its draft has an error; run `bot show {id}`, correct the post, and approve it then."
        return Refusal(f"{delivery.id} cannot be approved, {words.format(id=delivery.id)}")
    return None


def _not_before(moment: Moment, earliest: Instant | None) -> Moment:
    if earliest is None or earliest <= moment.instant:
        return moment
    moved = shown(earliest, moment.zone)
    return Moment(moved.instant, moved.zone, moved.wall, moment.note).noted(f"not possible before {moved.wall}")
