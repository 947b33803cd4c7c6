"""The coming days, played through in a moment: the real queue, a copy of the database, a clock that jumps, and nothing that leaves.

Every decision about time is made by the code that makes it in earnest; only the platforms are played: they take everything at once,
unless the account's login is over by then.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec

from bot.clock import FixedClock
from bot.engine.local import Local
from bot.errors import Refused, UserError
from bot.model.delivery import State
from bot.model.receipt import RemoteRef
from bot.platforms.base import Connection
from bot.rules import rhythm
from bot.service import approve, due, login, reserve
from bot.service.reconcile import Looks
from bot.service.serve import serve
from bot.service.workspace import Workspace
from bot.store import open_store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from whenever import Instant

    from bot.model.delivery import Delivery
    from bot.model.settings import Account
    from bot.platforms.base import Platform, Step

STEP = 60
"""Seconds that the clock jumps while something due waits for its undo window or its account's turn."""

LONGEST_STEP = 1800
"""Seconds of a jump when what is due has not moved for a while, as in a pause."""


MOVES = "moves"
"""What is said of a delivery that gets another time."""


@dataclass(frozen=True, slots=True)
class Happening:
    """What would happen `at` to the delivery `id`, or where that is empty to its account: `what` in a few words, `why` where it says,
    and where it moves to another time that."""

    at: Instant
    id: str
    account: str
    title: str
    what: str
    why: str = ""
    to: Instant | None = None


class _Played(Workspace):
    """The copy of a workspace, whose platforms take everything."""

    def platform(self, name: str) -> Platform:
        """The account's platform, played."""
        return cast("Platform", _Stage(super().platform(name), self))


class _Stage:
    """A platform that is there in all but its network."""

    def __init__(self, real: Platform, workspace: Workspace) -> None:
        self.LIMITS, self.steps, self._workspace = real.LIMITS, real.steps, workspace

    def publish(self, connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:  # noqa: ARG002
        """Takes the step, unless the login is over by now."""
        known = login.known(self._workspace).get(connection.account.name)
        if known is not None and known.expires is not None and known.expires <= connection.now:
            raise Refused("its login is over by then", cause="auth")
        return RemoteRef(id=key, url="", extra={})


class _AtOnce(threading.Thread):
    """A worker that has done its work when it was started."""

    def start(self) -> None:
        """Works here and now."""
        self.run()


def heard(span: str, asleep: str | None) -> tuple[int, tuple[int, int] | None]:
    """The seconds of a span such as "7d", and two minutes of the day of hours such as "23:00-07:00". Raises UserError."""
    try:
        return rhythm.seconds(span), rhythm.quiet(asleep) if asleep else None
    except ValueError as error:
        raise UserError(str(error), exit_code=2) from error


def play(workspace: Workspace, seconds: int, *, asleep: tuple[int, int] | None = None, waiting: bool = False) -> Iterator[Happening]:
    """What would happen from now on for `seconds`, in order, with nothing of it done.

    `asleep` are two minutes of the day between which the machine sleeps; with `waiting` everything that waits for a yes has it now, as
    far as it can. Raises UserError where the database is no file.
    """
    with tempfile.TemporaryDirectory(prefix="bot-week-") as folder:
        copy = Path(folder) / "bot.sqlite"
        workspace.store.copy_to(copy)
        played = _copy(workspace, copy)
        try:
            if waiting:
                yield from _yes_to_all(played)
            yield from _days(played, workspace.clock.now().add(seconds=seconds), asleep)
        finally:
            played.store.close()


def _yes_to_all(played: Workspace) -> Iterator[Happening]:
    """The yes to everything that waits, and what cannot have one."""
    waiting = [each for each in played.store.deliveries(states=(State.WAITING, State.HELD)) if played.serves(each)]
    for delivery, outcome in zip(waiting, approve.bind(played, approve.plan(played, [each.id for each in waiting])), strict=True):
        if not outcome.ok:
            yield Happening(
                played.clock.now(), delivery.id, delivery.account, delivery.title or delivery.post, "gets no yes", outcome.words
            )


def changes(zone: str, begin: Instant, seconds: int) -> list[Instant]:
    """The hours of the span in which the clocks of `zone` change."""
    hours = [begin.add(hours=hour) for hour in range(seconds // 3600 + 1)]
    return [after for before, after in pairwise(hours) if before.to_tz(zone).offset != after.to_tz(zone).offset]


def _copy(workspace: Workspace, copy: Path) -> Workspace:
    clock = FixedClock(workspace.clock.now())
    settings = msgspec.structs.replace(
        workspace.settings, state=copy.parent, site=msgspec.structs.replace(workspace.settings.site, wait_until_live=False), feeds=()
    )

    def connect(account: Account) -> Connection:
        return Connection(account=account, secrets={}, session=None, now=clock.now())  # type: ignore[arg-type]

    reserve.keep(copy.parent)
    return _Played(
        settings=settings, store=open_store(copy), clock=clock, who=workspace.who, connect=connect, open_store=lambda: open_store(copy),
        known_logins=workspace.known_logins, host=workspace.host,
    )  # fmt: skip


def _days(played: Workspace, end: Instant, asleep: tuple[int, int] | None) -> Iterator[Happening]:
    clock, looks, step = cast("FixedClock", played.clock), Looks(), STEP
    engine = Local(lambda account, id_: serve(played, account, id_, looks, _nobody), played.wake, _AtOnce)
    seen, known = played.store.last_event(), {each.id: each for each in played.store.deliveries(states=(State.APPROVED,))}
    while clock.now() < end:
        sleeps = asleep is not None and rhythm.within(asleep, _minute(played))
        if not sleeps:
            due.pass_(played, engine)
            for _, error in engine.reap():
                raise error
        found = list(_since(played, seen, known))
        seen = played.store.last_event()
        yield from found
        step = STEP if found or sleeps else min(step * 2, LONGEST_STEP)
        soon = played.store.next_due()
        if soon is None:
            return
        clock.advance(max((min(soon, end) - clock.now()).total("seconds"), step))


def _since(played: Workspace, seen: int, known: dict[str, Delivery]) -> Iterator[Happening]:
    """What has happened since the line of history numbered `seen`; `known` are the approved deliveries as they stood, and follows."""
    for id_, event in dict.fromkeys((id_, event.event if not id_ else "") for _, id_, event in played.store.events(seen)):
        if id_:
            present = played.store.delivery(id_)
            before, known[id_] = known.get(id_), present
            if what := _what(before, present):
                then = present.due if what == MOVES else None
                yield Happening(played.clock.now(), id_, present.account, present.title or present.post, what, present.note, then)
        elif event == "pause":
            paused = [(name, state) for name, state in played.store.accounts().items() if state.paused]
            yield from (Happening(played.clock.now(), "", name, "", "paused", state.reason) for name, state in paused)


def _what(before: Delivery | None, present: Delivery) -> str:
    """What a person would call the change, or nothing where it is none to them."""
    if present.state == State.PUBLISHED:
        return "a draft there" if present.as_draft else "goes out"
    if present.state == State.APPROVED:
        return MOVES if before is not None and present.due != before.due else ""
    return {State.HANDOFF: "yours to post", State.HELD: "asks again", State.FAILED: "is refused"}.get(present.state, "")


def _minute(played: Workspace) -> int:
    local = played.clock.now().to_tz(played.settings.timezone)
    return local.hour * 60 + local.minute


def _nobody(_words: str) -> None:
    """Nobody listens."""
