"""Markdown, as blogs write it, to the tree of `model/tree.py`. Linear time on hostile input; template tags leak nowhere.

markdown-it-py does the grammar; `syntax_*` teach it what blogs add; `html.py` and `templates.py` say what tags mean.
HTML blocks are read as running text with tags in it, as pandoc and kramdown do, because their content is mostly markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.model.tree import Block
from bot.text import macros, syntax_marks
from bot.text.builder import Builder
from bot.text.tokens import Reader

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

    from bot.model.draft import Problem

LONGEST_INLINE = 8_000
"""Characters of running text that are parsed in one go; longer paragraphs are parsed piece by piece."""

LONGEST_DENSE = 1_000
"""The same for text in which every fourth character is a sign: nobody writes like that, and it is what takes long."""

HOPELESS = 20_000
"""From this length on such a paragraph is taken as it is written."""

_SIGNS = re.compile(r"[\[\]`<${\\!:&*_^~@]")


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
    env = syntax_marks.context(markdown)
    builder = Builder()
    reader = Reader(builder, line, env, _parser(), macros.found(markdown))
    reader.tokens(_parser().parse(markdown, env))
    blocks = builder.finish()
    return Document(blocks, builder.notes, tuple(builder.problems))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    from bot.text import syntax_blocks, syntax_inline, syntax_math, syntax_slips, syntax_tables

    md = MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).enable(["table", "strikethrough"]).disable(["html_block"])
    md.validateLink = lambda url: not url.strip().lower().startswith(("javascript:", "vbscript:", "data:text"))  # type: ignore[method-assign]
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.use(footnote_plugin, move_to_end=False).use(deflist_plugin)
    for syntax in (syntax_inline, syntax_marks, syntax_math, syntax_blocks, syntax_tables, syntax_slips):
        syntax.plug(md)
    md.core.ruler.at("inline", _inline)
    return md


def _inline(state: StateCore) -> None:
    """markdown-it's inline step, piece by piece, as some of its rules take quadratic time."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = [child for piece in _pieces(token.content) for child in _parsed(piece, state)]


def _parsed(piece: str, state: StateCore) -> list[Token]:
    from markdown_it.token import Token

    children: list[Token] = []
    if len(piece) > LONGEST_INLINE:
        children.append(Token("text", "", 0, content=piece))
    else:
        state.md.inline.parse(piece, state.md, state.env, children)
    return children


def _pieces(text: str) -> list[str]:
    """`text` cut at line ends, else at blanks, so that no piece takes long; a hopeless one is left whole."""
    dense = len(text) > LONGEST_DENSE and len(_SIGNS.findall(text)) * 4 > len(text)
    if dense and len(text) > HOPELESS:
        return [text]
    longest = LONGEST_DENSE if dense else LONGEST_INLINE
    pieces = []
    start = 0
    while len(text) - start > longest:
        stop = start + longest
        cut = next((at for sign in ("\n", ") ", ". ", ", ", " ") if (at := text.rfind(sign, start + longest // 2, stop)) > 0), stop - 1)
        pieces.append(text[start : cut + 1])
        start = cut + 1
    return [*pieces, text[start:]]
