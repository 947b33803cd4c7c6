"""Claim, intent, receipt: the order that makes "never twice" and "never lost" true."""

from __future__ import annotations

import pytest
from whenever import Instant

from bot.model.delivery import Move, State, StepRecord
from bot.model.receipt import RemoteRef
from bot.store import Store
from tests.store.make import NOW, added, approved, claimed, draft, published

LATER = NOW.add(seconds=30)
REF = RemoteRef("42", "https://x.com/42", {"cid": "ü"})
MINE = draft().fingerprint


def test_only_one_claim_wins(store: Store) -> None:
    id_ = approved(store)
    assert store.claim(id_, MINE, NOW) == 1
    assert store.claim(id_, MINE, NOW) is None
    found = store.delivery(id_)
    assert (found.state, found.fence, found.attempts) == (State.SENDING, 1, 1)
    store.move(id_, "defer", NOW, due=NOW)
    assert store.claim(id_, MINE, NOW) == 2


def test_a_claim_is_for_the_approved_bytes_alone(store: Store) -> None:
    assert store.claim(approved(store), draft("other").fingerprint, NOW) is None
    assert store.claim(added(store), MINE, NOW) is None


def test_nothing_is_claimed_before_its_time(store: Store) -> None:
    """Somebody may have moved it between the look at what is due and the claim."""
    id_ = approved(store)
    store.move(id_, "defer", NOW, due=LATER)
    assert store.claim(id_, MINE, NOW) is None
    assert store.claim(id_, MINE, LATER) == 1


@pytest.mark.parametrize("account", ["x", None])
def test_nothing_is_claimed_during_a_pause(store: Store, account: str | None) -> None:
    id_ = approved(store)
    store.pause(account, "stop", NOW, "ada")
    assert store.claim(id_, MINE, NOW) is None
    store.resume(account, NOW, "ada")
    assert store.claim(id_, MINE, NOW) == 1


def test_nothing_is_claimed_while_its_account_waits(store: Store) -> None:
    id_ = approved(store)
    store.wait("x", LATER, "429", rehearsal=False)
    assert store.claim(id_, MINE, NOW) is None
    assert store.claim(id_, MINE, LATER) == 1


def test_intent_and_receipt_are_in_the_journal(store: Store) -> None:
    id_, fence = claimed(store)
    assert store.intend(id_, fence, 0, "post", "k1", LATER, NOW)
    assert store.steps(id_) == {0: StepRecord(0, "post", "intent", "k1", fence, 1, NOW, LATER)}
    assert store.receive(id_, fence, 0, "sent", LATER, REF, why="ok", answer="{}")
    assert store.steps(id_) == {0: StepRecord(0, "post", "sent", "k1", fence, 1, NOW, LATER, REF, "ok", LATER, "{}")}
    events = [(event.event, event.detail, event.answer) for event in store.history(id_)][-3:]
    assert events == [
        ("claim", "fence 1", ""),
        ("intent", "step 0 (post), attempt 1, fence 1", ""),
        ("receipt", "step 0: sent https://x.com/42 ok", "{}"),
    ]


def test_every_attempt_stays_in_the_history(store: Store) -> None:
    id_, fence = claimed(store)
    for why in ("first", "second"):
        assert store.intend(id_, fence, 0, "post", "", LATER, NOW)
        assert store.receive(id_, fence, 0, "deferred", NOW, why=why)
    assert store.steps(id_)[0].attempt == 2
    assert [event.detail for event in store.history(id_) if event.event == "receipt"] == [
        "step 0: deferred first",
        "step 0: deferred second",
    ]


@pytest.mark.parametrize("account", ["x", None])
def test_no_intent_after_a_pause_in_the_middle_of_a_thread(store: Store, account: str | None) -> None:
    id_, fence = claimed(store)
    assert store.intend(id_, fence, 0, "post", "", LATER, NOW)
    assert store.receive(id_, fence, 0, "sent", NOW, REF)
    store.pause(account, "stop", NOW, "ada")
    assert not store.intend(id_, fence, 1, "post", "", LATER, NOW)
    assert list(store.steps(id_)) == [0]


def test_a_stale_fence_may_not_intend(store: Store) -> None:
    id_, old = claimed(store)
    store.move(id_, "defer", NOW, due=NOW)
    assert not store.intend(id_, old, 0, "post", "", LATER, NOW), "it is not being sent"
    fresh = store.claim(id_, MINE, NOW)
    assert fresh == old + 1
    assert not store.intend(id_, old, 0, "post", "", LATER, NOW), "another one claimed it since"
    assert store.intend(id_, fresh, 0, "post", "", LATER, NOW)


def test_what_is_there_is_never_intended_again(store: Store) -> None:
    id_, fence = claimed(store)
    store.intend(id_, fence, 0, "post", "k", LATER, NOW)
    store.receive(id_, fence, 0, "sent", NOW, REF)
    assert not store.intend(id_, fence, 0, "post", "k", LATER, NOW)
    assert store.steps(id_)[0].ref == REF


@pytest.mark.parametrize("state", ["intent", "unsure"])
@pytest.mark.parametrize(
    ("action", "key", "again", "allowed"),
    [("post", "", "", False), ("post", "k", "other", False), ("post", "k", "k", True), ("upload", "", "", True)],
)
def test_what_may_be_there_goes_again_only_with_its_key(store: Store, state: str, action: str, key: str, again: str, allowed: bool) -> None:
    id_, fence = claimed(store)
    assert store.intend(id_, fence, 0, action, key, LATER, NOW)
    if state == "unsure":
        assert store.receive(id_, fence, 0, "unsure", NOW, why="timeout")
    assert store.intend(id_, fence, 0, action, again, LATER, NOW) is allowed


@pytest.mark.parametrize(
    ("state", "action", "first"),
    [("intent", "post", NOW), ("unsure", "post", NOW), ("absent", "post", LATER), ("deferred", "post", LATER), ("unsure", "upload", LATER)],
)
def test_what_is_in_doubt_keeps_its_first_instant_and_nothing_else_does(store: Store, state: str, action: str, first: Instant) -> None:
    """So a platform that counts a key once can be sent the very same bytes, date and all."""
    id_, fence = claimed(store)
    store.intend(id_, fence, 0, action, "k1", LATER, NOW)
    if state != "intent":
        store.receive(id_, fence, 0, state, NOW)
    assert store.intend(id_, fence, 0, action, "k1", LATER.add(seconds=30), LATER)
    assert (store.steps(id_)[0].intent_at, store.steps(id_)[0].deadline) == (first, LATER.add(seconds=30))


@pytest.mark.parametrize("state", ["absent", "deferred", "refused"])
def test_what_is_proven_absent_may_go_again(store: Store, state: str) -> None:
    id_, fence = claimed(store)
    store.intend(id_, fence, 0, "post", "", LATER, NOW)
    store.receive(id_, fence, 0, state, NOW)
    assert store.intend(id_, fence, 0, "post", "", LATER, NOW)
    assert store.steps(id_)[0].state == "intent"


def test_a_stale_receipt_is_refused_but_its_reference_is_kept(store: Store) -> None:
    id_, old = claimed(store)
    store.intend(id_, old, 0, "post", "", LATER, NOW)
    store.move(id_, "defer", NOW, due=NOW)
    fresh = store.claim(id_, MINE, NOW)
    assert fresh
    assert not store.receive(id_, old, 0, "sent", LATER, REF)
    step = store.steps(id_)[0]
    assert (step.state, step.ref) == ("sent", REF)
    assert "https://x.com/42" in store.history(id_)[-1].detail
    assert not store.intend(id_, fresh, 0, "post", "", LATER, NOW), "so it is never sent again"


def test_a_stale_receipt_never_replaces_a_reference(store: Store) -> None:
    id_, old = claimed(store)
    store.move(id_, "defer", NOW, due=NOW)
    fresh = store.claim(id_, MINE, NOW)
    assert fresh
    store.intend(id_, fresh, 0, "post", "", LATER, NOW)
    store.receive(id_, fresh, 0, "sent", NOW, RemoteRef("43"))
    assert not store.receive(id_, old, 0, "sent", LATER, REF)
    assert store.steps(id_)[0].ref == RemoteRef("43")
    assert "https://x.com/42" in store.history(id_)[-1].detail


@pytest.mark.parametrize("state", ["refused", "unsure", "deferred"])
def test_a_stale_receipt_of_nothing_changes_no_step(store: Store, state: str) -> None:
    id_, fence = claimed(store)
    store.intend(id_, fence, 0, "post", "", LATER, NOW)
    assert not store.receive(id_, fence - 1, 0, state, NOW)
    assert store.steps(id_)[0].state == "intent"


def test_what_was_sent_stays_sent(store: Store) -> None:
    id_, fence = claimed(store)
    store.intend(id_, fence, 0, "post", "", LATER, NOW)
    store.receive(id_, fence, 0, "sent", NOW, REF)
    assert not store.receive(id_, fence, 0, "unsure", NOW, why="a second thought")
    assert (store.steps(id_)[0].state, store.steps(id_)[0].ref) == ("sent", REF)
    assert store.receive(id_, fence, 0, "retracted", NOW)
    assert (store.delivery(id_).sent, store.delivery(id_).links) == (0, ())


def test_a_receipt_without_an_intent_is_false_yet_never_lost(store: Store) -> None:
    id_, fence = claimed(store)
    assert not store.receive(id_, fence, 3, "refused", NOW)
    assert store.steps(id_) == {}
    assert not store.receive(id_, fence, 3, "sent", NOW, REF)
    assert store.steps(id_)[3].ref == REF


def test_what_a_person_posted_is_recorded(store: Store) -> None:
    id_ = approved(store)
    assert not store.record_by_hand(id_, REF, NOW, "ada"), "it is no hand-off yet"
    store.move(id_, "hand over", NOW)
    assert store.record_by_hand(id_, REF, LATER, "ada")
    assert not store.record_by_hand(id_, RemoteRef("43"), LATER, "ada"), "it is recorded already"
    assert store.move(id_, "done", LATER)
    found = store.delivery(id_)
    assert (found.state, found.sent, found.links) == (State.PUBLISHED, 1, ("https://x.com/42",))
    assert store.history(id_)[-2].who == "ada"
    assert store.sent_at("x", NOW, rehearsal=False) == [LATER]


def test_each_post_of_a_thread_counts_for_caps_and_its_first_for_spacing(store: Store) -> None:
    id_, fence = claimed(store)
    for index, action in enumerate(["upload", "post", "post"]):
        store.intend(id_, fence, index, action, "", LATER, NOW)
        store.receive(id_, fence, index, "sent", NOW.add(seconds=index), RemoteRef(str(index)))
    assert store.sent_at("x", NOW, rehearsal=False) == [NOW.add(seconds=1), NOW.add(seconds=2)]
    assert store.sent_at("x", NOW.add(seconds=2), rehearsal=False) == [NOW.add(seconds=2)]
    assert store.taken("x", NOW, rehearsal=False, but=id_) == [NOW.add(seconds=1)]


def test_sent_instants_are_of_one_account_on_one_side(store: Store) -> None:
    published(store, at=LATER)
    published(store, at=NOW)
    published(store, account="y")
    published(store, rehearsal=True)
    assert store.sent_at("x", NOW, rehearsal=False) == [NOW, LATER]
    assert store.sent_at("x", NOW, rehearsal=True) == [NOW]


def test_what_may_be_there_counts_for_caps_and_what_was_refused_does_not(store: Store) -> None:
    for state in ("unsure", "refused", "absent"):
        id_, fence = claimed(store)
        store.intend(id_, fence, 0, "post", "", LATER, NOW)
        store.receive(id_, fence, 0, state, LATER)
    assert store.sent_at("x", NOW, rehearsal=False) == [LATER]


def test_taken_is_what_was_promised_and_what_went_out(store: Store) -> None:
    hour = [NOW.add(hours=n) for n in range(6)]
    promised = approved(store, due=hour[3])
    approved(store, due=hour[2])
    approved(store, due=hour[1], account="y")
    approved(store, due=hour[1], rehearsal=True)
    added(store, due=hour[4])
    published(store, at=NOW.subtract(hours=2))
    published(store, at=NOW.subtract(hours=25))
    wanted = [NOW.subtract(hours=2), hour[2], hour[3]]
    assert store.taken("x", NOW, rehearsal=False) == wanted
    assert store.taken("x", NOW, rehearsal=False, but=promised) == wanted[:2]


def in_doubt_and_queued(store: Store, action: str = "post") -> str:
    """What a keyed platform will be sent once more, as its answer is missing."""
    id_, fence = claimed(store)
    store.intend(id_, fence, 0, action, "k1", LATER, NOW)
    store.receive(id_, fence, 0, "unsure", NOW, why="reset")
    assert store.move(id_, "defer", NOW, due=LATER)
    return id_


@pytest.mark.parametrize("move", ["undo", "no", "gone", "changed", "past window"])
def test_what_may_be_live_leaves_the_queue_only_to_be_looked_for(store: Store, move: Move) -> None:
    """Found by the simulation: held, rejected or withdrawn, nobody looked for it any more, and it was live."""
    id_ = in_doubt_and_queued(store)
    assert store.move(id_, move, NOW, who="ada", note="", until=None)
    found = store.delivery(id_)
    assert (found.state, "may be live" in found.note, found.until) == (State.UNSURE, True, NOW.subtract(hours=24))
    assert (store.history(id_)[-1].event, store.history(id_)[-1].detail.partition(":")[0]) == ("doubt", move)


def test_what_may_be_live_is_looked_for_when_its_text_changes(store: Store) -> None:
    id_ = in_doubt_and_queued(store)
    assert store.redraft(id_, draft("other"), NOW, move="changed")
    found = store.delivery(id_)
    assert (found.state, found.approved, found.fingerprint) == (State.UNSURE, MINE, draft("other").fingerprint)
    assert store.move(id_, "look: absent", NOW, due=NOW)
    assert store.delivery(id_).state == State.WAITING


@pytest.mark.parametrize("move", ["look: absent", "defer"])
def test_what_may_be_live_is_looked_for_when_its_text_changed_while_it_was_sent(store: Store, move: Move) -> None:
    """Found by the simulation: another yes stood over the open call of the earlier text, and every look after it came too late."""
    id_, fence = claimed(store)
    store.intend(id_, fence, 0, "post", "k1", LATER, NOW)
    assert store.redraft(id_, draft("other"), NOW, move=None)
    assert store.move(id_, move, NOW, due=LATER)
    found = store.delivery(id_)
    assert (found.state, found.approved, found.until) == (State.UNSURE, MINE, NOW.subtract(hours=24))
    assert "may be live" in found.note
    assert store.receive(id_, fence, 0, "absent", NOW)
    assert store.move(id_, "look: absent", NOW, due=NOW)
    assert store.delivery(id_).state == State.WAITING


def test_an_upload_in_doubt_holds_nothing_back(store: Store) -> None:
    id_ = in_doubt_and_queued(store, "upload")
    assert store.move(id_, "undo", NOW)
    assert store.delivery(id_).state == State.WAITING
