"""An article in brief: an opening, a line, and what carries it, as points or as prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.text import standing
from bot.text.opening import opened
from bot.text.split import glue
from bot.text.thread import choose
from bot.text.windows import points, windows

if TYPE_CHECKING:
    from bot.model.draft import Counter
    from bot.model.settings import Hook, Length, Shape
    from bot.text.article import Article

POINTS = {"short": 3, "medium": 5, "long": 5}
PARAGRAPHS = {"short": 1, "medium": 3, "long": 5}
GOOD = 0.6
"""Worth of a point from which on it may stand beside three others."""

LEAST = 0.2
"""Worth below which a point is not said at all."""

LONGEST_POINT = 240
"""Characters of a point: three lines on a phone or so."""

LONGEST_PARAGRAPH = 400
"""Units of a paragraph of prose: four lines on a phone or so."""


def brief(article: Article, fold: int, counter: Counter, hook: Hook, shape: Shape, length: Length) -> list[str]:
    """The paragraphs of the text. The opening has at most `fold` characters where that can be; a short text has no line."""
    told = opened(article, fold, hook)
    above = [part for part in (told.hook, "" if length == "short" and hook == "finding" else told.line) if part]
    if shape == "prose":
        return above + _prose(article, above, PARAGRAPHS[length], counter)
    said = _points(article, above, POINTS[length])
    if length == "long":
        said = [_explained(article, point, said) for point in said]
    return above + (["\n".join(f"• {point}" for point in said)] if len(said) > 1 else [])


def _prose(article: Article, above: list[str], most: int, counter: Counter) -> list[str]:
    found = [window for window in windows(article, LONGEST_PARAGRAPH, counter) if "\n" not in window.text]
    return [window.text for window in choose(found, most, *above)]


def _points(article: Article, above: list[str], most: int) -> list[str]:
    """At most `most` sentences that say something new by themselves, of several chapters, in the article's order."""
    found = choose(list(points(article, LONGEST_POINT)), most, *above, good=GOOD, least=LEAST)
    return [point.text for point in found]


def _explained(article: Article, point: str, said: list[str]) -> str:
    """`point` with the sentence that goes on from it, unless that is a point itself."""
    first = next((sentence for sentence in article.sentences if standing.freed(sentence.text) == point), None)
    after = article.run(first, 2)[1:] if first else ()
    longer = glue((point, *(sentence.text for sentence in after)))
    return longer if len(longer) <= LONGEST_PARAGRAPH and not any(s.text in said for s in after) else point
