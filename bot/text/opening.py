"""How a post opens, by the voice of its account: with what was found, with a question, or with the title."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from bot.text import count, standing, summary
from bot.text.rank import overlap, terms
from bot.text.sentences import split, words_in
from bot.text.split import glue, whole_sentences
from bot.text.talk import is_chore, makes, talks
from bot.text.windows import run, said

if TYPE_CHECKING:
    from bot.model.draft import Counter
    from bot.model.settings import Hook
    from bot.text.article import Article
    from bot.text.sentences import Sentence
    from bot.text.summary import Summary

EARLY = 40
"""Sentences among which a question is looked for."""

LONGEST_HOOK = 40
"""Words of an opening sentence."""

LONGEST_LINE = 300
"""Characters of the line below an opening."""

NEAR = 5
"""Sentences after the opening that are likely to go on with it."""

ENOUGH = 0.65
"""Share of the limit that an opening should fill before no more is added."""


def opened(article: Article, fold: int, hook: Hook) -> Summary:
    """The summary of `article` with the opening that `hook` asks for; with the finding where there is no such thing."""
    found = summary.of(article, fold)
    if not article.post.summary:
        found = _of_the_matter(article, found, fold)
    asked = {"finding": "", "title": article.post.title, "question": _question(article, fold)}[hook]
    if not asked or asked == found.hook:
        return found
    return replace(found, hook=asked, line=found.hook)


def _of_the_matter(article: Article, found: Summary, fold: int) -> Summary:
    """`found` with the hook that says best what was found or made, and another line if that was it or says the same."""
    early = [s for s in article.sentences[: 2 * summary.OPENING] if s.stands and s.kind == "text" and 5 <= words_in(s.text) <= LONGEST_HOOK]
    ranks, title = article.percentiles(), frozenset(terms(article.post.title))

    def worth(sentence: Sentence) -> float:
        text = sentence.text
        named = len(title.intersection(terms(text))) / max(1, len(title))
        place = max(0.0, 1 - sentence.at / summary.OPENING)
        short = len(text) <= fold
        told = 0.6 * makes(text) + 0.2 * standing.factual(text) - 0.8 * talks(text) - 0.6 * is_chore(text)
        return ranks[sentence.at] + told + 0.6 * named + 0.5 * place + 0.3 * short

    best = max(early, key=lambda sentence: (worth(sentence), -sentence.at), default=None)
    if best is None:
        return found if _goes_below(found.line, found.hook) else replace(found, line="")
    hook = standing.freed(best.text)
    before = standing.freed(article.sentences[best.at - 1].text) if best.at else ""
    lines = (found.line, found.hook, *(sentence.text for sentence in article.run(best, 2)[1:]))
    return replace(found, hook=hook, line=next((line for line in lines if line != before and _goes_below(line, hook)), ""))


def _goes_below(line: str, hook: str) -> bool:
    """Whether `line` says something else than `hook`, in reasonable length."""
    return 0 < len(line) <= LONGEST_LINE and not line.startswith("(") and not is_chore(line) and overlap(hook, line) < summary.SAME


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
        starts = [between if line in between else (hook, line), (hook, line), (hook,), (line,)]
    starts = [start for start in starts if not any(talks(sentence.text) for sentence in start)] or starts
    for start in starts:
        text = said(start) if start[-1].at - start[0].at == len(start) - 1 else _apart(start)
        if count.length(text, counter) <= limit:
            return _filled(article, start, text, limit, counter)
    return whole_sentences(standing.freed(hook.text), limit, counter, article.post.lang), (hook,)


def _another(article: Article, hook: Sentence) -> Sentence | None:
    """A good sentence to stand below `hook`: the best of those near it."""
    early = [
        sentence
        for sentence in article.sentences[hook.at + 1 : max(hook.at + summary.OPENING, 2 * summary.OPENING)]
        if sentence.stands and sentence.kind == "text" and not talks(sentence.text) and not is_chore(sentence.text)
    ]
    fresh = tuple(sentence for sentence in early if overlap(sentence.text, hook.text) < summary.SAME)
    return article.best(fresh[:NEAR])


def _apart(parts: tuple[Sentence, ...]) -> str:
    return "\n\n".join(standing.freed(sentence.text) for sentence in parts)


def _filled(article: Article, start: tuple[Sentence, ...], text: str, limit: int, counter: Counter) -> tuple[str, tuple[Sentence, ...]]:
    """`start` with the sentences that follow it, until it says enough."""
    used = list(start)
    for sentence in islice(run(article, start[-1]), 1, None):
        longer = text + said((used[-1], sentence))[len(standing.freed(used[-1].text)) :]
        full = count.length(text, counter) >= ENOUGH * limit or count.length(longer, counter) > limit
        if full or talks(sentence.text) or is_chore(sentence.text):
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
