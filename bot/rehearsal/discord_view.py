"""How Discord shows a message: its markdown with a line's end as a break, pictures below, a card for an address that stands free."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from bot.rehearsal.feed import ADDRESS, Article, Entry, Source, pictures, safe_href, short
from bot.rehearsal.wire import text_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt

    from bot.rehearsal.entries import PostEntry

_HIDDEN = re.compile(r"<https?://[^<>\s]*>|`[^`]*`")


def posts(found: list[PostEntry], source: Source) -> Iterator[Entry]:
    """A channel, its newest message first."""
    return (_entry(post, source) for post in found)


def _entry(post: PostEntry, source: Source) -> Entry:
    from markupsafe import Markup

    called = post.fields.get("called")
    free = ADDRESS.search(_HIDDEN.sub(" ", post.text))
    card = Article("", "", short(free[0]).partition("/")[0], safe_href(free[0]), None) if free else None
    return Entry(
        post.id,
        text_in(post.fields, "username"),
        post.account,
        post.at,
        pictures=pictures(post, source),
        article=card,
        body=Markup(_markdown().render(post.seen)),  # noqa: S704 - rendered with HTML off
        warning=f"This called {', '.join(map(str, called))}" if isinstance(called, list) and called else "",
        edited="edits" in post.fields,
    )


@cache
def _markdown() -> MarkdownIt:
    """Discord's markdown as far as its reader notices: no HTML, no pictures, no tables, no rules."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True}).enable(["strikethrough", "linkify"])
    made.disable(["image", "hr", "lheading", "reference", "entity"])
    made.validateLink = lambda url: bool(safe_href(url))  # type: ignore[method-assign]
    return made
