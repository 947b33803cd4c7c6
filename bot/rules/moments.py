"""A moment: an instant with the wall-clock words a person is shown. Gaps and overlaps of a zone are named here and nowhere else."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from functools import cache

from whenever import Instant, PlainDateTime, RepeatedTime, SkippedTime, TimeZoneNotFoundError, ZonedDateTime, available_timezones

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Moment:
    """When something goes out: `instant`, the IANA `zone`, `wall` as a person reads it, `note` where it is not what they wrote."""

    instant: Instant
    zone: str
    wall: str
    note: str = ""

    def noted(self, words: str) -> Moment:
        """The same moment with `words` added to its note."""
        return replace(self, note="; ".join(part for part in (self.note, words) if part))


def shown(instant: Instant, zone: str) -> Moment:
    """`instant` as the wall clock of `zone` shows it. Raises ValueError for an unknown zone."""
    return _moment(zoned(instant, zone))


def zoned(instant: Instant, zone: str) -> ZonedDateTime:
    """`instant` on the clock of `zone`. Raises ValueError with the nearest zone's name when there is none."""
    try:
        return instant.to_tz(zone)
    except TimeZoneNotFoundError:
        raise ValueError(unknown_zone(zone)) from None


def on_wall(plain: PlainDateTime, zone: str, after: Instant | None = None) -> Moment:
    """The wall time `plain` in `zone`.

    A time that does not exist becomes the first instant after the gap; of one that comes twice the first is taken, or the
    second where the first is not later than `after`. Both are said in the note. Raises ValueError for an unknown zone.
    """
    try:
        return _moment(plain.assume_tz(zone, disambiguation="raise"))
    except SkippedTime:
        return _after_gap(plain, zone)
    except RepeatedTime:
        return _one_of_two(plain, zone, after)
    except TimeZoneNotFoundError:
        raise ValueError(unknown_zone(zone)) from None


def day_words(when: ZonedDateTime | PlainDateTime) -> str:
    """A date as people read it: `29 Mar 2026`."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def clock_words(when: ZonedDateTime | PlainDateTime) -> str:
    """A time of day as people read it: `09:00`."""
    return f"{when.hour:02}:{when.minute:02}"


def unknown_zone(zone: str) -> str:
    """A sentence for a zone that tzdata does not know, with the likeliest one meant."""
    near = _nearest(zone)
    hint = f" Did you mean {near}?" if near else " Write one such as Europe/London."
    return f"{zone!r} is not a time zone.{hint}"


def _nearest(zone: str) -> str | None:
    folded = zone.casefold().replace(" ", "_")
    names = _folded_zones()
    if folded in names:
        return names[folded]
    cities = {name.rpartition("/")[2]: full for name, full in names.items() if "/" in name}
    if folded in cities:
        return cities[folded]
    near = difflib.get_close_matches(folded, names, n=1, cutoff=0.75) or difflib.get_close_matches(folded, cities, n=1, cutoff=0.8)
    return (names.get(near[0]) or cities[near[0]]) if near else None


@cache
def _folded_zones() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(available_timezones())}


def _moment(at: ZonedDateTime, note: str = "") -> Moment:
    zone = at.tz_id or "UTC"
    weekday = DAYS[at.day_of_week().value - 1]
    offset = f" (UTC{_offset_words(at)})" if at.is_repeated() else ""
    return Moment(at.to_instant(), zone, f"{weekday} {day_words(at)} {clock_words(at)}{offset} {zone}", note)


def _offset_words(at: ZonedDateTime) -> str:
    minutes = int(at.offset.total("minutes"))
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _after_gap(plain: PlainDateTime, zone: str) -> Moment:
    before = plain.assume_tz(zone, disambiguation="earlier")
    at = before.next_transition()
    assert at is not None  # a wall time is skipped by a transition only
    goes = clock_words(at) if at.date() == plain.date() else f"{clock_words(at)} on {day_words(at)}"
    return _moment(at, f"{clock_words(plain)} does not exist on {day_words(plain)} in {zone}; it will go at {goes}")


def _one_of_two(plain: PlainDateTime, zone: str, after: Instant | None) -> Moment:
    first = plain.assume_tz(zone, disambiguation="earlier")
    second = after is not None and first.to_instant() <= after
    at = plain.assume_tz(zone, disambiguation="later") if second else first
    which = f"{'second' if second else 'first'} time, at {clock_words(at.to_tz('UTC'))} UTC"
    return _moment(at, f"{clock_words(plain)} comes twice on {day_words(plain)} in {zone}; it will go the {which}")
