"""Nostr as its readers see it: notes with their threads, and articles with their markdown rendered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.rehearsal import devto_view
from bot.rehearsal.feed import Article, Entry, Run, Source, linked, safe_href, short

if TYPE_CHECKING:
    from bot.rehearsal.entries import PostEntry

ARTICLE = 30023


def entry(post: PostEntry, _: Source, replies: tuple[Entry, ...] = ()) -> Entry:
    """A note or an article."""
    name, edited = post.account, "edits" in post.fields
    if post.fields.get("kind") != ARTICLE:
        return Entry(re.sub(r"\W", "-", post.id), name, "", post.at, tuple(linked(post.seen)), replies=replies, edited=edited)
    said = _said(post)
    url, summary = said.get("r", ""), said.get("summary", "")
    origin = Article(short(url).partition("/")[0], "", short(url), safe_href(url), None) if safe_href(url) else None
    runs = (Run("text", summary),) if summary else ()
    body = devto_view.body(post.seen)
    return Entry(
        re.sub(r"\W", "-", post.id), name, "", post.at, runs, article=origin, title=post.title, place="article", body=body, edited=edited
    )


def _said(post: PostEntry) -> dict[str, str]:
    """The first word of each of its tags."""
    tags = post.fields.get("tags")
    pairs = [tag for tag in tags if isinstance(tag, list) and len(tag) > 1] if isinstance(tags, list) else []
    return {str(tag[0]): str(tag[1]) for tag in reversed(pairs)}
