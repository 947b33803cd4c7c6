"""The service: watch, adapt, queue, publish, look after what is in doubt; `schedule` drives its ticks, the database its due times."""

from __future__ import annotations

import _thread
import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import schedule as heartbeat

from bot.engine.local import Local
from bot.errors import UserError
from bot.model.delivery import Delivery, State
from bot.model.said import Said
from bot.rules.notices import clock
from bot.service import crashes, dates, facts, handoff, health, heap, lock, notify, recover, reserve, upkeep, zones
from bot.service.running import Say, Service
from bot.service.serve import serve
from bot.service.watch import Watcher

if TYPE_CHECKING:
    from bot.service.workspace import Workspace

LOG = logging.getLogger("bot.service")

RESCAN_EVERY = 30
"""Seconds between rescans when nothing stirs; events only make it sooner."""

SETTLE_EVERY = 0.5
"""Seconds between two looks while a file may still be written."""

SETTLE_AT_MOST = 5.0
"""Seconds that `--once` waits for files to settle."""

FACTS_AT_MOST = 5.0
"""Seconds that a service which stays waits for the facts about its accounts before it reads posts without them."""

UNNOTICED = 120
"""Seconds for which a service may be away, as for an upgrade, without saying so afterwards."""

STOP_WITHIN = 8.0
"""Seconds for the calls in hand when the service is told to stop: with all else it ends within ten."""


def run(workspace: Workspace, say: Say, *, once: bool = False, until_idle: bool = False) -> int:
    """The service until it is told to stop; with `once` one scan and one pass, with `until_idle` until nothing is left to do now.

    Gives the exit code: 1 when a delivery ended `failed` or `unsure` meanwhile. Raises UserError when another service has the workspace.
    """
    heap.one_arena()
    with ExitStack() as stack:
        stack.enter_context(lock.hold(workspace.settings.state))
        notify.started(workspace, crashes.unfinished(workspace.settings.state))
        stack.enter_context(crashes.counted(workspace.settings.state, workspace.clock))
        stack.enter_context(_signals(workspace))
        recover.recover(workspace, say)
        zones.rederive(workspace, say)
        before = _troubled(workspace)
        engine = Local(lambda account, id_: serve(service.workspace, account, id_, service.looks, say), workspace.wake)
        service = Service(workspace, engine, say, unasked=set(facts.stale(workspace)) | dates.to_ask(workspace))
        service.tell_what_happened()
        stack.callback(service.tell_what_happened)
        stack.callback(service.engine.close, STOP_WITHIN)
        _ask(service, None if once or until_idle else FACTS_AT_MOST)
        if once or until_idle:
            _settle(service)
            (_until_idle if until_idle else _once)(service)
            service.reap()
            service.tell_the_site()
            _tell_unsettled(service)
            return 1 if service.failed or _troubled(workspace) - before or (until_idle and _unsure(workspace)) else 0
        _serve(service)
    say(Said("Stopped in order.", "stopped"))
    return 0


def _troubled(workspace: Workspace) -> set[str]:
    return {delivery.id for delivery in workspace.store.deliveries(states=(State.FAILED, State.UNSURE))}


def _unsure(workspace: Workspace) -> bool:
    return bool(workspace.store.deliveries(states=(State.UNSURE,)))


def _ask(service: Service, seconds: float | None) -> None:
    """Asks for the facts about the accounts, side by side, until all have answered, for at most `seconds`."""
    clock, begin = service.workspace.clock, service.workspace.clock.now()
    while (service.unasked or service.engine.busy) and not service.workspace.stop.is_set():
        if seconds is not None and clock.now() > begin.add(seconds=seconds):
            return
        service.ask()
        _wait(service)
        service.reap()


def _settle(service: Service) -> None:
    """Scans until every file has settled, for at most `SETTLE_AT_MOST` seconds beside the time that reading takes."""
    clock, found = service.workspace.clock, service.read_folder()
    end = clock.now().add(seconds=SETTLE_AT_MOST)
    while service.unsettled and clock.now() < end and not service.workspace.stop.is_set():
        clock.sleep(SETTLE_EVERY)
        found = found.and_(service.read_folder())
    service.tell_what_was_read(found)


def _tell_unsettled(service: Service) -> None:
    """Names what was still being written when this ended: nobody reads it until the next time."""
    names = sorted(service.unsettled.looks)
    if names:
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        words = f"Not read yet, as it was still being written: {names[0]}{more}. The next bot run reads it."
        service.say(Said(words, "posts", level="warning"))


def _once(service: Service) -> None:
    """All that is due, pass after pass, as an account sends one delivery at a time."""
    while not service.workspace.stop.is_set():
        service.publish()
        if not service.engine.busy:
            return
        while service.engine.busy and not service.workspace.stop.is_set():
            _wait(service)
            service.reap()


def _until_idle(service: Service) -> None:
    """Until nothing is due now, being sent or being looked up. Files get `SETTLE_AT_MOST` seconds more to settle."""
    end = service.workspace.clock.now().add(seconds=SETTLE_AT_MOST)
    service.publish()
    while not service.workspace.stop.is_set() and not service.idle():
        _wait(service)
        if (service.unsettled or service.rescan_due) and service.workspace.clock.now() < end:
            service.rescan()
        service.publish()


def _wait(service: Service) -> None:
    service.workspace.wake.clear()
    service.workspace.clock.sleep(0.1 if service.engine.busy else SETTLE_EVERY, service.workspace.wake)


def _serve(service: Service) -> None:
    workspace = service.workspace
    watcher = Watcher(workspace.settings.posts.path, workspace.wake)
    ticks = heartbeat.Scheduler()
    ticks.every(RESCAN_EVERY).seconds.do(_ask_for_rescan, service)
    ticks.every(RESCAN_EVERY).seconds.do(reserve.keep, workspace.settings.state)
    ticks.every(RESCAN_EVERY).seconds.do(service.tell_how_it_fares)
    ticks.every(1).hours.do(_every_hour, service)
    _say_since_when(service)
    service.say(Said(f"Watching {workspace.settings.posts.path}. Stop with Ctrl-C.", "started"))
    service.tell_how_it_fares()
    workspace.supervisor.ready(f"Watching {workspace.settings.posts.path}")
    if workspace.supervisor.listens:
        signal.signal(signal.SIGHUP, lambda *_: _aside(service.reread))
    try:
        while not workspace.stop.is_set():
            _tick(service, watcher, ticks)
            workspace.clock.sleep(_nap(service), workspace.wake)
            workspace.wake.clear()
    finally:
        workspace.supervisor.stopping()
        watcher.close()


def _say_since_when(service: Service) -> None:
    """A machine that was switched off could tell nobody; the service that runs again says for how long none did."""
    settings, now = service.workspace.settings, service.workspace.clock.now()
    last = health.last(settings.state)
    if last is not None and last.at.add(seconds=UNNOTICED) < now:
        words = f"No service ran here from {clock(last.at, settings.timezone)} to {clock(now, settings.timezone)}."
        service.say(Said(words, "was down"))


def _every_hour(service: Service) -> None:
    heap.give_back()
    service.unasked |= set(facts.stale(service.workspace))
    handoff.remind(service.workspace, service.say)
    if upkeep.due(service.workspace):
        upkeep.tidy(service.workspace)


def _ask_for_rescan(service: Service) -> None:
    service.rescan_due = True


def _tick(service: Service, watcher: Watcher, ticks: heartbeat.Scheduler | None = None) -> None:
    """One turn of the outermost loop: whatever goes wrong in it is said, and the next turn tries again."""
    service.workspace.supervisor.alive()
    try:
        if ticks is not None:
            _beat(ticks)
        if not service.reconfigure():
            return
        if watcher.stirred.is_set() or service.rescan_due or service.unsettled:
            watcher.stirred.clear()
            service.rescan()
            service.publish()
        elif service.stirred():
            service.publish()
    except UserError as error:
        service.mind(error)
    except Exception as error:  # the outermost loop: one bad turn must not end a service that runs for months
        words = f"This turn failed with an error nobody expected, and the next one tries again: {type(error).__name__}: {error}"
        service.say(Said(words, "internal", level="error"))
        LOG.exception("tick failed")


def _beat(ticks: heartbeat.Scheduler) -> None:
    """Does what is due. The ticks count on the wall clock: when it was set back, as once a year, all is done at once, not an hour late."""
    if (ticks.idle_seconds or 0) > RESCAN_EVERY:
        ticks.run_all()
    ticks.run_pending()


def _nap(service: Service) -> float:
    """Seconds until the next turn. Decisions of other processes are seen by asking the store every second, which costs next to nothing."""
    return SETTLE_EVERY if service.unsettled or service.open else 1.0


def _aside(act: Callable[[], object]) -> None:
    """Does `act` on a thread of its own: a signal may come while this one holds the lock of the very event that `act` sets, and would
    wait for itself for ever."""
    _thread.start_new_thread(act, ())


@contextmanager
def _signals(workspace: Workspace) -> Iterator[None]:
    """Told to stop, or with its terminal closed (but not under nohup), the service ends in order."""

    def stop() -> None:
        workspace.stop.set()
        workspace.wake.set()

    ends = (signal.SIGTERM, signal.SIGINT, *(() if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN else (signal.SIGHUP,)))
    before = {number: signal.signal(number, lambda *_: _aside(stop)) for number in ends}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def later(workspace: Workspace) -> list[Delivery]:
    """Approved deliveries that are due later, soonest first: what `--until-idle` leaves behind."""
    approved = workspace.store.deliveries(states=(State.APPROVED,))
    return sorted((d for d in approved if d.due), key=lambda d: str(d.due))
