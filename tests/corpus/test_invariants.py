"""The invariants on every real post and every platform, and the same bytes from another process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from tests.corpus import again
from tests.corpus.invariants import CHECKS
from tests.corpus.posts import Told, needs_posts, rows, told

pytestmark = needs_posts
AGAIN = "8 the same from another process"

Record = Callable[[str, Any], None]


@lru_cache(maxsize=1)
def told_in(shard: int) -> tuple[Told, ...]:
    """A shard's articles on every platform."""
    return tuple(told(row) for row in again.shard(shard))


def changed(told: tuple[Told, ...], shard: int) -> Iterator[str]:
    """The articles of which another process, with other hashes and in the other order, tells something else."""
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-W", "ignore", "-m", "tests.corpus.again", str(shard)]
    done = subprocess.run(command, cwd=root, env={**os.environ, "PYTHONHASHSEED": f"{1000 + shard}"}, stdout=subprocess.PIPE, check=True)
    theirs = json.loads(done.stdout)
    yield from (f"{each.row['id']}, told in another way" for each in told if again.digest(each) != theirs[each.row["id"]])


@pytest.mark.parametrize("check", [*CHECKS, AGAIN])
@pytest.mark.parametrize("shard", range(again.SHARDS))
def test_an_invariant_holds(shard: int, check: str, record_property: Record) -> None:
    every = told_in(shard)
    wrong = (
        [*changed(every, shard)] if check == AGAIN else [f"{each.row['id']}, {words}" for each in every for words in CHECKS[check](each)]
    )
    slowest = max(every, key=lambda each: each.seconds)
    record_property("checked", (check, len(every), len({words.partition(",")[0] for words in wrong})))
    record_property("slowest", (slowest.seconds, slowest.row["id"]))
    assert wrong == []


def test_the_shards_are_all_posts() -> None:
    assert sum(len(again.shard(number)) for number in range(again.SHARDS)) == len(rows()) >= 575


def test_most_posts_get_a_real_thread_and_real_points() -> None:
    def share(good: Iterator[bool]) -> float:
        found = list(good)
        return sum(found) / len(found)

    assert share(len(each.drafts["x"].segments) >= 4 for each in told_in(0)) >= 0.85
    assert share("\n• " in each.drafts["linkedin"].segments[0].text for each in told_in(0)) >= 0.8
    assert share(each.drafts["linkedin"].segments[0].text.split("\n\n")[-1].startswith("#") for each in told_in(0)) >= 0.75
