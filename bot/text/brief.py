"""An article in brief: an opening, a line, and what carries it, as points or as prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.text import standing, summary
from bot.text.opening import opened
from bot.text.rank import overlap
from bot.text.split import glue
from bot.text.thread import choose
from bot.text.windows import windows

if TYPE_CHECKING:
    from bot.model.draft import Counter
    from bot.model.settings import Hook, Length, Shape
    from bot.text.article import Article
    from bot.text.summary import Summary

POINTS = {"short": 3, "medium": 5, "long": 5}
PARAGRAPHS = {"short": 1, "medium": 3, "long": 5}
LONGEST_PARAGRAPH = 400
"""Units of a paragraph of prose: four lines on a phone or so."""


def brief(article: Article, fold: int, counter: Counter, hook: Hook, shape: Shape, length: Length) -> list[str]:
    """The paragraphs of the text. The opening has at most `fold` characters where that can be; a short text has no line."""
    told = opened(article, fold, hook)
    above = [part for part in (told.hook, "" if length == "short" and hook == "finding" else told.line) if part]
    if shape == "prose":
        return above + _prose(article, above, PARAGRAPHS[length], counter)
    points = _points(article, told, above, POINTS[length])
    if length == "long":
        points = [_explained(article, point, points) for point in points]
    return above + (["\n".join(f"• {point}" for point in points)] if len(points) > 1 else [])


def _prose(article: Article, above: list[str], most: int, counter: Counter) -> list[str]:
    found = [window for window in windows(article, LONGEST_PARAGRAPH, counter) if "\n" not in window.text]
    return [window.text for window in choose(found, most, *above)]


def _points(article: Article, told: Summary, above: list[str], most: int) -> list[str]:
    """The points that say something new, at most `most`; the best ones, in the article's order."""
    fresh = [point for point in told.points if all(overlap(point, text) < summary.SAME for text in above)]
    place = {standing.freed(sentence.text): sentence for sentence in article.sentences}
    worth = {point: article.marks[place[point].at] if point in place else 0.0 for point in fresh}
    best = sorted(fresh, key=lambda point: -worth[point])[:most]
    return [point for point in fresh if point in best]


def _explained(article: Article, point: str, points: list[str]) -> str:
    """`point` with the sentence that goes on from it, unless that is a point itself."""
    first = next((sentence for sentence in article.sentences if standing.freed(sentence.text) == point), None)
    after = article.run(first, 2)[1:] if first else ()
    longer = glue((point, *(sentence.text for sentence in after)))
    return longer if len(longer) <= LONGEST_PARAGRAPH and not any(s.text in points for s in after) else point
