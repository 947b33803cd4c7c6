"""Whatever is done to a delivery, in whatever order: it never leaves the table of moves, and nothing is sent twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model.delivery import MOVES, State
from bot.model.receipt import RemoteRef
from bot.store import Store, open_store
from tests.store.make import NOW, added, draft

BOUND = {State.APPROVED, State.HANDOFF}
TEXTS = ("one", "two")
ACTIONS = st.one_of(
    st.tuples(st.just("move"), st.sampled_from(sorted({move for _, move in MOVES if move != "claim"}))),
    st.tuples(st.just("redraft"), st.sampled_from(TEXTS)),
    st.tuples(st.just("claim"), st.sampled_from(TEXTS)),
    st.tuples(st.just("intend"), st.integers(0, 2)),
    st.tuples(st.just("receive"), st.sampled_from(["sent", "unsure", "deferred", "absent", "refused"])),
    st.tuples(st.just("stale"), st.just("sent")),
    st.sampled_from([("pause", "x"), ("pause", ""), ("resume", "x"), ("resume", "")]),
)
TO_A_SEND = [("move", "yes"), ("claim", "one"), ("intend", 0)]


class Watched:
    """A delivery and what must be true of it, told step by step."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.id = added(store, "one")
        self.shown = draft("one").fingerprint
        self.approved: str | None = None
        self.state, self.fence = State.WAITING, 0
        self.paused: set[str] = set()
        self.sends = 0

    def do(self, action: str, what: object) -> None:
        """One action, compared with what it should do."""
        getattr(self, action)(what)
        found = self.store.delivery(self.id)
        assert (found.state, found.approved, found.fence, found.fingerprint) == (self.state, self.approved, self.fence, self.shown)
        assert found.state not in BOUND or found.approved == found.fingerprint
        assert found.sent == self.sends

    def move(self, move: object) -> None:
        target = MOVES.get((self.state, move))  # type: ignore[call-overload]
        assert self.store.move(self.id, move, NOW, who="ada") is (target is not None)  # type: ignore[arg-type]
        if target:
            self.approved = self.shown if move == "yes" else self.approved
            self.state = State.WAITING if target in BOUND and self.approved != self.shown else target

    def redraft(self, text: object) -> None:
        assert self.store.redraft(self.id, draft(str(text)), NOW, move=None)
        self.shown = draft(str(text)).fingerprint
        if self.state in BOUND and self.approved != self.shown:
            self.state = State.WAITING

    def claim(self, text: object) -> None:
        fence = self.store.claim(self.id, draft(str(text)).fingerprint, NOW)
        free = self.state == State.APPROVED and not self.paused and self.approved == draft(str(text)).fingerprint
        assert fence == (self.fence + 1 if free else None)
        if free:
            self.state, self.fence = State.SENDING, self.fence + 1

    def intend(self, back: object) -> None:
        before = self.store.steps(self.id).get(0)
        allowed = self.store.intend(self.id, self.fence - int(str(back)), 0, "post", "", NOW, NOW)
        ready = self.state == State.SENDING and not self.paused and back == 0
        assert allowed is (ready and (before is None or before.state in {"deferred", "absent", "refused"}))

    def receive(self, state: object) -> None:
        before = self.store.steps(self.id).get(0)
        ref = RemoteRef("1") if state == "sent" else None
        taken = self.store.receive(self.id, self.fence, 0, str(state), NOW, ref)
        assert taken is (before is not None and (before.state != "sent" or state == "sent"))
        self.sends = max(self.sends, int(state == "sent"))

    def stale(self, _: object) -> None:
        assert not self.store.receive(self.id, self.fence - 1, 0, "sent", NOW, RemoteRef("9"))
        self.sends = 1

    def pause(self, account: object) -> None:
        self.store.pause(str(account) or None, "stop", NOW, "ada", rehearsal=False)
        self.paused.add(str(account))

    def resume(self, account: object) -> None:
        self.store.resume(str(account) or None, NOW, "ada", rehearsal=False)
        self.paused.discard(str(account))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all examples: each makes a delivery of its own."""
    address = str(tmp_path_factory.mktemp("states") / "bot.sqlite")
    if request.param == "postgresql":
        address = f"{request.getfixturevalue('postgres')}&options=-csearch_path%3Dpublic"
    with open_store(address) as store:
        yield store


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(head=st.sampled_from([[], TO_A_SEND[:1], TO_A_SEND[:2], TO_A_SEND]), tail=st.lists(ACTIONS, min_size=1, max_size=14))
def test_no_sequence_leaves_the_table(shared: Store, head: list[tuple[str, object]], tail: list[tuple[str, object]]) -> None:
    for account in (None, "x"):
        shared.resume(account, NOW, "ada")
    watched = Watched(shared)
    for action, what in [*head, *tail]:
        watched.do(action, what)
    states = [event.event for event in shared.history(watched.id)]
    assert states[0] == "queued"
    _follow(shared, watched.id)


def _follow(store: Store, id_: str) -> None:
    """The history alone tells the whole way, move by move."""
    with store._database.reading() as connection:
        query = f"SELECT event, state FROM history WHERE delivery = '{id_}' ORDER BY seq"
        lines = [(event, State(state)) for event, state in connection.execute(query)]
    present = lines[0][1]
    for event, state in lines[1:]:
        assert state == MOVES.get((present, event), present)
        present = state
    assert present == store.delivery(id_).state


def test_the_model_of_this_test_knows_how_to_send(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "bot.sqlite")) as store:
        watched = Watched(store)
        for action, what in [*TO_A_SEND, ("receive", "sent"), ("move", "sent")]:
            watched.do(action, what)
        assert (watched.state, watched.sends) == (State.PUBLISHED, 1)
