"""docs/one-article.md shows what the code does: the same texts, folds, segments and lengths."""

from __future__ import annotations

import re

from tests.scripts import loaded


def without_sizes(page: str) -> str:
    """The page without the bytes of its pictures, which another build of the image libraries may change."""
    return re.sub(r"─+ ([A-Z]+, \d+x\d+), [\d.]+ \w+ ─", r"\1", page)


def test_the_page_is_what_the_code_shows() -> None:
    script = loaded("one_article")
    there = script.PAGE.read_text("utf-8")
    assert without_sizes(there) == without_sizes(script.page()), "the texts have changed: run make shapes, and read the page"
    assert all(f"\n## {name}\n" in there for name in ("linkedin", "x", "reddit"))
    assert "shown after …more" in there
