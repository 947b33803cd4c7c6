"""What a person said, and whether bot kept to it: the yeses that stand, the pauses, and what the network's ledger may show then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import get_args

from whenever import Instant

from bot.model.delivery import MOVES, Delivery, Event, Move, State, StepRecord
from bot.model.draft import Draft
from bot.rehearsal.entries import PostEntry

ON_ITS_WAY = frozenset({State.APPROVED, State.SENDING, State.UNSURE})
"""Only from these may a segment appear."""

Key = tuple[str, str]
"""A delivery by its post and its account: its id may be another after the database was lost."""


def key(delivery: Delivery) -> Key:
    """The delivery's name in the model."""
    return delivery.post, delivery.account


@dataclass(frozen=True)
class Yes:
    """One yes: the text it bound, the first instant and the end of its window."""

    draft: Draft
    opens: Instant
    until: Instant


@dataclass
class Word:
    """Everything a person said so far. `known` says for each account which text is which segment of which delivery."""

    yeses: dict[Key, Yes] = field(default_factory=dict)
    known: dict[str, dict[str, tuple[Key, int]]] = field(default_factory=dict)
    paused: set[str] = field(default_factory=set)
    over: set[Key] = field(default_factory=set)

    def yes(self, delivery: Delivery, draft: Draft, opens: Instant, until: Instant) -> None:
        """A yes was given and taken."""
        self.yeses[key(delivery)] = Yes(draft, opens, until)
        texts = self.known.setdefault(delivery.account, {})
        texts.update({segment.wire: (key(delivery), place) for place, segment in enumerate(draft.segments)})

    def mends(self, delivery: Delivery, draft: Draft) -> None:
        """A yes to other words in what is live."""
        self.known[delivery.account].update({segment.wire: (key(delivery), place) for place, segment in enumerate(draft.segments)})

    def taken_back(self, delivery: Delivery) -> None:
        """A yes is over: a person said so, or the text changed."""
        self.yeses.pop(key(delivery), None)

    def judge_new(self, posts: Iterable[PostEntry], before: Mapping[Key, Delivery], now: Instant) -> None:
        """Whether everything that appeared had a yes that stood, for that text, at that time."""
        for post in posts:
            assert not self.paused & {"", post.account}, f"appeared while paused: {post}"
            assert post.text in self.known.get(post.account, {}), f"nobody approved: {post}"
            whose, _ = self.known[post.account][post.text]
            yes, delivery = self.yeses.get(whose), before[whose]
            assert yes, f"the yes was taken back: {post}"
            assert post.text in {segment.wire for segment in yes.draft.segments}, f"an older text than the yes: {post}"
            assert delivery.state in ON_ITS_WAY, f"appeared while {delivery.state}: {post}"
            assert delivery.fingerprint == yes.draft.fingerprint, f"the file says something else now: {post}"
            assert yes.opens <= now < yes.until, f"outside the window of the yes {yes.opens} {now} {yes.until}: {post}"

    def judge_all(self, account: str, posts: list[PostEntry]) -> None:
        """Of what is live: nothing twice, nothing unapproved; every thread from its beginning, in its order, each below the one before."""
        twice = [text for text, count in Counter(post.text for post in posts).items() if count > 1]
        assert not twice, f"twice on {account}: {twice}"
        threads: dict[Key, list[PostEntry]] = {}
        for post in posts:
            assert post.text in self.known.get(account, {}), f"nobody approved: {post}"
            whose, place = self.known[account][post.text]
            thread = threads.setdefault(whose, [])
            assert place == len(thread), f"out of its order: {post}"
            assert post.parent == (thread[-1].id if thread else ""), f"under the wrong parent: {post}"
            thread.append(post)

    def judge_known(self, delivery: Delivery, steps: Mapping[int, StepRecord], posts: list[PostEntry]) -> None:
        """Of every post that is live the journal knows, or is in doubt about it: nothing else keeps it from being sent again."""
        journal = [record for _, record in sorted(steps.items()) if record.action == "post"]
        for post in posts:
            whose, place = self.known[post.account][post.text]
            if whose == key(delivery):
                state = journal[place].state if place < len(journal) else "nothing"
                assert state in {"intent", "unsure", "sent"}, f"live, and the journal says {state}: {post}"

    def judge_delivery(self, delivery: Delivery, bound: Draft | None, posts: list[PostEntry]) -> None:
        """What is said to be live is live (or was, and was taken back there), and nothing that had a yes is over without a person's
        word. While an edit is not done (`bound` is None then) nobody says which words are live."""
        live = {post.text for post in posts}
        if delivery.state == State.PUBLISHED and bound:
            missing = [segment.wire for segment in bound.segments if segment.wire not in live]
            assert not missing, f"{delivery} is said to be live, but {missing} is not there"
        assert delivery.state not in {State.REJECTED, State.WITHDRAWN, State.RETRACTED} or key(delivery) in self.over, delivery
        assert delivery.state != State.SENDING or delivery.fence > 0, f"sending without a fence: {delivery}"
        assert delivery.state != State.FAILED or delivery.note, f"failed without a word: {delivery}"


def replayed(history: Iterable[Event]) -> State | None:
    """Where the moves of a delivery's history lead, each of them one of the table."""
    state: State | None = None
    for event in history:
        if event.event == "queued":
            state = State.UNSURE if event.detail == "from the logbook" else State.WAITING
        elif event.event == "recovered":
            state = State.UNSURE
        elif event.event in get_args(Move):
            assert state is not None
            assert (state, event.event) in MOVES, f"no such move: {state}, {event}"
            state = MOVES[state, event.event]  # type: ignore[index]
    return state
