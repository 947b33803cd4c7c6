"""Blocks written back as markdown that every Reddit shows alike: old ones know neither fences nor pictures nor footnotes.

Checked against Reddit's own renderer, snudown. What it taught: `\\=` and `\\|` are no escapes there (entities are), strong
inside `*...*` breaks (so `_..._` is used), a list swallows indented code that follows it, `^` raises, `u/x` calls a person, and
an empty line before an item of a bulleted list ends the numbered one that it stands in, or the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from bot.model.tree import (
    Block,
    CodeBlock,
    Heading,
    Inline,
    Item,
    List,
    MathBlock,
    Only,
    Paragraph,
    Quote,
    Rule,
    SegmentBreak,
    Table,
)
from bot.text import markup_inline, math
from bot.text.captions import without_echo
from bot.text.markup_inline import InlineWriter, Notes

APART = "&nbsp;"
"""A paragraph that is nothing to see: keeps two blocks from running into each other."""

_NARROW = {"left": ":--", "right": "--:", "center": ":-:"}


@dataclass(slots=True)
class Writer:
    """Writes blocks. `base` is what relative pictures are resolved against, if anything is known; `within` counts the lists around."""

    footnotes: Mapping[str, tuple[Block, ...]]
    base: str | None = None
    notes: Notes = field(default_factory=Notes)
    within: int = 0

    def blocks(self, blocks: Iterable[Block], *, tight: bool = False) -> str:
        """Blocks below each other."""
        kept = [(block, text) for block in self.told(tuple(blocks)) if (text := self.block(block))]
        if not kept:
            return ""
        parts = [kept[0][1]]
        for (before, above), (after, text) in pairwise(kept):
            gap = "\n" if tight and isinstance(after, List) else "\n\n"
            parts += [f"\n\n{APART}{gap}" if self.run_together(before, after) or (above[:4] == text[:4] == "    ") else gap, text]
        return "".join(parts)

    def told(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """`blocks` as far as they are written: where pictures are links, a caption that says what the link says is left out."""
        return without_echo(blocks)

    def block(self, block: Block) -> str:
        """One block, without an empty line at its end."""
        match block:
            case Paragraph():
                return markup_inline.guard_lines(self.running(block.children))
            case Heading():
                text = self.running(block.children, one_line=True)
                return f"{'#' * block.level} {markup_inline.guard_heading(text)}" if text else ""
            case CodeBlock():
                return self.code(block)
            case MathBlock():
                return self.formula(block.tex)
            case Rule():
                return "---"
            case SegmentBreak():
                return ""
            case _:
                return self._container(block)

    def _container(self, block: Quote | List | Table | Only) -> str:
        match block:
            case Quote():
                label = f"**{markup_inline.escape(block.label)}**" if block.label else ""
                return indent("\n\n".join(part for part in (label, self.blocks(block.blocks)) if part), "> ", empty=">")
            case List():
                return self._list(block)
            case Table():
                return self._table(block)
            case Only():
                return self.blocks(block.blocks)

    def endnotes(self) -> str:
        """The footnotes that were referred to, as a numbered list in that order; a footnote may refer to further ones."""
        items = [self.item(f"{number}.", Item(self.footnotes.get(label, ()))) for number, label in enumerate(self.notes.labels(), 1)]
        return "---\n\n" + "\n".join(items) if items else ""

    def inline(self, *, one_line: bool = False, cell: bool = False) -> InlineWriter:
        """What writes the running text."""
        return InlineWriter(self.notes, self.base, one_line, cell)

    def running(self, nodes: Iterable[Inline], *, one_line: bool = False) -> str:
        """Running text."""
        return self.inline(one_line=one_line).line(nodes)

    def code(self, block: CodeBlock) -> str:
        """A block of code."""
        return indent(block.text.expandtabs(4).rstrip(), "    ", empty="")

    def run_together(self, before: Block, after: Block) -> bool:
        """Whether two blocks would be read as one."""
        if isinstance(before, List) and isinstance(after, List):
            return (before.start is None) == (after.start is None)
        return isinstance(after, CodeBlock | MathBlock if isinstance(before, List) else Quote) and isinstance(before, List | Quote)

    def formula(self, tex: str) -> str:
        """A formula in characters, a line for each of its rows; what they cannot say stays TeX, as code."""
        if not math.faithful(tex):
            return indent(tex, "    ", empty="")
        return markup_inline.guard_lines("  \n".join(map(markup_inline.escape, math.lines(tex))))

    def _list(self, block: List) -> str:
        loose = any(len([b for b in item.blocks if not isinstance(b, List)]) > 1 for item in block.items)
        first = block.start
        lines = []
        for number, item in enumerate(block.items):
            marker = "-" if first is None else f"{first + number}."
            lines.append(self.item(marker, item))
        return ("\n\n" if loose and not self.within else "\n").join(lines)

    def item(self, marker: str, item: Item) -> str:
        """An item's first line after its marker, all else four blanks in; the marker is as wide when code follows."""
        box = {True: "\\[x\\] ", False: "\\[ \\] ", None: ""}[item.checked]
        self.within += 1
        text = box + self.blocks(item.blocks, tight=True)
        self.within -= 1
        wide = any(isinstance(block, CodeBlock | MathBlock) for block in item.blocks)
        if item.blocks and isinstance(item.blocks[0], CodeBlock):
            text = f"{box}{APART}\n\n{text.removeprefix(box)}"
        return (marker.ljust(4) if wide else f"{marker} ") + indent(text, "    ", empty="").lstrip(" ")

    def _table(self, block: Table) -> str:
        rows = [block.header, *block.rows]
        lines = ["| " + " | ".join(self._cell(cell) for cell in row) + " |" for row in rows]
        marks = "|" + "|".join(_NARROW.get(align, "---") for align in block.align) + "|"
        return "\n".join([lines[0], marks, *lines[1:]])

    def _cell(self, cell: tuple[Inline, ...]) -> str:
        return self.inline(one_line=True, cell=True).line(cell)


def indent(text: str, prefix: str, *, empty: str) -> str:
    """`text` with `prefix` before each of its lines, and `empty` for those that are."""
    return "\n".join(prefix + line if line.strip() else empty for line in text.split("\n"))
