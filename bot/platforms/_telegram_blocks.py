"""An article's tree as a Telegram text: what Telegram has entities for as those, everything else in characters that say the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

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
from bot.platforms import _telegram_marks as marks
from bot.text import figures, math
from bot.text.address import is_absolute
from bot.text.inline import flat
from bot.text.markup_inline import Notes, edges, small
from bot.text.plain import words

WIDEST = 36
"""Letters of a line in a table of equal letters: more wrap on a phone."""

BOXES = {True: "☑ ", False: "☐ "}
BULLETS = ("• ", "   ◦ ", "      ▪ ")
RULE = "* * *"

_FILES = "py|rs|sh|md|cc|pl|ps|so|zip|mov|mk|in|nu|st|pm|la|am"
"""Endings of files that are top-level domains too: Telegram makes links of such names."""

_OWN = re.compile(
    r"(?P<url>https?://[^\s<>]+)"
    r"|(?<![\w@./:&#-])@[A-Za-z]\w{2,31}(?![\w@])"
    r"|(?<![\w/<>.:-])/[A-Za-z0-9_]{1,64}(?![\w/<>.-])"
    rf"|(?<![\w@/.:-])(?:[\w-]+\.)+(?:{_FILES})(?![\w/@-]|\.\w)",
    re.ASCII,
)
"""What Telegram makes something of by itself: addresses, which are wanted, and names, commands and files, which are not."""

_TAGS: Mapping[type[Inline], str] = {Strong: "b", Emphasis: "i", Strike: "s"}
_WIDE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


def inert(text: str, known: Collection[str] = ()) -> str:
    """Words, escaped, that call nobody: what Telegram would take for a name, a command or a web site is code, unless it is `known`."""
    parts: list[str] = []
    done = 0
    for found in _OWN.finditer(text):
        if found["url"] or found[0] in known:
            continue
        parts += [marks.escape(text[done : found.start()]), marks.code(found[0])]
        done = found.end()
    return "".join((*parts, marks.escape(text[done:])))


@dataclass(slots=True)
class Writer:
    """Writes blocks as wire texts. `known` are the handles that may call somebody."""

    footnotes: Mapping[str, tuple[Block, ...]]
    known: Collection[str] = ()
    notes: Notes = field(default_factory=Notes)

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Blocks, an empty line apart."""
        return "\n\n".join(filter(None, map(self.block, blocks)))

    def block(self, block: Block) -> str:
        """One block; empty for what leaves nothing."""
        match block:
            case Paragraph():
                return self.line(block.children)
            case Heading():
                return marks.around("b", marks.unmarked(self.line(block.children)))
            case CodeBlock():
                return marks.block(block.text.expandtabs(4).strip("\n").rstrip(), block.lang) if block.text.strip() else ""
            case MathBlock():
                return self._formula(block.tex)
            case Rule():
                return RULE
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
                return inert(text.replace("\n", " "), self.known)
            case Code(text=text):
                return marks.code(" ".join(text.split("\n")))
            case Math(tex=tex):
                return marks.escape(math.unicode(tex)) if math.faithful(tex) else marks.code(tex)
            case Strong() | Emphasis() | Strike():
                return marks.around(_TAGS[type(node)], self._all(node.children))
            case Link():
                return self._link(node)
            case Raised():
                return marks.escape(small(node)) or self._raised(node)
            case FootnoteRef(label=label):
                return f"[{self.notes.number(label)}]" if label in self.footnotes else ""
            case Image() | Break():
                return ""

    def _raised(self, node: Raised) -> str:
        inner = self._all(node.children)
        return f"{'^' if node.raised else '_'}{inner}" if len(flat(node.children)) < 3 else inner

    def _link(self, node: Link) -> str:
        said = self._all(node.children).strip()
        if not is_absolute(node.href):
            mail = node.href.removeprefix("mailto:").partition("?")[0]
            return f"{said} ({marks.escape(mail)})" if node.href.startswith("mailto:") and mail not in flat(node.children) else said
        return marks.escape(node.href) if flat(node.children).strip() == node.href else marks.link(said, node.href)

    def _break(self, node: Break, nodes: tuple[Inline, ...], at: int) -> str:
        if node.hard:
            return "\n"
        before, after = edges(nodes, at)
        return "" if _WIDE.match(before) and _WIDE.match(after) else " "

    def _formula(self, tex: str) -> str:
        return "\n".join(map(marks.escape, math.lines(tex))) if math.faithful(tex) else marks.block(tex.strip(), "latex")

    def _quote(self, block: Quote) -> str:
        """A quotation; code stands between two of them, and a quotation within is none."""
        label = f"<b>{marks.escape(block.label)}</b>" if block.label else ""
        inner = "\n\n".join(filter(None, (label, self.blocks(block.blocks))))
        return _quoted(re.sub(r"</?blockquote>", "", inner))

    def _list(self, block: List, depth: int = 0) -> str:
        bullet = BULLETS[min(depth, len(BULLETS) - 1)]
        blank = bullet[: len(bullet) - 2]
        lines = []
        for number, item in enumerate(block.items):
            mark = bullet if block.start is None else f"{blank}{block.start + number}. "
            lines.append(self._item(blank + BOXES[item.checked] if item.checked is not None else mark, item, depth))
        return "\n".join(lines)

    def _item(self, mark: str, item: Item, depth: int) -> str:
        inner = [self._list(each, depth + 1) if isinstance(each, List) else self.block(each) for each in item.blocks]
        return mark + "\n".join(filter(None, inner))

    def _table(self, block: Table) -> str:
        """A table: in equal letters where its lines fit on a phone, else a line for each row that says what its values are."""
        rows = [[" ".join(words(cell).text.split()) for cell in row] for row in (block.header, *block.rows)]
        wide = [max(len(row[column]) for row in rows) for column in range(len(block.header))]
        if sum(wide) + 2 * (len(wide) - 1) <= WIDEST:
            return marks.block("\n".join(_aligned(row, wide, block.align) for row in rows))
        said = figures.table_lines(block)
        return "\n".join(f"• {marks.escape(line)}" for line in said) if said else "\n".join(map(self._row(block), block.rows))

    def _row(self, block: Table) -> Callable[[tuple[tuple[Inline, ...], ...]], str]:
        """A row as an item: its first cell, then what each column says of it."""
        heads = [self.line(cell) for cell in block.header]

        def said(row: tuple[tuple[Inline, ...], ...]) -> str:
            cells = [self.line(cell) for cell in row]
            rest = [f"{head}: {cell}" if head else cell for head, cell in zip(heads[1:], cells[1:], strict=True) if cell]
            return "• " + "\n   ".join([marks.around("b", cells[0]), *rest] if cells[0] else rest)

        return said


def _aligned(row: list[str], wide: list[int], align: tuple[str, ...]) -> str:
    cells = [cell.rjust(width) if side == "right" else cell.ljust(width) for cell, width, side in zip(row, wide, align, strict=True)]
    return "  ".join(cells).rstrip()


def _quoted(wire: str) -> str:
    """A wire text as quotations, each around what stands between blocks of code."""
    parts = re.split(r"(<pre>(?:<code class=[^<>]*>)?[^<]*(?:</code>)?</pre>)", wire)
    said = (part if at % 2 else f"<blockquote>{part.strip()}</blockquote>" for at, part in enumerate(parts) if part.strip())
    return "\n".join(said)


def typed(said: str) -> str:
    """An author's own text as Telegram's apps read what is typed: `**bold**`, `__italic__`, `~~struck~~`, code, `[words](address)`."""
    parts: list[str] = []
    done = 0
    for found in _TYPED.finditer(said):
        parts += [marks.escape(said[done : found.start()]), _written(found)]
        done = found.end()
    return "".join((*parts, marks.escape(said[done:]))).strip()


_TYPED = re.compile(
    r"```(?P<lang>[A-Za-z0-9+#._-]{0,40})\n(?P<block>[^`]+)```|`(?P<code>[^`\n]+)`"
    r"|(?<![\w*])\*\*(?P<b>[^\s*](?:[^*\n]*[^\s*])?)\*\*(?![\w*])|(?<!\w)__(?P<i>[^\s_](?:[^_\n]*[^\s_])?)__(?!\w)"
    r"|~~(?P<s>[^\s~](?:[^~\n]*[^\s~])?)~~|\[(?P<label>[^\[\]\n]{1,300})\]\((?P<href>https?://[^\s()<>\"]{1,2000})\)"
)


def _written(found: re.Match[str]) -> str:
    if found["block"]:
        return marks.block(found["block"].strip("\n"), found["lang"])
    if found["label"]:
        return marks.link(marks.escape(found["label"]), found["href"])
    if found["code"]:
        return marks.code(found["code"])
    tag = next(name for name in "bis" if found[name])
    return marks.around(tag, marks.escape(found[tag]))


def recoded(text: str, code: Collection[str], known: Collection[str] = ()) -> str:
    """Plain words of an article with its inline code as code again, where only code can be meant; escaped, and calling nobody."""
    if not code:
        return inert(text, known)
    names = "|".join(re.escape(each) for each in sorted(code, key=lambda each: (-len(each), each)))
    parts = re.split(rf"(?<![\w./@-])({names})(?![\w/@-]|\.\w)", text)
    return "".join(marks.code(part) if at % 2 else inert(part, known) for at, part in enumerate(parts))


def is_code(text: str) -> bool:
    """Whether inline code can't be mistaken for a word of the language: it has signs, figures or inner capitals."""
    return 2 <= len(text) <= 80 and "\n" not in text and not re.fullmatch(r"[^\W\d_]?[^\W\d_A-Z]*|\d+", text)
