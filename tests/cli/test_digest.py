"""`bot digest` as a person and a program meet it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Bot


def test_nothing_new_is_one_sentence_and_no_file(bot: Bot, root: Path) -> None:
    ran = bot("digest")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("Nothing new since the last issue")
    assert list((root / "posts").glob("digest-*")) == []


def test_links_make_an_issue_that_is_shown_then_written_and_bad_lines_are_named(bot: Bot, root: Path) -> None:
    (root / "links.md").write_text("- https://arxiv.org/abs/1 read it\nnothing\n", encoding="utf-8")
    dry = bot("digest", "--dry-run", "--title", "Two things")
    assert "title: Two things\n" in dry.out
    assert "- read it ([arxiv.org](https://arxiv.org/abs/1))\n" in dry.out
    assert "links.md:2 is left out: there is no address in it" in dry.err
    assert list((root / "posts").glob("digest-*")) == []
    ran = bot("digest", "--title", "Two things")
    (file,) = (root / "posts").glob("digest-*")
    assert (ran.code, ran.out) == (0, f"{file.name}  Two things\n")
    assert "No account is a newsletter yet, so it says draft: true" in ran.err
    assert file.read_text() == dry.out
    found = json.loads(bot("digest", "--json").out)
    assert (found["state"], found["path"], found["to"]) == ("waits", file.name, [])
    assert found["problems"] == [{"line": 2, "message": "there is no address in it that begins with https://"}]
    settings = root / "config" / "bot.yaml"
    settings.write_text(settings.read_text().replace("accounts:\n", "accounts:\n  kit: {platform: kit}\n", 1))
    assert "updated: 1 link, to kit." in bot("digest").err
    assert "to: [kit]\n" in file.read_text()


def test_a_day_that_is_none_is_wrong_use(bot: Bot) -> None:
    ran = bot("digest", "--since", "yesterday")
    assert ran.code == 2
    assert "2026-11-01" in ran.err
