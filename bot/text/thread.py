"""An article as a thread: the finding first, then what its sections say, in its own order, in its own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.model.tree import Image
from bot.text import count, standing, summary
from bot.text.plain import GAP
from bot.text.rank import overlap
from bot.text.split import glue, pack, pieces

if TYPE_CHECKING:
    from bot.model.draft import Counter
    from bot.text.article import Article
    from bot.text.passages import Passage
    from bot.text.sentences import Sentence

LONGEST_WINDOW = 4
"""Sentences of one segment."""

SMALLEST = 70
"""Units a segment of a thread should have at least."""


@dataclass(frozen=True, slots=True)
class Part:
    """What becomes a segment: its words and the pictures that stand beside them in the article."""

    text: str
    images: tuple[Image, ...] = ()


@dataclass(frozen=True, slots=True)
class _Window:
    """A run of sentences of one passage that can stand alone."""

    first: int
    last: int
    text: str
    section: tuple[int, int]
    passage: int
    worth: float


def thread(article: Article, limit: int, counter: Counter, most: int) -> tuple[Part, ...]:
    """At most `most` parts of at most `limit` units: the opening, then the best passages of each section.

    An article with the author's own breaks that fits into the thread whole is shaped by them.
    """
    if any(passage.part for passage in article.passages):
        shaped = whole(article, limit, counter)
        if len(shaped) <= most:
            return shaped
    opening, used = _opening(article, limit, counter)
    chosen = _choose(_windows(article, limit, counter, used), most - 1, opening)
    said = [Part(window.text, article.passages[window.passage].pictures) for window in sorted(chosen, key=lambda window: window.first)]
    return (Part(opening, _pictures(article.passages[place] for place in dict.fromkeys(s.passage for s in used))), *said)


def whole(article: Article, limit: int, counter: Counter) -> tuple[Part, ...]:
    """The whole running text as parts; a new one at each of the author's breaks. Code, tables and displayed formulas are not in it."""
    groups: dict[int, list[Passage]] = {}
    for passage in article.passages:
        groups.setdefault(passage.part, []).append(passage)
    parts: list[Part] = []
    shown: set[int] = set()
    for group in groups.values():
        for packed in pack([_text(passage) for passage in group], limit, counter, article.post.lang):
            fresh = [group[number] for number in packed.of if id(group[number]) not in shown]
            shown.update(id(passage) for passage in fresh)
            parts.append(Part(packed.text, _pictures(fresh)))
    return tuple(parts)


def _text(passage: Passage) -> str:
    return ("• " if passage.kind == "item" else "") + passage.said.text.replace(GAP, "…")


def _pictures(passages: Iterable[Passage]) -> tuple[Image, ...]:
    return tuple(image for passage in passages for image in passage.pictures)


def _opening(article: Article, limit: int, counter: Counter) -> tuple[str, tuple[Sentence, ...]]:
    """The first part and the sentences in it: the author's summary, else hook and line, each with what follows, as far as they fit."""
    if article.post.summary:
        return pieces(article.post.summary, limit, counter)[0], ()
    said = summary.of(article)
    place = {standing.freed(sentence.text): sentence for sentence in article.sentences}
    hook, line = place.get(said.hook), place.get(said.line)
    if not hook:
        return pieces(said.hook, limit, counter)[0], ()
    apart = line and line.passage != hook.passage
    if line and apart and count.length(f"{said.hook}\n\n{said.line}", counter) <= limit:
        return f"{said.hook}\n\n{said.line}", (hook, line)
    if line and article.marks[line.at] > article.marks[hook.at] and count.length(said.line, counter) <= limit:
        start = line if apart or line.at - hook.at >= LONGEST_WINDOW else hook
        runs = [run for run in _runs(article, start, limit, counter) if line in run]
        return _said(runs[-1] if runs else (line,)), runs[-1] if runs else (line,)
    runs = list(_runs(article, hook, limit, counter))
    return (_said(runs[-1]), runs[-1]) if runs else (pieces(said.hook, limit, counter)[0], (hook,))


def _runs(article: Article, first: Sentence, limit: int, counter: Counter) -> Iterable[tuple[Sentence, ...]]:
    """`first` alone, then with what follows it, as long as that fits."""
    longest = article.run(first, LONGEST_WINDOW)
    for size in range(1, len(longest) + 1):
        if count.length(_said(longest[:size]), counter) > limit:
            return
        yield longest[:size]


def _said(run: tuple[Sentence, ...]) -> str:
    return glue((standing.freed(run[0].text), *(sentence.text for sentence in run[1:])))


def _windows(article: Article, limit: int, counter: Counter, used: tuple[Sentence, ...]) -> list[_Window]:
    """Every run of sentences that can stand alone, fits, and holds nothing that was `used`."""
    gone = {sentence.at for sentence in used}
    windows: list[_Window] = []
    for first in article.sentences:
        if not first.stands:
            continue
        for run in _runs(article, first, limit, counter):
            size = count.length(_said(run), counter)
            if size >= SMALLEST and not any(sentence.at in gone for sentence in run):
                place = (first.part, first.section)
                windows.append(_Window(first.at, run[-1].at, _said(run), place, first.passage, _worth(article, run, size / limit)))
    return windows


def _worth(article: Article, run: tuple[Sentence, ...], fullness: float) -> float:
    """The mean of its sentences, for facts and fullness a little more, for talk about the article and for bare list items less."""
    mean = sum(article.marks[sentence.at] for sentence in run) / len(run)
    facts = any(standing.factual(sentence.text) for sentence in run)
    talk = sum(standing.announces(sentence.text) for sentence in run) / len(run)
    item = run[0].kind == "item"
    return mean + 0.25 * facts - 0.6 * talk - 0.3 * item + 0.5 * min(1.0, fullness / 0.7)


def _choose(windows: list[_Window], most: int, opening: str) -> list[_Window]:
    """The best window of each section first, then second ones; nothing twice, at most two of a section."""
    chosen: list[_Window] = []
    for each in (1, 2):
        for window in sorted(windows, key=lambda w: (-w.worth, w.first)):
            if len(chosen) >= most:
                return chosen
            of_section = sum(other.section == window.section for other in chosen)
            apart = all(window.last < other.first or window.first > other.last for other in chosen)
            texts = (opening, *(other.text for other in chosen))
            if of_section < each and apart and all(overlap(window.text, text) < summary.SAME for text in texts):
                chosen.append(window)
    return chosen
