"""What a Bluesky server checks of a post, as lexicon app.bsky.feed.post says it (PDS 0.4.217): each rule as a sentence of refusal.

Compared with the real server by tests/counterparts: same requests, same status and error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

POSTS = "app.bsky.feed.post"
GRAPHEMES, BYTES = 300, 3000
TAG_GRAPHEMES, TAG_BYTES = 64, 640
MOST_IMAGES, MOST_LANGS, MOST_TAGS = 4, 3, 8
PICTURE_BYTES = 1_000_000
TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
DID = re.compile(r"did:[a-z]+:[a-zA-Z0-9._:%-]{1,200}(?<![:%])")
HANDLE = re.compile(r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?")
URI = re.compile(r"\w+:(?://)?[^\s/]\S*", re.ASCII)
AT_URI = re.compile(r"at://[^/\s]+/[a-zA-Z0-9.-]+/[\w.~:-]+", re.ASCII)
LANG = re.compile(r"(?:[a-z]{2,3}|i|x)(?:-[A-Za-z0-9]{1,8})*")
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,20})?(?:Z|[+-]\d\d:\d\d)")


def wrong(record: object) -> str:
    """Why the record is no post, as half a sentence; nothing when it is one."""
    return next(_faults(record), "")


def pictures(record: dict[str, Any]) -> list[tuple[dict[str, Any], str]]:
    """The blobs that a valid post shows, with their alt texts; a card's has none."""
    embed = record.get("embed") or {}
    if embed.get("$type") == "app.bsky.embed.images":
        return [(image["image"], image["alt"]) for image in embed["images"]]
    thumb = embed.get("external", {}).get("thumb")
    return [(thumb, "")] if thumb else []


def _faults(record: object) -> Iterator[str]:
    if not isinstance(record, dict):
        yield "Input/record must be an object"
        return
    if record.get("$type", POSTS) != POSTS:
        yield f"Invalid $type: expected {POSTS}, got {record['$type']}"
    text = record.get("text")
    if not isinstance(text, str):
        yield 'Record must have the property "text"'
        return
    yield from _long(text, "text", GRAPHEMES, BYTES)
    if not _date(record.get("createdAt")):
        yield "Record/createdAt must be an valid atproto datetime (both RFC-3339 and ISO-8601)"
    yield from _lists(record)
    yield from _reply(record.get("reply"))
    for facet in record.get("facets") or ():
        yield from _facet(facet)
    yield from _embed(record.get("embed"))


def _lists(record: dict[str, Any]) -> Iterator[str]:
    for name, most, form in (("langs", MOST_LANGS, LANG), ("tags", MOST_TAGS, re.compile("(?s).*"))):
        values = record.get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, str) and form.fullmatch(value) for value in values):
            yield f"Record/{name} must be an array of its kind"
        elif len(values) > most:
            yield f"Record/{name} must not have more than {most} elements"
    facets = record.get("facets", [])
    if not isinstance(facets, list):
        yield "Record/facets must be an array"


def _reply(reply: object) -> Iterator[str]:
    if reply is None:
        return
    for name in ("root", "parent"):
        ref = reply.get(name) if isinstance(reply, dict) else None
        if (
            not isinstance(ref, dict)
            or not AT_URI.fullmatch(str(ref.get("uri")))
            or not re.fullmatch("b[a-z2-7]{30,}", str(ref.get("cid")))
        ):
            yield f"Record/reply/{name} must be a strong reference"


def _facet(facet: object) -> Iterator[str]:
    index = facet.get("index") if isinstance(facet, dict) else None
    features = facet.get("features") if isinstance(facet, dict) else None
    places = [index.get(name) for name in ("byteStart", "byteEnd")] if isinstance(index, dict) else []
    if not places or not all(type(place) is int and place >= 0 for place in places) or not isinstance(features, list):
        yield "Record/facets must have an index and features"
        return
    for feature in features:
        yield from _feature(feature)


def _feature(feature: object) -> Iterator[str]:
    kind = str(feature.get("$type")) if isinstance(feature, dict) else ""
    value = feature if isinstance(feature, dict) else {}
    if kind.endswith("#link") and not URI.fullmatch(str(value.get("uri"))):
        yield "Record/facets/features/uri must be a uri"
    if kind.endswith("#mention") and not DID.fullmatch(str(value.get("did"))):
        yield "Record/facets/features/did must be a valid did"
    if kind.endswith("#tag"):
        yield from _long(str(value.get("tag")), "facets/features/tag", TAG_GRAPHEMES, TAG_BYTES)


def _embed(embed: object) -> Iterator[str]:
    kind = str(embed.get("$type")) if isinstance(embed, dict) else ""
    value = embed if isinstance(embed, dict) else {}
    if kind == "app.bsky.embed.images":
        images = value.get("images")
        if not isinstance(images, list) or len(images) > MOST_IMAGES:
            yield f"Record/embed/images must not have more than {MOST_IMAGES} elements"
            return
        for image in images:
            if not isinstance(image, dict) or not isinstance(image.get("alt"), str):
                yield 'Record/embed/images must have the property "alt"'
                return
            yield from _blob(image.get("image"))
    if kind == "app.bsky.embed.external":
        card = value.get("external")
        words = [card.get(name) for name in ("uri", "title", "description")] if isinstance(card, dict) else [None]
        if not all(isinstance(word, str) for word in words) or not URI.fullmatch(str(words[0])):
            yield "Record/embed/external must have uri, title and description"
        elif isinstance(card, dict) and "thumb" in card:
            yield from _blob(card["thumb"])


def _blob(blob: object) -> Iterator[str]:
    ref = blob.get("ref") if isinstance(blob, dict) and blob.get("$type") == "blob" else None
    if not isinstance(ref, dict) or not isinstance(ref.get("$link"), str) or not isinstance(blob, dict):
        yield "Record/embed should be a blob ref"
    elif not isinstance(blob.get("size"), int) or blob["size"] > PICTURE_BYTES:
        yield f"This file is too large. It is {blob.get('size')} but the maximum size is {PICTURE_BYTES}"
    elif not str(blob.get("mimeType")).startswith("image/"):
        yield "Record/embed must be an image"


def _long(text: str, name: str, graphemes: int, size: int) -> Iterator[str]:
    import regex

    if len(text.encode("utf-8", "surrogatepass")) > size:
        yield f"Record/{name} must not be longer than {size} characters"
    if len(regex.findall(r"\X", text)) > graphemes:
        yield f"Record/{name} must not be longer than {graphemes} graphemes"


def _date(value: object) -> bool:
    if not isinstance(value, str) or not DATE.fullmatch(value):
        return False
    try:
        return datetime.fromisoformat(re.sub(r"\.\d+", "", value).replace("Z", "+00:00")).year > 0
    except ValueError:
        return False
