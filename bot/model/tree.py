"""A post's markdown as a tree: what it says, without how it was written. Made once by `text/markdown.py`.

Lines are 1-based lines of the post's file, so that every problem can name the place.
"""

from __future__ import annotations

from dataclasses import dataclass

# Inline nodes ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as a reader sees them; entities and shortcodes already resolved."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Italic."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strike:
    """Struck through."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Raised:
    """Superscript (`raised` true) or subscript (false) written as HTML or with `^` and `~`."""

    children: tuple[Inline, ...]
    raised: bool = True


@dataclass(frozen=True, slots=True)
class Code:
    """Inline code."""

    text: str


@dataclass(frozen=True, slots=True)
class Math:
    """An inline formula as TeX source, without its delimiters."""

    tex: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link. `href` is absolute where it could be resolved, else as written."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture. `src` is as written: the key into `Post.pictures`. `gone`: there is no such file, and nobody is to be sent to it."""

    src: str
    alt: str
    title: str = ""
    line: int = 0
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A line break the author asked for (`hard`) or one where the source merely wrapped."""

    hard: bool = False


@dataclass(frozen=True, slots=True)
class FootnoteRef:
    """A reference to `Post.footnotes[label]`."""

    label: str


Inline = Text | Emphasis | Strong | Strike | Raised | Code | Math | Link | Image | Break | FootnoteRef

# Block nodes ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's title; `level` 1 to 6."""

    level: int
    children: tuple[Inline, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    children: tuple[Inline, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Code as written, without its fence; `lang` is lower case or empty."""

    text: str
    lang: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class MathBlock:
    """A displayed formula as TeX source, without its delimiters."""

    tex: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, an admonition (`label` says which, such as "Note"), or a details element (`label` is its summary)."""

    blocks: tuple[Block, ...]
    label: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; `checked` is None unless it is a task."""

    blocks: tuple[Block, ...]
    checked: bool | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class List:
    """A list; `start` is None when it has bullets, else its first number."""

    items: tuple[Item, ...]
    start: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as `header`; `align` is "left", "right", "center" or "" for each column."""

    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    align: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""

    line: int = 0


@dataclass(frozen=True, slots=True)
class SegmentBreak:
    """`<!-- break -->`: a new segment starts here."""

    line: int = 0


@dataclass(frozen=True, slots=True)
class Only:
    """A passage for some readers: `names` are accounts or platforms; `negated` for `<!-- not: ... -->`."""

    names: tuple[str, ...]
    negated: bool
    blocks: tuple[Block, ...]
    line: int = 0


Block = Heading | Paragraph | CodeBlock | MathBlock | Quote | List | Table | Rule | SegmentBreak | Only
