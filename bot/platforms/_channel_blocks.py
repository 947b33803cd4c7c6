"""An article's tree as a post in a channel: what Telegram and Discord have marks for as those, all else in characters that say the same."""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from bot.model.tree import (
    Block,
    Break,
    Code,
    CodeBlock,
    Emphasis,
    FootnoteRef,
    Heading,
    Image,
    Inline,
    Item,
    Link,
    List,
    Math,
    MathBlock,
    Only,
    Paragraph,
    Quote,
    Raised,
    Rule,
    SegmentBreak,
    Strike,
    Strong,
    Table,
    Text,
)
from bot.text import math
from bot.text.address import is_absolute
from bot.text.inline import flat
from bot.text.markup_inline import Notes, edges, small
from bot.text.plain import images, words
from bot.text.walk import inlines

Emphasised = Literal["bold", "italic", "struck"]

BOXES = {True: "☑ ", False: "☐ "}
_STYLES: Mapping[type[Inline], Emphasised] = {Strong: "bold", Emphasis: "italic", Strike: "struck"}
_WIDE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


@dataclass(slots=True)
class Writer(ABC):
    """Writes blocks as a dialect says: its constants, and the methods that it must have."""

    footnotes: Mapping[str, tuple[Block, ...]]
    notes: Notes = field(default_factory=Notes)

    BULLETS: ClassVar[tuple[str, ...]]
    """The mark of an item by how deep it lies, with what stands before it."""

    WIDEST: ClassVar[int]
    """Letters of a line in a table of equal letters: more would wrap."""

    RULE: ClassVar[str]

    @abstractmethod
    def words(self, text: str) -> str:
        """Words that mean nothing but themselves."""

    @abstractmethod
    def styled(self, style: Emphasised, said: str) -> str:
        """Written words in a style."""

    @abstractmethod
    def heading(self, said: str) -> str:
        """A line as a heading."""

    @abstractmethod
    def code(self, text: str) -> str:
        """Code within a line."""

    @abstractmethod
    def block_of_code(self, text: str, lang: str) -> str:
        """Code in lines of its own."""

    @abstractmethod
    def link(self, said: str, url: str) -> str:
        """Written words that lead to `url`."""

    @abstractmethod
    def bare(self, url: str) -> str:
        """An address that is its own words."""

    @abstractmethod
    def quote(self, said: str) -> str:
        """Written blocks as a quotation."""

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Blocks, an empty line apart."""
        return "\n\n".join(filter(None, map(self.block, blocks)))

    def block(self, block: Block) -> str:
        """One block; empty for what leaves nothing."""
        match block:
            case Paragraph():
                return self.line(block.children)
            case Heading():
                return self.heading(self.line(block.children))
            case CodeBlock():
                return self.block_of_code(block.text.expandtabs(4).strip("\n").rstrip(), block.lang) if block.text.strip() else ""
            case MathBlock():
                return self._formula(block.tex)
            case Rule():
                return self.RULE
            case SegmentBreak():
                return ""
            case _:
                return self._container(block)

    def _container(self, block: Quote | List | Table | Only) -> str:
        match block:
            case Quote():
                return self._quote(block)
            case List():
                return self._list(block)
            case Table():
                return self._table(block)
            case Only():
                return self.blocks(block.blocks)

    def endnotes(self) -> str:
        """The footnotes that were referred to, in that order."""
        return "\n".join(f"[{number}] {self.blocks(self.footnotes.get(label, ()))}" for number, label in enumerate(self.notes.labels(), 1))

    def line(self, nodes: Iterable[Inline]) -> str:
        """Running text, without blanks at its ends and doubled ones within."""
        return re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"[ \t]{2,}", " ", self._all(tuple(nodes)))).strip()

    def _all(self, nodes: tuple[Inline, ...]) -> str:
        return "".join(self._break(node, nodes, at) if isinstance(node, Break) else self._one(node) for at, node in enumerate(nodes))

    def _one(self, node: Inline) -> str:
        match node:
            case Text(text=text):
                return self.words(text.replace("\n", " "))
            case Code(text=text):
                return self.code(" ".join(text.split("\n")))
            case Math(tex=tex):
                return self.words(math.unicode(tex)) if math.faithful(tex) else self.code(tex)
            case Strong() | Emphasis() | Strike():
                return self.styled(_STYLES[type(node)], self._all(node.children))
            case Link():
                return self._link(node)
            case Raised():
                return self.words(small(node)) or self._raised(node)
            case FootnoteRef(label=label):
                return f"[{self.notes.number(label)}]" if label in self.footnotes else ""
            case Image() | Break():
                return ""

    def _raised(self, node: Raised) -> str:
        inner = self._all(node.children)
        return f"{'^' if node.raised else '_'}{inner}" if len(flat(node.children)) < 3 else inner

    def _link(self, node: Link) -> str:
        said = self._all(node.children).strip() or self.words(next((image.alt for image in images(node.children) if image.alt), ""))
        if not is_absolute(node.href):
            mail = node.href.removeprefix("mailto:").partition("?")[0]
            return f"{said} ({self.words(mail)})" if node.href.startswith("mailto:") and mail not in flat(node.children) else said
        return self.bare(node.href) if not said or flat(node.children).strip() == node.href else self.link(said, node.href)

    def _break(self, node: Break, nodes: tuple[Inline, ...], at: int) -> str:
        if node.hard:
            return "\n"
        before, after = edges(nodes, at)
        return "" if _WIDE.match(before) and _WIDE.match(after) else " "

    def _formula(self, tex: str) -> str:
        return "\n".join(map(self.words, math.lines(tex))) if math.faithful(tex) else self.block_of_code(tex.strip(), "latex")

    def _quote(self, block: Quote) -> str:
        label = self.styled("bold", self.words(block.label)) if block.label else ""
        inner = "\n\n".join(filter(None, (label, self.blocks(block.blocks))))
        return self.quote(inner) if inner else ""

    def _list(self, block: List, depth: int = 0) -> str:
        bullet = self.BULLETS[min(depth, len(self.BULLETS) - 1)]
        blank = bullet[: len(bullet) - 2]
        lines = []
        for number, item in enumerate(block.items):
            mark = bullet if block.start is None else f"{blank}{block.start + number}. "
            lines.append(self._item(blank + BOXES[item.checked] if item.checked is not None else mark, item, depth))
        return "\n".join(filter(None, lines))

    def _item(self, mark: str, item: Item, depth: int) -> str:
        inner = [self._list(each, depth + 1) if isinstance(each, List) else self.block(each) for each in item.blocks]
        text = "\n".join(filter(None, inner))
        return mark + text if text else ""

    def _table(self, block: Table) -> str:
        """A table: in equal letters where its lines fit and nothing in it leads anywhere, else an item for each row."""
        rows = [[" ".join(words(cell).text.split()) for cell in row] for row in (block.header, *block.rows)]
        wide = [max(_width(row[column]) for row in rows) for column in range(len(block.header))]
        rich = any(isinstance(node, Link | Image) for row in (block.header, *block.rows) for cell in row for node in inlines(cell))
        if not rich and sum(wide) + 2 * (len(wide) - 1) <= self.WIDEST:
            return self.block_of_code("\n".join(_aligned(row, wide, block.align) for row in rows), "")
        heads = [self._cell(cell) for cell in block.header]
        cells = [[self._cell(cell) for cell in row] for row in block.rows]
        unsaid = [head for column, head in enumerate(heads) if not any(row[column] for row in cells)]
        return "\n".join(filter(None, (" · ".join(filter(None, unsaid)), *(self._row(heads, row) for row in cells))))

    def _cell(self, cell: tuple[Inline, ...]) -> str:
        return self.line(cell) or " ".join(self.words(image.alt) for image in images(cell) if image.alt)

    def _row(self, heads: list[str], cells: list[str]) -> str:
        """A row as an item: its first cell, then what each column says of it; empty where nothing is said."""
        first = f"{heads[0]}: {self.styled('bold', cells[0])}" if heads[0] else self.styled("bold", cells[0])
        rest = [f"{head}: {cell}" if head else cell for head, cell in zip(heads[1:], cells[1:], strict=True) if cell]
        lines = [first, *rest] if cells[0] else rest
        return self.BULLETS[0] + f"\n{' ' * (len(self.BULLETS[0]) + 1)}".join(lines) if lines else ""


def _aligned(row: list[str], wide: list[int], align: tuple[str, ...]) -> str:
    blanks = [" " * (width - _width(cell)) for cell, width in zip(row, wide, strict=True)]
    cells = [blank + cell if side == "right" else cell + blank for cell, blank, side in zip(row, blanks, align, strict=True)]
    return "  ".join(cells).rstrip()


def _width(cell: str) -> int:
    """Letters' widths: Chinese and Japanese ones are two."""
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in cell)
