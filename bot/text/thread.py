"""An article as a thread: the finding first, then what its sections say, in its own order, in its own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.model.tree import Image, SegmentBreak
from bot.text import count, standing
from bot.text.passages import Passage, passages
from bot.text.plain import GAP
from bot.text.rank import overlap, scores
from bot.text.sentences import Sentence, sentences
from bot.text.split import glue, pack, pieces
from bot.text.summary import SAME, summarise

if TYPE_CHECKING:
    from bot.model.draft import Counter
    from bot.model.post import Post

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
    first: int
    last: int
    text: str
    section: tuple[int, int]
    passage: int
    worth: float


def thread(post: Post, limit: int, counter: Counter, most: int) -> tuple[Part, ...]:
    """At most `most` parts of at most `limit` units: the opening, then the best passages of each section."""
    if any(isinstance(block, SegmentBreak) for block in post.blocks):
        shaped = whole(post, limit, counter)
        if len(shaped) <= most:
            return shaped
    found = sentences(post)
    opening, used = _opening(post, found, limit, counter)
    chosen = _choose(_windows(post, found, limit, counter, used), most - 1, opening)
    beside = passages(post)
    said = [Part(window.text, beside[window.passage].pictures) for window in sorted(chosen, key=lambda window: window.first)]
    return (Part(opening, _first_pictures(found, used, beside)), *said)


def whole(post: Post, limit: int, counter: Counter) -> tuple[Part, ...]:
    """The whole running text as parts; a new one at each of the author's breaks. Code, tables and displayed formulas are not in it."""
    parts: list[Part] = []
    groups: dict[int, list[Passage]] = {}
    for passage in passages(post):
        groups.setdefault(passage.part, []).append(passage)
    for group in groups.values():
        for text in pack((_text(passage) for passage in group), limit, counter, post.lang):
            images = tuple(image for passage in group if _text(passage)[:40] in text for image in passage.pictures)
            parts.append(Part(text, images))
    return tuple(parts)


def _text(passage: Passage) -> str:
    return ("• " if passage.kind == "item" else "") + passage.said.text.replace(GAP, "…")


def _opening(post: Post, found: tuple[Sentence, ...], limit: int, counter: Counter) -> tuple[str, set[str]]:
    """The first part: the author's summary, else hook and line together if both fit, else the one that says more."""
    if post.summary:
        return pieces(post.summary, limit, counter)[0], {post.summary}
    summary = summarise(post)
    if not summary.line:
        return pieces(summary.hook, limit, counter)[0], {summary.hook}
    place = {sentence.text: sentence for sentence in found}
    first, second = place.get(summary.hook), place.get(summary.line)
    near = bool(first and second and first.passage == second.passage and second.at == first.at + 1)
    both = glue((summary.hook, summary.line)) if near else f"{summary.hook}\n\n{summary.line}"
    if count.length(both, counter) <= limit:
        return both, {summary.hook, summary.line}
    marks = scores(found, post.title)
    best = max((s for s in (first, second) if s), key=lambda s: marks[s.at], default=None)
    fitting = best if best and count.length(best.text, counter) <= limit else first
    text = fitting.text if fitting else summary.hook
    return pieces(text, limit, counter)[0], {text}


def _first_pictures(found: tuple[Sentence, ...], used: set[str], beside: tuple[Passage, ...]) -> tuple[Image, ...]:
    places = dict.fromkeys(sentence.passage for sentence in found if sentence.text in used)
    return tuple(image for place in places for image in beside[place].pictures)


def _windows(post: Post, found: tuple[Sentence, ...], limit: int, counter: Counter, used: set[str]) -> list[_Window]:
    """Every run of sentences of one passage that can stand alone and fits."""
    marks = scores(found, post.title)
    good = [s.usable and not s.pointing and not s.address and s.text not in used and not s.text.endswith(("?", "？")) for s in found]
    windows: list[_Window] = []
    for first in found:
        if not (good[first.at] and first.stands):
            continue
        for last in found[first.at : first.at + LONGEST_WINDOW]:
            if last.passage != first.passage or not good[last.at]:
                break
            run = found[first.at : last.at + 1]
            text = glue(sentence.text for sentence in run)
            size = count.length(text, counter)
            if size > limit:
                break
            if size >= SMALLEST:
                worth = _worth(run, marks, size, limit)
                windows.append(_Window(first.at, last.at, text, (first.part, first.section), first.passage, worth))
    return windows


def _worth(run: tuple[Sentence, ...], marks: list[float], size: int, limit: int) -> float:
    """The mean of its sentences, for facts and fullness a little more, for talk about the article less."""
    mean = sum(marks[sentence.at] for sentence in run) / len(run)
    facts = any(standing.factual(sentence.text) for sentence in run)
    talk = sum(standing.announces(sentence.text) for sentence in run) / len(run)
    return mean + 0.25 * facts - 0.6 * talk + 0.5 * min(1.0, size / (0.7 * limit))


def _choose(windows: list[_Window], most: int, opening: str) -> list[_Window]:
    """The best window of each section first, then second ones; nothing twice, at most two of a section."""
    chosen: list[_Window] = []
    for each in (1, 2):
        for window in sorted(windows, key=lambda w: (-w.worth, w.first)):
            if len(chosen) >= most:
                return chosen
            of_section = sum(other.section == window.section for other in chosen)
            apart = all(window.last < other.first or window.first > other.last for other in chosen)
            fresh = overlap(window.text, opening) < SAME and all(overlap(window.text, other.text) < SAME for other in chosen)
            if of_section < each and apart and fresh:
                chosen.append(window)
    return chosen
