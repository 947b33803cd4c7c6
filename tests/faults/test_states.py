"""Anything a person, a platform, a clock and a power cut may do, in any order; after each step the ledger is the judge.

Real service, real SQLite, real HTTP to a network whose clock the test sets. `BOT_STATES` says how many sequences are drawn (then at
random, else a fixed few), `BOT_STATES_STEPS` how many steps each has.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from whenever import Instant

from bot.errors import UserError
from bot.model.delivery import Delivery, State
from bot.rehearsal import launch
from bot.rehearsal.entries import PostEntry
from bot.rehearsal.ledger import Ledger
from bot.service import approve, facts
from bot.service.recover import recover
from bot.service.running import Service
from tests.faults.dated import FileClock, dated
from tests.faults.deaths import die
from tests.faults.mending import Mending
from tests.faults.platforms import PLATFORMS
from tests.faults.word import ON_ITS_WAY, Key, Word, key, replayed
from tests.service.conftest import SETTINGS, Desk, make_desk
from tests.service.test_recover import database, saved

__all__ = ["make_desk"]

EXAMPLES = int(os.environ.get("BOT_STATES", "30"))
STEPS = int(os.environ.get("BOT_STATES_STEPS", "30"))
WINDOW, UNDO = 3 * 86_400, 60
"""Seconds: what the settings say of a yes."""

SERVED = ("linkedin", "reddit", "x")
NOT_OVER = (State.WAITING, State.APPROVED, State.HELD, State.FAILED, State.SENDING)
OVER = (State.FAILED, State.REJECTED, State.WITHDRAWN, State.RETRACTED)
LOST = ("accept-then-reset", "500-after", "html-after", "no-id")
NOT_TAKEN = ("reset", "500-before", "html", "empty", "404", "403", "402", "duplicate")


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[launch.Network, Path]]:
    """A network of this module's own, whose clock stands where the desk's does."""
    home = tmp_path_factory.mktemp("states")
    with dated(home, 21765) as (running, clock):
        States.clock = clock
        yield running, home


def article(number: int, first: int, last: int) -> str:
    """A post whose every sentence is its own; `first` and `last` count the editions of its beginning and its end."""
    return f"""\
---
title: Run {number} of the noise study, edition {first}
url: https://example.org/run-{number}
---

In run {number} we trained one network with nine batch sizes, and edition {first} of this report says how. \
The gap of run {number} between small and large batches disappeared when we added noise of the right size to each gradient.

## What run {number} measured

The test error of run {number} rose steadily with the size of the batch, from 4.1 % to 7.3 %, on three seeds and two data sets. \
A larger batch in run {number} removes the noise that the optimiser uses to leave sharp valleys of the loss.

## What to do after run {number}

After run {number} we scale the learning rate with the batch and warm it up over {last + 5} epochs, as edition {last} suggests.
"""


@dataclass
class File:
    """A post in the folder: its present name, and the editions of its beginning and end."""

    number: int
    name: str
    first: int = 0
    last: int = 0
    there: bool = True


@dataclass
class Doomed:
    """The workers of a process that dies at step `at` of its first delivery."""

    desk: Desk
    at: int
    dead: bool = False
    busy: set[str] = field(default_factory=set)

    def submit(self, account: str, id_: str) -> bool:
        """Serves the delivery in a fork that dies."""
        if not self.dead and id_:
            self.dead = True
            die(self.desk, id_, self.at)
            return True
        return False

    def occupied(self, account: str) -> bool:
        """The dead serve nobody else."""
        return self.dead

    def reap(self) -> list[BaseException]:
        """Nobody is left to say anything."""
        return []


class States(Mending, RuleBasedStateMachine):
    """A person, three platforms and a machine that fails."""

    make: ClassVar[Callable[..., Desk]]
    seen: ClassVar[Counter[str]] = Counter()
    clock: ClassVar[FileClock]

    @initialize()
    def begin(self) -> None:
        """A workspace with one article queued."""
        self.desk = self.make(SETTINGS.replace("window: 3d", "window: 3d\n  undo_window: 60s"))
        self.word, self.files, self.copies = Word(), [], list[Path]()
        self.skew, self.said = 0, list[str]()
        self.ledger = Ledger(self.desk.home / "rehearsal.sqlite", readonly=True)
        self.accounts = {name: account.platform for name, account in self.desk.workspace.settings.accounts.items()}
        self.live: dict[str, list[PostEntry]] = {name: [] for name in self.accounts}
        self.before: dict[Key, Delivery] = {}
        self.clock.set(self.desk.clock.now())
        for name in facts.stale(self.desk.workspace):
            facts.fetch(self.desk.workspace, self.desk.workspace.account(name), self.said.append)
        self.desk.write("---\ntitle: A bystander\ndraft: true\n---\n\nNothing is ever done to this one.", "bystander.md")
        self.service = self.started()
        self.write(yes=True)

    # --- what the person does

    @precondition(lambda self: len(self.files) < 3)
    @rule(yes=st.booleans())
    def write(self, yes: bool) -> None:
        """One more article, with a yes or before it."""
        number = len(self.files)
        self.files.append(File(number, f"run-{number}.md"))
        self.saved(self.files[-1])
        if yes:
            self.say_yes_to_all()

    @precondition(lambda self: self.there(True))
    @rule(pick=st.integers(0, 2), where=st.sampled_from(["first", "last"]), back=st.booleans())
    def edit(self, pick: int, where: str, back: bool) -> None:
        """Changes the beginning or the end of an article, or changes it back."""
        file = self.file(pick, there=True)
        setattr(file, where, 0 if back else getattr(file, where) + 1)
        self.saved(file)

    @precondition(lambda self: self.there(True))
    @rule(pick=st.integers(0, 2))
    def delete(self, pick: int) -> None:
        """Takes an article out of the folder."""
        file = self.file(pick, there=True)
        (self.folder / file.name).unlink()
        file.there = False
        self.word.over |= {key(d) for d in self.deliveries() if d.post == f"run-{file.number}"}
        self.scan()
        self.scan()

    @precondition(lambda self: self.there(False))
    @rule(pick=st.integers(0, 2))
    def bring_back(self, pick: int) -> None:
        """Puts a deleted article back, under the name it began with: under another it would be another post."""
        file = self.file(pick, there=False)
        file.there, file.name = True, f"run-{file.number}.md"
        self.saved(file)

    @precondition(lambda self: self.there(True))
    @rule(pick=st.integers(0, 2), to=st.sampled_from(["later", "drafts/renamed", "again"]))
    def rename(self, pick: int, to: str) -> None:
        """Renames or moves an article."""
        file = self.file(pick, there=True)
        fresh = f"{to}-{file.number}.md"
        (self.folder / fresh).parent.mkdir(exist_ok=True)
        (self.folder / file.name).rename(self.folder / fresh)
        file.name = fresh
        self.scan()
        self.scan()

    @precondition(lambda self: self.those(State.WAITING, State.HELD))
    @rule(pick=st.integers(0, 8), now=st.booleans())
    def approve(self, pick: int, now: bool) -> None:
        """A yes to one delivery."""
        self.said_yes(self.pick(pick, State.WAITING, State.HELD), now)

    def say_yes_to_all(self, now: bool = True) -> None:
        """A yes to everything that waits."""
        for delivery in self.deliveries():
            if delivery.state in {State.WAITING, State.HELD}:
                self.said_yes(delivery, now)

    def said_yes(self, delivery: Delivery, now: bool) -> None:
        """A yes, if it is taken. No two yeses come in the same microsecond."""
        self.passed(1)
        (binding,) = approve.plan(self.workspace, [delivery.id], immediate=now)
        (outcome,) = approve.bind(self.workspace, [binding])
        if outcome.ok and binding.moment:
            begin = binding.moment.instant
            opens = Instant.MIN if now else begin.add(seconds=UNDO)  # "now" was never a time: the clock may have been ahead
            self.word.yes(binding.delivery, binding.draft, opens, begin.add(seconds=WINDOW))

    @precondition(lambda self: self.those(State.WAITING, State.HELD))
    @rule(now=st.booleans())
    def approve_all(self, now: bool) -> None:
        """A yes to everything that waits."""
        self.say_yes_to_all(now)

    @precondition(lambda self: self.those(State.APPROVED))
    @rule(pick=st.integers(0, 8))
    def undo(self, pick: int) -> None:
        """Takes a yes back."""
        delivery = self.pick(pick, State.APPROVED)
        assert approve.undo(self.workspace, delivery.id).ok
        self.word.taken_back(delivery)

    @precondition(lambda self: self.those(*NOT_OVER))
    @rule(pick=st.integers(0, 8))
    def reject(self, pick: int) -> None:
        """A no."""
        delivery = self.pick(pick, *NOT_OVER)
        if approve.reject(self.workspace, delivery.id).ok:
            self.word.taken_back(delivery)
            self.word.over.add(key(delivery))
        else:
            assert delivery.state == State.SENDING

    @precondition(lambda self: self.those(*OVER))
    @rule(pick=st.integers(0, 8))
    def retry(self, pick: int) -> None:
        """Brings back what failed, was rejected, withdrawn or retracted."""
        assert approve.retry(self.workspace, self.pick(pick, *OVER).id).ok

    @precondition(lambda self: self.those(State.APPROVED))
    @rule(pick=st.integers(0, 8), when=st.sampled_from(["in 2h", "in 20h", "tomorrow 13:00"]))
    def reschedule(self, pick: int, when: str) -> None:
        """Another time under the same yes."""
        delivery = self.pick(pick, State.APPROVED)
        if delivery.until and delivery.until <= self.desk.clock.now():
            with pytest.raises(UserError, match="fresh"):
                approve.reschedule(self.workspace, delivery.id, when)
            return
        assert approve.reschedule(self.workspace, delivery.id, when).ok
        due = self.workspace.store.delivery(delivery.id).due
        yes = self.word.yeses.get(key(delivery))
        assert yes, f"approved without a yes: {delivery}"
        assert due
        self.word.yes(delivery, yes.draft, due.add(seconds=UNDO), due.add(seconds=WINDOW))

    @precondition(lambda self: self.those(State.UNSURE))
    @rule(pick=st.integers(0, 8))
    def resolve(self, pick: int) -> None:
        """Says what is there of a delivery in doubt, truly."""
        delivery = self.pick(pick, State.UNSURE)
        try:
            _, _, step = approve.doubt(self.workspace, delivery.id)
        except UserError:
            return
        there = [post for post in self.posts(delivery.account) if post.text == step.segment.wire]
        assert approve.resolve(self.workspace, delivery.id, PLATFORMS[delivery.platform].live(there[0].id) if there else None).ok

    @rule(pick=st.integers(-1, 2))
    def pause(self, pick: int) -> None:
        """Pauses one account or everything."""
        name = "" if pick < 0 else sorted(self.accounts)[pick]
        self.workspace.store.pause(name or None, "the tester said so", self.desk.clock.now(), "tester")
        self.word.paused.add(name)

    @precondition(lambda self: self.word.paused or self.workspace.store.accounts())
    @rule(pick=st.integers(-1, 2))
    def resume(self, pick: int) -> None:
        """Ends a pause; of everything, it also says that the clock is right."""
        name = "" if pick < 0 else sorted(self.accounts)[pick]
        self.workspace.store.resume(name or None, self.desk.clock.now(), "tester")
        self.word.paused.discard(name)
        if not name:
            self.workspace.store.trust_clock(self.desk.clock.now())

    # --- what the world does

    @rule(passes=st.integers(1, 3), seconds=st.sampled_from([0, 5, 60]))
    def tick(self, passes: int, seconds: int) -> None:
        """The service's own passes, with their looks, waited for."""
        for _ in range(passes):
            self.passed(seconds)
            self.one_pass()

    @rule(yes=st.booleans(), seconds=st.sampled_from([5, 900, 3 * 3600, 6 * 3600]))
    def time_for_a_pass(self, yes: bool, seconds: int) -> None:
        """Time passes, and the service does what is due meanwhile; a person may have said yes to all before."""
        if yes:
            self.say_yes_to_all()
        self.passed(seconds)
        self.one_pass()

    @rule(seconds=st.sampled_from([5, 40, 400, 3 * 3600, 86_400, 4 * 86_400]))
    def time_passes(self, seconds: int) -> None:
        """Time passes here and on the platforms, as it does while a laptop sleeps."""
        self.passed(seconds)

    @rule(seconds=st.sampled_from([-20 * 3600, -7200, -300, 300, 7200, 20 * 3600]))
    def clock_jumps(self, seconds: int) -> None:
        """This machine's clock is wrong, or is set right again."""
        self.desk.clock.advance(seconds - self.skew)
        self.skew = seconds

    @precondition(lambda self: self.skew)
    @rule()
    def clock_is_set_right(self) -> None:
        """This machine's clock is right again."""
        self.desk.clock.advance(-self.skew)
        self.skew = 0

    @rule(platform=st.sampled_from(SERVED), fault=st.sampled_from(LOST), skip=st.integers(0, 2), times=st.integers(1, 3))
    def answers_are_lost(self, platform: str, fault: str, skip: int, times: int) -> None:
        """Posts are taken, and nobody is told."""
        self.desk.fault(platform, fault, skip=skip, times=times, path=PLATFORMS[platform].path)
        self.say_yes_to_all()
        self.one_pass()

    @rule(platform=st.sampled_from(SERVED), fault=st.sampled_from(NOT_TAKEN), skip=st.integers(0, 2), times=st.integers(1, 3))
    def posts_are_not_taken(self, platform: str, fault: str, skip: int, times: int) -> None:
        """Posts are refused, in words that are understood or not."""
        self.desk.fault(platform, fault, skip=skip, times=times, path=PLATFORMS[platform].path)
        self.say_yes_to_all()
        self.one_pass()

    @rule(platform=st.sampled_from(SERVED), skip=st.integers(0, 2))
    def token_expires(self, platform: str, skip: int) -> None:
        """The platform knows the token no more."""
        self.desk.fault(platform, "401", skip=skip, path=PLATFORMS[platform].path)
        self.say_yes_to_all()
        self.one_pass()

    @rule(platform=st.sampled_from(SERVED), skip=st.integers(0, 2), seconds=st.sampled_from([30, 900]), bare=st.booleans())
    def too_many(self, platform: str, skip: int, seconds: int, bare: bool) -> None:
        """A 429, with a time or without."""
        self.desk.fault(platform, "429-bare" if bare else "429", skip=skip, path=PLATFORMS[platform].path, seconds=seconds)
        self.say_yes_to_all()
        self.one_pass()

    @rule(platform=st.sampled_from(["x", "reddit"]), fault=st.sampled_from(["500-before", "html", "429", "reset"]), times=st.integers(1, 3))
    def looks_fail(self, platform: str, fault: str, times: int) -> None:
        """The lists of one's own posts cannot be read."""
        self.desk.fault(platform, fault, times=times, method="GET", path="*", seconds=30)

    @rule()
    def platforms_recover(self) -> None:
        """All misbehaviour ends."""
        self.desk.clear()

    @precondition(lambda self: self.those(*ON_ITS_WAY, State.WAITING))
    @rule(at=st.integers(1, 70))
    def killed_in_a_step(self, at: int) -> None:
        """kill -9 at a step of the protocol, then a restart."""
        self.say_yes_to_all()
        self.look_around()
        self.service.engine = Doomed(self.desk, at)  # type: ignore[assignment]
        self.service.publish()
        self.judge()
        self.restart()

    @rule()
    def restart(self) -> None:
        """The process ends and begins anew: nothing but the disk is left."""
        self.desk = self.desk.again()
        self.service = self.started()
        assert self.recovered() == []

    @precondition(lambda self: len(self.copies) < 2)
    @rule()
    def copy_the_database(self) -> None:
        """Somebody makes a backup."""
        place = self.workspace.settings.root / f"backup-{len(self.copies)}"
        place.mkdir()
        self.copies.append(saved(self.desk, place))

    @precondition(lambda self: self.copies)
    @rule(pick=st.integers(0, 1), gone=st.booleans())
    def put_an_older_copy_back(self, pick: int, gone: bool) -> None:
        """The database is lost, or put back from a backup; the files are as they are."""
        self.workspace.store.close()
        for path in database(self.desk).parent.glob("bot.sqlite*"):
            path.unlink()
        for file in self.there(True):  # a database that never saw the rename knows another post by the new name
            file.name = (self.folder / file.name).rename(self.folder / f"run-{file.number}.md").name
        if not gone:
            shutil.copy(self.copies[pick % len(self.copies)], database(self.desk))
        self.desk = self.desk.again()
        self.service = self.started()
        self.before = {whose: self.before[whose] for whose in self.before if any(p for p in self.live[whose[1]] if self.is_of(p, whose))}
        self.word.over |= {key(d) for d in self.deliveries() if d.state in {State.REJECTED, State.WITHDRAWN}}
        if self.recovered():
            self.word.yeses.clear()
        self.forget_what_no_logbook_keeps()
        self.scan()
        self.scan()

    def forget_what_no_logbook_keeps(self) -> None:
        """A pause, and another time under the same yes, stand in the database alone."""
        self.word.paused = {name for name, state in self.workspace.store.accounts().items() if state.paused}
        for delivery in self.deliveries():
            yes = self.word.yeses.get(key(delivery))
            if yes and delivery.due and delivery.state == State.APPROVED:
                opens = delivery.due.add(seconds=0 if delivery.immediate else UNDO)
                self.word.yeses[key(delivery)] = replace(yes, opens=min(yes.opens, opens))

    @rule()
    def all_is_well_again(self) -> None:
        """Platforms, clock and person do what they should: then nothing is left in between."""
        self.desk.clear()
        self.clock_is_set_right()
        for pick in range(-1, 3):
            self.resume(pick)
        for seconds in (*[900] * 8, *[86_400] * 3):
            self.passed(seconds)
            self.one_pass()
            self.one_pass()
        for delivery in self.deliveries():
            assert delivery.state != State.SENDING, f"never settled: {delivery}"
            assert delivery.state != State.APPROVED or (delivery.due and delivery.due > self.desk.clock.now()), f"overdue: {delivery}"

    # --- what must hold

    @invariant()
    def judge(self) -> None:
        """The ledger against a person's word; the states against the table of moves."""
        now, store = self.desk.clock.now(), self.workspace.store
        before = self.before
        self.look_around()
        for name in self.accounts:
            posts = self.posts(name)
            self.word.judge_new(posts[len(self.live[name]) :], before, now)
            self.word.judge_all(name, [post for post in posts if not post.deleted])
            self.live[name] = posts
        mending = store.unfinished()
        for delivery in self.before.values():
            bound = store.draft(delivery.id, delivery.approved) if delivery.approved and delivery.id not in mending else None
            assert delivery.approved or delivery.state != State.PUBLISHED, delivery
            self.word.judge_delivery(delivery, bound, self.live[delivery.account])
            live = [post for post in self.live[delivery.account] if not post.deleted]
            self.word.judge_known(delivery, store.steps(delivery.id), live if delivery.id not in mending else [])
            assert replayed(store.history(delivery.id)) == delivery.state, store.history(delivery.id)
        assert before.keys() <= self.before.keys(), "a delivery is gone"

    def teardown(self) -> None:
        """Leaves nothing behind, so that hours of sequences fit on the disk."""
        if hasattr(self, "desk"):
            self.seen.update(delivery.state for delivery in self.before.values())
            self.seen["posts"] += sum(map(len, self.live.values()))
            self.ledger.close()
            self.desk.clear()
            self.workspace.store.close()
            shutil.rmtree(self.workspace.settings.root)

    # --- the small things

    @property
    def workspace(self):  # type: ignore[no-untyped-def]
        """The present process's."""
        return self.desk.workspace

    @property
    def folder(self) -> Path:
        """Where the posts are."""
        path: Path = self.workspace.settings.posts.path
        return path

    def started(self) -> Service:
        """A new process of the service."""
        return Service(self.workspace, self.desk.engine(), self.said.append, looks=self.desk.looks)

    def recovered(self) -> list[str]:
        """What the service says of the database when it begins."""
        words: list[str] = []
        recover(self.workspace, words.append)
        return words

    def one_pass(self) -> None:
        """One publishing pass, waited for and judged."""
        self.look_around()
        self.service.engine = self.desk.engine()
        self.service.publish()
        self.service.engine.close(30)
        self.service.reap()
        assert not self.service.failed, self.said
        self.judge()

    def look_around(self) -> None:
        """How all deliveries stand now."""
        self.before = {key(delivery): delivery for delivery in self.deliveries()}

    def passed(self, seconds: int) -> None:
        """Time passes everywhere."""
        self.desk.clock.advance(seconds)
        self.clock.set(self.clock.now().add(seconds=seconds))

    def saved(self, file: File) -> None:
        """Writes the article and lets the service see it."""
        self.desk.write(article(file.number, file.first, file.last), file.name)
        self.scan()

    def scan(self) -> None:
        """One look at the folder. A yes does not outlive its text, unless it is under way: then the new text waits beside it."""
        before = {key(d): d.state for d in self.deliveries()}
        self.service.unsettled = self.desk.unsettled
        self.service.rescan()
        for delivery in self.deliveries():
            yes = self.word.yeses.get(key(delivery))
            under_way = before.get(key(delivery)) in {State.SENDING, State.UNSURE}
            if yes and not under_way and (delivery.fingerprint != yes.draft.fingerprint or delivery.state == State.WITHDRAWN):
                self.word.taken_back(delivery)

    def deliveries(self) -> list[Delivery]:
        """All there are."""
        found: list[Delivery] = self.workspace.store.deliveries()
        return found

    def those(self, *states: State) -> list[Delivery]:
        """Deliveries that are in `states` after the last step, in an order that depends on nothing drawn."""
        return [delivery for _, delivery in sorted(self.before.items()) if delivery.state in states]

    def pick(self, number: int, *states: State) -> Delivery:
        """One of them."""
        found = self.those(*states)
        return found[number % len(found)]

    def there(self, there: bool) -> list[File]:
        """The articles that are in the folder, or not."""
        return [file for file in self.files if file.there == there]

    def file(self, number: int, there: bool) -> File:
        """One of them."""
        found = self.there(there)
        return found[number % len(found)]

    def is_of(self, post: PostEntry, whose: Key) -> bool:
        """Whether the post is a segment of that delivery."""
        return self.word.known[post.account][post.text][0] == whose

    def posts(self, account: str) -> list[PostEntry]:
        """All that the network ever took from an account, oldest first."""
        return self.ledger.posts(self.accounts[account], account)[::-1]


def test_no_sequence_of_events_breaks_the_promise(make_desk: Callable[..., Desk]) -> None:
    States.make = staticmethod(make_desk)
    drawn = "BOT_STATES" not in os.environ
    run_state_machine_as_test(
        States,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, derandomize=drawn, database=None, deadline=None, print_blob=True,
            phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    print(f"\n{EXAMPLES} sequences of {STEPS} steps ended with {dict(States.seen)}")
