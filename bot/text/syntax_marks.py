"""What bloggers write in running text after TeX, pandoc and Obsidian: citations, `x^2^`, `==marked==`, `[[links]]`, JSX values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

CITES = "cites"
MDX = "mdx"
PAIRED = "paired"
"""What markdown-it's `env` knows of the whole post: it cites in pandoc's way; it is MDX; the tags that a closing one ends."""

_CITED = re.compile(r"\[-?@[\w:.-]+(?![\w:.-]|\]\()")
_LABEL = re.compile(r"@[\w.-]+\]\(")
_COMPONENTS = re.compile(r"^import\s[^\n]{1,200}\sfrom\s+['\"]|^export\s+(?:const|default)\s", re.MULTILINE)
_CLOSING = re.compile(r"\{\{[<%]\s*/\s*([\w-]+)|\{%-?\s*end(\w+)|</([A-Z]\w*)>")
_ARXIV = re.compile(r"@\d{4}arXiv(\d{4})(\d{5})[A-Z]\b")
_SCHOLAR = re.compile(r"@([a-z]{2,30})[_:-]?((?:19|20)\d\d)[a-z]{0,30}\b(?![\w@.]*@)")
_NAMED = re.compile(r"@([A-Za-z]{2,30}?)[_:-]?((?:19|20)\d\d)\w{0,30}\b")
_KEY = re.compile(r"@([A-Z][A-Za-z]{3,30}\d\d)\b")
_FIGURE = re.compile(r"\\?@(?:(fig|tbl|eq|sec)-[\w-]+|ref\([\w:-]{1,80}\))")
_REFERRED = {"fig": "the figure", "tbl": "the table", "eq": "the equation", "sec": "the section"}
_TEX = re.compile(r"~?\\(?:no)?(?:cite[a-z]*\*?|ref|eqref|autoref|cref|label)(?:\[[^\[\]\n]{0,80}\]){0,2}\{[^{}\n]{1,200}\}")
_RAISED = re.compile(r"\^([^\s^\[\](){}$]{1,20})\^(?![\w^])")
_LOWERED = re.compile(r"~([^\s~\[\](){}$/]{1,20})~(?!~)")
_MARKED = re.compile(r"==(?![\s=])([^=\n]{1,200}?)(?<!\s)==(?!=)")
_WIKI = re.compile(r"(!?)\[\[([A-Za-z][^\[\]\n|,=\"]{0,200})(?:\|([^\[\]\n]{1,200}))?\]\](?!\()")
_VALUE = re.compile(r"\{(?![%{#:/])[^{}\n]{1,300}\}")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif)$", re.IGNORECASE)


def context(markdown: str) -> dict[str, object]:
    """What of the whole post the rules need to know."""
    closed = frozenset((found[1] or found[2] or found[3]).lower() for found in _CLOSING.finditer(markdown))
    return {CITES: bool(_CITED.search(markdown)), MDX: bool(_COMPONENTS.search(markdown)), PAIRED: closed}


def _cited(state: StateInline, silent: bool) -> bool:
    """`@smith2020` in a sentence: the name and the year, so that no stranger is called. `@fig-x` is a number we cannot know."""
    src, pos = state.src, state.pos
    if src[pos] != "@" or (pos and (src[pos - 1].isalnum() or src[pos - 1] in "/_.")) or _LABEL.match(src, pos):
        return False
    if found := _FIGURE.match(src, pos):
        return _text(state, _REFERRED.get(found[1], ""), found.end(), silent)
    if found := _ARXIV.match(src, pos):
        return _text(state, f"arXiv:{found[1]}.{found[2]}", found.end(), silent)
    if found := _SCHOLAR.match(src, pos) or (_NAMED.match(src, pos) if state.env.get(CITES) else None):
        name = found[1] if found[1][0].isupper() else found[1].capitalize()
        return _text(state, f"{name}, {found[2]}" if src[pos - 1 : pos] == "(" else f"{name} ({found[2]})", found.end(), silent)
    if state.env.get(CITES) and (found := _KEY.match(src, pos)):
        return _text(state, found[1], found.end(), silent)
    return False


def _tex(state: StateInline, silent: bool) -> bool:
    """`\\citep{key}`, `\\ref{x}`, `\\@ref(fig:x)`: a reader would see a number we cannot know."""
    if state.src[state.pos] != "\\":
        return False
    found = _TEX.match(state.src, state.pos, state.posMax) or _FIGURE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ~")
    state.pos = found.end()
    return True


def _wrapped(state: StateInline, silent: bool) -> bool:
    """`x^2^`, `H~2~O`, `==marked==`."""
    src, pos = state.src, state.pos
    kind, pattern = {"^": ("sup", _RAISED), "~": ("sub", _LOWERED), "=": ("", _MARKED)}.get(src[pos], ("", None))
    if pattern is None or not (found := pattern.match(src, pos, state.posMax)):
        return False
    if kind == "sub" and not (pos and src[pos - 1].isalnum()):
        return False
    if not silent:
        if kind:
            state.push(f"{kind}_open", kind, 1)
        elif state.pending:
            state.pushPending()
        inner: list[Token] = []
        state.md.inline.parse(found[1], state.md, state.env, inner)
        state.tokens += inner
        state.tokens_meta += [None] * len(inner)
        if kind:
            state.push(f"{kind}_close", kind, -1)
    state.pos = found.end()
    return True


def _wiki(state: StateInline, silent: bool) -> bool:
    """Obsidian's `[[page]]`, `[[page|words]]`, `![[picture.png]]`."""
    src, pos = state.src, state.pos
    if src[pos] not in "[!" or (pos and src[pos - 1].isalnum()) or not (found := _WIKI.match(src, pos, state.posMax)):
        return False
    if found[1] and not silent and _PICTURE.search(found[2]):
        token = state.push("image", "img", 0)
        token.attrs, token.children = {"src": found[2]}, []
        state.pos = found.end()
        return True
    if not silent:
        state.push("wiki", "", 0).content = "" if found[1] else found[3] or found[2]
    state.pos = found.end()
    return True


def _value(state: StateInline, silent: bool) -> bool:
    """MDX: `{props.value}` is worked out by the site's program."""
    if state.src[state.pos] != "{" or not state.env.get(MDX) or not (found := _VALUE.match(state.src, state.pos, state.posMax)):
        return False
    literal = re.fullmatch(r"\{\s*(['\"`])(.*)\1\s*\}", found[0])
    return _text(state, literal[2] if literal else "", found.end(), silent)


def _star(state: StateInline, silent: bool) -> bool:
    r"""`\*` is a star that was meant, which no later look at what was left of marks may take for one of those."""
    if not state.src.startswith("\\*", state.pos):
        return False
    if not silent:
        state.push("escaped", "", 0).content = "*"
    state.pos += 2
    return True


def _text(state: StateInline, words: str, end: int, silent: bool) -> bool:
    if not silent:
        state.push("text_special", "", 0).content = words
    state.pos = end
    return True


def plug(md: MarkdownIt) -> None:
    """Teaches `md` all of this."""
    for name, rule in (("tex", _tex), ("value", _value), ("cited", _cited), ("wrapped", _wrapped), ("wiki", _wiki)):
        md.inline.ruler.before("newline", name, rule)
    md.inline.ruler.before("escape", "star", _star)
    for character in "^~=@\\":
        md.inline.add_terminator_char(character)
