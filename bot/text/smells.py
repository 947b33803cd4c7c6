"""What an author did not mean to publish, found in a post's own words: local paths, unfinished places, tags of site generators.

Code is left alone: it may hold all of that. Only prose, the title, the summary and handwritten texts are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.model.tree import Code, Heading, Inline, Link, Math, Paragraph, Table, Text
from bot.text import walk
from bot.text.plain import words

if TYPE_CHECKING:
    from bot.model.post import Post
    from bot.model.tree import Block

LONGEST_SHOWN = 60
"""Characters of a find that a message repeats."""

_PATTERNS: tuple[tuple[str, tuple[str, ...], re.Pattern[str], str], ...] = (
    (
        "local-path",
        ("file://", "/home/", "/users/", ":\\"),
        re.compile(
            r"(?<![\w/])file://[^\s<>\"')\]]+"
            r"|(?<![\w./:~\\-])/(?:home|Users)/(?!(?:user(?:name)?|you|me|your[\w-]*|jovyan|runner)\b)\w[\w./+-]*"
            r"|(?<!\w)[C-Z]:\\(?:Users|Documents and Settings|Program Files|Windows|\w[\w.-]*\\)[^\s<>\"|?*]*",
        ),
        "{} is a place on one computer, where readers can't look. Name it by its role, or link to it.",
    ),
    (
        "local-address",
        ("http",),
        re.compile(
            r"https?://(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|0\.0\.0\.0|\[::1\]|10\.\d{1,3}\.\d{1,3}\.\d{1,3}"
            r"|192\.168\.\d{1,3}\.\d{1,3}|[\w-]{1,63}\.(?:local|internal))(?![\w.-])[^\s<>\"')\]]*",
            re.IGNORECASE,
        ),
        "{} leads to the reader's own machine or network. Give the public address, or write it as `code`.",
    ),
    (
        "unfinished",
        ("todo", "fixme", "tbd", "tk", "lorem ipsum", "citation needed]", " here]"),
        re.compile(
            r"\b(?:TODO|FIXME)(?:\([\w .-]{1,40}\))?:|\bFIXME\b|[\[(](?:TODO|TBD|TK|FIXME)\b[^\])\n]{0,80}[\])]|^TODO\b|\bTK(?:TK)+\b"
            r"|(?i:\blorem ipsum\b)|\[(?i:citation needed|(?:insert|add) [^\]\n]{1,40} here)\]",
            re.MULTILINE,
        ),
        "{} looks unfinished. Write what belongs there, or take it out.",
    ),
    (
        "template-tag",
        ("{{", "{%", "<%", ":::"),
        re.compile(
            r"\{\{[<%]?[^{}\n]{1,200}[>%]?\}\}|\{%[^{}\n]{1,200}%\}|<%=?[^<>\n]{1,200}%>|\{\{[<%]?\s|\{%-?\s+\w|^:{3,}\s?\{?\w",
            re.MULTILINE,
        ),
        "{} is a tag of a site generator that means nothing here. Write what it stands for.",
    ),
)
"""Code, words one of which stands (in lower case) wherever the pattern matches, the pattern, and what to say of a match."""


@dataclass(frozen=True, slots=True)
class Smell:
    """A find: its problem code, the words as they stand, the sentence for a person, and the line of the post's file (0: unknown)."""

    code: str
    words: str
    message: str
    line: int = 0


def smells(post: Post) -> tuple[Smell, ...]:
    """What is suspicious in the words of `post`, each once, in the order of reading."""
    found: dict[tuple[str, str], Smell] = {}
    raw = f"{post.title}\n{post.summary}\n{post.body}"
    lowered = raw.casefold()
    likely = {code for code, hints, pattern, _ in _PATTERNS if any(hint in lowered for hint in hints) and pattern.search(raw)}
    for text, line in _words(post) if likely else ():
        for smell in within(text, line, likely):
            found.setdefault((smell.code, smell.words), smell)
    return tuple(found.values())


def within(text: str, line: int = 0, codes: Collection[str] = ()) -> Iterator[Smell]:
    """What is suspicious (of `codes`, if there are any) in one text that begins on `line`."""
    for code, _, pattern, message in _PATTERNS:
        for match in pattern.finditer(text) if not codes or code in codes else ():
            words = match[0].strip() if code == "unfinished" else match[0].strip().rstrip(".,;:!?")
            shown = words if len(words) <= LONGEST_SHOWN else words[:LONGEST_SHOWN] + "…"
            yield Smell(code, words, message.replace("{}", shown), line)


def place(post: Post, text: str, start: int = 0) -> int:
    """The line of the post's file on which `text` first stands, at line `start` or later; 0 when it isn't there as it is."""
    offset = _offset(post.body, start - post.body_line)
    at = post.body.find(text, offset) if text else -1
    return post.body_line + post.body.count("\n", 0, at) if at >= 0 else 0


def _offset(body: str, lines: int) -> int:
    at = 0
    for _ in range(max(0, lines)):
        at = body.find("\n", at) + 1
        if not at:
            return 0
    return at


def _words(post: Post) -> Iterator[tuple[str, int]]:
    """Texts with the lines they begin on: what a person wrote as words."""
    yield post.title, 1
    yield post.summary or "", 1
    for block in walk.every_block((*post.blocks, *(block for blocks in post.footnotes.values() for block in blocks))):
        yield from ((text, block.line) for text in _prose(block))


def _prose(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(children=children) | Heading(children=children):
            yield _uncoded(children)
            yield from (node.href for node in walk.inlines(children) if isinstance(node, Link))
        case Table(header=header, rows=rows):
            yield from (_uncoded(cell) for row in (header, *rows) for cell in row)
        case _:
            return


def _uncoded(nodes: tuple[Inline, ...]) -> str:
    """Running text without code and formulas."""
    return words(walk.change_inlines(nodes, lambda node: (Text(" "),) if isinstance(node, Code | Math) else (node,))).text
