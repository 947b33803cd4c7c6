"""The network of a workspace as a real process: its page knows what is due, and only reads."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from bot.rehearsal.launch import Network, ensure

SETTINGS = """\
timezone: Asia/Tokyo
rehearsal: true
accounts:
  x: {platform: x, default: true}
  linkedin: {platform: linkedin, default: true}
schedule: {slots: ["Mon-Sun 09:00"], spacing: 2h}
"""
POST = "---\ntitle: Tea at four\nurl: https://example.org/tea\n---\nWe drink tea at four. It is better than coffee, and cheaper too.\n"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("workspace")
    for name, words in (("config/bot.yaml", SETTINGS), ("posts/tea.md", POST)):
        (root / name).parent.mkdir()
        (root / name).write_text(words, "utf-8")
    done = subprocess.run([sys.executable, "-m", "bot", "run", "--once"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module")
def network(workspace: Path) -> Iterator[Network]:
    running = ensure(workspace / ".bot", port=0, program="bot.network")
    yield running
    running.stop()


def get(network: Network, path: str) -> requests.Response:
    return requests.get(f"{network.url}{path}", timeout=300)


def test_the_calendar_shows_the_drafts_in_the_zone_of_the_workspace_and_changes_nothing(workspace: Path, network: Network) -> None:
    database = workspace / ".bot" / "bot.sqlite"
    before = hashlib.sha256(database.read_bytes()).hexdigest()
    answer = get(network, "/calendar")
    assert answer.status_code == 200
    assert "We drink tea at four." in answer.text
    assert answer.text.count('<span class="state waiting">waits for your yes</span>') == 2
    assert "times of <b>Asia/Tokyo</b>" in answer.text
    assert ">09:00</time> Tea at four" in answer.text
    assert hashlib.sha256(database.read_bytes()).hexdigest() == before
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_the_feeds_have_a_way_to_it(network: Network) -> None:
    answer = get(network, "/")
    assert '<a href="/calendar">Calendar</a>' in answer.text
    assert "times of <b>Asia/Tokyo</b>" in answer.text


def test_an_account_can_be_chosen(network: Network) -> None:
    answer = get(network, "/calendar?account=x")
    assert 'aria-label="X, x, ' in answer.text
    assert 'aria-label="LinkedIn, linkedin, ' not in answer.text
    assert 'href="/calendar?account=x&amp;account=linkedin"' in answer.text


def test_settings_that_are_broken_are_said_in_a_sentence(workspace: Path, network: Network) -> None:
    settings = workspace / "config" / "bot.yaml"
    settings.write_text(SETTINGS + "colour: red\n", "utf-8")
    answer = get(network, "/calendar")
    settings.write_text(SETTINGS, "utf-8")
    assert answer.status_code == 503
    assert "colour" in answer.text
    assert "Traceback" not in answer.text


def test_a_network_without_a_workspace_says_so(tmp_path: Path) -> None:
    running = ensure(tmp_path, port=0)
    try:
        answer = get(running, "/calendar")
        assert (answer.status_code, "bot rehearsal" in answer.text) == (404, True)
        assert "/calendar" not in get(running, "/").text
    finally:
        running.stop()
