"""kill -9 of the real service at any moment of a real thread, then a restart: the network's ledger is the judge.

Moments are drawn over the whole run with a fixed seed, so a failure can be run again. The network is a process of its own and
lives through every kill. `BOT_KILLS` says how many moments (20 unless set).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.model.delivery import State
from bot.rehearsal import launch
from bot.store import open_store
from tests.service.conftest import ARTICLE

KILLS = int(os.environ.get("BOT_KILLS", "20"))
SETTINGS = """\
timezone: UTC
rehearsal: true
accounts:
  x: {platform: x, default: true, call_timeout: 2}
  reddit: {platform: reddit, default: true, subreddit: test, mode: api, call_timeout: 2}
  linkedin: {platform: linkedin, default: true, call_timeout: 2}
"""
SLOW = 0.08
"""Seconds by which the network delays every answer to a write, so that a run has moments worth dying in."""


@dataclass
class Field:
    """A workspace whose network outlives its service."""

    root: Path
    network: launch.Network

    def bot(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "bot", "--workspace", str(self.root), *arguments]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)

    def done(self, *arguments: str) -> tuple[int, str]:
        process = self.bot(*arguments)
        said, _ = process.communicate(timeout=120)
        return process.returncode, said

    def article(self, number: int) -> None:
        text = ARTICLE.replace("Small batches generalise", f"Number {number} of small batches generalise").replace(
            "batch", f"batch-{number}"
        )
        (self.root / "posts" / f"article-{number}.md").write_text(text)

    def slow(self) -> None:
        body = f'{{"platform": "*", "method": "POST", "path": "*", "fault": "late", "seconds": {SLOW}, "times": 100000}}'.encode()
        request = urllib.request.Request(f"{self.network.url}/_faults", body, {"Content-Type": "application/json"}, method="POST")
        urllib.request.urlopen(request, timeout=10).close()


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Field]:
    root = tmp_path_factory.mktemp("kill")
    (root / "config").mkdir()
    (root / "posts").mkdir()
    (root / "config" / "bot.yaml").write_text(SETTINGS)
    network = launch.ensure(root / ".bot", port=19765)
    made = Field(root, network)
    made.slow()
    yield made
    network.stop()


def approve(field: Field, number: int) -> None:
    field.article(number)
    code, said = field.done("run", "--once")
    assert code == 0, said
    code, said = field.done("approve", "--post", f"article-{number}", "--now", "--yes")
    assert code == 0, said


def test_no_moment_of_a_thread_doubles_or_loses_a_segment(field: Field) -> None:
    approve(field, 0)
    begin = _now()
    code, said = field.done("run", "--until-idle")
    assert code == 0, said
    whole, chance, unsure = _now() - begin, random.Random(20261121), 0
    for number in range(1, KILLS + 1):
        approve(field, number)
        process = field.bot("run", "--until-idle")
        try:
            process.communicate(timeout=chance.uniform(0.15, 1.0) * whole)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        field.done("run", "--until-idle")
        unsure += _judge(field, number)
    print(f"\n{KILLS} kills in runs of {whole:.1f} s: 0 doubled, 0 lost, {unsure} unsure (LinkedIn, which nobody can look up)")


def _judge(field: Field, number: int) -> int:
    """Compares what was approved with what stands on the network; gives how many are honestly unsure."""
    unsure = 0
    live = [post for post in launch.read_ledger(field.root / ".bot").posts if not post.deleted]
    with open_store(field.root / ".bot" / "bot.sqlite", readonly=True) as store:
        for delivery in store.deliveries(post=f"article-{number}"):
            wanted = [segment.wire for segment in store.draft(delivery.id, delivery.approved).segments]
            there = [post for post in live if post.account == delivery.account and post.text in wanted]
            texts = [post.text for post in there]
            if delivery.state == State.UNSURE:
                assert delivery.platform == "linkedin", delivery
                assert texts in ([], wanted)
                unsure += 1
                continue
            if delivery.state == State.APPROVED:  # no connection on a busy machine: the rest is due in half a minute
                assert texts == wanted[: delivery.sent], (delivery, texts)
                continue
            assert delivery.state == State.PUBLISHED, delivery
            assert texts == wanted, (delivery, texts)
            assert [post.parent or None for post in there] == [None, *(post.id for post in there[:-1])]
    return unsure


def _now() -> float:
    import time

    return time.monotonic()
