"""Power loss: the disk is left with what was synced, and of the rest with whatever chance leaves; then bot is started again.

The real service is watched by strace from its very first start to the last receipt, on a network of its own. Then the power is
cut, again and again, at drawn moments: the disk is built as it may stand then, and the network knows only what had left by then.
What was acknowledged must be there, and after a restart, with a person who decides what waits for one, every approved byte is
live once. `BOT_CUTS` says how many cuts altogether (10 unless set).
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import pytest

from bot import app, platforms
from bot.clock import FixedClock, SystemClock
from bot.errors import UserError
from bot.model.delivery import Delivery, State
from bot.model.draft import Draft
from bot.rehearsal import launch
from bot.rehearsal.entries import PostEntry
from bot.rehearsal.judge import verdict
from bot.secrets import variable
from bot.service import approve, run
from bot.service.workspace import Workspace
from bot.store import StoreError, open_store
from tests.faults.disk import Disk, Image
from tests.faults.field import Field
from tests.faults.test_strace import traceable
from tests.faults.trace import Request, Trace, gathered, moments, strace
from tests.rehearsal.pictures import picture

CUTS = int(os.environ.get("BOT_CUTS", "10"))
SHARES = 2
"""Parts of the sweep, each with a run and a network of its own, that may go side by side."""

ACCOUNTS = ("x", "reddit", "linkedin")
SETTINGS = """\
timezone: UTC
rehearsal: true
accounts:
  x: {{platform: x, default: true, call_timeout: 6, api: "{url}/x"}}
  reddit: {{platform: reddit, default: true, subreddit: test, mode: api, call_timeout: 6, api: "{url}/reddit"}}
  linkedin: {{platform: linkedin, default: true, call_timeout: 6, api: "{url}/linkedin"}}
"""
UNDONE = ("article-1", "reddit")
"""The delivery whose yes is taken back before anything is sent."""

needs_strace = pytest.mark.skipif(not traceable(), reason="strace is not here or may not follow a process")


class Hurried(FixedClock):
    """A clock that runs ahead: whoever sleeps on it waits a few milliseconds only."""

    def sleep(self, seconds: float, wake: object = None) -> None:
        """Moves the clock, and lets other threads work."""
        super().sleep(seconds)
        SystemClock().sleep(0.004)


@dataclass
class Recording:
    """One watched run: workspace, network, what was seen, and what was approved. `ends` says when each command had ended."""

    root: Path
    network: launch.Network
    home: Path
    trace: Trace
    ends: dict[str, int] = field(default_factory=dict)
    drafts: dict[tuple[str, str], Draft] = field(default_factory=dict)
    posts: list[tuple[tuple[object, ...], Request]] = field(default_factory=list)
    """The ledger's lines, each with the request that made it."""

    @cached_property
    def disk(self) -> Disk:
        """All that was asked of the disk."""
        return self.trace.whole()

    def bot(self, *arguments: str) -> None:
        """A bot under watch, to its end."""
        log = self.home / "strace.log"
        watched = (*strace(log), sys.executable, "-m", "tests.faults.marked", str(self.trace.notes), "--workspace", str(self.root))
        done = subprocess.run([*watched, *arguments], capture_output=True, text=True, timeout=180, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        self.trace.read(log)
        self.ends[" ".join(arguments[: 1 if arguments[0] == "undo" else 2])] = self.trace.moment

    def keep(self) -> None:
        """What was approved, and which request made which post."""
        with open_store(self.root / ".bot" / "bot.sqlite", readonly=True) as store:
            for delivery in store.deliveries():
                assert delivery.state == (State.WAITING if key(delivery) == UNDONE else State.PUBLISHED), delivery
                self.drafts[key(delivery)] = store.draft(delivery.id, delivery.approved)
        with sqlite3.connect(self.home / "rehearsal.sqlite") as book:
            asked = book.execute("SELECT platform, at FROM requests ORDER BY seq").fetchall()
            made = book.execute("SELECT * FROM posts ORDER BY seq").fetchall()
            born = {row[0]: book.execute("SELECT platform, at FROM posts WHERE seq = ?", row[:1]).fetchone() for row in made}
        for platform in ACCOUNTS:
            heard = [at for where, at in asked if where == platform]
            sent = [request for request in self.trace.requests if request.line[1].startswith(f"/{platform}/")]
            assert len(heard) == len(sent)
            self.posts += [(row, sent[heard.index(born[row[0]][1])]) for row in made if born[row[0]][0] == platform]

    def rewind(self, at: int, chance: random.Random) -> None:
        """Leaves in the network what had reached it at the moment `at`: what was answered, and maybe what had left wholly."""
        there = [
            row for row, asked in self.posts
            if asked.left is not None and asked.left < at and ((asked.answered or at) < at or chance.random() < 0.5)
        ]  # fmt: skip
        with sqlite3.connect(self.home / "rehearsal.sqlite", timeout=20) as book:
            book.execute("DELETE FROM posts")
            book.execute("DELETE FROM requests")
            book.executemany(f"INSERT INTO posts VALUES ({', '.join('?' * len(self.posts[0][0]))})", sorted(there, key=str))


def key(delivery: Delivery) -> tuple[str, str]:
    """A delivery by what stays when its database is lost."""
    return delivery.post, delivery.account


def clear(network: launch.Network) -> None:
    """Ends the network's delays."""
    urllib.request.urlopen(urllib.request.Request(f"{network.url}/_faults", method="DELETE"), timeout=10).close()


@pytest.fixture(scope="module")
def secrets() -> Iterator[None]:
    """The secrets by which the network knows its accounts."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ACCOUNTS:
            for secret in platforms.load(name).LIMITS.secrets:
                patch.setenv(variable(name, secret), f"rehearsal-{name}-{secret}")
        yield


@pytest.fixture(scope="module", params=range(SHARES))
def recording(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, secrets: None) -> Iterator[Recording]:
    """A run from nothing to everything published, watched."""
    home = tmp_path_factory.mktemp("power")
    root = home / "workspace"
    network = launch.ensure(home, port=23765 + 100 * request.param)
    try:
        (root / "config").mkdir(parents=True)
        (root / "posts").mkdir()
        (root / "config" / "bot.yaml").write_text(SETTINGS.format(url=network.url))
        laid = Field(root, network)
        laid.slow()
        for number in range(2):
            laid.article(number)
            (root / "posts" / f"curve-{number}.png").write_bytes(picture(size=(640, 480), colour=(number, 70, 83)))
            article = root / "posts" / f"article-{number}.md"
            article.write_text(article.read_text().replace("## Why it", f"![The error over its size](curve-{number}.png)\n\n## Why it"))
        watched = Trace(root, int(network.url.rsplit(":", 1)[1]), home / "notes", gathered(root))
        made = Recording(root, network, home, watched)
        made.bot("run", "--once")
        made.bot("approve", "--all", "--now", "--yes")
        with open_store(root / ".bot" / "bot.sqlite", readonly=True) as store:
            (undone,) = (d.id for d in store.deliveries() if key(d) == UNDONE)
        made.bot("undo", undone)
        made.bot("run", "--until-idle")
        assert made.disk.whole().files == {name: (root / name).read_bytes() for name in gathered(root).names}
        made.keep()
        clear(network)
        yield made
    finally:
        network.stop()


def forgotten(recording: Recording, at: int) -> Iterator[str]:
    """What was acknowledged before the cut and is not on the disk."""
    state = recording.root / ".bot"
    noted = [note.split() for moment, note in recording.trace.noted if moment < at]
    present, sound = remembered(state / "bot.sqlite", recording.home / "looked-at")
    if not sound:
        yield "damaged database"
    yield from ["lost commit"] * max(0, max((int(number) for kind, number in noted if kind == "committed"), default=0) - present)
    book = state / app.LOGBOOK
    lines = {sha256(line).hexdigest() for line in book.read_bytes().split(b"\n")} if book.exists() else set()
    yield from ("lost line of the logbook" for kind, digest in noted if kind == "logged" and digest not in lines)


def remembered(database: Path, place: Path) -> tuple[int, bool]:
    """How many commits a database knows, and whether it is sound; looked at in a copy, as opening it mends it."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for path in database.parent.glob(f"{database.name}*"):
        shutil.copy(path, place)
    with closing(sqlite3.connect(place / database.name)) as copied:
        try:
            sound = copied.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            if not copied.execute("SELECT 1 FROM sqlite_master WHERE name = 'generation'").fetchone():
                return 0, sound
            return copied.execute("SELECT number FROM generation").fetchone()[0], sound
        except sqlite3.DatabaseError:
            return 0, False


def started(recording: Recording, at: int, *, for_real: bool) -> Iterator[str]:
    """Starts the service until nothing is left to do, with a person who decides in between. Gives what that person would be cross about."""
    clock, said, told = Hurried(SystemClock().now()), list[str](), recording.ends["approve --all"] < at
    if for_real:
        command = [sys.executable, "-m", "bot", "--workspace", str(recording.root), "run", "--until-idle"]
        said.append(subprocess.run(command, capture_output=True, text=True, timeout=120, check=False).stdout)
    for turn in range(8):
        try:
            with opened(recording, clock) as workspace:
                run.run(workspace, said.append, until_idle=True)
                if turn == 0 and told:
                    yield from (f"asks again: {d.state}, {d.note}" for d in workspace.store.deliveries() if asks(d))
                if not decided(recording, workspace):
                    break
        except StoreError as error:
            yield f"refused: {error}"
            obey(recording, error)
    else:
        yield f"never ends: {said[-3:]}"
    yield from (f"alarm: {words}" for words in said if "put back from an older copy" in words)


@contextmanager
def opened(recording: Recording, clock: FixedClock) -> Iterator[Workspace]:
    """The workspace, as a command opens it."""
    workspace = app.open_workspace(recording.root, clock=clock)
    with workspace.store:
        yield workspace


def obey(recording: Recording, error: StoreError) -> None:
    """What the words about a damaged database tell a person to do."""
    assert error.trouble == "corrupt", error
    for path in (recording.root / ".bot").glob("bot.sqlite*"):
        path.unlink()


def asks(delivery: Delivery) -> bool:
    """Whether a yes that was given is asked for once more."""
    return key(delivery) != UNDONE and delivery.state not in {State.PUBLISHED, State.UNSURE}


def decided(recording: Recording, workspace: Workspace) -> int:
    """A person resumes what is paused, approves what asks, and looks where bot cannot. Gives for how many there was something to do."""
    store, now, todo = workspace.store, workspace.clock.now(), 0
    for name, state in store.accounts(rehearsal=True).items():
        if state.paused:
            store.resume(name or None, now, "tester")
    for delivery in store.deliveries():
        if delivery.state in {State.WAITING, State.HELD} and key(delivery) != UNDONE:
            approve.bind(workspace, approve.plan(workspace, [delivery.id], immediate=True))
        elif delivery.state == State.UNSURE:
            look(recording, workspace, delivery)
        todo += delivery.state in {State.WAITING, State.HELD, State.UNSURE, State.APPROVED, State.SENDING} and key(delivery) != UNDONE
    return todo


def look(recording: Recording, workspace: Workspace, delivery: Delivery) -> None:
    """The person opens the account's page and says what is there."""
    try:
        _, _, step = approve.doubt(workspace, delivery.id)
    except UserError:  # nothing that a person must settle
        return
    there = [post for post in live(recording) if (post.account, post.text) == (delivery.account, step.segment.wire)]
    address = {"linkedin": "https://www.linkedin.com/feed/update/{}/", "x": "https://x.com/i/status/{}"}
    approve.resolve(workspace, delivery.id, address[delivery.account].format(there[0].id) if there else None)


def live(recording: Recording) -> tuple[PostEntry, ...]:
    """What stands on the network."""
    return launch.read_ledger(recording.home).posts


def judged(recording: Recording, at: int) -> Iterator[str]:
    """What the ledger says at the end: everything approved is there once, and nothing else."""
    wanted = {each: draft for each, draft in recording.drafts.items() if each != UNDONE}
    undone = recording.drafts[UNDONE]
    if undone.segments[0].wire in {post.text for post in live(recording)}:
        wanted[UNDONE] = undone
        if recording.ends["undo"] < at:
            yield "taken back and sent"
    found = verdict(launch.read_ledger(recording.home), wanted.values())
    yield from (f"doubled: {post.account}" for post in found.duplicated)
    yield from (f"not sent: {each.account}" for each in found.lost)
    yield from (f"not approved: {post}" for post in found.foreign)
    with open_store(recording.root / ".bot" / "bot.sqlite", readonly=True) as store:
        states = {key(delivery): delivery for delivery in store.deliveries()}
    yield from (f"{states[each].state}: {states[each].note}" for each in wanted if states[each].state != State.PUBLISHED)


def cut(
    recording: Recording, disk: Disk, at: int, chance: random.Random, *, ordered: bool, for_real: bool = False
) -> tuple[Image, list[str]]:
    """The power goes at the moment `at`. Gives what was left of the disk and everything that is wrong afterwards."""
    image = disk.cut(at, chance, ordered=ordered)
    image.lay(recording.root)
    recording.rewind(at, chance)
    wrong = list(forgotten(recording, at))
    return image, [*wrong, *started(recording, at, for_real=for_real), *judged(recording, at)]


def drawn(recording: Recording, many: int, chance: random.Random) -> list[int]:
    """Moments to cut at: half of them anywhere, half around a request."""
    every = list(moments(recording.trace))
    near = [at for request in recording.trace.requests for at in (request.begin, request.left or 0, request.answered or 0)]
    around = [at for at in every if any(abs(at - each) < 12 for each in near)]
    return [chance.choice(around if number % 2 else every) for number in range(many)]


def sweep(recording: Recording, disk: Disk, many: int, seed: int) -> tuple[dict[str, object], dict[str, list[str]]]:
    """Cuts the power `many` times. Gives the figures, and what went wrong in which cut."""
    chance, wrong, away = random.Random(seed), dict[str, list[str]](), 0
    for number, at in enumerate(drawn(recording, many, chance)):
        own = random.Random(f"{seed} {number}")
        image, found = cut(recording, disk, at, own, ordered=number % 4 < 2, for_real=number % 50 == 49)
        away += image.away > 0
        if found:
            wrong[f"cut {number} at {at} of {recording.trace.moment}"] = found
    kinds = Counter(each.partition(":")[0] for found in wrong.values() for each in found)
    return {"cuts": many, "lost something": away, "wrong": len(wrong), **kinds}, wrong


@needs_strace
def test_no_power_cut_loses_what_was_acknowledged_or_doubles_a_post(recording: Recording) -> None:
    figures, wrong = sweep(recording, recording.disk, CUTS // SHARES, 20261122)
    print(f"\n{figures}")
    assert wrong == {}


@needs_strace
@pytest.mark.parametrize("recording", [0], indirect=True)
@pytest.mark.parametrize(
    ("idle", "found", "never"),
    [
        (lambda _: True, {"lost commit", "lost line of the logbook", "doubled"}, set()),
        (lambda name: "sqlite" in name, {"lost commit", "alarm"}, {"doubled", "not sent", "taken back and sent"}),
        (lambda name: "logbook" in name, {"lost line of the logbook"}, {"doubled", "not sent", "asks again"}),
        (lambda name: name in {"", ".bot"}, {"lost commit", "lost line of the logbook"}, set()),
        (lambda name: "/media" in name, {"asks again"}, {"lost commit", "doubled", "not sent"}),
    ],
    ids=["all", "the database's", "the logbook's", "the folders'", "the pictures'"],
)
def test_a_sync_that_does_nothing_is_found_out(recording: Recording, idle: Callable[[str], bool], found: set[str], never: set[str]) -> None:
    """As with `PRAGMA synchronous = OFF` or a line forgotten: the sweep has teeth. Of database and logbook, one covers for the other."""
    figures, _ = sweep(recording, recording.disk.without(idle), 12, 1)
    print(f"\n{figures}")
    assert found <= figures.keys()
    assert not never & figures.keys()
