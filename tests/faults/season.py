"""A season of the real service by a fast clock: posts arrive, a person says yes, platforms misbehave, and the process is watched."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot import app
from bot.clock import SystemClock
from bot.errors import UserError
from bot.model.delivery import State
from bot.rehearsal import launch
from bot.rehearsal.entries import PostEntry, Records
from bot.rehearsal.judge import verdict
from bot.rehearsal.ledger import Ledger
from bot.service import approve
from bot.service.workspace import Workspace
from tests.commands import memory
from tests.faults import platforms
from tests.faults.fast import LEAK, FastClock
from tests.faults.test_states import LOST
from tests.rehearsal.pictures import picture

TEXT = """\
---
title: Season {n}, what we saw in run {n}
url: https://example.org/season-{n}
to: [{to}]
---

In run {n} the error fell to {a}.{b} % once we had added noise of the right size to every gradient of run {n}.
{picture}
"""
SHORT_LIVED = frozenset({"ghost"})
"""Each call of theirs carries a token of five minutes: by a clock this fast it is over before the call arrives."""

MAILING = frozenset({"smtp"})
"""One post there is many mails, each journalled by itself: `points.py` and tests/service/test_mailing.py judge them one by one."""

PLATFORMS = {name: row for name, row in platforms.PLATFORMS.items() if name not in SHORT_LIVED | MAILING}

SETS = 4
"""Accounts on each platform; an article goes to one of them everywhere."""

LIES = 400
"""Articles that lie in the folder; older ones are put away, so that what grows is not the folder."""

MISBEHAVIOUR = (*LOST, "reset", "500-before", "429")
BACKLOG = 200
"""Deliveries on their way above which nothing new is dropped: the season takes longer then, and says so."""


MEANWHILE = "changed while you looked"
"""Said where the service adapted it anew in that moment: it is asked for once more, at the next look."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The service at one moment: minutes on the wall and days by its clock since the beginning, deliveries queued so far, megabytes,
    open handles, threads; how many deliveries were on their way, seconds of processor that each took since the sample before."""

    minutes: float
    day: float
    deliveries: int
    resident: float
    handles: int
    threads: int
    queue: int
    processor: float


@dataclass
class Season:
    """A workspace, the service's process on it, its network, and the person."""

    workspace: Workspace
    clock: FastClock
    network: launch.Network
    service: subprocess.Popen[bytes]
    posts: int = 0
    seen: int = 0
    away: int = 0
    handles: list[int] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    chance: random.Random = field(default_factory=lambda: random.Random(2000))
    begun: float = field(default_factory=time.monotonic)

    @property
    def day(self) -> float:
        """Days since the beginning, by the clock."""
        return (self.clock.now() - self.clock.begin).total("hours") / 24

    @property
    def minutes(self) -> float:
        """Minutes since the beginning, on the wall."""
        return (time.monotonic() - self.begun) / 60

    @property
    def per_post(self) -> int:
        """Deliveries of one article."""
        return len(PLATFORMS)

    def all_queued(self) -> bool:
        """Whether the service has seen every article."""
        while self.seen < self.posts and self.workspace.store.post(f"season-{self.seen}"):
            self.seen += 1
        return self.seen == self.posts

    @property
    def deliveries(self) -> int:
        """How many there should be by now."""
        return self.posts * self.per_post

    def drop(self, number: int) -> None:
        """Puts `number` new articles into the folder; each twentieth has a picture of its own."""
        folder = self.workspace.settings.posts.path
        for n in range(self.posts, self.posts + number):
            shown = ""
            if n % 20 == 0:
                (folder / f"curve-{n}.png").write_bytes(picture(size=(64 + n % 97, 48 + n // 97)))
                shown = f"\n![The error of run {n}](curve-{n}.png)"
            to = ", ".join(f"{platform}-{n % SETS}" for platform in PLATFORMS)
            fresh = folder / f".season-{n}.part"
            fresh.write_text(TEXT.format(n=n, a=n % 90, b=n % 7, picture=shown, to=to))
            fresh.rename(folder / f"season-{n}.md")
        self.posts += number

    def put_away(self) -> None:
        """Takes the oldest articles out of the folder, once they are everywhere."""
        for n in range(self.away, max(self.away, self.posts - LIES)):
            if any(delivery.state != State.PUBLISHED for delivery in self.workspace.store.deliveries(post=f"season-{n}")):
                return
            (self.workspace.settings.posts.path / f"season-{n}.md").unlink()
            (self.workspace.settings.posts.path / f"curve-{n}.png").unlink(missing_ok=True)
            self.away += 1

    def decide(self) -> int:
        """What a person does now and then: says yes, looks where nobody else can, lets paused accounts go on. Gives what is on its way."""
        store = self.workspace.store
        for account, state in store.accounts().items():
            if state.paused:
                store.resume(account or None, self.clock.now(), "tester")
        waiting = [delivery.id for delivery in store.deliveries(states=(State.WAITING, State.HELD)) if not delivery.blocked]
        for begin in range(0, len(waiting), 50):
            plan = approve.plan(self.workspace, waiting[begin : begin + 50], immediate=True)
            refused = [outcome.words for outcome in approve.bind(self.workspace, plan) if not outcome.ok]
            assert [words for words in refused if MEANWHILE not in words] == []
        for delivery in store.deliveries(states=(State.UNSURE,)):
            if platforms.idempotency(delivery.platform) == "blind":
                self._resolve(delivery.id)
        return len(store.deliveries(states=(State.APPROVED, State.SENDING, State.UNSURE)))

    def _resolve(self, id_: str) -> None:
        try:
            delivery, _, step = approve.doubt(self.workspace, id_)
        except UserError:
            return
        with self._ledger() as ledger:
            there = ledger.with_text(delivery.platform, delivery.account, step.segment.wire)
        address = PLATFORMS[delivery.platform].live(there[0].id) if there else None
        approve.resolve(self.workspace, id_, address)

    def _ledger(self) -> closing[Ledger]:
        return closing(Ledger(self.workspace.settings.state / "rehearsal.sqlite", readonly=True))

    def misbehave(self) -> None:
        """One platform misbehaves once or twice from now on."""
        platform = self.chance.choice(list(PLATFORMS))
        plan = {
            "platform": platform, "method": "P*", "path": PLATFORMS[platform].path, "seconds": 60,
            "fault": self.chance.choice(MISBEHAVIOUR), "times": self.chance.choice((1, 2)), "skip": self.chance.randrange(20),
        }  # fmt: skip
        body = json.dumps(plan).encode()
        asked = urllib.request.Request(f"{self.network.url}/_faults", body, {"Content-Type": "application/json"}, method="POST")
        urllib.request.urlopen(asked, timeout=10).close()

    def look(self) -> None:
        """Counts the service's open handles; the least of several looks is what stays open."""
        assert self.service.poll() is None, f"the service ended with {self.service.returncode}"
        self.handles.append(_count(Path(f"/proc/{self.service.pid}/fd")))

    def sample(self) -> Sample:
        """The service as it is now."""
        self.look()
        pid, before = self.service.pid, self.samples[-1] if self.samples else None
        times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        used = (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
        new = self.deliveries - before.deliveries if before else 0
        spent = (used - self._used) / new if new and before else 0.0
        self._used = used
        queue = len(self.workspace.store.deliveries(states=(State.APPROVED, State.SENDING, State.UNSURE)))
        resident, threads = memory(pid, "VmRSS"), _count(Path(f"/proc/{pid}/task"))
        found = Sample(self.minutes, self.day, self.deliveries, resident, min(self.handles), threads, queue, spent)
        self.handles.clear()
        self.samples.append(found)
        return found

    _used: float = 0.0

    def judged(self) -> Counter[str]:
        """What the ledger says of everything that was approved, and how the deliveries ended."""
        store, found = self.workspace.store, Counter[str]()
        by_text: dict[tuple[str, str], list[PostEntry]] = defaultdict(list)
        with self._ledger() as ledger:
            for name, account in self.workspace.settings.accounts.items():
                for post in reversed(ledger.posts(account.platform, name)):
                    by_text[name, post.text].append(post)
        for delivery in store.deliveries():
            draft = store.draft(delivery.id, delivery.approved)
            mine = [post for text in {segment.wire for segment in draft.segments} for post in by_text.pop((delivery.account, text), [])]
            each = verdict(Records(posts=tuple(sorted(mine, key=lambda post: post.seq))), [draft])
            found["duplicated"] += len(each.duplicated)
            found["lost"] += len(each.lost)
            found["foreign"] += len(each.foreign)
            found[delivery.state.value] += 1
        found["foreign"] += sum(map(len, by_text.values()))
        return found


def _count(folder: Path) -> int:
    return sum(1 for _ in folder.iterdir())


@contextmanager
def season(root: Path, speed: float, leak: int = 0) -> Iterator[Season]:
    """Begun at `root`: the network and the service run as processes of their own, `speed` times as fast as the wall's clock.

    With `leak` the service keeps so many bytes of each delivery for good, which whoever watches it must notice.
    """
    (root / "config").mkdir(parents=True)
    (root / "posts").mkdir()
    settings = "site: {url: https://example.org}\ntimezone: UTC\nrehearsal: true\naccounts:\n"
    settings += "".join(platforms.account(f"{name}-{number}", name, 20) for name in PLATFORMS for number in range(SETS))
    (root / "config" / "bot.yaml").write_text(settings)
    clock = FastClock(speed, time.monotonic(), SystemClock().now())
    fast = [sys.executable, "-W", "ignore", "-m", "tests.faults.fast", *clock.arguments]
    with app.open_workspace(root, clock=clock).store:
        pass
    state = root / ".bot"
    command = [*fast, "network", "--root", str(state), "--port", "0", "--parent-pipe"]
    network = launch._wait(state, subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True))
    with ExitStack() as last:
        last.callback(network.stop)
        with (root / "service.log").open("wb") as log:
            environ = {**os.environ, LEAK: str(leak)}
            service = subprocess.Popen([*fast, "service", "--workspace", str(root), "run"], stdout=log, stderr=log, env=environ)
        last.callback(_end, service)
        workspace = app.open_workspace(root, clock=clock)
        last.callback(workspace.store.close)
        yield Season(workspace, clock, network, service)


def _end(service: subprocess.Popen[bytes]) -> None:
    """Ends the service in order; one that does not end is ended all the same, and that is an error."""
    service.terminate()
    try:
        service.wait(60)
    finally:
        service.kill()
        service.wait()
