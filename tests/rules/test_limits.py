"""Caps are never exceeded, and never hold longer than they must."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.settings import Account
from bot.rules.limits import DAY, HOUR, room
from tests.rules.samples import NOW


@dataclass(frozen=True)
class Caps:
    """Two posts an hour, five a day."""

    hourly_cap: int = 2
    daily_cap: int = 5


def account(**changes: object) -> Account:
    """A live account."""
    return Account(**({"name": "x", "platform": "x", "rehearsal": False} | changes))  # type: ignore[arg-type]


def ago(*seconds: int) -> list[object]:
    """Instants so many seconds ago."""
    return [NOW.subtract(seconds=each) for each in seconds]


def test_there_is_room_until_the_cap_is_reached() -> None:
    assert room(Caps(), account(), [], NOW) == NOW
    assert room(Caps(), account(), ago(10), NOW) == NOW  # type: ignore[arg-type]
    assert room(Caps(), account(), ago(10, 600), NOW) == NOW.add(seconds=HOUR - 600)  # type: ignore[arg-type]
    assert room(Caps(), account(), ago(10, HOUR), NOW) == NOW  # type: ignore[arg-type]


def test_the_daily_cap_counts_too() -> None:
    sent = ago(*(hours * HOUR for hours in (2, 4, 6, 8, 10)))
    assert room(Caps(), account(), sent, NOW) == NOW.add(seconds=DAY - 10 * HOUR)  # type: ignore[arg-type]


def test_an_account_lowers_caps_and_never_raises_them() -> None:
    assert room(Caps(), account(hourly_cap=1), ago(10), NOW) == NOW.add(seconds=HOUR - 10)  # type: ignore[arg-type]
    assert room(Caps(), account(hourly_cap=100), ago(10, 20), NOW) == NOW.add(seconds=HOUR - 20)  # type: ignore[arg-type]
    assert room(Caps(hourly_cap=0, daily_cap=0), account(hourly_cap=1), ago(10), NOW) > NOW  # type: ignore[arg-type]


def test_in_rehearsal_only_own_caps_hold() -> None:
    assert room(Caps(), account(rehearsal=True), ago(*range(50)), NOW) == NOW  # type: ignore[arg-type]
    assert room(Caps(), account(rehearsal=True, daily_cap=1), ago(10), NOW) == NOW.add(seconds=DAY - 10)  # type: ignore[arg-type]


@pytest.mark.parametrize(("coming", "wait"), [(1, 0), (2, HOUR - 10), (9, DAY - 10)])
def test_several_at_once_need_room_for_all_of_them(coming: int, wait: int) -> None:
    assert room(Caps(), account(), ago(10), NOW, coming=coming) == NOW.add(seconds=wait)  # type: ignore[arg-type]


def test_more_than_a_cap_at_once_needs_an_empty_window() -> None:
    assert room(Caps(), account(), [], NOW, coming=9) == NOW
    assert room(Caps(), account(), ago(10, 600), NOW, coming=9) == NOW.add(seconds=DAY - 10)  # type: ignore[arg-type]


def test_an_hour_and_a_day_are_what_they_are() -> None:
    assert (HOUR, DAY) == (60 * 60, 24 * 60 * 60)


@given(st.lists(st.integers(0, 2 * DAY), max_size=30), st.integers(1, 6), st.integers(1, 9))
@settings(deadline=None)
def test_at_that_instant_no_window_holds_more_than_its_cap(ages: list[int], hourly: int, daily: int) -> None:
    sent = [NOW.subtract(seconds=age) for age in ages]
    at = room(Caps(hourly, daily), account(), sent, NOW)
    assert at >= NOW
    assert sum(1 for each in sent if each > at.subtract(seconds=HOUR)) < hourly
    assert sum(1 for each in sent if each > at.subtract(seconds=DAY)) < daily
    before = at.subtract(seconds=1)
    if at > NOW:
        assert (
            sum(1 for each in sent if each > before.subtract(seconds=HOUR)) >= hourly
            or sum(1 for each in sent if each > before.subtract(seconds=DAY)) >= daily
        )
