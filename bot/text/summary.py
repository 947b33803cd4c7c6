"""What an article says, in its own sentences: an opening, one line, two to five points. The author's own summary always wins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.text import line, standing
from bot.text.article import Article, read
from bot.text.rank import overlap
from bot.text.sentences import Sentence, split, words_in

if TYPE_CHECKING:
    from bot.model.post import Post

FOLD = 200
"""Characters an opening may have unless its caller knows better."""

MOST_POINTS = 5
LONGEST_POINT = 280
SAME = 0.6
"""Share of common words from which on two sentences say the same."""

MIDDLING = 0.5
"""Share of an article's sentences that a good one is better than."""

OPENING = 10
"""Sentences among which an opening is looked for; the line is looked for among twice as many."""


@dataclass(frozen=True, slots=True)
class Summary:
    """`hook` opens; `line` says what it is about, never the same as the hook, maybe empty; `points` stand alone, in the article's order."""

    hook: str
    line: str
    points: tuple[str, ...]


def summarise(post: Post, fold: int = FOLD) -> Summary:
    """The summary of `post`; every sentence is the author's. `hook` has at most `fold` characters if any good one is that short."""
    return of(read(post), fold)


def of(article: Article, fold: int = FOLD) -> Summary:
    """The summary of an article that was read before."""
    post = article.post
    hook, below = _written(post.summary, post.lang, fold) if post.summary else _extracted(article, fold)
    hook = hook or post.title
    return Summary(hook, below, _points(article, (hook, below, post.title)))


def one_line(post: Post) -> str:
    """The article in one line, to be read alone: the author's summary, else the best sentence, after the title where that says more."""
    if post.summary:
        return post.summary
    best = line.best(read(post))
    return best.text if best else post.title


def description(post: Post) -> str:
    """The article in one line, to be read below its title: the author's summary, else the best sentence, else the title."""
    if post.summary:
        return post.summary
    best = line.best(read(post), titled=False)
    return best.text if best else post.title


def _written(summary: str, lang: str, fold: int) -> tuple[str, str]:
    """The author's words: all of them as opening if they fit before the fold, else their first sentence."""
    if len(summary) <= fold:
        return summary, ""
    first, *rest = split(summary, lang)
    return (first, " ".join(rest)) if rest and len(first) <= fold else (summary, "")


def _line(article: Article) -> Sentence | None:
    """The sentence that says best what the article is about; one that leans a little before none at all."""
    good = tuple(sentence for sentence in article.sentences if sentence.stands)
    good = good or tuple(sentence for sentence in article.sentences if sentence.follows)
    running = tuple(sentence for sentence in good if sentence.kind == "text")
    early = tuple(sentence for sentence in running if sentence.at < 2 * OPENING)
    return article.best(early or running or good)


def _extracted(article: Article, fold: int) -> tuple[str, str]:
    """The best sentence as the line, and a short strong one before it in the article as the opening, if there is one."""
    best = _line(article)
    if best is None:
        return "", ""
    ranks = article.percentiles()
    before = tuple(
        sentence
        for sentence in article.sentences[: min(best.at, OPENING)]
        if sentence.stands
        and sentence.kind == "text"
        and 5 <= words_in(sentence.text) <= 30
        and len(sentence.text) <= fold
        and overlap(sentence.text, best.text) < SAME
        and ranks[sentence.at] > MIDDLING
    )
    if hook := article.best(before):
        return standing.freed(hook.text), standing.freed(best.text)
    return standing.freed(best.text), _second(article, best, ranks)


def _second(article: Article, opening: Sentence, ranks: tuple[float, ...]) -> str:
    """What goes below an opening: the sentence after it in its paragraph, else the best other one of the beginning."""
    after = article.run(opening, 2)[1:]
    if after and len(after[0].text) <= LONGEST_POINT and overlap(after[0].text, opening.text) < SAME:
        return after[0].text
    others = tuple(
        sentence
        for sentence in article.sentences[opening.at + 1 : 2 * OPENING]
        if sentence.stands
        and sentence.kind == "text"
        and overlap(sentence.text, opening.text) < SAME
        and _worth(sentence, ranks) > MIDDLING
    )
    best = article.best(others)
    return standing.freed(best.text) if best else ""


def _points(article: Article, said: tuple[str, ...]) -> tuple[str, ...]:
    """The best sentence of each section, then second ones, none a repetition, in the article's order; fewer in a short article."""
    wanted = min(MOST_POINTS, max(3, sum(sentence.follows for sentence in article.sentences) // 5))
    ranks = article.percentiles()
    ranked = sorted((s for s in article.sentences if _point(s)), key=lambda s: (-_worth(s, ranks), s.at))
    chosen: list[Sentence] = []
    for each in (1, 2):
        for sentence in ranked:
            of_section = sum(other.section == sentence.section for other in chosen)
            texts = (*said, *(other.text for other in chosen))
            if len(chosen) < wanted and of_section < each and all(overlap(sentence.text, text) < SAME for text in texts if text):
                chosen.append(sentence)
    return tuple(standing.freed(s.text) for s in sorted(chosen, key=lambda s: s.at)) if len(chosen) > 1 else ()


def _point(sentence: Sentence) -> bool:
    calm = not sentence.text.endswith(("!", "！"))
    return sentence.stands and calm and 7 <= words_in(sentence.text) <= 45 and len(sentence.text) <= LONGEST_POINT


def _worth(sentence: Sentence, ranks: tuple[float, ...]) -> float:
    """Points carry facts: figures and comparisons count, announcements and bare list items do not."""
    told = 0.2 * standing.factual(sentence.text) - 0.5 * standing.announces(sentence.text)
    return ranks[sentence.at] + told - 0.25 * (sentence.kind == "item")
