"""Boxes set apart from the text: notes, tips, warnings. What a reader sees above them, however they are written."""

from __future__ import annotations

import re

from bot.model.tree import Block, Break, Heading, Inline, Paragraph, Text
from bot.text.inline import flat, tidy
from bot.text.templates import parts

CALLOUTS = {
    "note": "Note", "notes": "Note", "info": "Info", "tip": "Tip", "hint": "Tip", "warning": "Warning", "caution": "Caution",
    "danger": "Danger", "important": "Important", "message": "Note", "alert": "Warning", "abstract": "Abstract", "summary": "Summary",
    "question": "Question", "example": "Example", "quote": "Quote", "success": "Success", "failure": "Failure", "bug": "Bug",
    "details": "Details", "todo": "To do", "seealso": "See also", "error": "Error", "attention": "Attention",
}  # fmt: skip
"""What a reader sees above a box without a title of its own."""

PAIRED = frozenset({"admonition", "notice", "callout", "alert", "hint", "box", "expand", "details", *CALLOUTS})
"""Shortcodes and components that open a box which a closing one ends."""

_ALERT = re.compile(r"\[!(\w+)\][+-]?[ \t]*")


def box_label(words: str) -> str:
    """What a reader sees above a `:::` box, empty if it is only for layout."""
    inner = re.sub(r"[{}\[\]]", " ", words)
    name, plain, named = parts(inner)
    kind = name.lstrip(".").removeprefix("callout-").removeprefix("callout")
    if kind not in CALLOUTS:
        return ""
    return named.get("title") or (" ".join(plain) if kind != "message" else "") or CALLOUTS[kind]


def tag_label(words: str) -> str:
    """What a reader sees above the box that a shortcode or component opens; nothing if it opens none."""
    name, plain, named = parts(words)
    if name not in PAIRED:
        return ""
    given = (named.get("type", ""), *(word.strip("{}") for word in plain), *named, name)
    kind = next((word.lower() for word in given if word.lower() in CALLOUTS), "note")
    title = next((word for word in plain if word.lower() not in CALLOUTS and "{" not in word), "")
    return named.get("title") or named.get("summary") or title or CALLOUTS[kind]


def quoted(label: str, blocks: tuple[Block, ...], *, box: bool) -> tuple[str, tuple[Block, ...]]:
    """Label and blocks of a quotation that may be GitHub's `> [!NOTE]`, or a box that has its title as a heading inside."""
    first = blocks[0] if blocks else None
    if box and isinstance(first, Heading):
        return flat(first.children), blocks[1:]
    if label or not isinstance(first, Paragraph) or not isinstance(mark := first.children[0], Text):
        return label, blocks
    found = _ALERT.match(mark.text)
    if not found or found[1].lower() not in CALLOUTS:
        return label, blocks
    title, rest = _first_line((Text(mark.text[found.end() :]), *first.children[1:]))
    left = (Paragraph(rest, first.line),) if rest else ()
    return flat(title) or CALLOUTS[found[1].lower()], (*left, *blocks[1:])


def _first_line(nodes: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    at = next((at for at, node in enumerate(nodes) if isinstance(node, Break)), len(nodes))
    return nodes[:at], tidy(nodes[at:])
