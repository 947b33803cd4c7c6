"""kill -9 of the real service at any moment of a real thread, then a restart: the network's ledger is the judge.

Moments are drawn over the whole run with a fixed seed, so a failure can be run again. The network is a process of its own and
lives through every kill. `BOT_KILLS` says how many moments (20 unless set).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

from tests.faults.field import Field, laid_out

KILLS = int(os.environ.get("BOT_KILLS", "20"))


def ready(field: Field, number: int) -> None:
    field.article(number)
    code, said = field.done("run", "--once")
    assert code == 0, said
    field.approve(number)


def test_no_moment_of_a_thread_doubles_or_loses_a_segment(tmp_path: Path) -> None:
    with laid_out(tmp_path, 19765) as field:
        field.slow()
        ready(field, 0)
        begin = time.monotonic()
        code, said = field.done("run", "--until-idle")
        assert code == 0, said
        whole, chance, unsure = time.monotonic() - begin, random.Random(20261121), 0
        for number in range(1, KILLS + 1):
            ready(field, number)
            process = field.start("run", "--until-idle")
            try:
                process.communicate(timeout=chance.uniform(0.15, 1.0) * whole)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
            field.done("run", "--until-idle")
            unsure += field.judge(number)
    print(f"\n{KILLS} kills in runs of {whole:.1f} s: 0 doubled, 0 lost, {unsure} unsure (LinkedIn, which nobody can look up)")
