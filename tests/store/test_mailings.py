"""A mailing's journal: whom a yes fixes, one intent for each reader, and nobody a second time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.model.delivery import State
from bot.store import Store, open_store
from tests.store.make import NOW, claimed

LATER = NOW.add(minutes=30)


@pytest.fixture
def mailing(store: Store) -> tuple[Store, str, int]:
    """A delivery that is being mailed to three readers."""
    id_, fence = claimed(store)
    store.plan_readers(id_, ("a", "b", "c"), NOW)
    return store, id_, fence


def states(store: Store, id_: str) -> dict[str, str]:
    return {record.reader: record.state for record in store.readers(id_)}


def test_a_reader_is_intended_once_and_keeps_what_came_of_it(mailing: tuple[Store, str, int]) -> None:
    store, id_, fence = mailing
    assert store.intend_reader(id_, fence, "a", NOW, "line 1")
    assert not store.intend_reader(id_, fence, "a", NOW, "line 1")
    assert store.receive_reader(id_, "a", "sent", LATER, "line 1")
    assert not store.receive_reader(id_, "a", "refused", LATER)
    assert not store.intend_reader(id_, fence, "a", LATER)
    assert not store.intend_reader(id_, fence, "nobody", NOW)
    found = store.reader(id_, "a")
    assert found
    assert (found.state, found.attempt, found.at, found.why) == ("sent", 1, LATER, "line 1")
    assert store.reader(id_, "nobody") is None
    assert store.count_readers(id_) == {"planned": 2, "sent": 1}


def test_nothing_leaves_under_a_stale_claim_or_while_paused(mailing: tuple[Store, str, int]) -> None:
    store, id_, fence = mailing
    assert not store.intend_reader(id_, fence - 1, "a", NOW)
    store.pause("x", "look", NOW, "ada")
    assert not store.intend_reader(id_, fence, "a", NOW)
    assert states(store, id_) == {"a": "planned", "b": "planned", "c": "planned"}


def test_who_was_intended_by_a_dead_process_is_in_doubt_until_a_late_answer(mailing: tuple[Store, str, int]) -> None:
    store, id_, fence = mailing
    store.intend_reader(id_, fence, "a", NOW, "line 1")
    store.intend_reader(id_, fence, "b", NOW, "line 2")
    store.doubt_readers(id_)
    assert [(record.reader, record.why) for record in store.readers(id_) if record.state == "unsure"] == [("a", "line 1"), ("b", "line 2")]
    assert not store.intend_reader(id_, fence, "a", LATER)
    assert not store.receive_reader(id_, "a", "later", LATER)
    assert store.receive_reader(id_, "a", "sent", LATER)
    assert states(store, id_) == {"a": "sent", "b": "unsure", "c": "planned"}


def test_who_was_put_off_is_tried_again_after_the_others(mailing: tuple[Store, str, int]) -> None:
    store, id_, fence = mailing
    store.intend_reader(id_, fence, "a", NOW)
    store.receive_reader(id_, "a", "later", LATER, "busy")
    assert [record.reader for record in store.readers(id_)] == ["b", "c", "a"]
    assert store.intend_reader(id_, fence, "a", LATER)
    assert store.reader(id_, "a").attempt == 2  # type: ignore[union-attr]


def test_another_yes_plans_anew_and_leaves_what_is_settled(mailing: tuple[Store, str, int]) -> None:
    store, id_, fence = mailing
    for reader, state in (("a", "sent"), ("b", "left out")):
        store.intend_reader(id_, fence, reader, NOW)
        store.receive_reader(id_, reader, state, NOW)
    store.plan_readers(id_, ("a", "b", "d"), LATER)
    assert states(store, id_) == {"a": "sent", "b": "planned", "d": "planned"}


def test_mails_count_for_their_account_and_side_alone(mailing: tuple[Store, str, int]) -> None:
    store, id_, fence = mailing
    for reader, state in (("a", "sent"), ("b", "later")):
        store.intend_reader(id_, fence, reader, NOW)
        store.receive_reader(id_, reader, state, LATER)
    assert store.mailed_at("x", NOW, False) == [LATER]
    assert store.mailed_at("x", LATER.add(seconds=1), False) == []
    assert store.mailed_at("x", NOW, True) == store.mailed_at("other", NOW, False) == []


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "logbook.jsonl"


@pytest.fixture
def opened(url: str, book: Path) -> Iterator[Store]:
    with open_store(url, logbook=book) as store:
        yield store


def test_a_lost_database_learns_from_the_logbook_who_was_mailed(opened: Store, book: Path, tmp_path: Path) -> None:
    id_, fence = claimed(opened)
    opened.plan_readers(id_, ("a", "b", "c"), NOW)
    opened.intend(id_, fence, 0, "post", "key", LATER, NOW)
    for reader in ("a", "b"):
        opened.intend_reader(id_, fence, reader, NOW, "line 7")
    opened.receive_reader(id_, "a", "sent", LATER)
    assert opened.forgotten() == []
    with open_store(str(tmp_path / "new.sqlite"), logbook=book) as empty:
        lines = empty.forgotten()
        (found,) = empty.recover(lines, LATER)
        assert found.state == State.UNSURE
        assert states(empty, found.id) == {"a": "sent", "b": "intent"}
        assert empty.forgotten() == []
        empty.plan_readers(found.id, ("a", "b", "c"), LATER)
        assert states(empty, found.id) == {"a": "sent", "b": "intent", "c": "planned"}


def test_an_older_copy_that_knows_the_delivery_learns_of_its_readers_alone(opened: Store, book: Path, tmp_path: Path) -> None:
    id_, fence = claimed(opened)
    opened.plan_readers(id_, ("a",), NOW)
    opened.intend_reader(id_, fence, "a", NOW)
    opened.receive_reader(id_, "a", "sent", LATER)
    with open_store(str(tmp_path / "new.sqlite"), logbook=book) as older:
        assert older.recover(older.forgotten(), LATER) == []  # a mailing of which not even the delivery is known
        same, _ = claimed(older, id=id_)
        assert same == id_
        older.plan_readers(id_, ("a",), NOW)
        lines = list(opened._logbook.lines())  # type: ignore[union-attr]
        assert [found.id for found in older.recover(lines, LATER)] == [id_]
        assert states(older, id_) == {"a": "sent"}
