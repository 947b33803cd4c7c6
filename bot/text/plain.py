"""Inline nodes as the plain text a reader sees, with the places of links, mentions and hashtags in it.

Emphasis is dropped rather than imitated: Unicode look-alikes cost double on X and cannot be read aloud. Pictures and footnote
marks leave nothing. A link is its words; only where they are its address is it a span.
"""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.model.draft import Span
from bot.model.tree import (
    Block,
    Break,
    Code,
    Emphasis,
    FootnoteRef,
    Heading,
    Image,
    Inline,
    Item,
    Link,
    List,
    Math,
    Only,
    Paragraph,
    Quote,
    Raised,
    Strike,
    Strong,
    Text,
)
from bot.text import math

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GAP = "\ufffc"
"""Stands in a text for a formula that cannot be said in characters (Unicode's object replacement character)."""

_RAISED = dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
_CJK = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_LOOSE = re.compile(r"(?:^|(?<=\n))[ \t]+|[ \t]+(?=\n|$)|(?<=[ \t])[ \t]+|[ \t]+(?=[,.)](?:\s|$))|\A\s+|\s+\Z")
_SIGNS = ("  ", "\t", " \n", "\n ", " ,", " .", " )")
"""Without one of these nothing within a text is loose: to look for them is quicker by far."""


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text and the spans in it; offsets count code points."""

    text: str
    spans: tuple[Span, ...] = ()


def words(inlines: tuple[Inline, ...], *, carried: Callable[[str], bool] | None = None, addresses: bool = False) -> Words:
    """`inlines` as plain text.

    A formula whose TeX is not `carried` by text becomes `GAP`, so that its sentence can be left out; without a rule it is said as
    well as it can be. With `addresses`, a link's address follows its words in brackets.
    """
    writer = _Writer(carried, addresses)
    writer.all(inlines)
    return tidy(Words("".join(writer.parts), tuple(writer.spans)))


def tidy(said: Words) -> Words:
    """Without doubled blanks, blanks at line ends, and blanks that something left out has put before a comma or a full stop."""
    if said.text == said.text.strip() and not any(sign in said.text for sign in _SIGNS):
        return said
    cuts = [match.span() for match in _LOOSE.finditer(said.text)]
    return cut(said, cuts) if cuts else said


def cut(said: Words, cuts: list[tuple[int, int]]) -> Words:
    """`said` without the given parts, spans moved along; a span that loses a character is dropped."""
    kept = [True] * len(said.text)
    for start, end in cuts:
        kept[start:end] = [False] * (end - start)
    moved = [0]
    for keep in kept:
        moved.append(moved[-1] + keep)
    text = "".join(character for character, keep in zip(said.text, kept, strict=True) if keep)
    spans = tuple(
        Span(moved[span.start], moved[span.end], span.kind, span.target) for span in said.spans if all(kept[span.start : span.end])
    )
    return Words(text, spans)


def images(inlines: tuple[Inline, ...]) -> Iterator[Image]:
    """The pictures among `inlines`, in order."""
    for node in inlines:
        if isinstance(node, Image):
            yield node
        elif isinstance(node, Emphasis | Strong | Strike | Raised | Link):
            yield from images(node.children)


def block_text(blocks: tuple[Block, ...]) -> Words:
    """Blocks as written: paragraphs a blank line apart, list items on lines of their own, link addresses kept."""
    pieces = [piece for block in blocks for piece in _pieces(block) if piece.text]
    return join(pieces, "\n\n")


def join(pieces: list[Words], glue: str) -> Words:
    """Several texts as one, `glue` between them."""
    spans: list[Span] = []
    at = 0
    for piece in pieces:
        spans += [Span(span.start + at, span.end + at, span.kind, span.target) for span in piece.spans]
        at += len(piece.text) + len(glue)
    return Words(glue.join(piece.text for piece in pieces), tuple(spans))


def _pieces(block: Block) -> Iterator[Words]:
    match block:
        case Paragraph(children=children) | Heading(children=children):
            yield words(children, addresses=True)
        case List(items=items, start=start):
            yield join([_item(item, "• " if start is None else f"{start + index}. ") for index, item in enumerate(items)], "\n")
        case Quote(blocks=blocks, label=label):
            yield join([*([Words(f"{label}:")] if label else []), block_text(blocks)], "\n")
        case Only(blocks=blocks):
            yield block_text(blocks)
        case _:
            return


def _item(item: Item, mark: str) -> Words:
    """A list item; a list within it stands below it, further in."""
    box = {True: "☑ ", False: "☐ ", None: mark}[item.checked]
    own = block_text(tuple(block for block in item.blocks if not isinstance(block, List)))
    inner = [piece for block in item.blocks if isinstance(block, List) for piece in _pieces(block)]
    return join([join([Words(box), own], ""), *(_indented(piece) for piece in inner)], "\n")


def _indented(said: Words) -> Words:
    starts = [0, *(found.end() for found in re.finditer("\n", said.text))]
    spans = tuple(
        Span(span.start + 2 * bisect(starts, span.start), span.end + 2 * bisect(starts, span.start), span.kind, span.target)
        for span in said.spans
    )
    return Words("  " + said.text.replace("\n", "\n  "), spans)


class _Writer:
    def __init__(self, carried: Callable[[str], bool] | None, addresses: bool) -> None:
        self.carried = carried
        self.addresses = addresses
        self.parts: list[str] = []
        self.spans: list[Span] = []
        self.at = 0

    def all(self, inlines: tuple[Inline, ...]) -> None:
        for index, node in enumerate(inlines):
            self.one(node, inlines[index + 1] if index + 1 < len(inlines) else None)

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.at += len(text)

    def one(self, node: Inline, following: Inline | None) -> None:
        match node:
            case Text(text=text):
                mention = text.endswith("@") and isinstance(following, Link) and following.href.startswith("urn:")
                self.put(text[:-1] if mention else text)
            case Code(text=text):
                self.put(text)
            case Math(tex=tex):
                self.put(math.unicode(tex) if self.carried is None or self.carried(tex) else GAP)
            case Emphasis(children=children) | Strong(children=children) | Strike(children=children):
                self.all(children)
            case Raised():
                self.raised(node)
            case Link():
                self.link(node)
            case Break(hard=hard):
                self.put("\n" if hard else self.wrap(following))
            case Image() | FootnoteRef():
                pass

    def wrap(self, following: Inline | None) -> str:
        """What a mere line end of the source becomes: a blank, but nothing between CJK characters."""
        before = next((part[-1] for part in reversed(self.parts) if part), "")
        after = _first(following)
        return "" if re.fullmatch(f"[{_CJK}]{{2}}", before + after) else " "

    def raised(self, node: Raised) -> None:
        inner = words(node.children).text
        table = _RAISED if node.raised else _LOWERED
        if inner and all(character in table for character in inner):
            self.put("".join(table[character] for character in inner))
        else:
            self.put(("^" if node.raised else "_") + inner if inner and len(inner) < 3 and self.at else inner)

    def link(self, node: Link) -> None:
        start = self.at
        self.all(node.children)
        shown = "".join(self.parts)[start:] if node.href.startswith(("urn:", "http://", "https://")) else ""
        if node.href.startswith("urn:") and shown:
            self.spans.append(Span(start, self.at, "mention", node.href))
        elif shown and shown.strip() in (node.href, node.href.removeprefix("https://"), node.href.removeprefix("http://")):
            self.spans.append(Span(start, self.at, "link", node.href))
        elif self.addresses and shown:
            self.put(" (")
            self.spans.append(Span(self.at, self.at + len(node.href), "link", node.href))
            self.put(f"{node.href})")


def _first(node: Inline | None) -> str:
    """The first character of a node, as far as it is easily known."""
    match node:
        case Text(text=text) | Code(text=text):
            return text[:1]
        case Emphasis(children=children) | Strong(children=children) | Link(children=children):
            return _first(children[0] if children else None)
        case _:
            return ""
