"""How much each sentence says of what its article is about: fixed weights, no model, no network, same input same answer.

Closeness to the title, closeness to the whole article, phrases by which authors announce what they did, length, and place.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from bot.text.sentences import Sentence, words_in

TITLE, CENTROID, CUE, LENGTH, PLACE, CLUTTER = 1.0, 0.6, 0.45, 0.25, 0.35, 0.5
"""Weights, as in the plain baseline that beats LexRank on blog posts and on paper abstracts (quality.md)."""

BEST_LENGTH = 22
"""Words of a sentence that says one thing well."""

EARLY = 12
"""Sentences at the start of an article that tell what it is about more often than others do."""

_STOP_WORDS = (
    "a an the of to in and or for on with by from as at is are was were be been being this that these those it its we our us "
    "you your they their i he she his her which who what when where how can could may might will would should do does did "
    "has have had not no but if than then so such into over also more most other some any each between both via using use "
    "used show shows however there here just very much many one two all out up about new make makes made get"
)
_STOP = frozenset(_STOP_WORDS.split())
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
_CUE = re.compile(
    r"\b(?:we (?:propose|present|introduce|show|develop|demonstrate|describe|study|provide|investigate|argue|find|found|built|"
    r"release[ds]?|are "
    r"(?:excited|happy|pleased|proud|thrilled|delighted)|(?:have )?(?:created|released|built))|(?:i|we)(?:['’]ll| will|"
    r" want to) (?:show|explore|discuss|"
    r"explain|look|walk|describe|introduce|share|demonstrate|learn|cover)|this (?:paper|work|post|article|blog|tutorial|guide|"
    r"release)|in this "
    r"(?:paper|work|post|article|blog|tutorial|guide)|our (?:method|approach|model|results|main)|(?:is|are) (?:a|an) |"
    r"allows? (?:you|us|users)|"
    r"makes? it (?:easy|easier|possible)|helps? (?:you|us|to)|enables?|lets you)\b"
    r"|本文|この記事|本稿|我们(?:提出|介绍|发布)|紹介|"
    r"dieser? (?:artikel|beitrag)|cet article|este (?:artículo|artigo)|эта статья|в этой статье",
    re.IGNORECASE,
)
_CLUTTER = re.compile(r"[()\[\]{}=<>/\\|_`~^%#*+]|\d|\"|“|:")


@lru_cache(maxsize=4096)
def terms(text: str) -> tuple[str, ...]:
    """The words of `text` that carry meaning, in lower case; CJK runs as pairs of characters."""
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        rest = word
        if not word.isascii():
            for run in _CJK.findall(word):
                found += [run[i : i + 2] for i in range(max(1, len(run) - 1))]
            rest = _CJK.sub("", word)
        if rest and rest not in _STOP:
            found.append(_stem(rest))
    return tuple(found)


def scores(sentences: Sequence[Sentence], title: str) -> list[float]:
    """One figure for each sentence; only their order means something."""
    if not sentences:
        return []
    counts = [Counter(terms(sentence.text)) for sentence in sentences]
    heading = Counter(terms(title))
    known = Counter(term for count in [*counts, heading] for term in count)
    weigh = {term: math.log((2 + len(counts)) / (1 + often)) + 1 for term, often in known.items()}
    vectors = [_unit(count, weigh) for count in counts]
    subject = _unit(heading, weigh)
    middle: dict[str, float] = {}
    for vector in vectors:
        for term, value in vector.items():
            middle[term] = middle.get(term, 0.0) + value
    centred = [_dot(vector, middle) for vector in vectors]
    highest = max(centred) or 1.0
    return [
        TITLE * _dot(vector, subject) + CENTROID * centred[index] / highest + _form(sentence)
        for index, (sentence, vector) in enumerate(zip(sentences, vectors, strict=True))
    ]


def _form(sentence: Sentence) -> float:
    """What a sentence's form and place are worth."""
    length = max(1, words_in(sentence.text))
    place = max(0.0, 1 - sentence.at / EARLY)
    clutter = min(1.0, len(_CLUTTER.findall(sentence.text)) / max(12, len(sentence.text) / 8))
    return CUE * bool(_CUE.search(sentence.text)) - LENGTH * abs(math.log(length / BEST_LENGTH)) + PLACE * place - CLUTTER * clutter


def overlap(one: str, other: str) -> float:
    """How much of the shorter text's words the other one repeats, from 0 to 1."""
    first, second = set(terms(one)), set(terms(other))
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """English plurals and the commonest endings, so that "tables" meets "table"."""
    for ending, rest in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            return word[: -len(ending)] + rest
    return word


def _unit(count: Counter[str], weigh: dict[str, float]) -> dict[str, float]:
    raw = {term: often * weigh[term] for term, often in count.items()}
    size = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {term: value / size for term, value in raw.items()}


def _dot(one: dict[str, float], other: dict[str, float]) -> float:
    return sum(value * other.get(term, 0.0) for term, value in one.items())
