"""The coming days, played: every decision is the real one, and nothing of it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from whenever import Instant

from bot.clock import FixedClock
from bot.errors import UserError
from bot.model.delivery import State
from bot.service import week
from tests.service.conftest import ARTICLE, SETTINGS, Desk

WEEK = 7 * 86_400
MONDAY = Instant.from_utc(2026, 11, 23, 8)


@pytest.fixture
def planned(desk: Desk) -> Desk:
    """A desk on a Monday at eight, with one article approved for its next slots, which are at noon."""
    assert isinstance(desk.workspace.clock, FixedClock)
    desk.clock.advance((MONDAY - desk.clock.now()).total("seconds"))
    desk.yes(*(each.id for each in desk.workspace.store.deliveries()), now=False)
    return desk


def told(desk: Desk, **how: object) -> list[tuple[str, str, str]]:
    """When, where and what, in order."""
    found = week.play(desk.workspace, WEEK, **how)  # type: ignore[arg-type]
    return [(one.at.format_iso(unit="minute")[:16], one.account.partition("-")[0], one.what) for one in found]


def test_what_was_approved_goes_out_at_its_slots_and_nothing_of_it_is_done(planned: Desk) -> None:
    before = planned.workspace.store.generation()
    assert sorted(told(planned), key=lambda one: one[1]) == [
        ("2026-11-23T12:00", "linkedin", "goes out"),
        ("2026-11-23T12:00", "reddit", "goes out"),
        ("2026-11-23T12:00", "x", "goes out"),
    ]
    assert planned.workspace.store.generation() == before
    assert {each.state for each in planned.workspace.store.deliveries()} == {State.APPROVED}
    assert all(planned.live(platform) == [] for platform in ("x", "linkedin", "reddit"))


def test_a_machine_that_sleeps_through_a_slot_takes_the_next_one(planned: Desk) -> None:
    found = [one for one in told(planned, asleep=(11 * 60, 14 * 60)) if one[1] == "x"]
    assert found == [("2026-11-23T14:00", "x", "moves"), ("2026-11-23T15:00", "x", "goes out")]


def test_a_login_that_ends_pauses_its_account(make_desk: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_desk(SETTINGS.replace("linkedin, default: true", "linkedin, default: true, rehearsal: false, undo_window: 0"))
    name = f"linkedin-{desk.number}"
    monkeypatch.setenv(f"BOT_LINKEDIN_{desk.number}_ACCESS_TOKEN", "a-token-of-a-test")
    desk.clock.advance((MONDAY - desk.clock.now()).total("seconds"))
    desk.write()
    desk.scan()
    desk.yes(*(each.id for each in desk.workspace.store.deliveries(account=name)), now=False)
    for ends, what in (("2026-11-23T11:00:00Z", ["paused"]), ("2027-01-01T00:00:00Z", ["goes out"])):
        known = replace(desk.workspace, known_logins=lambda ends=ends: {name: {"expires_at": ends}})  # type: ignore[misc]
        found = list(week.play(known, WEEK))
        assert ([one.what for one in found], {one.account for one in found}) == (what, {name})


def test_what_waits_is_left_out_unless_it_is_asked_for(desk: Desk) -> None:
    desk.clock.advance((MONDAY - desk.clock.now()).total("seconds"))
    assert told(desk) == []
    assert len(told(desk, waiting=True)) == 3
    assert {each.state for each in desk.workspace.store.deliveries()} == {State.WAITING}


def test_what_can_have_no_yes_says_so(make_desk: Callable[[str], Desk]) -> None:
    desk = make_desk(SETTINGS)
    desk.write(ARTICLE.replace("summary: Small", f"summary: The key ghp_{'x7Kq' * 9} and small"))
    desk.scan()
    blocked = {each.id for each in desk.workspace.store.deliveries() if each.blocked}
    assert blocked
    assert {one.id for one in week.play(desk.workspace, WEEK, waiting=True) if one.what == "gets no yes"} == blocked


def test_clocks_that_change_are_told() -> None:
    begin = Instant.from_utc(2027, 3, 26)
    assert [each.format_iso() for each in week.changes("Europe/London", begin, WEEK)] == ["2027-03-28T01:00:00Z"]
    assert week.changes("UTC", begin, WEEK) == []


@pytest.mark.parametrize(("span", "asleep"), [("soon", None), ("7d", "night")])
def test_words_that_are_no_span_are_told_so(span: str, asleep: str | None) -> None:
    with pytest.raises(UserError, match="Write it like"):
        week.heard(span, asleep)
