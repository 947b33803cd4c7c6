"""What an article says, in its own sentences: an opening, one line, two to five points. The author's own summary always wins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.text import standing
from bot.text.rank import overlap, scores
from bot.text.sentences import Sentence, sentences, split, words_in

if TYPE_CHECKING:
    from bot.model.post import Post

FOLD = 200
"""Characters an opening may have unless its caller knows better."""

MOST_POINTS = 5
LONGEST_POINT = 280
SAME = 0.7
"""Share of common words from which on two sentences say the same."""

OPENING = 10
"""Sentences among which an opening is looked for."""


@dataclass(frozen=True, slots=True)
class Summary:
    """`hook` opens; `line` says what it is about, never the same as the hook, maybe empty; `points` stand alone, in the article's order."""

    hook: str
    line: str
    points: tuple[str, ...]


def summarise(post: Post, fold: int = FOLD) -> Summary:
    """The summary of `post`; every sentence is the author's. `hook` has at most `fold` characters if any good one is that short."""
    found = sentences(post)
    marks = scores(found, post.title)
    hook, line = _written(post.summary, post.lang, fold) if post.summary else _extracted(found, marks, fold)
    if not hook:
        hook = post.title
    return Summary(hook, line, _points(found, marks, (hook, line, post.title)))


def one_line(post: Post) -> str:
    """The article in one or two sentences: the author's summary, else the best sentence, else the title."""
    if post.summary:
        return post.summary
    found = sentences(post)
    best = _best(found, scores(found, post.title))
    return best.text if best else post.title


def _written(summary: str, lang: str, fold: int) -> tuple[str, str]:
    """The author's words: all of them as opening if they fit before the fold, else their first sentence."""
    if len(summary) <= fold:
        return summary, ""
    first, *rest = split(summary, lang)
    return (first, " ".join(rest)) if rest and len(first) <= fold else (summary, "")


def _best(found: tuple[Sentence, ...], marks: list[float]) -> Sentence | None:
    good = [sentence for sentence in found if sentence.stands and not sentence.address and not sentence.text.rstrip().endswith(("?", "？"))]
    early = [sentence for sentence in good if sentence.at < 2 * OPENING]
    return max(early or good, key=lambda sentence: (marks[sentence.at], -sentence.at), default=None)


def _extracted(found: tuple[Sentence, ...], marks: list[float], fold: int) -> tuple[str, str]:
    """The best sentence as the line, and a short strong one before it in the article as the opening, if there is one."""
    best = _best(found, marks)
    if best is None:
        return "", ""
    before = [
        sentence
        for sentence in found[: best.at]
        if sentence.stands
        and sentence.kind == "text"
        and sentence.at < OPENING
        and 5 <= words_in(sentence.text) <= 28
        and len(sentence.text) <= fold
        and not sentence.address
        and overlap(sentence.text, best.text) < SAME
    ]
    opening = max(before, key=lambda sentence: (marks[sentence.at] + 0.3 * (sentence.at == 0), -sentence.at), default=None)
    if opening and marks[opening.at] > 0:
        return opening.text, best.text
    return best.text, _following(found, best)


def _following(found: tuple[Sentence, ...], best: Sentence) -> str:
    """The sentence after the opening, where it belongs to the same thought."""
    after = found[best.at + 1] if best.at + 1 < len(found) else None
    fits = (
        after
        and after.passage == best.passage
        and after.usable
        and not after.pointing
        and not after.address
        and not after.text.endswith("?")
    )
    return after.text if after and fits and len(after.text) <= LONGEST_POINT else ""


def _points(found: tuple[Sentence, ...], marks: list[float], said: tuple[str, ...]) -> tuple[str, ...]:
    """The best sentences of different sections that repeat nothing, in the article's order; fewer in a short article."""
    wanted = min(MOST_POINTS, max(2, sum(sentence.usable for sentence in found) // 6))
    chosen: list[Sentence] = []
    taken: dict[int, int] = {}
    for sentence in sorted((s for s in found if _point(s)), key=lambda s: (-_worth(s, marks), s.at)):
        texts = [*said, *(other.text for other in chosen)]
        if taken.get(sentence.section, 0) < 2 and all(overlap(sentence.text, text) < SAME for text in texts if text):
            chosen.append(sentence)
            taken[sentence.section] = taken.get(sentence.section, 0) + 1
        if len(chosen) == wanted:
            break
    return tuple(sentence.text for sentence in sorted(chosen, key=lambda sentence: sentence.at)) if len(chosen) > 1 else ()


def _point(sentence: Sentence) -> bool:
    size = words_in(sentence.text)
    plain = not sentence.address and not sentence.text.rstrip().endswith(("?", "？", "!", "！"))
    return sentence.stands and plain and 7 <= size <= 45 and len(sentence.text) <= LONGEST_POINT and standing.clean(sentence.text)


def _worth(sentence: Sentence, marks: list[float]) -> float:
    """Points carry facts: figures and comparisons count, announcements do not."""
    return marks[sentence.at] + 0.25 * standing.factual(sentence.text) - 0.6 * standing.announces(sentence.text)
