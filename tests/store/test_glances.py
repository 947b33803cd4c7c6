"""What is asked at a glance says the same as reading everything would."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from bot.model.delivery import PostRecord, State
from bot.store import Store
from tests.store.make import NOW, added, delivery, draft, published

LATER = NOW.add(hours=1)


def test_counts_are_those_of_the_states_and_what_was_queued_first_comes_first(store: Store) -> None:
    published(store)
    for state in (State.HELD, State.WAITING, State.HELD):
        added(store, state=state)
    store.add_delivery(delivery(state=State.PUBLISHED), replace(draft(), visibility="draft"), NOW, "ada")
    assert list(store.counts()) == [(State.PUBLISHED, False), (State.HELD, False), (State.WAITING, False), (State.PUBLISHED, True)]
    assert store.counts() == dict(Counter((each.state, each.as_draft) for each in store.deliveries()))


def test_the_nearest_are_few_and_in_the_order_of_their_times(store: Store) -> None:
    ids = [added(store, state=State.HELD, due=due) for due in (LATER, None, NOW, LATER)]
    added(store, state=State.WAITING, due=NOW)
    assert [each.id for each in store.nearest(State.HELD, 2)] == [ids[2], ids[0]]
    assert [each.id for each in store.nearest(State.HELD, 2, latest=True)] == [ids[0], ids[3]]
    live = published(store)
    assert store.nearest(State.PUBLISHED, 5) == [store.delivery(live)], "with its links"


def test_only_what_has_a_note_is_noted(store: Store) -> None:
    live, other, waits = published(store), published(store), added(store)
    for id_ in (live, waits):
        store.set_note(id_, "differs")
    assert store.noted(State.PUBLISHED) == [store.delivery(live)]
    store.set_note(live, "")
    store.set_note(other, "differs")
    assert [each.id for each in store.noted(State.PUBLISHED)] == [other]


def test_a_span_takes_its_first_instant_and_not_its_last_and_no_rehearsal(store: Store) -> None:
    first, last = (added(store, account="a", rehearsal=False, due=due) for due in (NOW, LATER))
    added(store, account="a", rehearsal=True, due=NOW)
    added(store, account="b", rehearsal=False, due=NOW)
    assert [each.id for each in store.live_between("a", NOW, LATER)] == [first]
    assert [each.id for each in store.live_between("a", NOW, LATER.add(seconds=1))] == [first, last]


def test_broken_posts_alone_are_broken(store: Store) -> None:
    for slug, state in (("b", "broken"), ("a", "broken"), ("c", "active")):
        store.save_post(PostRecord(slug, f"{slug}.md", slug, None, "", state))
    assert [each.slug for each in store.broken()] == ["a", "b"]
