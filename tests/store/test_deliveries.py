"""The queue: adding, finding, moving, drafting again."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.errors import UserError
from bot.model.delivery import MOVES, Event, State
from bot.model.receipt import RemoteRef
from bot.store import Store, new_id
from tests.store.make import NOW, added, approved, claimed, delivery, draft, published, rich_draft

LATER = NOW.add(hours=1, microseconds=5)


def test_a_delivery_comes_back_as_it_was_put(store: Store) -> None:
    whole = delivery(
        account="reddit", platform="reddit", rehearsal=True, round=2, state=State.ARCHIVED, approved="f" * 64, approved_by="ada",
        approved_at=NOW, immediate=True, due=LATER, until=LATER.add(hours=2), zone="Europe/London", wall="Sat 09:00", note="n",
        title="Ein Titel",
    )  # fmt: skip
    made = rich_draft()
    id_ = store.add_delivery(whole, made, NOW, "ada")
    assert store.delivery("bb22") == replace(whole, fingerprint=made.fingerprint, segments=2)
    assert id_ == "bb22"
    assert store.draft("bb22") == made
    assert store.history("bb22") == (Event(NOW, "queued", who="ada"),)


def test_one_delivery_for_each_post_account_side_and_round(store: Store) -> None:
    first = delivery("a")
    assert store.add_delivery(first, draft(), NOW, "ada")
    assert store.add_delivery(replace(first, id="cc33"), draft("other"), NOW, "ada") is None
    assert len(store.deliveries()) == 1
    assert len(store.events()) == 1
    for other in ({"account": "y"}, {"rehearsal": True}, {"round": 2}, {"post": "b"}):
        assert store.add_delivery(replace(first, **other), draft(), NOW, "ada")
    assert len(store.deliveries()) == 5


def test_a_taken_id_is_drawn_again(store: Store) -> None:
    ids = [store.add_delivery(delivery(), draft(), NOW, "ada") for _ in range(4)]
    assert len(set(ids)) == 4
    assert {d.id for d in store.deliveries()} == set(ids)


def test_ids_are_easy_to_type() -> None:
    ids = {new_id() for _ in range(500)}
    assert all(re.fullmatch("[bcdfghjkmnpqrstvwxz][bcdfghjkmnpqrstvwxz2-9]{3}", id_) for id_ in ids)
    assert len(ids) > 480


def test_the_beginning_of_an_id_is_enough(store: Store) -> None:
    for id_ in ("bbbb", "bbcc", "bbccd", "kkkk"):
        store.add_delivery(delivery(id=id_), draft(), NOW, "ada")
    assert store.delivery("k").id == "kkkk"
    assert store.delivery(" BBB ").id == "bbbb"
    assert store.delivery("bbcc").id == "bbcc", "a whole id wins over a longer one"
    with pytest.raises(UserError, match=r"could be bbbb, bbcc, bbccd.*bot queue"):
        store.delivery("bb")


@pytest.mark.parametrize("wrong", ["", "zzzz", "bbbbb", "%", "b%", "_bbb", "'; DROP TABLE deliveries; --"])
def test_an_unknown_id_is_said_with_the_next_step(store: Store, wrong: str) -> None:
    store.add_delivery(delivery(id="bbbb"), draft(), NOW, "ada")
    with pytest.raises(UserError, match=r"There is no delivery.*bot queue"):
        store.delivery(wrong)


def test_an_unknown_id_names_the_near_ones(store: Store) -> None:
    store.add_delivery(delivery(id="bbxk"), draft(), NOW, "ada")
    with pytest.raises(UserError, match="near: bbxk"):
        store.delivery("bbkx")


def test_deliveries_are_listed_by_state_account_and_post(store: Store) -> None:
    a, b, c = added(store, post="p"), approved(store, post="p", account="y"), approved(store, post="q")
    assert [d.id for d in store.deliveries()] == [a, b, c]
    assert [d.id for d in store.deliveries(states=(State.APPROVED, State.WAITING))] == [b, c, a]
    assert [d.id for d in store.deliveries(states=(State.APPROVED,), account="y")] == [b]
    assert [d.id for d in store.deliveries(post="p")] == [a, b]
    assert store.deliveries(account="nobody") == []


def test_what_is_live_is_counted_and_linked(store: Store) -> None:
    """And no delivery is listed twice for it, nor with another's links."""
    id_, fence = claimed(store)
    steps = [("upload", ""), ("post", "https://x.com/1"), ("post", ""), ("post", "https://x.com/3"), ("comment", "https://x.com/4")]
    for index, (action, url) in enumerate(steps):
        store.intend(id_, fence, index, action, "", LATER, NOW)
        store.receive(id_, fence, index, "sent", NOW, RemoteRef(str(index), url))
    store.intend(id_, fence, 5, "post", "", LATER, NOW)
    other = published(store)
    assert [d.id for d in store.deliveries()] == [id_, other]
    found, _ = store.deliveries()
    assert (found.sent, found.links) == (3, ("https://x.com/1", "https://x.com/3"))
    assert store.delivery(id_) == found


@pytest.mark.parametrize(("start", "move"), [key for key in MOVES if key[1] != "claim"], ids=str)
def test_every_move_of_the_table_arrives(store: Store, start: State, move: str) -> None:
    fingerprint = draft().fingerprint
    id_ = added(store, state=start, approved=fingerprint)
    assert store.move(id_, move, LATER, who="ada", detail="because")
    assert store.delivery(id_).state == MOVES[start, move]
    assert store.history(id_)[-1] == Event(LATER, move, "because", "ada")


def test_a_move_that_is_not_in_the_table_changes_nothing(store: Store) -> None:
    id_ = added(store)
    before = store.delivery(id_), store.history(id_)
    assert not store.move(id_, "sent", LATER, note="no")
    assert not store.move(id_, "undo", LATER, note="no")
    assert (store.delivery(id_), store.history(id_)) == before


def test_a_claim_without_its_fence_is_a_mistake_of_the_program(store: Store) -> None:
    id_ = approved(store)
    with pytest.raises(ValueError, match="fence"):
        store.move(id_, "claim", NOW)


def test_a_yes_binds_the_fingerprint_that_was_shown(store: Store) -> None:
    id_, shown = added(store), draft().fingerprint
    assert not store.move(id_, "yes", NOW, who="ada", expect_fingerprint="0" * 64)
    assert store.move(
        id_, "yes", NOW, who="ada", expect_fingerprint=shown, due=LATER, until=LATER, zone="Europe/London", wall="w", immediate=True
    )
    found = store.delivery(id_)
    assert (found.approved, found.approved_by, found.approved_at) == (shown, "ada", NOW)
    assert (found.due, found.until, found.zone, found.wall, found.immediate) == (LATER, LATER, "Europe/London", "w", True)


def test_there_is_no_yes_to_a_blocked_draft(store: Store) -> None:
    id_ = store.add_delivery(delivery(), draft(blocked=True), NOW, "ada")
    assert id_
    assert not store.move(id_, "yes", NOW, who="ada")
    assert store.redraft(id_, draft(), NOW, move=None)
    assert store.move(id_, "yes", NOW, who="ada")


def test_an_unknown_change_is_a_mistake_of_the_program(store: Store) -> None:
    id_ = added(store)
    with pytest.raises(TypeError):
        store.move(id_, "no", NOW, colour="red")  # type: ignore[call-arg]
    assert store.delivery(id_).state == State.WAITING


def test_a_new_rendering_voids_the_yes(store: Store) -> None:
    id_ = approved(store)
    old, new = draft(), draft("Hello, world")
    assert store.redraft(id_, new, LATER, move="changed", detail="edited", note="look")
    found = store.delivery(id_)
    assert (found.state, found.fingerprint, found.approved, found.note) == (State.WAITING, new.fingerprint, old.fingerprint, "look")
    assert store.draft(id_) == new
    assert store.draft(id_, found.approved) == old
    assert store.history(id_)[-1] == Event(LATER, "changed", "edited")


def test_a_yes_is_void_even_if_the_caller_did_not_know_of_it(store: Store) -> None:
    """The yes may come between the caller's look and its redraft."""
    id_ = approved(store)
    assert store.redraft(id_, draft("other"), LATER, move=None)
    assert store.delivery(id_).state == State.WAITING
    assert store.history(id_)[-1].event == "changed"


def test_new_problems_with_the_same_bytes_leave_the_yes(store: Store) -> None:
    id_ = approved(store)
    assert store.redraft(id_, draft(blocked=True), LATER, move=None, title="New")
    found = store.delivery(id_)
    assert (found.state, found.blocked, found.title) == (State.APPROVED, True, "New")
    assert store.draft(id_).problems
    assert store.history(id_)[-1].event == "yes"


def test_what_is_being_sent_stays_as_approved_and_goes_back_to_waiting(store: Store) -> None:
    """An edit during sending: the old bytes may finish, but a deferred rest needs a new yes."""
    id_, _ = claimed(store)
    assert not store.redraft(id_, draft("other"), LATER, move="changed")
    assert store.delivery(id_).state == State.SENDING
    assert store.draft(id_, store.delivery(id_).approved) == draft()
    assert store.move(id_, "defer", LATER, due=LATER)
    assert store.delivery(id_).state == State.WAITING
    assert [event.event for event in store.history(id_)][-2:] == ["defer", "changed"]


def test_a_draft_that_never_was_is_said(store: Store) -> None:
    id_ = added(store)
    with pytest.raises(UserError, match="never had a draft"):
        store.draft(id_, "0" * 64)


def test_due_is_what_is_approved_and_ripe_oldest_first(store: Store) -> None:
    late, soon, first = (approved(store, due=NOW.add(seconds=s)) for s in (60, 0, -3600))
    added(store, due=NOW)
    assert [d.id for d in store.due(NOW)] == [first, soon]
    assert [d.id for d in store.due(NOW.add(seconds=60))] == [first, soon, late]
    assert store.due(NOW.subtract(hours=2)) == []


def test_an_account_that_pauses_or_waits_is_not_due(store: Store) -> None:
    held, free = approved(store), approved(store, account="y")
    store.pause("x", "holiday", NOW, "ada")
    assert [d.id for d in store.due(NOW)] == [free]
    assert store.next_due() == NOW
    store.wait("y", LATER, "429", rehearsal=False)
    assert store.due(NOW) == []
    assert store.next_due() == LATER
    assert [d.id for d in store.due(LATER)] == [free]
    store.resume("x", NOW, "ada")
    assert [d.id for d in store.due(NOW)] == [held]
    store.pause(None, "stop", NOW, "ada")
    assert store.due(LATER) == []
    assert store.next_due() is None


def test_the_next_due_is_none_when_nothing_is_approved(store: Store) -> None:
    added(store, due=NOW)
    assert store.next_due() is None


def test_a_wait_in_rehearsal_does_not_hold_the_live_account(store: Store) -> None:
    live, rehearsed = approved(store), approved(store, rehearsal=True)
    store.wait("x", LATER, "429", rehearsal=True)
    assert [d.id for d in store.due(NOW)] == [live]
    store.wait("x", None, "", rehearsal=True)
    assert {d.id for d in store.due(NOW)} == {live, rehearsed}


def test_notes_and_events(store: Store) -> None:
    id_ = added(store)
    store.note(id_, LATER, "reminded", "by mail", "bot")
    store.set_note(id_, "look here")
    store.pause("x", "holiday", LATER, "ada")
    assert store.delivery(id_).note == "look here"
    everything = store.events()
    assert [(id__, event.event, event.detail) for _, id__, event in everything] == [
        (id_, "queued", ""), (id_, "reminded", "by mail"), ("", "pause", "x: holiday"),
    ]  # fmt: skip
    assert store.events(after=everything[0][0], limit=1) == everything[1:2]
    with pytest.raises(UserError):
        store.note("nope", LATER, "reminded", "")
