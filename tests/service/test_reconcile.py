"""Looking for what is in doubt: when, how often, and what follows. The network's ledger is the judge."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from bot.errors import UserError
from bot.model.delivery import State
from bot.model.receipt import RemoteRef
from bot.rehearsal import launch
from bot.rules import outcome
from bot.service import approve, dates, publish, reconcile
from tests.service.conftest import Desk
from tests.service.test_publish import approved, wires


def doubtful(desk: Desk, platform: str = "x", fault: str = "accept-then-reset") -> str:
    """A delivery whose first post nobody knows about."""
    id_ = approved(desk, platform)
    desk.fault(platform, fault, path="/2/tweets" if platform == "x" else "/rest/posts" if platform == "linkedin" else "/api/submit/")
    desk.send()
    assert desk.workspace.store.delivery(id_).state == State.UNSURE
    return id_


def test_what_another_delivery_put_there_settles_no_doubt(desk: Desk) -> None:
    """Found by the simulation: a copy of an article was taken for the article, and its thread went on below the wrong post."""
    id_ = doubtful(desk, "linkedin", "500-before")
    store = desk.workspace.store
    desk.clear()
    other = replace(store.delivery(id_), id="copy", post="a-copy", state=State.WAITING, approved=None, fence=0)
    assert store.add_delivery(other, store.draft(id_), desk.clock.now(), "tester") == "copy"
    assert desk.yes("copy")[0].ok
    desk.send()
    (post,) = desk.posts("linkedin")
    with pytest.raises(UserError, match="is what copy put there"):
        approve.resolve(desk.workspace, id_, f"https://www.linkedin.com/feed/update/{post.id}/")
    assert store.delivery(id_).state == State.UNSURE


def looks_made(desk: Desk, platform: str = "x") -> int:
    """How often the account's own list was read."""
    account = f"{platform}-{desk.number}"
    asked = [r for r in launch.read_ledger(desk.home).requests if r.account == account and r.method == "GET"]
    return sum(r.path.endswith(("/tweets", "/submitted")) for r in asked)


def killed(desk: Desk, platform: str, steps: int) -> str:
    """A delivery whose process died when `steps` of its steps had their receipts."""
    id_, store, now = approved(desk, platform), desk.workspace.store, desk.clock.now()
    delivery = store.delivery(id_)
    fence = store.claim(id_, delivery.fingerprint, now)
    assert fence
    for step in desk.workspace.platform(delivery.account).steps(store.draft(id_))[:steps]:
        assert store.intend(id_, fence, step.index, step.action, publish.key_of(delivery, step), now.add(seconds=4), now)
        assert store.receive(id_, fence, step.index, "sent", now, RemoteRef(f"{step.index + 1}"))
    return id_


def test_a_death_after_the_last_receipt_needs_no_look(desk: Desk) -> None:
    id_ = killed(desk, "x", len(wires(desk, "x")))
    after = desk.again()
    after.look_once()
    delivery = after.workspace.store.delivery(id_)
    assert (delivery.state, delivery.note, looks_made(desk), after.live("x")) == (State.PUBLISHED, "", 0, [])


def test_a_call_of_an_earlier_claim_is_settled_by_the_looks_under_the_present_one(desk: Desk) -> None:
    id_, store, now = killed(desk, "x", 0), desk.workspace.store, desk.clock.now()
    first, key = store.delivery(id_).fence, "the key of the first call"
    assert store.intend(id_, first, 0, "post", key, now.add(seconds=4), now)
    assert store.move(id_, "look: absent", now, due=now)
    assert store.claim(id_, store.delivery(id_).fingerprint, now) == first + 1
    desk.look(9)
    assert (store.delivery(id_).state, store.steps(id_)[0].state) == (State.APPROVED, "absent")


def test_a_death_after_the_claim_goes_on_where_it_stopped(desk: Desk) -> None:
    id_ = killed(desk, "reddit", 0)
    after = desk.again()
    after.look_once()
    delivery = after.workspace.store.delivery(id_)
    assert (delivery.state, delivery.note, delivery.due) == (State.APPROVED, "", desk.clock.now())
    after.send()
    assert after.live("reddit") == wires(after, "reddit")


@pytest.mark.parametrize("died", [True, False])
def test_what_was_edited_meanwhile_is_said_of_what_went_out(desk: Desk, died: bool) -> None:
    """The process died after the call, or the answer was lost."""
    id_ = killed_after_the_call(desk) if died else doubtful(desk, "reddit")
    desk.write("---\ntitle: Another title\n---\n\nAnother text about something else, in one sentence.\n")
    desk.scan()
    after = desk.again()
    after.look(3)
    delivery = after.workspace.store.delivery(id_)
    assert (delivery.state, delivery.note, len(desk.live("reddit"))) == (State.PUBLISHED, publish.EDITED, 1)


def killed_after_the_call(desk: Desk) -> str:
    """A delivery to Reddit that went out, and its process died before the receipt."""
    id_ = killed(desk, "reddit", 0)
    delivery, store, now = desk.of("reddit"), desk.workspace.store, desk.clock.now()
    platform = desk.workspace.platform(delivery.account)
    step, key = platform.steps(store.draft(id_))[0], "key"
    assert store.intend(id_, delivery.fence, 0, step.action, key, now.add(seconds=4), now)
    platform.publish(desk.workspace.connect(desk.workspace.account(delivery.account)), step, {}, key)
    return id_


def test_a_look_waits_for_the_end_of_the_call_and_two_of_them_prove_an_absence(desk: Desk) -> None:
    id_ = doubtful(desk, fault="500-before")
    store = desk.workspace.store
    deadline = store.steps(id_)[0].deadline
    assert desk.look_once() == 1
    reconcile.settle(desk.workspace, store.delivery(id_), desk.looks)
    assert (looks_made(desk), desk.looks.begun) == (0, {}), "the call began now, by a clock that nobody set back"
    desk.clock.advance((deadline - desk.clock.now()).total("seconds"))
    assert desk.look_once() == 1
    assert (looks_made(desk), store.delivery(id_).state) == (1, State.UNSURE)
    assert "a second one decides" in store.delivery(id_).note
    desk.look_once()
    assert looks_made(desk) == 1, "not before its time"
    desk.clock.advance(3)
    desk.look_once()
    assert (looks_made(desk), store.delivery(id_).state, store.steps(id_)[0].state) == (2, State.APPROVED, "absent")
    assert desk.looks.empty == {}, "the next doubt begins anew"
    assert store.delivery(id_).due == desk.clock.now()


def test_a_look_that_fails_is_made_again_ever_later_and_nobody_waits_for_the_fourth(desk: Desk) -> None:
    id_ = doubtful(desk)
    desk.fault("x", "500-before", method="GET", path="*", times=reconcile.PATIENCE)
    waited = []
    for _ in range(reconcile.PATIENCE):
        while not desk.look_once() or looks_made(desk) == len(waited):
            desk.clock.advance(5)
        waited.append(desk.looks.after[id_] - desk.clock.now())
    assert [each.total("seconds") for each in waited] == [outcome.backoff(id_, failures) for failures in (1, 2, 3)]
    assert desk.look_once() == 0
    assert "looking for it failed" in desk.workspace.store.delivery(id_).note
    desk.clock.advance(waited[-1].total("seconds"))
    desk.look_once()
    assert (desk.looks.failed, looks_made(desk)) == ({}, reconcile.PATIENCE + 1)
    desk.send()
    assert desk.live("x") == wires(desk, "x")


def test_what_looking_cannot_settle_is_still_looked_for_once_an_hour(desk: Desk) -> None:
    """Refused as a duplicate at its second try, and nowhere to be seen."""
    id_ = doubtful(desk, fault="500-before")
    desk.fault("x", "duplicate", path="/2/tweets")
    desk.look()
    desk.send()
    assert desk.workspace.store.steps(id_)[0].state == "refused"
    while not desk.looks.given_up:
        desk.clock.advance(15)
        desk.look_once()
    delivery, made = desk.workspace.store.delivery(id_), looks_made(desk)
    assert (desk.look_once(), looks_made(desk)) == (0, made), "not twice in one moment"
    assert (delivery.state, desk.looks.given_up) == (State.UNSURE, {id_})
    assert f"bot resolve {id_}" in delivery.note
    desk.clock.advance(reconcile.NOW_AND_THEN - 60)
    assert (desk.look_once(), looks_made(desk)) == (0, made)
    desk.clock.advance(120)
    desk.look_once()
    after = desk.workspace.store.delivery(id_)
    assert (looks_made(desk), after.note, after.state, desk.live("x")) == (made + 1, delivery.note, State.UNSURE, [])


def test_a_blind_platform_is_never_asked(desk: Desk) -> None:
    id_ = doubtful(desk, "linkedin")
    desk.clock.advance(3600)
    asked = len(launch.read_ledger(desk.home).requests)
    assert desk.look_once() == 0
    reconcile.settle(desk.workspace, desk.workspace.store.delivery(id_), desk.looks)
    assert len(launch.read_ledger(desk.home).requests) == asked
    assert desk.workspace.store.delivery(id_).state == State.UNSURE


def test_a_death_in_a_blind_call_is_a_doubt_for_a_person_once_the_call_is_over(desk: Desk) -> None:
    id_ = killed(desk, "linkedin", 0)
    delivery, store, now = desk.of("linkedin"), desk.workspace.store, desk.clock.now()
    step = desk.workspace.platform(delivery.account).steps(store.draft(id_))[0]
    assert store.intend(id_, delivery.fence, 0, step.action, publish.key_of(delivery, step), now.add(seconds=4), now)
    after = desk.again()
    assert after.look_once() == 1
    assert after.workspace.store.delivery(id_).state == State.SENDING
    after.clock.advance(4)
    after.look_once()
    present = after.workspace.store.delivery(id_)
    assert (present.state, f"bot resolve {id_}" in present.note, after.live("linkedin")) == (State.UNSURE, True, [])
    record = after.workspace.store.steps(id_)[0]
    assert (record.state, record.why) == ("unsure", "the answer never came")


def test_a_delivery_of_an_account_that_is_no_more_is_left_alone(desk: Desk) -> None:
    id_ = doubtful(desk)
    settings = desk.workspace.settings
    accounts = {name: account for name, account in settings.accounts.items() if account.platform != "x"}
    bereft = replace(desk, workspace=replace(desk.workspace, settings=msgspec.structs.replace(settings, accounts=accounts)))
    bereft.clock.advance(60)
    assert (bereft.look_once(), bereft.workspace.store.delivery(id_).state) == (0, State.UNSURE)


@pytest.mark.parametrize("platform", ["x", "reddit"])
def test_a_clock_that_is_hours_ahead_of_the_platforms_hides_nothing_from_a_look(desk: Desk, platform: str) -> None:
    """A laptop that takes local time for UTC is up to fourteen hours ahead until it is set right."""
    desk.clock.advance(14 * 3600)
    doubtful(desk, platform)
    desk.look()
    desk.send()
    assert desk.of(platform).state == State.PUBLISHED
    assert desk.live(platform) == wires(desk, platform)


def test_an_attempt_under_this_yes_that_came_days_ago_is_found_too(desk: Desk) -> None:
    """Two looks had missed it, and the next attempt, days later, is in doubt as well."""
    id_ = doubtful(desk, "reddit", "500-after")
    store, now = desk.workspace.store, desk.clock.now()
    assert store.receive(id_, store.steps(id_)[0].fence, 0, "absent", now)
    assert store.move(id_, "look: absent", now, due=now)
    desk.clock.advance(2 * reconcile.CLOCK_AHEAD)
    desk.fault("reddit", "500-before", path="/api/submit/")
    desk.send()
    desk.look()
    desk.send()
    assert (store.delivery(id_).state, desk.live("reddit")) == (State.PUBLISHED, wires(desk, "reddit"))


@pytest.mark.parametrize("hours", [1, 96])
def test_a_clock_that_was_ahead_and_is_set_right_hides_nothing_and_keeps_nothing_waiting(desk: Desk, hours: int) -> None:
    """Found by the simulation: the intent, the deadline and the next look were days away, and then the post too old to be found."""
    desk.clock.advance(hours * 3600)
    id_ = doubtful(desk, fault="500-after")
    desk.looks.after[id_] = desk.clock.now().add(seconds=60)
    desk.looks.empty[id_] = [desk.clock.now()]
    desk.clock.advance(60 - hours * 3600)
    desk.look(2, seconds=2)
    assert desk.workspace.store.steps(id_)[0].state == "unsure", "its call is given its whole time again"
    desk.look(8)
    assert (desk.workspace.store.steps(id_)[0].state, desk.live("x")) == ("sent", wires(desk, "x")[:1])


def test_a_look_that_was_planned_by_a_clock_that_was_ahead_does_not_wait_for_that_hour(desk: Desk) -> None:
    """Found by the simulation: the intent was written by the right clock, only the looks fell into the hours in which it was ahead."""
    id_ = doubtful(desk, fault="500-after")
    desk.clock.advance(20 * 3600)
    desk.looks.after[id_] = desk.clock.now().add(seconds=1800)
    desk.looks.empty[id_] = [desk.clock.now()]
    desk.clock.advance(60 - 20 * 3600)
    desk.look(1)
    assert (desk.workspace.store.steps(id_)[0].state, desk.live("x")) == ("sent", wires(desk, "x")[:1])


def test_what_never_arrived_is_still_proved_absent_after_the_clock_was_set_right(desk: Desk) -> None:
    desk.clock.advance(96 * 3600)
    id_ = doubtful(desk, fault="500-before")
    desk.looks.empty[id_] = [desk.clock.now()]
    desk.clock.advance(-96 * 3600)
    asked = looks_made(desk)
    desk.look(9)
    assert (desk.workspace.store.steps(id_)[0].state, looks_made(desk) - asked, desk.looks.begun) == ("absent", 2, {})


def test_what_is_found_is_there_whatever_time_the_platforms_tell(desk: Desk) -> None:
    """Only that nothing was found proves nothing while the clocks are apart."""
    id_ = doubtful(desk, "reddit")
    store, now = desk.workspace.store, desk.clock.now()
    store.set_meta(dates.APART, f"x-{desk.number} {now.add(hours=1).format_iso()} {now.format_iso()}")
    assert dates.held(desk.workspace)
    desk.look()
    assert (store.delivery(id_).state, desk.looks.failed, desk.live("reddit")) == (State.PUBLISHED, {}, wires(desk, "reddit"))
