"""kill -9 before every system call that touches disk or network in a publishing run: "after" one is before the next.

strace counts the calls of each thread and kills the real service at the chosen one; then it is started again. The network's
ledger is the judge. `BOT_CALLS` says how many calls are tried (24 unless set), spread evenly over all there are.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults.deaths import TRACE, calls_in, kill_before, traceable
from tests.faults.field import Field, laid_out

POINTS = int(os.environ.get("BOT_CALLS", "24"))
SHARES = 4
"""Parts of the sweep, each with a workspace of its own, that may run side by side."""


def calls(field: Field, log: Path) -> list[tuple[str, int]]:
    """Every (system call, number) that some thread of a publishing run makes."""
    process = field.start("run", "--until-idle", under=("strace", "-f", "-qq", "-o", str(log), "-e", TRACE))
    process.communicate(timeout=120)
    return calls_in(log)


@pytest.mark.skipif(
    not traceable(), reason="strace is not here or may not follow a process; tests/faults/test_steps.py dies at every step without it"
)
@pytest.mark.parametrize("share", range(SHARES))
def test_no_system_call_is_a_moment_that_doubles_or_loses_anything(tmp_path: Path, share: int) -> None:
    mine = range(share, POINTS, SHARES)
    with laid_out(tmp_path, 20765 + 100 * share) as field:
        for number in [*mine, POINTS]:
            field.article(number)
        code, said = field.done("run", "--once")
        assert code == 0, said
        field.approve(POINTS)
        every = calls(field, tmp_path / "strace.log")
        died = unsure = 0
        for number in mine:
            call, at = every[number * len(every) // POINTS]
            field.approve(number)
            kill = ("-e", TRACE, *kill_before(call, at))
            process = field.start("run", "--until-idle", under=("strace", "-f", "-qq", "-o", "/dev/null", *kill))
            process.communicate(timeout=120)
            died += process.returncode != 0
            field.done("run", "--until-idle")
            unsure += field.judge(number)
    assert died > len(mine) // 2, "the kills must hit"
    print(f"\nshare {share}: {died} deaths before one of {len(every)} calls: 0 doubled, 0 lost, {unsure} unsure (LinkedIn)")
