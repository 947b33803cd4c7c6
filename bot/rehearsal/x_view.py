"""What X gives back of a post: t.co links with their entities, HTML entities, the fields asked for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from bot.rehearsal.entries import PostEntry
from bot.rehearsal.wire import Asked, number_of

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def handle(account: str) -> str:
    """The account's name on X: at most 15 letters, digits and underscores."""
    return re.sub(r"\W", "_", account, flags=re.ASCII)[:15]


def shortened(post: PostEntry) -> tuple[str, list[dict[str, Any]]]:
    """The text with every link as t.co, pictures as a last link, `&<>` escaped; and the entities that tell the real links."""
    from twitter_text import extract_urls_with_indices

    parts: list[str] = []
    entities: list[dict[str, Any]] = []
    at = 0
    for found in extract_urls_with_indices(post.seen):
        start, end = found["indices"]
        parts.append(post.seen[at:start])
        _add(parts, entities, *_link(post, found["url"], start))
        at = end
    parts.append(post.seen[at:])
    if post.media:
        parts.append(" " if post.seen else "")
        shown = f"https://x.com/{handle(post.account)}/status/{post.id}/photo/1"
        _add(parts, entities, *_link(post, shown, -1))
    text = "".join(parts)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), entities


def _link(post: PostEntry, url: str, at: int) -> tuple[str, dict[str, Any]]:
    digest = hashlib.sha256(f"{post.id} {at} {url}".encode()).digest()
    short = "https://t.co/" + "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:10])
    full = url if re.match(r"(?i)https?://", url) else f"http://{url}"
    display = re.sub(r"(?i)^https?://(www\.)?", "", url)
    return short, {"url": short, "expanded_url": full, "display_url": display if len(display) <= 27 else f"{display[:26]}…"}


def _add(parts: list[str], entities: list[dict[str, Any]], short: str, entity: dict[str, Any]) -> None:
    start = sum(map(len, parts))
    parts.append(short)
    entities.append({"start": start, "end": start + len(short), **entity})


def post(entry: PostEntry, wanted: Iterable[str]) -> dict[str, Any]:
    """The post as GET gives it, with the optional fields in `wanted`."""
    text, entities = shortened(entry)
    author = str(number_of(entry.account, 19))
    parent = [{"type": "replied_to", "id": entry.parent}] if entry.parent else []
    optional: dict[str, Any] = {
        "author_id": author,
        "created_at": f"{entry.at[:19]}.000Z",
        "entities": {"urls": entities} if entities else None,
        "referenced_tweets": parent or None,
        "in_reply_to_user_id": author if parent else None,
        "attachments": {"media_keys": [f"3_{picture.id}" for picture in entry.media]} if entry.media else None,
        "public_metrics": dict.fromkeys(("retweet_count", "reply_count", "like_count", "quote_count", "impression_count"), 0),
        "conversation_id": entry.id if not parent else None,
    }
    data: dict[str, Any] = {"edit_history_tweet_ids": [entry.id], "id": entry.id, "text": text}
    return data | {name: optional[name] for name in wanted if optional.get(name) is not None}


def part(asked: Asked, name: str) -> bytes:
    """One field or file of a multipart body; empty when it is not there or the form is broken."""
    from python_multipart import create_form_parser
    from python_multipart.exceptions import FormParserError

    found: list[bytes] = []

    def keep(field: Any) -> None:
        if field.field_name == name.encode():
            found.append(_content(field))

    try:
        parser = create_form_parser({"Content-Type": asked.headers["content-type"].encode()}, keep, keep)
        parser.write(asked.body)
        parser.finalize()
    except (FormParserError, KeyError):
        return b""
    return found[0] if found else b""


def _content(field: Any) -> bytes:
    if not hasattr(field, "file_object"):
        return bytes(field.value or b"")
    field.file_object.seek(0)
    return bytes(field.file_object.read())
