"""Text cut into segments at paragraphs, sentences, clauses or words, in that order of liking; never inside a link, a tag or a grapheme."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from bot.model.draft import Counter
from bot.text import count
from bot.text.sentences import split

_CLAUSE = re.compile(r"(?<=[,;:])\s+|(?<=[，；：、])|\s+(?=[—–]\s)")
_SPACE = re.compile(r"\s+")
_CJK_END = re.compile(r"[\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]$")


def pack(paragraphs: Iterable[str], limit: int, counter: Counter, lang: str) -> list[str]:
    """`paragraphs` as segments of at most `limit`, each filled as far as whole paragraphs, else whole sentences, allow."""
    segments: list[str] = []
    for paragraph in paragraphs:
        if segments and _fits(f"{segments[-1]}\n\n{paragraph}", limit, counter):
            segments[-1] = f"{segments[-1]}\n\n{paragraph}"
        elif _fits(paragraph, limit, counter):
            segments.append(paragraph)
        else:
            segments += _filled(_sentences(paragraph, limit, counter, lang), limit, counter)
    return [segment for segment in segments if segment]


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


def _sentences(paragraph: str, limit: int, counter: Counter, lang: str) -> list[str]:
    return [piece for sentence in split(paragraph, lang) for piece in pieces(sentence, limit, counter)]


def _filled(parts: list[str], limit: int, counter: Counter, between: str | None = None) -> list[str]:
    """Parts joined greedily; `between` None joins as running text."""
    join: Callable[[str, str], str] = (lambda a, b: glue((a, b))) if between is None else (lambda a, b: f"{a}{between}{b}")
    segments: list[str] = []
    for part in parts:
        joined = join(segments[-1], part) if segments else part
        if segments and _fits(joined.strip(), limit, counter):
            segments[-1] = joined
        else:
            segments.append(part)
    return [segment.strip() for segment in segments if segment.strip()]


def _fits(text: str, limit: int, counter: Counter) -> bool:
    return count.length(text, counter) <= limit
