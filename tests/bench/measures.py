"""Each measurement, as a figure with its target."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from whenever import Instant

from bot import app
from bot.drawing import draw
from bot.model.delivery import Delivery, State
from bot.model.draft import Draft, Segment
from bot.model.drawing import Drawing
from bot.service import intake
from bot.store import open_store
from tests.bench.departed import FEW, departed
from tests.commands import bot, make_workspace, memory, start

PYTHON = [sys.executable, "-c", "pass"]
BOT = [str(Path(sys.executable).with_name("bot"))]
ONE_ACCOUNT = "rehearsal: true\naccounts:\n  linkedin: {platform: linkedin, default: true}\n"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number, small is good, and what it should be at most."""

    name: str
    value: float
    unit: str
    target: float


def ratio(command: list[str], root: Path | None, rounds: int) -> float:
    """How many times the time of a bare Python a command takes: the medians of alternating runs."""
    taken: dict[str, list[float]] = {"bare": [], "ours": []}
    for _ in range(rounds):
        for name, each in (("bare", PYTHON), ("ours", command)):
            begin = time.perf_counter()
            subprocess.run(each, cwd=root, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            taken[name].append(time.perf_counter() - begin)
    return statistics.median(taken["ours"]) / statistics.median(taken["bare"])


def drawings(rounds: int) -> Iterator[Figure]:
    """A picture of code, of a table and of a formula, each as large as they usually come, once the libraries are loaded."""
    code = "def step(self, batch):\n    loss = self.model(batch['x'], labels=batch['y']).loss  # mean over the batch\n    return loss\n\n"
    rows = (("model", "top-1", "note"), *((f"model-{number}", f"{70 + number}.1", "a few words of a note") for number in range(12)))
    formula = r"\begin{aligned} p(x) &= \int p(x \mid z)\,p(z)\,dz \\ &\approx \frac{1}{K}\sum_{k=1}^K p(x \mid z_k) \end{aligned}"
    kinds = (Drawing("code", code * 6, "python"), Drawing("table", rows=rows), Drawing("formula", formula))
    taken: dict[str, list[float]] = {"bare": [], "all": [], **{each.kind: [] for each in kinds}}
    for drawing in kinds:
        draw(drawing)
    for _ in range(rounds):
        begin = time.perf_counter()
        subprocess.run(PYTHON, check=True)
        taken["bare"].append(time.perf_counter() - begin)
        begin = time.perf_counter()
        for drawing in kinds:
            used = time.process_time()
            draw(drawing)
            taken[drawing.kind].append(time.process_time() - used)
        taken["all"].append(time.perf_counter() - begin)
    middle = {name: statistics.median(each) for name, each in taken.items()}
    for drawing in kinds:
        yield Figure(f"a picture of a {drawing.kind}, processor", 1000 * middle[drawing.kind], "ms", 150)
    yield Figure("the three pictures, against python -c pass", middle["all"] / middle["bare"], "times", 20)


def version(rounds: int) -> Figure:
    """The start of the command itself."""
    return Figure("bot --version, against python -c pass", ratio([*BOT, "--version"], None, rounds), "times", 5)


def queue(folder: Path, rounds: int) -> Figure:
    """A listing of a thousand deliveries."""
    root = make_workspace(folder / "queue")
    (root / ".bot").mkdir(mode=0o700)
    now = Instant.from_utc(2026, 11, 21, 9)
    with open_store(root / ".bot" / "bot.sqlite") as store, store.together():
        for number in range(1000):
            account = ("linkedin", "x", "reddit")[number % 3]
            text = f"Article {number} in a sentence or two, as a reader sees it."
            draft = Draft(account, account, f"Article {number}", (Segment(text, len(text), 280, "chars", text),))
            store.add_delivery(_delivery(number, draft, now), draft, now, "bench")
    return Figure("bot queue on 1,000 deliveries, against python -c pass", ratio([*BOT, "queue"], root, rounds), "times", 16)


def glances(folder: Path, count: int, rounds: int) -> Iterator[Figure]:
    """What people ask all the time, in a workspace that has published `count` deliveries, against one that has published a few."""
    few, many = departed(folder / "few", FEW), departed(folder / "many", count)
    for words in ([], ["status"], ["queue", "--state", "waiting"], ["accounts"]):
        taken: dict[Path, list[float]] = {few: [], many: []}
        for _ in range(rounds):
            for root in (few, many):
                begin = time.perf_counter()
                subprocess.run([*BOT, *words], cwd=root, check=True, stdout=subprocess.DEVNULL)
                taken[root].append(time.perf_counter() - begin)
        name = f"{' '.join(['bot', *words])}, {count:,} published against {FEW}"
        yield Figure(name, statistics.median(taken[many]) / statistics.median(taken[few]), "times", 1.5)


def _delivery(number: int, draft: Draft, now: Instant) -> Delivery:
    return Delivery(
        id=f"b{number:04}",
        post=f"article-{number}",
        account=draft.account,
        platform=draft.platform,
        rehearsal=True,
        round=1,
        state=State.WAITING,
        fingerprint=draft.fingerprint,
        due=now.add(hours=number),
        zone="Europe/London",
        title=draft.title,
    )


def service(folder: Path, drops: int, idle: int) -> Iterator[Figure]:
    """A running service: how soon it sees a file, and what it costs while nothing happens."""
    root = make_workspace(folder / "service", ONE_ACCOUNT)
    process = start(root, "run")
    try:
        assert process.stdout
        while "Watching" not in (line := process.stdout.readline()):
            assert line, "the service ended"
        waits = sorted(_drop(root, number) for number in range(drops))
        yield Figure(f"a dropped file is in the queue, 95 of 100 ({drops} drops)", waits[int(0.95 * (drops - 1))], "s", 3)
        time.sleep(3)
        before = _processor(process.pid)
        time.sleep(idle)
        yield Figure(f"an idle service, processor ({idle} s)", 100 * (_processor(process.pid) - before) / idle, "% of a core", 0.5)
        yield Figure("an idle service, memory", memory(process.pid, "VmRSS"), "MB", 120)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


def _drop(root: Path, number: int) -> float:
    """Seconds from writing a file to its delivery."""
    begin = time.perf_counter()
    (root / "posts" / f"drop-{number}.md").write_text(f"# Drop {number}\n\nA few words about drop number {number}.\n", "utf-8")
    while time.perf_counter() - begin < 60:
        with open_store(root / ".bot" / "bot.sqlite", readonly=True) as store:
            if store.deliveries(post=f"drop-{number}"):
                break
        time.sleep(0.02)
    return time.perf_counter() - begin


def _processor(pid: int) -> float:
    """Seconds of processor a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rescan(folder: Path, count: int) -> Figure:
    """A look at many files of which none has changed."""
    root = make_workspace(folder / "rescan", ONE_ACCOUNT)
    for number in range(count):
        (root / "posts" / f"{number:05}.md").write_text(f"# Post {number}\n\nSome words of post number {number}.\n", "utf-8")
    done = bot(root, "run", "--once")
    assert done.code == 0, done.err
    workspace = app.open_workspace(root)
    taken = []
    for _ in range(5):
        begin = time.perf_counter()
        found = intake.scan(workspace, intake.Unsettled(), lambda *_: None)
        taken.append(time.perf_counter() - begin)
        assert not found.read
    workspace.store.close()
    return Figure(f"a rescan of {count:,} unchanged files (first scan {done.seconds:.0f} s)", statistics.median(taken), "s", 1)
