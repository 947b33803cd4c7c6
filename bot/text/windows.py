"""What may become a segment: runs of sentences, and lists below the sentence that announces them, each able to stand alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.text import count, standing
from bot.text.rank import terms
from bot.text.reference import hangs, unnamed
from bot.text.sentences import words_in
from bot.text.split import glue
from bot.text.talk import is_chore, narrates, talks

if TYPE_CHECKING:
    from bot.model.draft import Counter
    from bot.text.article import Article, Place
    from bot.text.sentences import Sentence

LONGEST_WINDOW = 5
"""Sentences of one segment, a list aside."""

SMALLEST = 70
"""Units a segment of a thread should have at least."""

FULL = 0.8
"""Share of the limit from which on a segment counts as full."""

BEST_POINT = 120
"""Characters of a point that says one thing in a line or two."""

FULL_ITEM = 9
"""Words of an item that is a sentence rather than a name."""

UNNAMED = 0.25
"""What it costs a window or a point to begin with a thing that was never named."""

MOST_ITEMS = 7
MOST_LEADING = 3
"""Sentences above a list."""

_ARRAY = re.compile(r"\[\s*-?\d")
_POINTS_AT_LIST = re.compile(r"\b(?:the |as )?follow(?:ing|s)\b|\bbelow\b|\bhere(?:['’]s| is| are)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Window:
    """A run of the article's own words: sentences `first` to `last`, of `passages`, worth so much in a thread."""

    first: int
    last: int
    passages: tuple[int, ...]
    chapter: int
    text: str
    terms: frozenset[str]
    worth: float

    def same(self, other: frozenset[str]) -> float:
        """How much of the shorter one's words the other repeats, from 0 to 1."""
        return len(self.terms & other) / (min(len(self.terms), len(other)) or 1)


def windows(article: Article, limit: int, counter: Counter) -> Iterator[Window]:
    """Every window of at most `limit` units, in the article's order."""
    reader = _Reader(article, limit, counter)
    for first in article.sentences:
        if alone(first, article.post.lang) and not talks(first.text) and not is_chore(first.text):
            yield from reader.runs(first)
        if first.kind == "text" and not article.passages[first.passage].back and _announces_list(first.text):
            yield from reader.lists(first)


def points(article: Article, longest: int) -> Iterator[Window]:
    """Every sentence of at most `longest` characters that says something by itself, in the article's order; worth is for points."""
    reader = _Reader(article, longest, "chars")
    for sentence in article.sentences:
        text = standing.freed(sentence.text)
        fits = len(text) <= longest and (sentence.kind == "text" or words_in(text) >= FULL_ITEM)
        if fits and alone(sentence, article.post.lang) and _telling(text):
            place = reader.place(sentence)
            passages, words = (sentence.passage,), reader.terms[sentence.at]
            yield Window(sentence.at, sentence.at, passages, place.chapter, text, words, reader.telling(sentence, place))


def alone(sentence: Sentence, lang: str) -> bool:
    """Whether `sentence` can begin a segment or be one: a whole sentence that needs nothing before it."""
    whole = sentence.kind != "item" or standing.ends(sentence.text)
    whole = whole and not sentence.named
    return sentence.stands and whole and sentence.text[0] not in "*_(（" and not hangs(standing.freed(sentence.text), lang)


def said(run: tuple[Sentence, ...]) -> str:
    """A run of sentences as running text, paragraphs apart."""
    text = standing.freed(run[0].text)
    for before, sentence in pairwise(run):
        text = glue((text, sentence.text)) if sentence.passage == before.passage else f"{text}\n\n{sentence.text}"
    return text


def run(article: Article, first: Sentence, most: int = LONGEST_WINDOW) -> tuple[Sentence, ...]:
    """`first` and what may be shown along with it, into the next paragraph of its section if that can stand alone."""
    found = [first]
    for sentence in article.sentences[first.at + 1 : first.at + most]:
        within = sentence.passage == found[-1].passage and sentence.follows
        onward = sentence.passage == found[-1].passage + 1 and _beside(first, sentence) and alone(sentence, article.post.lang)
        if talks(sentence.text) or not (within or onward):
            break
        found.append(sentence)
    return tuple(found)


def _beside(one: Sentence, other: Sentence) -> bool:
    return one.kind == other.kind == "text" and (one.section, one.part) == (other.section, other.part)


def _announces_list(text: str) -> bool:
    """Whether `text` can stand above the list that it announces."""
    told = text.rstrip(":： ")
    return (
        told != text.rstrip()
        and standing.clean(told)
        and words_in(told) >= 2
        and not standing.points(_POINTS_AT_LIST.sub("these", told))
        and "http" not in told
        and not talks(told)
        and not is_chore(told)
    )


class _Reader:
    """Reads the windows of one article; weighs every sentence once."""

    def __init__(self, article: Article, limit: int, counter: Counter) -> None:
        self.article, self.limit, self.counter = article, limit, counter
        self.sizes = [count.length(sentence.text, counter) for sentence in article.sentences]
        self.terms = [frozenset(terms(sentence.text)) for sentence in article.sentences]
        self.ranks = article.percentiles()
        self.places = article.places()
        self.lines = [place.line for place in self.places]
        self.values: dict[int, float] = {}
        self.facts: dict[int, bool] = {}

    def runs(self, first: Sentence) -> Iterator[Window]:
        longest = run(self.article, first)
        size = 0
        for end, sentence in enumerate(longest, 1):
            size += self.sizes[sentence.at] + 1
            if size > self.limit + LONGEST_WINDOW:
                return
            if size > SMALLEST:
                yield from self.window(longest[:end], said(longest[:end]))

    def lists(self, last: Sentence) -> Iterator[Window]:
        """The list below `last`, with as much before it in its paragraph as may go along and fits."""
        items = self.items(last)
        below = tuple(sentence for item in items for sentence in item)
        for leading in self.leading(last) if 2 <= len(items) <= MOST_ITEMS else ():
            for shown in _shapes(items):
                text = "\n".join((said(leading), *(f"• {item}" for item in shown)))
                if count.length(text, self.counter) <= self.limit:
                    yield from self.window((*leading, *below), text)
                    break

    def leading(self, last: Sentence) -> Iterator[tuple[Sentence, ...]]:
        """`last`, alone and with one or two sentences before it, where the first of them can begin a segment."""
        leading: tuple[Sentence, ...] = (last,)
        while len(leading) <= MOST_LEADING:
            opener, lang = standing.freed(_POINTS_AT_LIST.sub("the", leading[0].text)), self.article.post.lang
            if not standing.leans(opener, lang) and not hangs(opener, lang):
                yield leading
            before = self.article.sentences[leading[0].at - 1] if leading[0].at else last
            if before.passage != last.passage or before is last or not before.follows:
                return
            leading = (before, *leading)

    def items(self, last: Sentence) -> list[tuple[Sentence, ...]]:
        """The items of the list right below the paragraph of `last`; none where one of them cannot be shown."""
        items: list[list[Sentence]] = []
        for at in range(last.at + 1, len(self.article.sentences)):
            sentence = self.article.sentences[at]
            if sentence.kind != "item" or (sentence.section, sentence.part) != (last.section, last.part):
                break
            if not _listed(sentence.text) or len(items) > MOST_ITEMS:
                return []
            if items and items[-1][0].passage == sentence.passage:
                items[-1].append(sentence)
            else:
                items.append([sentence])
        return [tuple(item) for item in items] if items and items[0][0].passage == last.passage + 1 else []

    def window(self, run: tuple[Sentence, ...], text: str) -> Iterator[Window]:
        size = count.length(text, self.counter)
        if SMALLEST <= size <= self.limit:
            place = self.place(run[0])
            words = frozenset().union(*(self.terms[sentence.at] for sentence in run))
            beside = tuple(dict.fromkeys(sentence.passage for sentence in run))
            yield Window(run[0].at, run[-1].at, beside, place.chapter, text, words, self.worth(run, size, place))

    def place(self, sentence: Sentence) -> Place:
        return self.places[max(0, bisect_right(self.lines, sentence.line) - 1)]

    def worth(self, run: tuple[Sentence, ...], size: int, place: Place) -> float:
        """The mean of its sentences; fullness counts most, a figure too; lone items, chores and a list promised but left out cost."""
        mean = sum(self.value(sentence) for sentence in run) / len(run)
        listed = run[-1].kind == "item"
        lone = listed and run[0].kind == "item"
        after = self.article.sentences[run[-1].at + 1 : run[-1].at + 2]
        promised = not listed and any(sentence.kind == "item" for sentence in after)
        facts = any(self.facts[sentence.at] for sentence in run)
        full = min(1.0, size / (FULL * self.limit))
        clear = 0.15 * narrates(run[0].text) + self.vague(run[0])
        return mean + 0.2 * facts + 1.2 * full + 0.25 * (listed and not lone) - 0.3 * (lone or promised) - 0.6 * place.chore - clear

    def telling(self, sentence: Sentence, place: Place) -> float:
        """What `sentence` is worth as a point: facts in a line or two."""
        size = self.sizes[sentence.at]
        after = self.article.sentences[sentence.at + 1 : sentence.at + 2]
        promised = sentence.kind != "item" and any(other.kind == "item" for other in after)
        told = self.value(sentence) + 0.3 * self.facts[sentence.at] - 0.35 * narrates(sentence.text) - self.vague(sentence)
        shape = 0.3 * max(0.0, 1 - size / BEST_POINT) + 0.2 * max(0.0, size / BEST_POINT - 1)
        return told - shape - 0.3 * promised - 0.4 * (sentence.kind == "item") - 0.6 * place.chore

    def vague(self, sentence: Sentence) -> float:
        """What it costs to begin with something that only the lines before it name."""
        return UNNAMED * (self.article.post.lang == "en" and unnamed(standing.freed(sentence.text), self.article.post.title))

    def value(self, sentence: Sentence) -> float:
        """Its rank in the article; talk about the article and chores cost."""
        if sentence.at not in self.values:
            talk = standing.announces(sentence.text) + talks(sentence.text)
            self.facts[sentence.at] = standing.factual(sentence.text)
            self.values[sentence.at] = self.ranks[sentence.at] - 0.5 * talk - 0.6 * is_chore(sentence.text)
        return self.values[sentence.at]


def _telling(text: str) -> bool:
    """Whether `text` says something of the matter, calmly, in as many words as a point has."""
    calm = not text.endswith(("!", "！")) and not _ARRAY.search(text)
    return standing.ends(text) and calm and 6 <= words_in(text) <= 45 and not talks(text) and not is_chore(text)


def _listed(text: str) -> bool:
    """Whether `text` can be said in an item of a list."""
    return (
        not text.endswith(("?", "？"))
        and standing.clean(text.rstrip(",;、；，"))
        and "http" not in text
        and "@" not in text
        and not standing.points(text)
    )


def _shapes(items: list[tuple[Sentence, ...]]) -> Iterator[tuple[str, ...]]:
    """A list whole, else with the first sentence of each item."""
    yield tuple(glue(sentence.text for sentence in item).rstrip(",;、；，") for item in items)
    if all(standing.ends(item[0].text) for item in items):
        yield tuple(item[0].text for item in items)
