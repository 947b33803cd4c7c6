"""Times as people write them: what a text says, before any zone rule is asked. Pure words to numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from whenever import Date, Instant, PlainDateTime, Time

from bot.model.settings import Slot
from bot.rules.moments import DAYS, MONTHS, clock_words, zoned
from bot.rules.rhythm import seconds

EARLIEST, LATEST = 1970, 2199
"""Years. What lies outside is a slip, and far from the edges of every calendar library."""

MORNING = (9, 0)
"""Hour and minute of a date without an hour, for an account without slots."""

_TIME = r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?)?\s?(?P<half>am|pm)?"
_OFFSET = r"(?P<offset>z|[+-]\d\d:?\d\d|\(utc[+-]\d\d:\d\d\))"
_ISO = r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
_DAY = f"(?:{'|'.join(DAYS).lower()})[a-z]*"
_MONTH = f"(?:{'|'.join(MONTHS).lower()})"
_NAMED = rf"(?:{_DAY},? )?(?P<nday>\d{{1,2}}) (?P<nmonth>{'|'.join(MONTHS).lower()})[a-z]*\.? (?P<nyear>\d{{4}})"
_ABSOLUTE = re.compile(rf"(?:{_ISO}|{_NAMED})(?:(?:t|,? (?:at )?){_TIME})?(?: ?{_OFFSET})?", re.ASCII)
_RELATIVE = re.compile(
    r"(?:(?:on |this |(?P<next>next ))?"
    rf"(?P<word>(?:the )?day after tomorrow|today|tomorrow|(?<=next )week|{_DAY})\b,?(?: at)? ?)?(?:{_TIME})?",
    re.ASCII,
)
_YEARLESS = re.compile(
    rf"(?:on )?(?:{_DAY},? )?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTH})[a-z]*\.?"
    rf"|(?P<mmonth>{_MONTH})[a-z]*\.? (?P<mday>\d{{1,2}})(?:st|nd|rd|th)?)"
    rf",?(?: at)? ?(?:{_TIME})?",
    re.ASCII,
)
_LATER = re.compile(rf"in (?P<count>\d{{1,3}}) (?P<unit>day|week)s?,? (?:at )?{_TIME}", re.ASCII)
_SPAN = re.compile(r"(\d{1,9} ?[a-z]+)(?:,? and |, | )?", re.ASCII)
_ZONE = re.compile(r"(?P<rest>.*\S)\s+(?P<zone>[A-Za-z][\w+\-]*(?:/[\w+\-]+)*)", re.ASCII)
_NO_ZONE = re.compile(
    rf"am|pm|now|today|tomorrow|tonight|noon|midday|midnight|morning|afternoon|evening|z|{_DAY}|{_MONTH}[a-z]*|seconds?|secs?|minutes?|mins?"
    r"|hours?|days?|weeks?|[smhdw]",
    re.IGNORECASE,
)
_TIMES_OF_DAY = {"morning": "9:00", "noon": "12:00", "midday": "12:00", "afternoon": "14:00", "evening": "18:00", "midnight": "0:00"}
_TIME_FIRST = re.compile(r"(?:at )?(\d{1,2}(?:[:.]\d\d(?: ?[ap]m)?| ?[ap]m)),? (?:on )?(.*[a-z].*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says: an exact `instant`, or a wall time `plain`; `zone` where it names one; `note` what was assumed."""

    instant: Instant | None = None
    plain: PlainDateTime | None = None
    zone: str | None = None
    note: str = ""


def understand(text: str, zone: str, now: Instant | None, slots: tuple[Slot, ...]) -> Said:
    """What `text` says, in `zone` unless it names its own. Raises ValueError with one sentence."""
    rest, named = _split_zone(" ".join(text.split()))
    at = named or zone
    low = rest.lower()
    if len(text) <= 100 and (match := _ABSOLUTE.fullmatch(low)):
        return _absolute(match, named, slots)
    usual = _usual(low) if len(text) <= 100 else ""
    if usual and (usual == "now" or usual.startswith("in ") or _RELATIVE.fullmatch(usual) or _YEARLESS.fullmatch(usual)):
        if now is None:
            raise ValueError(f"{text!r} means another day each day it is read. Write the date, such as 2026-12-01 09:00.")
        return _relative(usual, at, named, now, slots)
    raise ValueError(f"{text[:60]!r} is not a time that can be read. Write it like 2026-12-01 09:00 Europe/London.")


def _split_zone(text: str) -> tuple[str, str | None]:
    match = _ZONE.fullmatch(text)
    if match is None or _NO_ZONE.fullmatch(match["zone"]):
        return text, None
    return match["rest"], match["zone"]


def _absolute(match: re.Match[str], zone: str | None, slots: tuple[Slot, ...]) -> Said:
    date = _date(match)
    if match["hour"] is None:
        if match["offset"]:
            raise ValueError(f"{match[0]!r} has an offset but no hour. Write it like 2026-12-01 09:00.")
        return _without_hour(date, zone, slots)
    plain = date.at(_time(match))
    if not match["offset"]:
        return Said(plain=plain, zone=zone)
    instant = plain.assume_utc().subtract(seconds=_offset(match["offset"]))
    if zone and zoned(instant, zone).to_plain() != plain:
        raise ValueError(f"{match[0]!r} and {zone} contradict each other. Write the offset or the zone, not both.")
    return Said(instant=instant, zone=zone)


def _date(match: re.Match[str]) -> Date:
    year, day = int(match["year"] or match["nyear"]), int(match["day"] or match["nday"])
    month = int(match["month"]) if match["month"] else 1 + [m.lower() for m in MONTHS].index(match["nmonth"])
    if not EARLIEST <= year <= LATEST:
        raise ValueError(f"The year {year} is out of reach. Write one from {EARLIEST} to {LATEST}.")
    try:
        return Date(year, month, day)
    except ValueError:
        raise ValueError(f"{year}-{month:02}-{day:02} is not a date of the calendar. Write one that exists.") from None


def _time(match: re.Match[str]) -> Time:
    hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
    half = match["half"]
    if match["minute"] is None and half is None:
        raise ValueError(f"{match[0].strip()!r} has an hour without minutes. Write it like 9:00 or 9am.")
    if half and not 1 <= hour <= 12:
        raise ValueError(f"{hour} {half} is not a time of day. Write it like 9am or 21:00.")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"{match['hour']}:{minute:02} is not a time of day. Hours go from 00:00 to 23:59.")
    return Time(hour, minute, second)


def _offset(text: str) -> int:
    digits = text.strip("(utc)").replace(":", "")
    if not digits or digits == "z":
        return 0
    hours, minutes = int(digits[1:3]), int(digits[3:5])
    if hours > 15 or minutes > 59:
        raise ValueError(f"{text} is not an offset from UTC. Write one such as +01:00.")
    return (hours * 3600 + minutes * 60) * (-1 if digits[0] == "-" else 1)


def _without_hour(date: Date, zone: str | None, slots: tuple[Slot, ...]) -> Said:
    times = sorted((slot.hour, slot.minute) for slot in slots if date.day_of_week().value in slot.days)
    plain = date.at(Time(*(times[0] if times else MORNING)))
    why = ", the account's first slot that day" if times else ""
    return Said(plain=plain, zone=zone, note=f"no hour was given; it goes at {clock_words(plain)}{why}")


def _usual(low: str) -> str:
    """The same words in the order and the numbers in which the others are written: "noon on friday" as "friday 12:00"."""
    words = re.sub(r"\bthis (morning|afternoon|evening)\b", r"today \1", low)
    words = re.sub(r"\btonight\b(?= (?:at )?\d)", "today", words)
    words = re.sub(r"\btonight\b", "today evening", words)
    words = re.sub(r"\b(?:in the |at )?(?:12 )?(" + "|".join(_TIMES_OF_DAY) + r")\b", lambda each: _TIMES_OF_DAY[each[1]], words)
    words = re.sub(r"\bhalf an hour\b", "30 minutes", words)
    words = re.sub(r"^(in )?an? (?=[a-z])", r"\g<1>1 ", words)
    words = re.sub(r"^(?:in )?(.+) from now$", r"in \1", words)
    if first := _TIME_FIRST.fullmatch(words):
        words = f"{first[2]} {first[1]}"
    week = re.fullmatch(rf"(?:(?:on )?({_DAY}) next week|next week,? (?:on )?({_DAY}))\b(.*)", words)
    return f"next {week[1] or week[2]}{week[3]}" if week else words.removeprefix("at ")


def _relative(low: str, at: str, zone: str | None, now: Instant, slots: tuple[Slot, ...]) -> Said:
    if low == "now":
        return Said(instant=now, zone=zone)
    later = _LATER.fullmatch(low)
    if low.startswith("in ") and not later:
        return Said(instant=_later(now, low), zone=zone)
    clock = zoned(now, at).to_plain()
    if later:
        days = int(later["count"]) * (7 if later["unit"] == "week" else 1)
        return Said(plain=clock.date().add(days=days).at(_time(later)), zone=zone)
    if yearless := _YEARLESS.fullmatch(low):
        return _next_year(yearless, clock, zone, slots)
    match = _RELATIVE.fullmatch(low)
    assert match is not None
    return _of_day(match, clock, zone, slots)


def _of_day(match: re.Match[str], clock: PlainDateTime, zone: str | None, slots: tuple[Slot, ...]) -> Said:
    """A day by its name, or the next time that it is so late."""
    word = (match["word"] or "").removeprefix("the ")
    said = _hour_of(match, _day(word, clock.date(), bool(match["next"])), zone, slots)
    assert said.plain is not None
    if said.plain > clock or word in {"today", "tomorrow"}:
        return said
    return replace(said, plain=said.plain.date().add(days=7 if word else 1).at(said.plain.time()))


def _hour_of(match: re.Match[str], date: Date, zone: str | None, slots: tuple[Slot, ...]) -> Said:
    return Said(plain=date.at(_time(match)), zone=zone) if match["hour"] else _without_hour(date, zone, slots)


def _next_year(match: re.Match[str], clock: PlainDateTime, zone: str | None, slots: tuple[Slot, ...]) -> Said:
    """A date without its year: the next time that there is one."""
    day, name = int(match["day"] or match["mday"]), (match["month"] or match["mmonth"])
    month = 1 + [each.lower() for each in MONTHS].index(name)
    for year in range(clock.year, clock.year + 9):  # a 29 February is at most eight years away
        try:
            said = _hour_of(match, Date(year, month, day), zone, slots)
        except ValueError:
            continue
        if said.plain is not None and said.plain > clock:
            return said
    raise ValueError(f"{day} {MONTHS[month - 1]} is not a date of the calendar. Write one that exists.")


def _later(now: Instant, low: str) -> Instant:
    span = low.removeprefix("in ")
    several = _SPAN.findall(span) if re.fullmatch(rf"(?:{_SPAN.pattern})+", span) else [span]
    try:
        return now.add(seconds=sum(seconds(each) for each in several))
    except (ValueError, OverflowError) as error:
        raise ValueError(str(error)) from None


def _day(word: str, today: Date, next_week: bool) -> Date:
    if word in {"", "today"}:
        return today
    if word.endswith("tomorrow"):
        return today.add(days=2 if word.startswith("day") else 1)
    if word == "week":
        return today.add(days=7)
    wanted, here = [day.lower() for day in DAYS].index(word[:3]) + 1, today.day_of_week().value
    return today.add(days=7 - here + wanted if next_week else (wanted - here) % 7)
