"""More simulated days than `make test` has time for: `BOT_DAYS` of them, some in worlds where an article comes every day."""

from __future__ import annotations

import os

import pytest

from tests.simulation.world import Report, run

DAYS = int(os.environ.get("BOT_DAYS", "2400"))
PARTS, EACH = 12, 50
FIRST = 500_000
"""Seeds that `make test` and `make simulation` do not take."""


def kept(report: Report) -> None:
    """No promise was broken; else the seed, and what happened last."""
    assert report.violation == "", f"seed {report.seed}: {report.violation}\n{chr(10).join(report.last)}"


@pytest.mark.parametrize("seed", [30338])
def test_a_seed_that_once_broke_the_promise_keeps_it(seed: int) -> None:
    """A clock that had been ahead hid a post from the looks for it."""
    kept(run(seed, EACH))


@pytest.mark.parametrize("part", range(PARTS))
def test_days_with_faults_keep_the_promise(part: int) -> None:
    for seed in range(FIRST + part, FIRST + DAYS // EACH, PARTS):
        kept(run(seed, EACH))


@pytest.mark.parametrize(
    "answers", [(), ("reset-after", "late", "reset-late"), ("429", "429-date"), ("no-id", "html-after"), ("401", "500")]
)
def test_busy_days_with_bad_answers_keep_the_promise(answers: tuple[str, ...]) -> None:
    for seed in range(FIRST, FIRST + max(1, DAYS // 2400)):
        kept(run(seed, 20, always=answers, busy=True))
