"""An article in brief: an opening, a line, and what carries it, as points or as prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.text import standing, summary
from bot.text.opening import opened
from bot.text.rank import overlap
from bot.text.split import glue
from bot.text.talk import is_chore, talks
from bot.text.thread import choose
from bot.text.windows import windows

if TYPE_CHECKING:
    from bot.model.draft import Counter
    from bot.model.settings import Hook, Length, Shape
    from bot.text.article import Article
    from bot.text.summary import Summary
    from bot.text.windows import Window

POINTS = {"short": 3, "medium": 5, "long": 5}
PARAGRAPHS = {"short": 1, "medium": 3, "long": 5}
FEWEST = 3
"""Points below which others than those of the summary are looked for."""

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
    """At most `most` points that say something new, whole sentences all, chores and talk left out; in the article's order."""
    place = {standing.freed(sentence.text): sentence for sentence in article.sentences}
    fresh = [point for point in told.points if point in place and _tells(point) and _new(point, above)]
    for window in _spare(article, [*above, *fresh]) if len(fresh) < FEWEST else ():
        if len(fresh) < FEWEST and window.text in place and _tells(window.text):
            fresh.append(window.text)
    best = sorted(fresh, key=lambda point: -article.marks[place[point].at])[:most]
    return sorted(best, key=lambda point: place[point].at)


def _spare(article: Article, said: list[str]) -> list[Window]:
    """Single sentences for want of better ones."""
    alone = [window for window in windows(article, summary.LONGEST_POINT, "chars") if window.first == window.last]
    return choose(alone, 2 * FEWEST, *said)


def _tells(point: str) -> bool:
    return standing.ends(point) and not talks(point) and not is_chore(point)


def _new(point: str, above: list[str]) -> bool:
    return all(overlap(point, text) < summary.SAME for text in above)


def _explained(article: Article, point: str, points: list[str]) -> str:
    """`point` with the sentence that goes on from it, unless that is a point itself."""
    first = next((sentence for sentence in article.sentences if standing.freed(sentence.text) == point), None)
    after = article.run(first, 2)[1:] if first else ()
    longer = glue((point, *(sentence.text for sentence in after)))
    return longer if len(longer) <= LONGEST_PARAGRAPH and not any(s.text in points for s in after) else point
