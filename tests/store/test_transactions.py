"""All or nothing, durable, and one writer at a time."""

from __future__ import annotations

import threading

import pytest

from bot.errors import UserError
from bot.store import Store, StoreError, open_store
from tests.store.make import NOW, added, approved, claimed, draft

LATER = NOW.add(seconds=30)


def fail_after_undo(store: Store, id_: str) -> None:
    """An action that fails half-way."""
    with store.together():
        assert store.move(id_, "undo", NOW)
        raise ZeroDivisionError


def swallow_a_failure(store: Store) -> None:
    """An action that goes on although the database refused a part of it."""
    with store.together():
        added(store)
        with pytest.raises(StoreError):
            store.set_meta("a", None)  # type: ignore[arg-type]


def test_several_calls_together_happen_or_do_not(store: Store, url: str) -> None:
    with open_store(url) as other:
        with store.together():
            id_ = added(store)
            assert store.move(id_, "yes", NOW, who="ada", due=NOW)
            assert other.deliveries() == [], "nobody sees half of it"
        assert other.delivery(id_).state == "approved"
        with pytest.raises(ZeroDivisionError):
            fail_after_undo(store, id_)
        assert other.delivery(id_).state == "approved"
        assert len(other.history(id_)) == 2


def test_a_mistake_caught_inside_does_not_spoil_the_rest(store: Store) -> None:
    with store.together():
        id_ = added(store)
        with pytest.raises(UserError):
            store.delivery("zzzz")
    assert store.delivery(id_).id == id_


def test_a_failure_of_the_database_caught_inside_keeps_nothing(store: Store) -> None:
    """PostgreSQL would answer the commit with a silent rollback."""
    with pytest.raises(StoreError, match="none of it was kept"):
        swallow_a_failure(store)
    assert store.deliveries() == []
    added(store)
    assert len(store.deliveries()) == 1


def test_the_version_changes_when_others_commit(store: Store, url: str) -> None:
    start = store.version()
    added(store)
    assert store.version() == start, "one's own commits do not count"
    with open_store(url) as other:
        assert store.version() == start, "neither does opening"
        other.deliveries()
        assert store.version() == start, "nor reading"
        id_ = added(other)
        seen = store.version()
        assert seen != start
        assert not other.move(id_, "sent", NOW)
        assert store.version() == seen, "nor what did not happen"


def test_the_generation_only_grows(store: Store) -> None:
    before = store.generation()
    id_ = added(store)
    assert not store.move(id_, "sent", NOW)
    with store.together():
        store.set_meta("a", "1")
        store.set_meta("b", "2")
    assert store.generation() == before + 2


def test_a_pause_that_is_committed_is_seen_by_an_intent_that_waited_for_it(store: Store, url: str) -> None:
    """The intent starts while the pause is being written; whatever the timing, it must not pass."""
    id_, fence = claimed(store)
    answers: list[bool] = []
    begun = threading.Event()

    def send() -> None:
        with open_store(url) as mine:
            begun.set()
            answers.append(mine.intend(id_, fence, 0, "post", "", LATER, NOW))

    thread = threading.Thread(target=send)
    with store.together():
        store.pause(None, "stop", NOW, "ada")
        thread.start()
        assert begun.wait(10)
    thread.join(10)
    assert answers == [False]
    assert store.steps(id_) == {}


def test_many_threads_claim_one_delivery(store: Store, url: str) -> None:
    ids = [approved(store) for _ in range(10)]
    won: list[tuple[str, int | None]] = []
    start = threading.Barrier(4)

    def work() -> None:
        with open_store(url) as mine:
            start.wait(10)
            won.extend((id_, mine.claim(id_, draft().fingerprint, NOW)) for id_ in ids)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(won) == 40
    assert sorted(id_ for id_, fence in won if fence) == sorted(ids)


def test_ids_and_history_stay_whole_when_many_add_at_once(store: Store, url: str) -> None:
    def work() -> None:
        with open_store(url) as mine:
            for _ in range(10):
                added(mine)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len({d.id for d in store.deliveries()}) == 40
    assert [number for number, _, _ in store.events()] == list(range(1, 41))


def test_many_open_a_new_database_at_once(url: str) -> None:
    opened: list[int] = []

    def work() -> None:
        with open_store(url) as mine:
            opened.append(mine._database.schema())

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(opened) == 6
    assert len(set(opened)) == 1
