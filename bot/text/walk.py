"""Going through a tree: rewriting it, and finding things in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from bot.model.tree import Block, Emphasis, Heading, Inline, Link, List, Only, Paragraph, Quote, Raised, Strike, Strong, Table

Change = Callable[[Inline], tuple[Inline, ...]]


def change_inlines(nodes: tuple[Inline, ...], change: Change) -> tuple[Inline, ...]:
    """`nodes` with every node replaced by what `change` makes of it, innermost first; the same tuple if nothing changes."""
    changed: list[Inline] = []
    for node in nodes:
        if isinstance(node, Emphasis | Strong | Strike | Raised | Link):
            children = change_inlines(node.children, change)
            node = node if children is node.children else replace(node, children=children)
        changed.extend(change(node))
    same = len(changed) == len(nodes) and all(one is other for one, other in zip(changed, nodes, strict=True))
    return nodes if same else tuple(changed)


def change_blocks(blocks: Iterable[Block], change: Change) -> tuple[Block, ...]:
    """`blocks` with every inline node in them replaced by what `change` makes of it."""
    return tuple(_changed(block, change) for block in blocks)


def _changed(block: Block, change: Change) -> Block:
    match block:
        case Paragraph() | Heading():
            children = change_inlines(block.children, change)
            return block if children is block.children else replace(block, children=children)
        case Quote() | Only():
            return replace(block, blocks=change_blocks(block.blocks, change))
        case List():
            return replace(block, items=tuple(replace(item, blocks=change_blocks(item.blocks, change)) for item in block.items))
        case Table():
            header = tuple(change_inlines(cell, change) for cell in block.header)
            return replace(block, header=header, rows=tuple(tuple(change_inlines(cell, change) for cell in row) for row in block.rows))
        case _:
            return block


def every_block(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks in reading order, those inside others too."""
    for block in blocks:
        yield block
        if isinstance(block, Quote | Only):
            yield from every_block(block.blocks)
        elif isinstance(block, List):
            for item in block.items:
                yield from every_block(item.blocks)


def every_inline(blocks: Iterable[Block]) -> Iterator[Inline]:
    """All inline nodes in reading order, those inside others too."""
    for block in every_block(blocks):
        if isinstance(block, Paragraph | Heading):
            yield from inlines(block.children)
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                for cell in row:
                    yield from inlines(cell)


def inlines(nodes: Iterable[Inline]) -> Iterator[Inline]:
    """`nodes` and all nodes inside them."""
    for node in nodes:
        yield node
        if isinstance(node, Emphasis | Strong | Strike | Raised | Link):
            yield from inlines(node.children)


def headings_from(top: int, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """`blocks` with their highest headings at level `top`, the others as far below them as they were."""
    every = tuple(blocks)
    highest = min((block.level for block in every if isinstance(block, Heading)), default=top)
    return tuple(replace(block, level=min(6, block.level - highest + top)) if isinstance(block, Heading) else block for block in every)
