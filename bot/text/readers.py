"""Passages for some readers only: `<!-- only: linkedin, x -->` and `<!-- not: reddit -->`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from bot.model.tree import Block, List, Only, Quote


def for_reader(blocks: Iterable[Block], names: Collection[str]) -> tuple[Block, ...]:
    """The blocks meant for a reader known by `names` (the account's name and its platform's), without any `Only`."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Only):
            if any(name in names for name in block.names) != block.negated:
                kept.extend(for_reader(block.blocks, names))
        elif isinstance(block, Quote):
            kept.append(replace(block, blocks=for_reader(block.blocks, names)))
        elif isinstance(block, List):
            kept.append(replace(block, items=tuple(replace(item, blocks=for_reader(item.blocks, names)) for item in block.items)))
        else:
            kept.append(block)
    return tuple(kept)
