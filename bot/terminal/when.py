"""Instants in a person's words: their own zone, the day's name, how far away."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whenever import Date, Instant, ZonedDateTime

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNITS = (("d", 86400), ("h", 3600), ("min", 60), ("s", 1))


def moment(instant: Instant, zone: str) -> str:
    """`instant` on the wall clock of `zone`, as in "Tue 1 Dec 2026 09:00 Europe/London"."""
    local = instant.to_tz(zone)
    return f"{_day(local)} {local.year} {local.hour:02}:{local.minute:02} {zone}"


def short(instant: Instant, zone: str) -> str:
    """As in "Tue 1 Dec 09:00", for columns."""
    local = instant.to_tz(zone)
    return f"{_day(local)} {local.hour:02}:{local.minute:02}"


def stamp(instant: Instant, zone: str) -> str:
    """As in "2026-12-01 09:00:07", for the history."""
    local = instant.to_tz(zone)
    return f"{local.year}-{local.month:02}-{local.day:02} {local.hour:02}:{local.minute:02}:{local.second:02}"


def day(date: Date) -> str:
    """As in "Tue 1 Dec"."""
    return f"{DAYS[date.day_of_week().value - 1]} {date.day} {MONTHS[date.month - 1]}"


def _day(local: ZonedDateTime) -> str:
    return day(local.date())


def distance(instant: Instant, now: Instant) -> str:
    """How far away, in at most two units: "in 2 h 10 min", "3 d ago", "now"."""
    seconds = round((instant - now).total("seconds"))
    if abs(seconds) < 1:
        return "now"
    return f"in {span(seconds)}" if seconds > 0 else f"{span(-seconds)} ago"


def span(seconds: int) -> str:
    """A length of time, in at most two units: "2 h 10 min"."""
    first = next(index for index, (_, size) in enumerate(_UNITS) if seconds >= size)
    words = []
    # Beyond a minute nobody reads seconds.
    for unit, size in _UNITS[first : min(first + 2, 3) if first < 3 else 4]:
        count, seconds = divmod(seconds, size)
        if count:
            words.append(f"{count} {unit}")
    return " ".join(words)
