"""A short soak: two days of the real service in less than a minute. `make soak` is the long one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.faults.season import PLATFORMS
from tests.faults.soak import GROWTH, line, soak


def test_two_days_leak_no_handle_keep_the_memory_and_double_or_lose_nothing(tmp_path: Path) -> None:
    every = 60 * len(PLATFORMS)  # each article goes to all of them
    done = soak(tmp_path / "season", days=2, deliveries=every, speed=8000, say=print)
    done = replace(done, warm=0.5)  # of two days at such a speed, libraries are loaded for the first one
    shown = "\n".join(map(line, done.samples))
    assert done.ledger["published"] == every, done.ledger
    assert done.ledger.items() <= {"published": every, "duplicated": 0, "lost": 0, "foreign": 0}.items(), done.ledger
    assert done.handles <= 3, shown
    assert done.growth < GROWTH, shown
