"""One table at the end: what was checked, on how many posts, what was wrong, and what took longest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.rehearsal.conftest import network, person, state

__all__ = ["network", "person", "state"]
"""Fixtures: one rehearsal network, and an account of its own for each test."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The main job goes first: it takes longest, and all else fits beside it."""
    items.sort(key=lambda item: item.path.name != "test_main_job.py")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Writes the table, from what tests recorded in whichever process."""
    called = [report for reports in terminalreporter.stats.values() for report in reports if getattr(report, "when", "") == "call"]
    recorded = [pair for report in called for pair in report.user_properties]
    for line in _table(recorded):
        terminalreporter.write_line(line)


def _table(recorded: list[tuple[str, Any]]) -> Iterator[str]:
    posts: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for name, value in recorded:
        if name == "checked":
            check, looked, failed = value
            posts[check] += looked
            wrong[check] += failed
    if posts:
        yield f"\n{'invariant':40} {'posts':>6} {'wrong':>6}"
        yield from (f"{check:40} {posts[check]:>6} {wrong[check]:>6}" for check in sorted(posts))
    slowest = max((value for name, value in recorded if name == "slowest"), default=None)
    if slowest:
        yield "slowest: {1}, read and told everywhere in {0:.2f} s of processor".format(*slowest)
    yield from (str(line) for name, value in recorded if name == "figure" for line in [value])
