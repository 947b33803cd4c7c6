"""The machine the service runs on, and what befalls it: kills, restarts, sleep, clocks that jump, disks that fill."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from bot.engine.local import Local
from bot.errors import UserError
from bot.model.delivery import State
from bot.service import crashes, facts, recover, run, zones
from bot.service.running import Service
from bot.service.serve import serve
from tests.simulation import network, person
from tests.simulation.clock import micros
from tests.simulation.turns import MICRO, Process, Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulation.world import World

DAY, HOUR, MINUTE = 86_400 * MICRO, 3600 * MICRO, 60 * MICRO
CALM = 3 * HOUR
"""How long everything must have gone well before anything may count as stuck."""

JUMPS = (-20 * HOUR, -2 * HOUR, -5 * MINUTE, 5 * MINUTE, 2 * HOUR, 20 * HOUR, 4 * DAY)


class Watch:
    """What tells the service that a file changed."""

    def __init__(self) -> None:
        self.stirred = threading.Event()


class Machine:
    """The service's process, and the faults of the day."""

    def __init__(self, world: World) -> None:
        self.world, self.random, self.turns = world, world.random, world.turns
        self.watch = Watch()
        self.troubles = 0
        self.quiet_since, self.looked = self.turns.now, 0
        self.mended = False
        if world.always:
            world.network.bad, world.network.kinds = 0.5, world.always
        self.service = Process("service", alive=False)
        self.turns.on_death = self._died
        self.up()

    # --- the process

    def up(self) -> None:
        """Starts the service, unless it runs."""
        if self.service.alive:
            return
        self.service = Process("service")
        self.turns.spawn(self.service, self._run, "service")

    def _died(self, process: Process) -> None:
        if process is self.service:
            self.world.say("the service dies")
            self.world.seen["kills"] += 1
            self.world.judge.died(process)
            self._restart_later()

    def _restart_later(self, wait: int = 0) -> None:
        wait = wait or self.random.choice((MICRO, 20 * MICRO, 10 * MINUTE, 8 * HOUR))
        self.turns.at(self.turns.now + self.random.randrange(wait), self.up)
        self.quiet_since = self.turns.now + wait

    def _run(self) -> None:
        """What `bot/service/run.py` does, without signals and without a watcher of the system."""
        try:
            with crashes.counted(self.world.state, self.world.clock):
                self._serve()
        except UserError as error:
            self.world.say(f"the service ends: {error}")
            self.world.seen["orderly ends"] += 1
            self.service.alive = False
            self.turns.at(self.turns.now + self.random.randrange(8 * HOUR), partial(self.world.asks, "resume"))
            self._restart_later(self.random.choice((HOUR, 8 * HOUR)))

    def _serve(self) -> None:
        world, say = self.world, self.world.say
        workspace = world.opened("service")
        try:
            recover.recover(workspace, say)
            zones.rederive(workspace, say)
            engine = Local(
                lambda account, id_: serve(service.workspace, account, id_, service.looks, say), world.bell, thread=partial(thread, self)
            )
            asked = self.random.random() < 0.2  # rendering needs no facts here, so most starts do without
            service = Service(workspace, engine, say, unasked=set(facts.stale(workspace)) if asked else set())
            while True:
                run._tick(service, self.watch)  # type: ignore[arg-type]
                self._nap(service)
        finally:
            workspace.store.close()

    def _nap(self, service: Service) -> None:
        """Until something could be done: the real service looks every second, here the seconds without anything are left out."""
        task, turns, bell = self.turns.current, self.turns, self.world.bell
        assert task is not None
        now = self.turns.machine
        soon = min((moment for moment in self._moments(service) if moment > now), default=now + DAY)
        jitter = self.random.randrange(MICRO)
        task.waits += 1
        bell.wakes = turns.waker(task)
        if not bell.is_set():
            turns.at(turns.now + min(soon - now, DAY) + jitter, bell.wakes)
            task.give_back(turns._back)
        bell.clear()
        self._half_a_minute(service)

    def _half_a_minute(self, service: Service) -> None:
        """What the service does every half minute: it looks at the folder by itself, and at everything. Where nobody touched the
        folder the look at it would find nothing, so most of these are left out."""
        if self.turns.now - self.looked > 30 * MICRO:
            self.looked = self.turns.now
            service.version = -1
            service.rescan_due = service.rescan_due or self.random.random() < 0.05

    def _moments(self, service: Service) -> list[int]:
        """The instants, by the machine's clock, at which the service could have something to do."""
        store, settings = service.workspace.store, service.workspace.settings
        found = [micros(service.rest_until)] if service.rest_until else []
        if service.unsettled:
            found.append(self.turns.machine + 1_100_000)
        waits = {name: state.not_before for name, state in store.accounts(False).items() if state.not_before}
        for delivery in store.deliveries(states=(State.APPROVED, State.SENDING, State.UNSURE)):
            if delivery.state == State.APPROVED:
                if delivery.due and delivery.account in settings.accounts:
                    due = micros(max(delivery.due, waits.get(delivery.account, delivery.due)))
                    undo = 0 if delivery.immediate else settings.accounts[delivery.account].rhythm.undo_window
                    found += [due + undo * MICRO, micros(delivery.until or delivery.due)]
                continue
            if delivery.id not in service.engine.busy:
                found += [micros(record.deadline) for record in store.steps(delivery.id).values()]
            found += [micros(waits[delivery.account])] if delivery.account in waits else []
            if delivery.id in service.looks.after:
                found.append(micros(service.looks.after[delivery.id]))
        return found

    # --- the days

    def calm(self) -> bool:
        """Whether nothing has been wrong for so long that nothing may be on its way any more."""
        return (
            not self.troubles
            and not self.world.always
            and self.service.alive
            and not self.service.frozen
            and self.turns.now - self.quiet_since > CALM
        )

    def later(self, act: Callable[[], None]) -> int:
        """Does it at some time of the coming day; when that is."""
        when = self.turns.now + self.random.randrange(DAY)
        self.turns.at(when, act)
        return when

    def trouble(self, name: str, seconds: tuple[int, int], begin: Callable[[], None], end: Callable[[], None]) -> None:
        """A fault that lasts, from some time of the coming day on, so many seconds."""

        def starts() -> None:
            if not self.mended:
                self.world.say(f"begins: {name}")
                self.world.seen[name] += 1
                self.troubles += 1
                begin()
                self.turns.at(self.turns.now + self.random.randrange(*seconds) * MICRO, ends)

        def ends() -> None:
            self.world.say(f"ends: {name}")
            self.troubles -= 1
            self.quiet_since = max(self.quiet_since, self.turns.now)
            end()

        self.later(starts)

    def plan_day(self) -> None:
        """What will happen in the coming day."""
        draw, world = self.random, self.world
        for name in (*draw.choices(person.NAMES, person.WEIGHTS, k=draw.choice((0, 0, 1, 1, 2))), *world.often):
            self.later(partial(world.asks, name))
        if draw.random() < (1 if world.busy else 0.13):
            self.later(partial(world.asks, "write"))
        if draw.random() < (1 if world.busy else 0.3):
            self.later(partial(world.asks, "say_yes_to_all"))
        for likely, plan in (
            (0.25, self._bad_network), (0.02, self._platform_down), (0.03, self._token), (0.2, self._kill), (0.03, self._full),
            (0.04, self._failing), (0.04, self._suspend), (0.04, self._jump), (0.01, self._boot_in_1970), (0.02, self._configure),
        ):  # fmt: skip
            if draw.random() < likely:
                plan()

    def _bad_network(self) -> None:
        net, draw = self.world.network, self.random
        if self.world.always:
            return
        kinds = tuple(draw.sample(network.KINDS, draw.randint(1, 6)))
        bad, lag = draw.choice((0.1, 0.3, 0.6, 0.95)), draw.choice((0, network.LISTED - 1))

        def begin() -> None:
            net.bad, net.kinds, net.lag = bad, kinds, lag

        def end() -> None:
            net.bad, net.lag = 0.0, 0

        self.trouble("bad network", (600, 40 * 3600), begin, end)

    def _platform_down(self) -> None:
        account = self.random.choice(self.world.accounts)
        down = self.world.network.down
        self.trouble("platform down", (600, 3 * 86_400), lambda: down.add(account), lambda: down.discard(account))

    def _token(self) -> None:
        account = self.random.choice(self.world.accounts)
        self.trouble(
            "token expired", (600, 2 * 86_400), lambda: self.world.network.expired.add(account), lambda: self.world.asks("renew_token")
        )

    def _kill(self) -> None:
        def arm() -> None:
            if not self.mended:
                self.service.fuse = self.random.randrange(1, 150)

        self.later(arm)

    def _full(self) -> None:
        disk = self.world.disk
        self.trouble("disk full", (10, 1800), lambda: setattr(disk, "full", True), lambda: setattr(disk, "full", False))

    def _failing(self) -> None:
        disk, which, much = self.world.disk, self.random.choice(("fails", "locked")), self.random.choice((0.01, 0.05, 0.3))
        self.trouble(f"disk {which}", (60, 12 * 3600), lambda: setattr(disk, which, much), lambda: setattr(disk, which, 0.0))

    def _suspend(self) -> None:
        def wake(process: Process) -> None:
            process.frozen = False

        def sleep() -> None:
            self.service.frozen = True
            self.turns.at(self.turns.now + wait, partial(wake, self.service))
            self.quiet_since = self.turns.now + wait
            self.world.say(f"sleeps for {wait // MICRO} s")
            self.world.seen["suspends"] += 1

        wait = self.random.choice((MINUTE, HOUR, 8 * HOUR, 5 * DAY))
        self.later(lambda: None if self.mended else sleep())

    def _jump(self) -> None:
        jump = self.random.choice(JUMPS)
        self.trouble("clock wrong", (60, 12 * 3600), partial(self._set_clock, jump), partial(self._set_clock, 0))

    def _set_clock(self, skew: int) -> None:
        self.turns.skew = skew
        self.world.poke()

    def _boot_in_1970(self) -> None:
        def begin() -> None:
            self.turns.kill(self.service)
            self.turns.skew = -self.turns.now
            self.turns.at(self.turns.now + 40 * MICRO, self.up)

        self.trouble("boot in 1970", (60, 6 * 3600), begin, partial(self._set_clock, 0))

    def _configure(self) -> None:
        world, draw = self.world, self.random
        spacing = draw.choice(("30m", "2h", "6h"))
        other, how = draw.choice(world.accounts), draw.choice((world.removed, world.handed, set[str]()))

        def begin() -> None:
            world.shape["spacing"] = spacing
            how.add(other)
            world.configure()

        def end() -> None:
            how.discard(other)
            world.configure()

        self.trouble("other configuration", (600, 3 * 86_400), begin, end)

    def mend(self) -> None:
        """All that is wrong ends, for good."""
        world = self.world
        self.mended = True
        world.network.bad, world.network.lag = 0.0, 0
        world.network.down.clear()
        world.network.expired.clear()
        world.disk.full, world.disk.fails, world.disk.locked = False, 0.0, 0.0
        world.removed.clear()
        world.handed.clear()
        world.configure()
        self.turns.skew = 0
        self.service.frozen, self.service.fuse = False, None
        crashes.forget(world.state)


def thread(machine: Machine, *, target: Callable[..., None], args: tuple[object, ...], name: str, daemon: bool) -> Task:
    """A worker of the service, which takes turns."""
    assert daemon
    return Task(machine.turns, machine.service, partial(target, *args), name)
