"""`bot move` as a person types it, with real processes: two workspaces of one user, one live account."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Bot

SETTINGS = """\
accounts:
  x: {platform: x, default: true, rehearsal: false, api: "http://127.0.0.1:9/x", call_timeout: 2}
  y: {platform: x, rehearsal: true}
"""


def live(root: Path) -> Path:
    """A workspace with one live account, whose platform does not answer."""
    (root / "config").mkdir(parents=True, exist_ok=True)
    (root / "posts").mkdir(exist_ok=True)
    (root / "config" / "bot.yaml").write_text(SETTINGS, "utf-8")
    return root


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two workspaces of one user with the same live account."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "home"))
    for field in ("API_KEY", "API_SECRET", "ACCESS_TOKEN", "ACCESS_SECRET"):
        monkeypatch.setenv(f"BOT_X_{field}", f"{field} of nobody")
    return live(tmp_path / "first"), live(tmp_path / "second")


def start(root: Path, *argv: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "--workspace", str(root), *argv],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def ran(root: Path, *argv: str) -> tuple[int, str]:
    """Exit code, and all that it wrote."""
    process = start(root, *argv)
    out, err = process.communicate(timeout=60)
    return process.returncode, out + err


def test_two_services_of_one_account_and_the_move_between_them(two: tuple[Path, Path]) -> None:
    first, second = two
    service = start(first, "run")
    try:
        assert service.stdout is not None
        while "Watching" not in service.stdout.readline():
            pass
        code, words = ran(second, "run", "--once")
        held = rf"x is held by the workspace {re.escape(str(first))} since .* nothing of it is sent from here\. To hand it over: bot move x"
        assert (code, bool(re.search(held, words))) == (0, True), words
        assert ran(second, "move", "x", "--yes") == (
            1, f"bot: The workspace {first} is running, as process {service.pid}. Stop it first, then: bot move\n"
        )  # fmt: skip
        service.send_signal(signal.SIGTERM)
        assert service.wait(30) == 0
    finally:
        service.kill()
        service.communicate()
    code, words = ran(second, "move", "x", "--yes")
    assert (code, words.splitlines()[-1]) == (0, "x is held by this workspace now.")
    assert "is held by the workspace" in ran(first, "run", "--once")[1]
    assert re.search(rf"move .*x: from {re.escape(str(first))}", ran(second, "log")[1])


def test_another_machine_is_told_in_the_inbox(two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = two
    assert ran(first, "run", "--once")[0] == 0
    monkeypatch.setenv("BOT_HOST", "laptop-b")
    assert f"last served on {os.uname().nodename}" in ran(first)[1]
    code, words = ran(first, "move")
    assert (code, "Add --yes if you mean it." in words) == (2, True)
    assert ran(first, "move", "--yes")[1].endswith("x is held by this workspace now.\n")
    assert "last served on" not in ran(first)[1]


def test_what_needs_no_move_says_so(bot: Bot, two: tuple[Path, Path]) -> None:
    assert bot("move").err == "bot: No account is live, so there is nothing to move. See: bot status\n"
    first, _ = two
    assert ran(first, "move", "y") == (
        1, "bot: Nobody holds y, as only a live account that a program posts to is held. Use it as it is.\n"
    )  # fmt: skip
    assert ran(first, "move") == (0, "Nothing to move: no other workspace holds x.\n")
