"""Tables that are not GitHub's: kramdown's with rules of `|---+---|`, pandoc's grids; and lines that only a typesetter needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

LONGEST = 400
"""Lines of a grid."""

_RULE = re.compile(r"\|[-:=+| \t]*-{2}[-:=+| \t]*\|?[ \t]*$")
_GRID = re.compile(r"\+(?:[-=:]{2,}\+)+[ \t]*$")
_NOTHING = re.compile(
    r"\[\[?_?toc_?\]?\][ \t]*$|\*\[[^\]\n]{1,60}\]:[ \t]"
    r"|\\(?:newpage|pagebreak|clearpage|tableofcontents|bigskip|medskip|smallskip|noindent|appendix|vspace\{[^{}\n]*\})[ \t]*$"
    r"|\\(?:(?:re)?newcommand|providecommand|DeclareMathOperator|usepackage)\b|\\def\\",
    re.IGNORECASE,
)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _kramdown(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A rule above the head or below the last row goes; the one below the head is written as GitHub's table wants it."""
    text = _line(state, start)
    if text[:1] != "|" or state.is_code_block(start):
        return False
    if _RULE.match(text):
        state.line = start + 1
        return True
    if start + 1 < end and "+" in (below := _line(state, start + 1)) and below[:1] == "|" and _RULE.match(below) and not silent:
        at = state.bMarks[start + 1] + state.tShift[start + 1]
        state.src = state.src[:at] + below.replace("+", "|").replace("=", "-") + state.src[at + len(below) :]
    return False


def _grid(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A grid of `+---+---+` and `|`: kept as it is drawn, in a face where it lines up."""
    if not (text := _line(state, start)).startswith("+") or not _GRID.match(text) or state.is_code_block(start):
        return False
    last = start + 1
    while last < min(end, start + LONGEST) and _line(state, last)[:1] in ("+", "|") and not state.isEmpty(last):
        last += 1
    if last < start + 3:
        return False
    if not silent:
        token = state.push("fence", "code", 0)
        token.map = [start, last]
        token.content = "".join(_line(state, line) + "\n" for line in range(start, last))
        state.line = last
    return True


def _nothing(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """`[TOC]`, `\\newpage`, `*[HTML]: ...`."""
    text = _line(state, start)
    if text[:1] not in ("[", "*", "\\") or not _NOTHING.match(text):
        return False
    if not silent:
        state.line = start + 1
    return True


def plug(md: MarkdownIt) -> None:
    """Teaches `md` all of this."""
    alt = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
    md.block.ruler.before("table", "kramdown", _kramdown, {"alt": []})
    md.block.ruler.before("table", "grid", _grid, {"alt": alt})
    md.block.ruler.before("table", "nothing", _nothing, {"alt": alt})
