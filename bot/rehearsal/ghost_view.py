"""Posts of a Ghost site as their readers see them: cover, title, excerpt, the article, its tags, and where it was first."""

from __future__ import annotations

from collections.abc import Iterator

from bot.rehearsal.entries import PostEntry
from bot.rehearsal.feed import Article, Entry, Run, Source, pictures, safe_href, short
from bot.rehearsal.mail_view import shown
from bot.rehearsal.wire import text_in


def posts(entries: list[PostEntry], source: Source) -> Iterator[Entry]:
    """Whole articles, newest first."""
    return (_entry(post, source) for post in entries)


def _entry(post: PostEntry, source: Source) -> Entry:
    url, excerpt, tags = text_in(post.fields, "canonical_url"), text_in(post.fields, "custom_excerpt"), post.fields.get("tags")
    return Entry(
        post.id,
        post.account,
        "",
        post.at,
        (Run("text", excerpt),) if excerpt else (),
        pictures=pictures(post, source),
        article=Article(short(url).partition("/")[0], "", short(url), safe_href(url), None) if url else None,
        title=post.title,
        flair=", ".join(map(str, tags)) if isinstance(tags, list) else "",
        place="mailed to every reader too" if "mailed" in post.fields else "",
        body=shown(post.seen),
        edited="edits" in post.fields,
    )
