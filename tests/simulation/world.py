"""One world: a machine, its people, four platforms and a network, from one seed. `World(seed).live(days)` is one replayable run."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import tempfile
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from unittest.mock import patch

from whenever import Instant

from bot import config, platforms
from bot.model.delivery import State
from bot.platforms.base import Connection
from bot.service.workspace import Workspace
from tests.simulation.clock import Bell, WrongClock, instant, micros
from tests.simulation.disk import Disk
from tests.simulation.judge import Judge, Violation
from tests.simulation.machine import Machine
from tests.simulation.network import Network, Platform, Session
from tests.simulation.person import Person
from tests.simulation.turns import MICRO, Process, Turns

if TYPE_CHECKING:
    from bot.model.settings import Account
    from tests.simulation.network import Request

CLASSES = ("keyed", "readable", "refusing", "blind")
DAY, HOUR, MINUTE = 86_400 * MICRO, 3600 * MICRO, 60 * MICRO
ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "UTC")
SUDDEN = ((2027, 3, 26), (2027, 10, 29), (2028, 2, 26), (2026, 12, 29), (2029, 3, 8))
"""Days before clocks change, before a leap day and before a year's end: half of all worlds begin there."""

SETTINGS = """\
site: {{url: "https://example.org"}}
timezone: {zone}
rehearsal: false
accounts:
{accounts}
schedule:
  slots: ["daily 09:00", "daily 12:30", "daily 17:00"]
  spacing: {spacing}
  quiet: "22:00-07:00"
  window: {window}
  undo_window: {undo}
"""


@dataclass(frozen=True)
class Report:
    """What became of a run: `seen` counts faults, deliveries by state and so on; `digest` is of its whole trace."""

    seed: int
    days: int
    seen: Counter[str]
    digest: str
    violation: str = ""
    last: tuple[str, ...] = ()


class World:
    """Everything there is. `home` is a folder in memory; `always` are ways in which half of all calls go wrong, all the time;
    a `busy` one has an account of each class and an article a day; what people do `often` they do every day."""

    def __init__(
        self, seed: int, home: Path, *, tell: bool = False, always: tuple[str, ...] = (), busy: bool = False, often: tuple[str, ...] = ()
    ) -> None:
        self.seed, self.home, self.random, self.tell, self.always, self.busy = seed, home, Random(seed), tell, always, busy
        self.often = often
        self.seen: Counter[str] = Counter()
        self.last: deque[str] = deque(maxlen=150)
        self.digest = hashlib.sha256()
        self.turns = Turns(self.random, self._begin())
        self.judge = Judge(self.turns)
        self.network = Network(self.turns, {name: Platform(name) for name in CLASSES})
        self.network.leaves, self.network.took = self._leaves, self.judge.took
        self.network.told, self.network.say = self.judge.told_to_wait, self.say
        self.state, self.posts = home / ".bot", home / "posts"
        for folder in (self.state, self.posts, home / "config"):
            folder.mkdir()
        self.clock, self.bell, self.disk = WrongClock(self.turns), Bell(), Disk(self.turns, self.state, seen=self.seen)
        self.network.seen = self.seen
        self.shape = {"zone": self.random.choice(ZONES), "spacing": "2h", "window": "3d", "undo": "60s"}
        chosen = self.random.sample(CLASSES, 4 if busy else self.random.choice((1, 2, 2, 4)))
        self.accounts = [f"{name}-a" for name in chosen] + ([f"{chosen[0]}-b"] if self.random.random() < 0.1 else [])
        self.sessions: dict[str, Session] = {}
        self.handed, self.removed = set[str](), set[str]()
        self.configure()
        self.acts: list[str] = []
        self.looking = self.disk.open()
        self.machine = Machine(self)
        self.people = Process("person")
        self._person = self.turns.spawn(self.people, self._serve_person, "person")

    def _begin(self) -> int:
        if self.random.random() < 0.5:
            start = Instant.from_utc(*self.random.choice(SUDDEN))
        else:
            start = Instant.from_utc(2026, 12, 1).add(hours=24 * self.random.randrange(4000))
        return micros(start)

    # --- what the service and the person are given

    def opened(self, who: str) -> Workspace:
        """The workspace as a new process opens it."""
        return Workspace(
            settings=self.settings, store=self.disk.open(), clock=self.clock, who=who, connect=self.connect,
            open_store=self.disk.open, reload=lambda: self.settings, wake=self.bell,
        )  # fmt: skip

    def present(self, workspace: Workspace) -> Workspace:
        """The same with the configuration as it stands."""
        return replace(workspace, settings=self.settings)

    def connect(self, account: Account) -> Connection:
        """The way to an account."""
        session = self.sessions.setdefault(account.name, Session(self.network, account.name, account.platform))
        return Connection(account=account, secrets={}, session=session, now=self.clock.now())

    def configure(self) -> None:
        """Writes the configuration."""
        lines = (
            f"  {name}: {{platform: {name.partition('-')[0]}, default: true, mode: {'handoff' if name in self.handed else 'api'}}}"
            for name in self.accounts
            if name not in self.removed
        )
        place = self.home / "config" / "bot.yaml"
        self.written(place, SETTINGS.format(accounts="\n".join(lines), **self.shape))
        self.settings = config.load(self.home)

    def written(self, place: Path, text: str) -> None:
        """A file, last written at the machine's present."""
        place.write_text(text, "utf-8")
        now = max(self.turns.machine * 1000, 0)
        os.utime(place, ns=(now, now))
        self.touched()

    def touched(self) -> None:
        """The folder changed: seen at once where the system tells, and else when the service looks by itself."""

        def seen() -> None:
            self.machine.watch.stirred.set()
            self.bell.wakes()

        wait = MICRO if self.random.random() < 0.9 else 30 * MICRO
        self.turns.at(self.turns.now + self.random.randrange(wait), seen)

    def poke(self) -> None:
        """The service notices within a second that something happened."""
        self.turns.at(self.turns.now + self.random.randrange(MICRO), lambda: self.bell.wakes())

    def say(self, words: str) -> None:
        """A line of the trace."""
        line = f"{instant(self.turns.now)} {words}".replace(str(self.home), "~")
        self.digest.update(line.encode("utf-8", "backslashreplace"))
        self.last.append(line)
        if self.tell:
            print(line)

    def _leaves(self, request: Request, platform: Platform) -> None:
        """The service takes whatever goes wrong in a call for a doubt, so a verdict in it has to go another way."""
        self.seen["requests"] += 1
        try:
            self.judge.leaves(request, platform)
        except Violation as broken:
            self.turns.fail(broken)

    # --- days

    def live(self, days: int) -> Report:
        """So many days, and then some without any fault, after which nothing may be left in between."""
        done, violation = 0, ""
        try:
            while done < days:
                done += 1
                self.machine.plan_day()
                self.turns.run(self.turns.now + DAY)
                self._end_of_day()
            self._settle()
        except Violation as broken:
            violation = f"{type(broken).__name__}: {broken}"
        finally:
            self._end()
        return Report(self.seed, done, self.seen, self.digest.hexdigest(), violation, tuple(self.last))

    def _serve_person(self) -> None:
        self.person = Person(self)
        while True:
            while self.acts:
                self.person.act(self.acts.pop(0))
            self._waits()

    def _waits(self) -> None:
        def ask(wake: object) -> None:
            self.rouse = wake

        self.turns.wait(ask)

    def asks(self, act: str) -> None:
        """The person does this as soon as they have time."""
        self.acts.append(act)
        self.rouse()

    def _end_of_day(self) -> None:
        if self.machine.calm():
            found = self.looking.deliveries(states=(State.SENDING,))
            self.judge.none_is_stuck(found, {d.id: self.looking.steps(d.id) for d in found})

    def _settle(self) -> None:
        """All is well again, for four days."""
        self.machine.mend()
        for _ in range(8):
            self.machine.up()
            self.turns.run(self.turns.now + DAY // 2)
            self.asks("resume")
        store = self.looking
        found = store.deliveries()
        self.say(" ".join(f"{d.id}:{d.state}" for d in found))
        bound = {d.id: store.draft(d.id, d.approved) for d in found if d.approved and d.state == State.PUBLISHED}
        self.judge.reckon(found, {d.id: store.steps(d.id) for d in found}, bound)
        self.seen.update(f"{d.state}" for d in found)
        self.seen["deliveries"] += len(found)
        self.seen["segments taken"] += sum(map(len, self.judge.taken.values()))

    def _end(self) -> None:
        """All processes end, so that their threads are free."""
        self.looking.close()
        self.turns.on_death = lambda process: None
        for process in (self.machine.service, self.people):
            self.turns.kill(process)
        for _ in range(1000):
            waiting = [task for task in self.turns.tasks if task.ready]
            if not waiting:
                break
            self.turns.end(waiting[0])


@contextmanager
def pretend_platforms() -> Iterator[None]:
    """While this holds, the four pretend platforms can be loaded as any other."""
    folder = str(Path(__file__).parent / "pretend")
    before = list(platforms.__path__)
    if folder in before:
        yield
        return
    platforms.__path__.append(folder)
    platforms.names.cache_clear()
    try:
        yield
    finally:
        platforms.__path__[:] = before
        platforms.names.cache_clear()


def run(
    seed: int, days: int, *, tell: bool = False, always: tuple[str, ...] = (), busy: bool = False, often: tuple[str, ...] = ()
) -> Report:
    """One seed, in a folder of its own that is gone afterwards. `tell` prints its trace; see `World`."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    home = Path(tempfile.mkdtemp(prefix=f"days-{seed}-", dir=memory))
    try:
        with pretend_platforms():
            world = World(seed, home, tell=tell, always=always, busy=busy, often=often)
            with world.disk.mounted(), patch.object(secrets, "choice", world.random.choice):
                return world.live(days)
    finally:
        shutil.rmtree(home, ignore_errors=True)
