"""The calendar: days in the workspace's own zone, and each draft as its post will be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from whenever import Instant

from bot.errors import UserError
from bot.model.agenda import Agenda
from bot.model.delivery import Delivery, State
from bot.model.draft import Draft, Media, Segment
from bot.rehearsal import coming
from bot.rehearsal.calendar import calendar
from bot.rehearsal.feed import Entry
from bot.rehearsal.looks import LOOKS
from bot.rehearsal.pages import render_due, render_trouble
from tests.rehearsal.conftest import Person
from tests.rehearsal.test_adapters import PLATFORMS, Way

NOW = Instant("2026-10-23T22:30:00Z")


def draft(account: str, platform: str = "x", words: str = "Tea at four", *, media: tuple[Media, ...] = ()) -> Draft:
    return Draft(account, platform, "T", (Segment(words, len(words), 280, "chars", words, (), media),))


def delivery(id_: str, due: str, state: State = State.WAITING, account: str = "x", **more: object) -> Delivery:
    made = Delivery(id_, "tea", account, account, True, 1, state, "f", due=Instant(due) if due else None, zone="Europe/London", title="Tea")
    return replace(made, **more)  # type: ignore[arg-type]


def agenda(*found: Delivery, zone: str = "Europe/London") -> Agenda:
    return Agenda(zone, NOW, tuple((each, draft(each.account, each.platform)) for each in found))


def test_days_and_times_are_those_of_the_workspace() -> None:
    made = calendar(
        agenda(delivery("a", "2026-10-23T22:45:00Z"), delivery("b", "2026-10-24T23:10:00Z"), delivery("c", "2026-10-25T09:00:00Z")), str
    )
    assert [(day.date, day.today, [showing.time for showing in day.showings]) for day in made.days] == [
        ("2026-10-23", True, ["23:45"]),
        ("2026-10-25", False, ["00:10", "09:00"]),  # summer time ends between these two
    ]
    assert [day.date for day in made.weeks[0]][:1] == ["2026-10-19"]
    tokyo = calendar(agenda(delivery("a", "2026-10-23T22:45:00Z"), zone="Asia/Tokyo"), str)
    assert [(day.name, day.showings[0].time) for day in tokyo.days] == [("Saturday, 24 Oct", "07:45")]


def test_an_article_that_goes_to_several_accounts_at_once_stands_once() -> None:
    at = "2026-10-26T09:00:00Z"
    made = calendar(
        agenda(delivery("a", at), delivery("b", at, account="linkedin"), delivery("c", at, account="discord", post="milk")), str
    )
    (day,) = made.days
    assert [[slot.account for slot in showing.slots] for showing in day.showings] == [["linkedin", "x"], ["discord"]]
    assert made.drafts == 3


def test_what_waits_for_a_person_has_no_day() -> None:
    at = "2026-10-20T09:00:00Z"
    found = [delivery(state.value, at, state) for state in (State.HELD, State.HANDOFF, State.UNSURE)]
    made = calendar(agenda(*found, delivery("none", "")), str)
    assert (made.days, sum(len(showing.slots) for showing in made.yours)) == ((), 4)
    words = render_due(agenda(*found))
    for said in ("needs a fresh yes", "is ready for you to post by hand", "may be live: look"):
        assert said in words


def test_a_calendar_may_be_of_some_accounts_only() -> None:
    at = "2026-10-26T09:00:00Z"
    made = calendar(agenda(delivery("a", at), delivery("b", at, account="linkedin")), str, ["linkedin"])
    assert [slot.account for showing in made.days[0].showings for slot in showing.slots] == ["linkedin"]


def test_what_leaves_the_machine_and_what_cannot_go_out_is_said() -> None:
    words = render_due(agenda(delivery("a", "2026-10-26T09:00:00Z", rehearsal=False, blocked=True, note="a note <b>")))
    assert "LIVE: not a rehearsal" in words
    assert "can't go out as it is" in words
    assert "a note &lt;b&gt;" in words


def test_another_zone_than_the_workspaces_is_said() -> None:
    found = delivery("a", "2026-10-26T09:00:00Z", zone="Asia/Tokyo", wall="Mon 26 Oct 2026 18:00")
    assert "Mon 26 Oct 2026 18:00 Asia/Tokyo" in render_due(agenda(found))
    assert "times of <b>Europe/London</b>" in render_due(agenda(found))


def test_a_calendar_that_cannot_be_read_says_why() -> None:
    assert "There is no &lt;workspace&gt;." in render_trouble(str(UserError("There is no <workspace>.")))


def test_nothing_due_says_so() -> None:
    assert "Nothing is due." in render_due(agenda())


@pytest.mark.parametrize("platform", [*LOOKS, "youtube", "hackernews"])
def test_a_draft_of_any_platform_stands_in_the_calendar(platform: str) -> None:
    found = delivery("a", "2026-10-26T09:00:00Z", account=platform)
    assert "Tea at four" in render_due(Agenda("UTC", NOW, ((found, draft(platform, platform)),)))


@pytest.fixture(params=PLATFORMS)
def way(request: pytest.FixtureRequest, person: Person, tmp_path: Path) -> Iterator[Way]:
    made = Way(request.param, person, tmp_path)
    yield made
    made.connection.session.close()


def test_a_draft_looks_in_the_calendar_as_its_post_does_later(way: Way) -> None:
    look = LOOKS[way.name][1]
    for draft in way.drafts():
        before = {post.id for post in way.posts()}
        way.publish(draft)
        made = [post for post in reversed(way.posts()) if post.id not in before]
        shown = coming.entries("due", draft, "2026-10-26T09:00:00Z", str)
        assert [plainly(entry) for entry in shown] == [plainly(entry) for entry in look(made, str)]


def plainly(entry: Entry) -> Entry:
    """What a reader sees of it: without its number and its moment."""
    return replace(entry, id="", at="", edited=False, replies=tuple(plainly(reply) for reply in entry.replies))
