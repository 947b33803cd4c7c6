"""Formulas for markdown-it: `$x$`, `$$x$$`, `\\(x\\)`, `\\[x\\]` and LaTeX environments. A dollar amount is not a formula.

Rules of thumb as in pandoc: no blank inside the dollars, no digit after the closing one; and what is between them must
look like a formula, as prose holds dollars too. Every search is bounded, so that hostile text takes linear time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

LONGEST_INLINE = 1_000
LONGEST_BLOCK = 12_000
"""Characters of a formula."""

ENVIRONMENTS = "equation|align|alignat|gather|multline|eqnarray|displaymath|math|flalign|aligned|split|cases|array|[bpvV]?matrix"

_DOLLARS = re.compile(r"\$\$((?:[^\\$]|\\.|\$(?!\$)){1,%d}?)\$\$".replace("%d", str(LONGEST_BLOCK)), re.DOTALL)
_DOLLAR = re.compile(r"\$(?![\s$])((?:[^\\$\n]|\\.|\n(?!\s*\n)){1,%d})(?<![\s\\])\$(?![\d$])".replace("%d", str(LONGEST_INLINE)))
_GITHUB = re.compile(r"\$`([^`\n]{1,%d})`\$".replace("%d", str(LONGEST_INLINE)))
_ROUND = re.compile(r"(\\{1,2})\(((?:[^\\\n]|\\[^()\[\]]|\n(?!\s*\n)){1,%d}?)\1\)".replace("%d", str(LONGEST_INLINE)))
_SQUARE = re.compile(r"(\\{1,2})\[((?:[^\\]|\\[^()\[\]]|\\[()](?!\s)){1,%d}?)\1\]".replace("%d", str(LONGEST_BLOCK)), re.DOTALL)
_ORDINAL = re.compile(r"(?:th|st|nd|rd|s|d|D)\b")
_PROSE = re.compile(r"[A-Za-z]{2,}[,;:]?\s+[A-Za-z]{2,}")
OPENER = re.compile(r"\$\$|(\\{1,2})\[|\\begin\{((?:%s)\*?)\}".replace("%s", ENVIRONMENTS))
_EQUATION = re.compile(r"\(\\?#eq:[\w:-]+\)|\\label\{[^{}]*\}")
_LABEL = re.compile(r"\s*(?:\{[#.:][^}\n]*\}|\([\w.]{1,9}\)|\[[\w.]{1,9}\])?\s*")


def looks_like_formula(tex: str) -> bool:
    """Whether what stands between the signs is a formula and not prose with amounts of money."""
    if re.search(r"[\\^_={}]", tex):
        return not re.search(r"\*\*|`|\]\(", tex)
    return not (_PROSE.search(tex) or re.search(r"^[^(\[{]*[)\]}]|\*\*|`|://|\d\s+[a-z]{2,}", tex))


def _dollar(state: StateInline, silent: bool) -> bool:
    """Inline rule for `$`."""
    src, pos = state.src, state.pos
    if src[pos] != "$":
        return False
    if found := _DOLLARS.match(src, pos, state.posMax):
        return _push(state, found[1], found.end(), "display", silent)
    if found := _GITHUB.match(src, pos, state.posMax):
        return _push(state, found[1], found.end(), "", silent)
    before = src[pos - 1] if pos else " "
    found = _DOLLAR.match(src, pos, state.posMax)
    if not found or before in "$\\" or not looks_like_formula(found[1]):
        return False
    after = src[found.end() : found.end() + 8]
    glued = (before.isascii() and before.isalnum()) or (after[:1].isascii() and after[:1].isalpha() and not _ORDINAL.match(after))
    if glued and not re.match(r"[A-Za-z]{0,3}[\\^_]", found[1]):
        return False
    return _push(state, found[1], found.end(), "", silent)


def _brackets(state: StateInline, silent: bool) -> bool:
    """Inline rule for `\\(` and `\\[`, also with the backslash doubled, as Jekyll needs it."""
    if state.src[state.pos] != "\\":
        return False
    for pattern, display in ((_ROUND, ""), (_SQUARE, "display")):
        found = pattern.match(state.src, state.pos, state.posMax)
        if found and _is_bracketed_formula(found[2]):
            return _push(state, found[2], found.end(), display, silent)
    return False


def _is_bracketed_formula(tex: str) -> bool:
    """Escaped brackets around words or a number are brackets: \\[1\\], \\(see below\\)."""
    if not re.search(r"[\\^_=+<>]", tex):
        return bool(re.fullmatch(r"\s*[A-Za-z](?:\([A-Za-z, ]+\))?\s*", tex))
    return looks_like_formula(tex) and not _PROSE.search(re.sub(r"\\[a-z]+\{[^}]*\}", "", tex)[:80])


def _push(state: StateInline, tex: str, end: int, info: str, silent: bool) -> bool:
    if not silent:
        token = state.push("math_inline", "", 0)
        token.content = _EQUATION.sub("", tex).strip()
        token.info = info
    state.pos = end
    return True


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: a displayed formula that begins a line, over as many lines as it takes."""
    begin = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not (opener := OPENER.match(state.src, begin, state.eMarks[start])):
        return False
    found = _formula(state, start, end, opener.group(1), opener.group(2))
    if found is None:
        return False
    tex, rest, last = found
    if silent:
        return True
    token = state.push("math_block", "", 0)
    token.content, token.map = tex, [start, last + 1]
    if rest:
        _paragraph(state, rest, last)
    state.line = last + 1
    return True


def _formula(state: StateBlock, start: int, end: int, slashes: str | None, name: str | None) -> tuple[str, str, int] | None:
    """The formula, what stands after it on its last line, and that line's number."""
    closer = f"\\end{{{name}}}" if name else f"{slashes}]" if slashes else "$$"
    begin = state.bMarks[start] + state.tShift[start]
    if state.src.find(closer, begin + 2, begin + LONGEST_BLOCK) < 0:
        return None
    lines: list[str] = []
    size = 0
    for line in range(start, end):
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
        lines.append(text)
        size += len(text) + 1
        if size > LONGEST_BLOCK or (line > start and state.sCount[line] < state.blkIndent):
            return None
        at = text.find(closer, len(closer) if line == start and not name else 0)
        if at >= 0:
            rest = text[at + len(closer) :]
            label = _LABEL.fullmatch(rest) or rest.strip() in {".", ",", ";"}
            if line == start and not label:
                return None
            lines[-1] = text[:at] + (closer if name else "")
            return _inside("\n".join(lines), name, slashes), "" if label else rest.strip(), line
        if not text and name is None and slashes is None and line > start + 1:
            return None
    return None


def _inside(tex: str, name: str | None, slashes: str | None) -> str:
    """The formula without its delimiters; an environment keeps them where they mean something (columns, rows)."""
    if name in {"equation", "equation*", "displaymath", "math"}:
        tex = tex.removeprefix(f"\\begin{{{name}}}").removesuffix(f"\\end{{{name}}}")
    elif name is None:
        tex = tex[len(slashes) + 1 if slashes else 2 :]
    return _EQUATION.sub("", tex).strip()


def _paragraph(state: StateBlock, text: str, line: int) -> None:
    state.push("paragraph_open", "p", 1).map = [line, line + 1]
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = text, [line, line + 1], []
    state.push("paragraph_close", "p", -1)


def plug(md: MarkdownIt) -> None:
    """Teaches `md` formulas."""
    md.inline.ruler.before("escape", "dollar_math", _dollar)
    md.inline.ruler.before("escape", "bracket_math", _brackets)
    md.block.ruler.before("fence", "math_block", _block, {"alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]})
