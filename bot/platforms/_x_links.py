"""Links, names and file names in an X thread: what is a link there, what it costs, and what is written so that it is none."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from bot.model.draft import Problem
from bot.model.tree import Link
from bot.text import count, walk
from bot.text.ending import links
from bot.text.inline import flat
from bot.text.mentions import code_of, mention
from bot.text.smells import place

if TYPE_CHECKING:
    from bot.model.draft import Segment
    from bot.model.post import Override, Post
    from bot.model.settings import Account as AnyAccount
    from bot.platforms.base import Limits
    from bot.platforms.x import Account
    from bot.text.thread import Part

LONGEST_CHAIN = 4
"""Dots of one word that are looked at: what stands before the last one may look like a link again."""

_DOCUMENT = re.compile(r"[A-Z][A-Z_-]{2,}(?=\.md$)")
_FILE = re.compile(r"[\w-]+\.(?:md|py|rs|sh|zip|mov|tf)", re.IGNORECASE | re.ASCII)
_SITES = frozenset({"docs.rs", "get.sh", "brew.sh", "fly.zip"})
_RUN_ON = re.compile(r"([a-z]{2,})\.([A-Z][a-z]+)", re.ASCII)


def ending(post: Post, account: AnyAccount, most: int) -> str:
    """The links that end a thread of at most `most` posts: one post holds them all, as X charges for the post and not for each."""
    return links(post, "x", friend=account.friend, others=most > 1) if account.link != "none" else ""


def finished(parts: Sequence[Part], post: Post, account: AnyAccount, limits: Limits) -> tuple[list[Part], list[Problem]]:
    """`parts` with names as mentions and, where the account wants that, without words that X would take for links, which are named."""
    code = code_of(post.blocks, list(account.mentions))
    texts = mention(
        [part.text for part in parts],
        account.mentions,
        lambda _, handle: handle,
        lambda text: count.weight(text) <= limits.maximum,
        code,
        opens=False,
    )
    problems = []
    if cast("Account", account).defuse:
        meant = {flat(node.children) for node in walk.every_inline(post.blocks) if isinstance(node, Link)}
        before, texts = texts, tuple(_defused(text, meant, limits.maximum) for text in texts)
        left = {word for text in texts for word in _pseudo_words(text)}
        if changed := list(dict.fromkeys(word for text in before for word in _pseudo_words(text) if word not in left)):
            message = f"Written so that X makes no links of them: {_listed(changed)}. With defuse: false they stay."
            problems = [Problem("info", "defused", message, place(post, changed[0]))]
    return [replace(part, text=text) for part, text in zip(parts, texts, strict=True)], problems


def pseudo(segments: Sequence[Segment], cost: tuple[float, float], post: Post, override: Override) -> list[Problem]:
    """Words that X will make links of though nobody wrote an address; `cost` is the price of a post without and with a link."""
    found = [(segment, _pseudo_words(segment.text)) for segment in segments]
    words = list(dict.fromkeys(word for _, each in found for word in each))
    if not words:
        return []
    dearer = sum(bool(each) and not any(link.explicit for link in count.links(segment.text)) for segment, each in found)
    price = f", which costs {dearer * (cost[1] - cost[0]):.3f} USD more" if dearer else ""
    line = override.line if override.segments else place(post, words[0])
    return [Problem("info", "pseudo-link", f"X makes a link of {_listed(words)}{price}. Write it otherwise if none is meant.", line)]


def _pseudo_words(text: str) -> list[str]:
    return [text[link.start : link.end] for link in count.links(text) if not link.explicit]


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words[:5]) + (" and more" if len(words) > 5 else "")


def _defused(text: str, meant: Collection[str], most: int) -> str:
    """`text` without words that X would take for links. Addresses stay: what has a path, and what the author made a link of."""
    made = text
    for _ in range(LONGEST_CHAIN):
        before = made
        for link in reversed(count.links(before)):
            word = before[link.start : link.end]
            if not link.explicit and word not in meant:
                made = made[: link.start] + _plain(word) + made[link.end :]
        if made == before:
            break
    return made if count.weight(made) <= most else text


def _plain(word: str) -> str:
    """How else a pseudo-link is written; an address stays.

    "README" is the file's other name, `./main.py` its path, and a blank was forgotten in "end.Next". Before all other dots a
    blank is put, which code allows (`model .fit()`) and readers of a name (crates .io) pass over.
    """
    if document := _DOCUMENT.match(word):
        return document[0]
    if _FILE.fullmatch(word) and word.lower() not in _SITES:
        return f"./{word}"
    if run_on := _RUN_ON.fullmatch(word):
        return f"{run_on[1]}. {run_on[2]}"
    if "/" in word or word.lower().startswith("www."):
        return word
    head, _, tail = word.rpartition(".")
    return f"{head} .{tail}"
