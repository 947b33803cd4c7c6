"""A real workspace for the service's tests: real files, real SQLite, the real adapters over HTTP to a real network, a fixed clock."""

from __future__ import annotations

import json
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import msgspec
import pytest

from bot import app, config
from bot.clock import FixedClock, SystemClock
from bot.engine.local import Local
from bot.model.delivery import Delivery
from bot.rehearsal import launch
from bot.service import approve, due, facts, intake, reconcile
from bot.service.reconcile import Looks
from bot.service.serve import serve
from bot.service.workspace import Workspace
from bot.store import Store, open_store

SETTINGS = """\
site: {{url: "https://example.org"}}
timezone: Europe/London
rehearsal: true
accounts:
  linkedin-{n}: {{platform: linkedin, default: true, call_timeout: 20}}
  x-{n}: {{platform: x, default: true, call_timeout: 20}}
  reddit-{n}: {{platform: reddit, default: true, subreddit: test, mode: api, call_timeout: 20}}
schedule:
  slots: ["daily 12:00", "daily 15:00"]
  spacing: 2h
  quiet: "22:00-07:00"
  window: 3d
"""

ARTICLE = """\
---
title: Small batches generalise, and the noise is why
summary: Small batches find flatter minima because their gradient noise is larger, and a simple schedule keeps that benefit.
url: https://example.org/small-batches
tags: [deep-learning, optimization]
---

Training with small batches often gives models that generalise better than large ones. The story blames sharp minima.

## What we measured

We trained the same network with batch sizes from 32 to 8,192 and kept everything else fixed.
The test error rose steadily with the batch size.
The gap disappeared when we added noise of the right size to the large batches.

## Why it happens

Gradient noise scales with the learning rate divided by the batch size.
A larger batch removes noise that the optimiser uses to leave sharp valleys.

## What to do

Scale the learning rate linearly with the batch size and warm it up over five epochs. That keeps the noise and the speed.
"""


@dataclass
class Desk:
    """A workspace under test, and the few things a test does with it.

    Its clock stands still at the present, as the network dates posts by its own.
    """

    workspace: Workspace
    clock: FixedClock
    network: launch.Network
    home: Path
    number: int
    looks: Looks
    unsettled: intake.Unsettled
    reopened: list[Store] = field(default_factory=list)

    def write(self, text: str = ARTICLE, name: str = "small-batches.md") -> Path:
        """Puts a post into the folder, last written a minute ago on the desk's clock."""
        path = self.workspace.settings.posts.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.age(path)
        return path

    def age(self, path: Path, seconds: float = 60) -> None:
        """Makes a file look last written `seconds` ago."""
        import os

        then = self.clock.now().subtract(seconds=seconds).timestamp(unit="nanosecond")
        os.utime(path, ns=(then, then))

    def scan(self) -> intake.Scan:
        """One rescan."""
        return intake.scan(self.workspace, self.unsettled)

    def of(self, platform: str) -> Delivery:
        """The one delivery to that platform."""
        found = [d for d in self.workspace.store.deliveries() if d.platform == platform]
        assert len(found) == 1, found
        return found[0]

    def yes(self, *ids: str, now: bool = True) -> list[approve.Outcome]:
        """The yes to some deliveries."""
        return approve.bind(self.workspace, approve.plan(self.workspace, ids, immediate=now))

    def send(self) -> None:
        """One publishing pass, waited for."""
        engine = self.engine()
        while due.pass_(self.workspace, engine) or engine.busy:
            engine.close(30)
            assert engine.reap() == []
        engine.close(30)
        assert engine.reap() == []

    def engine(self) -> Local:
        """Workers as the service has them."""
        return Local(lambda account, id_: serve(self.workspace, account, id_, self.looks, print), threading.Event())

    def hasty(self) -> Desk:
        """The same with little patience, for answers that come later; else a busy machine would look like a slow platform."""
        accounts = {name: msgspec.structs.replace(each, call_timeout=2) for name, each in self.workspace.settings.accounts.items()}
        settings = msgspec.structs.replace(self.workspace.settings, accounts=accounts)
        return replace(self, workspace=replace(self.workspace, settings=settings, connect=app.Connections(settings, self.clock)))

    def look(self, times: int = 4, seconds: int = 15) -> None:
        """Looks after doubts until deadlines and distances between looks, `seconds` each, have passed."""
        for _ in range(times):
            self.look_once()
            self.clock.advance(seconds)

    def look_once(self) -> int:
        """One pass that looks after doubts, waited for; how many will be looked at again."""
        engine = self.engine()
        open_ = reconcile.pass_(self.workspace, self.looks, engine)
        engine.close(30)
        assert engine.reap() == []
        return open_

    def fault(
        self, platform: str, fault: str, *, skip: int = 0, times: int = 1, method: str = "POST", path: str = "", seconds: float = 0
    ) -> None:
        """Plans misbehaviour of the network."""
        body = {"platform": platform, "fault": fault, "skip": skip, "times": times, "method": method, "path": path, "seconds": seconds}
        self._call("POST", json.dumps(body).encode())

    def clear(self) -> None:
        """Ends all misbehaviour."""
        self._call("DELETE", None)

    def _call(self, method: str, body: bytes | None) -> None:
        request = urllib.request.Request(f"{self.network.url}/_faults", body, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            answer.read()

    def live(self, platform: str) -> list[str]:
        """The texts that stand on that platform for this desk's account, in order."""
        return [post.text for post in self.posts(platform)]

    def posts(self, platform: str):  # type: ignore[no-untyped-def]
        """The ledger's posts on that platform for this desk's account, in order."""
        records = launch.read_ledger(self.home)
        return [p for p in records.posts if p.platform == platform and p.account == f"{platform}-{self.number}" and not p.deleted]

    def again(self) -> Desk:
        """The same workspace after the process died: nothing but the disk is left."""
        self.workspace.store.close()
        reopened = replace(self.workspace, store=self.workspace.open_store())
        self.reopened.append(reopened.store)
        return replace(self, workspace=reopened, looks=Looks(), unsettled=intake.Unsettled())


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[launch.Network, Path]]:
    """One rehearsal network for the whole run; every test has accounts of its own on it."""
    home = tmp_path_factory.mktemp("network")
    running = launch.ensure(home, port=18765)
    yield running, home
    running.stop()


_COUNT = iter(range(1, 100_000))


def lay_out(root: Path, settings: str, network: tuple[launch.Network, Path], number: int, clock: FixedClock) -> Desk:
    """A workspace at `root` whose accounts end in `number`, on a running network and the folder of its ledger."""
    (root / "config").mkdir(parents=True)
    (root / "posts").mkdir()
    (root / ".bot").mkdir()
    (root / "config" / "bot.yaml").write_text(settings, encoding="utf-8")
    (root / ".bot" / "rehearsal.json").write_bytes((network[1] / "rehearsal.json").read_bytes())
    loaded = config.load(root)
    opened = partial(open_store, f"sqlite:///{root / '.bot' / 'bot.sqlite'}", logbook=root / ".bot" / app.LOGBOOK)
    workspace = Workspace(loaded, opened(), clock, "tester", app.Connections(loaded, clock), opened)
    return Desk(workspace, clock, network[0], network[1], number, Looks(), intake.Unsettled())


@pytest.fixture
def make_desk(tmp_path: Path, network: tuple[launch.Network, Path]) -> Iterator[Callable[[str], Desk]]:
    """Makes desks: workspaces with the given settings, `{n}` in which is a number of their own."""
    desks: list[Desk] = []

    def make(settings: str = SETTINGS) -> Desk:
        number = next(_COUNT)
        desk = lay_out(tmp_path / f"workspace-{number}", settings.format(n=number), network, number, FixedClock(SystemClock().now()))
        desks.append(desk)
        return desk

    yield make
    for desk in desks:
        desk.clear()
        for store in (desk.workspace.store, *desk.reopened):
            store.close()


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """A desk with facts fetched and one article queued."""
    made = make_desk()
    for name in facts.stale(made.workspace):
        facts.fetch(made.workspace, made.workspace.account(name), print)
    made.write()
    made.scan()
    return made
