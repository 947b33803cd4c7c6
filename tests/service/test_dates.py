"""A clock that is far from the platforms' own: one answer tells, and nothing more is sent until they agree. The network's is right."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot import http
from bot.clock import SystemClock
from bot.model.delivery import State
from bot.rules.clock_back import APART
from bot.service import dates, facts, guard, status
from bot.service.running import Service
from tests.loopback import Reply, serving
from tests.service.conftest import Desk
from tests.service.test_lease import account, make
from tests.service.test_publish import approved
from tests.service.test_reconcile import doubtful

__all__ = ["make"]


def told(make: Callable[..., Desk], seconds: float) -> Desk:
    """A desk whose clock is off by `seconds` when the platform answers."""
    desk = make()
    desk.clock.advance(seconds)
    facts.fetch(desk.workspace, account(desk), print)
    return desk


@pytest.mark.parametrize("seconds", [7200, -7200, 400 * 86_400])
def test_a_clock_far_from_the_platforms_holds_everything_until_it_is_set(make: Callable[..., Desk], seconds: int) -> None:
    desk = told(make, seconds)
    said = guard.held(desk.workspace)
    assert f"the platform of {account(desk).name} said" in said
    assert said.endswith("Set the clock; if it is right: bot resume")
    assert status.inbox(desk.workspace)[0].line == said
    id_ = approved(desk, "reddit")
    desk.send()
    assert (desk.workspace.store.delivery(id_).state, desk.live("reddit")) == (State.APPROVED, [])
    desk.clock.advance(-seconds)
    facts.fetch(desk.workspace, account(desk), print)
    assert guard.held(desk.workspace) == ""


def test_the_answer_to_a_post_tells_the_time_too(make: Callable[..., Desk]) -> None:
    desk = make()
    desk.clock.advance(7200)
    approved(desk, "x")
    desk.send()
    assert desk.of("x").state == State.PUBLISHED, "nobody knew before"
    assert guard.held(desk.workspace)


def test_some_minutes_are_nothing(make: Callable[..., Desk]) -> None:
    assert guard.held(told(make, APART - 60).workspace) == ""


def test_a_person_may_say_that_the_platforms_are_wrong(make: Callable[..., Desk]) -> None:
    desk = told(make, 7200)
    dates.trust(desk.workspace)
    facts.fetch(desk.workspace, account(desk), print)
    assert guard.held(desk.workspace) == ""
    desk.clock.advance(7200)
    facts.fetch(desk.workspace, account(desk), print)
    assert guard.held(desk.workspace), "what was trusted is that difference, not every one"
    desk.clock.advance(-2 * 7200)
    facts.fetch(desk.workspace, account(desk), print)
    assert guard.held(desk.workspace) == "", "clocks that agree are right, whatever was trusted before"


def test_the_service_asks_for_the_time_as_soon_as_the_clock_was_set(make: Callable[..., Desk]) -> None:
    desk = told(make, 7200)
    engine, said = desk.engine(), list[str]()
    service = Service(desk.workspace, engine, said.append)
    service.publish()
    assert (len(said), service.unasked) == (1, {account(desk).name})
    service.publish()
    assert engine.close(30)
    service = Service(desk.workspace, desk.engine(), said.append, time_asked=desk.clock.now())
    service.publish()
    assert not service.unasked, "it was asked a moment ago"
    desk.clock.advance(-7200)
    service.publish()
    service.publish()
    assert service.engine.close(30)
    assert guard.held(desk.workspace) == ""


def test_only_a_fresh_answer_tells_the_time_and_it_does_so_once() -> None:
    headers: dict[str, str] = {}
    with serving(lambda seen: Reply(200, {}, headers)) as server:
        session = http.session((), server.url)
        session.get(f"{server.url}/now")
        theirs = http.date_of(session)
        assert theirs is not None
        assert abs((theirs - SystemClock().now()).total("seconds")) < 60
        assert http.date_of(session) is None
        headers["Age"] = "7200"
        session.get(f"{server.url}/now")
        assert http.date_of(session) is None, "a cache on the way keeps the time of long ago"


def test_a_look_by_a_clock_that_is_far_ahead_proves_no_absence(make: Callable[..., Desk]) -> None:
    """Found by the simulation: the post, dated days before our intent, was looked for in the wrong days and would have been sent again."""
    desk = make()
    desk.clock.advance(4 * 86_400)
    id_ = doubtful(desk, fault="accept-then-reset")
    desk.look(12, seconds=5)
    assert desk.workspace.store.steps(id_)[0].state == "unsure"
    assert "Set the clock" in desk.workspace.store.delivery(id_).note
    desk.clock.advance(-4 * 86_400 + 120)
    facts.fetch(desk.workspace, account(desk), print)
    desk.look(20, seconds=5)
    assert desk.workspace.store.steps(id_)[0].state == "sent"


def test_where_a_person_trusts_a_clock_that_is_far_ahead_the_look_goes_further_back(make: Callable[..., Desk]) -> None:
    desk = told(make, 4 * 86_400)
    dates.trust(desk.workspace)
    id_ = doubtful(desk, fault="accept-then-reset")
    desk.look(12, seconds=5)
    assert desk.workspace.store.steps(id_)[0].state == "sent"
