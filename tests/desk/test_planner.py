"""Another time at the desk: the calendar of the account, chosen from by arrows, number, mouse and words."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from bot.desk.app import Desk
from bot.desk.planner import Times
from bot.desk.weeks import Weeks
from bot.model.delivery import State
from tests.desk.conftest import Office, words
from tests.desk.test_desk import one


async def opens(pilot: Pilot[None], *keys: str) -> None:
    """The calendar, after some keys."""
    await pilot.press(*keys, "t")
    await pilot.pause()


def test_what_is_promised_stands_in_the_calendar_and_is_not_taken(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        await opens(pilot, "a", "j")
        assert one(desk, "linkedin").wall == "Mon 23 Nov 2026 09:00 Europe/London"
        assert "Mon 23 Nov    09:00 Small batches" in words(desk)
        assert "Tue 24 Nov ▌1 09:00 free" in words(desk)
        assert "Europe/London, 2 h apart" in words(desk)
        await pilot.press("up")
        await pilot.pause()
        assert "is promised to Small batches. Choose a free slot, or type a time." in " ".join(words(desk).replace("│", " ").split())
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(desk.screen, Times), "what is promised is not taken"
        assert one(desk, "linkedin", "curve").state == State.WAITING

    office.sit(sitting)


def test_a_number_is_a_slot_and_enter_takes_it(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        await opens(pilot)
        await pilot.press("3")
        await pilot.pause()
        assert "→ Wed 25 Nov 2026 09:00 Europe/London" in words(desk)
        await pilot.press("enter")
        await pilot.pause()
        assert one(desk, "linkedin").wall == "Wed 25 Nov 2026 09:00 Europe/London"

    office.sit(sitting)


def test_a_number_goes_on_as_a_time(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        await opens(pilot)
        await pilot.press(*"14:30")
        await pilot.pause()
        assert "→ Fri 20 Nov 2026 14:30 Europe/London" in words(desk)
        await pilot.press("enter")
        await pilot.pause()
        assert one(desk, "linkedin").wall == "Fri 20 Nov 2026 14:30 Europe/London"

    office.sit(sitting)


def test_beyond_the_last_day_come_the_next_two_weeks(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        await opens(pilot)
        assert "Fri 20 Nov -" in words(desk), "what is past is not offered"
        await pilot.press(*["down"] * 8)
        await pilot.pause()
        assert "Thu 3 Dec" in words(desk)
        await pilot.press("down")
        await pilot.pause()
        assert "→ Fri 4 Dec 2026 09:00" in words(desk)
        await pilot.press("up")
        await pilot.pause()
        assert "→ Thu 3 Dec 2026 09:00" in words(desk)
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        assert "→ Fri 18 Dec 2026 09:00" in words(desk)
        await pilot.press("enter")
        await pilot.pause()
        assert one(desk, "linkedin").wall == "Fri 18 Dec 2026 09:00 Europe/London"

    office.sit(sitting)


def test_the_mouse_chooses_a_slot_and_a_second_click_takes_it(office: Office) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        await opens(pilot)
        assert await pilot.click(Weeks, offset=(20, 4))
        await pilot.pause()
        assert "→ Tue 24 Nov 2026 09:00" in words(desk)
        assert one(desk, "linkedin").state == State.WAITING
        await pilot.click(Weeks, offset=(20, 4))
        await pilot.pause()
        assert one(desk, "linkedin").wall == "Tue 24 Nov 2026 09:00 Europe/London"

    office.sit(sitting)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("today 8:00", "Fri 20 Nov 2026 08:00 Europe/London is past. Give a later time, or say: now"),
        ("2027-03-28 1:30", "01:30 does not exist on 28 Mar 2027 in Europe/London; it will go at 02:00"),
        ("2027-10-31 1:30", "01:30 comes twice on 31 Oct 2027 in Europe/London; it will go the first time, at 00:30 UTC"),
        ("mon 10:00", "near Small batches at 09:00"),
        ("mon 9:00", "the same time as Small batches"),
    ],
)
def test_what_a_person_should_know_of_a_time_is_said_while_it_is_typed(office: Office, typed: str, said: str) -> None:
    async def sitting(pilot: Pilot[None], desk: Desk) -> None:
        desk.open_(one(desk, "linkedin").id)
        await pilot.press("a")
        desk.open_(one(desk, "linkedin", "curve").id)
        await opens(pilot)
        await pilot.press(*typed)
        await pilot.pause()
        assert said in " ".join(words(desk).replace("│", " ").split())

    office.sit(sitting)
