"""ROUGE-1, ROUGE-2 and ROUGE-L F1 of a summary, in points from 0 to 100, as Google's rouge-score counts them for English."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import snowballstemmer

Scores = tuple[float, float, float]

_WORD = re.compile(r"[a-z0-9]+")
_STEMMER = snowballstemmer.stemmer("porter")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its ending; as rouge-score does, only of words longer than three letters."""
    return str(_STEMMER.stemWord(word)) if len(word) > 3 else word


@dataclass(frozen=True)
class Text:
    """A text as it is compared."""

    words: tuple[str, ...]

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(self.words)

    @cached_property
    def pairs(self) -> Counter[tuple[str, str]]:
        return Counter(pairwise(self.words))


def read(text: str) -> Text:
    """`text` as stemmed words."""
    return Text(tuple(stem(word) for word in _WORD.findall(text.lower())))


def score(summary: str, references: tuple[Text, ...]) -> Scores:
    """The scores against the reference that is nearest by ROUGE-1."""
    said = read(summary)
    return max((_against(said, reference) for reference in references), key=lambda found: found[0])


def _against(said: Text, reference: Text) -> Scores:
    sizes = len(said.words), len(reference.words)
    one = (said.counts & reference.counts).total()
    two = (said.pairs & reference.pairs).total()
    return _f1(one, *sizes), _f1(two, sizes[0] - 1, sizes[1] - 1), _f1(_common(said.words, reference.words), *sizes)


def _f1(hits: int, said: int, wanted: int) -> float:
    return 200 * hits / (said + wanted) if hits else 0.0


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """The length of the longest common subsequence, by the bits of a whole number (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for at, word in enumerate(other):
        places[word] = places.get(word, 0) | 1 << at
    full = (1 << len(other)) - 1
    row = full
    for word in one:
        here = row & places.get(word, 0)
        row = ((row + here) | (row - here)) & full
    return len(other) - row.bit_count()
