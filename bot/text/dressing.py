"""What is put around the words of a thread, whatever its platform: what the author must say, and the number of each post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.text.split import pack
from bot.text.thread import Part

if TYPE_CHECKING:
    from bot.model.draft import Counter
    from bot.model.post import Post

DISCLOSURES = {"affiliate": "#ad (affiliate links)", "sponsored": "#ad (sponsored)"}
"""Said in the first post, as the FTC's guides for endorsements ask (2023)."""


def disclosure(post: Post) -> str:
    """What the author of `post` must say of who paid for it, or nothing."""
    return DISCLOSURES.get(post.disclosure or "", "")


def disclosed(parts: Sequence[Part], post: Post, room: int, counter: Counter) -> list[Part]:
    """`parts` with what the author must say before the first one: on a line of its own, or in a part of its own."""
    said = disclosure(post)
    if not said or not parts:
        return list(parts)
    first, *rest = pack([said, parts[0].text], room, counter, post.lang)
    return [replace(parts[0], text=first.text), *(Part(packed.text) for packed in rest), *parts[1:]]


def numbered(parts: Sequence[Part]) -> list[Part]:
    """Each of several parts with its number before it, on a line of its own where the words begin with a figure."""
    if len(parts) < 2:
        return list(parts)
    blank = ["\n" if part.text[:1].isnumeric() else " " for part in parts]
    return [replace(part, text=f"{number}/{len(parts)}{blank[number - 1]}{part.text}") for number, part in enumerate(parts, 1)]
