"""Text cut into segments at paragraphs, sentences, clauses or words, in that order of liking; never inside a link, a tag or a grapheme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.model.draft import Counter
from bot.text import count
from bot.text.sentences import split

_CLAUSE = re.compile(r"(?<=[,;:])\s+|(?<=[，；：、])|\s+(?=[—–]\s)")
_SPACE = re.compile(r"\s+")
_CJK_END = re.compile(r"[\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]$")


@dataclass(frozen=True, slots=True)
class Packed:
    """A segment's text, and the numbers of the paragraphs that it holds something of."""

    text: str
    of: tuple[int, ...]


def pack(paragraphs: Iterable[str], limit: int, counter: Counter, lang: str) -> list[Packed]:
    """`paragraphs` as segments of at most `limit`, each filled as far as whole paragraphs, else whole sentences, allow."""
    segments: list[Packed] = []
    for number, paragraph in enumerate(paragraphs):
        together = f"{segments[-1].text}\n\n{paragraph}" if segments else paragraph
        if segments and _fits(together, limit, counter):
            segments[-1] = Packed(together, (*segments[-1].of, number))
        elif _fits(paragraph, limit, counter):
            segments.append(Packed(paragraph, (number,)))
        else:
            parts = [piece for sentence in split(paragraph, lang) for piece in pieces(sentence, limit, counter)]
            segments += [Packed(text, (number,)) for text in _filled(parts, limit, counter, None)]
    return [segment for segment in segments if segment.text]


def glue(sentences: Iterable[str]) -> str:
    """Sentences as running text: a blank between them, none after CJK punctuation."""
    text = ""
    for sentence in sentences:
        text += ("" if not text or _CJK_END.search(text) else " ") + sentence
    return text


def pieces(sentence: str, limit: int, counter: Counter) -> list[str]:
    """One sentence that is too long alone: cut at clauses, else at words, else between graphemes; links and tags stay whole."""
    if _fits(sentence, limit, counter):
        return [sentence]
    for parts, between in ((_CLAUSE.split(sentence), None), (_SPACE.split(sentence), " ")):
        whole = [part for part in parts if part]
        if len(whole) > 1 and all(_fits(part, limit, counter) for part in whole):
            return _filled(whole, limit, counter, between)
    return _filled(list(_atoms(sentence, limit, counter)), limit, counter, "")


def _atoms(text: str, limit: int, counter: Counter) -> Iterator[str]:
    """Words, with their blanks; those too long as graphemes. A link too long for any segment vanishes: it never survives in part."""
    for word in re.findall(r"\S+\s*|\s+", text):
        if _fits(word.strip(), limit, counter):
            yield word
        elif not re.match(r"https?://|#|@", word):
            yield from count.graphemes(word)


def _filled(parts: list[str], limit: int, counter: Counter, between: str | None) -> list[str]:
    """Parts joined greedily; `between` None joins as running text."""
    segments: list[str] = []
    for part in parts:
        joined = part
        if segments:
            joined = glue((segments[-1], part)) if between is None else f"{segments[-1]}{between}{part}"
        if segments and _fits(joined.strip(), limit, counter):
            segments[-1] = joined
        else:
            segments.append(part)
    return [segment.strip() for segment in segments if segment.strip()]


def _fits(text: str, limit: int, counter: Counter) -> bool:
    return count.length(text, counter) <= limit
