"""What stands beside a thread that its author wrote by hand: the figures of the composed thread, where its words live on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.text.terms import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.text.figures import Figure

LEAST = 0.5
"""How much of a segment's words a composed one holds, so that both say the same."""


def beside(segments: Sequence[str], composed: Sequence[str], offers: Sequence[tuple[Figure, ...]]) -> list[tuple[Figure, ...]]:
    """For each of the author's `segments` the offer of the composed text that holds most of its words, at least half of them.

    Of two that hold as many it is the first. `offers` belong to `composed`, which is as short as a thread may be.
    """
    holders: dict[str, list[int]] = {}
    for place, text in enumerate(composed):
        for term in dict.fromkeys(terms(text)):
            holders.setdefault(term, []).append(place)
    found: list[tuple[Figure, ...]] = []
    for text in segments:
        said = dict.fromkeys(terms(text))
        held = Counter(place for term in said for place in holders.get(term, ()))
        best = max(held, key=lambda place: (held[place], -place), default=None)
        found.append(offers[best] if best is not None and held[best] >= LEAST * len(said) else ())
    return found
