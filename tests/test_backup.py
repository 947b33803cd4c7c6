"""docs/backup.md, word for word: its own commands, in real processes, on live accounts. The network's ledger is the judge."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.rehearsal import launch

PAGE = Path(__file__).parents[1] / "docs" / "backup.md"
SETTINGS = """\
timezone: UTC
rehearsal: false
accounts:
  mastodon: {{platform: mastodon, server: mastodon.social, default: true, api: "{url}/mastodon", undo_window: 0s}}
  linkedin: {{platform: linkedin, default: true, api: "{url}/linkedin", undo_window: 0s}}
"""
POST = """\
---
title: {title}
url: https://example.org/{slug}
{more}lang: en
---
{title} is the whole of this small note, and it says so in one plain sentence for everybody who reads {slug}.
"""
ACCOUNTS = ("mastodon", "linkedin")
NEWER_LOGBOOK = "writing-broken/.bot/logbook.jsonl"


@dataclass(frozen=True, slots=True)
class Home:
    """A person's home with a workspace `writing` in it, and the network that stands in for the platforms."""

    path: Path
    network: Path

    @property
    def writing(self) -> Path:
        return self.path / "writing"

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BOT_", "XDG_"))}
        secrets = {f"BOT_{name.upper()}_ACCESS_TOKEN": f"rehearsal-{name}-access_token" for name in ACCOUNTS}
        return {**kept, **secrets, "HOME": str(self.path), "PATH": f"{self.path / 'bin'}:{kept['PATH']}"}

    def start(self, *argv: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            ["bot", *argv], cwd=self.writing, env=self.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def bot(self, *argv: str) -> str:
        """What `bot ARGV` said."""
        process = self.start(*argv)
        return process.communicate(timeout=120)[0]

    def follow(self, lines: list[str]) -> None:
        """Does what the page says, in a shell; its `bot run` ends where nothing is left to do."""
        script = "\n".join(lines).replace("/backup", str(self.path / "backup")).replace("bot run", "bot run --until-idle > said 2>&1")
        subprocess.run(["bash", "-ec", script + "\ntrue"], check=True, env=self.environment(), timeout=180)

    def write(self, slug: str, more: str = "") -> None:
        path = self.writing / "posts" / f"{slug}.md"
        path.write_text(POST.format(title=f"The {slug} of three notes", slug=slug, more=more))
        os.utime(path, (path.stat().st_mtime - 60,) * 2)

    def states(self) -> dict[tuple[str, str], str]:
        found = json.loads(self.bot("queue", "--json"))["deliveries"]
        return {(one["post"], one["account"]): one["state"] for one in found}

    def live(self) -> Counter[tuple[str, str]]:
        """How often each post stands on each platform."""
        records = launch.read_ledger(self.network).posts
        slugs = re.compile(r"example\.org/(\w+)")
        seen = ((each.platform, slugs.search(f"{each.text} {each.fields}")) for each in records if not each.deleted)
        return Counter((match[1], platform) for platform, match in seen if match)


def commands(chapter: str) -> list[str]:
    """The first block of commands in a chapter of the page, without its remarks."""
    text = PAGE.read_text().split(f"## {chapter}\n")[1]
    block = re.search(r"(?:^    .+\n)+", text, re.MULTILINE)
    assert block
    return [line.strip().partition("      #")[0] for line in block[0].splitlines()]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """`first` is live, `later` has its yes for another year, `since` waits for one; and all of that is in the backup."""
    made = Home(tmp_path, tmp_path / "network")
    made.network.mkdir()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "bot").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bot "$@"\n')
    (tmp_path / "bin" / "bot").chmod(0o755)
    network = launch.ensure(made.network, 8900)
    try:
        for folder in ("config", "posts"):
            (made.writing / folder).mkdir(parents=True)
        (made.writing / "config" / "bot.yaml").write_text(SETTINGS.format(url=network.url))
        made.write("first")
        made.write("later", "publish_at: 2199-01-07 10:00\n")
        made.write("since")
        made.bot("run", "--once")
        made.bot("approve", "--post", "first", "--now", "--yes")
        made.bot("approve", "--post", "later", "--yes")
        made.bot("run", "--until-idle")
        yield made
    finally:
        network.stop()


def back_up_while_it_runs(home: Home) -> None:
    service = home.start("run")
    assert service.stdout is not None
    try:
        while "Watching" not in service.stdout.readline():
            assert service.poll() is None
        home.follow(commands("Back up"))
        service.send_signal(signal.SIGTERM)
        assert service.wait(30) == 0
    finally:
        service.kill()
        service.communicate()


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the page's sqlite3 is not on this machine")
@pytest.mark.parametrize("old", [False, True], ids=["its newer logbook can be read", "the logbook is as old as the database"])
def test_the_procedure_of_the_page_sends_nothing_twice_and_asks_again_for_all_else(home: Home, old: bool) -> None:
    back_up_while_it_runs(home)
    home.bot("approve", "--post", "since", "--now", "--yes")
    home.bot("run", "--until-idle")
    before = home.live()
    assert before == {(slug, platform): 1 for slug in ("first", "since") for platform in ("mastodon", "linkedin")}
    home.follow([line for line in commands("Restore") if not (old and NEWER_LOGBOOK in line)])
    said = (home.writing / "said").read_text()
    assert "The database was lost or put back from an older copy: it knows nothing of" in said
    assert home.live() == before
    asked = {account: {post: state for (post, where), state in home.states().items() if where == account} for account in ACCOUNTS}
    assert asked["mastodon"] == {"first": "published", "since": "published", "later": "held"}
    assert asked["linkedin"] == asked["mastodon"]
    assert "It and the database say the same." in home.bot("doctor", "--offline")


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the page's sqlite3 is not on this machine")
def test_a_restored_folder_that_missed_nothing_keeps_every_yes(home: Home) -> None:
    back_up_while_it_runs(home)
    before = home.live()
    home.follow(commands("Restore"))
    assert "lost or put back" not in (home.writing / "said").read_text()
    assert home.live() == before
    assert {state for (post, _), state in home.states().items() if post == "later"} == {"approved"}
