"""What can be measured of a sentence to tell how much it says of its article. `weights.txt` says what each figure is worth."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.text.sentences import words_in
from bot.text.terms import Vector, dot, terms, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.text.sentences import Sentence

BEST_LENGTH = 22
"""Words of a sentence that says one thing well."""

EARLY = 12
"""Sentences at the start that tell what an article is about more often than others do."""

Features = dict[str, float]
"""The figures of a sentence by their names; a name that is missing is 0."""

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_WHAT_IS = re.compile(r"(?:[\w.()/-]{1,40} ){1,6}(?:is|are) (?:an?|the|one of)\b")
_STARTS_WE = re.compile(r"(?:in this \w{1,20},? |here,? )?(?:we|i)\b", re.IGNORECASE)
_CONTRAST = re.compile(r"(?:however|but|unfortunately|yet|despite)\b", re.IGNORECASE)
_SIGNS = {
    name: re.compile(pattern)
    for name, pattern in {"digit": r"\d", "quote": '["“”]', "bracket": r"\(", "colon": ":", "dash": "[–—]", "code": "[_=`]"}.items()
}
_AUTHORS = frozenset(("cue we", "cue i", "cue this"))
_LENGTHS = (8, 12, 16)


@dataclass(frozen=True, slots=True)
class _Article:
    """What is the same for every sentence of an article. Vectors are tf-idf of length 1; `middle` and `start` sum those of sentences."""

    vectors: tuple[Vector, ...]
    title: Vector
    title_terms: tuple[str, ...]
    middle: Vector
    start: Vector


@lru_cache(maxsize=4)
def measure(sentences: tuple[Sentence, ...], title: str) -> tuple[Features, ...]:
    """The features of each sentence of an article called `title`. The last few articles are remembered: do not change what you get."""
    counts = [Counter(terms(sentence.text)) for sentence in sentences]
    heading = Counter(terms(title))
    known = Counter(term for count in [*counts, heading] for term in count)
    weigh = {term: math.log((2 + len(counts)) / (1 + often)) + 1 for term, often in known.items()}
    vectors = tuple(unit(count, weigh) for count in counts)
    article = _Article(vectors, unit(heading, weigh), terms(title), _sum(vectors), _sum(vectors[:EARLY]))
    found = [
        _matter(article, at) | _place(sentences, at) | _form(sentence.text) | _cues(sentence.text) for at, sentence in enumerate(sentences)
    ]
    for name in ("middle", "start"):
        highest = max((features[name] for features in found), default=0.0) or 1.0
        for features in found:
            features[name] /= highest
    _in_turn(found)
    return tuple(found)


def _matter(article: _Article, at: int) -> Features:
    """Closeness to the title, to the whole article and to its beginning."""
    vector, title = article.vectors[at], set(article.title_terms)
    both = len(title & vector.keys())
    return {
        "title": dot(article.title, vector),
        "title covered": both / max(1, len(title)),
        "share of title": both / max(1, len(vector)),
        "middle": dot(vector, article.middle),
        "start": dot(vector, article.start),
    }


def _place(sentences: Sequence[Sentence], at: int) -> Features:
    sentence = sentences[at]
    before = sentences[at - 1] if at else None
    return {
        "first": at == 0,
        "second": at == 1,
        "third": at == 2,
        "among 6": at < 6,
        "among 12": at < EARLY,
        "nearness": 1 / (1 + at),
        "distance": min(1.0, at / 40),
        "part": at / len(sentences),
        "last": at == len(sentences) - 1,
        "among last 3": at >= len(sentences) - 3,
        "before headings": sentence.section == 0,
        "begins paragraph": before is None or before.passage != sentence.passage,
        "begins section": before is None or before.section != sentence.section,
        "list item": sentence.kind == "item",
        "leans": not sentence.stands,
        "after contrast": bool(before and _CONTRAST.match(before.text)),
    }


def _form(text: str) -> Features:
    length = max(1, words_in(text))
    off = math.log(length / BEST_LENGTH)
    words = text.split()
    found: Features = {
        "length": off,
        "length off": abs(off),
        "over 30 words": length > 30,
        "over 40 words": length > 40,
        "commas": text.count(",") / length,
        "capitals": sum([word[0].isupper() for word in words[1:]]) / length,
        "exclaims": text.endswith("!"),
        "what is": bool(_WHAT_IS.match(text)),
        "starts we": bool(_STARTS_WE.match(text)),
    }
    found.update({f"under {size} words": 1.0 for size in _LENGTHS if length < size})
    found.update({name: 1.0 for name, sign in _SIGNS.items() if sign.search(text)})
    return found


def _cues(text: str) -> Features:
    words = _WORD.findall(text.lower().replace("’", "'"))
    index = cues()
    return {name: 1.0 for said in (words, map("_".join, pairwise(words))) for word in said if word in index for name in index[word]}


def _in_turn(found: list[Features]) -> None:
    """What depends on the sentences before, and on two figures at once."""
    proposed = spoken = False
    for features in found:
        said = features.keys()
        proposes = "cue propose" in said and not said.isdisjoint(_AUTHORS)
        starts = bool(features["starts we"])
        if proposes:
            features |= {"we propose": 1.0, "proposes first": not proposed}
            features |= {"we propose, length": features["length"], "we propose, title": features["title"]}
        features["we first"] = starts and not spoken
        features["title, length"] = features["title"] * features["length"]
        proposed, spoken = proposed or proposes, spoken or starts


def _sum(vectors: Sequence[Vector]) -> Vector:
    total: Vector = {}
    for vector in vectors:
        for term, value in vector.items():
            total[term] = total.get(term, 0.0) + value
    return total


@cache
def cues() -> dict[str, tuple[str, ...]]:
    """The names of the cues in `cues.txt` that a word gives, or a pair of words joined by `_`."""
    lines = files("bot.text").joinpath("cues.txt").read_text("utf-8").split("\n\n", 1)[1].splitlines()
    found: dict[str, tuple[str, ...]] = {}
    for name, _, words in (line.partition(":") for line in lines):
        for word in words.split():
            found[word] = (*found.get(word, ()), f"cue {name}")
    return found
