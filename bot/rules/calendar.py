"""The coming days of an account: what is promised, which slots are free, which are not and why. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

from whenever import Date, Instant, Time

from bot.model.settings import Rhythm
from bot.rules.moments import Moment, clock_words, on_wall, shown, zoned
from bot.rules.rhythm import is_quiet
from bot.rules.spoken import MORNING

Kind = Literal["free", "taken", "near", "quiet", "own"]
"""A slot that is free; a promise to another delivery; a slot too near to one; a slot in the quiet hours; where the asked one stands now."""

PAGE = 14
"""Days that are shown at once."""

FARTHEST = 366
"""Days ahead to which anybody leafs."""


@dataclass(frozen=True, slots=True)
class Promise:
    """When another delivery of the account goes out, or went out; what is known of it."""

    instant: Instant
    id: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A slot or a promise. `number` is what a person types for it, where it is one of the first free ones; `promise` what is in its way."""

    moment: Moment
    kind: Kind
    promise: Promise | None = None
    number: int = 0

    def words(self) -> str:
        """What stands there, in one or a few words."""
        there = (self.promise.title or "went out already") if self.promise else ""
        near = f"near {clock_words(zoned(self.promise.instant, self.moment.zone))}" if self.promise else ""
        return {"free": "free", "taken": there, "near": near, "quiet": "quiet", "own": "is here now"}[self.kind]

    def why(self) -> str:
        """Why it cannot be chosen, as a sentence; empty where it can."""
        whose = f" to {self.promise.title}" if self.promise and self.promise.title else ""
        said = {
            "taken": f"is promised{whose}",
            "near": f"is {self.words().replace('near', f'too near{whose}, at' if whose else 'too near what goes out at')}",
            "quiet": "is in the quiet hours",
            "own": "is when it goes out already",
        }
        return f"{self.moment.wall} {said[self.kind]}. Choose a free slot, or type a time." if self.kind in said else ""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar, its cells in order; `note` where the clocks change."""

    date: Date
    cells: tuple[Cell, ...]
    note: str = ""


def days(
    rhythm: Rhythm, now: Instant, promises: Iterable[Promise], *, start: int = 0, many: int = PAGE, own: Instant | None = None
) -> tuple[Day, ...]:
    """`many` days from the day `start` days after today on, without what is past. The first nine free slots are numbered.

    `own` is when the delivery that is asked for goes out so far; `promises` are the others'.
    """
    promised = sorted(promises, key=lambda each: each.instant)
    first = zoned(now, rhythm.zone).date().add(days=start)
    numbers = count(1)
    return tuple(_day(rhythm, first.add(days=number), now, promised, own, numbers) for number in range(many))


def crowded(rhythm: Rhythm, instant: Instant, promises: Iterable[Promise]) -> str:
    """What is promised nearer to `instant` than the spacing allows slots to be, as a remark; empty where nothing is."""
    near = _nearest(rhythm, instant, list(promises))
    if near is None:
        return ""
    at = clock_words(zoned(near.instant, rhythm.zone))
    name = near.title or "what went out already"
    return f"the same time as {name}" if near.instant == instant else f"near {name} at {at}"


def _day(rhythm: Rhythm, date: Date, now: Instant, promised: list[Promise], own: Instant | None, numbers: Iterator[int]) -> Day:
    begin, end = (each.at(Time()).assume_tz(rhythm.zone, disambiguation="compatible") for each in (date, date.add(days=1)))
    there = [each for each in promised if begin.to_instant() <= each.instant < end.to_instant()]
    cells = [Cell(shown(each.instant, rhythm.zone), "taken", each) for each in there]
    if own is not None and begin.to_instant() <= own < end.to_instant():
        cells.append(Cell(shown(own, rhythm.zone), "own"))
    known = {each.moment.instant for each in cells}
    cells += [_slot(rhythm, moment, promised) for moment in _slots(rhythm, date) if moment.instant not in known]
    cells = [each for each in cells if each.moment.instant > now]
    ordered = sorted(cells, key=lambda each: each.moment.instant)
    return Day(date, tuple(_numbered(each, numbers) for each in ordered), _change((end - begin).total("hours")))


def _slots(rhythm: Rhythm, date: Date) -> list[Moment]:
    """The slots of a day, each once; of an account without slots the morning."""
    times = {(slot.hour, slot.minute) for slot in rhythm.slots if date.day_of_week().value in slot.days}
    found = (on_wall(date.at(Time(*each)), rhythm.zone) for each in sorted(times or ({MORNING} if not rhythm.slots else ())))
    return list({moment.instant: moment for moment in found}.values())


def _slot(rhythm: Rhythm, moment: Moment, promised: Sequence[Promise]) -> Cell:
    at = zoned(moment.instant, rhythm.zone)
    if is_quiet(rhythm, at.hour * 60 + at.minute):
        return Cell(moment, "quiet")
    near = _nearest(rhythm, moment.instant, promised)
    return Cell(moment, "near", near) if near else Cell(moment, "free")


def _nearest(rhythm: Rhythm, instant: Instant, promised: Sequence[Promise]) -> Promise | None:
    """The nearest promise that is less than the spacing away, if any."""
    apart = {abs((each.instant - instant).total("seconds")): each for each in promised}
    least = min(apart, default=None)
    return apart[least] if least is not None and (least < rhythm.spacing or least == 0) else None


def _numbered(cell: Cell, numbers: Iterator[int]) -> Cell:
    number = next(numbers) if cell.kind == "free" else 0
    return replace(cell, number=number) if 0 < number <= 9 else cell


def _change(hours: float) -> str:
    """What the clocks do on a day of so many hours."""
    if hours == 24:
        return ""
    return f"the clocks go {'forward' if hours < 24 else 'back'} by {abs(24 - hours):g} h"
