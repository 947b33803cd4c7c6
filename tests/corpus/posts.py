"""The real posts of ../shared/data, read the way the service reads a file, and told on every platform there is."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot import platforms
from bot.model.draft import Draft
from bot.model.post import Post
from bot.model.settings import Account, Posts, Site
from bot.text.source import read_post

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
needs_posts = pytest.mark.skipif(not (DATA / "mlposts").is_dir(), reason="the real posts of ../shared/data are not here")
OWN: dict[str, dict[str, Any]] = {
    "mailchimp": {"server": "us21.api.mailchimp.com", "audience": "0a1b2c3d4e"},
    "reddit": {"subreddit": "test"},
    "mastodon": {"server": "mastodon.social"},
    "telegram": {"chat": "@channel"},
    "ghost": {"server": "blog.example.com"},
    "nostr": {"relays": ("wss://relay.example.com", "wss://nos.example.com")},
    "smtp": {"host": "mail.example.org", "sender": "Ada <ada@example.org>"},
}
"""What an account of a platform cannot do without."""


@dataclass(frozen=True)
class Told:
    """One article, as it stands in the data, as it was read, and what every platform would get; `seconds` of processor for all of it."""

    row: dict[str, Any]
    post: Post
    drafts: dict[str, Draft]
    seconds: float = 0.0


@cache
def rows() -> tuple[dict[str, Any], ...]:
    """Every post as it stands in the data: id, lang, title, body ..."""
    return tuple(row for folder in ("mlposts", "mlposts-i18n") for row in _lines(DATA / folder / "posts.jsonl"))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def address_of(row: dict[str, Any]) -> str:
    """Where the article stands."""
    return f"https://example.org/{row['id']}"


def file_of(row: dict[str, Any]) -> bytes:
    """The post as a file with front matter."""
    head = {"title": row["title"], "lang": row["lang"], "url": address_of(row)}
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items())
    return f"---\n{lines}---\n{row['body']}".encode()


def post_of(row: dict[str, Any]) -> Post:
    """The post, read."""
    return read_post(file_of(row), f"{row['id']}.md", Site(), Posts(), ())


@cache
def account(platform: str) -> Account:
    """An account there, as `bot init` would make it."""
    own: dict[str, Any] = OWN.get(platform, {})
    return platforms.load(platform).Account(name=platform, platform=platform, **own)


def told(row: dict[str, Any]) -> Told:
    """The article on every platform."""
    begin = time.process_time()
    post = post_of(row)
    drafts = {name: platforms.load(name).render(post, account(name), {}) for name in platforms.names()}
    return Told(row, post, drafts, time.process_time() - begin)
