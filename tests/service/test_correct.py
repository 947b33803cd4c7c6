"""Correcting what is live, over real HTTP: an edit in place, a reply below it, or by hand. The network's ledger is the judge."""

from __future__ import annotations

import pytest

from bot.errors import UserError
from bot.model.delivery import State
from bot.rehearsal import launch
from bot.service import correct, reply, status
from bot.service.approve import Outcome
from tests.service.conftest import ARTICLE, SETTINGS, Desk
from tests.service.test_publish import wires
from tests.service.test_retract import halved, published

EDITING = {"linkedin": "/rest/posts/*", "reddit": "/api/editusertext/"}
LINK = SETTINGS.replace("subreddit: test, mode: api", "subreddit: test, mode: api, kind: link")
NEW = ARTICLE.replace("rose steadily", "climbed").replace("flatter minima", "wider minima")
SORRY = "The batch was 32, not 64. The figures stand."


def rewritten(desk: Desk, text: str = NEW) -> None:
    """The post's file says something else now."""
    path = desk.write(text)
    desk.age(path, 20)
    desk.scan()


def mended(desk: Desk, platform: str) -> tuple[correct.Correction, Outcome]:
    """A yes to the edit that the changed file asks for."""
    plan = correct.plan(desk.workspace, desk.of(platform).id)
    return plan, correct.edit(desk.workspace, plan)


def edits(desk: Desk, platform: str) -> int:
    """How many requests to edit reached the network."""
    from fnmatch import fnmatchcase

    asked = launch.read_ledger(desk.home).requests
    return sum(r.account == f"{platform}-{desk.number}" and fnmatchcase(r.path, EDITING[platform]) and r.method == "POST" for r in asked)


@pytest.mark.parametrize("platform", ["linkedin", "reddit"])
def test_an_edit_makes_what_is_live_say_what_the_file_says(desk: Desk, platform: str) -> None:
    id_ = published(desk, platform)
    before, posts = desk.live(platform), desk.posts(platform)
    rewritten(desk)
    assert f"bot correct {id_}" in desk.of(platform).note
    plan, outcome = mended(desk, platform)
    assert outcome.ok, outcome.words
    assert desk.live(platform) == [plan.mended.segments[0].wire] != before
    assert [post.id for post in desk.posts(platform)] == [post.id for post in posts]
    now = desk.of(platform)
    assert (now.state, now.approved, now.note) == (State.PUBLISHED, plan.mended.fingerprint, "")
    assert wires(desk, platform) == desk.live(platform)
    events = [event.event for event in desk.workspace.store.history(id_)][-4:]
    assert events == ["edit: yes", "intent", "receipt", "correct"]
    assert correct.plan(desk.workspace, id_).edits == ()


@pytest.mark.parametrize("platform", ["linkedin", "reddit"])
@pytest.mark.parametrize("fault", ["500-after", "accept-then-reset", "late", "500-before", "html"])
def test_an_edit_whose_answer_is_lost_is_made_again_which_changes_nothing_more(desk: Desk, platform: str, fault: str) -> None:
    published(desk, platform)
    rewritten(desk)
    desk.fault(platform, fault, path=EDITING[platform], seconds=3)
    plan, outcome = mended(desk.hasty() if fault == "late" else desk, platform)
    assert outcome.ok, outcome.words
    assert desk.live(platform) == [plan.mended.segments[0].wire]
    assert edits(desk, platform) == 2


@pytest.mark.parametrize("fault", ["403", "404"])
def test_a_refused_edit_changes_nothing_and_is_said(desk: Desk, fault: str) -> None:
    id_ = published(desk, "linkedin")
    bound, text = desk.of("linkedin").approved, desk.live("linkedin")
    rewritten(desk)
    desk.fault("linkedin", fault, path=EDITING["linkedin"])
    _, outcome = mended(desk, "linkedin")
    assert "refused" in outcome.words
    assert desk.live("linkedin") == text
    assert (desk.of("linkedin").approved, edits(desk, "linkedin")) == (bound, 1)
    assert f"bot correct {id_}" in desk.of("linkedin").note


def test_an_edit_that_stays_in_doubt_is_in_the_inbox_and_goes_on(desk: Desk) -> None:
    id_ = published(desk, "linkedin")
    rewritten(desk)
    desk.fault("linkedin", "500-before", path=EDITING["linkedin"], times=9)
    plan, outcome = mended(desk, "linkedin")
    assert "nobody knows" in outcome.words
    assert edits(desk, "linkedin") == 3
    assert [todo.command for todo in status.inbox(desk.workspace) if todo.kind == "unfinished"] == [f"bot correct {id_}"]
    desk.clear()
    assert mended(desk, "linkedin")[1].ok
    assert desk.live("linkedin") == [plan.mended.segments[0].wire]
    assert desk.workspace.store.unfinished() == set()


def test_an_edit_cut_between_its_call_and_its_receipt_goes_on(desk: Desk) -> None:
    id_ = published(desk, "reddit")
    rewritten(desk)
    plan = correct.plan(desk.workspace, id_)
    store, now = desk.workspace.store, desk.clock.now()
    keys = [(2000, plan.mended.fingerprint)]
    fence = store.begin_amendment(plan.delivery, "edit", keys, now, detail="", who="tester", draft=plan.mended)
    assert fence
    assert store.intend_amendment(id_, fence, "edit", 2000, now, now)
    later = desk.again()
    assert later.workspace.store.unfinished() == {id_}
    assert mended(later, "reddit")[1].ok
    assert later.live("reddit") == [plan.mended.segments[0].wire]


def test_a_yes_to_an_edit_sends_what_was_shown_whatever_the_file_says_meanwhile(desk: Desk) -> None:
    id_ = published(desk, "linkedin")
    rewritten(desk)
    plan = correct.plan(desk.workspace, id_)
    rewritten(desk, NEW.replace("Small batches", "Tiny batches"))
    assert correct.edit(desk.workspace, plan).ok
    assert desk.live("linkedin") == [plan.mended.segments[0].wire]
    assert "Tiny" not in desk.live("linkedin")[0]


def test_two_edits_at_once_are_one(desk: Desk) -> None:
    id_ = published(desk, "linkedin")
    rewritten(desk)
    first, second = correct.plan(desk.workspace, id_), correct.plan(desk.workspace, id_)
    assert correct.edit(desk.workspace, first).ok
    assert "changed while you looked" in correct.edit(desk.workspace, second).words
    assert edits(desk, "linkedin") == 1


def test_a_pause_stops_an_edit(desk: Desk) -> None:
    published(desk, "linkedin")
    rewritten(desk)
    desk.workspace.store.pause(None, "something is wrong", desk.clock.now(), "tester")
    assert "paused" in mended(desk, "linkedin")[1].words
    assert edits(desk, "linkedin") == 0


def test_a_title_stays_and_is_said_to(desk: Desk) -> None:
    published(desk, "reddit")
    rewritten(desk, NEW.replace("title: Small batches", "title: Little batches"))
    plan, outcome = mended(desk, "reddit")
    assert plan.stays == ("the title",)
    assert outcome.ok
    (post,) = desk.posts("reddit")
    assert post.text == plan.mended.segments[0].wire
    assert post.title.startswith("Small batches")
    assert "live version differs" in desk.of("reddit").note


def test_a_link_post_of_reddit_has_no_text_to_edit(make_desk) -> None:  # type: ignore[no-untyped-def]
    desk = make_desk(LINK)
    desk.write()
    desk.scan()
    published(desk, "reddit")
    rewritten(desk, ARTICLE.replace("org/small-batches", "org/smaller-batches"))
    plan = correct.plan(desk.workspace, desk.of("reddit").id)
    assert plan.edits == ()
    assert plan.stays


def test_x_has_no_edit(desk: Desk) -> None:
    published(desk, "x")
    rewritten(desk)
    plan = correct.plan(desk.workspace, desk.of("x").id)
    assert (plan.edits, plan.can_edit, plan.can_reply) == ((), False, True)


def test_what_a_person_changed_by_hand_is_recorded(desk: Desk) -> None:
    id_ = published(desk, "x")
    text = desk.live("x")
    rewritten(desk)
    plan = correct.plan(desk.workspace, id_)
    assert correct.done(desk.workspace, plan).ok
    assert plan.wanted
    assert (desk.of("x").approved, desk.of("x").note) == (plan.wanted.fingerprint, "")
    assert desk.live("x") == text


@pytest.mark.parametrize("state", ["waiting", "half"])
def test_only_what_is_live_as_a_whole_is_corrected(desk: Desk, state: str) -> None:
    id_ = halved(desk) if state == "half" else desk.of("x").id
    with pytest.raises(UserError, match="nothing live to correct"):
        correct.plan(desk.workspace, id_)


# -- a reply, where nothing can be edited


def said(desk: Desk, text: str = SORRY) -> Outcome:
    """A yes to a correction below the thread on X."""
    plan = correct.plan(desk.workspace, desk.of("x").id)
    return reply.reply(desk.workspace, plan, reply.draft(desk.workspace, plan, text))


def settled(desk: Desk) -> Outcome:
    """What `bot correct` does first when a reply is in doubt."""
    delivery = desk.of("x")
    record = reply.doubtful(desk.workspace, delivery)
    assert record
    return reply.settle(desk.workspace, delivery, record, lambda _: None)


def test_a_reply_stands_once_below_the_last_post_with_exactly_its_words(desk: Desk) -> None:
    published(desk, "x")
    last = desk.posts("x")[-1]
    assert said(desk).ok
    *thread, post = desk.posts("x")
    assert (post.text, post.parent) == (SORRY, last.id)
    assert [one.text for one in thread] == wires(desk, "x"), "the thread itself is untouched"
    assert desk.of("x").state == State.PUBLISHED
    assert said(desk, "And the second figure is of 2025.").ok
    assert [one.parent for one in desk.posts("x")[-2:]] == [last.id, last.id]


@pytest.mark.parametrize("fault", ["500-after", "accept-then-reset", "late"])
def test_a_reply_whose_answer_is_lost_is_found_and_never_posted_again(desk: Desk, fault: str) -> None:
    id_ = published(desk, "x")
    desk.fault("x", fault, path="/2/tweets", seconds=3)
    assert "looks for it" in said(desk.hasty() if fault == "late" else desk).words
    assert [todo.command for todo in status.inbox(desk.workspace) if todo.kind == "unfinished"] == [f"bot correct {id_}"]
    later = desk.again()
    assert "the reply is there" in settled(later).words
    assert later.live("x").count(SORRY) == 1
    assert reply.doubtful(later.workspace, later.of("x")) is None


def test_a_clock_that_is_hours_ahead_hides_no_reply(desk: Desk) -> None:
    published(desk, "x")
    desk.clock.advance(14 * 3600)
    desk.fault("x", "500-after", path="/2/tweets")
    said(desk)
    assert "the reply is there" in settled(desk).words
    assert desk.live("x").count(SORRY) == 1


def test_looking_for_a_reply_obeys_a_platform_that_asks_to_wait(desk: Desk) -> None:
    published(desk, "x")
    desk.fault("x", "500-after", path="/2/tweets")
    said(desk)
    desk.fault("x", "429", method="GET", path="*", seconds=600)
    assert "looking for it failed" in settled(desk).words
    state = desk.workspace.store.accounts(rehearsal=True)[desk.of("x").account]
    assert state.not_before is not None
    assert state.not_before >= desk.clock.now().add(seconds=600)


@pytest.mark.parametrize("fault", ["500-before", "reset", "html"])
def test_a_reply_that_did_not_arrive_is_proved_absent_and_may_be_said_again(desk: Desk, fault: str) -> None:
    published(desk, "x")
    desk.fault("x", fault, path="/2/tweets")
    assert not said(desk).ok
    assert "was not posted" in settled(desk).words
    assert desk.live("x").count(SORRY) == 0
    assert said(desk).ok
    assert desk.live("x").count(SORRY) == 1


def test_a_reply_in_doubt_is_not_called_again(desk: Desk) -> None:
    """Even by somebody who does not look first: its place in the journal is taken, and its call is not repeated."""
    id_ = published(desk, "x")
    desk.fault("x", "500-after", path="/2/tweets")
    said(desk)
    store, now = desk.workspace.store, desk.clock.now()
    fence = store.begin_amendment(desk.of("x"), "reply", [(3000, "other")], now, detail="", who="tester", draft=None)
    assert fence
    assert not store.intend_amendment(id_, fence, "reply", 3000, now, now)
    assert store.steps(id_)[3000].state == "unsure"


def test_a_refused_reply_was_not_posted(desk: Desk) -> None:
    published(desk, "x")
    desk.fault("x", "403", path="/2/tweets")
    assert "nothing was posted" in said(desk).words
    assert desk.live("x").count(SORRY) == 0
    assert said(desk).ok


@pytest.mark.parametrize("text", ["# A heading\n\nand more", "word " * 90, "word " * 200])
def test_a_correction_is_one_post(desk: Desk, text: str) -> None:
    published(desk, "x")
    plan = correct.plan(desk.workspace, desk.of("x").id)
    with pytest.raises(UserError, match=r"short|heading"):
        reply.draft(desk.workspace, plan, text)
