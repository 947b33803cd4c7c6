"""Who started the service hears that it is up, that it lives, and that it stops; it can make it read its configuration again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.service.supervisor import Supervisor
from tests.commands import make_workspace

BY_HAND = """\
timezone: UTC
accounts:
  hackernews: {platform: hackernews, default: true}
"""


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[socket.socket]:
    """What a supervisor hears."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "ear"))
        ear.settimeout(30)
        yield ear


def service(tmp_path: Path, *, supervised: bool = True, ignoring: bool = False) -> subprocess.Popen[str]:
    root = make_workspace(tmp_path / "workspace", BY_HAND)
    surroundings = {**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")}
    if supervised:
        surroundings["NOTIFY_SOCKET"] = str(tmp_path / "ear")
    command = [*(["nohup"] if ignoring else []), sys.executable, "-P", "-m", "bot", "--workspace", str(root), "run"]
    return subprocess.Popen(
        command, env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def until(ear: socket.socket, word: bytes) -> bytes:
    while word not in (said := ear.recv(4096)):
        pass
    return said


def line(process: subprocess.Popen[str], word: str) -> str:
    assert process.stdout
    return next(said for said in process.stdout if word in said)


def test_it_says_that_it_is_up_lives_and_stops(tmp_path: Path, heard: socket.socket) -> None:
    process = service(tmp_path)
    said = until(heard, b"READY=1")
    assert b"STATUS=Watching " in said
    assert until(heard, b"WATCHDOG=1") == b"WATCHDOG=1"
    process.terminate()
    assert until(heard, b"STOPPING=1") == b"STOPPING=1"
    process.communicate(timeout=20)
    assert process.returncode == 0


def test_told_so_it_reads_its_configuration_again_and_goes_on(tmp_path: Path, heard: socket.socket) -> None:
    process = service(tmp_path)
    until(heard, b"READY=1")
    until(heard, b"WATCHDOG=1")
    process.send_signal(signal.SIGHUP)
    assert "holds from now on" in line(process, "configuration")
    process.terminate()
    process.communicate(timeout=20)


def test_after_a_night_switched_off_it_says_from_when_to_when_none_ran(tmp_path: Path) -> None:
    state = tmp_path / "workspace" / ".bot"
    state.mkdir(parents=True)
    (state / "health.json").write_text('{"at": "2026-11-01T21:30:00Z", "why": ""}')
    process = service(tmp_path, supervised=False)
    assert line(process, "No service ran").startswith("No service ran here from 2026-11-01 21:30 to 20")
    process.terminate()
    process.communicate(timeout=20)


@pytest.mark.parametrize("ignoring", [False, True])
def test_in_a_terminal_that_closes_it_ends_in_order_but_not_under_nohup(tmp_path: Path, ignoring: bool) -> None:
    process = service(tmp_path, supervised=False, ignoring=ignoring)
    line(process, "Watching")
    process.send_signal(signal.SIGHUP)
    if ignoring:
        process.terminate()
    process.communicate(timeout=20)
    assert process.returncode == 0


def test_a_supervisor_that_does_not_listen_disturbs_nothing(tmp_path: Path) -> None:
    for address in ("", str(tmp_path / "nobody"), "@nobody-of-a-test", "x" * 500):
        Supervisor(address).alive()
    assert not Supervisor("").listens


def test_what_it_says_is_one_line(tmp_path: Path, heard: socket.socket) -> None:
    Supervisor(str(tmp_path / "ear")).ready("a folder\nWATCHDOG=trigger")
    assert heard.recv(4096) == b"READY=1\nSTATUS=a folder WATCHDOG=trigger"
