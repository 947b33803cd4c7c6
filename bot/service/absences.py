"""Pictures of a post that are not there: those of the author's site are shown from its address, others are left out; both is said once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model.draft import Level, Problem
from bot.model.tree import Image, Inline
from bot.text import address, walk

if TYPE_CHECKING:
    from bot.model.post import Post
    from bot.model.settings import Posts

NAMED = 5
"""Pictures that a sentence names; it counts the others."""


def lines(post: Post) -> dict[str, int]:
    """The sources of the post's pictures in the order of reading, each with the line it first stands in."""
    found: dict[str, int] = {}
    for blocks in (post.blocks, *post.footnotes.values()):
        for node in walk.every_inline(blocks):
            if isinstance(node, Image):
                found.setdefault(node.src, node.line)
    return found


def settle(post: Post, absent: Collection[str], data: bytes, posts: Posts) -> tuple[Post, tuple[Problem, ...]]:
    """`post`, read from `data`, with those of its `absent` local pictures gone that no site shows either, and what is to be said of them.

    `/images/...` is a place on the site: where the post has an address, readers see the picture there.
    """
    on_site = [src for src in absent if src.startswith("/") and address.is_absolute(post.url or "")]
    gone = [src for src in absent if src not in on_site]
    found = lines(post)
    if post.cover and post.cover not in found:
        found[post.cover] = _line(post.cover, data)
    problems = []
    if in_text := [src for src in gone if src != post.cover]:
        problems.append(_missing("warning", in_text, found))
    if post.cover in gone:
        problems.append(_missing("error", [post.cover or ""], found))
    if on_site:
        problems.append(_elsewhere(on_site, found, post, posts))
    return _without(post, frozenset(gone)), tuple(problems)


def _missing(level: Level, gone: Sequence[str], found: dict[str, int]) -> Problem:
    one = len(gone) == 1
    ending = (
        "is missing, so it is left out: put it there, or correct the link."
        if one
        else ("are missing, so they are left out: put them there, or correct the links.")
    )
    return Problem(level, "picture-missing", f"{_named(gone, found)} {ending}", found.get(gone[0], 0))


def _elsewhere(on_site: Sequence[str], found: dict[str, int], post: Post, posts: Posts) -> Problem:
    """A warning where the site's own folder was looked through, else a remark."""
    verb, where = ("is" if len(on_site) == 1 else "are"), address.resolve(on_site[0], post.url)
    hint = "" if posts.static else " posts.static in config/bot.yaml names the folder of such files."
    words = f"{_named(on_site, found)} {verb} not in the folder: readers are shown {where}, which nobody looked at.{hint}"
    return Problem("warning" if posts.static else "info", "picture-on-site", words, found.get(on_site[0], 0))


def _named(sources: Sequence[str], found: dict[str, int]) -> str:
    """What they are called, and where all but the first stand, whose line stands beside the sentence."""
    if len(sources) == 1:
        return f"The picture {sources[0][:100]}"
    names = [f"{src[:100]} (line {found.get(src, 0)})" for src in sources[:NAMED]]
    more = [f"{len(sources) - NAMED} more"] if len(sources) > NAMED else []
    *before, last = [*names, *more]
    return f"The pictures {', '.join(before)} and {last}"


def _without(post: Post, gone: frozenset[str]) -> Post:
    """`post` with the pictures that are `gone` marked so, and without a cover that is."""
    if not gone:
        return post

    def mark(node: Inline) -> tuple[Inline, ...]:
        return (replace(node, gone=True),) if isinstance(node, Image) and node.src in gone else (node,)

    footnotes = {label: walk.change_blocks(blocks, mark) for label, blocks in post.footnotes.items()}
    cover = None if post.cover in gone else post.cover
    return replace(post, blocks=walk.change_blocks(post.blocks, mark), footnotes=footnotes, cover=cover)


def _line(source: str, data: bytes) -> int:
    """The line of the file in which `source` is first named."""
    named = (number for number, line in enumerate(data.splitlines(), 1) if source.encode("utf-8", "replace") in line)
    return next(named, 1)
