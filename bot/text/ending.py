"""How a thread begins and ends: what its author must say, hashtags, its title, its links, and the number before each part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.text import count
from bot.text.links import beside, canonical
from bot.text.split import pack
from bot.text.thread import Part
from bot.text.windows import SMALLEST

if TYPE_CHECKING:
    from bot.model.draft import Counter
    from bot.model.post import Post


def links(post: Post, source: str, *, friend: bool, others: bool = True) -> str:
    """The links that end a thread, one a line: the article's own, `source` in its tag, and those of `others` that belong to it."""
    more = [f"{name}: {url}" for name, url in beside(post)] if others else []
    return "\n".join(filter(None, (canonical(post, source, friend=friend), *more)))


def headed(parts: Sequence[Part], said: str, room: int, counter: Counter, lang: str) -> list[Part]:
    """`parts` with `said` above the first: a line of its own there, or a part of its own where both are longer than `room`."""
    if not said or not parts:
        return list(parts)
    first, *rest = pack([said, parts[0].text], room, counter, lang)
    return [replace(parts[0], text=first.text), *(Part(packed.text) for packed in rest), *parts[1:]]


def marked(parts: Sequence[Part], marks: Sequence[str], room: int, counter: Counter) -> list[Part]:
    """`parts` with as many of the hashtags `marks` below the first as there is room for."""
    for most in range(len(marks) if parts else 0, 0, -1):
        text = f"{parts[0].text}\n\n{' '.join(marks[:most])}"
        if count.length(text, counter) <= room:
            return [replace(parts[0], text=text), *parts[1:]]
    return list(parts)


def closed(parts: Sequence[Part], endings: Sequence[Sequence[str]], room: int, counter: Counter, most: int) -> list[Part]:
    """`parts` with the first of `endings` (lines) that finds room; the last of them in any case, by itself.

    What is short goes below the last words, if there is room; so does all in a thread that is as long as it may be (`most`).
    """
    for lines in endings:
        closing = "\n".join(filter(None, lines))
        if not closing:
            return list(parts)
        joined = f"{parts[-1].text}\n\n{closing}" if parts else closing
        size = count.length(closing, counter)
        if (len(parts) >= most or size < SMALLEST) and count.length(joined, counter) <= room:
            return [*parts[:-1], replace(parts[-1], text=joined)] if parts else [Part(closing)]
        if len(parts) < most and size <= room:
            return [*parts, Part(closing)]
    return [*parts[:-1], Part("\n".join(filter(None, endings[-1])))]


def numbered(parts: Sequence[Part]) -> list[Part]:
    """Each part with its number before it, on a line of its own where the words begin with a figure."""
    if len(parts) < 2:
        return list(parts)
    blank = ["\n" if part.text[:1].isnumeric() else " " for part in parts]
    return [replace(part, text=f"{number}/{len(parts)}{blank[number - 1]}{part.text}") for number, part in enumerate(parts, 1)]
