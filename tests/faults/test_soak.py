"""A short soak: two days of the real service in less than a minute. `make soak` is the long one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.season import PLATFORMS, Sample
from tests.faults.soak import GROWTH, SPARE, Soaked, line, soak, table


def test_two_days_leak_no_handle_keep_the_memory_and_double_or_lose_nothing(tmp_path: Path) -> None:
    every = 60 * len(PLATFORMS)  # each article goes to all of them
    done = soak(tmp_path / "season", days=2, deliveries=every, speed=8000, say=print)
    done = replace(done, warm=0.5)  # of two days at such a speed, libraries are loaded for the first one
    shown = "\n".join(map(line, done.samples))
    assert done.ledger["published"] == every, done.ledger
    assert done.ledger.items() <= {"published": every, "duplicated": 0, "lost": 0, "foreign": 0}.items(), done.ledger
    assert done.handles <= SPARE, shown
    assert done.growth < GROWTH, shown


def soaked(leak: float = 0, handles: int = 0, **ledger: int) -> Soaked:
    """A whole soak whose service starts at 60 MB, loads 34 MB more at once, and then keeps `leak` bytes of each delivery."""
    each = 208
    samples = [
        Sample(n / 8, n / 8, each * n, 60 + 34 * (n > 1) + leak * each * n / 1024**2, 26 + handles * (n > 200), 18, 200, 0.026)
        for n in range(1, 242)
    ]
    return Soaked(tuple(samples), {"published": 50_000, **ledger})


def test_a_kilobyte_of_each_delivery_is_a_leak_and_what_is_loaded_at_the_start_is_none() -> None:
    assert soaked().wrong == []
    assert soaked(leak=50).wrong == []
    assert soaked(leak=1024).wrong == [f"the memory grew by {soaked(leak=1024).growth:.1%}"]
    assert soaked(leak=1024).growth > 0.3


def test_much_that_is_looked_at_while_the_rest_drains_hides_no_leak() -> None:
    done = soaked(leak=1024)
    idle = replace(done, samples=(*done.samples, *done.samples[-1:] * 300))
    assert idle.growth == pytest.approx(done.growth, rel=0.1)


def test_handles_that_stay_open_are_wrong_and_so_is_whatever_ended_otherwise_than_published() -> None:
    assert soaked(handles=SPARE).wrong == []
    assert soaked(handles=SPARE + 1).wrong == [f"{SPARE + 1} more handles are open"]
    assert soaked(lost=1, duplicated=0, unsure=2).wrong == ["1 lost", "2 unsure"]


def test_the_table_says_what_is_allowed_what_was_found_and_the_verdict() -> None:
    found = table(soaked(leak=1024, lost=0)).splitlines()
    assert any(row.split() == ["deliveries", "published", "50000"] for row in found)
    assert any(row.split()[:5] == ["memory", "at", "the", "end", "+5.0%"] for row in found)
    assert any(row.split() == ["lost", "0", "0"] for row in found)
    assert found[-1].startswith("WRONG: the memory grew by ")
    assert table(soaked()).endswith("All is well.")
