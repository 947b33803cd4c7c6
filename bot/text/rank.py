"""How much each sentence says of what its article is about: a table of weights, no model, no network, same input same answer.

`scripts/weights.py` learned the table from articles with their authors' own descriptions.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from bot.text.features import Features, measure
from bot.text.sentences import Sentence
from bot.text.terms import overlap, terms

__all__ = ["Kind", "Tables", "kind_of", "overlap", "scores", "terms", "weights", "worth"]

Kind = Literal["article", "abstract"]
"""The columns of `weights.txt`: an abstract is short and has no headings."""

Tables = dict[Kind, dict[str, float]]
"""For each kind of text what a unit of each feature is worth, in ROUGE points."""

LONGEST_ABSTRACT = 20
"""Sentences of an abstract."""


def scores(sentences: Sequence[Sentence], title: str) -> list[float]:
    """One figure for each sentence; only their order means something."""
    table = weights()[kind_of(sentences)]
    return [worth(features, table) for features in measure(tuple(sentences), title)]


def worth(features: Features, table: dict[str, float]) -> float:
    """What `features` add up to by a column of the table."""
    return sum([value * table[name] for name, value in features.items() if value and name in table])


def kind_of(sentences: Sequence[Sentence]) -> Kind:
    """Which column of the table an article is judged by."""
    return "abstract" if len(sentences) <= LONGEST_ABSTRACT and not any(sentence.section for sentence in sentences) else "article"


@cache
def weights() -> Tables:
    """The tables of `weights.txt`."""
    lines = files("bot.text").joinpath("weights.txt").read_text("utf-8").splitlines()
    rows = [line.rsplit(maxsplit=2) for line in lines if line and not line.startswith("#")]
    return {"article": {name: float(value) for name, value, _ in rows}, "abstract": {name: float(value) for name, _, value in rows}}
