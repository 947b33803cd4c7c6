"""HTML inside markdown: each tag means a node of the tree, or nothing. Raw elements are taken whole.

What a reader sees stays; scripts, styles, drawings and comments go. Players and frames become a link to what they play.
"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from bot.model.tree import Break, Code, CodeBlock, Image, Link, Rule, Text
from bot.text.builder import BLOCKS, Frame

if TYPE_CHECKING:
    from bot.text.builder import Builder

INLINE = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "var": "em", "dfn": "em",
    "s": "strike", "del": "strike", "strike": "strike", "sup": "sup", "sub": "sub",
}  # fmt: skip
FLOW = frozenset("p div section article header footer main aside figure center nav form fieldset dl address hgroup body html".split())  # noqa: SIM905
PLAYERS = frozenset("iframe video audio embed source".split())  # noqa: SIM905
DROPPED = frozenset("script style svg textarea template head math button select noscript object".split())  # noqa: SIM905
CODE = frozenset("code tt samp".split())  # noqa: SIM905
RAW = DROPPED | CODE | {"pre"}
"""Elements whose content is not markdown and is taken as a whole."""

_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:language-|lang-|sourceCode\s+|highlight-source-|data-lang=[\"'])([\w+#-]+)", re.IGNORECASE)
_YOUTUBE = re.compile(r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]+).*")


def bare(source: str) -> str:
    """The text of a piece of HTML, tags gone, entities resolved."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", source)))


def raw(builder: Builder, name: str, opening: str, content: str) -> None:
    """A raw element: code stays, scripts and drawings go."""
    if name == "pre":
        found = _LANGUAGE.search(opening + content[:200])
        text = bare(content).strip("\n").expandtabs(4)
        builder.end_paragraph()
        if builder.top.kind in BLOCKS:
            builder.block(CodeBlock(text, found[1].lower() if found else "", builder.line))
        else:
            builder.add(Code(" ".join(text.split())))
    elif name in CODE and (text := " ".join(bare(content).split())):
        builder.add(Code(text))


def player(source: str) -> str:
    """The address a person opens for a player's `source`."""
    source = "https:" + source if source.startswith("//") else source
    found = _YOUTUBE.fullmatch(source)
    return f"https://www.youtube.com/watch?v={found[1]}" if found else source


class Tags(HTMLParser):
    """Feeds single tags to a builder."""

    def __init__(self, builder: Builder) -> None:
        super().__init__()
        self.builder = builder

    def read(self, source: str) -> None:
        """One or more complete tags with what is between them."""
        self.feed(source)
        self.reset()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An opening tag."""
        given = {name: value or "" for name, value in attrs}
        if tag in INLINE:
            self.builder.begin(Frame(INLINE[tag], tag))
        elif tag in FLOW or tag in {"ul", "ol", "blockquote", "details", "li", "table", "tr", "td", "th", "dt", "dd"}:
            _open_block(self.builder, tag, given)
        elif tag in {"summary", "figcaption", "caption"} or re.fullmatch("h[1-6]", tag):
            _open_holder(self.builder, tag)
        else:
            _single(self.builder, tag, given)

    def handle_endtag(self, tag: str) -> None:
        """A closing tag."""
        if tag in FLOW:
            _flow(self.builder)
        elif tag == "q":
            self.builder.add(Text("”"))
        elif tag == "dd":
            self.builder.end_tag("dd")
            self.builder.end_tag("dl-list")
        else:
            self.builder.end_tag(tag)

    def handle_data(self, data: str) -> None:
        """Words between tags."""
        if text := re.sub(r"\s+", " ", data):
            self.builder.add(Text(text))


def _flow(builder: Builder) -> None:
    """A block of no meaning of its own ends the paragraph, but not inside a link or a bold passage."""
    if builder.top.kind == "paragraph":
        builder.end_paragraph()
    elif builder.top.kind not in BLOCKS:
        builder.add(Text(" "))


def _open_block(builder: Builder, tag: str, given: dict[str, str]) -> None:
    if tag in FLOW:
        _flow(builder)
    elif tag in {"ul", "ol"}:
        start = given.get("start", "1")
        builder.begin(Frame("list", tag, number=(int(start) if start.isdecimal() and len(start) < 9 else 1) if tag == "ol" else None))
    elif tag == "li":
        builder.end_tag("li")
        if builder.top.kind not in BLOCKS:
            builder.end_paragraph()
        if builder.top.kind != "list":
            builder.begin(Frame("list", "ul"))
        builder.begin(Frame("item", "li"))
    elif tag in {"tr", "td", "th", "table"}:
        _open_table(builder, tag)
    elif tag == "dt":
        builder.begin(Frame("term", "dt"))
    elif tag == "dd":
        builder.begin(Frame("list", "dl-list", text="dd"))
        builder.begin(Frame("item", "dd"))
    else:
        builder.begin(Frame("quote", tag))


def _open_table(builder: Builder, tag: str) -> None:
    if tag == "table":
        builder.begin(Frame("table", "table"))
        return
    if not builder.within("table"):
        _flow(builder)
        return
    for open_tag in ("td", "th", *(("tr",) if tag == "tr" else ())):
        builder.end_tag(open_tag)
    if builder.top.kind == "table":
        builder.begin(Frame("row", "tr", rows=[[]]))
    if tag != "tr" and builder.top.kind == "row":
        builder.begin(Frame("cell", tag))


def _open_holder(builder: Builder, tag: str) -> None:
    if tag == "summary":
        builder.begin(Frame("summary" if builder.top.kind == "quote" else "term", tag))
    elif tag in {"figcaption", "caption"}:
        builder.end_paragraph()
        builder.begin(Frame("em", tag))
    else:
        builder.begin(Frame("heading", tag, number=int(tag[1])))


def _single(builder: Builder, tag: str, given: dict[str, str]) -> None:
    if tag == "br":
        builder.add(Break(hard=True))
    elif tag == "hr":
        builder.block(Rule(builder.line))
    elif tag == "img" and given.get("src"):
        builder.add(Image(given["src"], " ".join(given.get("alt", "").split()), given.get("title", ""), builder.line))
    elif tag in PLAYERS and (source := player(given.get("src", "").strip())):
        builder.add(Text(" "), Link(source, (Text(given.get("title") or source),)), Text(" "))
    elif tag == "a" and given.get("href") and not builder.within("link"):
        builder.begin(Frame("link", "a", text=given["href"].strip()))
    elif tag == "q":
        builder.add(Text("“"))
