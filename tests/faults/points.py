"""Points of the sweep: a platform, a misbehaviour and a death, drawn from a seed; each carried out and judged by the ledger."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import msgspec

from bot import app
from bot.clock import FixedClock
from bot.model.delivery import Delivery, State
from bot.model.draft import Draft
from bot.platforms import _smtp_mail
from bot.platforms._smtp_list import key_of
from bot.rehearsal.entries import PostEntry, Records
from bot.rehearsal.judge import verdict
from bot.rehearsal.ledger import Ledger
from bot.service import facts
from bot.store import new_id, rows
from tests.faults import deaths, platforms
from tests.faults.dated import FileClock, dated
from tests.faults.restarts import resolved, settled
from tests.rehearsal.pictures import picture
from tests.service.conftest import ARTICLE, Desk, lay_out

DEATHS = ("none", "step", "call", "moment")
SHARES = (1, 4, 4, 1)
"""How often each death is drawn: at a step of the protocol and before a system call four times as often as the others."""

FAULTS = ("none", "late", "late-accept", "accept-then-reset", "reset", "500-before", "500-after", "html-after", "no-id", "429")
LATE = frozenset({"late", "late-accept"})
TIMEOUT, HASTY, LATE_BY = 2, 0.5, 0.8
"""Seconds on the wall: what a call may take, what it may take where answers come late, and how late those come."""

PAUSES = (0, 30, 1200, 5400, 86_400)
"""Seconds between a death and the next start: within and beyond the hour for which Mastodon remembers a key."""

MARK = 100_000
"""Stands in the words of the one article that is rendered; each point puts a number of its own there, just as long."""


@dataclass(frozen=True, slots=True)
class Point:
    """What happens: `where` is the place of the death as a part of the way, `anywhere` whether uploads may misbehave too."""

    number: int
    platform: str
    death: str
    fault: str
    where: float
    skip: int
    times: int
    anywhere: bool
    pause: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a point. `wrong` is empty where the promise was kept; `unsure` says that a person had to look."""

    number: int
    platform: str
    idempotency: str
    death: str
    fault: str
    place: str = ""
    died: bool = False
    unsure: int = 0
    duplicated: int = 0
    lost: int = 0
    wrong: str = ""
    seconds: float = 0


def drawn(seed: int, number: int) -> Point:
    """The point called `number`: the same for the same seed and list of platforms."""
    chance = random.Random(f"{seed}:{number}")
    (death,) = chance.choices(DEATHS, SHARES)
    platform, fault = chance.choice(list(platforms.PLATFORMS)), chance.choice(FAULTS)
    more = chance.random(), chance.choice((0, 0, 1, 2)), chance.choice((1, 1, 2)), chance.random() < 0.2
    return Point(number, platform, death, fault, *more, chance.choice(PAUSES))


class PairedClock(FixedClock):
    """The service's clock, which takes the network's with it."""

    def __init__(self, network: FileClock) -> None:
        self.network = network
        super().__init__(network.now())

    def advance(self, seconds: float) -> None:
        """Moves both."""
        super().advance(seconds)
        self.network.set(self.now())


@dataclass(frozen=True, slots=True)
class Way:
    """What a delivery that nothing disturbs does: steps of the protocol, system calls, seconds."""

    steps: int
    calls: tuple[tuple[str, int], ...]
    seconds: float


@dataclass
class Ground:
    """A workspace and a network for some points; `hasty` is the same workspace with less patience for late answers."""

    desk: Desk
    hasty: Desk
    drafts: dict[str, str]

    def approved(self, platform: str, number: int) -> Delivery:
        """An approved delivery of words of its own. What is rendered once is enough: the sweep is about sending."""
        draft: Draft = rows.draft(self.drafts[platform].replace(str(MARK), str(MARK + number)))
        if "plain" in draft.fields:  # it binds words that are others now
            draft = replace(draft, fields={**draft.fields, "plain": _smtp_mail.digest(draft.segments[0].text)})
        store, now = self.desk.workspace.store, self.desk.clock.now()
        fresh = Delivery(new_id(), f"article-{number}", draft.account, platform, True, 1, State.WAITING, draft.fingerprint)
        id_ = store.add_delivery(fresh, draft, now, "tester")
        assert id_
        (outcome,) = self.desk.yes(id_)
        assert outcome.ok, outcome
        return store.delivery(id_)

    def posts(self, delivery: Delivery, known: int) -> Records:
        """What reached the delivery's account after the first `known` posts."""
        ledger = Ledger(self.desk.home / "rehearsal.sqlite", readonly=True)
        posts = ledger.posts(delivery.platform, delivery.account)[::-1]
        ledger.close()
        return Records(posts=tuple(posts[known:]))


@contextmanager
def ground(folder: Path) -> Iterator[Ground]:
    """Prepared in `folder`, with one article rendered for every platform."""
    home = folder / "network"
    home.mkdir()
    with dated(home, 0) as (network, file):
        settings = "site: {url: https://example.org}\ntimezone: UTC\nrehearsal: true\naccounts:\n"
        settings += "".join(platforms.account(f"{name}-1", name, TIMEOUT) for name in platforms.PLATFORMS)
        desk = lay_out(folder / "workspace", settings, (network, home), 1, PairedClock(file))
        for name in facts.stale(desk.workspace):
            facts.fetch(desk.workspace, desk.workspace.account(name), print)
        (desk.workspace.settings.posts.path / "curve.png").write_bytes(picture(size=(640, 480)))
        text = ARTICLE.replace("Small batches generalise", f"In run {MARK} small batches generalise").replace("batch", f"batch-{MARK}")
        desk.write(text.replace("## Why it", f"![The error of run {MARK} over its batch size](curve.png)\n\n## Why it"))
        desk.scan()
        store = desk.workspace.store
        drafts = {each.platform: rows.encode(store.draft(each.id)) for each in store.deliveries()}
        hasty = _hasty(desk)
        yield Ground(desk, hasty, drafts)
        for store in (desk.workspace.store, hasty.workspace.store):
            store.close()


def _hasty(desk: Desk) -> Desk:
    """The same with little patience. Times in a configuration are whole seconds, and the sweep has thousands of late answers."""
    accounts = {name: msgspec.structs.replace(each, call_timeout=HASTY) for name, each in desk.workspace.settings.accounts.items()}
    settings = msgspec.structs.replace(desk.workspace.settings, accounts=accounts)
    hasty = replace(desk.workspace, settings=settings, connect=app.Connections(settings, desk.clock), store=desk.workspace.open_store())
    return replace(desk, workspace=hasty)


WAYS: dict[str, Way] = {}
"""What this process measured of the way of a delivery, by platform."""


@cache
def traceable() -> bool:
    """Whether strace is here, asked once."""
    return deaths.traceable()


def way(here: Ground, platform: str, folder: Path) -> Way:
    """How far a delivery to `platform` goes, measured once."""
    if platform not in WAYS:
        first, second = (here.approved(platform, 800_000 + number).id for number in range(2))
        begin = time.monotonic()
        steps = deaths.die(here.desk, first, 0)
        seconds, log = time.monotonic() - begin, folder / "calls"
        if traceable():
            deaths.traced(here.desk, second, "-o", str(log))
        WAYS[platform] = Way(steps, tuple(deaths.calls_in(log)) if traceable() else (), seconds)
    return WAYS[platform]


def carried_out(here: Ground, point: Point, folder: Path) -> Outcome:
    """Sends a delivery that dies on its way, starts the service again, and compares what was approved with what is there."""
    begin, late = time.monotonic(), point.fault in LATE
    long, desk, linger = way(here, point.platform, folder), here.hasty if late else here.desk, LATE_BY - HASTY + 0.1 if late else 0
    delivery = here.approved(point.platform, point.number)
    known = len(here.posts(delivery, 0).posts)
    if point.fault != "none":
        path = "*" if point.anywhere else platforms.PLATFORMS[point.platform].path
        seconds = LATE_BY if late else 30
        desk.fault(point.platform, point.fault, skip=point.skip, times=point.times, path=path, seconds=seconds)
    place, died = _killed(desk, delivery.id, point, long)
    time.sleep(linger)
    desk.clock.advance(point.pause)
    first = settled(desk, delivery.id, linger=linger, clear=False)
    end = resolved(desk, first)
    desk.clear()
    found = verdict(here.posts(delivery, known), [desk.workspace.store.draft(delivery.id, delivery.approved)])
    lost = len(found.lost) + len(_unmailed(desk, delivery.id, here.posts(delivery, known).posts))
    outcome = Outcome(
        point.number, point.platform, platforms.idempotency(point.platform), point.death, point.fault, place, died,
        int(first.state == State.UNSURE), len(found.duplicated), lost, seconds=round(time.monotonic() - begin, 2),
    )  # fmt: skip
    return replace(outcome, wrong=_wrong(outcome, end, len(found.foreign)))


def _unmailed(desk: Desk, id_: str, posts: Iterable[PostEntry]) -> list[str]:
    """Readers of a mailing who are said to have it and have not, or have it and are said to be left; "unsure" may be either."""
    reached = {key_of(str(post.fields["to"])) for post in posts if "to" in post.fields}
    said = {record.reader: record.state for record in desk.workspace.store.readers(id_)}
    return [reader for reader, state in said.items() if state != "unsure" and (state == "sent") != (reader in reached)]


def _killed(desk: Desk, id_: str, point: Point, long: Way) -> tuple[str, bool]:
    """The death itself: where it was, and whether it came before the end."""
    if point.death == "moment":
        seconds = point.where * (long.seconds * 1.2 + (LATE_BY if point.fault in LATE else 0))
        return f"after {seconds:.3f} s", deaths.killed(desk, id_, seconds) == 0
    if point.death == "call" and long.calls:
        call, number = _call(long, point.where)
        return f"{call} {number}", deaths.traced(desk, id_, "-o", "/dev/null", *deaths.kill_before(call, number)) == 0
    at = 0 if point.death == "none" else 1 + int(point.where * long.steps)
    return f"step {at}" if at else "", deaths.die(desk, id_, at) == 0


def _call(long: Way, where: float) -> tuple[str, int]:
    """A system call of the way. Each kind is as likely as any other: most calls write to the disk, the few others matter as much."""
    kinds = sorted({name for name, _ in long.calls})
    kind, part = divmod(where * len(kinds), 1)
    those = [call for call in long.calls if call[0] == kinds[int(kind)]]
    return those[int(part * len(those))]


def _wrong(outcome: Outcome, end: Delivery, foreign: int) -> str:
    """What broke the promise, or nothing."""
    if outcome.duplicated or outcome.lost or foreign:
        return f"{outcome.duplicated} duplicated, {outcome.lost} lost, {foreign} foreign ({end.state}: {end.note})"
    if end.state != State.PUBLISHED:
        return f"ended {end.state}: {end.note}"
    if outcome.unsure and outcome.idempotency != "blind":
        return "asked a person, and could have looked"
    if outcome.unsure and not outcome.died and outcome.fault in {"none", "429"}:
        return "asked a person where nothing was in doubt"
    return ""


def failed(point: Point, error: Exception) -> Outcome:
    """The outcome of a point that could not be carried out."""
    kind = platforms.idempotency(point.platform)
    return Outcome(point.number, point.platform, kind, point.death, point.fault, wrong=f"{type(error).__name__}: {error}")
