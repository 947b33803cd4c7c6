"""`bot import` as a person and a program meet it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Bot
from tests.foreign.test_sources import MEDIUM


def test_import_says_what_came_what_was_there_and_what_was_refused(bot: Bot, root: Path, tmp_path: Path) -> None:
    page, broken = tmp_path / "noise.html", tmp_path / "broken.xml"
    page.write_text(MEDIUM, encoding="utf-8")
    broken.write_text("<?xml version='1.0'?><rss><channel>", encoding="utf-8")
    dry = bot("import", str(page), "--dry-run")
    assert (dry.code, dry.err.splitlines()[-1]) == (0, "Would be: 1 imported.")
    assert not (root / "posts" / "on-noise.md").exists()
    first = bot("import", str(page), str(broken))
    assert (first.code, first.out) == (1, "on-noise.md  On noise\n")
    assert f"{broken} was refused: its XML is broken" in first.err
    assert first.err.splitlines()[-1] == "1 imported, 1 refused."
    again = bot("import", str(page), "--json")
    (found,) = json.loads(again.out)["articles"]
    assert (again.code, found["state"], found["path"]) == (0, "here", "on-noise.md")


def test_a_source_that_is_not_there_is_one_refusal(bot: Bot, tmp_path: Path) -> None:
    ran = bot("import", str(tmp_path / "none.zip"))
    assert (ran.code, ran.out) == (1, "")
    assert "it cannot be read (No such file or directory)" in ran.err


def test_what_was_imported_can_be_previewed(bot: Bot, root: Path, tmp_path: Path) -> None:
    page = tmp_path / "noise.html"
    page.write_text(
        MEDIUM.replace("<p>Text.</p>", "<p>Noise of the gradient is what helps small batches to generalise well.</p>"), encoding="utf-8"
    )
    bot("import", str(page))
    shown = bot("preview", str(root / "posts" / "on-noise.md"))
    assert "Noise of the gradient" in shown.out
    assert "imported" not in shown.out
