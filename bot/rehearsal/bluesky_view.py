"""How Bluesky's app shows posts: facets over bytes of the text, pictures or a card below it, threads joined by a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.rehearsal import bluesky
from bot.rehearsal.feed import Article, Entry, Run, Source, pictures, safe_href, short
from bot.rehearsal.wire import text_in

if TYPE_CHECKING:
    from bot.rehearsal.entries import PostEntry

APP = "https://bsky.app"


def runs(record: Mapping[str, Any]) -> tuple[Run, ...]:
    """A record's text with its facets. One that begins before another has ended, or that ends past the text, is not shown."""
    data = str(record.get("text") or "").encode("utf-8", "surrogatepass")
    found: list[Run] = []
    at = 0
    for facet in sorted(record.get("facets") or (), key=lambda each: int(each["index"]["byteStart"])):
        start, end = int(facet["index"]["byteStart"]), int(facet["index"]["byteEnd"])
        if start < at or end > len(data) or end <= start or not facet["features"]:
            continue
        found += [Run("text", _words(data[at:start])), _led(facet["features"][0], _words(data[start:end]))]
        at = end
    return tuple(run for run in (*found, Run("text", _words(data[at:]))) if run.text)


def _words(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _led(feature: Mapping[str, Any], words: str) -> Run:
    kind = text_in(feature, "$type").partition("#")[2]
    if kind == "mention":
        return Run("mention", words, f"{APP}/profile/{text_in(feature, 'did')}")
    if kind == "tag":
        return Run("hashtag", words, f"{APP}/hashtag/{text_in(feature, 'tag')}")
    return Run("link", words, safe_href(text_in(feature, "uri"))) if kind == "link" else Run("text", words)


def entry(post: PostEntry, source: Source, replies: tuple[Entry, ...] = ()) -> Entry:
    """A post with its pictures or its card, and the `replies` below it."""
    record = post.fields.get("record")
    said = record if isinstance(record, dict) else {}
    shown = pictures(post, source)
    url = text_in(said, "embed", "external", "uri")
    title, about = (text_in(said, "embed", "external", name) for name in ("title", "description"))
    card = Article(title, about, short(url).partition("/")[0], safe_href(url), shown[0] if shown else None) if url else None
    name = bluesky.handle(post.account)
    id_ = post.id.rpartition("/")[2]
    return Entry(id_, post.account, name, post.at, runs(said), (), () if card else shown, card, replies)
