"""A database that is gone or old: "no record" never means "not sent". The network's ledger is the judge."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.delivery import State
from bot.service import approve
from bot.service.recover import recover
from tests.service.conftest import Desk
from tests.service.test_publish import EVERYWHERE, approved, wires


def database(desk: Desk) -> Path:
    return desk.workspace.settings.state / "bot.sqlite"


def lose(desk: Desk, copy: Path | None = None) -> tuple[Desk, list[str]]:
    """The process dies and the database with it, or is replaced by a copy; the next start. Gives what that says."""
    desk.workspace.store.close()
    for path in database(desk).parent.glob("bot.sqlite*"):
        path.unlink()
    if copy:
        shutil.copy(copy, database(desk))
    after, said = desk.again(), list[str]()
    recover(after.workspace, said.append)
    after.scan()
    return after, said


def saved(desk: Desk, tmp_path: Path) -> Path:
    """A copy of the database as it is now."""
    import sqlite3

    path = tmp_path / "copy.sqlite"
    with sqlite3.connect(database(desk)) as original, sqlite3.connect(path) as copy:
        original.backup(copy)
    original.close()
    copy.close()
    return path


@pytest.mark.parametrize("platform", EVERYWHERE)
def test_what_went_out_before_the_loss_is_published_afterwards(desk: Desk, platform: str) -> None:
    approved(desk, platform)
    desk.send()
    live = desk.live(platform)
    after, said = lose(desk)
    assert "lost or put back" in said[0]
    after.look()
    delivery = after.of(platform)
    assert (delivery.state, delivery.sent) == (State.PUBLISHED, delivery.segments)
    assert not after.yes(delivery.id)[0].ok
    after.send()
    assert after.live(platform) == live


def test_the_rest_of_a_thread_waits_for_a_fresh_yes_and_follows_the_right_segment(desk: Desk) -> None:
    desk.fault("x", "429", path="/2/tweets", skip=2, seconds=60)
    approved(desk, "x")
    desk.send()
    assert len(desk.live("x")) == 2
    after, _ = lose(desk)
    after.clock.advance(120)
    after.look()
    after.send()
    delivery = after.of("x")
    assert (delivery.state, len(after.live("x"))) == (State.HELD, 2)
    assert after.yes(delivery.id)[0].ok
    after.send()
    assert after.of("x").state == State.PUBLISHED
    assert after.live("x") == wires(after, "x")
    posts = after.posts("x")
    assert [post.parent or None for post in posts] == [None, *(post.id for post in posts[:-1])]


@pytest.mark.parametrize("seconds", [0, -300])
def test_the_rest_waits_for_a_fresh_yes_though_the_clock_stands_or_is_set_back_a_little(desk: Desk, seconds: int) -> None:
    desk.fault("x", "429", path="/2/tweets", skip=2, seconds=1)
    approved(desk, "x")
    desk.send()
    desk.clock.advance(600)
    after, _ = lose(desk)
    after.clock.advance(seconds)
    after.look_once()
    after.send()
    assert (after.of("x").state, len(after.live("x"))) == (State.HELD, 2)


@pytest.mark.parametrize(("platform", "path"), [("x", "/2/tweets"), ("reddit", "/api/submit/"), ("linkedin", "*")])
def test_a_doubt_survives_the_loss(desk: Desk, platform: str, path: str) -> None:
    desk.fault(platform, "accept-then-reset", path=path)
    approved(desk, platform)
    desk.send()
    after, _ = lose(desk)
    after.look()
    after.send()
    state = after.of(platform).state
    assert state == (State.UNSURE if platform == "linkedin" else State.HELD if platform == "x" else State.PUBLISHED)
    assert len(after.live(platform)) == 1


def test_an_old_copy_sends_nothing_that_went_out_since(desk: Desk, tmp_path: Path) -> None:
    approved(desk, "x")
    approved(desk, "reddit")
    copy = saved(desk, tmp_path)
    desk.send()
    counted = {platform: desk.live(platform) for platform in ("x", "reddit")}
    after, said = lose(desk, copy)
    assert "older copy" in said[0]
    after.look()
    after.send()
    assert {platform: after.live(platform) for platform in ("x", "reddit")} == counted
    assert (after.of("x").state, after.of("reddit").state) == (State.PUBLISHED, State.PUBLISHED)


def test_an_old_copy_sends_nothing_that_was_taken_back_since(desk: Desk, tmp_path: Path) -> None:
    from bot.service import approve

    id_ = approved(desk, "reddit")
    copy = saved(desk, tmp_path)
    assert approve.undo(desk.workspace, id_).ok
    after, _ = lose(desk, copy)
    after.send()
    assert (after.of("reddit").state, after.live("reddit")) == (State.HELD, [])


def test_what_was_in_doubt_in_the_old_copy_goes_on_under_a_fresh_yes_only(desk: Desk, tmp_path: Path) -> None:
    """Its own lines are all known; those of another delivery show that the copy is old."""
    desk.fault("x", "500-before", path="/2/tweets", skip=1)
    approved(desk, "x")
    desk.send()
    copy = saved(desk, tmp_path)
    approved(desk, "reddit")
    desk.send()
    after, said = lose(desk, copy)
    assert said
    after.look()
    after.send()
    assert (after.of("x").state, len(after.live("x"))) == (State.HELD, 1)


def test_an_old_copy_in_doubt_sends_nothing_that_was_taken_back_since(desk: Desk, tmp_path: Path) -> None:
    from bot.service import approve

    desk.fault("x", "500-before", path="/2/tweets", skip=1)
    id_ = approved(desk, "x")
    desk.send()
    copy = saved(desk, tmp_path)
    desk.look()
    assert approve.undo(desk.workspace, id_).ok
    after, _ = lose(desk, copy)
    after.look()
    after.send()
    assert (after.of("x").state, len(after.live("x"))) == (State.HELD, 1)


def test_what_was_posted_by_hand_is_known_after_the_loss(make_desk: Callable[..., Desk]) -> None:
    from bot.service import approve
    from tests.service.conftest import SETTINGS

    desk = make_desk(SETTINGS.replace("mode: api", "mode: handoff"))
    desk.write()
    desk.scan()
    id_ = approved(desk, "reddit")
    desk.send()
    assert approve.done(desk.workspace, id_, "https://www.reddit.com/r/test/comments/abc123/small/").ok
    after, _ = lose(desk)
    after.look()
    assert (after.of("reddit").state, after.of("reddit").links) == (State.PUBLISHED, desk_links(desk, id_))


def desk_links(desk: Desk, id_: str) -> tuple[str, ...]:
    from bot.store.logbook import Logbook

    lines = list(Logbook(desk.workspace.settings.state / "logbook.jsonl").lines())
    return tuple(line.step.ref.url for line in lines if line.step and line.step.ref and line.delivery.id == id_)


def test_an_intact_database_says_nothing(desk: Desk) -> None:
    approved(desk, "x")
    desk.send()
    said: list[str] = []
    recover(replace(desk.again()).workspace, said.append)
    assert said == []


def test_a_pause_outlives_an_old_copy_and_its_end_too(desk: Desk, tmp_path: Path) -> None:
    store, now = desk.workspace.store, desk.clock.now()
    copy = saved(desk, tmp_path)
    for name in ("", "x", "reddit"):
        store.pause(name or None, "the release slipped", now, "jane")
    store.resume("reddit", now.add(seconds=1), "jane")
    after, said = lose(desk, copy)
    assert "4 lines in the logbook" in said[0], said
    assert {name: state.reason for name, state in after.workspace.store.accounts().items()} == dict.fromkeys(
        ("", "x"), "the release slipped"
    )
    assert [event.event for _, _, event in after.workspace.store.events() if event.who == "jane"] == ["pause", "pause", "pause", "resume"]
    assert lose(after)[0].workspace.store.accounts().keys() == {"", "x"}, "and a database that is gone altogether"
    assert after.again().workspace.store.forgotten() == [], "it is asked once"


def test_another_time_outlives_an_old_copy_as_a_question(desk: Desk, tmp_path: Path) -> None:
    id_ = desk.of("x").id
    desk.yes(id_, now=False)
    copy = saved(desk, tmp_path)
    assert approve.reschedule(desk.workspace, id_, "2099-01-05 12:00").ok
    after, _ = lose(desk, copy)
    delivery = after.workspace.store.delivery(id_)
    assert (delivery.state, "older copy" in delivery.note) == (State.HELD, True)


def test_a_pause_holds_though_the_logbook_takes_nothing(desk: Desk) -> None:
    (desk.workspace.settings.state / "logbook.jsonl").unlink(missing_ok=True)
    (desk.workspace.settings.state / "logbook.jsonl").mkdir()
    desk.workspace.store.pause("x", "", desk.clock.now(), "jane")
    assert desk.workspace.store.accounts()["x"].paused
