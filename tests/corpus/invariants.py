"""The invariants of a good text, each as a judge of one article: it yields what is wrong, in words. No judge asks the code it judges.

What they know of a platform they know from its own documents: its limit and unit, and whether its readers see markdown.
"""

from __future__ import annotations

import html
import re
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import regex

from bot.model.draft import Draft, Segment
from tests.corpus import channels, facets, forem, kept, letters, sites
from tests.corpus.pages import squash
from tests.corpus.posts import Told, address_of
from tests.platforms.little_text import parse

LIMITS = {"x": 280, "linkedin": 2950, "reddit": 40_000, "bluesky": 300, "mastodon": 500}
TITLES = {"reddit": 300}
THREADS = {"x": 25, "bluesky": 25, "mastodon": 25}
MARKDOWN = frozenset({"reddit"})
SLOWEST = 1.0
"""Seconds of processor that reading an article and telling it everywhere may take."""

LEAKS = {
    "bold": r"\*\*\S|\S\*\*",
    "link": r"\]\(",
    "reference": r"\]\[|\[\^|\[@",
    "table": r"\|[^|\n]*\|[^|\n]*\|",
    "formula": r"\$(?!\{)[^$\n]*[\\^_{][^$\n]*\$|\\(?:frac|sum|alpha|theta|mathbb|begin|text|left)\b",
    "tag": r"</?(?:a|b|i|p|br|div|span|img|em|strong|code|pre|table|td|tr|ul|li|sup|sub|h\d|iframe|video|details|summary)\b[^<>]*>",
    "template": r"\{\{|\}\}|\{%|%\}|\{:[.#]|\{#\w",
    "fence": r"```|~~~|:::|^#{1,6} ",
    "front matter": r"^---$",
    "comment": r"<!--|-->",
    "gap": "\ufffc",
}
OURS = frozenset({"originally", "continues", "image", "note"})
"""Words that we add to an author's."""

_LEAK = {name: re.compile(pattern, re.MULTILINE) for name, pattern in LEAKS.items()}
_URL = re.compile(r"https?://[^\s<>]+[^\s<>.,;:!?)\]'\"”’]")
_MARK = re.compile(r"(?<![\w&/#])[#@][^\W_][\w-]*")
_EPRINT = re.compile(r"\barXiv:\d{4}\.\d{4,5}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_LATIN = re.compile(r"[a-z\u00df-\u024f]{3,}|[\u0430-\u045f]{3,}")
_OTHER = re.compile(r"[\uac00-\ud7af]{2,}|[\u3040-\u30ff\u3400-\u9fff]{2}")
_ENDED = re.compile('[.!?…:。！？．：]["\'”’»*)\\]）」』】\\s]*$|["”»」』]$|[\U0001f300-\U0001faff☀-➿]\ufe0f?$')
_BLOCK_END = re.compile(
    r"\n\s*\n|\n(?=\s*(?:[-*+>|]|\d+[.)])\s)|(?<=\S)\s*\n(?=#|\||:::|```|\$\$)|\$\$|\\\[|```|  \n|"
    r"<br\s*/?>|</?(?:p|li|td|div|details|summary|figcaption)\b[^<>]*>"
)


@cache
def _weigh() -> Callable[[str], int]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from twitter_text import parse_tweet
    return lambda text: int(parse_tweet(text).weightedLength)


@cache
def _links() -> Callable[[str], list[dict[str, Any]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from twitter_text import extract_urls_with_indices
    return lambda text: list(extract_urls_with_indices(text, extract_urls_without_protocol=False))


def size(platform: str, text: str) -> int:
    """`text` in the unit of that platform: X's weights, LinkedIn's UTF-16, characters elsewhere; links are 23 on Mastodon."""
    if platform == "x":
        return _weigh()(text)
    if platform == "mastodon":
        return len(regex.findall(r"\X", text)) + sum(23 - len(found["url"]) for found in _links()(text))
    if platform == "bluesky":
        return len(regex.findall(r"\X", text))
    return len(text.encode("utf-16-le")) // 2 if platform == "linkedin" else len(text)


def judged(check: Callable[[Told], Iterator[str]], *, in_full: bool = True) -> Callable[[Told], Iterator[str]]:
    """`check`, of the platforms in `LIMITS`; others have judges of their own. With `in_full` Bluesky's links, which stand behind short
    words, are written out."""

    def checked(told: Told) -> Iterator[str]:
        drafts = {name: draft for name, draft in told.drafts.items() if name in LIMITS}
        if in_full and "bluesky" in drafts:
            drafts["bluesky"] = facets.written_out(drafts["bluesky"])
        return check(replace(told, drafts=drafts))

    return checked


def plain_texts(told: Told) -> Iterator[tuple[str, Segment]]:
    """The segments whose readers see no markdown."""
    for name, draft in told.drafts.items():
        yield from ((name, segment) for segment in draft.segments if name not in MARKDOWN)


# 1


def within_limits(told: Told) -> Iterator[str]:
    """Every segment, title and thread is within its limit, by the platform's own count, and has the length it says."""
    for name, draft in told.drafts.items():
        for segment in draft.segments:
            counted = size(name, segment.text)
            if not 0 < counted <= LIMITS[name] or counted != segment.length or segment.limit > LIMITS[name]:
                yield f"{name}: {counted} of {LIMITS[name]}, said to be {segment.length} of {segment.limit}"
        if len(draft.segments) > THREADS.get(name, 1) or len(draft.title) > TITLES.get(name, len(draft.title)):
            yield f"{name}: {len(draft.segments)} segments, a title of {len(draft.title)}"


# 2


def no_markup(told: Told) -> Iterator[str]:
    """No markup is left where nobody would render it."""
    for name, segment in plain_texts(told):
        if found := [kind for kind, pattern in _LEAK.items() if pattern.search(segment.text)]:
            yield f"{name}: {found} in {segment.text!r}"


# 3


def nothing_cut(told: Told) -> Iterator[str]:
    """Addresses, hashtags, mentions, characters, emoji, formulas and code stand whole or not at all."""
    source = source_of(told)
    links = {found.rstrip("/") for found in _URL.findall(source)} | {address_of(told.row)}
    marks = set(_MARK.findall(source))
    clusters = _clusters(source)
    units, names = {unit for unit in kept.units(told.post) if len(unit) > 4}, set(re.findall(r"[\w.-]*\w", source))
    for name, segment in plain_texts(told):
        text = segment.text
        own = {text[span.start : span.end] for span in segment.spans}
        if odd := {url for url in _URL.findall(text) if url.rstrip("/") not in links}:
            yield f"{name}: no whole address {odd}"
        if odd := {mark for mark in _MARK.findall(text) if mark not in marks | own}:
            yield f"{name}: no whole hashtag or mention {odd}"
        if odd := {cluster for cluster in _clusters(text) - clusters if not _accented(cluster, source)}:
            yield f"{name}: no whole character {odd}"
        if re.search(r"[\ud800-\udfff\ufffd]", text) or unicodedata.category(text[0]) in ("Mn", "Mc", "Me", "Cf") or text[-1] == "\u200d":
            yield f"{name}: half a character in {text!r}"
        for line in text.split("\n"):
            if unit := _half(line.strip(" •…"), units, names):
                yield f"{name}: half of {unit!r} in {line!r}"


def _clusters(text: str) -> set[str]:
    """What a reader sees as one character and a computer as several: emoji sequences, letters with marks."""
    return {found for found in regex.findall(r"\X", text) if len(found) > 1 and found != "\r\n"}


def _accented(cluster: str, source: str) -> bool:
    """A letter of a formula with its hat, bar or tilde, or an emoji that was written as a shortcode."""
    marks = {unicodedata.category(character) for character in cluster[1:]}
    formula = marks <= {"Mn", "Me"} and ("$" in source or "\\" in source)
    return formula or unicodedata.normalize("NFC", cluster) in source or re.search(r":[a-z0-9_+-]+:", source) is not None


def _half(line: str, units: set[str], names: set[str]) -> str:
    """The formula or code of which only one half stands at an end of `line`, or an empty string."""
    for unit in units:
        for at in range(3, len(unit)):
            before, after = unit[:at], unit[at:]
            if line.endswith(" " + before) and not line.endswith(unit) and not _apart(before, units, names):
                return unit
            if len(after) > 3 and line.startswith(after + " ") and not line.startswith(unit) and not _apart(after, units, names):
                return unit
    return ""


def _apart(half: str, units: set[str], names: set[str]) -> bool:
    """Whether a half is a thing of its own: a word, a name of the article, or another piece of code."""
    bare = half.strip(" ).,:;")
    return bool(re.fullmatch(r"[\w-]+", bare)) or bare in names or any(bare in other for other in units if not other.startswith(half))


# 4


def segments_in_order(told: Told) -> Iterator[str]:
    """Segments follow the article, none says nothing, each ends where a sentence or a block does; the link is last."""
    body = squash(_bare(told.row["body"]))
    ends, heads = _block_ends(told.row["body"]), {squash(line) for line in re.findall(r"^#+\s+(.*)$", told.row["body"], re.MULTILINE)}
    address = address_of(told.row)
    for name, draft in told.drafts.items():
        if name in MARKDOWN:
            continue
        texts = [segment.text for segment in draft.segments]
        if [text.count(address) for text in texts] != [0] * (len(texts) - 1) + [1]:
            yield f"{name}: the link stands {[text.count(address) for text in texts]} times"
        for text in texts:
            if re.fullmatch(r"[\W\d]*", text) or squash(text) in heads:
                yield f"{name}: says nothing alone: {text!r}"
        told_apart = [re.sub(r"\n\n#\w+(?: #\w+)*$", "", text) for text in texts[:-1] if address not in text]
        yield from (f"{name}: out of order {text[:60]!r}" for text in _disordered(body, told_apart[1:]))
        for text in told_apart:
            last = text.rsplit("\n", 1)[-1]
            item, tail = last.startswith("• "), squash(last)[-25:]  # of a short one, the article has its number before it
            if not _ENDED.search(text) and tail not in ends and not (item and any(end.endswith(tail) for end in ends)):
                yield f"{name}: ends within a sentence {text[-60:]!r}"


def _bare(body: str) -> str:
    """A post's markdown without link targets and tags that may stand in the middle of a word."""
    return re.sub(r"\]\([^()\s]*\)|\]\[[^\[\]]*\]|</?\w[^<>]*>", "", html.unescape(body))


def _block_ends(body: str) -> set[str]:
    """How paragraphs, items, headings and cells end."""
    blocks = _BLOCK_END.split(html.unescape(body))
    ends = {squash(_bare(block))[-25:] for block in blocks}
    return ends | {
        end for row in re.findall(r"^\s*\|.*\|\s*$", body, re.MULTILINE) for end in (squash(cell)[-25:] for cell in row.split("|"))
    }


def _disordered(body: str, texts: list[str]) -> Iterator[str]:
    """The texts whose beginning stands in `body`, but only before that of an earlier one."""
    at = 0
    for text in texts:
        start = squash(text)[:25]
        if start in body:
            found = body.find(start, at)
            if found < 0:
                yield text
            at = max(at, found)


# 5


def spans_point(told: Told) -> Iterator[str]:
    """Spans name exactly what they point at, every address is one, and LinkedIn's little text says the text intended."""
    for name, draft in told.drafts.items():
        for segment in draft.segments:
            for span in segment.spans:
                shown = segment.text[span.start : span.end]
                if shown not in (span.target, f"#{span.target}", f"@{span.target}"):
                    yield f"{name}: {span} points at {shown!r}"
            if name not in MARKDOWN and {found.start() for found in _URL.finditer(segment.text)} != {
                s.start for s in segment.spans if s.kind == "link"
            }:
                yield f"{name}: links without span or spans without link in {segment.text!r}"
    yield from _little(told.drafts["linkedin"])


def _little(draft: Draft) -> Iterator[str]:
    for segment in draft.segments:
        try:
            text, elements = parse(segment.wire)
        except ValueError as wrong:
            yield f"linkedin: no little text, {wrong}"
            continue
        if text != segment.text or elements != [(span.kind, span.target) for span in segment.spans]:
            yield f"linkedin: the little text says {text!r} and {elements}"


# 6


def nothing_invented(told: Told) -> Iterator[str]:
    """Every number, address and word stands in the article or its front matter; a hashtag may also be a topic."""
    source = source_of(told)
    formulas = kept.formulas(told.post)
    known = set().union(*map(_words, (source, formulas, _unmarked(source, "*`~$"), _unmarked(source, "*_`~$"))))
    run, notes = (
        squash(source) + squash(re.sub(r":(?:eq|num)?ref:`[^`]*`", "", source)),
        {str(number) for number in range(1, len(told.post.footnotes) + 1)},
    )
    numbers = _numbers(source) | _numbers(_unmarked(source, "*")) | notes | set(re.findall(r"@[a-zA-Z]+((?:19|20)\d\d)", source))
    for name, text in _shown(told):
        said = _EPRINT.sub(
            lambda found: " " if squash(found[0]) in run else found[0], re.sub(r"(?<![\w&])#[^\W\d]\w*|https?://\S+", " ", text)
        )
        if strange := {word for word in _words(said) - known - OURS if word not in (run if _OTHER.fullmatch(word) else formulas)}:
            yield f"{name}: words from nowhere {sorted(strange)}"
        if strange := {number for number in _numbers(said) - numbers if number not in formulas}:
            yield f"{name}: numbers from nowhere {sorted(strange)}"


def _shown(told: Told) -> Iterator[tuple[str, str]]:
    """What readers see, word for word; of a page in markdown without the numbers of its notes and links."""
    yield from ((name, segment.text) for name, segment in plain_texts(told))
    yield from ((name, kept.stock_page(told.drafts[name]).text) for name in MARKDOWN & set(told.drafts))


def _unmarked(text: str, marks: str) -> str:
    """Marks of emphasis, code, formulas and links may stand in the middle of a word."""
    return re.sub(rf"\[@[^\[\]]*\]|\]\([^()\s]*\)|\(https?://[^()\s]*\)|</?\w[^<>\n]*>|[{marks}\[\]\\]", "", text)


def source_of(told: Told) -> str:
    """All an author gave: title, front matter, text; entities resolved."""
    return html.unescape(f"{told.row['title']}\n{address_of(told.row)}\n{_bare(told.row['body'])}\n{told.row['body']}")


def _words(text: str) -> set[str]:
    folded = text.casefold()
    return set(_LATIN.findall(folded)) | set(_OTHER.findall(folded))


def _numbers(text: str) -> set[str]:
    """Numbers as they stand, and in one spelling: figures of every script and height, no thousands' commas."""
    spelled = unicodedata.normalize("NFKC", text)
    return {re.sub(r"[.,]", "", found) for found in _NUMBER.findall(spelled)} | set(re.findall(r"\d+", spelled))


# 7


def all_kept(told: Told) -> Iterator[str]:
    """Where a whole article goes, its words, links, code and formulas are all there; or it ends at a section, with the link."""
    for name in MARKDOWN & set(told.drafts):
        draft = told.drafts[name]
        yield from (f"{name}: {wrong}" for wrong in kept.lost(told, draft, kept.stock_page(draft)))


# 8


def soon(told: Told) -> Iterator[str]:
    """Reading and telling it takes no second. That the same comes again is asked of another process."""
    if told.seconds > SLOWEST:
        yield f"{told.seconds:.2f} s"


# 9


def facets_point(told: Told) -> Iterator[str]:
    """Bluesky's facets name the bytes that they are about, every address has one, and the card leads to the article."""
    return (f"bluesky: {wrong}" for wrong in facets.wrong(told.drafts["bluesky"], address_of(told.row)))


# 12


def in_channels(told: Told) -> Iterator[str]:
    """Telegram and Discord make of an announcement and of a whole text what was meant; nothing of it is left over, lost or invented."""
    yield from channels.wrong(told)
    yield from no_markup(channels.bare(told))
    yield from nothing_invented(channels.seen(told))


CHECKS: dict[str, Callable[[Told], Iterator[str]]] = {
    "1 within the limits": judged(within_limits, in_full=False),
    "2 no markup leaks": judged(no_markup),
    "3 nothing is cut": judged(nothing_cut),
    "4 segments in order": judged(segments_in_order),
    "5 spans and little text": judged(spans_point),
    "6 nothing invented": judged(nothing_invented),
    "7 nothing lost": all_kept,
    "8 soon": soon,
    "9 facets": facets_point,
    "10 dev.to": forem.wrong,
    "12 channels": in_channels,
    "13 mails and stories": letters.wrong,
    "14 what a person posts": letters.handed,
    "15 sites and relays": sites.wrong,
}
