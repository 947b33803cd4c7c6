"""Taking back what is live, over real HTTP: the network's ledger is the judge."""

from __future__ import annotations

import pytest

from bot.errors import UserError
from bot.model.delivery import State
from bot.service import approve, halfway, retract, status
from bot.service.approve import Outcome
from tests.service.conftest import SETTINGS, Desk
from tests.service.test_publish import EVERYWHERE, approved, wires

DELETING = {"x": ("DELETE", "/2/tweets/*"), "linkedin": ("DELETE", "/rest/posts/*"), "reddit": ("POST", "/api/del/")}


def published(desk: Desk, platform: str) -> str:
    """Publishes to `platform`; the delivery's id."""
    id_ = approved(desk, platform)
    desk.send()
    assert desk.of(platform).state == State.PUBLISHED
    return id_


def halved(desk: Desk) -> str:
    """A thread on X of which two segments are live and the third was refused; its id."""
    desk.fault("x", "duplicate", path="/2/tweets", skip=2)
    id_ = approved(desk, "x")
    desk.send()
    assert (desk.of("x").state, desk.of("x").sent) == (State.FAILED, 2)
    return id_


def back(desk: Desk, id_: str) -> Outcome:
    """The yes to taking `id_` back."""
    return retract.retract(desk.workspace, retract.plan(desk.workspace, id_), lambda _: None)


def spoil(desk: Desk, platform: str, fault: str, *, skip: int = 0, times: int = 1, seconds: float = 0) -> None:
    """Plans misbehaviour for deletions."""
    method, path = DELETING[platform]
    desk.fault(platform, fault, method=method, path=path, skip=skip, times=times, seconds=seconds)


def deletions(desk: Desk, platform: str) -> int:
    """How many requests to delete reached the network."""
    from fnmatch import fnmatchcase

    from bot.rehearsal import launch

    method, path = DELETING[platform]
    asked = launch.read_ledger(desk.home).requests
    return sum(r.account == f"{platform}-{desk.number}" and r.method == method and fnmatchcase(r.path, path) for r in asked)


@pytest.mark.parametrize("platform", EVERYWHERE)
def test_all_that_is_live_is_deleted_and_each_is_journalled(desk: Desk, platform: str) -> None:
    id_ = published(desk, platform)
    count = len(desk.live(platform))
    assert back(desk, id_).ok
    assert desk.live(platform) == []
    assert (desk.of(platform).state, desk.of(platform).sent) == (State.RETRACTED, 0)
    assert deletions(desk, platform) == count
    events = [event.event for event in desk.workspace.store.history(id_)]
    assert events[-2:] == ["receipt", "retract"]
    assert [event.detail for event in desk.workspace.store.history(id_)].count("take back what is live (1), the last first") == (count == 1)


def test_a_thread_goes_from_its_end(desk: Desk) -> None:
    id_ = published(desk, "x")
    plan = retract.plan(desk.workspace, id_)
    posts = [post.id for post in desk.posts("x")]
    assert [record.ref.id for record in plan.live if record.ref] == posts[::-1]
    assert plan.texts == tuple(wires(desk, "x")[::-1])
    spoil(desk, "x", "403", skip=1)
    assert not back(desk, id_).ok
    assert [post.id for post in desk.posts("x")] == posts[:-1], "what is left still reads from its beginning"


@pytest.mark.parametrize("platform", EVERYWHERE)
@pytest.mark.parametrize("fault", ["500-after", "accept-then-reset", "late", "500-before", "reset", "html"])
def test_a_deletion_whose_answer_is_lost_is_settled_by_looking_or_by_asking_again(desk: Desk, platform: str, fault: str) -> None:
    id_ = published(desk, platform)
    spoil(desk, platform, fault, seconds=3)
    assert back(desk.hasty() if fault == "late" else desk, id_).ok
    assert desk.live(platform) == []
    assert desk.of(platform).state == State.RETRACTED


def test_what_x_says_is_gone_is_not_asked_for_again(desk: Desk) -> None:
    id_ = published(desk, "x")
    spoil(desk, "x", "500-after")
    assert back(desk, id_).ok
    assert deletions(desk, "x") == len(wires(desk, "x"))


def deleted_there(desk: Desk, platform: str) -> None:
    """Deletes all of the delivery as its author would, on the platform's own page."""
    module, account = desk.workspace.platform(desk.of(platform).account), desk.workspace.account(desk.of(platform).account)
    for record in retract.plan(desk.workspace, desk.of(platform).id).live:
        assert record.ref is not None
        module.delete(desk.workspace.connect(account), record.ref)
    assert desk.live(platform) == []


@pytest.mark.parametrize("platform", EVERYWHERE)
def test_what_its_author_deleted_meanwhile_counts_as_gone(desk: Desk, platform: str) -> None:
    id_ = published(desk, platform)
    deleted_there(desk, platform)
    assert back(desk, id_).ok
    assert desk.of(platform).state == State.RETRACTED


@pytest.mark.parametrize("platform", EVERYWHERE)
def test_a_platform_that_does_not_find_what_is_live_is_not_believed(desk: Desk, platform: str) -> None:
    """Believed, the next yes would put the same post there a second time."""
    id_ = published(desk, platform)
    there = desk.live(platform)
    spoil(desk, platform, "404", times=9)
    outcome = back(desk, id_)
    assert not outcome.ok
    assert f"bot retract {id_} --gone" in outcome.words
    assert (desk.of(platform).state, desk.live(platform)) == (State.PUBLISHED, there)


@pytest.mark.parametrize("platform", EVERYWHERE)
def test_a_refused_deletion_is_told_with_the_ways_on_and_stays_in_the_inbox(desk: Desk, platform: str) -> None:
    id_ = published(desk, platform)
    spoil(desk, platform, "403")
    outcome = back(desk, id_)
    assert not outcome.ok
    assert "refused" in outcome.words
    assert f"bot retract {id_} --gone" in outcome.words
    assert desk.of(platform).state == State.PUBLISHED
    assert [todo.command for todo in status.inbox(desk.workspace) if todo.kind == "unfinished"] == [f"bot retract {id_}"]
    assert back(desk, id_).ok
    assert [todo for todo in status.inbox(desk.workspace) if todo.kind == "unfinished"] == []
    assert desk.live(platform) == []


def test_a_deletion_that_stays_in_doubt_is_said_to_be(desk: Desk) -> None:
    id_ = published(desk, "linkedin")
    spoil(desk, "linkedin", "500-before", times=9)
    outcome = back(desk, id_)
    assert "nobody knows what became of it" in outcome.words
    assert deletions(desk, "linkedin") == 3
    assert desk.workspace.store.unfinished() == {id_}
    assert len(desk.live("linkedin")) == 1
    desk.clear()
    assert back(desk, id_).ok
    assert desk.live("linkedin") == []


def test_a_platform_that_asks_to_wait_is_obeyed(desk: Desk) -> None:
    id_ = published(desk, "x")
    spoil(desk, "x", "429", skip=1, seconds=120)
    assert not back(desk, id_).ok
    asked = deletions(desk, "x")
    assert "has to wait" in back(desk, id_).words
    assert deletions(desk, "x") == asked
    desk.clock.advance(121)
    assert back(desk, id_).ok
    assert desk.live("x") == []


def test_a_look_after_a_deletion_that_is_told_to_wait_ends_the_calls(desk: Desk) -> None:
    """Found by the simulation: the deletion in doubt was called again two seconds later."""
    id_ = published(desk, "x")
    before = deletions(desk, "x")
    spoil(desk, "x", "500-before", times=9)
    desk.fault("x", "429", method="GET", path="*", seconds=600)
    outcome = back(desk, id_)
    assert (outcome.ok, deletions(desk, "x") - before) == (False, 1)
    state = desk.workspace.store.accounts(rehearsal=True)[desk.of("x").account]
    assert state.not_before is not None
    assert state.not_before >= desk.clock.now().add(seconds=600)
    assert "has to wait" in back(desk, id_).words


@pytest.mark.parametrize("platform", EVERYWHERE)
def test_a_retraction_that_was_cut_goes_on_after_a_restart(desk: Desk, platform: str) -> None:
    """The process dies after a call and before its receipt: the intent stands, the thing is gone."""
    id_ = published(desk, platform)
    plan = retract.plan(desk.workspace, id_)
    store, now, record = desk.workspace.store, desk.clock.now(), plan.live[0]
    keys = [(1000 + one.index, "") for one in plan.live]
    fence = store.begin_amendment(plan.delivery, "delete", keys, now, detail="", who="tester", draft=None)
    assert fence
    assert store.intend_amendment(id_, fence, "delete", 1000 + record.index, now, now)
    assert record.ref
    account = desk.workspace.account(desk.of(platform).account)
    desk.workspace.platform(account.name).delete(desk.workspace.connect(account), record.ref)
    later = desk.again()
    assert later.workspace.store.unfinished() == {id_}
    assert back(later, id_).ok
    assert later.live(platform) == []
    assert later.of(platform).state == State.RETRACTED


def test_two_at_once_delete_once(desk: Desk) -> None:
    id_ = published(desk, "x")
    first, second = retract.plan(desk.workspace, id_), retract.plan(desk.workspace, id_)
    assert retract.retract(desk.workspace, first, lambda _: None).ok
    assert "changed while you looked" in retract.retract(desk.workspace, second, lambda _: None).words
    assert deletions(desk, "x") == len(first.live)


def test_a_pause_stops_no_deletion(desk: Desk) -> None:
    id_ = published(desk, "x")
    desk.workspace.store.pause(None, "something is wrong", desk.clock.now(), "tester")
    assert back(desk, id_).ok
    assert desk.live("x") == []


def test_a_first_comment_goes_with_its_post(make_desk) -> None:  # type: ignore[no-untyped-def]
    desk = make_desk(SETTINGS.replace("platform: linkedin, default: true,", "platform: linkedin, default: true, link: comment,"))
    desk.write()
    desk.scan()
    id_ = published(desk, "linkedin")
    assert len(desk.posts("linkedin")) == 2
    desk.fault("linkedin", "403", method="DELETE", path="/rest/socialActions/*")
    assert back(desk, id_).ok
    assert desk.posts("linkedin") == []
    assert {record.state for record in desk.workspace.store.steps(id_).values() if record.index < 1000} == {"retracted"}
    assert desk.workspace.store.unfinished() == set()


def test_what_a_person_took_back_is_recorded_as_their_word(desk: Desk) -> None:
    id_ = published(desk, "x")
    assert retract.gone(desk.workspace, retract.plan(desk.workspace, id_)).ok
    assert desk.of("x").state == State.RETRACTED
    assert deletions(desk, "x") == 0
    assert "tester" in [event.who for event in desk.workspace.store.history(id_) if event.event == "receipt"]


def test_an_account_that_posts_by_hand_is_taken_back_by_hand(make_desk) -> None:  # type: ignore[no-untyped-def]
    desk = make_desk(SETTINGS.replace("mode: api", "mode: handoff"))
    desk.write()
    desk.scan()
    id_ = approved(desk, "reddit")
    desk.send()
    assert approve.done(desk.workspace, id_, "https://www.reddit.com/r/test/comments/1abcde/title/").ok
    plan = retract.plan(desk.workspace, id_)
    assert plan.by_hand
    assert retract.gone(desk.workspace, plan).ok
    assert desk.of("reddit").state == State.RETRACTED


def test_what_was_taken_back_may_go_out_again_after_a_fresh_yes(desk: Desk) -> None:
    id_ = published(desk, "x")
    assert back(desk, id_).ok
    desk.send()
    assert desk.live("x") == []
    assert approve.retry(desk.workspace, id_).ok
    approved(desk, "x")
    desk.send()
    assert desk.live("x") == wires(desk, "x")
    assert desk.of("x").state == State.PUBLISHED


@pytest.mark.parametrize("first", ["nothing", "waiting", "approved", "unsure"])
def test_what_cannot_be_taken_back_says_what_comes_first(desk: Desk, first: str) -> None:
    id_ = desk.of("linkedin").id
    if first == "unsure":
        desk.fault("linkedin", "500-after", path="/rest/posts")
    if first in ("approved", "unsure"):
        approved(desk, "linkedin")
    if first == "unsure":
        desk.send()
    said = {"approved": "bot undo", "unsure": "bot resolve"}.get(first, "nothing to take back")
    with pytest.raises(UserError, match=said):
        retract.plan(desk.workspace, id_)


# -- a thread that was refused half-way: continue, leave, take back


def test_a_thread_refused_half_way_is_reported_with_its_root_and_three_ways(desk: Desk) -> None:
    id_ = halved(desk)
    (todo,) = (todo for todo in status.inbox(desk.workspace) if todo.kind == "failed")
    assert desk.of("x").links[0] in todo.line
    assert all(way in todo.command for way in ("retry", "leave", "retract", id_))


def test_a_thread_that_a_pause_cut_is_reported_with_its_root(desk: Desk) -> None:
    desk.fault("x", "401", path="/2/tweets", skip=1)
    approved(desk, "x")
    desk.send()
    assert (desk.of("x").state, desk.of("x").sent) == (State.APPROVED, 1)
    (todo,) = (todo for todo in status.inbox(desk.workspace) if todo.kind == "halfway")
    assert desk.of("x").links[0] in todo.line
    assert todo.command == f"bot resume {desk.of('x').account}"
    desk.workspace.store.resume(desk.of("x").account, desk.clock.now(), "tester")
    assert [todo for todo in status.inbox(desk.workspace) if todo.kind == "halfway"] == []


def test_continue_sends_only_the_rest_under_the_right_parent(desk: Desk) -> None:
    id_ = halved(desk)
    there = [post.id for post in desk.posts("x")]
    outcome = approve.retry(desk.workspace, id_)
    assert "2 of" in outcome.words
    approved(desk, "x")
    desk.send()
    posts = desk.posts("x")
    assert desk.of("x").state == State.PUBLISHED
    assert [post.id for post in posts[:2]] == there
    assert desk.live("x") == wires(desk, "x")
    assert [post.parent or None for post in posts] == [None, *(post.id for post in posts[:-1])]


def test_leave_counts_what_is_live_as_all_of_it(desk: Desk) -> None:
    id_ = halved(desk)
    live, whole = desk.live("x"), desk.of("x").segments
    outcome = halfway.leave(desk.workspace, id_)
    assert outcome.words == f"stays as it is: 2 of {whole} segments are live"
    left = desk.of("x")
    assert (left.state, left.sent, left.segments) == (State.PUBLISHED, 2, 2)
    assert wires(desk, "x") == live, "what is bound from now on is what is live"
    desk.send()
    assert desk.live("x") == live
    assert [todo for todo in status.inbox(desk.workspace) if todo.kind == "failed"] == []
    with pytest.raises(UserError, match="nothing is half-way"):
        halfway.leave(desk.workspace, id_)


@pytest.mark.parametrize("retried", [False, True])
def test_a_half_thread_is_taken_back(desk: Desk, retried: bool) -> None:
    id_ = halved(desk)
    if retried:
        approve.retry(desk.workspace, id_)
    assert back(desk, id_).ok
    assert desk.live("x") == []
    assert desk.of("x").state == State.RETRACTED


def test_a_thread_taken_back_in_part_may_be_left_or_sent_again(desk: Desk) -> None:
    id_ = published(desk, "x")
    spoil(desk, "x", "403", skip=1)
    assert not back(desk, id_).ok
    whole = desk.of("x").segments
    assert halfway.leave(desk.workspace, id_).ok
    assert (desk.of("x").state, desk.of("x").segments) == (State.PUBLISHED, whole - 1)
    assert desk.workspace.store.unfinished() == set()
    assert len(desk.live("x")) == whole - 1
