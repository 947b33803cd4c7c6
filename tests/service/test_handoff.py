"""A hand-off that closes itself: what anybody may read is looked for, and what is found is recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.model.delivery import Delivery, State
from bot.service import handoff
from tests.loopback import Loopback, Reply, serving
from tests.service.conftest import SETTINGS, Desk

HIT = {"objectID": "8863", "url": "https://example.org/small-batches", "author": "ada"}


@pytest.fixture
def search() -> Iterator[Loopback]:
    with serving(lambda _: Reply(200, {"hits": []})) as running:
        yield running


@pytest.fixture
def desk(make_desk: Callable[[str], Desk], search: Loopback) -> Desk:
    """A desk with a live Hacker News account, whose search is ours, and one delivery handed over."""
    account = f'  hn-{{n}}: {{{{platform: hackernews, default: true, handle: ada, rehearsal: false, api: "{search.url}/hackernews"}}}}\n'
    made = make_desk(SETTINGS.replace("schedule:", account + "schedule:"))
    made.write()
    made.scan()
    assert made.yes(made.of("hackernews").id)[0].ok
    made.send()
    assert made.of("hackernews").state == State.HANDOFF
    return made


def answering(search: Loopback, answer: Any) -> None:
    search.script = lambda _: answer


def watched(desk: Desk, next_look: dict[str, Any]) -> Delivery:
    engine = desk.engine()
    handoff.watch(desk.workspace, engine, next_look)
    assert engine.close(30)
    assert engine.reap() == []
    return desk.of("hackernews")


def test_a_hand_off_that_is_found_closes_itself(desk: Desk, search: Loopback) -> None:
    next_look: dict[str, Any] = {}
    assert watched(desk, next_look).state == State.HANDOFF
    answering(search, Reply(200, {"hits": [HIT]}))
    assert watched(desk, next_look).state == State.HANDOFF, "it is looked for every quarter of an hour"
    desk.clock.advance(handoff.LOOK_EVERY)
    closed = watched(desk, next_look)
    assert (closed.state, closed.links) == (State.PUBLISHED, ("https://news.ycombinator.com/item?id=8863",))
    assert len(search.seen) == 2


@pytest.mark.parametrize("answer", [Reply(500, {}), Reply(429, {}), Reply(200, b"<html>")])
def test_a_search_that_fails_is_asked_again_later(desk: Desk, search: Loopback, answer: Reply) -> None:
    answering(search, answer)
    next_look: dict[str, Any] = {}
    assert watched(desk, next_look).state == State.HANDOFF
    answering(search, Reply(200, {"hits": [HIT]}))
    desk.clock.advance(handoff.LOOK_EVERY)
    assert watched(desk, next_look).state == State.PUBLISHED


def test_after_two_weeks_nobody_looks_any_more(desk: Desk, search: Loopback) -> None:
    desk.clock.advance(handoff.LOOK_FOR + 1)
    watched(desk, {})
    assert search.seen == []


def test_a_rehearsal_is_not_looked_for(make_desk: Callable[[str], Desk], search: Loopback) -> None:
    account = f'  hn-{{n}}: {{{{platform: hackernews, default: true, api: "{search.url}/hackernews"}}}}\n'
    desk = make_desk(SETTINGS.replace("schedule:", account + "schedule:"))
    desk.write()
    desk.scan()
    desk.yes(desk.of("hackernews").id)
    desk.send()
    assert watched(desk, {}).state == State.HANDOFF
    assert search.seen == []
