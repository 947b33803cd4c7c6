"""A text with marks as its reader sees it: headings, lists, code and tables as parts of a screen. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

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
from bot.terminal.parts import BLANK, Box, Cells, Hang, Inner, Line, Run, Style
from bot.terminal.width import cells

RULE: Line = (Run("─" * 20, "faint"),)


def parts(blocks: Iterable[Block]) -> tuple[Inner, ...]:
    """The blocks, with a blank line between two of them."""
    shown: list[Inner] = []
    for block in blocks:
        shown += [BLANK] if shown else []
        shown += _block(block)
    return tuple(shown)


def targets(blocks: Iterable[Block]) -> tuple[tuple[str, str], ...]:
    """The words of every link and where they lead, each pair once, in the order of the text."""
    found = (("".join(_words(link.children)), link.href) for block in blocks for link in _links(block))
    return tuple(dict.fromkeys(found))


def _block(block: Block) -> Iterator[Inner]:
    match block:
        case Heading(_, children):
            yield from _lines(children, "heading")
        case Paragraph(children):
            yield from _lines(children)
        case CodeBlock(text):
            yield Box("", tuple((Run(each, "code"),) for each in text.rstrip("\n").split("\n")))
        case Quote(blocks):
            yield Hang(Run("▎ ", "faint"), Run("▎ ", "faint"), parts(blocks))
        case List(items, start):
            yield from (_item(item, start, place) for place, item in enumerate(items))
        case Table(header, rows, align):
            yield Cells(tuple(map(_cell, header)), tuple(tuple(map(_cell, row)) for row in rows), align)
        case Rule():
            yield RULE


def _item(item: Item, start: int | None, place: int) -> Hang:
    """An item behind its bullet or number. Its own paragraphs stand close."""
    sign = "• " if start is None else f"{start + place}. "
    body = tuple(part for block in item.blocks for part in _block(block))
    return Hang(Run(sign, "faint"), Run(" " * cells(sign)), body or (BLANK,))


def _cell(children: tuple[Inline, ...]) -> Line:
    return tuple(Run(" " if run.text == "\n" else run.text, run.style) for run in _runs(children))


def _lines(children: tuple[Inline, ...], style: Style = "") -> Iterator[Line]:
    """Running text, a line for each that the author broke by hand."""
    for broken, runs in groupby(_runs(children, style), lambda run: run.text == "\n"):
        if not broken:
            yield tuple(runs)


def _runs(children: Iterable[Inline], style: Style = "") -> Iterator[Run]:
    """Inline nodes as runs; a hard break is a run of its own. What is marked twice has the inner mark."""
    for node in children:
        match node:
            case Text(text):
                yield Run(text, style)
            case Code(text):
                yield Run(text, "code")
            case Break(hard):
                yield Run("\n" if hard else " ", style)
            case Link(_, inner):
                yield from _runs(inner, "link")
            case Strong(inner):
                yield from _runs(inner, style or "strong")
            case Emphasis(inner):
                yield from _runs(inner, style or "em")
            case Strike(inner):
                yield from _runs(inner, style or "strike")


def _words(children: Iterable[Inline]) -> Iterator[str]:
    return (run.text for run in _runs(children))


def _links(block: Block) -> Iterator[Link]:
    match block:
        case Heading(_, children) | Paragraph(children):
            yield from _linked(children)
        case Quote(blocks):
            yield from (link for inner in blocks for link in _links(inner))
        case List(items):
            yield from (link for item in items for inner in item.blocks for link in _links(inner))
        case Table(header, rows):
            yield from (link for row in (header, *rows) for cell in row for link in _linked(cell))


def _linked(children: Iterable[Inline]) -> Iterator[Link]:
    for node in children:
        if isinstance(node, Link):
            yield node
        elif isinstance(node, Strong | Emphasis | Strike):
            yield from _linked(node.children)
