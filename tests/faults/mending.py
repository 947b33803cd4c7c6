"""What the state machine of `test_states.py` may do to posts that are live, or come to life late."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from bot.errors import SendError, UserError
from bot.model.delivery import Delivery, State
from bot.rules import outcome
from bot.service import correct, halfway, retract
from tests.faults.platforms import PLATFORMS
from tests.faults.word import key

TROUBLES = ("", "", "", "accept-then-reset", "500-after", "500-before", "reset", "429", "403")
"""What goes wrong with the first calls of a deletion or an edit. A 404 is no trouble: whoever says so has nothing there."""

HALF = (State.FAILED, State.WAITING, State.HELD)
LIVE = (State.PUBLISHED, *HALF, State.REJECTED, State.WITHDRAWN)


class Mending:
    """Rules about what is live; the machine that has them says what there is."""

    @precondition(lambda self: self.alive(*LIVE))
    @rule(pick=st.integers(0, 8), trouble=st.sampled_from(TROUBLES), times=st.integers(1, 4))
    def retract(self, pick: int, trouble: str, times: int) -> None:
        """Takes back what is live of one delivery."""
        delivery = self.one_alive(pick, *LIVE)
        with suppress(UserError):
            plan = retract.plan(self.workspace, delivery.id)
            self.trouble(delivery, trouble, times)
            self.word.taken_back(delivery)
            if retract.retract(self.workspace, plan, self.said.append).ok:
                self.word.over.add(key(delivery))

    @precondition(lambda self: self.alive(State.PUBLISHED))
    @rule(pick=st.integers(0, 8), trouble=st.sampled_from(TROUBLES), times=st.integers(1, 4))
    def correct(self, pick: int, trouble: str, times: int) -> None:
        """Edits what is live to what its file says."""
        delivery = self.one_alive(pick, State.PUBLISHED)
        plan = correct.plan(self.workspace, delivery.id)
        if plan.edits:
            self.trouble(delivery, trouble, times)
            self.word.mends(delivery, plan.mended)
            correct.edit(self.workspace, plan)

    @precondition(lambda self: self.alive(*HALF))
    @rule(pick=st.integers(0, 8))
    def leave(self, pick: int) -> None:
        """Half a thread stays as it is."""
        delivery = self.one_alive(pick, *HALF)
        assert halfway.leave(self.workspace, delivery.id).ok
        self.word.taken_back(delivery)

    @rule(platform=st.sampled_from(["linkedin", "reddit", "x"]), skip=st.integers(0, 2), times=st.integers(1, 2))
    def answers_after_the_time_out(self, platform: str, skip: int, times: int) -> None:
        """The platform takes a post when whoever asked has given up, and before the deadline of the call."""
        self.desk.fault(platform, "reset", skip=skip, times=times, path=PLATFORMS[platform].path)
        self.say_yes_to_all()
        self.one_pass()
        for delivery in self.those(State.SENDING, State.UNSURE):
            if delivery.platform == platform:
                self.carried_out(delivery)
        self.judge()

    def carried_out(self, delivery: Delivery) -> None:
        """The platform does what it was asked for last, unless it has."""
        store, workspace = self.workspace.store, self.workspace
        journal = store.steps(delivery.id)
        record = outcome.in_doubt(delivery, journal)
        if record is None or record.state == "refused" or record.deadline < self.desk.clock.now():
            return
        platform = workspace.platform(delivery.account)
        step = platform.steps(store.draft(delivery.id, delivery.approved))[record.index]
        if not any(post.text == step.segment.wire for post in self.posts(delivery.account)):
            before = {index: one.ref for index, one in journal.items() if one.ref and one.state == "sent"}
            with suppress(SendError):
                platform.publish(workspace.connect(workspace.account(delivery.account)), step, before, record.key)

    # --- the small things

    def alive(self, *states: State) -> list[Delivery]:
        """Deliveries in `states` of which something is live."""
        return [delivery for delivery in self.those(*states) if delivery.sent]

    def one_alive(self, number: int, *states: State) -> Delivery:
        """One of them."""
        found = self.alive(*states)
        return found[number % len(found)]

    def trouble(self, delivery: Delivery, fault: str, times: int) -> None:
        """The next calls to a platform go wrong."""
        if fault:
            self.desk.fault(delivery.platform, fault, times=times, method="*", path="*", seconds=30)
