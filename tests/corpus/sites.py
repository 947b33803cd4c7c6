"""The invariants of an article on a Ghost site and on Nostr: closed, harmless HTML, markdown without a tag, all of the article in both."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache

from bot.platforms import nostr
from tests.corpus import kept
from tests.corpus.letters import Strict
from tests.corpus.pages import Page, stock
from tests.corpus.posts import Told, account, address_of

CARD = re.compile(r"<!--kg-card-begin: html-->\n(.*?)\n<!--kg-card-end: html-->", re.DOTALL)
TAG = re.compile(r"</?(?:a|b|i|p|br|div|span|img|em|strong|code|pre|table|td|tr|ul|li|sup|sub|h[1-6])\b[^<>]*>")
FENCED = re.compile(r"^ *(`{3,}|~{3,}).*?^ *\1", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
HEADS = re.compile(r"</?(?:thead|tbody)>\n?")
ANCHOR = re.compile(r"<a href=\"#fn\d+\">(\d+)</a>|<li id=\"fn\d+\">")


def wrong(told: Told) -> Iterator[str]:
    """What is wrong with the article on either, in words."""
    yield from on_ghost(told)
    yield from on_nostr(told)


def on_ghost(told: Told) -> Iterator[str]:
    """Cards closed and none within another, the rest as strict as a mail, nothing lost."""
    draft = told.drafts["ghost"]
    wire = draft.segments[0].wire
    if wire.count("<!--") != 2 * len(CARD.findall(wire)) or any("<!--" in card for card in CARD.findall(wire)):
        yield "ghost: a card that stays open, or one within another"
    bare = HEADS.sub("", ANCHOR.sub(lambda found: found[1] or "<li>", CARD.sub(r"\1", wire)))
    strict = Strict()
    strict.feed(bare)
    strict.close()
    yield from (f"ghost: {slip}" for slip in [*strict.wrong, *(f"<{tag}> stays open" for tag in strict.open)])
    page = Page(f"<h1>{html.escape(draft.title, quote=False)}</h1>{_boxed(bare)}")
    page.code = [code.expandtabs(4) for code in page.code]
    for loss in kept.lost(told, draft, page):
        if not re.match(r"a link of the source is missing: \S*）", loss):  # a stock parser takes that bracket for a part of the address
            yield f"ghost: {loss}"


def on_nostr(told: Told) -> Iterator[str]:
    """The note has its link once and fits; the article has no tag of HTML and lacks nothing."""
    (note,) = told.drafts["nostr"].segments
    if note.text.count(address_of(told.row)) != 1 or len(note.text.encode()) != note.length:
        yield f"nostr: {note.length} bytes, the link {note.text.count(address_of(told.row))} times"
    draft = nostr.render(told.post, _writer(), {})
    text = draft.segments[0].text
    if (len(text.encode()) > nostr.LIMITS.maximum) != draft.blocked:
        yield f"nostr: an article of {len(text.encode())} bytes, blocked: {draft.blocked}"
    if found := TAG.search(CODE.sub("", FENCED.sub("", text)).replace("\\<", "")):
        yield f"nostr: a tag {found[0]!r}"
    if not draft.blocked:
        page = stock(f"# {draft.title}\n\n{_boxed(text)}")
        page.code = [code.expandtabs(4) for code in page.code]
        yield from (f"nostr: {loss}" for loss in kept.lost(told, draft, page))


def _boxed(text: str) -> str:
    """With a task's box as its source has it."""
    return text.replace("☑ ", "[x] ").replace("☐ ", "[ ] ")


@cache
def _writer() -> nostr.Account:
    usual = account("nostr")
    assert isinstance(usual, nostr.Account)
    return nostr.Account(name="nostr", platform="nostr", relays=usual.relays, form="article")
