"""The figures of an article by the names their author knows them by, and which of them `pictures:` wants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model.draft import Problem
from bot.model.tree import CodeBlock, Image, MathBlock, Table
from bot.text import figures
from bot.text.figures import Figure
from bot.text.keys import nearest
from bot.text.passages import figures_of
from bot.text.readers import for_reader
from bot.text.walk import every_block, every_inline

if TYPE_CHECKING:
    from bot.model.post import Override, Post

KINDS = {CodeBlock: "code", Table: "table", MathBlock: "formula"}
SHOWN = 6
"""Names that are told of an article which has other pictures than the one that is asked for."""


def named(post: Post) -> dict[str, Figure]:
    """Every figure of the article in its order, the cover first: a picture by its source as written, what may be drawn as `table 1`,
    `code 2`, `formula 3`, counted from the article's beginning."""
    every = figures_of(post)
    counted = _counted(post)
    found: dict[str, Figure] = {}
    if cover := figures.cover(post, every):
        found[cover.src] = cover
    for figure in every:
        name = counted.get((figure.drawing.kind, figure.line), "") if figure.drawing else figure.src
        if name:
            found.setdefault(name, figure)
    for node in every_inline(post.blocks):  # those in tables, and below References
        if isinstance(node, Image):
            found.setdefault(node.src, figures.picture(node, node.line))
    return found


def _counted(post: Post) -> dict[tuple[str, int], str]:
    """The names of what may be drawn, by its kind and line."""
    number: Counter[str] = Counter()
    found = {}
    for block in every_block(post.blocks):
        if kind := KINDS.get(type(block)):
            number[kind] += 1
            found[kind, block.line] = f"{kind} {number[kind]}"
    return found


def find(known: Mapping[str, Figure], wish: str) -> str:
    """The name of the figure that is wished for: as written, whatever its case, or by the end of its path alone; empty for none."""
    if wish in known:
        return wish
    plain = _plain(wish)
    same = [name for name in known if _plain(name) == plain] or [name for name in known if _plain(name).rsplit("/", 1)[-1] == plain]
    return same[0] if len(same) == 1 else ""


def _plain(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("./")


def wished(post: Post, wishes: Sequence[str]) -> Iterator[Figure]:
    """The figures that an author wishes for, each once; those that nobody knows are left to `unknown`."""
    known = named(post)
    yield from (known[name] for name in dict.fromkeys(find(known, wish) for wish in wishes) if name)


def unknown(post: Post, override: Override, names: Collection[str], line: int, key: str = "pictures") -> list[Problem]:
    """Errors for what `override` wishes for and the article, as readers known by `names` get it, does not have."""
    if not override.pictures:
        return []
    known = named(replace(post, blocks=for_reader(post.blocks, names)))
    found = []
    for wish in override.pictures:
        if not find(known, wish):
            near = nearest(wish, known)
            has = ", ".join([*list(known)[:SHOWN], *(["..."] if len(known) > SHOWN else [])])
            hint = f"did you mean {near}?" if near else f"it has {has}." if has else "it has no pictures."
            found.append(Problem("error", "unknown-picture", f"{key} names {wish[:200]}, which is not in the article: {hint}", line))
    return found


def with_cover(post: Post, override: Override) -> Post:
    """The post with the cover that `override` wishes for: the first picture it names, or none at all; its own where it says nothing."""
    if override.pictures is None:
        return post
    first = next((figure for figure in wished(post, override.pictures) if figure.drawing is None), None)
    return replace(post, cover=first.src if first else None, cover_alt=first.alt if first else "")
