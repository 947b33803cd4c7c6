"""What authors forget to close or to define: code, links, formulas, footnotes. Readers get what was meant, the author a word.

Each slip leaves a token of type `slip` whose content is the sentence about it. Every search is bounded, so that hostile text takes
linear time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.rules_block import fence
from markdown_it.token import Token

from bot.text.math import balanced
from bot.text.syntax_math import OPENER, looks_like_formula

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_NOTE = re.compile(r"(!?)\[\^([\w.:-]{1,60})\](?![(:\[])")
_UNDEFINED = re.compile(r"\[([^\[\]\n^@!]{1,100}[^\s\[\]])\]\[([A-Za-z][^\[\]\n]{0,60})?\](?![(\[])")
_LINK = re.compile(r"(!?)\[([^\[\]\n]{1,300})\]\(<?([^\s()<>\[\]]{1,500})>?(?![^)\n]{0,1000}\))")
_UNBRACKETED = re.compile(r"(!?)\[([^\[\]()\n]{1,100})\((https?://[^\s()\[\]]{1,500})\)(?![^\[\]\n]{0,300}\])")
_TEX = re.compile(r"\$(?=(?:[A-Za-z0-9]?[=^_+*/({-]{1,3})?\\[A-Za-z]{2,})([^\s$`\[\]]{1,300})")
_ORDER = re.compile(r"\\[A-Za-z]+")
_PROSE = re.compile(r"[A-Za-z]{2,}[,;:]?\s+[A-Za-z]{2,}")
_GLUED = frozenset(".,;:!?)\"'”’*_`")
"""Signs that a footnote's mark follows."""

_IN_MARKDOWN = frozenset(("", "md", "markdown", "mdx", "rmd", "qmd", "text", "txt"))
"""Languages of code that may hold fences."""

_SAID = 60
"""Characters of a slip that its sentence repeats."""

_MOST_LINES = 30
"""Lines of a formula that is not closed."""


def _note(state: StateInline, silent: bool) -> bool:
    """`[^1]` that is defined nowhere: its mark goes."""
    if state.src[state.pos] not in "[!" or not (found := _NOTE.match(state.src, state.pos, state.posMax)):
        return False
    before = state.src[state.pos - 1] if state.pos else " "
    glued = before.isalnum() or before in _GLUED
    if found[1] if glued else not (found[1] or found[2].isdecimal()):
        return False
    words = f"The footnote [^{found[2]}] is defined nowhere: write it as [^{found[2]}]: below, or take its mark out."
    return _slip(state, words, found.end(), silent)


def _link(state: StateInline, silent: bool) -> bool:
    """`[words](address` and `[words(address)`: a link all the same, or words where the address is only a path."""
    if state.src[state.pos] not in "[!":
        return False
    found = _LINK.match(state.src, state.pos, state.posMax)
    sign = ")"
    if not found:
        found, sign = _UNBRACKETED.match(state.src, state.pos, state.posMax), "]"
    if not found or not re.match(r"https?://|[./#]|[\w-]+[./]", found[3]):
        return False
    address = found[3].rstrip(".,;:!?")
    if not silent:
        if found[1]:
            token = state.push("image", "img", 0)
            token.attrs, token.children = {"src": address}, []
            state.md.inline.parse(found[2], state.md, state.env, token.children)
        else:
            state.push("link_open", "a", 1).attrs = {"href": address}
            _words(state, found[2])
            state.push("link_close", "a", -1)
    thing = "picture" if found[1] else "link"
    return _slip(
        state, f"The {thing} {_shown(found[0])} has no closing {sign}: write it.", found.end() - len(found[3]) + len(address), silent
    )


def _reference(state: StateInline, silent: bool) -> bool:
    """`[words][name]` whose name is defined nowhere: the words stay."""
    if state.src[state.pos] != "[" or not (found := _UNDEFINED.match(state.src, state.pos, state.posMax)):
        return False
    before = state.src[state.pos - 1] if state.pos else " "
    if before.isalnum() or before in "_])" or (found[2] is None and len(found[1]) < 3):
        return False  # a[i][j]
    if not silent:
        _words(state, found[1])
    name = found[2] or found[1]
    words = f"The link {_shown(found[0])} leads nowhere: write [{_shown(name)}]: and its address below, or take the brackets out."
    return _slip(state, words, found.end(), silent)


def _formula(state: StateInline, silent: bool) -> bool:
    """`$\\frac{1}{2} and so on`: what is surely TeX becomes the formula."""
    if state.src[state.pos] != "$" or not (found := _TEX.match(state.src, state.pos, state.posMax)):
        return False
    before = state.src[state.pos - 1] if state.pos else " "
    tex = found[1].rstrip(".,;:!?")
    if before.isalnum() or before in "$\\":
        return False
    if not silent:
        kind, content = ("math_inline", tex) if balanced(tex) else ("text", f"${tex}")
        state.push(kind, "", 0).content = content
    return _slip(state, f"The formula ${_shown(tex)} has no closing $: write it, or \\$ for a dollar.", state.pos + 1 + len(tex), silent)


def _display(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A displayed formula that never ends: it does at the next empty line."""
    begin = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not (opener := OPENER.match(state.src, begin, state.eMarks[start])):
        return False
    last = start
    while last + 1 < min(end, start + _MOST_LINES) and not state.isEmpty(last + 1) and state.sCount[last + 1] >= state.blkIndent:
        last += 1
    tex = state.src[begin + len(opener[0]) : state.eMarks[last]].strip()
    prose = _PROSE.search(_ORDER.sub("", tex))
    if not re.search(r"[\\^_=]", tex) or not looks_like_formula(tex) or prose or "$" in tex or not balanced(tex):
        return False
    if not silent:
        token = state.push("math_block", "", 0)
        token.content, token.map = tex, [start, last + 1]
        _say(state, f"The formula after {opener[0]} has no end: close it.", start)
    state.line = last + 1
    return True


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it's rule for code between fences, which says where the second one is missing."""
    found = fence(state, start, end, silent)
    if silent or not found:
        return found
    token = state.tokens[-1]
    last = state.line - 1
    closing = state.src[state.bMarks[last] : state.eMarks[last]].strip(" >\t")
    if last == start or set(closing) != {token.markup[0]} or len(closing) < len(token.markup):
        _say(state, f"The code that begins here has no end: write {token.markup} on a line below it.", start)
    elif token.info.strip().lower() not in _IN_MARKDOWN and (inner := _opening(token)) is not None:
        _say(state, f"The code that begins here holds the beginning of other code: is there no {token.markup} above it?", start + 1 + inner)
    return True


def _opening(token: Token) -> int | None:
    """Which line of a block of code begins another one, such as ```python."""
    pattern = re.compile(rf"{re.escape(token.markup)}\s*\{{?[A-Za-z]")
    return next((number for number, line in enumerate(token.content.split("\n")) if pattern.match(line.strip())), None)


def _say(state: StateBlock, words: str, line: int) -> None:
    token = state.push("slip", "", 0)
    token.content, token.map = words, [line, line + 1]


def _words(state: StateInline, text: str) -> None:
    """`text` with its marks, where we are."""
    state.pushPending()
    inner: list[Token] = []
    state.md.inline.parse(text, state.md, state.env, inner)
    state.tokens.extend(inner)
    state.tokens_meta.extend([None] * len(inner))


def _slip(state: StateInline, words: str, end: int, silent: bool) -> bool:
    if not silent:
        state.push("slip", "", 0).content = words
    state.pos = end
    return True


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SAID else text[:_SAID] + "…"


def plug(md: MarkdownIt) -> None:
    """Teaches `md` all of this, after whatever is well written."""
    for name, rule in (("slip_note", _note), ("slip_link", _link), ("slip_reference", _reference)):
        md.inline.ruler.before("autolink", name, rule)
    md.inline.ruler.after("dollar_math", "slip_formula", _formula)
    md.block.ruler.after("math_block", "slip_display", _display, {"alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]})
    md.block.ruler.at("fence", _fence, {"alt": ["paragraph", "reference", "blockquote", "list"]})
