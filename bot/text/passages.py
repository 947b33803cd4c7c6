"""An article as passages: the running text of each paragraph and list item, with its place and the pictures beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from bot.model.tree import Block, CodeBlock, Emphasis, Heading, Image, Inline, List, MathBlock, Paragraph, Quote, SegmentBreak, Table
from bot.text import figures, math
from bot.text.figures import Figure
from bot.text.plain import Words, images, words

if TYPE_CHECKING:
    from bot.model.post import Post

Kind = Literal["text", "item", "aside", "quote", "heading"]

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
_OPEN = re.compile(r"(?:[:：,)]|[^\W\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af])$")
"""How a passage ends whose sentence ends in the formula below it; in Chinese, Japanese and Korean its verb comes after that."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a list item. `section` counts headings, `part` the author's own `<!-- break -->`s, both from 0.

    `back` says that it stands under References, Acknowledgements and the like. `said` may hold gaps (see `plain.words`). `pictures`
    stand directly beside it, each beside one passage; `near` are those of its neighbours in the same section.
    """

    said: Words
    kind: Kind
    line: int
    section: int
    part: int
    back: bool = False
    pictures: tuple[Figure, ...] = ()
    near: tuple[Figure, ...] = ()


_TWIN = re.compile(r"[-_](?:dark|light)(?=\.\w{1,5}$|$)")

REACH = 2
"""Paragraphs that may lie between words and a figure that is still about them."""

LONGEST_TAGLINE = 240
"""Characters of a quote that an article may begin with as its own words."""

_NOTICE = re.compile(
    r".{0,40}(?:\b(?:19|20)\d\d\b|:\s)|(?:this|parts? of this|these|if you)\b|.*[—–-]\s?(?:[A-Z]\w+\s?){1,4}\W*$", re.IGNORECASE
)
"""What an article may begin with in a quote that nobody would be told: a date, an author, a saying with its name, how to read on."""

LONGEST_FORMULA = 90
"""Characters of a displayed formula that may be said within the sentence before it."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A figure and its place; `before` is the number of passages before it."""

    figure: Figure
    before: int
    section: int
    part: int


@dataclass(slots=True)
class _Walk:
    """`fresh` are the places in `shown` of the pictures that a caption may follow."""

    title: str
    entire: bool = False
    found: list[Passage] = field(default_factory=list)
    shown: list[_Shown] = field(default_factory=list)
    fresh: list[int] = field(default_factory=list)
    section: int = 0
    part: int = 0
    back_level: int = 0
    left: dict[str, int] = field(default_factory=dict)

    def carried(self, tex: str) -> bool:
        """Whether words say the formula `tex`: an entire text minds less how it looks."""
        return math.faithful(tex) if self.entire else math.readable(tex)

    def head(self, text: str, line: int) -> None:
        """A heading or a label is words of the entire text."""
        if self.entire and text:
            self.found.append(Passage(Words(text), "heading", line, self.section, self.part, bool(self.back_level)))


def passages(post: Post, *, entire: bool = False) -> tuple[Passage, ...]:
    """The running text of `post`, in order. Code, tables and headings are not running text, nor are displayed formulas too rich for it.

    Of an `entire` text headings and labels are passages too, and every formula is said that words can say.
    """
    walk = _Walk(post.title, entire)
    _blocks(walk, post.blocks, "text")
    return tuple(_with_figures(walk))


def figures_of(post: Post) -> tuple[Figure, ...]:
    """Every figure of `post`, in order, but those under References and the like."""
    walk = _Walk(post.title)
    _blocks(walk, post.blocks, "text")
    return tuple(place.figure for place in walk.shown)


def left_out(post: Post) -> dict[str, int]:
    """How many blocks of each kind have no place in the entire text: "code", "table", "formula"."""
    walk = _Walk(post.title, entire=True)
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
            case Quote(blocks=inner, label=label, line=line):
                walk.head(label, line)
                _blocks(walk, inner, "aside" if label else kind if _is_tagline(walk, inner) else "quote")
            case SegmentBreak():
                walk.part += 1
            case CodeBlock() | Table() | MathBlock():
                _block(walk, block)
            case _:
                pass


def _is_tagline(walk: _Walk, blocks: tuple[Block, ...]) -> bool:
    """Whether a quote of these blocks is the author's own: what an article begins with in a sentence or two, with nobody's name or date."""
    first = blocks[0] if len(blocks) == 1 and not walk.found and not walk.section else None
    text = words(first.children).text if isinstance(first, Paragraph) else ""
    return 0 < len(text) <= LONGEST_TAGLINE and not _NOTICE.match(text) and text[0] not in '"“„«「'


def _heading(walk: _Walk, block: Heading) -> None:
    walk.section += 1
    walk.fresh = []
    text = words(block.children).text
    if not walk.back_level or block.level <= walk.back_level:
        walk.back_level = block.level if _BACK_MATTER.match(text) else 0
    walk.head(text, block.line)


def _block(walk: _Walk, block: CodeBlock | Table | MathBlock) -> None:
    """A formula that text can carry is said at the end of the sentence that leads to it, a small table in lines of an entire text;
    everything else may become a picture."""
    if (isinstance(block, MathBlock) and _said_before(walk, block.tex)) or (isinstance(block, Table) and _said_in_lines(walk, block)):
        return
    name = {CodeBlock: "code", Table: "table", MathBlock: "formula"}[type(block)]
    walk.left[name] = walk.left.get(name, 0) + 1
    walk.fresh = []
    if (figure := figures.drawn(block, walk.title)) and not walk.back_level:
        _show(walk, figure)


def _said_in_lines(walk: _Walk, block: Table) -> bool:
    """Whether the table is in the entire text as lines, a line of its header as a heading."""
    lines = figures.table_lines(block) if walk.entire else ()
    head = len(lines) - len(block.rows)
    for line in lines[:head]:
        walk.head(line, block.line)
    back = bool(walk.back_level)
    walk.found += [Passage(Words(line), "item", block.line, walk.section, walk.part, back) for line in lines[head:]]
    return bool(lines)


def _said_before(walk: _Walk, tex: str) -> bool:
    last = walk.found[-1] if walk.found else None
    open_ = last and (last.section, last.part) == (walk.section, walk.part) and _OPEN.search(last.said.text)
    if not last or last.kind == "heading" or not open_ or len(tex) > math.LONGEST or not walk.carried(tex):
        return False
    text = math.unicode(tex).rstrip(" ,;")
    if not text or len(text) > LONGEST_FORMULA:
        return False
    text += "" if text.endswith(".") else "."
    walk.found[-1] = replace(last, said=Words(f"{last.said.text}{'' if last.said.text[-1] == '：' else ' '}{text}", last.said.spans))
    return True


def _show(walk: _Walk, figure: Figure) -> None:
    walk.fresh.append(len(walk.shown))
    walk.shown.append(_Shown(figure, len(walk.found), walk.section, walk.part))


def _paragraph(walk: _Walk, children: tuple[Inline, ...], kind: Kind, line: int) -> None:
    """A paragraph with its pictures. What follows one in its paragraph, or stands below in italics or numbered, is its caption."""
    said = words(children, carried=walk.carried)
    inside = tuple(images(children))
    if not said.text:
        walk.fresh = walk.fresh if inside and walk.fresh else []
        _show_all(walk, inside, line)
        return
    alone = len(children) == 1 and isinstance(children[0], Emphasis)
    led = isinstance(children[0], Image)
    if alone or led:
        kind = "aside"
    if alone or figures.numbered(said.text):
        _caption(walk, said.text)
    walk.fresh = []
    walk.found.append(Passage(said, kind, line, walk.section, walk.part, bool(walk.back_level)))
    _show_all(walk, inside, line, figures.caption(said.text) if led else "")
    walk.fresh = []


def _show_all(walk: _Walk, found: tuple[Image, ...], line: int, beneath: str = "") -> None:
    for image in () if walk.back_level else _without_twins(found):
        hero = figures.HERO if not walk.shown and len(walk.found) < 2 else 0
        figure = figures.picture(image, line, beneath)
        _show(walk, replace(figure, worth=figure.worth + hero))


def _without_twins(found: tuple[Image, ...]) -> Iterable[Image]:
    """The pictures of a paragraph, each in one version where there is one for light pages and one for dark ones."""
    kept: dict[str, Image] = {}
    for image in found:
        kept.setdefault(_TWIN.sub("", image.src), image)
    return kept.values()


def _caption(walk: _Walk, said: str) -> None:
    """Words for the pictures above, where they have none of their own."""
    words_ = figures.caption(said)
    for at in walk.fresh:
        shown = walk.shown[at]
        if not shown.figure.alt and figures.says(words_):
            walk.shown[at] = replace(shown, figure=replace(shown.figure, alt=words_, worth=shown.figure.worth + 0.25))
    walk.fresh = []


def _with_figures(walk: _Walk) -> list[Passage]:
    """Each figure goes to the passage before it in its section, else to the one that follows; its neighbours get it as a near one."""
    direct: dict[int, list[Figure]] = {}
    near: dict[int, list[Figure]] = {}
    for shown in walk.shown if walk.found else ():
        home = _home(walk, shown)
        direct.setdefault(home, []).append(shown.figure)
        for at in range(max(0, home - REACH), min(len(walk.found), home + REACH + 1)):
            if at != home and (walk.found[at].section, walk.found[at].part) == (shown.section, shown.part):
                near.setdefault(at, []).append(replace(shown.figure, away=abs(at - home)))
    return [replace(passage, pictures=tuple(direct.get(at, ())), near=tuple(near.get(at, ()))) for at, passage in enumerate(walk.found)]


def _home(walk: _Walk, shown: _Shown) -> int:
    """The place of the passage that a figure stands beside; there is at least one."""
    last = walk.found[shown.before - 1] if shown.before else None
    beside = last and (last.section, last.part) == (shown.section, shown.part)
    return shown.before - 1 if beside or shown.before == len(walk.found) else shown.before
