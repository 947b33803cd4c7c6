"""Markdown as a forum's readers see it: CommonMark with tables, strike-through and bare addresses; no HTML, pictures by name.

Unlike `markdown.py` it knows nothing of what blogs add: a dollar stays a dollar. It is for showing what was written, not for
reading posts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from bot.model.tree import (
    Block,
    Break,
    Code,
    CodeBlock,
    Emphasis,
    Heading,
    Inline,
    Item,
    Link,
    List,
    Paragraph,
    Quote,
    Rule,
    Strike,
    Strong,
    Table,
    Text,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.tree import SyntaxTreeNode

LONGEST = 60_000
"""Characters. What is longer no forum takes, and it is shown as it is written."""

LONGEST_INLINE = 5_000
"""Characters of a paragraph. Marks in a longer one are shown as they are written, as looking for them takes quadratic time."""

_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+")


def read(markdown: str) -> tuple[Block, ...]:
    """The blocks that a reader sees of `markdown`. Pure; never raises."""
    from markdown_it.tree import SyntaxTreeNode

    if len(markdown) > LONGEST:
        return (CodeBlock(markdown),)
    return tuple(_blocks(SyntaxTreeNode(_parser().parse(markdown)).children))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(["table", "strikethrough"])
    made.normalizeLink = lambda url: url  # type: ignore[method-assign]
    made.core.ruler.at("inline", _bounded)
    return made


def _bounded(state: StateCore) -> None:
    """markdown-it's inline step, but for paragraphs that would take long."""
    from markdown_it.token import Token

    for token in state.tokens:
        if token.type == "inline":
            token.children = [Token("text", "", 0, content=token.content)]
            if len(token.content) <= LONGEST_INLINE:
                token.children = []
                state.md.inline.parse(token.content, state.md, state.env, token.children)


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "paragraph":
                yield Paragraph(_inlines(node))
            case "heading":
                yield Heading(int(node.tag[1:]), _inlines(node))
            case "fence" | "code_block":
                yield CodeBlock(node.content)
            case "blockquote":
                yield Quote(tuple(_blocks(node.children)))
            case "bullet_list" | "ordered_list":
                start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
                yield List(tuple(Item(tuple(_blocks(item.children))) for item in node.children), start)
            case "table":
                yield _table(node)
            case "hr":
                yield Rule()


def _table(node: SyntaxTreeNode) -> Table:
    header, *rows = [list(row.children) for part in node.children for row in part.children]
    align = tuple(str(cell.attrs.get("style", "")).rpartition(":")[2] for cell in header)
    return Table(tuple(map(_inlines, header)), tuple(tuple(map(_inlines, row)) for row in rows), align)


def _inlines(node: SyntaxTreeNode, *, linked: bool = False) -> tuple[Inline, ...]:
    """The inline nodes of a block or of a mark; `linked` says that they lead somewhere already."""
    return tuple(found for child in node.children for found in _inline(child, linked))


def _inline(node: SyntaxTreeNode, linked: bool) -> tuple[Inline, ...]:
    match node.type:
        case "inline":
            return _inlines(node)
        case "text":
            return (Text(node.content),) if linked else tuple(_addresses(node.content))
        case "code_inline":
            return (Code(node.content),)
        case "softbreak" | "hardbreak":
            return (Break(node.type == "hardbreak"),)
        case "image":
            named = Text(f"picture: {node.content}" if node.content else "picture")
            return (named if linked else Link(str(node.attrs.get("src", "")), (named,)),)
        case "link":
            return (Link(str(node.attrs.get("href", "")), _inlines(node, linked=True)),)
        case "strong":
            return (Strong(_inlines(node, linked=linked)),)
        case "em":
            return (Emphasis(_inlines(node, linked=linked)),)
        case "s":
            return (Strike(_inlines(node, linked=linked)),)
    return ()


def _addresses(text: str) -> Iterator[Inline]:
    """Words, with the bare addresses among them as links."""
    at = 0
    for found in _ADDRESS.finditer(text):
        address = found[0].rstrip(".,;:!?)]}'’*_~")
        if found.start() > at:
            yield Text(text[at : found.start()])
        at = found.start() + len(address)
        yield Link(address, (Text(address),))
    if at < len(text):
        yield Text(text[at:])
