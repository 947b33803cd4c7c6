"""The real posts of ../shared/data, read the way the service reads a file; and what is needed to judge what becomes of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.model.post import Post
from bot.model.settings import Posts, Site
from bot.text.source import read_post

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
needs_posts = pytest.mark.skipif(not (DATA / "mlposts").is_dir(), reason="the real posts of ../shared/data are not here")


@cache
def rows() -> tuple[dict[str, Any], ...]:
    """Every post as it stands in the data: id, lang, title, body ..."""
    return tuple(row for folder in ("mlposts", "mlposts-i18n") for row in _lines(DATA / folder / "posts.jsonl"))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def file_of(row: dict[str, Any]) -> bytes:
    """The post as a file with front matter."""
    head = {"title": row["title"], "lang": row["lang"], "url": f"https://example.org/{row['id']}"}
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items())
    return f"---\n{lines}---\n{row['body']}".encode()


def post_of(row: dict[str, Any]) -> Post:
    """The post, read."""
    return read_post(file_of(row), f"{row['id']}.md", Site(), Posts(), ())


LEAKS = {
    "bold": r"\*\*\S|\S\*\*",
    "link": r"\]\(",
    "reference": r"\]\[|\[\^|\[@",
    "table": r"\|[^|\n]*\|[^|\n]*\|",
    "formula": r"\$[^$\n]*[\\^_{][^$\n]*\$|\\(?:frac|sum|alpha|theta|mathbb|begin|text|left)\b",
    "tag": r"</?(?:a|b|i|p|br|div|span|img|em|strong|code|pre|table|td|tr|ul|li|sup|sub|h\d|iframe|video|details|summary)\b[^<>]*>",
    "template": r"\{\{|\}\}|\{%|%\}|\{:[.#]|\{#\w",
    "fence": r"```|~~~|:::|^#{1,6} ",
    "front matter": r"^---$",
    "comment": r"<!--|-->",
    "gap": "\ufffc",
}
LEAK = {name: re.compile(pattern, re.MULTILINE) for name, pattern in LEAKS.items()}


def leaks(text: str) -> list[str]:
    """The kinds of markup that are left in `text`."""
    return [name for name, pattern in LEAK.items() if pattern.search(text)]
