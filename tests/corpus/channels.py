"""The invariants of an article in a channel of Telegram or Discord, read as those two read: nothing is dropped, left over or lost.

Telegram's side is the rehearsal's, which shares nothing with the adapter; Discord's is a stock parser of markdown told to end lines.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt

from bot.model.draft import Draft
from bot.model.post import Override
from bot.model.tree import CodeBlock
from bot.platforms import _discord_text, _telegram_marks, _telegram_text, discord, telegram
from bot.rehearsal.telegram_rules import Said, said
from bot.text import walk
from tests.corpus import kept
from tests.corpus.pages import Page
from tests.corpus.posts import Told, account, address_of

MOST = {"telegram": 4096, "discord": 2000}
UNBOUND = 10**7
"""A limit that no article reaches, to see whether all of it would be there."""

_DIFFERS = re.compile(r"a link of the source is missing: \S*）|words of the (?:tree|source) are missing: .*://")
"""A stock parser takes a wide bracket for a part of the address; Discord shows an address in place of another that led to it."""

_BARE = re.compile(r"(https?://[^\s<>\"]+[^\s<>\".,;:!?)\]}])")
_CODE = re.compile(r"<pre>.*?</pre>|<code>.*?</code>|<a [^>]*>", re.DOTALL)


@cache
def _discord() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True}).enable(["strikethrough", "linkify"])
    made.disable(["image", "hr", "lheading", "reference", "entity"])
    if made.linkify is not None:
        made.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    return made


def wrong(told: Told) -> Iterator[str]:
    """What is wrong with the announcements and with the whole texts, in words."""
    for name, draft in {name: told.drafts[name] for name in MOST}.items():
        yield from (f"{name}: {words}" for words in _announced(told, name, draft))
    for name, draft in _entire(told, UNBOUND).items():
        shown = page(name, draft)
        if any("```" in block.text for block in walk.every_block(told.post.blocks) if isinstance(block, CodeBlock)):
            # code that holds a fence stands as words on Discord
            shown.code.append(shown.text)
        for loss in kept.lost(told, draft, shown):
            if not _DIFFERS.match(loss):
                yield f"{name}, entire: {loss}"
    for name, draft in _entire(told, None).items():
        yield from (f"{name}, in full: {words}" for words in _fits(name, draft))


def _announced(told: Told, name: str, draft: Draft) -> Iterator[str]:
    yield from _fits(name, draft)
    (segment,) = draft.segments
    if [span.target for span in segment.spans if span.kind == "link"].count(address_of(told.row)) != 1:
        yield "the link does not stand there once"
    if name == "telegram" and "preview" in draft.fields and draft.fields["preview"] != address_of(told.row):
        yield f"another card: {draft.fields['preview']}"


def _fits(name: str, draft: Draft) -> Iterator[str]:
    """Within the limit, and read by the platform as it was meant."""
    (segment,) = draft.segments
    counted = len(segment.text.encode("utf-16-le")) // 2
    if not 0 < counted <= MOST[name] or counted != segment.length:
        yield f"{counted} of {MOST[name]}, said to be {segment.length}"
    if name == "telegram":
        marked = _telegram_marks.read(segment.wire)
        taken = said({"text": marked.text, "entities": _telegram_marks.sent(marked)}, "text", "entities")
        if not isinstance(taken, Said) or (taken.wire(), taken.text) != (segment.wire, segment.text):
            yield f"Telegram makes something else of it: {taken}"
    else:
        plain = _CODE.sub("", _discord().render(segment.wire))
        if found := re.search(r"\*\*|~~|\|\||```|\]\(|&lt;@|(?<!\w)__[^\W_]", plain):
            yield f"left over: {plain[max(0, found.start() - 40) : found.end() + 40]!r}"


def _entire(told: Told, limit: int | None) -> dict[str, Draft]:
    """The article with `mode: full`, without a limit where one is given."""
    post = replace(told.post, overrides=dict.fromkeys(MOST, Override(mode="full")))
    bounds = {name: module.LIMITS for name, module in (("telegram", telegram), ("discord", discord))}
    if limit:
        bounds = {name: replace(each, maximum=limit) for name, each in bounds.items()}
    most, _telegram_marks.MOST = _telegram_marks.MOST, limit or _telegram_marks.MOST
    try:
        made = _telegram_text.draft(post, account("telegram"), bounds["telegram"])
    finally:
        _telegram_marks.MOST = most
    return {"telegram": made, "discord": _discord_text.draft(post, account("discord"), bounds["discord"])}


def page(name: str, draft: Draft) -> Page:
    """The text as its reader has it."""
    (segment,) = draft.segments
    wire = segment.wire.replace("☑ ", "[x] ").replace("☐ ", "[ ] ")
    if name == "discord":
        return Page(_discord().render(wire))
    parts = re.split(r"(<pre>.*?</pre>|<a .*?</a>)", wire, flags=re.DOTALL)
    linked = (part if at % 2 else _BARE.sub(lambda found: f'<a href="{found[1]}">{found[1]}</a>', part) for at, part in enumerate(parts))
    shown = "".join(part if part.startswith("<pre>") else part.replace("\n", "<br>") for part in linked)
    return Page(shown)


def seen(told: Told) -> Told:
    """The announcements as plain words, for whoever asks where these come from."""
    return replace(told, drafts={name: _worded(draft, page(name, draft).text) for name, draft in told.drafts.items() if name in MOST})


def bare(told: Told) -> Told:
    """The same without code, in which any sign may stand."""
    return replace(told, drafts={name: _worded(draft, page(name, draft).prose) for name, draft in told.drafts.items() if name in MOST})


def _worded(draft: Draft, text: str) -> Draft:
    (segment,) = draft.segments
    return replace(draft, segments=(replace(segment, text=html.unescape(text).strip()),))
