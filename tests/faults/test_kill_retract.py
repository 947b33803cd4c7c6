"""kill -9 of `bot retract` in the middle of a thread, then the same command again: the network's ledger is the judge."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import urllib.request
from pathlib import Path

from bot.model.delivery import State
from bot.rehearsal import launch
from bot.store import open_store
from tests.faults.field import Field, laid_out

KILLS = 3
SLOW = 0.4
"""Seconds by which the network answers a deletion late, after carrying it out."""


def late(field: Field) -> None:
    """Delays every answer to a deletion."""
    body = json.dumps({"platform": "x", "method": "DELETE", "path": "*", "fault": "late", "seconds": SLOW, "times": 10_000}).encode()
    request = urllib.request.Request(f"{field.network.url}/_faults", body, {"Content-Type": "application/json"}, method="POST")
    urllib.request.urlopen(request, timeout=10).close()


def test_no_moment_of_a_retraction_leaves_it_stuck_or_forgotten(tmp_path: Path) -> None:
    chance = random.Random(20261122)
    with laid_out(tmp_path, 19865) as field:
        for number in range(KILLS):
            field.article(number)
        assert field.done("run", "--once")[0] == 0
        for number in range(KILLS):
            field.approve(number)
        field.done("run", "--until-idle")
        late(field)
        with open_store(field.root / ".bot" / "bot.sqlite", readonly=True) as store:
            threads = [one for one in store.deliveries(account="x") if one.state == State.PUBLISHED]
        assert threads
        for thread in threads:
            killed(field, thread.id, 1 + chance.uniform(0, SLOW * thread.sent))
            code, said = field.done("retract", thread.id, "--yes")
            assert code == 0 or "nothing to take back" in said, said
        assert judged(field) == []


def killed(field: Field, id_: str, after: float) -> None:
    """A retraction that dies `after` seconds, unless it was faster."""
    process = field.start("retract", id_, "--yes")
    try:
        process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def judged(field: Field) -> list[str]:
    """What is still live on X, and deliveries there that are not taken back or not finished."""
    live = [post.text for post in launch.read_ledger(field.root / ".bot").posts if post.platform == "x" and not post.deleted]
    with open_store(field.root / ".bot" / "bot.sqlite", readonly=True) as store:
        left = [one.id for one in store.deliveries(account="x") if one.state != State.RETRACTED]
        return [*live, *left, *store.unfinished()]
