"""Two workspaces and a copy of one with the same live account, in any order of passes, moves and deaths; the ledger is the judge.

`BOT_STATES` and `BOT_STATES_STEPS` as in `test_states.py`.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from whenever import Instant

from bot.model.delivery import UNDER_A_YES, Delivery, State
from bot.rehearsal import launch
from bot.rehearsal.entries import PostEntry
from bot.rehearsal.ledger import Ledger
from bot.service import due, facts, guard, lease, move, publish, status
from bot.store import Store
from tests.faults.dated import FileClock, dated
from tests.faults.deaths import die
from tests.faults.test_states import LOST, article
from tests.service.conftest import Desk, make_desk
from tests.service.test_lease import LAPTOP, _killed_while_moving, copied, opened

__all__ = ["make_desk"]

EXAMPLES = int(os.environ.get("BOT_STATES", "8"))
STEPS = int(os.environ.get("BOT_STATES_STEPS", "25"))
NUMBERS = count(1)
BEGIN = Instant.from_utc(2026, 11, 23, 9)
PATHS = {"reddit": "/api/submit/"}
"""The platform: one that takes the same text twice, so that a second post would stand there."""

FIELDS = {"reddit": ("client_id", "client_secret", "username", "password")}
SETTINGS = """\
site: {{{{url: "https://example.org"}}}}
timezone: UTC
accounts:
  {reddit}:
    {{{{platform: reddit, default: true, rehearsal: false, api: "{url}/reddit", subreddit: test, mode: api, call_timeout: 20,
    daily_cap: 0}}}}
schedule: {{{{spacing: 0, window: 3d, undo_window: 0}}}}
"""
SIDES = st.sampled_from(["first", "second", "copy"])


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[launch.Network, Path]]:
    """A network of this module's own, whose clock stands where the desks' do."""
    home = tmp_path_factory.mktemp("sharing")
    with dated(home, 0) as (running, clock):
        clock.set(BEGIN)
        Sharing.clock, Sharing.url = clock, running.url
        yield running, home


class Sharing(RuleBasedStateMachine):
    """A person with two workspaces for the same account on Reddit, of which one is copied."""

    make: ClassVar[Callable[..., Desk]]
    seen: ClassVar[Counter[str]] = Counter()
    clock: ClassVar[FileClock]
    url: ClassVar[str]

    @initialize()
    def begin(self) -> None:
        """Two workspaces, each with an article of its own under a yes, and a copy of the first."""
        number = next(NUMBERS)
        self.names = {platform: f"{platform}share{number}" for platform in FIELDS}
        self.environ = pytest.MonkeyPatch()
        for platform, name in self.names.items():
            for field in FIELDS[platform]:
                self.environ.setenv(f"BOT_{name.upper()}_{field.upper()}", f"rehearsal-{name}-{field}")
        self.desks: dict[str, Desk] = {}
        self.posted: dict[str, int] = dict.fromkeys(FIELDS, 0)
        self.articles, self.actor, self.copies = count(), "", 0
        for side in ("first", "second"):
            self.desks[side] = self.founded()
            self.write(side)
        self.copy()

    def founded(self) -> Desk:
        """A fresh workspace with this account."""
        desk = self.make(SETTINGS.format(url=self.url, **self.names))
        self.home = self.home if self.desks else desk.workspace.settings.root.with_name(f"{desk.workspace.settings.root.name}-home")
        desk.clock.advance((self.clock.now() - desk.clock.now()).total("seconds"))
        desk = replace(desk, workspace=replace(desk.workspace, host=LAPTOP, holders=self.home))
        for name in self.names.values():
            facts.fetch(desk.workspace, desk.workspace.account(name), print)
        return desk

    # --- what the person does

    @rule(side=SIDES)
    def write(self, side: str) -> None:
        """One more article, with a yes to all that waits there."""
        desk = self.acting(side)
        if len(list(desk.workspace.settings.posts.path.iterdir())) < 4:
            number = next(self.articles)
            desk.write(article(number, 0, 0), f"run-{number}.md")
            desk.scan()
            self.say_yes(side)

    @rule(side=SIDES)
    def say_yes(self, side: str) -> None:
        """A yes to all that waits and does not stand on the account: who is told to look there does. Nobody says it in two copies."""
        desk = self.acting(side)
        others = [one for name, one in self.desks.items() if name != side]
        said = {each.post for one in others for each in one.workspace.store.deliveries(states=UNDER_A_YES)}
        for delivery in desk.workspace.store.deliveries(states=(State.WAITING, State.HELD)):
            draft = desk.workspace.store.draft(delivery.id)
            there = {post.text for post in self.live(delivery.platform)}
            if delivery.post not in said and not any(segment.wire in there for segment in draft.segments):
                desk.yes(delivery.id)

    @rule(side=SIDES, name=st.sampled_from([None, *FIELDS]))
    def moved(self, side: str, name: str | None) -> None:
        """`bot move`, of one account or of the workspace."""
        desk = self.acting(side)
        if not (name and lease.others(desk.workspace, [])[0]):  # one that is not at home here is moved as a whole
            self.hand_over(desk, self.names[name] if name else None)
            for account in self.names.values() if name is None else [self.names[name]]:
                assert self.taken(desk, account) == ""

    def hand_over(self, desk: Desk, name: str | None) -> None:
        """The move, with what it says before a person's yes."""
        before = {d.id for d in desk.workspace.store.deliveries(states=UNDER_A_YES)}
        plan = move.plan(desk.workspace, name)
        move.take_over(desk.workspace, plan)
        over = [d for d in desk.workspace.store.deliveries() if d.id in before and d.account in plan.kin]
        assert plan.yeses == len(over)
        assert all(d.state != State.APPROVED for d in over), "the other one may have sent it"

    @precondition(lambda self: self.copies < 3)
    @rule()
    def copy(self) -> None:
        """The first workspace's folder is copied, as it is."""
        self.actor, self.copies = "", self.copies + 1
        if "copy" in self.desks:
            self.desks["copy"].workspace.store.close()
        self.desks["copy"] = copied(self.desks["first"])
        self.desks["first"] = self.desks["first"].again()

    # --- what the world does

    @rule(side=SIDES, passes=st.integers(1, 2), seconds=st.sampled_from([0, 40]))
    def served(self, side: str, passes: int, seconds: int) -> None:
        """The service's passes there."""
        desk = self.acting(side)
        for _ in range(passes):
            self.passed(seconds)
            desk.look_once()
            desk.send()

    @rule(seconds=st.sampled_from([0, 40]))
    def all_served(self, seconds: int) -> None:
        """Each of them has its service, and each service a pass."""
        for side in list(self.desks):
            self.served(side, 1, seconds)
            self.judge()

    @rule(side=SIDES, at=st.integers(1, 60))
    def killed_in_a_step(self, side: str, at: int) -> None:
        """kill -9 at a step of the protocol, then a restart."""
        desk = self.acting(side)
        approved = desk.workspace.store.deliveries(states=(State.APPROVED,))
        if approved:
            die(desk, approved[0].id, at)
            self.desks[side] = desk.again()

    @rule(side=SIDES, moment=st.integers(1, 40))
    def killed_while_moving(self, side: str, moment: int) -> None:
        """kill -9 in the middle of `bot move`."""
        desk = self.acting(side)
        _killed_while_moving(desk, moment)
        self.desks[side] = opened(desk, desk.workspace.settings.root, LAPTOP)

    @rule(platform=st.sampled_from(list(FIELDS)), fault=st.sampled_from([*LOST, "reset", "500-before", "429"]), skip=st.integers(0, 2))
    def platform_misbehaves(self, platform: str, fault: str, skip: int) -> None:
        """The next answers are lost, refused or put off."""
        self.actor = ""
        self.desks["first"].fault(platform, fault, skip=skip, path=PATHS[platform], seconds=30)

    @rule(seconds=st.sampled_from([5, 900, 86_400]))
    def time_passes(self, seconds: int) -> None:
        """Time passes everywhere."""
        self.actor = ""
        self.passed(seconds)

    @rule()
    def all_is_well_again(self) -> None:
        """Each workspace in turn has the accounts, and nothing keeps it from its work: then nothing is left in between."""
        self.desks["first"].clear()
        for side, desk in self.desks.items():
            self.acting(side)
            for name in (None, *self.names.values()):
                desk.workspace.store.resume(name, desk.clock.now(), "tester")
            self.hand_over(desk, None)
            for _ in range(6):
                self.passed(900)
                desk.look_once()
                desk.send()
                self.judge()
            for delivery in desk.workspace.store.deliveries():
                self.ended(desk, delivery)

    def ended(self, desk: Desk, delivery: Delivery) -> None:
        """It came to an end, or waits for a person and says why; what is said to be live is."""
        assert delivery.state != State.SENDING, f"never settled: {delivery}"
        kept = guard.held(desk.workspace) or self.taken(desk, delivery.account)
        late = delivery.state == State.APPROVED and (delivery.due is None or delivery.due <= desk.clock.now())
        assert not late, f"overdue ({kept}): {delivery} {desk.workspace.store.accounts()}"
        assert delivery.state not in {State.HELD, State.FAILED, State.UNSURE} or delivery.note, f"{delivery.state} without a reason"
        if delivery.state == State.PUBLISHED:
            there = {post.text for post in self.ledger_posts(delivery.platform)}
            wanted = desk.workspace.store.draft(delivery.id, delivery.approved).segments
            assert all(segment.wire in there for segment in wanted), f"said to be live, and is not: {delivery}"

    # --- what must hold

    @invariant()
    def judge(self) -> None:
        """Nothing stands there twice or was tried twice; only the holder sent; whoever does not hold is told who does."""
        self.fine = False
        for platform, name in self.names.items():
            posts = self.ledger_posts(platform)
            twice = [text for text, times in Counter(post.text for post in posts).items() if times > 1]
            assert not twice, f"twice on {platform}: {twice}"
            if len(posts) > self.posted[platform]:
                assert self.actor, "nobody sent anything"
                assert self.taken(self.desks[self.actor], name) == "", f"{self.actor} sends, and does not hold {name}"
            self.posted[platform] = len(posts)
            self.judge_holders(name)
        self.fine = True

    def judge_holders(self, name: str) -> None:
        """At most one workspace may send as the account, once anybody did; the others are told by whom and how to go on."""
        if not (self.home.is_dir() and any(self.home.glob("*.json"))):
            return
        words = {side: self.taken(desk, name) for side, desk in self.desks.items()}
        assert list(words.values()).count("") <= 1, words
        for side, said in words.items():
            assert not said or "bot move" in said, said
            commands = [todo.command for todo in status.inbox(self.desks[side].workspace)]
            assert not said or any(command.startswith("bot move") for command in commands), (said, commands)

    def teardown(self) -> None:
        """Leaves nothing behind."""
        if not hasattr(self, "desks"):
            return
        try:
            if self.fine:
                self.all_is_well_again()
        finally:
            self.put_away()

    def put_away(self) -> None:
        """Counts what there was, and takes it away."""
        self.seen.update(str(d.state) for desk in self.desks.values() for d in desk.workspace.store.deliveries())
        self.seen["posts"] += sum(self.posted.values())
        self.seen["copies"] += self.copies
        self.desks["first"].clear()
        self.environ.undo()
        for desk in self.desks.values():
            desk.workspace.store.close()
            shutil.rmtree(desk.workspace.settings.root)

    # --- the small things

    def acting(self, side: str) -> Desk:
        """The desk of that side, which does what comes next."""
        self.actor = side
        return self.desks[side]

    def taken(self, desk: Desk, name: str) -> str:
        """Why nothing of the account may be sent from there."""
        return lease.take(desk.workspace, desk.workspace.account(name))

    def passed(self, seconds: int) -> None:
        """Time passes everywhere."""
        for clock in {id(desk.clock): desk.clock for desk in self.desks.values()}.values():
            clock.advance(seconds)
        self.clock.set(self.clock.now().add(seconds=seconds))

    def ledger_posts(self, platform: str) -> list[PostEntry]:
        """All that the network ever took from the account there."""
        ledger = Ledger(self.desks["first"].home / "rehearsal.sqlite", readonly=True)
        posts: list[PostEntry] = ledger.posts(platform, self.names[platform])
        ledger.close()
        return posts

    def live(self, platform: str) -> list[PostEntry]:
        """What stands there now."""
        return [post for post in self.ledger_posts(platform) if not post.deleted]


def run(make_desk: Callable[..., Desk]) -> None:
    """So many sequences of so many steps; the same ones each time, unless told how many."""
    Sharing.make = staticmethod(make_desk)
    drawn = "BOT_STATES" not in os.environ
    run_state_machine_as_test(
        Sharing,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, derandomize=drawn, database=None, deadline=None, print_blob=True,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_no_order_of_passes_moves_copies_and_deaths_sends_anything_twice(make_desk: Callable[..., Desk]) -> None:
    run(make_desk)
    print(f"\n{EXAMPLES} sequences of {STEPS} steps ended with {dict(Sharing.seen)}")


def test_a_service_that_sends_without_the_lease_is_noticed(make_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    for asks in (due, publish):
        monkeypatch.setattr(asks, "lease", SimpleNamespace(take=lambda *_: ""))
    with pytest.raises(AssertionError, match=r"does not hold|twice|<= 1"):
        run(make_desk)


def test_a_move_that_leaves_a_copy_its_yeses_is_noticed(make_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "end_yeses", lambda *_: None)
    monkeypatch.setattr(Sharing, "hand_over", lambda _, desk, name: move.take_over(desk.workspace, move.plan(desk.workspace, name)))
    with pytest.raises(AssertionError, match="twice"):
        run(make_desk)
