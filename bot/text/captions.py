"""A picture whose caption says what its alternative text says: where a picture is a link, one of them is enough."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from bot.model.tree import Block, Break, Emphasis, Image, Inline, Paragraph, Text
from bot.text.inline import flat


def without_echo(blocks: tuple[Block, ...], *, seen: bool = False) -> tuple[Block, ...]:
    """`blocks` with every caption said once. Plain captions give way to the link; one with links of its own stays instead.

    Where pictures are `seen`, and their alternative texts are not, every caption stays.
    """
    out: list[Block] = []
    skip = False
    for block, after in pairwise((*blocks, None)):
        if skip:
            skip = False
            continue
        if isinstance(block, Paragraph):
            children = _within(block.children, seen=seen)
            if len(children) == 1 and isinstance(image := children[0], Image) and isinstance(after, Paragraph) and len(after.children) == 1:
                children, skip = _pair(image, after.children[0], seen=seen)
            block = replace(block, children=children) if children != block.children else block
        if block is not None:
            out.append(block)
    return tuple(out)


def _pair(image: Image, caption: Inline, *, seen: bool) -> tuple[tuple[Inline, ...], bool]:
    """What stays of the picture, and whether its caption goes."""
    if not isinstance(caption, Emphasis) or not image.alt or _bare(flat((caption,))) != _bare(image.alt):
        return (image,), False
    plain = not seen and all(isinstance(node, Text | Break) for node in caption.children)
    return (image if plain else replace(image, alt=""),), plain


def _within(nodes: tuple[Inline, ...], *, seen: bool) -> tuple[Inline, ...]:
    """The same for a picture and its caption in one paragraph."""
    for at, node in enumerate(nodes):
        after = next((at + 1 + more for more, other in enumerate(nodes[at + 1 :]) if not _blank(other)), None)
        if isinstance(node, Image) and after is not None:
            kept, gone = _pair(node, nodes[after], seen=seen)
            if gone or kept != (node,):
                return (*nodes[:at], *kept, *_within(nodes[after + 1 if gone else at + 1 :], seen=seen))
    return nodes


def _blank(node: Inline) -> bool:
    return isinstance(node, Break) or (isinstance(node, Text) and not node.text.strip())


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()
