"""Turns: every thread of a simulated machine waits for its turn, so that one seed always gives the same run.

A task is a thread that runs only while it holds the turn. It gives the turn back where the real program could be interrupted by
another thread, another process or a power switch: before each transaction, around each call to a platform, in every sleep.
"""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

MICRO = 1_000_000
"""Time is counted in microseconds."""

SWITCH = 0.08
"""How likely another task gets the turn where it may."""


class Killed(BaseException):
    """The process of this task is gone."""


def taken() -> threading.Lock:
    """A lock that one thread waits for and another opens."""
    lock = threading.Lock()
    lock.acquire()
    return lock


@dataclass(eq=False)
class Process:
    """One process of the simulated machine. `fuse` is the number of turns after which it dies (None: it does not)."""

    name: str
    alive: bool = True
    fuse: int | None = None
    frozen: bool = False
    tasks: list[Task] = field(default_factory=list)


class _Hand:
    """A thread that serves one task after another."""

    free: list[_Hand] = []  # noqa: RUF012 - threads outlive the runs they serve

    def __init__(self) -> None:
        self.go = taken()
        self.work: Callable[[], None] = int
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            self.go.acquire()
            self.work()

    @classmethod
    def take(cls) -> _Hand:
        """One that has nothing to do."""
        return cls.free.pop() if cls.free else cls()


class Task:
    """A thread of a process, with what `bot/engine/local.py` asks of one."""

    def __init__(self, turns: Turns, process: Process, run: Callable[[], None], name: str) -> None:
        self.turns, self.process, self.name = turns, process, name
        self.ready, self.over, self.held, self.waits = False, False, False, 0
        self.commits, self.committed = 0, 0
        self._run = run
        self._hand: _Hand | None = None

    def start(self) -> None:
        """It gets its first turn some time."""
        self.process.tasks.append(self)
        self.turns.tasks.append(self)
        self.ready = True

    def is_alive(self) -> bool:
        """Whether it still runs."""
        return not self.over

    def join(self, seconds: float) -> None:
        """Nobody waits for another while it has the turn."""

    def take_turn(self, back: threading.Lock) -> None:
        """Goes on until it gives the turn back; called by the one loop of all turns."""
        if self._hand is None:
            if not self.process.alive:
                self.over = True
                return
            self._hand = _Hand.take()
            self._hand.work = lambda: self._whole(back)
        self._hand.go.release()
        back.acquire()
        if self.over and self._hand is not None:
            _Hand.free.append(self._hand)

    def give_back(self, back: threading.Lock) -> None:
        """Waits for the next turn. Raises Killed when there is none."""
        assert self._hand is not None
        back.release()
        self._hand.go.acquire()
        if not self.process.alive:
            raise Killed

    def _whole(self, back: threading.Lock) -> None:
        try:
            self._run()
        except Killed:
            pass
        finally:
            self.over = True
            back.release()


class Turns:
    """All tasks and all that happens at a set time. `now` is the true time, in microseconds since 1970; the machine's is `skew` ahead."""

    def __init__(self, random: Random, now: int) -> None:
        self.random, self.now = random, now
        self.skew = 0
        self.tasks: list[Task] = []
        self.current: Task | None = None
        self.commits = 0
        """How many transactions were committed so far, by anybody."""
        self.on_death: Callable[[Process], None] = lambda process: None
        self._back = taken()
        self._later: list[tuple[int, int, Callable[[], None]]] = []
        self._count = itertools.count()
        self._errors: list[BaseException] = []

    # --- for the loop

    @property
    def machine(self) -> int:
        """What the machine takes for the time."""
        return self.now + self.skew

    def committed(self) -> None:
        """The task whose turn it is has committed a transaction."""
        self.commits += 1
        if self.current is not None:
            self.current.commits, self.current.committed = self.commits, self.machine

    def at(self, when: int, act: Callable[[], None]) -> None:
        """Does `act` at the true time `when`, between two turns."""
        heapq.heappush(self._later, (max(when, self.now), next(self._count), act))

    def fail(self, error: Exception) -> None:
        """Ends the run after this turn."""
        self._errors.append(error)

    def spawn(self, process: Process, run: Callable[[], None], name: str) -> Task:
        """A new task, begun."""
        task = Task(self, process, self._guarded(run), name)
        task.start()
        return task

    def run(self, until: int) -> None:
        """Turns and events until the true time `until`. Raises what a task failed with."""
        while True:
            ready = [task for task in self.tasks if task.ready and not (task.process.frozen and task.process.alive)]
            if ready:
                self._turn(ready[0] if len(ready) == 1 else self.random.choice(ready))
            elif self._later and self._later[0][0] <= until:
                self.now, _, act = heapq.heappop(self._later)
                act()
            else:
                self.now = max(self.now, until)
                return

    def _turn(self, task: Task, *, mind: bool = True) -> None:
        task.ready = False
        self.current = task
        task.take_turn(self._back)
        self.current = None
        if task.over:
            self.tasks.remove(task)
            task.process.tasks.remove(task)
        errors, self._errors = self._errors, []
        if errors and mind:
            raise errors[0]

    def end(self, task: Task) -> None:
        """The last turn of a task whose process is gone; what it failed with does not matter any more."""
        self._turn(task, mind=False)

    def kill(self, process: Process) -> None:
        """The process is gone: each of its tasks ends where it is, at its next turn."""
        if process.alive:
            process.alive = False
            for task in process.tasks:
                task.ready = True
            self.on_death(process)

    def _guarded(self, run: Callable[[], None]) -> Callable[[], None]:
        def whole() -> None:
            try:
                run()
            except Exception as error:  # noqa: BLE001 - raised again by the loop, which ends the run
                self._errors.append(error)

        return whole

    # --- for a task

    def step(self, *, switch: bool = True) -> None:
        """A place where the process may die, or another task may have the turn. Raises Killed."""
        task = self.current
        if task is None or task.held:
            return
        process = task.process
        if process.alive and process.fuse is not None:
            process.fuse -= 1
            if process.fuse <= 0:
                self.kill(process)
        if not process.alive:
            raise Killed
        if switch and len(self.tasks) > 1 and self.random.random() < SWITCH:
            task.ready = True
            task.give_back(self._back)

    @contextmanager
    def uninterrupted(self) -> Iterator[None]:
        """No other task gets a turn meanwhile."""
        task = self.current
        assert task is not None
        task.held = True
        try:
            yield
        finally:
            task.held = False

    def sleep(self, micro: int, awake: Callable[[], bool] | None = None) -> None:
        """Waits so long, or until somebody calls the function `wake(task)` makes; with `awake` not at all when that is true."""
        task = self.current
        if task is None:
            self.now += micro
            return
        if awake is not None and awake():
            return
        task.waits += 1
        self.at(self.now + micro, self.waker(task))
        task.give_back(self._back)

    def waker(self, task: Task) -> Callable[[], None]:
        """Ends the wait that the task is in, or is about to begin, and no later one."""
        number = task.waits

        def wake() -> None:
            if task.waits == number and not task.over:
                task.waits += 1
                task.ready = True

        return wake

    def wait(self, ask: Callable[[Callable[[], None]], None]) -> None:
        """Hands `ask` a function that ends this wait, and waits."""
        task = self.current
        assert task is not None
        task.waits += 1
        ask(self.waker(task))
        task.give_back(self._back)
