"""The invariants of an article as a mail and as a story on Medium: plain, closed, harmless HTML with all of the article in it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from bot.model.post import Post
from bot.model.tree import Table
from bot.text import walk
from bot.text.inline import flat
from tests.corpus import kept
from tests.corpus.pages import Page, squash
from tests.corpus.posts import Told, address_of

MAILED = ("buttondown", "kit", "mailchimp", "smtp")
PAGES = (*MAILED, "medium")
ORDERS = {"buttondown": r"\{[{%#]", "kit": r"\{[{%#]", "mailchimp": r"\*\|"}
"""What each service would take for an order of its own."""

FRAME = re.compile(
    r"\A<!-- buttondown-editor-mode: fancy -->\n|\A<!DOCTYPE html>\n.{0,400}?\*\|MC_PREVIEW_TEXT\|\*</span>\n|"
    r"\n<hr>\n<p style=\"font-size:12px[^<]{0,200}<br>\n<a href=\"\*\|UNSUB\|\*\">Unsubscribe.{0,400}</html>\n\Z",
    re.DOTALL,
)
"""What stands around an article and is none of it."""

COMMUNITY, LONGEST_TITLE = 1500, 80
"""Bytes of a community post on YouTube (our own figure), characters of a title on Hacker News."""

_URL = re.compile(r"https?://[^\s<>]+[^\s<>.,;:!?)\]'\"”’]")

TAGS = {
    "p": {}, "br": {}, "hr": {}, "strong": {}, "em": {}, "s": {}, "sup": {}, "sub": {}, "code": {"class"}, "ul": {}, "figcaption": {},
    "tr": {},
    "h1": {}, "h2": {}, "h3": {}, "h4": {}, "h5": {}, "h6": {}, "li": {},
    "a": {"href"}, "img": {"src", "alt", "title", "style"}, "ol": {"start"}, "pre": {"style"}, "blockquote": {"style"},
    "figure": {"style"}, "table": {"style"}, "th": {"style", "align"}, "td": {"style", "align"},
}  # fmt: skip
EMPTY = frozenset({"br", "hr", "img"})
WITHIN = {"li": {"ul", "ol"}, "tr": {"table"}, "td": {"tr"}, "th": {"tr"}, "figcaption": {"figure"}}
RUNNING = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "a", "strong", "em", "s", "sup", "sub", "code"})
"""Tags that hold running text alone."""

LEAKS = {
    "bold": r"\*\*\w[^*\n]*\*\*",
    "link": r"\]\(https?://\w",
    "reference": r"\[\^\w+\]",
    "fence": r"^(?:```|~~~|:::|#{2,6} \w)",
    "tag": r"</?(?:a|b|i|p|br|div|span|img|em|strong|code|pre|table|td|tr|ul|li|sup|sub|h\d|iframe|video|details|summary)\b[^<>]*>",
    "comment": r"<!--|(?<!<)-->",
    "template": r"\{%|%\}|\{:[.#]|\{#\w",
    "gap": "\ufffc",
}
_LEAK = {name: re.compile(pattern, re.MULTILINE) for name, pattern in LEAKS.items()}


@dataclass
class Strict(HTMLParser):
    """Reads HTML as if every slip were fatal; `wrong` says what it found."""

    open: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that is known, in its place, with attributes that do no harm."""
        if tag not in TAGS:
            self.wrong.append(f"a tag <{tag}>")
            return
        outer = self.open[-1] if self.open else ""
        if WITHIN.get(tag, {outer}) and outer not in WITHIN.get(tag, {outer}):
            self.wrong.append(f"<{tag}> within <{outer}>")
        if outer in RUNNING and tag not in RUNNING - {"p", "pre"} - {f"h{n}" for n in range(1, 7)} and tag not in {"br", "img"}:
            self.wrong.append(f"<{tag}> within <{outer}>")
        if tag == "a" and "a" in self.open:
            self.wrong.append("a link within a link")
        for name, value in attrs:
            if name not in TAGS[tag]:
                self.wrong.append(f"{name}= on <{tag}>")
            if name in {"href", "src"} and not _whole(value or ""):
                self.wrong.append(f"{name}={value!r}")
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """What was opened last."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_comment(self, data: str) -> None:
        """None may be there."""
        self.wrong.append(f"a comment {data[:40]!r}")

    def handle_decl(self, decl: str) -> None:
        """None may be there."""
        self.wrong.append(f"a declaration {decl[:40]!r}")


def _whole(address: str) -> bool:
    """Whether a reader can follow it, and nothing is done to them."""
    if address.startswith("mailto:"):
        return "@" in address
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not re.search(r"[\s<>\"]", address)


def wrong(told: Told) -> Iterator[str]:
    """What is wrong with the article as a mail or a story, in words."""
    for name in PAGES:
        draft = told.drafts[name]
        wire = FRAME.sub("", draft.segments[0].wire)
        strict = Strict()
        strict.feed(wire)
        strict.close()
        yield from (f"{name}: {slip}" for slip in [*strict.wrong, *(f"<{tag}> stays open" for tag in strict.open)])
        if name in ORDERS and (found := re.search(ORDERS[name], wire)):
            yield f"{name}: an order to the service: {wire[found.start() : found.start() + 40]!r}"
        boxed = wire.replace("☑ ", "[x] ").replace("☐ ", "[ ] ")
        page = Page(f"<h1>{html.escape(draft.title, quote=False)}</h1>{boxed}")
        page.code = [code.expandtabs(4) for code in page.code]
        for kind, pattern in _LEAK.items():
            leak = pattern.search(page.prose)
            if leak and not _titled(leak[0], told.row["body"]):
                yield f"{name}: {kind} in {page.prose[max(0, leak.start() - 40) : leak.end() + 20]!r}"
        empty = _empty(told.post) if name == "medium" else set()
        for loss in kept.lost(told, draft, page):
            wide = re.match(r"a link of the source is missing: \S*）", loss)  # a stock parser takes that bracket for a part of the address
            if not wide and loss.partition(": ")[2].strip("'\"") not in empty:
                yield f"{name}: {loss}"


def _empty(post: Post) -> set[str]:
    """What columns are called in which nothing stands: Medium knows no tables, and nothing is said of those."""
    tables = [block for block in walk.every_block(post.blocks) if isinstance(block, Table)]
    return {flat(name) for table in tables for at, name in enumerate(table.header) if not any(flat(row[at]).strip() for row in table.rows)}


def handed(told: Told) -> Iterator[str]:
    """What is wrong with what a person posts to YouTube and to Hacker News, in words."""
    (post,), address = told.drafts["youtube"].segments, address_of(told.row)
    size = len(post.text.encode())
    if not 0 < size == post.length <= COMMUNITY:
        yield f"youtube: {size} bytes, said to be {post.length}"
    if post.text.count(address) != 1:
        yield f"youtube: the link stands {post.text.count(address)} times"
    yield from (f"youtube: {kind} in {post.text!r}" for kind, pattern in _LEAK.items() if pattern.search(post.text))
    source = html.unescape(told.row["body"])
    yield from (f"youtube: no whole address {url}" for url in _URL.findall(post.text) if url != address and url.rstrip("/") not in source)
    draft = told.drafts["hackernews"]
    if draft.segments[0].text != address or squash(draft.title) != squash(told.post.title):  # it takes emoji away
        yield f"hackernews: {draft.title!r} and {draft.segments[0].text}"
    if (len(draft.title) > LONGEST_TITLE) != ("title-too-long" in {problem.code for problem in draft.problems}):
        yield f"hackernews: a title of {len(draft.title)}"


def _titled(leak: str, body: str) -> bool:
    """Whether the author wrote those signs into a picture's title, where they mean nothing but themselves."""
    return re.search(r'!\[[^\]\n]*\]\(\S+ "[^"\n]*' + re.escape(leak), body) is not None
