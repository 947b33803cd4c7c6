"""A clock before what already happened holds everything; setting it right by a little does not."""

from __future__ import annotations

import pytest
from whenever import Instant

from bot.rules.clock_back import TOLERANCE, behind

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
