"""`bot notify` as a person and a timer meet it: an address is asked for unseen, tried, kept, and shown nowhere."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_login import surroundings
from tests.commands import make_workspace
from tests.faults.field import until
from tests.loopback import Loopback, Reply, serving
from tests.terminal.talk import talking


@pytest.fixture
def phone() -> Iterator[Loopback]:
    """Something that takes notices."""
    with serving(lambda _: Reply(200, {})) as server:
        yield server


def secret(phone: Loopback) -> str:
    return phone.url.replace("http://", "json://ada:c4n4ry@")


def bot(root: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "bot", "notify", *arguments]
    return subprocess.run(command, cwd=root, env=surroundings(root, **variables), capture_output=True, text=True, check=False)


def test_an_address_is_asked_unseen_tried_kept_and_used(tmp_path: Path, phone: Loopback) -> None:
    root = make_workspace(tmp_path, "notify: [phone]\naccounts: {}\n")
    with talking([sys.executable, "-m", "bot", "notify", "phone"], cwd=root, env=surroundings(root)) as talk:
        talk.secret("Address: ", secret(phone))
        assert talk.ends() == 0, talk.seen
    assert "c4n4ry" not in talk.seen
    kept = root / ".bot" / "secrets.json"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert json.loads(kept.read_text()) == {"notify-phone": {"url": secret(phone)}}
    listed, tried = bot(root), bot(root, "--test", "--json")
    assert listed.stdout == "Notices go to phone.\n"
    assert json.loads(tried.stdout)["places"] == [{"place": "phone", "took": True}]
    assert [seen.json["message"] for seen in phone.seen] == ["Notices for phone arrive here.", "Notices from bot arrive here."]


def test_what_takes_no_notice_is_not_kept(tmp_path: Path) -> None:
    root = make_workspace(tmp_path, "accounts: {}\n")
    with talking([sys.executable, "-m", "bot", "notify", "phone"], cwd=root, env=surroundings(root)) as talk:
        talk.secret("Address: ", "tgram://c4n4ry")
        assert talk.ends() == 1
    assert "Nothing was saved" in talk.seen
    assert "c4n4ry" not in talk.seen
    assert not (root / ".bot" / "secrets.json").exists()


def test_that_no_service_runs_is_told_and_otherwise_nobody_is_disturbed(tmp_path: Path, phone: Loopback) -> None:
    root = make_workspace(tmp_path, "notify: [phone]\naccounts: {}\n")
    told = bot(root, "--down", BOT_NOTIFY_PHONE_URL=secret(phone))
    assert told.returncode == 0, told.stderr
    [seen] = phone.seen
    assert seen.json["title"] == "The service is down"
    assert seen.json["message"] == f"No service runs for {root}, so nothing is published.\nRun: bot doctor"
    again = bot(root, "--down", BOT_NOTIFY_PHONE_URL=secret(phone))
    assert (again.returncode, again.stdout[:12]) == (0, "Told before:")
    service = subprocess.Popen([sys.executable, "-m", "bot", "run"], cwd=root, env=surroundings(root), stdout=subprocess.PIPE, text=True)
    assert service.stdout
    try:
        while "Watching" not in service.stdout.readline():
            pass
        assert "The service runs" in bot(root, "--down", BOT_NOTIFY_PHONE_URL=secret(phone)).stdout
    finally:
        service.terminate()
        service.communicate(timeout=20)
    assert len(phone.seen) == 1
    assert "c4n4ry" not in told.stdout + told.stderr


def test_of_a_service_that_was_killed_it_is_told_since_when_there_is_none(tmp_path: Path, phone: Loopback) -> None:
    root = make_workspace(tmp_path, "notify: [phone]\naccounts: {}\n")
    service = subprocess.Popen([sys.executable, "-m", "bot", "run"], cwd=root, env=surroundings(root), stdout=subprocess.DEVNULL)
    until((root / ".bot" / "health.json").exists)
    service.kill()
    service.communicate(timeout=20)
    alive = json.loads((root / ".bot" / "health.json").read_text())["at"]
    assert bot(root, "--down", BOT_NOTIFY_PHONE_URL=secret(phone)).returncode == 0
    [seen] = phone.seen
    assert f"No service runs for {root} since {alive[:10]} {alive[11:16]}, so nothing is published." in seen.json["message"]


@pytest.mark.parametrize(
    ("settings", "arguments", "words"),
    [
        ("", [], "Nobody is told anything"),
        ("notify: [phone]\n", [], "Notices for phone have no address. Give it with: bot notify phone"),
        ("notify: ['tgram://1:c4n4ry/2']\n", [], "may hold a secret, which never stands here"),
        ("", ["json://127.0.0.1"], "here a name is wanted"),
        ("", ["phone"], "Run bot notify phone in a terminal"),
    ],
)
def test_each_mistake_is_one_sentence(tmp_path: Path, settings: str, arguments: list[str], words: str) -> None:
    ran = bot(make_workspace(tmp_path, f"{settings}accounts: {{}}\n"), *arguments)
    assert words in " ".join((ran.stdout + ran.stderr).split())
    assert "c4n4ry" not in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
