"""Blocks as plain, safe HTML for mails, editors of blogs and clipboards: no style, no script, no class but the language of code.

Everything an author wrote is escaped; only whole http(s) and mail addresses become links or pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType

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
from bot.text.address import is_absolute, resolve, shown_at
from bot.text.captions import without_echo
from bot.text.markup_inline import Notes
from bot.text.walk import headings_from

_LANGUAGE = re.compile(r"[a-z0-9+#._-]{1,40}")
_WRAPPED = {Emphasis: "em", Strong: "strong", Strike: "s"}


@dataclass(slots=True)
class Writer:
    """Writes blocks. `base` is what relative addresses are resolved against; `pictures` the address a picture has there, by its source
    as written (a `cid:` in a mail, say), empty to leave it out; `top` the level of the article's first headings; without `tables` each
    row is a line of its own; without `anchors` a footnote's number is no link."""

    footnotes: Mapping[str, tuple[Block, ...]]
    base: str | None = None
    pictures: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    top: int = 2
    tables: bool = True
    anchors: bool = True
    notes: Notes = field(default_factory=Notes)

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Blocks below each other, each on lines of its own."""
        return "\n".join(text for block in without_echo(tuple(blocks), seen=True) if (text := self.block(block)))

    def article(self, blocks: tuple[Block, ...]) -> str:
        """A whole article with its footnotes, its highest headings at level `top`."""
        text = self.blocks(headings_from(self.top, blocks))
        return "\n".join(part for part in (text, self.endnotes()) if part)

    def endnotes(self) -> str:
        """The footnotes that were referred to, as a numbered list in that order; a footnote may refer to further ones."""
        items = []
        for number, label in enumerate(self.notes.labels(), 1):
            mark = f' id="fn{number}"' if self.anchors else ""
            items.append(f"<li{mark}>{self._tight(self.footnotes.get(label, ()))}</li>")
        return "<hr>\n<ol>\n" + "\n".join(items) + "\n</ol>" if items else ""

    def block(self, block: Block) -> str:
        """One block."""
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Heading():
                text = self.inline(block.children)
                return f"<h{block.level}>{text}</h{block.level}>" if text else ""
            case CodeBlock():
                named = f' class="language-{block.lang}"' if _LANGUAGE.fullmatch(block.lang) else ""
                return f"<pre><code{named}>{escape(block.text.rstrip(), quote=False)}</code></pre>"
            case MathBlock():
                return self._formula(block.tex)
            case Rule():
                return "<hr>"
            case SegmentBreak():
                return ""
            case _:
                return self._container(block)

    def inline(self, nodes: Iterable[Inline]) -> str:
        """Running text."""
        return "".join(self._one(node) for node in nodes).strip()

    def _container(self, block: Quote | List | Table | Only) -> str:
        match block:
            case Quote():
                label = f"<p><strong>{escape(block.label, quote=False)}</strong></p>\n" if block.label else ""
                return f"<blockquote>\n{label}{self.blocks(block.blocks)}\n</blockquote>"
            case List():
                return self._list(block)
            case Table():
                return self._table(block) if self.tables else self._rows(block)
            case Only():
                return self.blocks(block.blocks)

    def _paragraph(self, block: Paragraph) -> str:
        """Running text; a picture that stands alone is a figure with what it is called below it."""
        seen = [node for node in block.children if not isinstance(node, Break)]
        if len(seen) == 1 and isinstance(image := seen[0], Image):
            shown = self._image(image)
            caption = f"<figcaption>{escape(image.title, quote=False)}</figcaption>" if image.title and image.title != image.alt else ""
            return f"<figure>{shown}{caption}</figure>" if shown.startswith("<img") else f"<p>{shown}</p>" if shown else ""
        text = self.inline(block.children)
        return f"<p>{text}</p>" if text else ""

    def _formula(self, tex: str) -> str:
        """A formula in characters, a line for each of its rows; what they cannot say stays TeX."""
        if not math.faithful(tex):
            return f"<pre><code>{escape(tex.strip(), quote=False)}</code></pre>"
        return "<p>" + "<br>\n".join(escape(line, quote=False) for line in math.lines(tex)) + "</p>"

    def _list(self, block: List) -> str:
        name, start = ("ul", "") if block.start is None else ("ol", f' start="{block.start}"' if block.start != 1 else "")
        items = "\n".join(f"<li>{self._item(item)}</li>" for item in block.items)
        return f"<{name}{start}>\n{items}\n</{name}>"

    def _item(self, item: Item) -> str:
        return {True: "☑ ", False: "☐ ", None: ""}[item.checked] + self._tight(item.blocks)

    def _tight(self, blocks: tuple[Block, ...]) -> str:
        """Blocks, whose first paragraph needs no tag when no other follows it."""
        if blocks and isinstance(blocks[0], Paragraph) and not any(isinstance(block, Paragraph) for block in blocks[1:]):
            rest = self.blocks(blocks[1:])
            return self.inline(blocks[0].children) + (f"\n{rest}" if rest else "")
        return self.blocks(blocks)

    def _table(self, block: Table) -> str:
        head = "".join(self._cell("th", cell, align) for cell, align in zip(block.header, block.align, strict=True))
        rows = ("".join(self._cell("td", cell, align) for cell, align in zip(row, block.align, strict=True)) for row in block.rows)
        body = "\n".join(f"<tr>{row}</tr>" for row in rows)
        return f"<table>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"

    def _cell(self, name: str, cell: tuple[Inline, ...], align: str) -> str:
        way = f' align="{align}"' if align in {"left", "right", "center"} else ""
        return f"<{name}{way}>{self.inline(cell)}</{name}>"

    def _rows(self, block: Table) -> str:
        """A table where there are none: each row an item of a list, each cell after what its column is called."""
        names = [self.inline(cell) for cell in block.header]
        lines = []
        for row in block.rows:
            first, *others = [self.inline(cell) for cell in row] or [""]
            told = "; ".join(f"{name}: {cell}" if name else cell for name, cell in zip(names[1:], others, strict=True) if cell)
            named = f"{names[0]}: " if first and names and names[0] else ""
            lines.append(f"<li>{named}<strong>{first}</strong>{' – ' if first and told else ''}{told}</li>")
        return "<ul>\n" + "\n".join(lines) + "\n</ul>" if lines else ""

    def _one(self, node: Inline) -> str:
        match node:
            case Text():
                return escape(node.text, quote=False)
            case Code():
                return f"<code>{escape(node.text, quote=False)}</code>"
            case Math():
                return (
                    escape(math.unicode(node.tex), quote=False)
                    if math.faithful(node.tex)
                    else f"<code>{escape(node.tex, quote=False)}</code>"
                )
            case Break():
                return "<br>\n" if node.hard else "\n"
            case Image():
                return self._image(node)
            case FootnoteRef():
                number = self.notes.number(node.label)
                return f'<sup><a href="#fn{number}">{number}</a></sup>' if self.anchors else f"<sup>{number}</sup>"
            case _:
                return self._around(node)

    def _around(self, node: Emphasis | Strong | Strike | Raised | Link) -> str:
        inner = "".join(self._one(child) for child in node.children)
        if isinstance(node, Link):
            where = resolve(node.href, self.base)
            good = where is not None and (is_absolute(where) or where.startswith("mailto:"))
            return f'<a href="{escape(where)}">{inner or escape(where)}</a>' if where and good else inner
        name = ("sup" if node.raised else "sub") if isinstance(node, Raised) else _WRAPPED[type(node)]
        return f"<{name}>{inner}</{name}>" if inner.strip() else inner

    def _image(self, node: Image) -> str:
        """A picture at the address it has there, else at its own; one that has none is named by its alternative text."""
        where = self.pictures.get(node.src)
        if where is None:
            where = shown_at(node, self.base)
        if where:
            return f'<img src="{escape(where)}" alt="{escape(node.alt)}">'
        return f"<em>{escape(node.alt, quote=False)}</em>" if node.alt and where is None else ""
