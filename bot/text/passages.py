"""An article as passages: the running text of each paragraph and list item, with its place and the pictures beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from bot.model.tree import Block, CodeBlock, Emphasis, Heading, Image, Inline, List, MathBlock, Paragraph, Quote, SegmentBreak, Table
from bot.text.plain import Words, images, words

if TYPE_CHECKING:
    from bot.model.post import Post

Kind = Literal["text", "item", "aside", "quote"]

_BACK_MATTER = re.compile(
    r"^\W*[\d.]*\s*(references?|bibliography|citations?|acknowledge?ments?|footnotes?|appendix|table of contents|contents|"
    r"further reading|"
    r"related (work|posts?|articles?|projects?|resources)|read(ing)? more|see also|changelog|authors?|contributors?|about (the|us|"
    r"me)\b.*|"
    r"community|get involved|join (us|our)\b.*|stay (tuned|connected)\b.*|contact\b.*|resources|useful links|links|what'?s next\??|"
    r"next steps|"
    r"licen[cs]e|credits?|edit history|cite\b.*|citing\b.*|how to cite\b.*|reuse|corrections|session info\b.*|faqs?|frequently asked .*|"
    r"danksagung\w*|literatur\w*|quellen|remerciements|références|agradecimientos|referencias|agradecimentos|referências|"
    r"参考(文献|资料)?|致谢|謝辞|目次|目录|おわりに|練習|练习|小结|благодарности|литература|참고( ?문헌| ?자료)?|감사의 말)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a list item. `section` counts headings, `part` the author's own `<!-- break -->`s, both from 0.

    `back` says that it stands under References, Acknowledgements and the like. `said` may hold gaps (see `plain.words`).
    """

    said: Words
    kind: Kind
    line: int
    section: int
    part: int
    back: bool = False
    pictures: tuple[Image, ...] = ()


@dataclass(slots=True)
class _Walk:
    found: list[Passage] = field(default_factory=list)
    waiting: list[Image] = field(default_factory=list)
    section: int = 0
    part: int = 0
    back_level: int = 0
    left: dict[str, int] = field(default_factory=dict)


def passages(post: Post) -> tuple[Passage, ...]:
    """The running text of `post`, in order. Code, tables, displayed formulas and headings are not running text."""
    walk = _Walk()
    _blocks(walk, post.blocks, "text")
    return tuple(walk.found)


def left_out(post: Post) -> dict[str, int]:
    """How many blocks of each kind have no running text: "code", "table", "formula"."""
    walk = _Walk()
    _blocks(walk, post.blocks, "text")
    return walk.left


def _blocks(walk: _Walk, blocks: tuple[Block, ...], kind: Kind) -> None:
    for block in blocks:
        match block:
            case Paragraph(children=children, line=line):
                _paragraph(walk, children, kind, line)
            case Heading():
                _heading(walk, block)
            case List(items=items):
                for item in items:
                    _blocks(walk, item.blocks, "item" if kind == "text" else kind)
            case Quote(blocks=inner, label=label):
                _blocks(walk, inner, "aside" if label else "quote")
            case SegmentBreak():
                walk.part += 1
            case CodeBlock() | Table() | MathBlock():
                name = {CodeBlock: "code", Table: "table", MathBlock: "formula"}[type(block)]
                walk.left[name] = walk.left.get(name, 0) + 1
            case _:
                pass


def _heading(walk: _Walk, block: Heading) -> None:
    walk.section += 1
    if not walk.back_level or block.level <= walk.back_level:
        walk.back_level = block.level if _BACK_MATTER.match(words(block.children).text) else 0


def _paragraph(walk: _Walk, children: tuple[Inline, ...], kind: Kind, line: int) -> None:
    """A paragraph of pictures alone hands them to the passage before it in its section, else to the one that follows."""
    said = words(children, gaps=True)
    shown = tuple(images(children))
    last = walk.found[-1] if walk.found else None
    if not said.text:
        if last and last.section == walk.section and last.part == walk.part:
            walk.found[-1] = replace(last, pictures=(*last.pictures, *shown))
        else:
            walk.waiting += shown
        return
    if isinstance(children[0], Image) or (len(children) == 1 and isinstance(children[0], Emphasis)):
        kind = "aside"  # what follows a picture in its paragraph, or stands alone in italics, is a caption
    pictures = (*walk.waiting, *shown)
    walk.waiting = []
    walk.found.append(Passage(said, kind, line, walk.section, walk.part, bool(walk.back_level), pictures))
