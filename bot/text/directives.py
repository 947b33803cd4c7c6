"""What an author tells us in HTML comments: `<!-- break -->`, `<!-- only: x -->`, `<!-- not: x -->`, `<!-- end -->`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.model.tree import SegmentBreak
from bot.text.builder import BLOCKS, Frame

if TYPE_CHECKING:
    from bot.text.builder import Builder

_DIRECTIVE = re.compile(r"\s*(break|only|not|end)\b\s*(?::\s*([^\n]*?))?\s*$")
_TYPO = re.compile(r"\s*(onyl|olny|onli|ony|brake|braek|brek)\b\s*(?::|$)", re.IGNORECASE)


def read(builder: Builder, content: str) -> None:
    """The comment `content`: a directive is obeyed or its fault named, every other comment goes."""
    found = _DIRECTIVE.match(content)
    if not found:
        if _TYPO.match(content):
            builder.problem("error", "unknown-directive", f"<!--{content}--> is not a directive: write break, only, not or end.")
        return
    name, names = found[1], tuple(word.strip() for word in (found[2] or "").split(",") if word.strip())
    builder.end_paragraph()
    if builder.top.kind not in BLOCKS:
        builder.problem("error", "misplaced-directive", f"<!-- {name} --> stands inside a heading or a table: put it on a line of its own.")
    elif name == "break":
        builder.block(SegmentBreak(builder.line))
    elif name == "end":
        if not builder.end_tag("!only"):
            builder.problem("warning", "stray-end", "<!-- end --> closes nothing here: remove it, or open a passage before it.")
    elif names:
        builder.begin(Frame("only", "!only", text=name, names=names))
