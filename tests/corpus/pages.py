"""Markdown as others see it: a page of HTML as text, links and code, and what of a source anybody's markdown parser understands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

STOCK = MarkdownIt("commonmark", {"html": True, "linkify": True}).enable(["table", "strikethrough", "linkify"])
if STOCK.linkify is not None:
    STOCK.linkify.set({"fuzzy_link": False, "fuzzy_email": False})

_BLOCKS = frozenset(["p", "div", "td", "th", "tr", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"])
_FLAVOURED = re.compile(
    r"[{}$|<>\\~^]|\[\^|\]\[|\[\[|\]\(\(|:\w+:|^:|&\w+;|@[\w\[]|^\s*(?:import|export) |^!!!|^\?\?\?|\]\((?:#|mailto)|!\[|"
    r"https?://[A-Z][a-z]+ ",
    re.MULTILINE,
)
"""What a blog's own generator gives a meaning, so that a stock parser says too much; and formulas, which are looked at by themselves."""

_TRACKING = re.compile(r"[?&](?:utm_\w+|fbclid|gclid|__hs\w+|hsCtaTracking|source)=[^&#]*")


@dataclass
class Page(HTMLParser):
    """A page as its reader has it: words, those outside code, addresses of links, code blocks."""

    html: str
    parts: list[str] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    code: list[str] = field(default_factory=list)
    prose: str = ""
    hidden: int = 0
    within: int = 0
    coded: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Counts what is open, keeps addresses, parts blocks."""
        self.hidden += tag in ("script", "style")
        self.coded += tag in ("pre", "code")
        self._parted(tag)
        if tag == "a":
            self.links.add(plain(dict(attrs).get("href") or ""))
        if tag == "pre":
            self.within += 1
            self.code.append("")

    def handle_endtag(self, tag: str) -> None:
        """Closes again."""
        self.hidden -= tag in ("script", "style")
        self.within -= tag == "pre"
        self.coded -= tag in ("pre", "code")
        self._parted(tag)

    def _parted(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")
            self.prose += "\n"

    def handle_data(self, data: str) -> None:
        """Keeps what is seen."""
        if not self.hidden:
            self.parts.append(data)
            self.prose += "·" if self.coded else data
            if self.within:
                self.code[-1] += data

    @property
    def text(self) -> str:
        """All words."""
        return "".join(self.parts)


def stock(markdown: str) -> Page:
    """Markdown as a stock parser shows it."""
    return Page(STOCK.render(markdown))


def plain(address: str) -> str:
    """An address without what follows its readers, spelled in one way."""
    return unquote(_TRACKING.sub("", address)).rstrip("?&/_*.")


def squash(text: str) -> str:
    """Letters and figures only, in one spelling."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a source that every parser reads alike: words of running text, or a line of code; with its links."""

    words: str
    links: tuple[str, ...] = ()


def understood(markdown: str) -> Iterator[Said]:
    """The running text and the code that no flavour of markdown reads in another way."""
    for token in STOCK.parse(markdown):
        if token.type == "inline" and not _FLAVOURED.search(token.content):
            yield Said(_words(token), tuple(_links(token)))
        elif token.type == "fence" and token.info.isalnum() and not re.search(r"\{%|\{\{|```|^[ \t]*#\|", token.content, re.MULTILINE):
            yield from (Said(line) for line in token.content.split("\n"))


def _words(token: Token) -> str:
    return _TRACKING.sub("", "".join(" " if child.type.endswith("break") else child.content for child in token.children or ()))


def _links(token: Token) -> Iterator[str]:
    for child in token.children or ():
        href = str(child.attrs.get("href", ""))
        if (
            child.type == "link_open"
            and re.match(r"https?://[^/]+\.", href)
            and not re.search(rf"\[\s*\]\({re.escape(href)}", token.content)
        ):
            yield plain(href)
