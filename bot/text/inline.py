"""Small things about inline nodes: their bare text, joining and trimming."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from bot.model.tree import Break, Code, Emphasis, FootnoteRef, Image, Inline, Link, Math, Raised, Strike, Strong, Text

Wrapper = Emphasis | Strong | Strike | Raised | Link


def flat(nodes: Iterable[Inline]) -> str:
    """The words of inline nodes on one line, without any mark; a formula as its TeX, a picture as its alt text."""
    return " ".join("".join(_flat(node) for node in nodes).split())


def _flat(node: Inline) -> str:
    match node:
        case Text() | Code():
            return node.text
        case Math():
            return node.tex
        case Image():
            return node.alt
        case Break():
            return " "
        case FootnoteRef():
            return ""
        case _:
            return "".join(_flat(child) for child in node.children)


def tidy(nodes: Iterable[Inline]) -> tuple[Inline, ...]:
    """Neighbouring texts joined, blanks and breaks at both ends gone."""
    joined: list[Inline] = []
    for is_text, run in groupby(nodes, key=lambda node: isinstance(node, Text)):
        if not is_text:
            joined.extend(_merged(run))
        elif text := "".join(node.text for node in run if isinstance(node, Text)):
            joined.append(Text(text))
    first, last = 0, len(joined)
    while first < last and _blank(joined[first]):
        first += 1
    while last > first and _blank(joined[last - 1]):
        last -= 1
    return _stripped(joined[first:last])


def _merged(nodes: Iterable[Inline]) -> Iterator[Inline]:
    """Bold next to bold is one bold passage: no writer could mark where one ends and the next begins."""
    before: Inline | None = None
    for node in nodes:
        if isinstance(node, Emphasis | Strong | Strike) and type(before) is type(node):
            before = replace(node, children=tidy((*before.children, *node.children)))
            continue
        if before is not None:
            yield before
        before = node
    if before is not None:
        yield before


def _blank(node: Inline) -> bool:
    return isinstance(node, Break) or (isinstance(node, Text) and not node.text.strip())


def _stripped(nodes: list[Inline]) -> tuple[Inline, ...]:
    if nodes and isinstance(first := nodes[0], Text):
        nodes[0] = Text(first.text.lstrip())
    if nodes and isinstance(last := nodes[-1], Text):
        nodes[-1] = Text(last.text.rstrip())
    return tuple(nodes)
