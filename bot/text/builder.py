"""Builds the tree of `model/tree.py` from openings, closings and words, whoever they come from: markdown or HTML.

Authors mix both, and leave HTML open. So what markdown opened is a barrier: an HTML closing never reaches past it, and
what HTML left open ends with it. Depth is limited, so that every step takes constant time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from bot.model.draft import Problem
from bot.model.tree import (
    Block,
    Break,
    Emphasis,
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
    Strike,
    Strong,
    Table,
    Text,
)
from bot.text.boxes import quoted
from bot.text.inline import flat, tidy

DEEPEST = 60
"""Frames. What is nested deeper is read as if it were not nested."""

ANCHOR = re.compile(r"\s*\[\[[^\[\]]*\]\]$")
"""What Hugging Face's pages put at the end of a heading."""

BLOCKS = frozenset({"root", "quote", "list", "item", "only", "note", "table", "row"})
HOLDERS = frozenset({"paragraph", "heading", "cell", "summary", "term"})

SLIPS = 20
"""Slips of one post that are named."""

PAIRED = frozenset("a b strong i em s del strike sup sub blockquote details summary table ul ol h1 h2 h3 h4 h5 h6 q".split())  # noqa: SIM905
"""Elements of HTML whose end says how far they reach; others may be left open, or mean nothing here."""


@dataclass(slots=True)
class Frame:
    """Something that was opened and not yet closed. `tag` is its HTML name, empty for markdown's own."""

    kind: str
    tag: str = ""
    line: int = 0
    text: str = ""
    number: int | None = None
    names: tuple[str, ...] = ()
    align: list[str] = field(default_factory=list)
    inlines: list[Inline] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    rows: list[list[tuple[Inline, ...]]] = field(default_factory=list)


class Builder:
    """Collects blocks, footnotes and problems. `line` is the line of the file where the reader of tokens stands."""

    def __init__(self) -> None:
        self.stack = [Frame("root")]
        self.marks: list[Frame | None] = []
        self.notes: dict[str, tuple[Block, ...]] = {}
        self.problems: list[Problem] = []
        self.slips: dict[str, int] = {}
        self.left_open: list[tuple[str, int]] = []
        self.line = 0

    # What readers of markdown and of HTML call ---------------------------------------------------------------------

    def begin(self, frame: Frame) -> bool:
        """Opens `frame`; False if it is left out: too deep, or a block inside a heading or a cell."""
        if frame.kind in BLOCKS or frame.kind in HOLDERS:
            self.end_paragraph()
            if self.top.kind not in BLOCKS:
                return False
        if len(self.stack) >= DEEPEST:
            return False
        if self.top.kind in BLOCKS and not (frame.kind in BLOCKS or frame.kind in HOLDERS):
            self.stack.append(Frame("paragraph", line=self.line))
        frame.line = frame.line or self.line
        self.stack.append(frame)
        return True

    def mark(self, frame: Frame) -> None:
        """Opens `frame` for markdown, which will close it with `unmark`."""
        self.marks.append(frame if self.begin(frame) else None)

    def unmark(self) -> None:
        """Closes what markdown opened last, and all that HTML left open inside."""
        frame = self.marks.pop()
        if frame is not None and any(frame is other for other in self.stack):
            while self.stack[-1] is not frame:
                self._pop()
            self._pop(closed=True)

    def end_tag(self, tag: str) -> bool:
        """Closes the nearest `tag` that HTML opened, unless markdown's own stands between."""
        for frame in reversed(self.stack):
            if frame.tag == tag:
                while self.stack[-1] is not frame:
                    self._pop()
                self._pop(closed=True)
                return True
            if self._barrier(frame):
                break
        late = next((one for one in reversed(self.left_open) if one[0] == tag), None)
        if late is not None:
            self.left_open.remove(late)
        return False

    def end_paragraph(self) -> None:
        """Closes the running paragraph, if there is one."""
        while self.stack[-1].kind not in BLOCKS and any(frame.kind == "paragraph" for frame in self.stack):
            self._pop()

    def add(self, *nodes: Inline) -> None:
        """Puts inline nodes where we are; starts a paragraph where one is needed."""
        if self.top.kind in {"list", "table", "row"}:
            return
        if self.top.kind in BLOCKS:
            if all(isinstance(node, Break) or (isinstance(node, Text) and not node.text.strip()) for node in nodes):
                return
            self.stack.append(Frame("paragraph", line=self.line))
        self.top.inlines.extend(nodes)

    def block(self, node: Block) -> None:
        """Puts a finished block where we are. Inside a heading or a cell it is left out."""
        self.end_paragraph()
        if self.top.kind in BLOCKS:
            self.top.blocks.append(node)

    def problem(self, level: str, code: str, message: str, line: int = 0) -> None:
        """Notes something a person should know."""
        self.problems.append(Problem("error" if level == "error" else "warning", code, message, line or self.line))

    def slip(self, message: str, line: int = 0) -> None:
        """Notes something an author forgot to close or define; of very many the first."""
        if len(self.slips) < SLIPS:
            self.slips.setdefault(message, line or self.line)

    def finish(self) -> tuple[Block, ...]:
        """Closes everything; the blocks of the whole."""
        while len(self.stack) > 1:
            self._pop()
        for tag, line in self.left_open:
            self.slip(f"<{tag}> has no </{tag}>: write it where it ends.", line)
        for message, line in self.slips.items():
            self.problem("warning", "broken-markdown", message, line)
        return tuple(self.stack[0].blocks)

    @property
    def top(self) -> Frame:
        """The innermost open frame."""
        return self.stack[-1]

    def within(self, *kinds: str) -> Frame | None:
        """The nearest open frame of one of these kinds."""
        return next((frame for frame in reversed(self.stack) if frame.kind in kinds), None)

    # Closing ---------------------------------------------------------------------------------------------------------

    def _barrier(self, frame: Frame) -> bool:
        return not frame.tag and frame.kind != "paragraph" and (frame.kind in BLOCKS or frame.kind in HOLDERS)

    def _pop(self, *, closed: bool = False) -> None:
        frame = self.stack.pop()
        parent = self.stack[-1]
        if frame.kind == "only" and not closed:
            self.problem("error", "unclosed", "A passage for some accounts has no <!-- end -->: write one after it.", frame.line)
        if frame.tag in PAIRED and not closed and len(self.left_open) < SLIPS:
            self.left_open.append((frame.tag, frame.line))
        if frame.kind in HOLDERS:
            self._close_holder(frame, parent)
        elif frame.kind in BLOCKS:
            self._close_block(frame, parent)
        else:
            parent.inlines.extend(_inline(frame))

    def _close_holder(self, frame: Frame, parent: Frame) -> None:
        children = tidy(frame.inlines)
        if frame.kind == "cell":
            if parent.rows:
                parent.rows[-1].append(children)
        elif frame.kind == "summary" and parent.kind == "quote":
            parent.text = parent.text or flat(children)
        elif frame.kind == "heading":
            if named := _without_anchor(children):
                parent.blocks.append(Heading(frame.number or 1, named, frame.line))
        elif children:
            parent.blocks.append(_paragraph(children, frame))

    def _close_block(self, frame: Frame, parent: Frame) -> None:
        if frame.kind == "row":
            parent.rows.extend(row for row in frame.rows if row)
        elif frame.kind == "item":
            parent.items.append(_item(frame))
        elif frame.kind == "note":
            self.notes.setdefault(frame.text, tuple(frame.blocks))
        elif frame.text == "dd" and frame.kind == "list" and parent.blocks and isinstance(before := parent.blocks[-1], List):
            parent.blocks[-1] = replace(before, items=(*before.items, *frame.items))
        else:
            parent.blocks.extend(_block(frame))


def _without_anchor(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A heading without the `[[anchor]]` that Hugging Face's pages put at its end."""
    if children and isinstance(last := children[-1], Text):
        return tidy((*children[:-1], Text(ANCHOR.sub("", last.text))))
    return children


def _inline(frame: Frame) -> tuple[Inline, ...]:
    """A closed inline frame, with the blanks at its edges moved out, as no writer can mark them."""
    children = tidy(frame.inlines)
    if not children:
        return tuple(node for node in frame.inlines if isinstance(node, Text))[:1]
    wrapped: dict[str, Inline] = {
        "em": Emphasis(children),
        "strong": Strong(children),
        "strike": Strike(children),
        "sup": Raised(children),
        "sub": Raised(children, raised=False),
        "link": Link(frame.text, children),
    }
    first, last = frame.inlines[0], frame.inlines[-1]
    before = (Text(" "),) if isinstance(first, Text) and first.text[:1].isspace() else ()
    after = (Text(" "),) if isinstance(last, Text) and last.text[-1:].isspace() else ()
    return (*before, wrapped[frame.kind], *after)


def _paragraph(children: tuple[Inline, ...], frame: Frame) -> Block:
    if len(children) == 1 and isinstance(children[0], Math) and frame.text == "display":
        return MathBlock(children[0].tex, frame.line)
    return Paragraph((Strong(children),) if frame.kind == "term" else children, frame.line)


def _item(frame: Frame) -> Item:
    """A list item; a leading [ ] or [x] makes it a task."""
    blocks = tuple(frame.blocks)
    if blocks and isinstance(blocks[0], Paragraph) and isinstance(first := blocks[0].children[0], Text):
        box = first.text[:4].lower()
        if box in {"[ ] ", "[x] "}:
            rest = (Text(first.text[4:]), *blocks[0].children[1:])
            return Item((Paragraph(rest, blocks[0].line), *blocks[1:]), box == "[x] ", frame.line)
    return Item(blocks, None, frame.line)


def _block(frame: Frame) -> tuple[Block, ...]:
    """A closed block frame as blocks; nothing if nothing is in it."""
    if frame.kind == "list":
        return (List(tuple(frame.items), frame.number, frame.line),) if frame.items else ()
    if frame.kind == "table":
        return (*frame.blocks, *_table(frame))
    if frame.kind == "only":
        return (Only(frame.names, frame.text == "not", tuple(frame.blocks), frame.line),)
    label, blocks = quoted(frame.text, tuple(frame.blocks), box=frame.tag == ":::")
    return (Quote(blocks, label, frame.line),) if blocks or label else ()


def _table(frame: Frame) -> tuple[Block, ...]:
    """A table with every row as wide as the widest; one that only lays out pictures becomes paragraphs."""
    if not any(any(row) for row in frame.rows):
        return ()
    width = max(len(row) for row in frame.rows)
    if width == 1 or all(isinstance(node, Image | Link) for row in frame.rows for cell in row for node in cell):
        return tuple(Paragraph(cell, frame.line) for row in frame.rows for cell in row if cell)
    rows = [tuple(row + [()] * (width - len(row))) for row in frame.rows if not _is_rule(row)]
    align = tuple((frame.align + [""] * width)[:width])
    return (Table(rows[0], tuple(rows[1:]), align, frame.line),)


def _is_rule(row: list[tuple[Inline, ...]]) -> bool:
    """Whether a row is kramdown's `|----+----|`."""
    return all(re.fullmatch(r"[-:=+\s]*", flat(cell)) for cell in row) and any("---" in flat(cell) for cell in row)
