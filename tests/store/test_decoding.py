"""Values are read by several threads at once, from the first one on."""

from __future__ import annotations

import subprocess
import sys

import pytest

ROUNDS = """
import sys, threading
from dataclasses import make_dataclass
{imported}

def kind():
    made = int
    for depth in range(6):
        made = make_dataclass(f"Depth{{depth}}", [("a", made), ("b", str), ("c", list[made])])
        made.__module__ = "__main__"
    return made

def value(depth):
    inner = value(depth - 1) if depth else "1"
    return '{{"a": %s, "b": "x", "c": []}}' % inner if depth else inner

sys.setswitchinterval(1e-6)
for _ in range(150):
    fresh, go = kind(), threading.Barrier(8)
    def read():
        go.wait()
        decode(value(6), fresh)
    threads = [threading.Thread(target=read) for _ in range(8)]
    [each.start() for each in threads]
    [each.join() for each in threads]
print("whole")
"""


def ran(imported: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", ROUNDS.format(imported=imported)], capture_output=True, text=True, check=False)


def test_threads_that_read_their_first_value_at_the_same_time_do_not_end_the_process() -> None:
    done = ran("from bot.store.decoding import decode")
    assert (done.returncode, done.stdout, done.stderr) == (0, "whole\n", "")


def test_msgspec_alone_still_needs_that() -> None:
    done = ran("import msgspec\ndef decode(data, kind): return msgspec.json.decode(data, type=kind)")
    if done.returncode == 0:
        pytest.skip("msgspec learns safely by now, or was lucky: bot/store/decoding.py may not be needed any more")
    assert done.returncode < 0
