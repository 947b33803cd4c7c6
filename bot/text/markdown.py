"""Markdown, as blogs write it, to the tree of `model/tree.py`. Linear time on hostile input; template tags leak nowhere.

markdown-it-py does the grammar; `syntax_*` teach it what blogs add; `html.py` and `templates.py` say what tags mean.
HTML blocks are read as running text with tags in it, as pandoc and kramdown do, because their content is mostly markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.model.tree import (
    Block,
    Break,
    Code,
    CodeBlock,
    Emphasis,
    FootnoteRef,
    Image,
    Math,
    MathBlock,
    Paragraph,
    Rule,
    SegmentBreak,
    Text,
)
from bot.text import chunks, html, templates
from bot.text.builder import BLOCKS, Builder, Frame
from bot.text.emoji import EMOJI

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

    from bot.model.draft import Problem

LONGEST_INLINE = 16_000
"""Characters of running text that are parsed in one go; longer paragraphs are parsed piece by piece."""

_DIRECTIVE = re.compile(r"\s*(break|only|not|end)\b\s*(?::\s*([^\n]*?))?\s*$")
_TYPO = re.compile(r"\s*(onyl|olny|onli|ony|brake|braek|brek)\b\s*(?::|$)", re.IGNORECASE)
_EMOJI = re.compile(r":([a-z0-9_+-]+):")
_TAG_LEFT = re.compile(
    r"</?(?:div|span|p|img|a|br|table|tr|td|th|iframe|video|center|font|figure|section|source|details)\b[^<>\n]{0,2000}/?>", re.I
)
_R_EMOJI = re.compile(r"r emo::ji\([\"'](\w+)[\"']\)")
_WRAPPERS = {"strong_open": "strong", "em_open": "em", "s_open": "strike"}


@dataclass(frozen=True, slots=True)
class Document:
    """What `parse` found: blocks, footnotes by label, and what is wrong with the directives."""

    blocks: tuple[Block, ...]
    footnotes: dict[str, tuple[Block, ...]]
    problems: tuple[Problem, ...]


def read(markdown: str, line: int = 1) -> tuple[tuple[Block, ...], dict[str, tuple[Block, ...]]]:
    """The blocks and footnotes of `markdown`, whose first line is line `line` of its file."""
    document = parse(markdown, line)
    return document.blocks, document.footnotes


def parse(markdown: str, line: int = 1) -> Document:
    """As `read`, with the problems of directives that do not close or are misspelt."""
    env: dict[str, object] = {}
    builder = Builder()
    reader = _Reader(builder, line, env)
    reader.tokens(_parser().parse(markdown, env))
    blocks = builder.finish()
    return Document(blocks, builder.notes, tuple(builder.problems))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    from bot.text import syntax_blocks, syntax_inline, syntax_math

    md = MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).enable(["table", "strikethrough"]).disable(["html_block"])
    md.validateLink = lambda url: not url.strip().lower().startswith(("javascript:", "vbscript:", "data:text"))  # type: ignore[method-assign]
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.use(footnote_plugin, move_to_end=False).use(deflist_plugin)
    for syntax in (syntax_inline, syntax_math, syntax_blocks):
        syntax.plug(md)
    md.core.ruler.at("inline", _inline)
    return md


def _inline(state: StateCore) -> None:
    """markdown-it's inline step, piece by piece, as some of its rules take quadratic time."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            for piece in _pieces(token.content):
                children: list[Token] = []
                state.md.inline.parse(piece, state.md, state.env, children)
                token.children += children


def _pieces(text: str) -> list[str]:
    """`text` cut at line ends, else at blanks, so that no piece is longer than `LONGEST_INLINE`."""
    pieces = []
    start = 0
    while len(text) - start > LONGEST_INLINE:
        stop = start + LONGEST_INLINE
        cut = next((at for sign in ("\n", ". ", ", ", " ") if (at := text.rfind(sign, start + LONGEST_INLINE // 2, stop)) > 0), stop - 1)
        pieces.append(text[start : cut + 1])
        start = cut + 1
    return [*pieces, text[start:]]


class _Reader:
    """Hands markdown-it's tokens to a builder."""

    def __init__(self, builder: Builder, first_line: int, env: dict[str, object]) -> None:
        self.builder = builder
        self.first = first_line
        self.env = env
        self.tags = html.Tags(builder)
        self.boxes: list[bool] = []

    def tokens(self, tokens: Sequence[Token]) -> None:
        """Block tokens, in order."""
        for token in tokens:
            if token.map:
                self.builder.line = self.first + token.map[0]
            if token.type == "inline":
                self.running(token.children or [])
            elif token.nesting == 1:
                self._open(token)
            elif token.nesting == -1:
                self._close(token)
            else:
                self._leaf(token)

    def _open(self, token: Token) -> None:
        line = self.builder.line
        frames = {
            "heading_open": Frame("heading", number=int(token.tag[1]) if token.tag[1:].isdigit() else 1),
            "blockquote_open": Frame("quote"),
            "box_open": Frame("quote", text=token.info),
            "bullet_list_open": Frame("list"),
            "ordered_list_open": Frame("list", number=int(token.attrs.get("start", 1))),
            "list_item_open": Frame("item"),
            "footnote_reference_open": Frame("note", text=str(token.meta.get("label", ""))),
            "table_open": Frame("table"),
            "tr_open": Frame("row", rows=[[]]),
            "th_open": Frame("cell"),
            "td_open": Frame("cell"),
            "dt_open": Frame("term"),
            "dd_open": Frame("list"),
        }
        frame = frames.get(token.type)
        if frame is None:
            return
        frame.line = line
        if token.type == "th_open" and (table := self.builder.within("table")):
            table.align.append(str(token.attrs.get("style", "")).removeprefix("text-align:"))
        self.builder.mark(frame)
        if token.type == "dd_open":
            self.builder.mark(Frame("item", line=line))

    def _close(self, token: Token) -> None:
        if token.type == "paragraph_close":
            self.builder.end_paragraph()
        elif token.type not in {"thead_close", "tbody_close", "dl_close", "paragraph_close", "footnote_block_close"}:
            self.builder.unmark()
        if token.type == "dd_close":
            self.builder.unmark()

    def _leaf(self, token: Token) -> None:
        builder = self.builder
        match token.type:
            case "fence" | "code_block":
                self._code(token)
            case "math_block":
                builder.block(MathBlock(token.content, builder.line))
            case "hr":
                builder.block(Rule(builder.line))
            case "html_raw":
                html.raw(builder, token.tag, token.info, token.content)
            case "html_comment":
                self._comment(token.content)
            case "colons":
                self._colons(token)
            case "jsx":
                self._component(token.content)
            case _:
                pass

    def _code(self, token: Token) -> None:
        chunk = chunks.read(token.info, token.content)
        if chunk.picture:
            self.builder.block(Paragraph((Image(chunk.picture, chunk.caption, line=self.builder.line),), self.builder.line))
        if chunk.caption:
            caption = Builder()
            _Reader(caption, self.builder.line, {}).tokens(_parser().parse(chunk.caption))
            for block in caption.finish():
                self.builder.block(Paragraph((Emphasis(block.children),), self.builder.line) if isinstance(block, Paragraph) else block)
        if chunk.text.strip():
            self.builder.block(CodeBlock(chunk.text.rstrip("\n"), chunk.lang, self.builder.line))

    def _comment(self, content: str) -> None:
        """Our directives; every other comment goes."""
        builder = self.builder
        found = _DIRECTIVE.match(content)
        if not found:
            if _TYPO.match(content):
                builder.problem("error", "unknown-directive", f"<!--{content}--> is not a directive: write break, only, not or end.")
            return
        name, names = found[1], tuple(word.strip() for word in (found[2] or "").split(",") if word.strip())
        builder.end_paragraph()
        if builder.top.kind not in BLOCKS:
            builder.problem(
                "error", "misplaced-directive", f"<!-- {name} --> stands inside a heading or a table: put it on a line of its own."
            )
        elif name == "break":
            builder.block(SegmentBreak(builder.line))
        elif name == "end":
            if not builder.end_tag("!only"):
                builder.problem("warning", "stray-end", "<!-- end --> closes nothing here: remove it, or open a passage before it.")
        elif names:
            builder.begin(Frame("only", "!only", text=name, names=names))

    def _colons(self, token: Token) -> None:
        if not token.content:
            if self.boxes and self.boxes.pop():
                self.builder.end_tag(":::")
            self.builder.end_paragraph()
            return
        self.builder.end_paragraph()
        self.boxes.append(bool(token.info) and self.builder.begin(Frame("quote", ":::", text=token.info)))

    def _component(self, content: str) -> None:
        """A JSX tag: a player becomes its link, everything else goes."""
        name, _, named = templates.parts(content.strip("<>/ ").replace("{", " ").replace("}", " "))
        source = named.get("src", "") if named.get("src", "").startswith("http") else ""
        if name == "youtube" and re.fullmatch(r"[\w-]+", named.get("id", "")):
            source = f"https://www.youtube.com/watch?v={named['id']}"
        self.builder.end_paragraph()
        if source:
            self.tags.handle_starttag("iframe", [("src", source)])
        self.builder.end_paragraph()

    # Running text ----------------------------------------------------------------------------------------------------

    def running(self, tokens: Sequence[Token]) -> None:
        builder = self.builder
        depth = len(builder.marks)
        for token in tokens:
            if token.nesting == 1:
                builder.mark(self._wrapper(token))
            elif token.nesting == -1:
                if len(builder.marks) > depth:
                    builder.unmark()
            else:
                self._part(token)
        while len(builder.marks) > depth:
            builder.unmark()

    def _wrapper(self, token: Token) -> Frame:
        if token.type == "link_open":
            return Frame("link", text=str(token.attrs.get("href", "")))
        return Frame(_WRAPPERS.get(token.type, "em"))

    def _part(self, token: Token) -> None:
        builder = self.builder
        match token.type:
            case "text" | "text_special":
                builder.add(Text(_words(token)))
            case "softbreak" | "hardbreak":
                builder.line += 1
                builder.add(Break(hard=token.type == "hardbreak"))
            case "code_inline":
                found = _R_EMOJI.fullmatch(token.content)
                builder.add(Text(EMOJI.get(found[1], "")) if found else Code(token.content))
            case "math_inline":
                builder.add(Math(token.content))
                if builder.top.kind == "paragraph" and token.info:
                    builder.top.text = token.info
            case "image":
                alt = "".join(child.content for child in token.children or [] if child.type in {"text", "text_special", "code_inline"})
                builder.add(Image(str(token.attrs.get("src", "")), " ".join(alt.split()), str(token.attrs.get("title", "")), builder.line))
            case "footnote_ref":
                self._footnote(token)
            case "template":
                self._template(token.content)
            case "html_inline":
                self.tags.read(token.content)
            case _:
                self._leaf(token)

    def _template(self, content: str) -> None:
        if found := templates.TAG.match(content):
            for node in templates.visible(found):
                self.builder.add(node)

    def _footnote(self, token: Token) -> None:
        """A reference; an inline note `^[...]` is a footnote named by its number."""
        label = token.meta.get("label")
        if label is None:
            number = token.meta["id"]
            label = f"inline {number}"
            notes: dict[str, dict[int, dict[str, list[Token]]]] = self.env["footnotes"]  # type: ignore[assignment]
            inner = Builder()
            inner.line = self.builder.line
            _Reader(inner, self.first, self.env).running(notes["list"][number].get("tokens", []))
            self.builder.notes[label] = inner.finish()
        self.builder.add(FootnoteRef(label))


def _words(token: Token) -> str:
    if token.type != "text":
        return token.content
    text = _TAG_LEFT.sub("", token.content) if "<" in token.content else token.content
    return _EMOJI.sub(lambda found: EMOJI.get(found[1], found[0]), text) if ":" in text else text
