"""What is more than words in a Bluesky post: links behind short words, hashtags, mentions; and facets, which tell the server of them.

A facet counts bytes of UTF-8, its end exclusive (lexicon app.bsky.richtext.facet, 2026-08). The server does not check that it lies
within the text, and makes no link of its own: what has no facet is plain words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.model.draft import Segment, Span
from bot.text.count import graphemes
from bot.text.plain import Words

if TYPE_CHECKING:
    from bot.model.draft import FieldValue

LONGEST_TAG, LONGEST_TAG_BYTES = 64, 640
"""Graphemes and bytes of a hashtag without its sign (lexicon app.bsky.richtext.facet, 2026-08)."""

LONGEST_PATH = 15
"""Graphemes of a path that is shown whole, as Bluesky's own app does (social-app, 2026-08)."""

_ELEMENT = re.compile(
    r"(?P<link>https?://[^\s<>\"“”«»]+)"
    r"|(?<![\w&/#＃@])[#＃](?P<tag>(?=\w*[^\W\d_])\w+)"
    r"|(?<![\w@/.])@(?P<handle>[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})(?![\w@])"
)
_AFTER_LINK = ".,;:!?'’»…*_`"
_TYPES = {"link": ("link", "uri"), "mention": ("mention", "did"), "hashtag": ("tag", "tag")}


def read(raw: str, people: Mapping[str, str], *, short: bool) -> Words:
    """`raw` as its readers see it, with spans; `people` are DIDs by lower-case handle. With `short`, links stand behind short words."""
    parts: list[str] = []
    spans: list[Span] = []
    at = done = 0
    for match in _ELEMENT.finditer(raw):
        kind, end, target = _element(match, people)
        if not kind:
            continue
        said = raw[match.start() : end]
        shown = shortened(target) if kind == "link" and short else said
        at += match.start() - done
        spans.append(Span(at, at + len(shown), kind, target))
        parts += [raw[done : match.start()], shown]
        at, done = at + len(shown), end
    return Words("".join((*parts, raw[done:])), tuple(spans))


def _element(match: re.Match[str], people: Mapping[str, str]) -> tuple[Any, int, str]:
    """Kind, end and target of what was met; no kind where it is plain words after all."""
    if match["link"]:
        url = whole(match["link"])
        return ("link" if _host(url) else ""), match.start() + len(url), url
    if match["tag"]:
        fits = len(match["tag"].encode()) <= LONGEST_TAG_BYTES and len(graphemes(match["tag"])) <= LONGEST_TAG
        return ("hashtag" if fits else ""), match.end(), match["tag"]
    did = people.get(match["handle"].casefold(), "")
    return ("mention" if did else ""), match.end(), did


def whole(found: str) -> str:
    """An address without the punctuation of the sentence that it stands in."""
    end, opened, closed = len(found), found.count("("), found.count(")")
    while end and (found[end - 1] in _AFTER_LINK or (found[end - 1] in ")]" and (found[end - 1] == "]" or closed > opened))):
        closed -= found[end - 1] == ")"
        end -= 1
    return found[:end]


def shortened(url: str) -> str:
    """An address as it is shown: its host, and as much of the rest as a reader needs."""
    bare = url.partition("://")[2].removeprefix("www.")
    host, slash, path = bare.partition("/")
    letters = graphemes(slash + path)
    if len(letters) > LONGEST_PATH:
        return f"{host}{''.join(letters[: LONGEST_PATH - 2])}…"
    return bare.removesuffix("/")


def of(segments: Sequence[Segment]) -> list[str]:
    """The facets of a draft for its field `facets`: number of the segment, first byte, byte after the last, kind and target."""
    found = []
    for number, segment in enumerate(segments, 1):
        for span in segment.spans:
            start = len(segment.wire[: span.start].encode())
            end = start + len(segment.wire[span.start : span.end].encode())
            found.append(f"{number} {start} {end} {_TYPES[span.kind][0]} {span.target}")
    return found


def sent(field: FieldValue, number: int) -> Iterator[dict[str, Any]]:
    """The facets of the segment `number` as the server wants them, from a draft's field."""
    names = dict(_TYPES.values())
    for said in field if isinstance(field, list) else ():
        where, start, end, kind, target = said.split(" ", 4)
        if int(where) == number:
            feature = {"$type": f"app.bsky.richtext.facet#{kind}", names[kind]: target}
            yield {"index": {"byteStart": int(start), "byteEnd": int(end)}, "features": [feature]}


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
