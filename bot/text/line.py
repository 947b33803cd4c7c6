"""One line that says what an article is about: its best sentence, shortened, with the title before it where that says more."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.text import standing
from bot.text.features import Features, measure
from bot.text.rank import Tables, kind_of, weights, worth
from bot.text.sentences import words_in
from bot.text.shorten import shorten

if TYPE_CHECKING:
    from bot.model.post import Post
    from bot.text.article import Article
    from bot.text.sentences import Sentence

FARTHEST = 60
"""Sentences among which the line is looked for."""

LONGEST = 400
"""Characters of a line, unless there is no other."""

LONGEST_TITLE = 120
"""Characters of a title that may stand before a sentence."""

FEWEST_WORDS = 8
"""Words that the sentence of a line should have: shorter ones sound well and say little."""

TITLE_COSTS = 1.0
"""ROUGE points that a title must add to stand before the sentence: a reader often sees it beside the line as well."""

BEST_TOTAL = 25
"""Words of a line that is neither terse nor long."""

_WORD = re.compile(r"[^\W_](?:[\w.()-]*\w)?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that could be: its words, the sentence in it, and whether the title stands before it."""

    text: str
    sentence: str
    features: Features
    titled: bool


def best(article: Article, *, titled: bool = True, tables: Tables | None = None) -> Candidate | None:
    """The best sentence of `article` by `tables`, else by ours, and if `titled`, after the title where that is worth more.

    None if no sentence can stand alone.
    """
    table = (tables or weights())[kind_of(article.sentences)]
    found = [candidate for candidate in candidates(article) if len(candidate.text) <= LONGEST] or candidates(article)
    alone = [candidate for candidate in found if not candidate.titled]
    good = [candidate for candidate in alone if words_in(candidate.text) >= FEWEST_WORDS]
    if not (chosen := max(good or alone, key=lambda candidate: worth(candidate.features, table), default=None)):
        return None
    shapes = [candidate for candidate in found if candidate.sentence == chosen.sentence and (titled or not candidate.titled)]
    return max(shapes, key=lambda candidate: worth(candidate.features, table) - TITLE_COSTS * candidate.titled)


def candidates(article: Article) -> list[Candidate]:
    """Every line that could be: each sentence that can stand alone, with the title before it and without, in the article's order."""
    post = article.post
    early = article.sentences[:FARTHEST]
    measured = measure(article.sentences, post.title)[:FARTHEST]
    for accept in (_sentence, _last_resort):
        said = [(text, features) for one, features in zip(early, measured, strict=True) if (text := accept(one, post))]
        if said:
            return [shape for text, features in said for shape in _shapes(text, features, post)]
    return []


def _sentence(sentence: Sentence, post: Post) -> str:
    """`sentence` as it may stand alone, shortened; empty if it may not."""
    if sentence.kind != "text" or not (sentence.follows or re.match("here,? we", sentence.text, re.IGNORECASE)):
        return ""
    text = standing.freed(sentence.text)
    text = shorten(text) if post.lang == "en" else text
    if sentence.stands:
        return text
    first = _WORD.match(text)
    named = bool(first and first[0][:1].islower() and first[0].lower() in _names(post.title))
    leans = not named and standing.leans(text, post.lang)
    return "" if leans or standing.points(text) or words_in(text) < 5 else text


def _last_resort(sentence: Sentence, post: Post) -> str:
    return sentence.text if sentence.follows and post.lang else ""


def _names(title: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(title))


def _shapes(text: str, features: Features, post: Post) -> tuple[Candidate, ...]:
    alone = Candidate(text, text, features | _total(words_in(text)), False)
    if not post.title or len(post.title) > LONGEST_TITLE:
        return (alone,)
    said, title = words_in(text), max(1, words_in(post.title))
    with_title = {
        "with title": 1.0,
        "with title, its length": math.log(title / 8),
        "with title, under 4 words": title < 4,
        "with title, over 10 words": title > 10,
        "with title, length": features["length"],
        "with title, share of title": features["share of title"],
        "with title, title covered": features["title covered"],
        "with title, title": features["title"],
        "with title, we propose": features.get("we propose", 0.0),
        "with title, first": features["first"],
        "with title, over 30 words": features["over 30 words"],
    }
    return (alone, Candidate(_titled(text, post), text, features | _total(said + title) | with_title, True))


def _total(words: int) -> Features:
    """How long the whole line is."""
    off = math.log(max(1, words) / BEST_TOTAL)
    return {"line": off, "line off": abs(off), "line under 15": words < 15, "line over 35": words > 35, "line over 45": words > 45}


def _titled(text: str, post: Post) -> str:
    """The title, a sign that parts it from what follows, and `text`."""
    title = post.title.rstrip(" .:：")
    if post.lang in standing.CJK:
        return f"{title}{'' if title.endswith(('？', '！', '?', '!')) else ' – ' if ':' in title or '：' in title else '：'}{text}"
    if title.endswith(("?", "!", "…")):
        return f"{title} {text}"
    return f"{title}{' – ' if ': ' in title else ': '}{text}"
