"""The real `bot` command in a process of its own, with what it took: for tests that measure or run for long."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

SETTINGS = """\
site: {url: https://example.org}
posts: {path: ../posts}
timezone: Europe/London
rehearsal: true
accounts:
  linkedin: {platform: linkedin, default: true}
  x: {platform: x, default: true}
  reddit: {platform: reddit, default: true, subreddit: test, mode: api}
schedule: {slots: ["Mon-Sun 09:00"], spacing: 2h}
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left: exit code, both outputs, seconds on the wall, and its largest memory in MB (0 where /proc is not there)."""

    code: int
    out: str
    err: str
    seconds: float
    peak: float


def make_workspace(root: Path, settings: str = SETTINGS) -> Path:
    """An empty workspace at `root`, in rehearsal."""
    (root / "config").mkdir(parents=True)
    (root / "posts").mkdir()
    (root / "config" / "bot.yaml").write_text(settings, "utf-8")
    return root


def start(root: Path, *arguments: str) -> subprocess.Popen[str]:
    """`bot ARGUMENTS` in the workspace `root`, running."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        cwd=root,
        env={**environment, "XDG_STATE_HOME": str(root / ".state-home")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def bot(root: Path, *arguments: str, timeout: float = 1800) -> Ran:
    """`bot ARGUMENTS` in the workspace `root`, to its end. Raises subprocess.TimeoutExpired."""
    begin = time.perf_counter()
    process = start(root, *arguments)
    peaks: list[float] = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, peaks))
    watcher.start()
    try:
        out, err = process.communicate(timeout=timeout)
    finally:
        process.kill()
        watcher.join()
    return Ran(process.returncode, out, err, time.perf_counter() - begin, peaks[-1])


def _watch(process: subprocess.Popen[str], peaks: list[float]) -> None:
    while process.poll() is None:
        peaks.append(max(peaks[-1], memory(process.pid, "VmHWM")))
        time.sleep(0.05)


def memory(pid: int, field: str) -> float:
    """`VmHWM` (the largest) or `VmRSS` (the present memory) of a process in MB; 0 where /proc does not tell."""
    try:
        text = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in text.splitlines() if line.startswith(field)), 0.0)
