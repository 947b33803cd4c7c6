"""How large the process stays, once what it needed for a moment is free again."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

from bot.service import run
from bot.service.running import Service
from tests.commands import memory
from tests.service.conftest import Desk

FULLEST = """
import os
from pathlib import Path
from tests.commands import memory
from bot.service import heap

assert heap.one_arena()
filled = [bytes(3000) for _ in range(20_000)]
kept = filled[:: 100]  # what lives on lies between what is freed
del filled
before = memory(os.getpid(), "VmRSS")
assert heap.give_back()
print(before - memory(os.getpid(), "VmRSS"))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps what is free, and can be asked for it")
def test_what_the_fullest_moment_needed_goes_back_to_the_system() -> None:
    done = subprocess.run([sys.executable, "-c", FULLEST], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) > 30, "of 57 MB that were freed"


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps what is free, and can be asked for it")
def test_a_service_gives_it_back_every_hour(desk: Desk) -> None:
    service = Service(desk.workspace, desk.engine(), print)
    filled = [bytes(3000) for _ in range(20_000)]
    kept = filled[::100]
    del filled
    before = memory(os.getpid(), "VmRSS")
    run._every_hour(service)
    assert before - memory(os.getpid(), "VmRSS") > 30, f"MB, of 57 that were freed; {len(kept)} live on"
