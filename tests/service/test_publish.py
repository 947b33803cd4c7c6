"""The protocol of a send over real HTTP: what the network's ledger holds is the judge."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from bot import app
from bot.errors import Halfway, NotSent, UserError
from bot.model.delivery import State
from bot.model.receipt import RemoteRef
from bot.model.settings import Account
from bot.platforms.base import Connection
from bot.service import approve, publish
from bot.store import StoreError
from tests.service.conftest import ARTICLE, SETTINGS, Desk

EVERYWHERE = ("linkedin", "x", "reddit")


def approved(desk: Desk, platform: str) -> str:
    """Approves the delivery to `platform` for now and gives its id."""
    delivery = desk.of(platform)
    outcome = desk.yes(delivery.id)[0]
    assert outcome.ok, outcome.words
    return delivery.id


def wires(desk: Desk, platform: str) -> list[str]:
    """What the yes bound, segment by segment."""
    return [segment.wire for segment in desk.workspace.store.draft(desk.of(platform).id).segments]


@pytest.mark.parametrize("platform", EVERYWHERE)
def test_what_was_approved_is_what_stands_there_once(desk: Desk, platform: str) -> None:
    approved(desk, platform)
    desk.send()
    delivery = desk.of(platform)
    assert delivery.state == State.PUBLISHED, delivery
    assert delivery.sent == delivery.segments
    assert delivery.links
    assert desk.live(platform) == wires(desk, platform)
    said = [event.detail for event in desk.workspace.store.history(delivery.id) if event.event == "sent"]
    assert (said, delivery.note) == ([""], ""), "nothing else is to be said of it"


def test_a_thread_hangs_together(desk: Desk) -> None:
    approved(desk, "x")
    desk.send()
    posts = desk.posts("x")
    assert len(posts) >= 3
    assert [post.parent or None for post in posts] == [None, *(post.id for post in posts[:-1])]


def test_nothing_goes_out_without_a_yes(desk: Desk) -> None:
    desk.send()
    assert [desk.live(platform) for platform in EVERYWHERE] == [[], [], []]


@pytest.mark.parametrize("platform", ["x", "reddit"])
@pytest.mark.parametrize("fault", ["500-after", "accept-then-reset", "late"])
def test_an_answer_lost_after_acceptance_is_found_and_never_sent_again(desk: Desk, platform: str, fault: str) -> None:
    skip = 1 if platform == "x" else 0
    desk.fault(platform, fault, skip=skip, path="/2/tweets" if platform == "x" else "/api/submit/", seconds=3)
    id_ = approved(desk, platform)
    (desk.hasty() if fault == "late" else desk).send()
    assert desk.workspace.store.delivery(id_).state == State.UNSURE
    desk.look()
    desk.send()
    assert desk.workspace.store.delivery(id_).state == State.PUBLISHED
    assert desk.live(platform) == wires(desk, platform)
    posts = desk.posts(platform)
    assert [post.parent or None for post in posts] == [None, *(post.id for post in posts[:-1])]


@pytest.mark.parametrize("platform", ["x", "reddit"])
@pytest.mark.parametrize("fault", ["500-before", "reset", "html"])
def test_an_answer_in_doubt_that_was_not_accepted_is_proved_absent_and_sent_once(desk: Desk, platform: str, fault: str) -> None:
    desk.fault(platform, fault, path="/2/tweets" if platform == "x" else "/api/submit/")
    id_ = approved(desk, platform)
    desk.send()
    assert desk.workspace.store.delivery(id_).state == State.UNSURE
    assert desk.live(platform) == []
    desk.look()
    desk.send()
    assert desk.workspace.store.delivery(id_).state == State.PUBLISHED
    assert desk.live(platform) == wires(desk, platform)


@pytest.mark.parametrize("there", [True, False])
def test_linkedin_in_doubt_is_unsure_until_a_person_decides(desk: Desk, there: bool) -> None:
    desk.fault("linkedin", "500-after" if there else "500-before", path="/rest/posts")
    id_ = approved(desk, "linkedin")
    desk.send()
    desk.look(20)
    desk.send()
    delivery = desk.workspace.store.delivery(id_)
    assert delivery.state == State.UNSURE
    assert f"bot resolve {id_}" in delivery.note
    assert len(desk.live("linkedin")) == int(there)
    if there:
        outcome = approve.resolve(desk.workspace, id_, f"https://www.linkedin.com/feed/update/{desk.posts('linkedin')[0].id}/")
    else:
        outcome = approve.resolve(desk.workspace, id_, None)
    assert outcome.ok, outcome.words
    desk.send()
    assert desk.workspace.store.delivery(id_).state == State.PUBLISHED
    assert len(desk.live("linkedin")) == 1


def test_a_rate_limit_is_waited_out_and_other_accounts_go_on(desk: Desk) -> None:
    desk.fault("x", "429", path="/2/tweets", seconds=120)
    limited, free = approved(desk, "x"), approved(desk, "reddit")
    desk.send()
    waiting = desk.workspace.store.delivery(limited)
    assert waiting.state == State.APPROVED
    assert waiting.due is not None
    assert waiting.due > desk.clock.now()
    assert desk.workspace.store.delivery(free).state == State.PUBLISHED
    desk.send()
    assert desk.live("x") == []
    desk.clock.advance(3600)
    desk.send()
    assert desk.workspace.store.delivery(limited).state == State.PUBLISHED
    assert desk.live("x") == wires(desk, "x")


def test_a_refused_login_pauses_the_account_and_keeps_the_yes(desk: Desk) -> None:
    desk.fault("x", "401", path="/2/tweets", skip=2)
    id_ = approved(desk, "x")
    desk.send()
    delivery = desk.workspace.store.delivery(id_)
    assert (delivery.state, delivery.sent) == (State.APPROVED, 2)
    assert desk.workspace.store.accounts()[delivery.account].paused
    desk.workspace.store.resume(delivery.account, desk.clock.now(), "tester")
    desk.send()
    assert desk.workspace.store.delivery(id_).state == State.PUBLISHED
    assert desk.live("x") == wires(desk, "x")


def test_a_duplicate_refusal_of_what_is_ours_is_found(desk: Desk) -> None:
    """The first attempt came late, after two looks had found nothing: the platform refuses the second, and the look finds the first."""
    id_ = approved(desk, "x")
    desk.fault("x", "500-after", path="/2/tweets")
    desk.send()
    store, now = desk.workspace.store, desk.clock.now()
    record = store.steps(id_)[0]
    store.receive(id_, record.fence, 0, "absent", now)
    assert store.move(id_, "look: absent", now, due=now)
    desk.send()
    assert store.delivery(id_).state == State.UNSURE
    desk.look()
    desk.send()
    assert store.delivery(id_).state == State.PUBLISHED
    assert desk.live("x") == wires(desk, "x")


def test_a_pause_stops_the_next_segment_and_resume_goes_on(desk: Desk) -> None:
    id_ = approved(desk, "x")
    store, ways = desk.workspace.store, desk.workspace.connect

    def connect(account: Account) -> Connection:
        if store.delivery(id_).sent == 1:
            with desk.workspace.open_store() as terminal:
                terminal.pause(None, "wait", desk.clock.now(), "tester")
        return ways(account)

    paused = publish.publish(replace(desk.workspace, connect=connect), id_)
    assert (paused.state, len(desk.live("x"))) == (State.APPROVED, 2), "what was under way ends, and nothing else begins"
    assert paused.note == "paused; the rest goes on after `bot resume`"
    store.resume(None, desk.clock.now(), "tester")
    desk.send()
    assert desk.workspace.store.delivery(id_).state == State.PUBLISHED
    assert desk.live("x") == wires(desk, "x")


def _within(seconds: float, true: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        threading.Event().wait(0.02)
    return true()


def test_a_stored_text_that_is_not_what_was_approved_never_leaves(desk: Desk) -> None:
    id_ = approved(desk, "x")
    import sqlite3

    with sqlite3.connect(desk.workspace.settings.state / "bot.sqlite") as connection:
        changed = connection.execute("UPDATE drafts SET body = replace(body, 'batch', 'botch') WHERE delivery = ?", (id_,)).rowcount
    connection.close()
    assert changed
    assert publish.publish(desk.workspace, id_).state == State.WAITING
    assert desk.live("x") == []


def test_a_picture_that_changed_after_the_yes_never_leaves(make_desk, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    from PIL import Image

    desk = make_desk()
    (desk.workspace.settings.posts.path / "curve.png").parent.mkdir(exist_ok=True)
    Image.new("RGB", (600, 400), "teal").save(desk.workspace.settings.posts.path / "curve.png")
    desk.write(
        "---\ntitle: A picture\n---\n\nOne sentence about the curve that we measured last week.\n\n![The curve](curve.png)\n", "picture.md"
    )
    desk.scan()
    id_ = approved(desk, "x")
    media = [m for s in desk.workspace.store.draft(id_).segments for m in s.media]
    assert len(media) == 1
    Path(media[0].path).write_bytes(b"something else")
    assert publish.publish(desk.workspace, id_).state == State.WAITING
    assert desk.live("x") == []


def test_a_crash_between_intent_and_receipt_is_looked_for(desk: Desk) -> None:
    """As after kill -9: the intent is there, the post may be; nothing in memory survives."""
    id_ = approved(desk, "x")
    store, now = desk.workspace.store, desk.clock.now()
    delivery = store.delivery(id_)
    fence = store.claim(id_, delivery.approved or "", now)
    assert fence is not None
    assert store.intend(id_, fence, 0, "post", "key", now.add(seconds=4), now)
    later = desk.again()
    later.send()
    assert later.live("x") == []
    later.look()
    later.send()
    assert later.workspace.store.delivery(id_).state == State.PUBLISHED
    assert later.live("x") == wires(later, "x")


@pytest.mark.parametrize(("hasty", "seconds"), [(False, 20 + 5), (True, 2 + 2)])
def test_a_call_is_in_doubt_from_the_end_of_its_time_and_a_margin_no_longer_than_that(desk: Desk, hasty: bool, seconds: int) -> None:
    id_ = approved(desk, "linkedin")
    publish.publish((desk.hasty() if hasty else desk).workspace, id_)
    record = desk.workspace.store.steps(id_)[0]
    assert (record.intent_at, record.deadline) == (desk.clock.now(), desk.clock.now().add(seconds=seconds))


def test_a_service_that_stops_leaves_the_rest_under_the_same_yes(desk: Desk) -> None:
    id_ = approved(desk, "x")
    desk.workspace.stop.set()
    publish.publish(desk.workspace, id_)
    assert desk.workspace.store.delivery(id_).state == State.APPROVED
    desk.workspace.stop.clear()
    desk.send()
    assert desk.live("x") == wires(desk, "x")


def test_a_text_that_another_post_has_already_is_refused_and_leaves_no_doubt(desk: Desk) -> None:
    id_ = approved(desk, "x")
    desk.fault("x", "duplicate", path="/2/tweets", skip=1)
    desk.send()
    delivery = desk.workspace.store.delivery(id_)
    assert (delivery.state, delivery.sent) == (State.FAILED, 1)
    assert "Segment 1 is live" in delivery.note
    assert desk.live("x") == wires(desk, "x")[:1]


PICTURED = """---
title: A picture
---

One sentence about the curve that we measured last week.

![The curve](curve.png)
"""


def _pictured(desk: Desk, colour: str) -> None:
    from PIL import Image

    folder = desk.workspace.settings.posts.path
    Image.new("RGB", (600, 400), colour).save(folder / "curve.png")
    desk.write(PICTURED, "picture.md")
    desk.age(folder / "curve.png", 30 if colour == "teal" else 20)
    desk.scan()


@pytest.mark.parametrize(("seconds", "made"), [(publish.UPLOAD_LIFE - 1, 1), (publish.UPLOAD_LIFE, 2)])
def test_an_upload_that_expired_is_made_again(make_desk: Callable[..., Desk], seconds: int, made: int) -> None:
    desk = make_desk()
    _pictured(desk, "teal")
    desk.fault("x", "429", path="/2/tweets")
    id_ = approved(desk, "x")
    desk.send()
    assert [r.action for r in desk.workspace.store.steps(id_).values() if r.state == "sent"] == ["upload", "upload"]
    desk.clock.advance(seconds)
    desk.send()
    assert desk.workspace.store.delivery(id_).state == State.PUBLISHED
    assert desk.live("x") == wires(desk, "x")
    assert len(desk.posts("x")[0].media) == 1
    assert {r.attempt for r in desk.workspace.store.steps(id_).values() if r.action == "upload"} == {made}


def test_a_picture_uploaded_under_an_earlier_yes_never_goes_out_under_another(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    _pictured(desk, "teal")
    desk.fault("x", "403", path="/2/tweets")
    id_ = approved(desk, "x")
    desk.send()
    store = desk.workspace.store
    if store.accounts():
        store.resume(desk.of("x").account, desk.clock.now(), "tester")
    _pictured(desk, "crimson")
    assert store.delivery(id_).state == State.WAITING
    approved(desk, "x")
    desk.send()
    assert store.delivery(id_).state == State.PUBLISHED
    seen = [media.digest for post in desk.posts("x") for media in post.media]
    assert seen == [media.digest for segment in store.draft(id_).segments for media in segment.media]


def test_what_has_no_yes_and_what_is_paused_is_left_alone(desk: Desk) -> None:
    id_ = desk.of("x").id
    assert publish.publish(desk.workspace, id_).state == State.WAITING
    approved(desk, "x")
    desk.workspace.store.pause(None, "wait", desk.clock.now(), "tester")
    left = publish.publish(desk.workspace, id_)
    assert (left.state, left.fence, desk.live("x")) == (State.APPROVED, 0, [])


def test_a_picture_that_is_gone_after_the_yes_sends_nothing_and_is_made_again(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    _pictured(desk, "teal")
    id_ = approved(desk, "x")
    (picture,) = [m for s in desk.workspace.store.draft(id_).segments for m in s.media]
    Path(picture.path).unlink()
    left = publish.publish(desk.workspace, id_)
    assert (left.state, left.note, desk.live("x")) == (State.WAITING, f"the picture {Path(picture.path).name} is gone", [])
    desk.scan()
    assert publish.publish(desk.workspace, approved(desk, "x")).state == State.PUBLISHED


def test_an_intent_that_nobody_settled_is_never_called_again(desk: Desk) -> None:
    id_ = approved(desk, "x")
    store, now = desk.workspace.store, desk.clock.now()
    fence = store.claim(id_, desk.of("x").fingerprint, now)
    assert fence
    assert store.intend(id_, fence, 0, "post", "key", now.add(seconds=4), now)
    assert store.move(id_, "defer", now, due=now)
    assert (publish.publish(desk.workspace, id_).state, desk.live("x")) == (State.SENDING, [])


def test_a_journal_of_an_earlier_text_is_a_doubt_for_a_person(desk: Desk) -> None:
    id_ = approved(desk, "x")
    store, now = desk.workspace.store, desk.clock.now()
    fence = store.claim(id_, desk.of("x").fingerprint, now)
    assert fence
    assert store.intend(id_, fence, 0, "comment", "key", now.add(seconds=4), now)
    assert store.receive(id_, fence, 0, "sent", now, RemoteRef("1"))
    assert store.move(id_, "defer", now, due=now)
    left = publish.publish(desk.workspace, id_)
    assert (left.state, "step 1 of an earlier text" in left.note, desk.live("x")) == (State.UNSURE, True, [])


def takes_over(desk: Desk, id_: str) -> int | None:
    """Another process defers the delivery and claims it anew."""
    with desk.workspace.open_store() as other:
        assert other.move(id_, "defer", desk.clock.now(), due=desk.clock.now())
        return other.claim(id_, other.delivery(id_).fingerprint, desk.clock.now())


def test_a_run_whose_delivery_another_holds_sends_nothing_more_and_moves_nothing(desk: Desk) -> None:
    id_ = approved(desk, "x")
    fences: list[int | None] = []

    def connect(account):  # type: ignore[no-untyped-def]
        fences.append(takes_over(desk, id_))
        return desk.workspace.connect(account)

    left = publish.publish(replace(desk.workspace, connect=connect), id_)
    assert (left.state, [left.fence], len(desk.live("x"))) == (State.SENDING, fences, 1)


def test_a_stop_leaves_a_delivery_alone_that_another_holds(desk: Desk) -> None:
    id_ = approved(desk, "x")

    class Stop(threading.Event):
        def is_set(self) -> bool:
            return bool(takes_over(desk, id_))

    left = publish.publish(replace(desk.workspace, stop=Stop()), id_)
    assert (left.state, left.fence, desk.live("x")) == (State.SENDING, 2, [])


def test_a_journal_that_refuses_leaves_a_delivery_alone_that_another_holds(desk: Desk) -> None:
    """Between the stop that did not come and the intent, another process took it over."""
    id_ = approved(desk, "x")

    class Go(threading.Event):
        def is_set(self) -> bool:
            return not takes_over(desk, id_)

    left = publish.publish(replace(desk.workspace, stop=Go()), id_)
    assert (left.state, left.fence, left.note, desk.live("x")) == (State.SENDING, 2, "", [])


@pytest.mark.parametrize(
    ("trouble", "state", "words", "paused"),
    [
        (NotSent("no connection, so nothing was sent"), State.APPROVED, "It is tried again", False),
        (UserError("The secret of x is missing."), State.APPROVED, "The yes is kept", True),
        (KeyError("id"), State.UNSURE, "an error nobody expected (KeyError: 'id')", False),
    ],
)
def test_what_goes_wrong_before_an_answer_is_one_of_the_four_kinds(
    desk: Desk, trouble: Exception, state: State, words: str, paused: bool
) -> None:
    id_ = approved(desk, "reddit")

    def connect(_: object) -> NoReturn:
        raise trouble

    left = publish.publish(replace(desk.workspace, connect=connect), id_)
    account = desk.workspace.store.accounts().get(left.account)
    assert (left.state, words in left.note, bool(account and account.paused)) == (state, True, paused)
    assert left.due
    assert (left.due > desk.clock.now()) == isinstance(trouble, NotSent)


def test_a_comment_that_is_refused_is_left_out_and_said(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(SETTINGS.replace("platform: linkedin, default: true,", "platform: linkedin, default: true, link: comment,"))
    desk.write()
    desk.scan()
    desk.fault("linkedin", "404", path="/rest/socialActions/*")
    id_ = approved(desk, "linkedin")
    desk.send()
    delivery = desk.workspace.store.delivery(id_)
    assert (delivery.state, delivery.note[:27]) == (State.PUBLISHED, "Left out, as it was refused")
    assert [record.state for record in desk.workspace.store.steps(id_).values()] == ["sent", "refused"]
    assert len(desk.live("linkedin")) == 1


def test_a_disk_that_fills_in_the_middle_of_a_thread_leaves_the_rest_under_the_same_yes(desk: Desk) -> None:
    id_ = approved(desk, "x")
    room = desk.workspace.settings.state / "reserve"

    class Filling(threading.Event):
        def is_set(self) -> bool:
            if len(desk.live("x")) == 2 and room.is_file():
                room.unlink()
                room.mkdir()
            return False

    left = publish.publish(replace(desk.workspace, stop=Filling()), id_)
    assert (left.state, left.note[:16], left.due, len(desk.live("x"))) == (State.APPROVED, "the disk is full", desk.clock.now(), 2)
    room.rmdir()
    desk.send()
    assert desk.live("x") == wires(desk, "x")


def test_a_disk_without_room_for_an_answer_lets_nothing_begin(desk: Desk) -> None:
    id_ = approved(desk, "x")
    room = desk.workspace.settings.state / "reserve"
    room.unlink(missing_ok=True)
    room.mkdir()
    with pytest.raises(StoreError, match="Make room for a mebibyte"):
        publish.publish(desk.workspace, id_)
    left = desk.workspace.store.delivery(id_)
    assert (left.state, left.fence, desk.live("x")) == (State.APPROVED, 0, [])


@pytest.mark.parametrize("idempotency", ["refusing", "keyed"])
def test_an_intent_that_only_the_database_took_is_called_off(desk: Desk, monkeypatch: pytest.MonkeyPatch, idempotency: str) -> None:
    """The logbook takes nothing, on X as it is and on an X that would honour our key."""
    from bot.platforms import x

    monkeypatch.setattr(x, "LIMITS", replace(x.LIMITS, idempotency=idempotency))
    id_ = approved(desk, "x")
    logbook = desk.workspace.settings.state / app.LOGBOOK
    logbook.unlink(missing_ok=True)
    logbook.mkdir()
    with pytest.raises(StoreError):
        publish.publish(desk.workspace, id_)
    assert ({r.state for r in desk.workspace.store.steps(id_).values()}, desk.live("x")) == ({"absent"}, [])
    logbook.rmdir()
    desk.clock.advance(60)
    again = desk.again()
    again.look()
    again.send()
    assert again.live("x") == wires(again, "x")


@pytest.mark.parametrize("then", ["401", "402", "429", "reset", "404"])
def test_what_a_second_call_proves_says_nothing_about_the_first(desk: Desk, monkeypatch: pytest.MonkeyPatch, then: str) -> None:
    """Found by the simulation, on an X that would honour our key: the first was live, and forgotten when the second was refused."""
    from bot.platforms import x

    monkeypatch.setattr(x, "LIMITS", replace(x.LIMITS, idempotency="keyed"))
    id_ = approved(desk, "x")
    desk.fault("x", "accept-then-reset", path="/2/tweets")
    desk.send()
    assert (desk.of("x").state, desk.workspace.store.steps(id_)[0].state) == (State.APPROVED, "unsure")
    desk.fault("x", then, path="/2/tweets")
    desk.clock.advance(60)
    publish.publish(desk.workspace, id_)
    assert desk.workspace.store.steps(id_)[0].state == "unsure"
    approve.undo(desk.workspace, id_)
    desk.look(8)
    assert (desk.workspace.store.steps(id_)[0].state, desk.live("x")) == ("sent", wires(desk, "x")[:1])


def test_a_picture_that_is_refused_later_does_not_make_a_post_in_doubt_fail(
    make_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by the simulation: the post was live, its expired upload was made again and refused, and "nothing is live" was said."""
    from bot.platforms import x

    monkeypatch.setattr(x, "LIMITS", replace(x.LIMITS, idempotency="keyed"))
    desk = make_desk()
    _pictured(desk, "teal")
    desk.fault("x", "accept-then-reset", path="/2/tweets")
    id_ = approved(desk, "x")
    desk.send()
    desk.clock.advance(publish.UPLOAD_LIFE + 3600)
    desk.fault("x", "404", times=9, path="*media*")
    publish.publish(desk.workspace, id_)
    assert (desk.of("x").state, "may have gone through" in desk.of("x").note) == (State.UNSURE, True)
    desk.look(8)
    desk.clear()
    desk.send()
    assert desk.live("x") == wires(desk, "x")


def test_a_store_that_fails_within_a_call_is_no_answer_of_the_platform(desk: Desk) -> None:
    """A platform that keeps a journal while it sends, letter by letter, must not go on without it."""

    def ask(_: object) -> NoReturn:
        raise StoreError("The disk is full.", "full")

    with pytest.raises(StoreError, match="full"):
        publish.call(desk.workspace, f"x-{desk.number}", 0, ask)


def test_an_article_edited_while_it_goes_out_is_told_with_what_was_approved(desk: Desk) -> None:
    """The edit is read between the answer and the end of the delivery: what is live is the yes's, and the history says that it differs."""
    id_ = approved(desk, "reddit")
    wanted = wires(desk, "reddit")
    plain = desk.workspace.connect

    def connect(account: Account) -> Connection:
        desk.write(ARTICLE.replace("five epochs", "six epochs"))
        desk.scan()
        return plain(account)

    publish.publish(replace(desk.workspace, connect=connect), id_)
    delivery = desk.workspace.store.delivery(id_)
    assert (delivery.state, desk.live("reddit")) == (State.PUBLISHED, wanted)
    assert (delivery.note, wires(desk, "reddit") == wanted) == (publish.EDITED, False)


def test_how_far_a_step_has_come_is_said_while_it_goes_on(desk: Desk) -> None:
    id_ = approved(desk, "reddit")
    plain, said = desk.workspace.connect, list[str]()

    def connect(account: Account) -> Connection:
        said.append(desk.workspace.store.delivery(id_).note)
        if len(said) == 1:
            raise Halfway("2 of 5 readers are done with")
        return plain(account)

    publish.publish(replace(desk.workspace, connect=connect), id_)
    assert said == ["", "2 of 5 readers are done with"]
    assert (desk.of("reddit").state, desk.live("reddit")) == (State.PUBLISHED, wires(desk, "reddit"))
