"""A workspace whose network outlives its service, and the verdict over what the service left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.model.delivery import State
from bot.rehearsal import launch
from bot.store import open_store
from tests.service.conftest import ARTICLE

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


def until(true: Callable[[], bool], seconds: float = 40) -> None:
    """Waits until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came"
        threading.Event().wait(0.05)


@dataclass
class Field:
    """The workspace at `root` and its network."""

    root: Path
    network: launch.Network
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def command(self, *arguments: str) -> list[str]:
        """How bot is called here."""
        return [sys.executable, "-m", "bot", "--workspace", str(self.root), *arguments]

    def start(self, *arguments: str, under: tuple[str, ...] = ()) -> subprocess.Popen[str]:
        """A bot of its own, `under` another program where that is given."""
        command = [*under, *self.command(*arguments)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
        self.started.append(process)
        return process

    def end(self) -> None:
        """Whatever still runs, because a test failed before it had ended it, is killed with all it started."""
        for process in self.started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()

    def done(self, *arguments: str) -> tuple[int, str]:
        """Exit code and words of a bot that ran to its end."""
        process = self.start(*arguments)
        said, _ = process.communicate(timeout=120)
        return process.returncode, said

    def article(self, number: int) -> None:
        """Puts one more article into the folder."""
        text = ARTICLE.replace("Small batches generalise", f"Number {number} of small batches generalise").replace(
            "batch", f"batch-{number}"
        )
        (self.root / "posts" / f"article-{number}.md").write_text(text)

    def approve(self, number: int) -> None:
        """The yes to all deliveries of article `number`, due now."""
        code, said = self.done("approve", "--post", f"article-{number}", "--now", "--yes")
        assert code == 0, said

    def slow(self) -> None:
        """Delays every answer to a write."""
        body = f'{{"platform": "*", "method": "POST", "path": "*", "fault": "late", "seconds": {SLOW}, "times": 100000}}'.encode()
        request = urllib.request.Request(f"{self.network.url}/_faults", body, {"Content-Type": "application/json"}, method="POST")
        urllib.request.urlopen(request, timeout=10).close()

    def judge(self, number: int) -> int:
        """Compares what was approved with what stands on the network; gives how many are honestly unsure."""
        unsure = 0
        live = [post for post in launch.read_ledger(self.root / ".bot").posts if not post.deleted]
        with open_store(self.root / ".bot" / "bot.sqlite", readonly=True) as store:
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


@contextmanager
def laid_out(root: Path, port: int) -> Iterator[Field]:
    """A field at `root` with its network up."""
    (root / "config").mkdir()
    (root / "posts").mkdir()
    (root / "config" / "bot.yaml").write_text(SETTINGS)
    network = launch.ensure(root / ".bot", port=port)
    laid = Field(root, network)
    try:
        yield laid
    finally:
        laid.end()
        network.stop()
