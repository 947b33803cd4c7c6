"""Death at every step of the protocol: before and after each thing that the store, the logbook and the network are asked to do.

A forked process serves a delivery and kills itself at step N; the parent is the next start. The network's ledger is the judge.
`BOT_STEPS` says how many deaths altogether (96 unless set); they are spread evenly over platforms, misbehaviours and moments.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count

import pytest
import requests

from bot.model.delivery import Delivery, State
from bot.platforms.base import Connection
from bot.rehearsal import launch
from bot.rehearsal.judge import verdict
from bot.service import serve
from bot.service.workspace import Workspace
from bot.store import Store
from tests.rehearsal.pictures import picture
from tests.service.conftest import ARTICLE, SETTINGS, Desk, make_desk, network

__all__ = ["make_desk", "network"]

DEATHS = int(os.environ.get("BOT_STEPS", "96"))
PATHS = {"x": "/2/tweets", "reddit": "/api/submit/", "linkedin": "/rest/posts"}
FAULTS = ("none", "accept-then-reset", "reset", "500-before", "500-after", "html-after", "no-id", "429")
CASES = [(platform, fault) for platform in PATHS for fault in FAULTS]
NUMBERS = count(1)


@dataclass
class Reaper:
    """Counts steps, and kills this process at the chosen one."""

    at: int
    seen: int = 0
    alive: bool = field(default=True)

    def step(self) -> None:
        """One more moment to die in."""
        self.seen += 1
        if self.seen == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, call: Callable[..., object]) -> Callable[..., object]:
        """The same call with a moment before and one after it."""

        def mortal(*given: object, **named: object) -> object:
            self.step()
            answer = call(*given, **named)
            self.step()
            return answer

        return mortal


class Mortal:
    """A store whose every call is a moment to die before and after."""

    def __init__(self, store: Store, reaper: Reaper) -> None:
        self._store, self._reaper = store, reaper

    def __getattr__(self, name: str) -> object:
        found = getattr(self._store, name)
        return self._reaper.around(found) if callable(found) else found

    @contextmanager
    def together(self) -> Iterator[None]:
        """A transaction is kept as a whole, so its moments are before and after it, and inside."""
        self._reaper.step()
        with self._store.together():
            yield
        self._reaper.step()


def mortal(workspace: Workspace, reaper: Reaper) -> Workspace:
    """The workspace of a process that may die at any step."""
    own = workspace.with_own_store()
    assert own.store._logbook
    own.store._logbook.append = reaper.around(own.store._logbook.append)  # type: ignore[method-assign]

    def connect(account: object) -> Connection:
        opened = workspace.connect(account)  # type: ignore[arg-type]
        session: requests.Session = opened.session
        session.send = reaper.around(type(session).send.__get__(session))  # type: ignore[method-assign,assignment]
        return opened

    return replace(own, store=Mortal(own.store, reaper), connect=connect)  # type: ignore[arg-type]


def die(desk: Desk, id_: str, at: int) -> int:
    """Serves the delivery in a forked process that dies at step `at`; gives how many steps there were, 0 when it died."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        reaper = Reaper(at)
        try:
            served = mortal(desk.workspace, reaper)
            serve.go_on(served, served.store.delivery(id_), desk.looks)
            os.write(writing, f"{reaper.seen}".encode())
        except BaseException as error:  # noqa: BLE001 - a forked child must never run the rest of the tests
            os.write(writing, repr(error).encode())
        finally:
            os._exit(0)
    os.close(writing)
    said = os.read(reading, 1000).decode()
    os.close(reading)
    os.waitpid(child, 0)
    assert said.isdigit() or not said, said
    return int(said or 0)


def queued(desk: Desk, platform: str) -> Delivery:
    """An approved delivery of a new article with a picture."""
    number = next(NUMBERS)
    (desk.workspace.settings.posts.path / f"curve-{number}.png").write_bytes(picture(size=(640, 480)))
    text = ARTICLE.replace("Small batches generalise", f"In run {number} small batches generalise").replace("batch", f"batch-{number}")
    text = text.replace("## Why it", f"![The error of run {number} over its batch size](curve-{number}.png)\n\n## Why it")
    desk.write(text, f"article-{number}.md")
    desk.scan()
    (delivery,) = [d for d in desk.workspace.store.deliveries(post=f"article-{number}") if d.platform == platform]
    assert desk.yes(delivery.id)[0].ok
    return delivery


def settled(desk: Desk, id_: str) -> Delivery:
    """The next starts of the service, until nothing is left to do."""
    after = desk.again()
    after.clear()
    for _ in range(12):
        # Three odd answers in a row pause the account; here a person has looked and lets it go on.
        after.workspace.store.resume(after.workspace.store.delivery(id_).account, after.clock.now(), "tester")
        after.look(1, seconds=20)
        after.send()
        found = after.workspace.store.delivery(id_)
        if found.state in {State.PUBLISHED, State.FAILED} or (found.state == State.UNSURE and found.platform == "linkedin"):
            break
        after.clock.advance(900)
    after.workspace.store.close()
    desk.workspace = replace(desk.workspace, store=desk.workspace.open_store())
    return found


def judged(desk: Desk, delivery: Delivery) -> str:
    """What the ledger says of a delivery: nothing when exactly the approved bytes are there, once."""
    draft = desk.workspace.store.draft(delivery.id, delivery.approved)
    wires = {segment.wire for segment in draft.segments} | {draft.fields.get("first_comment")}
    records = launch.read_ledger(desk.home)
    mine = replace(records, posts=tuple(p for p in records.posts if p.account == delivery.account and p.text in wires))
    found = verdict(mine, [draft])
    return "" if found.clean else f"{len(found.duplicated)} doubled, {len(found.lost)} lost, {len(found.foreign)} foreign"


def once(desk: Desk, platform: str, fault: str, at: int) -> tuple[int, str]:
    """One death at step `at` (0: none). Gives the number of steps, and what is wrong with the end of it."""
    delivery = queued(desk, platform)
    if fault != "none":
        desk.fault(platform, fault, skip=at % 3 if platform == "x" else 0, path=PATHS[platform], seconds=30)
    steps = die(desk, delivery.id, at)
    end = settled(desk, delivery.id)
    if end.state == State.UNSURE:
        found = judged(desk, end)
        return steps, "" if platform == "linkedin" and found in {"", "0 doubled, 1 lost, 0 foreign"} else f"unsure: {found}"
    return steps, judged(desk, end) if end.state == State.PUBLISHED else f"{end.state}: {end.note}"


@pytest.mark.parametrize(("platform", "fault"), CASES)
def test_no_step_of_the_protocol_doubles_or_loses_anything(make_desk: Callable[..., Desk], platform: str, fault: str) -> None:
    desk = make_desk(SETTINGS)
    total, wrong = once(desk, platform, fault, 0)
    assert (total > 10, wrong) == (True, "")
    deaths = max(1, DEATHS // len(CASES))
    moments = sorted({1 + number * total // deaths for number in range(deaths)})
    found = {at: wrong for at in moments if (wrong := once(desk, platform, fault, at)[1])}
    print(f"\n{platform} {fault}: {len(moments)} deaths among {total} steps: {len(found)} wrong")
    assert found == {}
