"""What of an entire article plain text cannot carry: in `mode: full` it is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model.draft import Problem
from bot.model.tree import FootnoteRef
from bot.text.passages import left_out, passages
from bot.text.plain import GAP
from bot.text.sentences import split
from bot.text.walk import every_inline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.model.post import Post

_NAMES = {"code": ("block of code", "blocks of code"), "table": ("table", "tables"), "formula": ("formula", "formulas")}


def losses(post: Post, drawn: Mapping[str, int]) -> list[Problem]:
    """What the entire text of `post` lacks where `drawn` says how many blocks of each kind stand there as pictures."""
    counts = {kind: number - drawn.get(kind, 0) for kind, number in left_out(post).items() if number > drawn.get(kind, 0)}
    blocks = ", ".join(f"{number} {_NAMES[kind][number > 1]}" for kind, number in counts.items())
    unsaid = [
        (passage.line, sentence)
        for passage in passages(post, entire=True)
        for sentence in (split(passage.said.text, post.lang) if GAP in passage.said.text else ())
        if GAP in sentence
    ]
    notes = {node.label for node in every_inline(post.blocks) if isinstance(node, FootnoteRef)} & post.footnotes.keys()
    problems = [Problem("info", "left-out", f"Left out, as plain text cannot carry it: {blocks}.")] if blocks else []
    if unsaid:
        many = f"{len(unsaid)} sentences are" if len(unsaid) > 1 else "1 sentence is"
        words = f"{many} left out, as plain text cannot carry the formula within: write the formula more simply, or the text by hand."
        problems.append(Problem("warning", "left-out", words, unsaid[0][0]))
    if notes:
        many = f"{len(notes)} footnotes are" if len(notes) > 1 else "1 footnote is"
        problems.append(Problem("warning", "left-out", f"{many} left out: plain text has no place for what stands below a page."))
    return problems
