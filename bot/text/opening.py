"""How a post opens, by the voice of its account: with what was found, with a question, or with the title."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from bot.text import count, standing, summary
from bot.text.rank import overlap, terms
from bot.text.reference import unnamed
from bot.text.sentences import split, words_in
from bot.text.split import glue, whole_sentences
from bot.text.talk import denies, instructs, is_chore, makes, narrates, talks
from bot.text.windows import alone, run, said

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

CJK_TERMS = 3
"""Pairs of characters that a sentence should share with its title: one or two of them may be anything."""

LONG_WORD = 4
"""Letters of a word whose last one may be an ending."""

BEGINNING = 8
"""Sentences in which an author says what was made; further on, what "we introduce" may be a mere step."""

SHORT = 3
"""Sentences of an article that is too short to hold a stray one."""

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
    """`found` with the hook that says best what was found or made; with the title where no sentence says what the article is about."""
    early = [s for s in article.sentences[: 2 * summary.OPENING] if _opens(s, article)]
    ranks, title = article.percentiles(), frozenset(terms(article.post.title))

    def worth(sentence: Sentence) -> float:
        text = sentence.text
        named = len(title.intersection(terms(text))) / max(1, len(title))
        place = max(0.0, 1 - sentence.at / summary.OPENING)
        short = len(text) <= fold
        told = (
            0.6 * (makes(text) and (named > 0 or sentence.at < BEGINNING))
            + 0.2 * standing.factual(text)
            - 0.8 * talks(text)
            - 0.6 * is_chore(text)
            - 0.5 * denies(text)
            - 0.3 * narrates(text)
            - 0.5 * (article.post.lang == "en" and unnamed(standing.freed(text), article.post.title))
        )
        return ranks[sentence.at] + told + 0.6 * named + 0.5 * place + 0.3 * short

    best = max(early, key=lambda sentence: (worth(sentence), -sentence.at), default=None)
    long = bool(article.post.title) and len(article.sentences) > SHORT
    if best is None:
        return _titled(article, found) if long else found
    if long and not _is_about(best, article):
        return replace(found, hook=article.post.title, line=standing.freed(best.text))
    return replace(found, hook=standing.freed(best.text), line=_below(article, best, found.line, found.hook))


def _opens(sentence: Sentence, article: Article) -> bool:
    """Whether `sentence` can be read first of all."""
    size = words_in(sentence.text)
    said = sentence.kind == "text" and 5 <= size <= LONGEST_HOOK and alone(sentence, article.post.lang)
    return said and not is_chore(sentence.text) and not instructs(sentence.text) and (makes(sentence.text) or not talks(sentence.text))


def _titled(article: Article, found: Summary) -> Summary:
    """`found` below the title, with the sentence that can stand there, else the article's first, else the one that leans least."""
    first = next((sentence.text for sentence in article.sentences[:1] if sentence.follows), "")
    last = found.hook if found.hook != article.post.title else ""
    return replace(found, hook=article.post.title, line=_below(article, None, found.line) or first or last)


def _is_about(sentence: Sentence, article: Article) -> bool:
    """Whether `sentence` names what the title does, or says that something was made or found."""
    title, text = frozenset(terms(article.post.title)), sentence.text.lower()
    if article.post.lang == "en":
        return (makes(text) and sentence.at < BEGINNING) or not title.isdisjoint(terms(text))
    wanted = min(len(title), CJK_TERMS if article.post.lang in ("zh", "ja") else 1)
    return makes(text) or sum(term[:-1] in text if len(term) > LONG_WORD else term in text for term in title) >= wanted


def _below(article: Article, hook: Sentence | None, *wanted: str) -> str:
    """What goes below `hook`: a sentence of `wanted` or else near it that can stand there, or the one that goes on from it."""
    above = standing.freed(hook.text) if hook else article.post.title
    after = article.run(hook, 2)[1:] if hook else ()
    free = [s for s in article.sentences[: 3 * summary.OPENING] if s in after or (alone(s, article.post.lang) and s.kind == "text")]
    good = {standing.freed(s.text): s for s in free if hook is None or s.at != hook.at - 1}
    vague = article.post.lang == "en"
    said = [text for text in good if _goes_below(text, above) and (good[text] in after or not (vague and unnamed(text, above)))]
    near = [text for text in said if hook and 0 < good[text].at - hook.at <= summary.OPENING]
    next_ = tuple(good[text] for text in near[:NEAR])
    nearest = article.best(tuple(sentence for sentence in next_ if not instructs(sentence.text))) or article.best(next_)
    others = (*(text for text in wanted if text in said), *(s.text for s in after if s.text in said))
    return next(iter(others), standing.freed(nearest.text) if nearest else "")


def _goes_below(line: str, hook: str) -> bool:
    """Whether `line` says something else than `hook`, of the matter, in reasonable length."""
    new = overlap(hook, line) < summary.SAME
    return new and 0 < len(line) <= LONGEST_LINE and not line.startswith("(") and not talks(line) and not is_chore(line)


def opening(article: Article, limit: int, counter: Counter, hook: Hook) -> tuple[str, tuple[Sentence, ...]]:
    """The first segment, of at most `limit` units, and the article's sentences in it."""
    post = article.post
    told = opened(article, limit, hook)
    place = {standing.freed(sentence.text): sentence for sentence in article.sentences}
    first, line = place.get(told.hook), place.get(told.line)
    if told.hook == post.title and line and hook == "finding":
        return _below_title(article, line, limit, counter)
    if told.hook == post.title or hook != "finding" or post.summary:
        return _joined(article, told.hook, told.line, limit, counter), tuple(s for s in (first, line) if s)
    if not first:
        return whole_sentences(told.hook, limit, counter, post.lang), ()
    return _finding(article, first, line, limit, counter)


def _below_title(article: Article, line: Sentence, limit: int, counter: Counter) -> tuple[str, tuple[Sentence, ...]]:
    """The title above `line`, or above another sentence where that is too long, and what follows it; else one of them alone."""
    title, lang = article.post.title, article.post.lang
    room = limit - count.length(f"{title}\n\n", counter)
    early = [sentence for sentence in article.sentences[: 3 * summary.OPENING] if sentence.stands and sentence.kind == "text"]
    for sentence in (line, *sorted(early, key=lambda sentence: not _opens(sentence, article))):
        if count.length(standing.freed(sentence.text), counter) <= room:
            text, used = _finding(article, sentence, None, room, counter)
            return f"{title}\n\n{text}", used
    if count.length(standing.freed(line.text), counter) <= limit:
        return _finding(article, line, None, limit, counter)
    return whole_sentences(title, limit, counter, lang), ()


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
    starts: list[tuple[Sentence, ...]] = [(hook,)]
    if line:
        between = run(article, hook, line.at - hook.at + 1) if 0 < line.at - hook.at < summary.OPENING else ()
        starts = [between if line in between else (hook, line), (hook, line), (hook,)]
    starts = [start for start in starts if not any(talks(sentence.text) for sentence in start[1:])] or starts
    for start in starts:
        text = said(start) if start[-1].at - start[0].at == len(start) - 1 else _apart(start)
        if count.length(text, counter) <= limit:
            return _filled(article, start, text, limit, counter)
    return whole_sentences(standing.freed(hook.text), limit, counter, article.post.lang), (hook,)


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
