"""An article as HTML that Ghost keeps: what its own kind of document knows as it is, and all else in cards of HTML.

Tried on Ghost 6.65, 2026-11-22: it takes tables, code, pictures and second paragraphs out of lists and quotes, in another order, loses
a linked picture within a paragraph, and knows no ids, so that a footnote could not be jumped to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.model.tree import Block, Heading, Image, Inline, Item, Link, List, Only, Paragraph, Quote, Table
from bot.text.hypertext import Writer
from bot.text.walk import every_inline

CARD = "<!--kg-card-begin: html-->\n{}\n<!--kg-card-end: html-->"


@dataclass(slots=True)
class GhostWriter(Writer):
    """Writes blocks; `carded` says that a card is around already."""

    carded: bool = False

    def block(self, block: Block) -> str:
        """One block, in a card where Ghost would not keep it."""
        if self.carded or kept(block):
            return Writer.block(self, block)
        return self._card(lambda: Writer.block(self, block))

    def endnotes(self) -> str:
        """The footnotes, in a card, as they have names there."""
        return self._card(lambda: Writer.endnotes(self))

    def _cell(self, name: str, cell: tuple[Inline, ...], align: str) -> str:
        """A cell; themes have a rule for the heads of columns, and only a style counts before it."""
        way = f' style="text-align:{align}"' if align in {"left", "right", "center"} else ""
        return f"<{name}{way}>{self.inline(cell)}</{name}>"

    def _card(self, write: Callable[[], str]) -> str:
        self.carded = True
        text = write()
        self.carded = False
        return CARD.format(text) if text else ""


def kept(block: Block) -> bool:
    """Whether Ghost's own kind of document can say all of `block`, in its order."""
    match block:
        case Paragraph() | Heading():
            return not any(isinstance(node, Link) and _pictured(node.children) for node in every_inline((block,)))
        case Quote():
            return all(isinstance(inner, Paragraph) and not _pictured(inner.children) for inner in block.blocks)
        case List():
            return all(map(_plain, block.items))
        case Only():
            return all(map(kept, block.blocks))
        case _:
            return not isinstance(block, Table)


def _plain(item: Item) -> bool:
    """Whether an item is words, and lists of such items below them."""
    first, rest = item.blocks[:1], item.blocks[1:]
    words = all(isinstance(block, Paragraph) and not _pictured(block.children) for block in first)
    return words and all(isinstance(block, List) and kept(block) for block in rest)


def _pictured(nodes: tuple[object, ...]) -> bool:
    return any(isinstance(node, Image) or _pictured(getattr(node, "children", ())) for node in nodes)
