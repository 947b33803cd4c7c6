"""The article's own address as it is sent: tagged so that the author's statistics know where readers came from."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

if TYPE_CHECKING:
    from bot.model.post import Post


def canonical(post: Post, source: str) -> str:
    """The post's address, with `utm_source=source` where the site asks for it (`Post.utm`); empty without an address."""
    if not post.url or not post.utm:
        return post.url or ""
    parts = urlsplit(post.url)
    if any(name.startswith("utm_") for name, _ in parse_qsl(parts.query)):
        return post.url
    query = "&".join(part for part in (parts.query, f"utm_source={quote(source, safe='')}&utm_medium=social") if part)
    return urlunsplit(parts._replace(query=query))
