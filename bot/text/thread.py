"""An article as a thread: the finding first, then what its sections say, in its own order, in its own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.text import summary
from bot.text.figures import Figure
from bot.text.opening import opening
from bot.text.passages import passages
from bot.text.plain import GAP
from bot.text.rank import terms
from bot.text.sentences import split
from bot.text.split import glue, pack
from bot.text.windows import Window, windows

if TYPE_CHECKING:
    from bot.model.draft import Counter
    from bot.model.settings import Hook
    from bot.text.article import Article
    from bot.text.figures import Figure
    from bot.text.passages import Passage

ENOUGH = 3
"""Segments after the opening from which on only good ones are added."""

GOOD = 1.7
"""Worth of a window from which on it makes a longer thread a better one."""

LEAST = 1.0
"""Worth below which a window is not said at all."""


@dataclass(frozen=True, slots=True)
class Part:
    """What becomes a segment: its words and the figures that stand beside them in the article, or near."""

    text: str
    images: tuple[Figure, ...] = ()


def thread(article: Article, limit: int, counter: Counter, most: int, hook: Hook = "finding") -> tuple[Part, ...]:
    """At most `most` parts of at most `limit` units: the opening, then the best passages of each chapter.

    An article with the author's own breaks that fits into the thread whole is shaped by them.
    """
    if any(passage.part for passage in article.passages):
        shaped = whole(article, limit, counter)
        if len(shaped) <= most:
            return shaped
    text, used = opening(article, limit, counter, hook)
    gone = {sentence.at for sentence in used}
    found = [window for window in windows(article, limit, counter) if gone.isdisjoint(range(window.first, window.last + 1))]
    said = [Part(window.text, _shown(article, window.passages)) for window in choose(found, most - 1, text)]
    return (Part(text, _shown(article, dict.fromkeys(sentence.passage for sentence in used))), *said)


def whole(article: Article, limit: int, counter: Counter, *, entire: bool = False) -> tuple[Part, ...]:
    """The whole running text as parts; a new one at each of the author's breaks. Code, tables and displayed formulas are not in it.

    An `entire` one has the headings too, and every formula that words can say; `losses.losses` names what it lacks.
    """
    groups: dict[int, list[Passage]] = {}
    for passage in passages(article.post, entire=True) if entire else article.passages:
        groups.setdefault(passage.part, []).append(passage)
    parts: list[Part] = []
    shown: set[int] = set()
    for group in groups.values():
        said = [(text, passage) for passage in group if (text := _text(passage, article.post.lang))]
        heads = {number for number, (_, passage) in enumerate(said) if passage.kind == "heading"}
        for packed in pack([text for text, _ in said], limit, counter, article.post.lang, heads):
            fresh = [said[number][1] for number in packed.of if id(said[number][1]) not in shown]
            shown.update(id(passage) for passage in fresh)
            parts.append(Part(packed.text, tuple(image for passage in fresh for image in passage.pictures)))
    return tuple(parts)


def choose(found: Sequence[Window], most: int, *told: str, good: float = GOOD, least: float = LEAST) -> list[Window]:
    """The best window of each chapter first, then second ones; none that says what another or `told` says; in the article's order.

    Those below `least` are not said at all, those below `good` only for want of better ones.
    """
    chapters = len({window.chapter for window in found}) or 1
    known = [frozenset(terms(text)) for text in told]
    chosen: list[Window] = []
    ranked = sorted((window for window in found if window.worth >= least), key=lambda window: (-window.worth, window.first))
    for each in range(1, max(2, -(-most // chapters)) + 1):
        for window in ranked:
            if len(chosen) >= most or (len(chosen) >= ENOUGH and window.worth < good):
                break
            if sum(other.chapter == window.chapter for other in chosen) < each and _new(window, chosen, known):
                chosen.append(window)
    return sorted(chosen, key=lambda window: window.first)


def _new(window: Window, chosen: list[Window], known: list[frozenset[str]]) -> bool:
    """Whether `window` shares neither sentences nor most of its words with what is said already."""
    apart = all(window.last < other.first or window.first > other.last for other in chosen)
    return apart and all(window.same(words) < summary.SAME for words in (*known, *(other.terms for other in chosen)))


def _text(passage: Passage, lang: str) -> str:
    """The words of `passage`; a sentence with a formula that words cannot carry is left out, as it says nothing without it."""
    text = passage.said.text
    if GAP in text:
        text = glue(sentence for sentence in split(text, lang) if GAP not in sentence)
    return f"• {text}" if text and passage.kind == "item" else text


def _shown(article: Article, numbers: Iterable[int]) -> tuple[Figure, ...]:
    """What stands beside those passages, and then what stands near them."""
    passages = [article.passages[number] for number in numbers]
    beside = [image for passage in passages for image in passage.pictures]
    return (*beside, *(image for passage in passages for image in passage.near))
