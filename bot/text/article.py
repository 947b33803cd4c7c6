"""A post read once for everything that is said of it: passages, sentences and what each is worth."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.model.tree import Heading
from bot.text.passages import Passage, figures_of, passages
from bot.text.plain import words
from bot.text.rank import scores
from bot.text.sentences import Sentence, sentences
from bot.text.walk import every_block

if TYPE_CHECKING:
    from bot.model.post import Post
    from bot.text.figures import Figure

FEWEST_CHAPTERS = 3
"""Headings that a level must have, with those above it, to part an article into chapters."""

_CHORE = re.compile(
    r"[\W\d]*(?:(?:how to |quick |easy )?(?:install(?:ation|ing)?|set(?:ting)?[ -]?up)\b.{0,30}|"
    r"(?:get(?:ting)? started|quick ?start|upgrad\w+)\b.{0,20}|contribut\w+.{0,20}|(?:further|more) .{0,20}|"
    r"(?:prerequisites?|requirements?|dependencies|preparations?|usage|(?:try it|do it) (?:out|yourself|now)?|demos?|outline|"
    r"what(?:['’]s| is) in this post|disclaimer|note|(?:full |other |minor )?(?:changes|bug ?fixes)|breaking changes|release notes|"
    r"roadmap|questions|exercises?|feedback|support|our team|(?:the )?team|sponsors?|funding|"
    r"instalaci[óo]n|instala[çc][ãa]o|установка|installieren|voraussetzungen|prérequis|requisitos|安装|环境配置|インストール|設定|準備|설치))\W*",
    re.IGNORECASE,
)
"""Headings of sections that nobody would promote an article with."""


@dataclass(frozen=True, slots=True)
class Place:
    """What begins at a heading's `line`: the main section `chapter`; a `chore` says how to install, where to ask, what else changed."""

    line: int
    chapter: int
    chore: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """`marks[sentence.at]` is the worth of a sentence, `passages[sentence.passage]` where it stands."""

    post: Post
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    marks: tuple[float, ...]

    def best(self, among: tuple[Sentence, ...]) -> Sentence | None:
        """The sentence of `among` that is worth most; the earlier of equals."""
        return max(among, key=lambda sentence: (self.marks[sentence.at], -sentence.at), default=None)

    def run(self, first: Sentence, most: int) -> tuple[Sentence, ...]:
        """`first` and the sentences after it in its passage that may be shown along with it, at most `most` in all."""
        found = [first]
        for sentence in self.sentences[first.at + 1 : first.at + most]:
            if sentence.passage != first.passage or not sentence.follows:
                break
            found.append(sentence)
        return tuple(found)

    def figures(self) -> tuple[Figure, ...]:
        """Every figure that is shown, in order; the passages hold them all, if there are any."""
        return tuple(figure for passage in self.passages for figure in passage.pictures) if self.passages else figures_of(self.post)

    def places(self) -> tuple[Place, ...]:
        """The parts of the text, in order. Chapters begin at the shallowest headings that are several."""
        headings = [block for block in every_block(self.post.blocks) if isinstance(block, Heading)]
        levels = sorted({heading.level for heading in headings})
        main = next((level for level in levels if sum(h.level <= level for h in headings) >= FEWEST_CHAPTERS), levels[-1] if levels else 0)
        found, within = [Place(0, 0)], 0
        for heading in headings:
            if not within or heading.level <= within:
                within = heading.level if _CHORE.fullmatch(words(heading.children).text[:80]) else 0
            found.append(Place(heading.line, found[-1].chapter + (heading.level <= main), bool(within)))
        return tuple(found)

    def percentiles(self) -> tuple[float, ...]:
        """For each sentence which share of the others that may be shown has a lower mark, whatever the marks' scale."""
        shown = sorted(self.marks[sentence.at] for sentence in self.sentences if sentence.follows)
        return tuple(bisect_right(shown, mark) / len(shown) if shown else 0.0 for mark in self.marks)


def read(post: Post) -> Article:
    """`post` as an article. Passages for some readers only should be sorted out before (`readers.for_reader`).

    The last few are remembered: the platforms ask for the same one in turn.
    """
    return replace(_read(Source(post)), post=post)


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """What an article depends on, to remember by what comes of it; two of the same words are equal."""

    post: Post

    def __hash__(self) -> int:
        return hash((self.post.title, self.post.lang, len(self.post.blocks)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Source) and (self.post.title, self.post.lang, self.post.blocks) == (
            other.post.title,
            other.post.lang,
            other.post.blocks,
        )


@lru_cache(maxsize=4)
def _read(source: Source) -> Article:
    post = source.post
    beside = passages(post)
    found = sentences(beside, post.lang)
    return Article(post, beside, found, tuple(scores(found, post.title)))
