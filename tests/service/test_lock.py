"""The lock of a workspace: who has it says so, and nobody else is named."""

from __future__ import annotations

import fcntl
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.service import lock


def test_who_has_just_taken_the_lock_is_waited_for_and_no_dead_process_is_named(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    file.write_text(f"{2**22 + 1}\n")  # of a service that was killed: beyond the highest number Linux gives a process
    with file.open("r+") as taken, ThreadPoolExecutor(1) as other:
        fcntl.flock(taken, fcntl.LOCK_EX)
        asked = other.submit(lock.holder, tmp_path)
        file.write_text(f"{os.getpid()}\n")
        assert asked.result() == os.getpid()


def test_a_holder_that_never_says_who_it_is_still_holds(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    file.write_text("0\n")
    with file.open("r+") as taken:
        fcntl.flock(taken, fcntl.LOCK_EX)
        assert lock.holder(tmp_path) == 0
        with pytest.raises(UserError, match="as process unknown"), lock.hold(tmp_path):
            pass
