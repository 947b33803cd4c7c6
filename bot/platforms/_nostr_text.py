"""What Nostr gets of an article: a note that announces it, or all of it as an article of markdown without HTML (NIP-23)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.model.draft import Draft, FieldValue, Problem, Segment, Span
from bot.model.tree import Emphasis, Raised, Strong
from bot.platforms import _channel
from bot.text import address, count
from bot.text.disclosures import DISCLOSURES
from bot.text.fenced import FencedInline, FencedWriter
from bot.text.links import beside, canonical
from bot.text.markup import Writer
from bot.text.markup_inline import InlineWriter, small, target
from bot.text.named import with_cover
from bot.text.plain import block_text
from bot.text.readers import for_reader
from bot.text.summary import description
from bot.text.tags import hashtags
from bot.text.walk import headings_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model.post import Override, Post
    from bot.model.tree import Inline
    from bot.platforms.base import Limits
    from bot.platforms.nostr import Account

SUMMARY = 300
"""Characters of an article's summary: what apps show of it in a list."""
FORMS = ("note", "article")
FENCE = 3
_FENCES = re.compile(r"`{3,}")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARK = re.compile(r"(?<![\w&/#])#(?=\w*[^\W\d_])\w+")


def draft(post: Post, account: Account, limits: Limits) -> Draft:
    """The note or the article, for the relays of the account."""
    post = replace(post, blocks=for_reader(post.blocks, {account.name, account.platform}))
    override = post.override(account.name, account.platform)
    post = with_cover(post, override)
    form = override.fields.get("form", account.form)
    whole = (form == "article" or override.mode == "full") and not post.note
    marks = hashtags(post, account.tags) if account.tags else ()
    title = override.title or post.title
    texts = [_article(post, override)] if whole else _note(post, account, override, marks)
    segments = tuple(_segment(text, limits, whole=whole) for text in texts)
    link = canonical(post, account.platform, friend=account.friend) if account.link != "none" else ""
    fields: dict[str, FieldValue] = {"relays": list(account.relays), "t": [mark[1:].lower() for mark in marks], "r": link}
    fields |= _names(post, title) if whole else {"note": "a note can't be changed on Nostr"}
    problems = [*_wrong(segments, title, override, limits, whole=whole)]
    if form not in FORMS:
        problems.append(Problem("error", "form", f"form is {str(form)[:40]!r}; write note or article.", override.line))
    problems += [] if whole else _channel.no_link(post)
    problems += [Problem("error", "relays", said)] if (said := wrong_relays(account.relays)) else []
    kept: dict[str, FieldValue] = {name: value for name, value in fields.items() if value}
    return Draft(account.name, account.platform, title, segments, kept, tuple(problems))


def wrong_relays(relays: Sequence[str]) -> str:
    """Why nothing may be published at these relays, or nothing."""
    from bot.platforms.nostr import MOST, RELAY

    odd = next((relay for relay in relays if len(relay) > 200 or not re.fullmatch(RELAY, relay)), None)
    if odd is not None:
        return f"`relays` of the account holds {odd[:80]!r}. Write wss://nos.lol, or ws:// with 127.0.0.1 for a relay on this machine."
    return "" if 0 < len(relays) <= MOST else f"`relays` of the account names {len(relays)} relays. Write one to {MOST}."


def _names(post: Post, title: str) -> dict[str, FieldValue]:
    """An article's name, which it keeps for ever, and what apps show of it beside its text."""
    told = " ".join(description(post).split())
    return {"d": post.slug, "title": title, "summary": told if told != title and len(told) <= SUMMARY else "", "image": _cover(post)}


def _cover(post: Post) -> str:
    """The cover's public address, or nothing: Nostr itself keeps no pictures."""
    return target(address.cover(post.cover, post.url))


def _article(post: Post, override: Override) -> str:
    """All of it, what must be disclosed and what belongs to it; or what the author wrote, as it is."""
    if override.segments:
        return "\n\n".join(override.segments)
    writer = NostrWriter(post.footnotes, post.url)
    text = writer.blocks(headings_from(2, post.blocks))
    links = " · ".join(f"[{writer.inline().label(name)}]({target(url)})" for name, url in beside(post, text))
    origin = f"Originally published at {post.url}" if post.url else ""
    return "\n\n".join(filter(None, (DISCLOSURES.get(post.disclosure or "", ""), text, links, writer.endnotes(), origin)))


def _note(post: Post, account: Account, override: Override, marks: tuple[str, ...]) -> list[str]:
    """An announcement: title, what was found, points, where to read on, and the cover, which apps show below it."""
    if override.segments:
        return list(override.segments)
    if post.note:
        return [block_text(post.blocks).text]
    told = _channel.told(post, account, account, override, "chars", account.length)
    points = "\n".join(_channel.BULLET + point for point in told.points)
    links = "\n".join(filter(None, (told.link, *(f"{name}: {url}" for name, url in told.others))))
    return [_channel.joined([told.disclosure, told.title, *told.above, points, links, " ".join(marks), _cover(post)])]


def _segment(text: str, limits: Limits, *, whole: bool) -> Segment:
    return Segment(text, count.length(text, limits.counter), limits.maximum, limits.counter, text, () if whole else _spans(text))


def _spans(text: str) -> tuple[Span, ...]:
    """Links that are written with their scheme, and hashtags, as apps make them."""
    links = [Span(link.start, link.end, "link", text[link.start : link.end]) for link in count.links(text) if link.explicit]
    marks = [
        Span(found.start(), found.end(), "hashtag", found[0][1:])
        for found in _MARK.finditer(text)
        if not any(link.start <= found.start() < link.end for link in links)
    ]
    return tuple(sorted((*links, *marks), key=lambda span: span.start))


def _wrong(segments: tuple[Segment, ...], title: str, override: Override, limits: Limits, *, whole: bool) -> list[Problem]:
    found = []
    for index, segment in enumerate(segments, 1):
        if segment.length > limits.maximum:
            name = "The article" if whole else f"Note {index}"
            words = f"{name} has {segment.length:,} bytes, the usual relays take {limits.maximum:,}: write a shorter one for Nostr."
            found.append(Problem("error", "too-long", words, override.line))
        if not segment.text.strip():
            found.append(Problem("error", "empty", "A note is empty: write it or take it out.", override.line))
    if len(segments) > limits.longest_thread:
        words = f"Your thread has {len(segments)} notes; the longest is {limits.longest_thread}."
        found.append(Problem("error", "too-long", words, override.line))
    if whole and not title.strip():
        found.append(Problem("error", "no-title", "An article on Nostr needs a title: add title: to the post.", 1))
    return found


@dataclass(slots=True)
class NostrInline(FencedInline):
    """Writes inline nodes without a tag of HTML, which apps would show as it is."""

    def strong(self, node: Strong, nodes: tuple[Inline, ...], at: int) -> str:
        """Bold, where marks count; else plain."""
        said = FencedInline.strong(self, node, nodes, at)
        return self.all(node.children) if said.startswith("<strong>") else said

    def emphasis(self, node: Emphasis, nodes: tuple[Inline, ...], at: int) -> str:
        """Italic, where marks count; else plain."""
        said = FencedInline.emphasis(self, node, nodes, at)
        return self.all(node.children) if said.startswith("<em>") else said

    def raised(self, node: Raised) -> str:
        """Superscript or subscript in characters, else in brackets."""
        inner = self.all(node.children)
        held = inner if inner[:1] == "(" and inner[-1:] == ")" else f"({inner})"
        return small(node) or (f"{'^' if node.raised else '_'}{held}" if inner.strip() else inner)

    def note(self, number: int, before: str) -> str:
        """A footnote's mark in characters: not every app knows footnotes, and one of a word would be taken for an address."""
        return f"{before} {str(number).translate(_RAISED)}".lstrip()

    def code(self, text: str) -> str:
        """Inline code; in a table, code with a pipe becomes words."""
        return InlineWriter.code(self, text)


@dataclass(slots=True)
class NostrWriter(FencedWriter):
    """Writes blocks without a tag of HTML."""

    def inline(self, *, one_line: bool = False, cell: bool = False) -> InlineWriter:
        """What writes the running text."""
        return NostrInline(self.notes, self.base, one_line, cell)

    def endnotes(self) -> str:
        """The footnotes as a list at the end."""
        return Writer.endnotes(self)

    def tagged(self, text: str) -> str:
        """Code that holds fences, between longer ones."""
        fence = "`" * (1 + max((len(found) for found in _FENCES.findall(text)), default=FENCE))
        return f"{fence}\n{text}\n{fence}"
