"""How a post opens, by the voice of its account: with what was found, with a question, or with the title."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from bot.text import count, standing, summary
from bot.text.rank import overlap
from bot.text.sentences import split, words_in
from bot.text.split import glue, whole_sentences
from bot.text.talk import talks
from bot.text.windows import run, said

if TYPE_CHECKING:
    from bot.model.draft import Counter
    from bot.model.settings import Hook
    from bot.text.article import Article
    from bot.text.sentences import Sentence
    from bot.text.summary import Summary

EARLY = 40
"""Sentences among which a question is looked for."""

ENOUGH = 0.65
"""Share of the limit that an opening should fill before no more is added."""


def opened(article: Article, fold: int, hook: Hook) -> Summary:
    """The summary of `article` with the opening that `hook` asks for; with the finding where there is no such thing."""
    found = _of_the_matter(article, summary.of(article, fold), fold)
    if overlap(found.hook, found.line) >= summary.SAME:
        found = replace(found, line="")
    asked = {"finding": "", "title": article.post.title, "question": _question(article, fold)}[hook]
    if not asked or asked == found.hook:
        return found
    line = found.hook if overlap(found.hook, asked) < summary.SAME else found.line
    return replace(found, hook=asked, line="" if line == asked else line)


def _of_the_matter(article: Article, found: Summary, fold: int) -> Summary:
    """`found`, with another hook if its own only says what the article will do; that may be the line below then."""
    if article.post.summary or not talks(found.hook):
        return found
    early = [s for s in article.sentences[: 2 * summary.OPENING] if s.stands and s.kind == "text" and not talks(s.text)]
    best = article.best(tuple(s for s in early if len(s.text) <= fold)) or article.best(tuple(early))
    told = standing.freed(best.text) if best else found.hook
    return replace(found, hook=told, line=found.line if told not in (found.hook, found.line) and not talks(found.line) else found.hook)


def opening(article: Article, limit: int, counter: Counter, hook: Hook) -> tuple[str, tuple[Sentence, ...]]:
    """The first segment, of at most `limit` units, and the article's sentences in it."""
    post = article.post
    told = opened(article, limit, hook)
    place = {standing.freed(sentence.text): sentence for sentence in article.sentences}
    first, line = place.get(told.hook), place.get(told.line)
    if told.hook == post.title or hook != "finding" or post.summary:
        return _joined(article, told.hook, told.line, limit, counter), tuple(s for s in (first, line) if s)
    if not first:
        return whole_sentences(told.hook, limit, counter, post.lang), ()
    return _finding(article, first, line, limit, counter)


def _joined(article: Article, above: str, below: str, limit: int, counter: Counter) -> str:
    """`above`, and as many whole sentences of `below` as fit under it."""
    both = whole_sentences(above, limit, counter, article.post.lang)
    kept: list[str] = []
    for sentence in split(below, article.post.lang) if both == above else ():
        if count.length(f"{above}\n\n{glue((*kept, sentence))}", counter) > limit:
            break
        kept.append(sentence)
    return f"{above}\n\n{glue(kept)}" if kept else both


def _finding(article: Article, hook: Sentence, line: Sentence | None, limit: int, counter: Counter) -> tuple[str, tuple[Sentence, ...]]:
    """Hook and line, in that order; each with what follows it while that fits and too little is said. Talk about the article gives way."""
    if line is None or talks(line.text):
        line = _another(article, hook) or line
    starts: list[tuple[Sentence, ...]] = [(hook,)]
    if line:
        between = run(article, hook, line.at - hook.at + 1) if 0 < line.at - hook.at < summary.OPENING else ()
        starts = [between if line in between else (hook, line), (hook, line), (line,), (hook,)]
    starts = [start for start in starts if not any(talks(sentence.text) for sentence in start)] or starts
    for start in starts:
        text = said(start) if start[-1].at - start[0].at == len(start) - 1 else _apart(start)
        if count.length(text, counter) <= limit:
            return _filled(article, start, text, limit, counter)
    return whole_sentences(standing.freed(hook.text), limit, counter, article.post.lang), (hook,)


def _another(article: Article, hook: Sentence) -> Sentence | None:
    """The best sentence of the beginning that may stand below `hook`."""
    early = article.sentences[hook.at + 1 : max(hook.at + summary.OPENING, 2 * summary.OPENING)]
    return article.best(
        tuple(s for s in early if s.stands and s.kind == "text" and not talks(s.text) and overlap(s.text, hook.text) < summary.SAME)
    )


def _apart(parts: tuple[Sentence, ...]) -> str:
    return "\n\n".join(standing.freed(sentence.text) for sentence in parts)


def _filled(article: Article, start: tuple[Sentence, ...], text: str, limit: int, counter: Counter) -> tuple[str, tuple[Sentence, ...]]:
    """`start` with the sentences that follow it, until it says enough."""
    used = list(start)
    for sentence in islice(run(article, start[-1]), 1, None):
        longer = text + said((used[-1], sentence))[len(standing.freed(used[-1].text)) :]
        if count.length(text, counter) >= ENOUGH * limit or count.length(longer, counter) > limit:
            break
        text = longer
        used.append(sentence)
    return text, tuple(used)


def _question(article: Article, fold: int) -> str:
    """The first question that can stand alone: the title, else one of the article's beginning; empty if it asks none."""
    if article.post.title.endswith(("?", "？")):
        return article.post.title
    for sentence in article.sentences[:EARLY]:
        text = standing.freed(sentence.text)
        good = text.endswith(("?", "？")) and words_in(text) >= 5 and sentence.kind == "text" and len(text) <= fold
        if good and standing.clean(text) and not standing.points(text) and not standing.leans(text, article.post.lang):
            return text
    return ""
