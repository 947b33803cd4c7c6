"""What a person is told of, and when: what is new, once an hour of a kind, never in quiet hours."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whenever import Instant

from bot.model.settings import Rhythm
from bot.rules.notices import EVERY, KINDS, Matter, Told, clock, notices, target

NOON = Instant.from_utc(2026, 11, 22, 12)
RHYTHM = Rhythm(zone="Europe/London", quiet=(22 * 60, 7 * 60))


def matter(number: int, kind: str = "waiting", more: str = "") -> Matter:
    return Matter(kind, f"{kind} {number}", f"{number}  An article on x needs your yes", f"bot approve {number}", more)


def test_what_is_new_is_named_with_the_command_that_settles_it() -> None:
    [one] = notices([matter(1)], {}, RHYTHM, NOON)
    assert (one.kind, one.title) == ("waiting", "Waits for your yes")
    assert one.text == "1  An article on x needs your yes\nRun: bot approve 1"
    assert one.keys == ("waiting 1",)


def test_many_are_counted_and_five_are_named() -> None:
    [one] = notices([matter(number) for number in range(300)], {"waiting": Told(None, ["waiting 0"])}, RHYTHM, NOON)
    assert one.title == "300 wait for your yes"
    assert one.text.count("Run: bot approve") == 5
    assert "bot approve 0" not in one.text.splitlines()
    assert one.text.endswith("And 295 more: bot")
    assert len(one.keys) == 300


def test_the_most_urgent_kind_comes_first_and_other_entries_are_not_told() -> None:
    found = notices([matter(1), matter(2, "login"), matter(3, "unsure"), matter(4, "broken"), matter(5, "stuck")], {}, RHYTHM, NOON)
    assert [one.kind for one in found] == ["login", "unsure", "waiting"]
    assert found[1].title == "2 to look after"


@pytest.mark.parametrize(("since", "told"), [(0, False), (EVERY - 1, False), (EVERY, True), (-60, True)])
def test_a_kind_is_told_once_an_hour_and_a_clock_that_was_ahead_stops_nothing(since: int, told: bool) -> None:
    before = {"waiting": Told(NOON.subtract(seconds=since), ["waiting 1"])}
    assert bool(notices([matter(1), matter(2)], before, RHYTHM, NOON)) is told
    assert notices([matter(1)], before, RHYTHM, NOON) == [], "nothing is new"


@pytest.mark.parametrize(("hour", "told"), [(21, True), (22, False), (6, False), (7, True)])
def test_nobody_is_woken(hour: int, told: bool) -> None:
    assert bool(notices([matter(1)], {}, RHYTHM, Instant.from_utc(2026, 11, 22, hour))) is told


@pytest.mark.parametrize(("hour", "minute", "told"), [(22, 29, 1), (22, 30, 0), (7, 14, 0), (7, 15, 1)])
def test_quiet_hours_are_kept_to_the_minute(hour: int, minute: int, told: int) -> None:
    rhythm = Rhythm(zone="Europe/London", quiet=(22 * 60 + 30, 7 * 60 + 15))
    found = notices([matter(1)], {}, rhythm, Instant.from_utc(2026, 11, 22, hour, minute))
    assert (isinstance(found, list), len(found)) == (True, told)


@pytest.mark.parametrize(
    ("zone", "wall"),
    [("Europe/London", "2026-11-22 12:00"), ("Asia/Kathmandu", "2026-11-22 17:45"), ("Pacific/Kiritimati", "2026-11-23 02:00")],
)
def test_since_when_is_said_by_the_clock_of_the_person(zone: str, wall: str) -> None:
    assert clock(NOON, zone) == wall


def test_what_a_phone_would_obey_is_left_out() -> None:
    [one] = notices(
        [matter(1, "handoff", more="Open https://x.com\n\nText \x1b[31m\u202ered\u0007 \U0001f469\u200d\U0001f52c")], {}, RHYTHM, NOON
    )
    assert "Open https://x.com\n\nText [31mred \U0001f469\u200d\U0001f52c\nRun: " in one.text


@given(st.lists(st.tuples(st.integers(0, 90_000), st.integers(0, 5), st.sampled_from([k for v in KINDS.values() for k in v])), max_size=40))
def test_over_any_day_no_kind_is_told_twice_in_an_hour_and_nothing_twice(happenings: list[tuple[int, int, str]]) -> None:
    told: dict[str, Told] = {}
    sent: list[tuple[int, str]] = []
    named: list[str] = []
    known: list[Matter] = []
    for second, number, kind in sorted(happenings):
        now = NOON.add(seconds=second)
        if matter(number, kind) not in known:
            known.append(matter(number, kind))
        for one in notices(known, told, Rhythm(), now):
            told[one.kind] = Told(now, one.keys)
            sent.append((second, one.kind))
            named += [line for line in one.text.splitlines() if line.startswith("Run")]
    for kind in KINDS:
        times = [second for second, one in sent if one == kind]
        assert all(later - earlier >= EVERY for earlier, later in pairwise(times))


@pytest.mark.parametrize("good", ["phone", "my-phone", "json://127.0.0.1:8080/x", "ntfys://ntfy.sh/topic", "form://localhost"])
def test_names_and_addresses_without_a_secret_may_stand_in_the_settings(good: str) -> None:
    assert target(good) == good


@pytest.mark.parametrize(
    "bad",
    [
        "tgram://1234:abc/5",
        "mailto://ada:pw@example.org",
        "json://ada:pw@example.org",
        "slack://a/b/c",
        "ntfy://h/t?token=tk_1",
        "Two words",
        "",
    ],
)
def test_a_secret_in_the_settings_is_a_mistake_and_is_not_repeated(bad: str) -> None:
    with pytest.raises(ValueError, match="bot notify phone") as error:
        target(bad)
    assert not [part for part in ("abc", "pw", "tk_1") if part in str(error.value)]
