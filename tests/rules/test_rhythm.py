"""The words of a schedule as numbers."""

from __future__ import annotations

import pytest

from bot.model.settings import Rhythm, Slot
from bot.rules import rhythm


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("60s", 60),
        ("90m", 5400),
        ("2h", 7200),
        ("3d", 259_200),
        ("1w", 604_800),
        ("0", 0),
        ("2 hours", 7200),
        ("1 Day", 86_400),
        ("5 mins", 300),
    ],
)
def test_durations(text: str, seconds: int) -> None:
    assert rhythm.seconds(text) == seconds


@pytest.mark.parametrize("text", ["", "2", "2x", "-2h", "1.5h", "2h 30m", "h", "two hours"])
def test_what_is_no_duration_says_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="Write it like 60s, 90m, 2h or 3d"):
        rhythm.seconds(text)


def test_a_duration_beyond_a_year_is_a_slip() -> None:
    with pytest.raises(ValueError, match="longer than a year"):
        rhythm.seconds("9999d")


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("Mon-Fri 09:00", Slot((1, 2, 3, 4, 5), 9, 0)),
        ("Sat 11:00", Slot((6,), 11, 0)),
        ("daily 18:30", Slot((1, 2, 3, 4, 5, 6, 7), 18, 30)),
        ("every day 8:05", Slot((1, 2, 3, 4, 5, 6, 7), 8, 5)),
        ("Mon,Wed 08:00", Slot((1, 3), 8, 0)),
        ("Mon, Wed 08:00", Slot((1, 3), 8, 0)),
        ("sat-mon 08:00", Slot((1, 6, 7), 8, 0)),
        ("Tuesday,thurs 23:59", Slot((2, 4), 23, 59)),
        ("Sun-Sun 00:00", Slot((7,), 0, 0)),
    ],
)
def test_slots(text: str, slot: Slot) -> None:
    assert rhythm.slot(text) == slot


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("09:00", "not a slot"),
        ("Mon 9", "'9' is not a time of day"),
        ("Mon 24:00", "not a time of day"),
        ("Mon 09:60", "not a time of day"),
        ("Fun 09:00", "'Fun' in 'Fun 09:00' is not a day"),
        ("M 09:00", "not a day"),
        ("Mon-Fun 09:00", "'Fun'"),
        ("Mondays 09:00", "'Mondays'"),
        ("Mon--Fri 09:00", "not a day"),
    ],
)
def test_what_is_no_slot_says_why(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        rhythm.slot(text)


def test_quiet_hours() -> None:
    assert rhythm.quiet("22:00-07:00") == (1320, 420)
    assert rhythm.quiet(" 1:05 - 2:00 ") == (65, 120)
    for text, sentence in [("22:00", "span of hours"), ("22:00-22:00", "begins and ends"), ("25:00-07:00", "time of day")]:
        with pytest.raises(ValueError, match=sentence):
            rhythm.quiet(text)


def test_a_span_across_midnight_is_quiet_on_both_sides_and_its_end_is_not() -> None:
    night = Rhythm(quiet=(1320, 420))
    assert [rhythm.is_quiet(night, minute) for minute in (1319, 1320, 1439, 0, 419, 420)] == [False, True, True, True, True, False]
    noon = Rhythm(quiet=(720, 780))
    assert [rhythm.is_quiet(noon, minute) for minute in (719, 720, 779, 780)] == [False, True, True, False]
    assert not rhythm.is_quiet(Rhythm(), 0)
