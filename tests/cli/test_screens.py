"""Snapshots of the main commands on terminals of 80 and 160 columns, as text that a person can read in a diff.

To write them anew after a change that is meant: BOT_SNAPSHOTS=write pytest tests/cli/test_screens.py
"""

from __future__ import annotations

import io
import os
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli.errors import guarded
from bot.model.delivery import State
from bot.model.draft import Draft, Problem
from bot.model.receipt import RemoteRef
from bot.store import Store
from tests.cli.conftest import LATER, LONG_AGO, put
from tests.terminal.samples import SPANS, draft, segment

FOLDER = Path(__file__).parent / "screens"
COMMANDS = ("", "status", "queue", "accounts", "log", "show fail", "show half", "approve wait --yes", "retract live")
WIDTHS = (80, 160)

SETTINGS = """\
site: {url: https://example.org}
posts: {path: ../posts}
timezone: Europe/London
accounts:
  linkedin: {platform: linkedin, default: true}
  x: {platform: x, default: true, monthly_budget_usd: 5}
  company-page-of-the-lab: {platform: linkedin}
  mastodon: {platform: mastodon, server: mastodon.social}
  reddit: {platform: reddit, subreddit: test, mode: handoff}
"""


class Terminal(io.StringIO):
    """Where Rich believes that somebody looks."""

    def isatty(self) -> bool:
        """Always."""
        return True


def sheet(account: str, platform: str, *more: str) -> Draft:
    """A thread for that account."""
    segments = (segment(spans=SPANS), *(segment(words) for words in more))
    return replace(draft(*segments), account=account, platform=platform)


@pytest.fixture
def busy(root: Path, store: Store) -> Store:
    """A workspace in which something waits, is in doubt, was refused half-way, went out, is to be posted by hand, and is paused."""
    (root / "config" / "bot.yaml").write_text(SETTINGS)
    named = {"title": "Why warm-up matters more than the learning rate that you spend a week choosing", "post": "why-warm-up-matters-more"}
    put(store, "wait")
    put(store, "firm", sheet=sheet("company-page-of-the-lab", "linkedin"))
    put(
        store, "fail", sheet=replace(draft(problems=(Problem("error", "too-long", "It is too long.", 14),))), post="other", title="Too long"
    )
    put(store, "yes1", sheet=sheet("linkedin", "linkedin"), state=State.WAITING, **named)
    store.move("yes1", "yes", LONG_AGO, who="anna@home", detail="Mon 7 Jan 2199 09:00", due=LATER, approved_by="anna@home")
    sent(store, "live", sheet("x", "x", "Then the second."), 2, **named)
    store.move("live", "sent", LONG_AGO.add(seconds=5))
    sent(store, "half", sheet("mastodon", "mastodon", "Then the second.", "And a third."), 1, **named)
    store.move("half", "refuse", LONG_AGO.add(seconds=6), note="Validation failed: Text character limit of 500 exceeded")
    sent(store, "what", sheet("linkedin", "linkedin"), 0, post="small-batches", title="Small batches")
    store.move("what", "doubt", LONG_AGO.add(seconds=7), note="the answer was lost")
    hand = sheet("reddit", "reddit")
    put(store, "hand", sheet=hand, state=State.HANDOFF, approved=hand.fingerprint, approved_by="anna@home", due=LONG_AGO)
    for slug in ("loss", "other"):
        store.save_post(replace(store.posts()[slug], publish_at="2199-01-07 09:00"))
    store.pause("mastodon", "the release slipped", LONG_AGO, "anna@home")
    return store


def sent(store: Store, id_: str, one: Draft, count: int, **named: str) -> None:
    """A delivery of which the first `count` segments went out, and nobody knows about the next one if there was none."""
    put(store, id_, sheet=one, state=State.APPROVED, approved=one.fingerprint, approved_by="bela@work", due=LONG_AGO, until=LATER, **named)
    fence = store.claim(id_, one.fingerprint, LONG_AGO)
    assert fence is not None
    for index in range(max(count, 1)):
        assert store.intend(id_, fence, index, "post", f"key-{id_}-{index}", LONG_AGO, LONG_AGO.add(seconds=index))
        state, ref = (
            ("sent", RemoteRef(f"11765960{index}", f"https://{one.platform}.example/@ada/11765960{index}")) if count else ("unsure", None)
        )
        assert store.receive(id_, fence, index, state, LONG_AGO.add(seconds=index), ref=ref, why="" if count else "the answer was lost")


def drawn(root: Path, width: int, command: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the command shows on a terminal of that width, without colours; what depends on today or on this machine is taken out."""
    out = Terminal()
    for name, value in (("COLUMNS", str(width)), ("TERM", "xterm-256color"), ("NO_COLOR", "1")):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", out)
    guarded(["--workspace", str(root), *command.split()])
    text = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())
    text = re.sub(r"\(in [\d dhmins]+\)|\([\d dhmins]+ ago\)", lambda found: "(" + "." * (len(found[0]) - 2) + ")", text)
    text = re.sub(r"\b\d+ d \d+ h\b", lambda found: "." * len(found[0]), text)  # in brackets that begin on the line before
    return re.sub(r" +$", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words.replace(" ", "-") or "bot")
def test_the_screen_is_the_one_that_is_kept(busy: Store, root: Path, command: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = drawn(root, width, command, monkeypatch)
    assert max(map(len, seen.splitlines())) <= width
    file = FOLDER / f"{command.replace(' ', '-') or 'bot'}-{width}.txt"
    if os.environ.get("BOT_SNAPSHOTS") == "write":
        FOLDER.mkdir(exist_ok=True)
        file.write_text(seen, "utf-8")
    assert seen == file.read_text("utf-8")
