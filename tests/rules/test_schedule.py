"""When: texts as moments, gaps and overlaps, the next free slot."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whenever import Instant, PlainDateTime, TimeDelta, ZonedDateTime, available_timezones

from bot.model.settings import Rhythm, Slot
from bot.rules import rhythm as words
from bot.rules.moments import on_wall, shown, unknown_zone, zoned
from bot.rules.schedule import HORIZON_DAYS, after_quiet, next_slot, resolve
from tests.rules.samples import NOW

LONDON = "Europe/London"
WEEKDAYS = Rhythm(zone=LONDON, slots=(words.slot("Mon-Fri 09:00"), words.slot("Sat 11:00")), quiet=words.quiet("22:00-07:00"))

# Texts ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "instant", "wall"),
    [
        ("2026-12-01 09:00 Europe/London", "2026-12-01T09:00Z", "Tue 1 Dec 2026 09:00 Europe/London"),
        ("2026-12-01 09:00", "2026-12-01T08:00Z", "Tue 1 Dec 2026 09:00 Europe/Berlin"),
        ("2026-12-1 9:00", "2026-12-01T08:00Z", "Tue 1 Dec 2026 09:00 Europe/Berlin"),
        ("2026-12-01T09:00:00Z", "2026-12-01T09:00Z", "Tue 1 Dec 2026 10:00 Europe/Berlin"),
        ("2026-12-01T09:00:00.000Z", "2026-12-01T09:00Z", "Tue 1 Dec 2026 10:00 Europe/Berlin"),
        ("2026-12-01 09:00:00 +0530", "2026-12-01T03:30Z", "Tue 1 Dec 2026 04:30 Europe/Berlin"),
        ("2026-12-01T09:00-08:00", "2026-12-01T17:00Z", "Tue 1 Dec 2026 18:00 Europe/Berlin"),
        ("2026-12-01T09:00Z America/New_York", None, "contradict"),
        ("2026-12-01T09:00-05:00 America/New_York", "2026-12-01T14:00Z", "Tue 1 Dec 2026 09:00 America/New_York"),
        ("1 December 2026, 9am", "2026-12-01T08:00Z", "Tue 1 Dec 2026 09:00 Europe/Berlin"),
        ("Tue 1 Dec 2026 12:30 am Asia/Kathmandu", "2026-11-30T18:45Z", "Tue 1 Dec 2026 00:30 Asia/Kathmandu"),
        ("2026-12-01 12pm", "2026-12-01T11:00Z", "Tue 1 Dec 2026 12:00 Europe/Berlin"),
        ("2026-12-01 09:00 europe/london", "2026-12-01T09:00Z", "Tue 1 Dec 2026 09:00 Europe/London"),
        ("today 23:00", "2026-12-01T22:00Z", "Tue 1 Dec 2026 23:00 Europe/Berlin"),
        ("tomorrow 9:00", "2026-12-02T08:00Z", "Wed 2 Dec 2026 09:00 Europe/Berlin"),
        ("tomorrow 9am", "2026-12-02T08:00Z", "Wed 2 Dec 2026 09:00 Europe/Berlin"),
        ("tomorrow 9:00 Asia/Tokyo", "2026-12-02T00:00Z", "Wed 2 Dec 2026 09:00 Asia/Tokyo"),
        ("in 2h", "2026-12-01T10:00Z", "Tue 1 Dec 2026 11:00 Europe/Berlin"),
        ("in 3 days", "2026-12-04T08:00Z", "Fri 4 Dec 2026 09:00 Europe/Berlin"),
        ("now", "2026-12-01T08:00Z", "Tue 1 Dec 2026 09:00 Europe/Berlin"),
        ("mon 10:00", "2026-12-07T09:00Z", "Mon 7 Dec 2026 10:00 Europe/Berlin"),
        ("Tuesday 9:00", "2026-12-08T08:00Z", "Tue 8 Dec 2026 09:00 Europe/Berlin"),
        ("tue at 10:00", "2026-12-01T09:00Z", "Tue 1 Dec 2026 10:00 Europe/Berlin"),
        ("14:30", "2026-12-01T13:30Z", "Tue 1 Dec 2026 14:30 Europe/Berlin"),
        ("08:59", "2026-12-02T07:59Z", "Wed 2 Dec 2026 08:59 Europe/Berlin"),
        ("next tuesday 18:00", "2026-12-08T17:00Z", "Tue 8 Dec 2026 18:00 Europe/Berlin"),
        ("tuesday next week 9am", "2026-12-08T08:00Z", "Tue 8 Dec 2026 09:00 Europe/Berlin"),
        ("18:00 next tuesday", "2026-12-08T17:00Z", "Tue 8 Dec 2026 18:00 Europe/Berlin"),
        ("next week at 9:30", "2026-12-08T08:30Z", "Tue 8 Dec 2026 09:30 Europe/Berlin"),
        ("this friday 9am", "2026-12-04T08:00Z", "Fri 4 Dec 2026 09:00 Europe/Berlin"),
        ("9:00 on friday", "2026-12-04T08:00Z", "Fri 4 Dec 2026 09:00 Europe/Berlin"),
        ("9am tomorrow", "2026-12-02T08:00Z", "Wed 2 Dec 2026 09:00 Europe/Berlin"),
        ("9am tomorrow Asia/Tokyo", "2026-12-02T00:00Z", "Wed 2 Dec 2026 09:00 Asia/Tokyo"),
        ("the day after tomorrow 9am", "2026-12-03T08:00Z", "Thu 3 Dec 2026 09:00 Europe/Berlin"),
        ("tomorrow morning", "2026-12-02T08:00Z", "Wed 2 Dec 2026 09:00 Europe/Berlin"),
        ("noon on friday", "2026-12-04T11:00Z", "Fri 4 Dec 2026 12:00 Europe/Berlin"),
        ("tonight", "2026-12-01T17:00Z", "Tue 1 Dec 2026 18:00 Europe/Berlin"),
        ("tonight 8pm", "2026-12-01T19:00Z", "Tue 1 Dec 2026 20:00 Europe/Berlin"),
        ("midnight", "2026-12-01T23:00Z", "Wed 2 Dec 2026 00:00 Europe/Berlin"),
        ("in 3 hours", "2026-12-01T11:00Z", "Tue 1 Dec 2026 12:00 Europe/Berlin"),
        ("in an hour", "2026-12-01T09:00Z", "Tue 1 Dec 2026 10:00 Europe/Berlin"),
        ("half an hour from now", "2026-12-01T08:30Z", "Tue 1 Dec 2026 09:30 Europe/Berlin"),
        ("in 1h30m", "2026-12-01T09:30Z", "Tue 1 Dec 2026 10:30 Europe/Berlin"),
        ("in 2 hours and 5 minutes", "2026-12-01T10:05Z", "Tue 1 Dec 2026 11:05 Europe/Berlin"),
        ("in 2 days at 17:00", "2026-12-03T16:00Z", "Thu 3 Dec 2026 17:00 Europe/Berlin"),
        ("24 dec 9am", "2026-12-24T08:00Z", "Thu 24 Dec 2026 09:00 Europe/Berlin"),
        ("9am, dec 24th", "2026-12-24T08:00Z", "Thu 24 Dec 2026 09:00 Europe/Berlin"),
        ("29 feb 9:00", "2028-02-29T08:00Z", "Tue 29 Feb 2028 09:00 Europe/Berlin"),
        ("30 nov 9:00", "2027-11-30T08:00Z", "Tue 30 Nov 2027 09:00 Europe/Berlin"),
        ("1 dec 9:00", "2027-12-01T08:00Z", "Wed 1 Dec 2027 09:00 Europe/Berlin"),
        ("1 dec 9:01", "2026-12-01T08:01Z", "Tue 1 Dec 2026 09:01 Europe/Berlin"),
        ("30 feb 9:00", None, "30 Feb is not a date of the calendar"),
    ],
)
def test_a_text_names_an_instant_and_shows_it_on_the_wall(text: str, instant: str | None, wall: str) -> None:
    if instant is None:
        with pytest.raises(ValueError, match=wall):
            resolve(text, "Europe/Berlin", NOW)
        return
    moment = resolve(text, "Europe/Berlin", NOW)
    assert moment.instant == Instant.parse_iso(instant.replace("Z", ":00Z"))
    assert moment.wall == wall
    assert moment.note == ""


def test_a_leap_day_without_its_year_is_found_beyond_a_century_that_leaves_one_out() -> None:
    moment = resolve("29 feb 9:00", "UTC", Instant.from_utc(2096, 3, 1))
    assert moment.wall == "Fri 29 Feb 2104 09:00 UTC"


def test_the_last_second_of_a_day_and_the_furthest_offset_can_be_said() -> None:
    assert resolve("2026-12-01 23:59:59", "UTC").instant == Instant.from_utc(2026, 12, 1, 23, 59, 59)
    assert resolve("2026-12-01 09:00 +15:59", "UTC").instant == Instant.from_utc(2026, 11, 30, 17, 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-13-01", "2026-13-01 is not a date"),
        ("2027-02-29 10:00", "2027-02-29 is not a date"),
        ("0001-01-01 10:00", "year 1 is out of reach"),
        ("2026-12-01 25:00", "25:00 is not a time of day"),
        ("2026-12-01 9:75", "9:75 is not a time of day"),
        ("2026-12-01 13pm", "13 pm is not a time of day"),
        ("2026-12-01 09", "hour without minutes"),
        ("2026-12-01 +01:00", "offset but no hour"),
        ("2026-12-01 09:00 +99:00", "not an offset"),
        ("2026-12-01 09:00 Europe/Lodnon", "Did you mean Europe/London?"),
        ("2026-12-01 09:00 Berlin", "Did you mean Europe/Berlin?"),
        ("2026-12-01 09:00 BST", "'BST' is not a time zone. Write one such as"),
        ("tomorrow 9:00 Mars/Base", "'Mars/Base' is not a time zone"),
        ("2026-12-01T09:00Z Mars/Base", "'Mars/Base' is not a time zone"),
        ("01/12/2026", "not a time that can be read"),
        ("tomorow", "not a time that can be read"),
        ("", "not a time that can be read"),
        ("in a while", "not a duration"),
        ("in 9 years", "not a time that can be read|not a duration"),
        ("2026-12-01 09:00" + " " * 200 + "x" * 200, "is not a time"),
        ("１２:００", "not a time that can be read"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence.replace("?", r"\?").replace("+", r"\+")) as error:
        resolve(text, LONDON, NOW)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 250


@pytest.mark.parametrize("text", ["tomorrow 9:00", "in 2h", "mon 10:00", "14:30", "now"])
def test_a_time_that_moves_needs_to_know_the_day(text: str) -> None:
    with pytest.raises(ValueError, match="means another day each day"):
        resolve(text, LONDON)


def test_a_date_alone_takes_the_first_slot_of_that_day_and_says_so() -> None:
    slots = (Slot((6,), 11, 0), Slot((2, 3), 17, 15), Slot((2,), 8, 30))
    moment = resolve("2026-12-01", LONDON, slots=slots)
    assert (moment.wall, moment.note) == (
        "Tue 1 Dec 2026 08:30 Europe/London",
        "no hour was given; it goes at 08:30, the account's first slot that day",
    )
    assert resolve("2026-12-03", LONDON, slots=slots).note == "no hour was given; it goes at 09:00"
    assert resolve("tomorrow", LONDON, NOW, slots).wall == "Wed 2 Dec 2026 17:15 Europe/London"


def test_a_weekday_whose_first_slot_is_over_means_next_week() -> None:
    moment = resolve("tue", LONDON, NOW, (Slot((2,), 7, 0),))
    assert moment.wall == "Tue 8 Dec 2026 07:00 Europe/London"
    assert "no hour was given" in moment.note


@pytest.mark.parametrize(
    ("zone", "meant"),
    [("europe/london", "Europe/London"), ("new york", "America/New_York"), ("Europ/Paris", "Europe/Paris"), ("Berlni", "Europe/Berlin")],
)
def test_an_unknown_zone_is_told_with_the_likely_one(zone: str, meant: str) -> None:
    assert unknown_zone(zone) == f"{zone!r} is not a time zone. Did you mean {meant}?"


# Gaps and overlaps ----------------------------------------------------------------------------------------------------


def test_a_time_that_does_not_exist_goes_after_the_gap_and_says_so() -> None:
    moment = resolve("2026-03-29 02:30 Europe/Berlin", LONDON)
    assert moment.instant == Instant("2026-03-29T01:00:00Z")
    assert moment.wall == "Sun 29 Mar 2026 03:00 Europe/Berlin"
    assert moment.note == "02:30 does not exist on 29 Mar 2026 in Europe/Berlin; it will go at 03:00"


def test_a_time_that_comes_twice_goes_the_first_time_and_says_so() -> None:
    moment = resolve("2026-10-25 02:30 Europe/Berlin", LONDON)
    assert moment.instant == Instant("2026-10-25T00:30:00Z")
    assert moment.wall == "Sun 25 Oct 2026 02:30 (UTC+02:00) Europe/Berlin"
    assert moment.note == "02:30 comes twice on 25 Oct 2026 in Europe/Berlin; it will go the first time, at 00:30 UTC"


def test_the_second_of_two_equal_times_can_be_named() -> None:
    second = resolve("2026-10-25 02:30 (UTC+01:00) Europe/Berlin", LONDON)
    assert second.instant == Instant("2026-10-25T01:30:00Z")
    assert second.wall == "Sun 25 Oct 2026 02:30 (UTC+01:00) Europe/Berlin"
    assert shown(Instant("2026-11-01T06:30:00Z"), "America/New_York").wall == "Sun 1 Nov 2026 01:30 (UTC-05:00) America/New_York"


def test_a_day_that_was_skipped_names_the_next_one() -> None:
    moment = on_wall(PlainDateTime(2011, 12, 30, 12, 0), "Pacific/Apia")
    assert moment.wall == "Sat 31 Dec 2011 00:00 Pacific/Apia"
    assert moment.note.endswith("it will go at 00:00 on 31 Dec 2011")


def _transitions() -> list[tuple[str, ZonedDateTime]]:
    """Every change of offset from 2024 to 2037 in every zone."""
    found = []
    for zone in sorted(available_timezones()):
        at = ZonedDateTime(2024, 1, 1, tz=zone).next_transition()
        while at is not None and at.year <= 2037:
            found.append((zone, at))
            at = at.next_transition()
    return found


def test_around_every_transition_of_every_zone_a_wall_time_is_one_moment() -> None:
    rows = random.Random(7).sample(_transitions(), 4000)
    for zone, at in rows:
        before = at.subtract(TimeDelta(seconds=1))
        shift = int((at.offset - before.offset).total("minutes"))
        wall = before.to_plain() if shift > 0 else at.to_plain()
        plain = wall.replace(second=0).add(minutes=abs(shift) // 2, naive_arithmetic_ok=True)
        moment = on_wall(plain, zone)
        if shift > 1:
            assert moment.instant == at.to_instant()
            assert "does not exist" in moment.note
        elif shift < 0:
            assert moment.instant < at.to_instant()
            assert "comes twice" in moment.note
            assert on_wall(plain, zone, after=moment.instant).instant == moment.instant.add(minutes=-shift)
        assert resolve(moment.wall, "UTC").instant == moment.instant
        assert zoned(moment.instant, zone).to_plain() >= plain


@given(st.integers(1_700_000_000, 2_140_000_000), st.sampled_from(sorted(available_timezones())))
@settings(max_examples=200, deadline=None)
def test_what_a_person_is_shown_is_read_back_as_the_same_minute(second: int, zone: str) -> None:
    minute = Instant.from_timestamp(second // 60 * 60)
    assert resolve(shown(minute, zone).wall, "UTC").instant == minute


# Slots ----------------------------------------------------------------------------------------------------------------


def test_the_next_slot_is_the_first_one_after_now() -> None:
    assert next_slot(WEEKDAYS, NOW, []).wall == "Tue 1 Dec 2026 09:00 Europe/London"
    assert next_slot(WEEKDAYS, Instant("2026-12-01T09:00:00Z"), []).wall == "Wed 2 Dec 2026 09:00 Europe/London"
    assert next_slot(WEEKDAYS, Instant("2026-12-04T09:00:00Z"), []).wall == "Sat 5 Dec 2026 11:00 Europe/London"


def test_a_slot_stays_on_the_wall_when_the_clocks_change() -> None:
    assert next_slot(WEEKDAYS, Instant("2026-03-27T10:00:00Z"), []).instant == Instant("2026-03-28T11:00:00Z")
    assert next_slot(WEEKDAYS, Instant("2026-03-28T12:00:00Z"), []).instant == Instant("2026-03-30T08:00:00Z")


def test_a_taken_slot_and_one_too_near_are_passed_over() -> None:
    near = Instant("2026-12-01T10:30:00Z")
    assert next_slot(WEEKDAYS, NOW, [near]).wall == "Wed 2 Dec 2026 09:00 Europe/London"
    assert next_slot(WEEKDAYS, NOW, [near.add(minutes=30)]).wall == "Tue 1 Dec 2026 09:00 Europe/London"
    assert next_slot(WEEKDAYS, NOW, [Instant("2026-12-01T07:30:00Z")]).wall == "Wed 2 Dec 2026 09:00 Europe/London"


def test_slots_in_quiet_hours_are_passed_over_also_across_midnight() -> None:
    rhythm = Rhythm(zone=LONDON, slots=(words.slot("daily 23:00"), words.slot("daily 06:59"), words.slot("sun 07:00")), quiet=(1320, 420))
    assert next_slot(rhythm, NOW, []).wall == "Sun 6 Dec 2026 07:00 Europe/London"


def test_quiet_hours_pass_slots_over_to_the_minute() -> None:
    rhythm = Rhythm(zone=LONDON, slots=(words.slot("daily 22:45"), words.slot("daily 07:20")), quiet=words.quiet("22:30-07:15"))
    assert next_slot(rhythm, NOW, []).wall == "Wed 2 Dec 2026 07:20 Europe/London"


def test_slots_that_are_never_free_do_not_keep_it_searching() -> None:
    rhythm = Rhythm(zone=LONDON, slots=(words.slot("daily 23:00"),), quiet=(1320, 420))
    moment = next_slot(rhythm, Instant("2026-12-01T23:00:00Z"), [])
    assert moment.wall == "Wed 2 Dec 2026 07:00 Europe/London"
    assert "no slot is free" in moment.note


def test_without_slots_the_earliest_moment_that_keeps_spacing_and_quiet() -> None:
    rhythm = Rhythm(zone=LONDON, quiet=(1320, 420), spacing=7200)
    assert next_slot(rhythm, NOW, []).instant == NOW
    taken = [NOW.subtract(hours=1), NOW.add(hours=2)]
    assert next_slot(rhythm, NOW, taken).instant == NOW.add(hours=4)
    evening = next_slot(rhythm, Instant("2026-12-01T21:00:00Z"), [Instant("2026-12-01T20:30:00Z")])
    assert evening.wall == "Wed 2 Dec 2026 07:00 Europe/London"
    assert "22:30 is in the quiet hours (22:00-07:00)" in evening.note


def test_a_moment_in_quiet_hours_moves_to_their_end_visibly() -> None:
    moment = after_quiet(WEEKDAYS, resolve("2026-12-01 22:30", LONDON))
    assert moment.wall == "Wed 2 Dec 2026 07:00 Europe/London"
    assert moment.note == "22:30 is in the quiet hours (22:00-07:00); it will go at 07:00"
    early = after_quiet(WEEKDAYS, resolve("2026-12-01 00:10", LONDON))
    assert early.wall == "Tue 1 Dec 2026 07:00 Europe/London"
    noon = resolve("2026-12-01 12:00", LONDON)
    assert after_quiet(WEEKDAYS, noon) is noon


@pytest.mark.parametrize(
    ("quiet", "at", "wall"),
    [
        ("00:30-00:10", "00:45", "Wed 2 Dec 2026 00:10 UTC"),
        ("00:30-00:10", "00:09", "Tue 1 Dec 2026 00:10 UTC"),
        ("23:30-23:20", "23:40", "Wed 2 Dec 2026 23:20 UTC"),
        ("23:30-23:20", "23:19", "Tue 1 Dec 2026 23:20 UTC"),
        ("22:00-07:59", "23:00", "Wed 2 Dec 2026 07:59 UTC"),
    ],
)
def test_quiet_hours_of_nearly_a_day_end_on_the_right_day(quiet: str, at: str, wall: str) -> None:
    assert after_quiet(Rhythm(zone="UTC", quiet=words.quiet(quiet)), resolve(f"2026-12-01 {at}", "UTC")).wall == wall


def test_quiet_hours_that_end_in_a_doubled_hour_never_move_backwards() -> None:
    rhythm = Rhythm(zone="Europe/Berlin", quiet=(0, 150))
    second = shown(Instant("2026-10-25T01:10:00Z"), "Europe/Berlin")
    assert second.wall.startswith("Sun 25 Oct 2026 02:10 (UTC+01:00)")
    assert after_quiet(rhythm, second).instant == Instant("2026-10-25T01:30:00Z")


rhythms = st.builds(
    Rhythm,
    zone=st.sampled_from([LONDON, "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Cairo", "UTC"]),
    slots=st.lists(
        st.builds(
            Slot, st.sets(st.integers(1, 7), min_size=1).map(lambda days: tuple(sorted(days))), st.integers(0, 23), st.integers(0, 59)
        ),
        max_size=4,
    ).map(tuple),
    spacing=st.integers(0, 3 * 86_400),
    quiet=st.none() | st.tuples(st.integers(0, 1439), st.integers(0, 1439)).filter(lambda span: span[0] != span[1]),
)
instants = st.integers(1_760_000_000, 1_860_000_000).map(Instant.from_timestamp)


@given(rhythms, instants, st.lists(instants, max_size=5), st.lists(st.integers(-200_000, 400_000), max_size=8))
@settings(max_examples=150, deadline=None)
def test_a_free_moment_is_free(rhythm: Rhythm, after: Instant, far: list[Instant], near: list[int]) -> None:
    taken = [*far, *(after.add(seconds=offset) for offset in near)]
    moment = next_slot(rhythm, after, taken)
    at = zoned(moment.instant, rhythm.zone)
    assert moment.instant >= after
    assert all(abs((moment.instant - other).total("seconds")) >= rhythm.spacing for other in taken)
    assert not words.is_quiet(rhythm, at.hour * 60 + at.minute)
    last = max([after, *taken])
    assert moment.instant <= last.add(hours=24 * (HORIZON_DAYS + 5))
    assert resolve(moment.wall, "UTC").instant <= moment.instant


@given(rhythms, instants)
@settings(max_examples=150, deadline=None)
def test_after_quiet_is_never_earlier_and_never_quiet(rhythm: Rhythm, instant: Instant) -> None:
    moment = shown(instant, rhythm.zone)
    moved = after_quiet(rhythm, moment)
    at = zoned(moved.instant, rhythm.zone)
    assert moved.instant >= moment.instant
    assert not words.is_quiet(rhythm, at.hour * 60 + at.minute)
    assert (moved == moment) == (not moved.note)


def test_five_hundred_posts_get_five_hundred_moments() -> None:
    taken: list[Instant] = []
    for _ in range(500):
        taken.append(next_slot(WEEKDAYS, NOW, taken).instant)
    gaps = [(later - earlier).total("seconds") for earlier, later in itertools.pairwise(taken)]
    assert min(gaps) >= WEEKDAYS.spacing
    assert taken == sorted(taken)


@pytest.mark.parametrize(("text", "wall"), [("1am", "01:00"), ("12am", "00:00"), ("12pm", "12:00"), ("1pm", "13:00"), ("23:59", "23:59")])
def test_every_hour_of_both_halves_of_the_day_can_be_said(text: str, wall: str) -> None:
    assert resolve(f"2026-12-01 {text}", LONDON).wall == f"Tue 1 Dec 2026 {wall} {LONDON}"


@pytest.mark.parametrize(("year", "fits"), [(1969, False), (1970, True), (2199, True), (2200, False)])
def test_years_reach_from_1970_to_2199(year: int, fits: bool) -> None:
    if fits:
        assert f" {year} " in resolve(f"{year}-06-01 09:00", LONDON).wall
    else:
        with pytest.raises(ValueError, match="out of reach"):
            resolve(f"{year}-06-01 09:00", LONDON)
