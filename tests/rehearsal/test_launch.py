"""The process: comes up once, says where it is, dies with its parent, and can be asked after a crash."""

from __future__ import annotations

import contextlib
import json
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.errors import UserError
from bot.rehearsal import launch
from bot.rehearsal.__main__ import bind
from bot.rehearsal.launch import Network, address_file, ensure, read_ledger, running


def gone(pid: int) -> bool:
    """Whether a process has ended, waiting for it up to ten seconds."""
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        SystemClock().sleep(0.05)
    return False


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Network]:
    network = ensure(tmp_path, port=0)
    yield network
    network.stop()


def test_it_says_where_it_is_and_is_used_again(own: Network, tmp_path: Path) -> None:
    assert json.loads(address_file(tmp_path).read_text("utf-8")) == {"url": own.url, "pid": own.pid}
    again = ensure(tmp_path, port=0)
    assert (again.url, again.pid, again.process) == (own.url, own.pid, None)
    assert own.url.startswith("http://127.0.0.1:")


def test_a_second_process_on_the_folder_says_so_and_ends_well(own: Network, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot.rehearsal", "--root", str(tmp_path), "--port", "0"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{own.url}/" in done.stdout


def test_one_that_does_not_end_by_itself_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "PATIENCE", 0.1)
    deaf = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], stdin=subprocess.PIPE)
    Network("http://127.0.0.1:9", deaf.pid, deaf).stop()
    assert deaf.returncode == -signal.SIGKILL


def test_a_taken_port_means_the_next_one(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        network = ensure(tmp_path, port=port)
        network.stop()
    assert network.url != f"http://127.0.0.1:{port}"


def test_two_networks_that_start_together_get_a_port_each() -> None:
    with bind(0) as free:
        port = free.getsockname()[1]
    with bind(port) as one, bind(port) as other:
        ports = [door.getsockname()[1] for door in (one, other)]
        for door in (one, other):
            door.listen()
    assert len(set(ports)) == 2


def test_it_listens_on_loopback_only(own: Network) -> None:
    port = int(own.url.rpartition(":")[2])
    sockets = [line.split() for line in Path(f"/proc/{own.pid}/net/tcp").read_text("utf-8").splitlines()[1:]]
    listening = {fields[1] for fields in sockets if fields[3] == "0A" and int(fields[1].split(":")[1], 16) == port}
    assert {address.split(":")[0] for address in listening} == {"0100007F"}


def test_it_ends_with_its_parent_even_when_that_is_killed(tmp_path: Path) -> None:
    script = (
        "import sys, signal; from pathlib import Path; from bot.rehearsal.launch import ensure\n"
        "print(ensure(Path(sys.argv[1]), port=0).pid, flush=True); signal.pause()"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    assert gone(pid)
    assert running(tmp_path) is None
    assert not address_file(tmp_path).exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_without_a_parent_it_lives_until_told(tmp_path: Path, number: int) -> None:
    command = [sys.executable, "-m", "bot.rehearsal", "--root", str(tmp_path), "--port", "0"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "The rehearsal network runs: http://127.0.0.1:" in process.stdout.readline()
        assert running(tmp_path) is not None
        process.send_signal(number)
        assert process.wait(timeout=10) == 0
    assert not address_file(tmp_path).exists()


def test_a_file_of_a_dead_one_is_replaced(tmp_path: Path) -> None:
    first = ensure(tmp_path, port=0)
    assert first.process is not None
    first.process.kill()
    first.stop()
    assert address_file(tmp_path).exists(), "killed, it could not tidy up"
    assert running(tmp_path) is None
    second = ensure(tmp_path, port=0)
    second.stop()
    assert second.pid != first.pid


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"url": 1}', '{"url": "http://example.org", "pid": 1}', '{"url": "http://127.0.0.1:1", "pid": 1}']
)
def test_a_broken_address_counts_for_nothing(tmp_path: Path, text: str) -> None:
    address_file(tmp_path).write_text(text, "utf-8")
    assert running(tmp_path) is None


def test_another_folders_network_is_not_taken_for_ones_own(own: Network, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    address_file(other).write_text(json.dumps({"url": own.url, "pid": own.pid + 1}), "utf-8")
    assert running(other) is None


def test_a_folder_that_is_none_is_one_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(UserError, match=r"^The rehearsal network can't write in .*\.$"):
        ensure(tmp_path / "file")


def test_a_ledger_that_is_none_is_one_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "rehearsal.sqlite").write_bytes(b"this is no database, whatever its name says" * 100)
    with pytest.raises(UserError, match="did not start") as caught:
        ensure(tmp_path, port=0)
    assert "file is not a database" in str(caught.value)


def test_the_ledger_can_be_read_before_during_and_after(tmp_path: Path) -> None:
    assert read_ledger(tmp_path).posts == ()
    network = ensure(tmp_path, port=0)
    assert read_ledger(tmp_path).requests == ()
    network.stop()
    assert read_ledger(tmp_path).requests == ()


def test_the_ledger_is_synced_at_every_commit(own: Network, tmp_path: Path) -> None:
    from bot.rehearsal.ledger import Ledger

    ledger = Ledger(tmp_path / "rehearsal.sqlite")
    modes = [ledger._db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    ledger.close()
    assert modes == ["wal", 2]


def test_what_was_accepted_survives_a_kill(tmp_path: Path) -> None:
    import requests

    network = ensure(tmp_path, port=0)
    assert network.process is not None
    form = {"kind": "self", "sr": "test", "title": "Kept", "text": "words"}
    headers = {"Authorization": "bearer rehearsal-ada-access_token"}
    answer = requests.post(f"{network.url}/reddit/api/submit/", data=form, headers=headers, timeout=10)
    network.process.kill()
    network.stop()
    assert [post.id for post in read_ledger(tmp_path).posts] == [answer.json()["json"]["data"]["id"]]
    with contextlib.closing(sqlite3.connect(tmp_path / "rehearsal.sqlite")) as ledger:
        assert ledger.execute("PRAGMA integrity_check").fetchone() == ("ok",)
