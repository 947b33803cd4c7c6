"""One account at a time, all accounts side by side: whoever waits for a network waits alone."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.model.delivery import State
from bot.service import approve, due, guard, live, reconcile, status
from bot.service.reconcile import Looks
from bot.service.serve import go_on
from tests.loopback import Reply, serving
from tests.service.conftest import SETTINGS, Desk
from tests.service.test_publish import approved

SLOW = 6.0
"""Seconds that a platform takes to answer in these tests; a pass that waits for it takes as long."""


def patient(make_desk: Callable[..., Desk]) -> Desk:
    """A desk with one article queued whose calls may take longer than a slow answer."""
    desk = make_desk(SETTINGS)
    desk.write()
    desk.scan()
    return desk


def test_a_slow_look_at_one_account_holds_up_no_other(make_desk: Callable[..., Desk]) -> None:
    desk = patient(make_desk)
    desk.fault("x", "accept-then-reset", path="/2/tweets")
    approved(desk, "x")
    desk.send()
    assert desk.of("x").state == State.UNSURE
    desk.clock.advance(60)
    desk.fault("x", "late", method="GET", path="*", seconds=SLOW, times=9)
    approved(desk, "reddit")
    engine, begin = desk.engine(), time.monotonic()
    assert reconcile.pass_(desk.workspace, desk.looks, engine) == 1
    due.pass_(desk.workspace, engine)
    while desk.of("reddit").state != State.PUBLISHED and time.monotonic() - begin < SLOW:
        desk.workspace.wake.wait(0.05)
    took, state = time.monotonic() - begin, desk.of("x").state
    assert engine.close(60)
    assert (took < SLOW, state) == (True, State.UNSURE), "reddit went out while the look at X was still under way"
    assert engine.reap() == []


def test_a_look_and_a_send_of_one_account_never_meet(make_desk: Callable[..., Desk]) -> None:
    desk = patient(make_desk)
    desk.fault("x", "late", path="/2/tweets", seconds=1)
    id_ = approved(desk, "x")
    engine = desk.engine()
    due.pass_(desk.workspace, engine)
    while desk.workspace.store.delivery(id_).state != State.SENDING:
        desk.workspace.wake.wait(0.01)
    assert reconcile.pass_(desk.workspace, desk.looks, engine) == 0, "what a worker holds is in nobody's doubt"
    assert not engine.submit(desk.of("x").account, id_)
    assert engine.close(60)
    assert desk.workspace.store.delivery(id_).state == State.PUBLISHED
    assert len(desk.live("x")) == desk.of("x").segments


def test_an_article_that_is_not_live_is_asked_for_by_the_accounts_own_worker(make_desk: Callable[..., Desk]) -> None:
    with serving(lambda seen: Reply(404, {})) as site:
        desk = make_desk(
            SETTINGS.replace('site: {{url: "https://example.org"}}', f'site: {{{{url: "{site.url}", wait_until_live: true}}}}').replace(
                "mode: api,", f'rehearsal: false, api: "{site.url}", mode: handoff,'
            )
        )
        desk.write(f"---\ntitle: Article\nurl: {site.url}/soon\n---\n\nText of an article that will be there soon.")
        desk.scan()
        id_ = approved(desk, "reddit")
        asked = len(site.seen)
        desk.send()
        delivery = desk.workspace.store.delivery(id_)
        assert (delivery.state, len(site.seen) - asked) == (State.APPROVED, 1)
        assert delivery.due == desk.clock.now().add(seconds=live.ASK_EVERY)
        assert "waits for the article to be live" in delivery.note


def test_a_hand_off_is_handed_over_at_its_time(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(SETTINGS.replace("mode: api", "mode: handoff"))
    desk.write()
    desk.scan()
    id_ = approved(desk, "reddit")
    desk.send()
    assert desk.workspace.store.delivery(id_).state == State.HANDOFF
    assert desk.live("reddit") == []


def test_a_time_that_a_person_moved_meanwhile_stays(desk: Desk) -> None:
    id_ = approved(desk, "x")
    read = desk.workspace.store.delivery(id_)
    assert approve.reschedule(desk.workspace, id_, "2099-01-05 12:00").ok
    due._defer(desk.workspace, read, desk.clock.now().add(seconds=60), "the account's cap is reached")
    due._held(desk.workspace, read, "its time was long ago")
    present = desk.workspace.store.delivery(id_)
    assert (present.state, present.wall[:10]) == (State.APPROVED, "Mon 5 Jan ")


def test_a_delivery_that_began_meanwhile_cannot_be_moved_in_time(desk: Desk) -> None:
    id_ = approved(desk, "x")
    store = desk.workspace.store
    read = store.delivery(id_)
    assert store.claim(id_, read.fingerprint, desk.clock.now())
    assert not store.move(id_, "defer", desk.clock.now(), due=desk.clock.now().add(seconds=60), as_read=read)
    assert store.delivery(id_).state == State.SENDING


def test_what_is_over_is_left_alone(desk: Desk) -> None:
    id_ = approved(desk, "x")
    desk.send()
    go_on(desk.workspace, desk.workspace.store.delivery(id_), Looks())
    assert len(desk.live("x")) == desk.of("x").segments


def test_a_clock_that_went_back_sends_nothing_until_it_is_right(desk: Desk) -> None:
    approved(desk, "x")
    desk.send()
    approved(desk, "reddit")
    desk.clock.advance(-40 * 365 * 24 * 3600)
    engine = desk.engine()
    assert due.pass_(desk.workspace, engine) == 0
    assert "the clock is past that" in guard.held(desk.workspace)
    assert status.inbox(desk.workspace)[0].line == guard.held(desk.workspace)
    desk.clock.advance(40 * 365 * 24 * 3600 - 500)
    assert guard.held(desk.workspace) == "", "a clock is set right by seconds all the time"
    desk.send()
    desk.clock.advance(3600)
    desk.send()
    assert desk.of("reddit").state == State.PUBLISHED


def test_a_person_may_say_that_the_clock_is_right(desk: Desk) -> None:
    approved(desk, "x")
    desk.send()
    desk.clock.advance(-7200)
    assert guard.held(desk.workspace)
    desk.workspace.store.trust_clock(desk.clock.now())
    assert guard.held(desk.workspace) == ""
