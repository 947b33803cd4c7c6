"""An article as it is announced in a channel, as far as Telegram and Discord agree: its title, what was found, points, where to read on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from bot.model.draft import Problem
from bot.model.tree import Block, Code, Heading, List, Paragraph
from bot.text.article import read
from bot.text.brief import brief
from bot.text.figures import KEY, Figure
from bot.text.links import beside, canonical
from bot.text.mentions import code_of, mention
from bot.text.plain import words
from bot.text.walk import every_inline

if TYPE_CHECKING:
    from bot.model.draft import Counter
    from bot.model.post import Override, Post
    from bot.model.settings import Account, Hook, Length, Shape

DISCLOSURES = {"affiliate": "#ad (affiliate links)", "sponsored": "#ad (sponsored)"}
"""Said in the first line, as the FTC's guides for endorsements ask (2023)."""

FOLD = 240
"""Characters of the opening: what a notification shows of a post, and three lines on a phone."""

BULLET = "• "
LENGTHS: tuple[Length, ...] = ("long", "medium", "short")
HALF = 0.5
"""Share of the room that the sections of an entire text must fill, so that it ends with one of them."""


class Voice(Protocol):
    """How an account speaks in its channel."""

    @property
    def hook(self) -> Hook:
        """How a post opens."""

    @property
    def shape(self) -> Shape:
        """What follows the opening."""

    @property
    def length(self) -> Length:
        """How much of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of an article, as plain words: what must be disclosed, its title, paragraphs, points, and where it leads.

    `link` is the article's address and `others` are names with addresses of what belongs to it; all may be empty.
    """

    disclosure: str
    title: str
    above: tuple[str, ...]
    points: tuple[str, ...]
    link: str
    others: tuple[tuple[str, str], ...]


def told(post: Post, account: Account, voice: Voice, override: Override, counter: Counter, length: Length) -> Told:
    """The article in brief, with the names that the account knows as mentions."""
    hook = voice.hook if post.url or voice.hook != "finding" else "title"
    title = override.title or post.title
    said = [text for text in brief(read(post), FOLD, counter, hook, voice.shape, length) if text not in (title, post.title)]
    said = list(mention(said, account.mentions, lambda _, handle: handle, lambda _: True, code_of(post.blocks, list(account.mentions))))
    points = tuple(said.pop().removeprefix(BULLET).split(f"\n{BULLET}")) if said and said[-1].startswith(BULLET) else ()
    others = beside(post, "\n".join((*said, *points))) if account.link != "none" else ()
    return Told(DISCLOSURES.get(post.disclosure or "", ""), title, tuple(said), points, link_of(post, account), others)


def shorter(post: Post, account: Account, voice: Voice, override: Override, counter: Counter) -> Iterator[Told]:
    """The article in brief, the best first and each after that with less in it; the last says no more than its title and its link."""
    for length in LENGTHS[LENGTHS.index(voice.length) :]:
        made = told(post, account, voice, override, counter, length)
        yield made
    while len(made.points) > 2:
        made = replace(made, points=made.points[:-1])
        yield made
    made = replace(made, points=())
    while made.above:
        yield made
        made = replace(made, above=made.above[:-1])
    yield made


def beginning(blocks: Sequence[Block], written: Sequence[str], fits: Callable[[str], bool]) -> int:
    """How many of `blocks` an entire text holds, where `written` are they and `fits` says what may go out: all, or up to a section.

    It does not end with a heading, or with words that announce what is left out. 0 where not even the first fits.
    """
    most = 0
    for at in range(1, len(blocks) + 1):
        if not fits(joined(written[:at])):
            break
        most = at
    if most == len(blocks):
        return most
    size = len(joined(written[:most]))
    sections = (at for at in range(most, 0, -1) if isinstance(blocks[at], Heading) and len(joined(written[:at])) >= HALF * size)
    most = next(sections, most)
    while most and (isinstance(blocks[most - 1], Heading) or _announces(blocks[most - 1])):
        most -= 1
    return most


def joined(written: Sequence[str]) -> str:
    """Blocks below each other."""
    return "\n\n".join(filter(None, written))


def figures(post: Post) -> list[Figure]:
    """What the article shows and what could stand alone, whoever wrote the words."""
    return [figure for figure in read(post).figures() if figure.drawing is None or figure.worth >= KEY or post.note]


def no_link(post: Post) -> list[Problem]:
    """A warning where readers have nowhere to go on."""
    words = "The post has no address, so nobody can read on: add url:."
    return [] if post.url or post.note else [Problem("warning", "no-link", words, 1)]


def link_of(post: Post, account: Account) -> str:
    """The article's address as it stands in the text; empty where the account wants none there."""
    return "" if account.link in ("none", "card") else canonical(post, account.platform, friend=account.friend)


def code_names(post: Post) -> list[str]:
    """The inline code of the article that can't be mistaken for words: it has signs, figures or inner capitals."""
    return sorted({node.text for node in every_inline(post.blocks) if isinstance(node, Code) and is_code(node.text)})


def is_code(text: str) -> bool:
    """Whether inline code can't be mistaken for a word of the language."""
    return 2 <= len(text) <= 80 and "\n" not in text and not re.fullmatch(r"[^\W\d_]?[^\W\d_A-Z]*|\d+", text)


def cut_short(name: str, size: int, most: int, blocks: Sequence[Block], kept: int) -> str:
    """Words for an entire text of `size` where the platform `name` takes `most`, and `kept` of `blocks` go out."""
    where = f"it ends before line {blocks[kept].line}, with the link" if 0 < kept < len(blocks) else "only what it is about goes out"
    where = "its footnotes are left out" if kept == len(blocks) else where
    return f"The whole text has {size:,} characters, {name} takes {most:,}: {where}."


def _announces(block: Block) -> bool:
    if isinstance(block, List) and block.items:
        return any(map(_announces, block.items[-1].blocks[-1:]))
    return isinstance(block, Paragraph) and words(block.children).text.rstrip().endswith((":", "："))
