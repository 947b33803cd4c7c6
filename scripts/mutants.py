"""Breaks the code that decides, one small change at a time, and counts how many changes no test notices.

`make mutants` draws a sample for each file; `python scripts/mutants.py --most 0` tries all, `--only outcome` one file. A mutant
runs in a fork in which the module is compiled from its changed tree; nothing of it is written to disk. Wording is left alone.

A busy machine must not pass for a good test: a change is noticed when a test fails with it twice, and one that never ends has used up
processor time, not time. Each change is judged by the tests that reach its lines, the quickest first.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from changes import ROOT, Changed, Mutant, mutants

SERVICE = (
    "tests/service/test_reconcile.py",
    "tests/service/test_publish.py",
    "tests/service/test_breaker.py",
    "tests/service/test_promise.py",
    "tests/service/test_waits.py",
    "tests/service/test_lease.py",
    "tests/service/test_dates.py",
    "tests/service/test_mailing.py",
)
TESTS = {
    "bot/service/publish.py": (SERVICE[1], SERVICE[0], *SERVICE[2:]),
    "bot/service/reconcile.py": SERVICE,
    "bot/rules/moments.py": ("tests/rules/test_schedule.py",),
    "bot/rules/spoken.py": ("tests/rules/test_schedule.py",),
}
"""Which tests judge a file; of the others in `rules/` those of the same name."""

PATIENCE = 3
"""Times as much processor time as all the tests take without a change, after which one that is still running never ends."""

DEADLOCK = 20
"""Times as long as they take by the clock: whoever is not through by then waits for something that never comes."""


@dataclass(eq=False)
class Watch:
    """A plugin of pytest: what failed, how long each test took, and, where it is told of coverage, which lines each one reached."""

    reached: Callable[[str], object] | None = None
    failed: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """From here on, lines are reached by this test."""
        if self.reached:
            self.reached(nodeid)

    def pytest_runtest_logreport(self, report: object) -> None:
        """One part of a test is over."""
        name = report.nodeid  # type: ignore[attr-defined]
        self.seconds[name] += report.duration  # type: ignore[attr-defined]
        if report.failed:  # type: ignore[attr-defined]
            self.failed.append(name)


@dataclass(frozen=True, slots=True)
class Run:
    """What came of some tests in a fork: the first that failed ("" for none, the cause where no test did), and what `Watch` saw."""

    failed: str
    clock: float
    processor: float
    seconds: dict[str, float] = field(default_factory=dict)
    lines: dict[int, list[str]] = field(default_factory=dict)
    modules: list[str] = field(default_factory=list)


def run(mutant: Mutant | None, tests: Sequence[str], processor: int = 3600, clock: float = 3600, look: str = "") -> Run:
    """The tests in a fork with that change (None: without one), up to the first that fails. `look` is a file whose lines are watched."""
    begin = time.monotonic()
    with tempfile.NamedTemporaryFile() as told:
        child = os.fork()
        if child == 0:
            try:
                os._exit(_in_fork(mutant, tests, processor, look, told.name))
            finally:
                os._exit(BROKEN[1])  # a fork never goes on as its parent does
        status, used = _ended(child, begin + clock)
        said = json.loads(Path(told.name).read_text() or "{}")
    spent = used.ru_utime + used.ru_stime
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) in BROKEN:
        raise SystemExit(f"The tests could not be run at all: {' '.join(tests)}")
    if status == 0:
        lines = {int(line): names for line, names in said["lines"].items()}
        return Run("", time.monotonic() - begin, spent, said["seconds"], lines, said["modules"])
    return Run((said.get("failed") or [NO_END if os.WIFSIGNALED(status) else NO_START])[0], time.monotonic() - begin, spent)


BROKEN = 3, 70
"""Exit codes that say nothing of a mutant: pytest's own for an error of its own, and ours."""

NO_END, NO_START = "it never ends", "no test can begin"


QUIET = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
"""What is loaded before the fork cannot be rewritten in it, nor need be."""


def _in_fork(mutant: Mutant | None, tests: Sequence[str], processor: int, look: str, told: str) -> int:
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(null, stream)
    if mutant:
        sys.meta_path.insert(0, Changed(mutant))
    import coverage
    import pytest

    watch, lines, measured = Watch(), {}, coverage.Coverage(data_file=None, config_file=False, include=[look] if look else None)
    if look:
        watch.reached = measured.switch_context
        measured.start()
    code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:cov", *QUIET, *tests], plugins=[watch]))
    if look:
        measured.stop()
        lines = measured.get_data().contexts_by_lineno(str(ROOT / look))
    others = [name for name in sys.modules if name.partition(".")[0] not in {"bot", "tests", "conftest"}]
    Path(told).write_text(json.dumps({"failed": watch.failed, "seconds": watch.seconds, "lines": lines, "modules": others}))
    return code


def _ended(child: int, end: float) -> tuple[int, resource.struct_rusage]:
    """How the fork ended, by itself or, with all it started, at the latest at `end`; and what it used."""
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            return status, used
        if time.monotonic() > end:
            os.killpg(child, signal.SIGKILL)
            _, status, used = os.wait4(child, 0)
            return status, used
        time.sleep(0.02)


@dataclass(frozen=True, slots=True)
class Judge:
    """The tests of one file: what they take together without a change, how long each takes, and which of them reach a line."""

    whole: Run

    def notices(self, mutant: Mutant) -> str:
        """The test that fails twice with the change, or what else it led to; nothing when it survives."""
        reach = {name for line in mutant.lines for name in self.whole.lines.get(line, []) if name}
        asked = sorted(reach or self.whole.seconds, key=lambda name: self.whole.seconds[name])
        limits = 1 + int(PATIENCE * self.whole.processor), 10 + DEADLOCK * self.whole.clock
        while failed := run(mutant, asked, *limits).failed:
            if failed in {NO_END, NO_START} or run(mutant, [failed], *limits).failed:
                return failed
        return ""


def judged(path: str, most: int, chance: random.Random) -> tuple[int, int, int]:
    """How many mutants of a file were tried, how many survived, and how many never ended. Each that survives is printed at once."""
    tests = ("tests/rules/test_figures.py", *TESTS.get(path, (f"tests/rules/test_{Path(path).name}",)))
    every = mutants(path)
    tried = sorted(chance.sample(every, min(most or len(every), len(every))), key=lambda mutant: mutant.line)
    judge = Judge(run(None, tests, look=path))
    if judge.whole.failed:
        raise SystemExit(f"The tests of {path} fail without any change: {judge.whole.failed}")
    for name in judge.whole.modules:  # what every fork needs is loaded once
        with suppress(Exception):
            importlib.import_module(name)
    said = []
    for mutant in tried:
        said.append(judge.notices(mutant))
        if not said[-1]:
            sys.stdout.write(f"    {mutant.path}:{mutant.line}: {mutant.words}\n")
            sys.stdout.flush()
    return len(tried), said.count(""), said.count(NO_END)


def main() -> int:
    """Prints the table; 1 when fewer than `--floor` percent are caught."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=25, help="mutants tried of each file, drawn by the seed; 0 for all")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--only", default="", help="files whose path holds this")
    parser.add_argument("--floor", type=float, default=90)
    given = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    files = [
        *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "bot/rules").glob("[a-z]*.py")),
        "bot/service/publish.py",
        "bot/service/reconcile.py",
    ]
    tried = caught = 0
    for path in (each for each in files if given.only in each):
        count, left, endless = judged(path, given.most, random.Random(given.seed))
        tried, caught = tried + count, caught + count - left
        sys.stdout.write(f"{path:30} {count - left:4} of {count:4} caught, {endless} of them as they never ended\n")
        sys.stdout.flush()
    score = 100 * caught / max(tried, 1)
    sys.stdout.write(f"{score:.1f} % of {tried} mutants caught\n")
    return int(score < given.floor)


if __name__ == "__main__":
    sys.exit(main())
