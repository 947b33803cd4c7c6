"""What all tests share. Folders that take minutes run only when they are named: `pytest tests/corpus`."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

TESTS = Path(__file__).resolve().parent
SLOW = frozenset(TESTS / name for name in ("bench", "corpus", "counterparts", "faults"))


# Hypothesis judges single examples by the clock on the wall, which a busy machine fails for no fault of the code. The same examples
# every time: `--hypothesis-profile=searching` draws others.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.register_profile("searching", settings.get_profile("unhurried"), derandomize=False, database=None)
settings.load_profile("unhurried")

# A run that was started in the background ignores Ctrl-C, or under nohup a terminal that closes, and so would every process that the
# tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leaves the slow folders out of a plain `pytest`."""
    if collection_path not in SLOW:
        return None
    named = [Path(argument.split("::")[0]).resolve() for argument in config.invocation_params.args if not argument.startswith("-")]
    return None if any(path == collection_path or collection_path in path.parents for path in named) else True
