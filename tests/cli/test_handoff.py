"""A hand-off: the prepared text, the platform's form, and the line that records what a person posted."""

from __future__ import annotations

import base64
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.delivery import State
from bot.store import Store
from tests.cli.conftest import Bot, put
from tests.terminal.samples import draft, segment
from tests.terminal.screen import OURS, hostile, on_a_terminal

BODY = "The *whole* article.\n\n    code = 1"
REDDIT = replace(
    draft(segment(BODY, limit=40_000), title="A title & more"),
    account="reddit",
    platform="reddit",
    fields={"subreddit": "test", "kind": "self"},
)


@pytest.fixture
def handed(store: Store) -> Store:
    put(store, "7k2", sheet=REDDIT, state=State.HANDOFF, approved=REDDIT.fingerprint)
    return store


def test_show_prepares_everything(bot: Bot, handed: Store, root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = bot("show", "7k2")
    assert ran.code == 0, ran.err
    file = root / ".bot" / "handoff" / "7k2.md"
    assert f"  1. The text is in {file}\n" in ran.out
    assert file.read_text() == BODY
    assert re.search(r"  2\. Open https://www\.reddit\.com/r/test/submit\S*A(%20|\+)title(%20|\+)%26(%20|\+)more", ran.out)
    assert "  3. When it is there: bot done 7k2 URL\n" in ran.out


def test_on_a_terminal_the_body_goes_to_the_clipboard(handed: Store, root: Path) -> None:
    code, seen = on_a_terminal([sys.executable, "-m", "bot", "--workspace", str(root), "show", "7k2"])
    assert code == 0
    (copied,) = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", seen)
    assert base64.b64decode(copied).decode() == BODY
    assert hostile(OURS.sub(b"", re.sub(rb"\x1b\]52;c;[A-Za-z0-9+/=]+\x07", b"", seen))) == set()
    assert not (root / ".bot" / "handoff").exists()


def test_json_copies_nothing(bot: Bot, handed: Store, root: Path) -> None:
    assert bot("show", "7k2", "--json").out.startswith('{"version": 1, "id": "7k2"')
    assert not (root / ".bot" / "handoff").exists()


def test_done_records_where_it_is(bot: Bot, handed: Store) -> None:
    url = "https://www.reddit.com/r/test/comments/1abcde/a_title/"
    ran = bot("done", "7k2", url)
    assert ran.code == 0, ran.err
    assert handed.delivery("7k2").state == State.PUBLISHED
    assert "1abcde" in handed.delivery("7k2").links[0]


def test_done_refuses_what_is_no_post(bot: Bot, handed: Store) -> None:
    ran = bot("done", "7k2", "https://example.org/")
    assert ran.code == 1
    assert handed.delivery("7k2").state == State.HANDOFF


MEDIUM = replace(
    draft(replace(segment("Words"), wire="<p>Words &amp; <code>x</code></p>"), title="A title & more"),
    account="medium",
    platform="medium",
    fields={"url": "https://example.org/a"},
)


def test_an_article_for_an_editor_is_imported_or_pasted_from_a_page(bot: Bot, store: Store, root: Path) -> None:
    settings = root / "config" / "bot.yaml"
    settings.write_text(settings.read_text().replace("accounts:\n", "accounts:\n  medium: {platform: medium}\n"))
    put(store, "9m2", sheet=MEDIUM, state=State.HANDOFF, approved=MEDIUM.fingerprint)
    ran = bot("show", "9m2")
    assert ran.code == 0, ran.err
    page = root / ".bot" / "handoff" / "9m2.html"
    assert "  1. Open https://medium.com/p/import and give it https://example.org/a\n" in ran.out
    assert f"  2. Should it not read that well: open {page} in a browser" in ran.out
    assert "<title>A title &amp; more</title>" in page.read_text()
    assert "<p>Words &amp; <code>x</code></p>" in page.read_text()
