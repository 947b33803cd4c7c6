"""A clock before what already happened holds everything; setting it right by a little does not."""

from __future__ import annotations

import pytest
from whenever import Instant

from bot.rules.clock_back import APART, TOLERANCE, apart, behind, differs

LAST = Instant.from_utc(2026, 11, 21, 9)


@pytest.mark.parametrize(("seconds", "held"), [(3600, False), (0, False), (-TOLERANCE, False), (-TOLERANCE - 1, True), (-(10**9), True)])
def test_only_a_clock_that_is_far_behind_holds(seconds: int, held: bool) -> None:
    assert bool(behind(LAST.add(seconds=seconds), LAST)) == held


def test_where_nothing_was_ever_sent_every_clock_is_right() -> None:
    assert behind(Instant.from_utc(1970, 1, 1), None) == ""


def test_the_sentence_names_both_times_and_the_way_on() -> None:
    said = behind(Instant.from_utc(1970, 1, 1), LAST)
    assert "1970-01-01 00:00:00 UTC" in said
    assert "2026-11-21 09:00:00 UTC" in said
    assert said.endswith("bot resume")


@pytest.mark.parametrize(
    ("seconds", "trusted", "wrong"),
    [
        (0, 0, False),
        (APART, 0, False),
        (-APART, 0, False),
        (APART + 1, 0, True),
        (-APART - 1, 0, True),
        (7200, 7200, False),
        (7200 + APART, 7200, False),
        (7200 + APART + 1, 7200, True),
        (7200 - APART - 1, 7200, True),
        (0, 7200, False),
        (-7200, 7200, True),
    ],
)
def test_an_answer_of_another_time_is_no_reason_to_ask_where_a_person_trusts_it_or_clocks_agree(
    seconds: int, trusted: float, wrong: bool
) -> None:
    assert apart(LAST.add(seconds=seconds), LAST, trusted) is wrong


def test_nobody_trusts_any_other_time_by_themselves() -> None:
    assert apart(LAST.add(seconds=APART + 1), LAST)
    assert apart(LAST.add(seconds=-APART - 1), LAST)
    assert not apart(LAST.add(seconds=APART), LAST)


def test_clocks_that_differ_are_both_named() -> None:
    assert differs("x", LAST.add(hours=2), LAST) == (
        "The clock said 2026-11-21 09:00:00 UTC when the platform of x said 2026-11-21 11:00:00 UTC, so nothing is sent until they agree. "
        "Set the clock; if it is right: bot resume"
    )
