"""The words of a text that carry meaning, and how near two texts are by them."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Vector = dict[str, float]
"""What each term of a text weighs."""

_STOP_WORDS = (
    "a an the of to in and or for on with by from as at is are was were be been being this that these those it its we our us "
    "you your they their i he she his her which who what when where how can could may might will would should do does did "
    "has have had not no but if than then so such into over also more most other some any each between both via using use "
    "used show shows however there here just very much many one two all out up about new make makes made get"
)
_STOP = frozenset(_STOP_WORDS.split())
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")


@lru_cache(maxsize=512)
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


def overlap(one: str, other: str) -> float:
    """How much of the shorter text's words the other one repeats, from 0 to 1."""
    first, second = set(terms(one)), set(terms(other))
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def unit(count: Mapping[str, int], weigh: Mapping[str, float]) -> Vector:
    """Counted terms as a vector of length 1; a term is worth what `weigh` says, or 1."""
    raw = {term: often * weigh.get(term, 1.0) for term, often in count.items()}
    size = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {term: value / size for term, value in raw.items()}


def dot(one: Vector, other: Vector) -> float:
    """How near two vectors are; quicker with the shorter one first."""
    return sum(value * other[term] for term, value in one.items() if term in other)


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """English plurals and the commonest endings, so that "tables" meets "table"."""
    for ending, rest in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            return word[: -len(ending)] + rest
    return word
