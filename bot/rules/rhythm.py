"""The words of a schedule as numbers: slots, durations, quiet hours. Needs no calendar, so that reading the settings stays fast."""

from __future__ import annotations

import re

from bot.model.settings import Rhythm, Slot

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONGEST = 366 * 86_400
"""Seconds. A duration beyond a year is a slip."""

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_DURATION = re.compile(r"(\d{1,9})\s?(s|m|h|d|w|seconds?|secs?|minutes?|mins?|hours?|days?|weeks?)")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)")


def seconds(text: str) -> int:
    """A duration such as "2h", "90m", "3d" or "0" in seconds. Raises ValueError with a sentence."""
    words = text.strip().lower()
    if words == "0":
        return 0
    match = _DURATION.fullmatch(words)
    if match is None:
        raise ValueError(f"{text!r} is not a duration. Write it like 60s, 90m, 2h or 3d.")
    span = int(match[1]) * _UNITS[match[2][0]]
    if span > LONGEST:
        raise ValueError(f"{text!r} is longer than a year. Write a shorter duration.")
    return span


def slot(text: str) -> Slot:
    """A weekly moment such as "Mon-Fri 09:00", "Mon,Wed 08:00" or "daily 18:30". Raises ValueError with a sentence."""
    days, _, clock = text.strip().rpartition(" ")
    if not days:
        raise ValueError(f"{text!r} is not a slot. Write it like Mon-Fri 09:00 or daily 18:30.")
    minutes = minute_of_day(clock)
    return Slot(days=_days(days, text), hour=minutes // 60, minute=minutes % 60)


def quiet(text: str) -> tuple[int, int]:
    """Quiet hours such as "22:00-07:00" as two minutes of the day; they may cross midnight. Raises ValueError with a sentence."""
    start, dash, end = text.strip().partition("-")
    if not dash:
        raise ValueError(f"{text!r} is not a span of hours. Write it like 22:00-07:00.")
    span = minute_of_day(start.strip()), minute_of_day(end.strip())
    if span[0] == span[1]:
        raise ValueError(f"{text!r} begins and ends at the same time. Write it like 22:00-07:00, or leave it out.")
    return span


def minute_of_day(text: str) -> int:
    """A time such as "09:00" as minutes after midnight. Raises ValueError with a sentence."""
    match = _CLOCK.fullmatch(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError(f"{text!r} is not a time of day. Write it like 09:00, up to 23:59.")
    return int(match[1]) * 60 + int(match[2])


def is_quiet(rhythm: Rhythm, minute: int) -> bool:
    """Whether a minute of the day lies in the quiet hours; their end does not."""
    return rhythm.quiet is not None and within(rhythm.quiet, minute)


def within(span: tuple[int, int], minute: int) -> bool:
    """Whether a minute of the day lies in a span of two, which may cross midnight; its end does not."""
    start, end = span
    return start <= minute < end if start < end else minute >= start or minute < end


def _days(text: str, whole: str) -> tuple[int, ...]:
    if text.strip().lower() in {"daily", "every day", "everyday"}:
        return (1, 2, 3, 4, 5, 6, 7)
    found: set[int] = set()
    for part in text.split(","):
        first, dash, last = part.partition("-")
        start = _day(first, whole)
        end = _day(last, whole) if dash else start
        found.update((start - 1 + step) % 7 + 1 for step in range((end - start) % 7 + 1))
    return tuple(sorted(found))


def _day(text: str, whole: str) -> int:
    name = text.strip().lower()
    for number, short in enumerate(DAY_NAMES, start=1):
        full = {"tue": "tuesday", "wed": "wednesday", "thu": "thursday", "sat": "saturday"}.get(short, short + "day")
        if len(name) >= 3 and full.startswith(name):
            return number
    raise ValueError(f"{text.strip()!r} in {whole!r} is not a day. Write Mon, Tue, Wed, Thu, Fri, Sat, Sun or daily.")
