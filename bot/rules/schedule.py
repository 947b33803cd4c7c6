"""When: wall-clock texts as instants, and the next free moment of an account.

Slots are walls, not instants: "09:00" stays 09:00 when the clocks change. A gap moves forward, an overlap goes once.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator
from functools import lru_cache

from whenever import Date, Instant, Time

from bot.model.settings import Rhythm, Slot
from bot.rules.moments import Moment, clock_words, on_wall, shown, zoned
from bot.rules.rhythm import is_quiet

__all__ = ["HORIZON_DAYS", "Moment", "after_quiet", "next_slot", "resolve", "shown"]

HORIZON_DAYS = 400
"""How far beyond the last promised post a free slot is looked for."""


def resolve(text: str, zone: str, now: Instant | None = None, slots: tuple[Slot, ...] = ()) -> Moment:
    """The moment `text` names, in `zone` (IANA) unless it names its own zone or offset.

    "2026-12-01 09:00 Europe/London", "2026-12-01T09:00Z", "2026-12-01" (the first of `slots` that day, else 09:00), and with
    `now` also "tomorrow 9:00", "mon 10:00", "14:30", "in 2h". What `Moment.wall` says is read back as the same minute.
    Raises ValueError with one sentence.
    """
    from bot.rules.spoken import understand  # its patterns cost a listing more than all the rest

    said = understand(text, zone, now, slots)
    at = said.zone or zone
    if said.instant is not None:
        return shown(said.instant, at)
    assert said.plain is not None
    moment = on_wall(said.plain, at)
    return moment.noted(said.note) if said.note else moment


def next_slot(rhythm: Rhythm, after: Instant, taken: Iterable[Instant]) -> Moment:
    """The first free moment after `after`: outside quiet hours, and `spacing` away from every instant of `taken`.

    Without slots that is the earliest instant from `after` on. Always ends: where no slot is free within `HORIZON_DAYS` of the
    last of `taken`, spacing and quiet hours alone decide, and the note says so.
    """
    promised = sorted(taken)
    if not rhythm.slots:
        return _first_gap(rhythm, after, promised)
    last = max(after, promised[-1]) if promised else after
    for moment in _slots(rhythm, after, last.add(hours=24 * HORIZON_DAYS)):
        if _behind(rhythm, moment.instant, promised) == moment.instant:
            return moment
    return _first_gap(rhythm, after, promised).noted("no slot is free outside the quiet hours, so none was kept")


def after_quiet(rhythm: Rhythm, moment: Moment) -> Moment:
    """The same moment, or the end of the quiet hours it falls into, said in its note."""
    at = zoned(moment.instant, rhythm.zone)
    if rhythm.quiet is None or not is_quiet(rhythm, at.hour * 60 + at.minute):
        return moment
    end = rhythm.quiet[1]
    date = at.date() if at.hour * 60 + at.minute < end else at.date().add(days=1)
    moved = on_wall(date.at(Time(end // 60, end % 60)), rhythm.zone, after=moment.instant)
    start = rhythm.quiet[0]
    hours = f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
    words = f"{clock_words(at)} is in the quiet hours ({hours}); it will go at {clock_words(zoned(moved.instant, rhythm.zone))}"
    return Moment(moved.instant, moved.zone, moved.wall, moment.note).noted(words)


def _first_gap(rhythm: Rhythm, after: Instant, promised: list[Instant]) -> Moment:
    moment = after_quiet(rhythm, shown(after, rhythm.zone))
    while (free := _behind(rhythm, moment.instant, promised)) != moment.instant:
        moment = after_quiet(rhythm, shown(free, rhythm.zone))
    return moment


def _behind(rhythm: Rhythm, instant: Instant, promised: list[Instant]) -> Instant:
    """The first instant from `instant` on that keeps the spacing; quiet hours don't count here."""
    place = bisect_right(promised, instant.subtract(seconds=rhythm.spacing))
    while place < len(promised) and promised[place] < instant.add(seconds=rhythm.spacing):
        instant = max(instant, promised[place].add(seconds=rhythm.spacing))
        place += 1
    return instant


def _slots(rhythm: Rhythm, after: Instant, until: Instant) -> Iterator[Moment]:
    known = _known_days(rhythm)
    day = zoned(after, rhythm.zone).date().subtract(days=1)
    last = zoned(until, rhythm.zone).date()
    while day <= last:
        moments = known.get(day)
        if moments is None:
            moments = known[day] = _slots_of(rhythm, day)
        for moment in moments:
            if moment.instant > after:
                yield moment
        day = day.add(days=1)


@lru_cache(maxsize=64)
def _known_days(rhythm: Rhythm) -> dict[Date, tuple[Moment, ...]]:
    """Days worked out before: binding hundreds of posts asks for the same ones again and again."""
    assert rhythm.slots
    return {}


def _slots_of(rhythm: Rhythm, day: Date) -> tuple[Moment, ...]:
    """The slots of one day, in order, without those in quiet hours."""
    found: list[Moment] = []
    for slot in rhythm.slots:
        if day.day_of_week().value in slot.days:
            moment = on_wall(day.at(Time(slot.hour, slot.minute)), rhythm.zone)
            at = zoned(moment.instant, rhythm.zone)
            if not is_quiet(rhythm, at.hour * 60 + at.minute):
                insort(found, moment, key=lambda other: other.instant)
    return tuple(found)
