"""What bloggers write between paragraphs beyond CommonMark: highlight tags, admonitions, `:::` boxes, tabs, MDX, raw HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.text.boxes import CALLOUTS, box_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

LONGEST_TAG = 400
"""Lines of one JSX tag or one export."""

_HIGHLIGHT = re.compile(r"\{%-?\s*highlight\s+(\w[\w+#-]*)[^%]*%\}|\{\{[<%]\s*highlight\s+\"?(\w[\w+#-]*)[^\n]*[>%]\}\}")
_END_HIGHLIGHT = re.compile(r"\{%-?\s*endhighlight\s*-?%\}|\{\{[<%]\s*/\s*highlight\s*[>%]\}\}")
_END_CHUNK = re.compile(r"(?:^|(?<=\s))```\s*$")
_COMMENT_TAG = re.compile(r"\{%-?\s*comment\s*-?%\}")
_END_COMMENT_TAG = re.compile(r"\{%-?\s*endcomment\s*-?%\}")
_RAW = re.compile(r"<(script|pre|style|textarea|svg|template|head)\b([^<>]*)>", re.IGNORECASE)
_INDENTED = re.compile(r"(!!!|\?\?\?\+?|===\+?!?)[ \t]+(?:([\w-]+)(?:[ \t]+[\w-]+)*[ \t]*)?(\"[^\"]*\")?[ \t]*$")
_COLONS = re.compile(r":{3,}[ \t]*(.*?)[ \t:]*$")
_MDX = re.compile(r"(?:import\s+(?:[\w*{][^'\"\n]*\sfrom\s+)?['\"][^'\"\n]+['\"]\s*;?|export\s+(?:default|const|function|let|async)\b.*)$")
_JSX = re.compile(r"</?[A-Z][\w.]*(?=[\s/>]|$)")
_ATTRIBUTE_LINE = re.compile(r"\{:[^{}\n]*\}[ \t]*$|\{[.#][\w -]+\}[ \t]*$")


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _whole(state: StateBlock, line: int) -> str:
    """A line with the blanks that are beyond the block's own indentation."""
    return state.getLines(line, line + 1, state.blkIndent, False)


def _until(state: StateBlock, start: int, end: int, closer: re.Pattern[str]) -> int | None:
    """The first line from `start` that holds `closer`. Once none was found, none is looked for again: linear time."""
    missing: set[str] = state.env.setdefault("missing", set())
    if closer.pattern in missing:
        return None
    for line in range(start, end):
        if closer.search(state.src, state.bMarks[line], state.eMarks[line]):
            return line
    missing.add(closer.pattern)
    return None


def _highlight(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    text = _line(state, start)
    if text[:1] != "{" or not (found := _HIGHLIGHT.match(text)):
        return False
    last = _until(state, start, end, _END_HIGHLIGHT)
    if last is None or last == start:
        return False
    if not silent:
        token = state.push("fence", "code", 0)
        token.info, token.map = found[1] or found[2], [start, last + 1]
        token.content = "".join(_whole(state, line) + "\n" for line in range(start + 1, last))
        state.line = last + 1
    return True


def _chunk(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """An R Markdown chunk whose options hold a backtick, which CommonMark does not take for a fence."""
    text = _line(state, start)
    if not text.startswith("```{") or "`" not in text[4:] or not text.rstrip().endswith("}"):
        return False
    last = _until(state, start + 1, end, _END_CHUNK)
    if last is None:
        return False
    if not silent:
        token = state.push("fence", "code", 0)
        token.info, token.map = text[3:].strip(), [start, last + 1]
        token.content = "".join(_whole(state, line) + "\n" for line in range(start + 1, last))
        state.line = last + 1
    return True


def _hidden(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    text = _line(state, start)
    if text[:1] != "{" or not _COMMENT_TAG.match(text) or (last := _until(state, start, end, _END_COMMENT_TAG)) is None:
        return False
    if not silent:
        state.line = last + 1
    return True


def _raw(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`<pre>`, `<script>` and their like up to their end, over blank lines too; comments."""
    text = _line(state, start)
    if text[:1] != "<" or state.is_code_block(start):
        return False
    found = _RAW.match(text)
    if not found and not text.startswith("<!--"):
        return False
    closer = re.compile(rf"</{found[1].lower()}\s*>", re.IGNORECASE) if found else re.compile("-->")
    last = _until(state, start, end, closer)
    if last is None:
        return False
    if silent:
        return True
    lines = [_whole(state, line) if line > start else text for line in range(start, last + 1)]
    tail = closer.search(lines[-1], len(found[0]) if found and last == start else 0)
    if tail is None:
        return False
    rest, lines[-1] = lines[-1][tail.end() :], lines[-1][: tail.start()]
    token = state.push("html_raw" if found else "html_comment", found[1].lower() if found else "", 0)
    token.info = found[2] if found else ""
    token.content = "\n".join(lines)[len(found[0]) if found else 4 :]
    token.map = [start, last + 1]
    if rest.strip():
        _paragraph(state, rest.strip(), last, last)
    state.line = last + 1
    return True


def _paragraph(state: StateBlock, text: str, first: int, last: int) -> None:
    state.push("paragraph_open", "p", 1).map = [first, last + 1]
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = text, [first, last + 1], []
    state.push("paragraph_close", "p", -1)


def _indented(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """MkDocs: `!!! note "Title"`, `??? tip`, `=== "Tab"` with what is indented below."""
    text = _line(state, start)
    if text[:3] not in {"!!!", "???", "==="} or not (found := _INDENTED.match(text)) or not (found[2] or found[3]):
        return False
    indent = state.sCount[start] + 4
    last = start + 1
    while last < end and (state.isEmpty(last) or state.sCount[last] >= indent):
        last += 1
    while last > start + 1 and state.isEmpty(last - 1):
        last -= 1
    if silent:
        return True
    token = state.push("box_open", "", 1)
    token.info, token.map = (found[3] or "").strip('"') or CALLOUTS.get(found[2].lower(), found[2].capitalize()), [start, last]
    before, state.blkIndent, lines, state.lineMax = state.blkIndent, indent, state.lineMax, last
    state.md.block.tokenize(state, start + 1, last)
    state.blkIndent, state.lineMax, state.line = before, lines, last
    state.push("box_close", "", -1)
    return True


def _colons(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """`::: {.callout-note title="x"}`, `:::message`, `:::details Title` open a box; `:::` closes one."""
    text = _line(state, start)
    if not text.startswith(":::") or state.is_code_block(start) or not (found := _COLONS.match(text)):
        return False
    if not silent:
        token = state.push("colons", "", 0)
        token.content, token.info, token.map = found[1], box_label(found[1]), [start, start + 1]
        state.line = start + 1
    return True


def _mdx(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`import X from "y"` and `export const ...`, up to the next blank line."""
    if state.sCount[start] or state.blkIndent or not _MDX.match(_line(state, start)):
        return False
    last = start + 1
    while last < min(end, start + LONGEST_TAG) and not state.isEmpty(last) and not _line(state, start).startswith("import"):
        last += 1
    if not silent:
        state.line = last
    return True


def _jsx(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`<Component a={...}>`, over as many lines as the tag has. What stands between its tags is read as markdown."""
    text = _line(state, start)
    if text[:1] != "<" or state.is_code_block(start) or not _JSX.match(text):
        return False
    found = _tag_end(state, start, end)
    if found is None:
        return False
    last, column = found
    if silent:
        return True
    token = state.push("jsx", "", 0)
    token.content = " ".join(_line(state, line) for line in range(start, last)) + " " + _line(state, last)[:column]
    token.map = [start, last + 1]
    if rest := _line(state, last)[column:].strip():
        _paragraph(state, rest, last, last)
    state.line = last + 1
    return True


def _tag_end(state: StateBlock, start: int, end: int) -> tuple[int, int] | None:
    """Line and column after the `>` that ends a tag, braces and quotes skipped."""
    depth, quote = 0, ""
    for line in range(start, min(end, start + LONGEST_TAG)):
        for column, character in enumerate(_line(state, line)[:5_000]):
            if quote:
                quote = "" if character == quote else quote
            elif character in "\"'`" and depth == 0:
                quote = character
            elif character in "{}":
                depth += 1 if character == "{" else -1
            elif character == ">" and depth <= 0:
                return line, column + 1
        if state.isEmpty(line) and depth <= 0:
            return None
    return None


def _attribute_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """kramdown's `{: .class}` on a line of its own."""
    if not _ATTRIBUTE_LINE.match(_line(state, start)):
        return False
    if not silent:
        state.line = start + 1
    return True


def plug(md: MarkdownIt) -> None:
    """Teaches `md` all of this."""
    everywhere = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
    rules: tuple[tuple[str, Callable[[StateBlock, int, int, bool], bool], bool], ...] = (
        ("highlight", _highlight, True),
        ("chunk", _chunk, True),
        ("hidden", _hidden, True),
        ("raw", _raw, True),
        ("indented", _indented, True),
        ("colons", _colons, True),
        ("attribute_line", _attribute_line, True),
        ("mdx", _mdx, False),
        ("jsx", _jsx, False),
    )
    for name, rule, interrupts in rules:
        md.block.ruler.before("fence", name, rule, {"alt": everywhere if interrupts else []})
