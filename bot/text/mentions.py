"""Names of people and projects as mentions: the first place in a text where a whole word is a name, never in a link or in code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.model.tree import Code, Heading, Link, Paragraph, Text
from bot.text import walk
from bot.text.plain import words

if TYPE_CHECKING:
    from bot.model.tree import Block, Inline

CONTEXT = 12
"""Characters on each side by which inline code is recognised in a text that no longer shows it as code."""

_TAKEN = re.compile(r"https?://[^\s<>\"]+|@\[[^\[\]\n]{1,200}\]\([^()\s]{1,300}\)|[@#]\w+")
_WIDE = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_BEFORE = re.compile(rf"(?:[^\W{_WIDE}]|[@#$/\\.`_-])$")
_AFTER = re.compile(rf"[^\W{_WIDE}]|[-_/\\`@#(]|\.\w|://")
_MARK = re.compile("\ufdd0([0-9]{1,4})\ufdd1")
"""Noncharacters, which stand in no text, around the number of a mention while markdown is written."""

_SENTENCE = re.compile(r"(?<=[.!?。！？])\s")

Place = tuple[str, str, str]
"""What stands before a piece of inline code, the code, and what stands after it."""


def mention(
    texts: Sequence[str],
    handles: Mapping[str, str],
    write: Callable[[str, str], str],
    fits: Callable[[str], bool],
    code: Sequence[Place] = (),
    *,
    opens: bool = True,
) -> tuple[str, ...]:
    """`texts` with the first place of each name replaced by `write(name, handle)`, where the text `fits` then.

    Longer names come first. `code` is what `code_of` found; without `opens` no text may begin with a mention.
    """
    made = list(texts)
    for name in sorted(filter(None, handles), key=lambda each: (-len(each), each)):
        said = write(name, handles[name])
        for number, text in enumerate(made):
            places = (at for at in _places(text, name, code) if at or opens)
            changed = next((new for at in places if fits(new := text[:at] + said + text[at + len(name) :])), None)
            if changed is not None:
                made[number] = changed
                break
    return tuple(made)


def code_of(blocks: Sequence[Block], names: Sequence[str]) -> tuple[Place, ...]:
    """The inline code of `blocks` that holds one of `names`, with what stands beside it."""
    found: list[Place] = []
    for block in walk.every_block(blocks):
        nodes = block.children if isinstance(block, Paragraph) else ()
        if any(isinstance(node, Code) and any(name in node.text for name in names) for node in walk.inlines(nodes)):
            found += _between(words(walk.change_inlines(nodes, _marked)).text)
    return tuple(found)


def in_blocks(blocks: Sequence[Block], handles: Mapping[str, str]) -> tuple[Block, ...]:
    """`blocks` with a mark after the first place of each name in running text, for `marks_as` to replace when they are written."""
    left = {name: number for number, name in enumerate(handles) if name}
    closed = {id(node) for node in _closed(blocks)}

    def change(node: Inline) -> tuple[Inline, ...]:
        if not isinstance(node, Text) or id(node) in closed:
            return (node,)
        ends: dict[int, int] = {}
        spans: list[tuple[int, int]] = []
        for name in sorted(left, key=lambda each: (-len(each), each)):
            free = (at for at in _places(node.text, name, ()) if not any(at < stop and start < at + len(name) for start, stop in spans))
            if (at := next(free, -1)) >= 0:
                spans.append((at, at + len(name)))
                ends[at + len(name)] = left.pop(name)
        text = node.text
        for end in sorted(ends, reverse=True):
            text = f"{text[:end]}\ufdd0{ends[end]}\ufdd1{text[end:]}"
        return (Text(text),)

    return walk.change_blocks(blocks, change) if left else tuple(blocks)


def marks_as(text: str, handles: Mapping[str, str], write: Callable[[str], str]) -> str:
    """A written text with every mark of `in_blocks` replaced by `write(handle)`."""
    said = list(handles.values())
    return _MARK.sub(lambda mark: write(said[int(mark[1])]) if int(mark[1]) < len(said) else mark[0], text)


def _places(text: str, name: str, code: Sequence[Place]) -> Iterator[int]:
    """Where `name` stands as a whole word, outside of links, other mentions and code."""
    taken = [match.span() for match in _TAKEN.finditer(text)]
    wide = [bool(re.match(f"[{_WIDE}]", edge)) for edge in (name[0], name[-1])]
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        apart = not any(start < end and at < stop for start, stop in taken)
        if apart and _edge(text, at, end, wide) and not any(_within(text, at, end, place) for place in code):
            yield at
        at = text.find(name, end)


def _edge(text: str, at: int, end: int, wide: list[bool]) -> bool:
    """Whether no word goes on at either side. Beside a name of another script, Chinese and Japanese words may stand."""
    before, after = text[max(0, at - 1) : at], text[end : end + 3]
    joined = (wide[0] and before.isalnum()) or (wide[1] and after[:1].isalnum())
    return not (joined or _BEFORE.search(before) or _AFTER.match(after))


def _within(text: str, at: int, end: int, place: Place) -> bool:
    """Whether the part of `text` lies in this piece of code, as far as its surroundings tell."""
    before, code, after = place
    inner = code.find(text[at:end])
    start = at - inner
    if inner < 0 or start < 0 or not text.startswith(code, start):
        return False
    stop = start + len(code)
    left, right = text[max(0, start - CONTEXT) : start], text[stop : stop + CONTEXT]
    return before.endswith(left[-len(before) :] if before else "") and after.startswith(right[: len(after)])


def _marked(node: Inline) -> tuple[Inline, ...]:
    return (Text(f"\ufdd0{node.text}\ufdd1"),) if isinstance(node, Code) else (node,)


def _between(text: str) -> Iterator[Place]:
    parts = re.split("[\ufdd0\ufdd1]", text)
    for number, (before, code) in enumerate(pairwise(parts)):
        if number % 2 == 0 and number + 2 < len(parts):
            yield _SENTENCE.split(before)[-1][-CONTEXT:], code, _SENTENCE.split(parts[number + 2])[0][:CONTEXT]


def _closed(blocks: Sequence[Block]) -> Iterator[Inline]:
    """The nodes that may hold no mention: in headings and in links."""
    for block in walk.every_block(blocks):
        if isinstance(block, Heading):
            yield from walk.inlines(block.children)
    for node in walk.every_inline(blocks):
        if isinstance(node, Link):
            yield from walk.inlines(node.children)
