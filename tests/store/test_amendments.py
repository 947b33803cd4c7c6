"""The journal of changes to what is live."""

from __future__ import annotations

import pytest

from bot.model.receipt import RemoteRef
from bot.store import Store
from tests.store.make import NOW, added, approved, claimed, draft, published

ALL = ("delete", "edit", "reply")
PLACE = {"delete": 1000, "edit": 2000, "reply": 3000}


def begun(store: Store, id_: str, action: str) -> int:
    """A yes to one amendment of step 0; its fence."""
    keys = [(PLACE[action], "key")]
    fence = store.begin_amendment(store.delivery(id_), action, keys, NOW, detail="words", who="ada", draft=draft("Other"))  # type: ignore[arg-type]
    assert fence
    return fence


def intended(store: Store, id_: str, fence: int, action: str) -> bool:
    return store.intend_amendment(id_, fence, action, PLACE[action], NOW.add(seconds=30), NOW)  # type: ignore[arg-type]


def ended(store: Store, id_: str, fence: int, action: str, state: str = "sent") -> bool:
    return store.amended(id_, fence, action, PLACE[action], state, NOW, ref=RemoteRef("9", "https://x.com/9"))  # type: ignore[arg-type]


@pytest.mark.parametrize("action", ALL)
def test_planned_intended_done(store: Store, action: str) -> None:
    id_ = published(store)
    fence = begun(store, id_, action)
    assert store.steps(id_)[PLACE[action]].state == "deferred"
    assert store.unfinished() == {id_}
    assert intended(store, id_, fence, action)
    assert store.steps(id_)[PLACE[action]].state == "intent"
    assert store.unfinished() == {id_}
    assert ended(store, id_, fence, action)
    assert store.unfinished() == set()
    assert store.steps(id_)[0].state == ("retracted" if action == "delete" else "sent")
    assert store.delivery(id_).sent == (0 if action == "delete" else 1)
    assert [event.event for event in store.history(id_)][-3:] == [f"{action}: yes", "intent", "receipt"]
    assert store.draft(id_, draft("Other").fingerprint) == draft("Other")


def test_who_begins_later_takes_it_over(store: Store) -> None:
    id_ = published(store)
    read = store.delivery(id_)
    first, second = begun(store, id_, "delete"), begun(store, id_, "delete")
    assert second > first
    assert store.begin_amendment(read, "delete", [], NOW, detail="", who="", draft=None) is None
    assert not intended(store, id_, first, "delete")
    assert intended(store, id_, second, "delete")
    assert not ended(store, id_, first, "delete")
    assert store.steps(id_)[0].state == "sent"


@pytest.mark.parametrize("make", [lambda store: approved(store), lambda store: claimed(store)[0]])
def test_nothing_is_begun_while_it_may_be_sent(store: Store, make) -> None:  # type: ignore[no-untyped-def]
    delivery = store.delivery(make(store))
    assert store.begin_amendment(delivery, "delete", [(1000, "")], NOW, detail="", who="", draft=None) is None
    assert store.steps(delivery.id) == {}


@pytest.mark.parametrize("action", ALL)
@pytest.mark.parametrize("account", ["x", None])
def test_a_pause_lets_words_be_taken_back_and_none_go_out(store: Store, action: str, account: str | None) -> None:
    id_ = published(store)
    fence = begun(store, id_, action)
    store.pause(account, "stop", NOW, "ada")
    assert intended(store, id_, fence, action) == (action == "delete")


def test_a_yes_to_the_rest_stops_a_retraction(store: Store) -> None:
    id_ = added(store)
    fence = begun(store, id_, "delete")
    assert store.move(id_, "yes", NOW, who="ada", due=NOW)
    assert not intended(store, id_, fence, "delete")


@pytest.mark.parametrize(("state", "again"), [("unsure", False), ("sent", False), ("refused", True), ("absent", True), ("deferred", True)])
def test_a_reply_is_called_again_only_where_it_is_certainly_not_there(store: Store, state: str, again: bool) -> None:
    id_ = published(store)
    fence = begun(store, id_, "reply")
    assert intended(store, id_, fence, "reply")
    assert not intended(store, id_, fence, "reply")
    assert ended(store, id_, fence, "reply", state)
    assert intended(store, id_, begun(store, id_, "reply"), "reply") is again


@pytest.mark.parametrize("action", ["delete", "edit"])
@pytest.mark.parametrize("state", ["unsure", "sent", "refused", "deferred"])
def test_a_deletion_or_an_edit_may_always_be_called_again(store: Store, action: str, state: str) -> None:
    id_ = published(store)
    fence = begun(store, id_, action)
    assert intended(store, id_, fence, action)
    assert intended(store, id_, fence, action)
    assert ended(store, id_, fence, action, state)
    assert intended(store, id_, begun(store, id_, action), action)


def test_what_is_dropped_is_not_asked_for_any_more_but_a_reply_in_doubt_is(store: Store) -> None:
    id_, other = published(store), published(store, "Hi", id="cc33")
    ended(store, id_, begun(store, id_, "delete"), "delete", "refused")
    begun(store, id_, "edit")
    fence = begun(store, other, "reply")
    assert intended(store, other, fence, "reply")
    store.drop_amendments(id_)
    store.drop_amendments(other)
    assert store.unfinished() == {other}
    assert {record.state for index, record in store.steps(id_).items() if index} == {"absent"}
