"""A judge of Bluesky's facets that asks nothing of ours: it reads a draft's field by bytes, as a server and an app would.

`written_out` gives the same thread with every address in full, so that the judges of all platforms can read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import regex

from bot.model.draft import Draft, Segment, Span

_FACET = re.compile(r"([1-9]\d*) (\d+) ([1-9]\d*) (link|tag|mention) (\S.*)")
_KINDS = {"link": "link", "tag": "hashtag", "mention": "mention"}


def wrong(draft: Draft, address: str) -> Iterator[str]:
    """What a reader or a server of Bluesky would find wrong."""
    found = draft.fields.get("facets") or []
    facets = [_FACET.fullmatch(one) for one in found] if isinstance(found, list) else [None]
    if not all(facets):
        yield f"no facets: {found}"
        return
    for number, segment in enumerate(draft.segments, 1):
        data = segment.wire.encode()
        if len(data) > 3000 or len(regex.findall(r"\X", segment.wire)) > 300:
            yield f"too long: {segment.wire!r}"
        own = sorted((int(each[2]), int(each[3]), each[4], each[5]) for each in facets if each and int(each[1]) == number)
        at = 0
        for start, end, kind, target in own:
            if not at <= start < end <= len(data):
                yield f"{start} to {end} of {len(data)} bytes, after {at}"
                break
            at = end
            yield from _misled(data[start:end], kind, target)
        left = _without(data, own)
        if lost := re.search(rf"https?://|{re.escape(address.split('/')[2])}/", left):
            yield f"an address without a facet: {left[lost.start() :][:60]!r}"
    if any(each and int(each[1]) > len(draft.segments) for each in facets):
        yield "a facet of no segment"
    if draft.fields.get("card_url") != address or not draft.fields.get("card_title"):
        yield f"no card: {draft.fields}"


def _misled(said: bytes, kind: str, target: str) -> Iterator[str]:
    try:
        words = said.decode()
    except UnicodeDecodeError:
        yield f"half a character in {said!r}"
        return
    bare = re.sub(r"^https?://(www\.)?", "", target)
    honest = {
        "link": bare.startswith(words[:-1]) if words.endswith("…") else words in (bare, bare.rstrip("/"), target),
        "tag": words in (f"#{target}", f"＃{target}"),
        "mention": words.startswith("@") and target.startswith("did:"),
    }
    if not honest[kind] or not words.strip():
        yield f"{words!r} leads to {target!r}"


def _without(data: bytes, facets: list[tuple[int, int, str, str]]) -> str:
    parts, at = [], 0
    for start, end, _, _ in facets:
        parts.append(data[at:start])
        at = end
    return b" \x00 ".join([*parts, data[at:]]).decode("utf-8", "replace")


def written_out(draft: Draft) -> Draft:
    """The thread as plain text: every link in full, and that of the card last where no words lead there."""
    found = draft.fields.get("facets")
    facets = [each for one in (found if isinstance(found, list) else []) if (each := _FACET.fullmatch(one))]
    segments = [_written(segment, [each for each in facets if int(each[1]) == number]) for number, segment in enumerate(draft.segments, 1)]
    card = str(draft.fields.get("card_url") or "")
    if card and not any(card in segment.text for segment in segments):
        text = f"{segments[-1].text}\n{card}"
        spans = (*segments[-1].spans, Span(len(text) - len(card), len(text), "link", card))
        segments[-1] = replace(segments[-1], text=text, spans=spans)
    return replace(draft, segments=tuple(segments))


def _written(segment: Segment, facets: list[re.Match[str]]) -> Segment:
    data, text, spans, at = segment.wire.encode(), "", [], 0
    for each in sorted(facets, key=lambda one: int(one[2])):
        start, end, kind, target = int(each[2]), int(each[3]), each[4], each[5]
        text += data[at:start].decode("utf-8", "replace")
        words = target if kind == "link" else data[start:end].decode("utf-8", "replace")
        spans.append(Span(len(text), len(text) + len(words), _KINDS[kind], target))  # type: ignore[arg-type]
        text, at = text + words, end
    return replace(segment, text=text + data[at:].decode("utf-8", "replace"), spans=tuple(spans))
