"""Text cut into segments at paragraphs, sentences, clauses or words, in that order of liking; never inside a link, a tag or a grapheme."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from bot.model.draft import Counter
from bot.text import count
from bot.text.sentences import split

SENTENCE, CLAUSE, ANNOUNCED, HEADED = 0.05, 0.15, 0.3, 2.0
"""What it costs to begin a segment within a paragraph, within a sentence, after a colon and after a heading; an empty one costs 1."""

FINEST = 24
"""Parts of a segment below which pieces are not weighed one by one: it bounds the work."""

_CLAUSE = re.compile(r"(?<=[,;:])\s+|(?<=[，；：、])|\s+(?=[—–]\s)")
_SPACE = re.compile(r"\s+")
_CJK_END = re.compile(r"[\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]$")


@dataclass(frozen=True, slots=True)
class Packed:
    """A segment's text, and the numbers of the paragraphs that it holds something of."""

    text: str
    of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is not cut any further: `before` joins it to the unit before it, `cost` is that of a segment that begins with it."""

    text: str
    of: tuple[int, ...]
    before: str
    size: int
    cost: float


def pack(paragraphs: Iterable[str], limit: int, counter: Counter, lang: str, heads: Collection[int] = ()) -> list[Packed]:
    """`paragraphs` as segments of at most `limit`: as full and as even as their paragraphs, else their sentences, allow.

    `heads` are the numbers of those that are headings: they go with what follows.
    """
    units: list[_Unit] = []
    for unit in _units(paragraphs, limit, counter, lang, heads):
        last = units[-1] if units else None
        if last and last.size * FINEST < limit and last.size + len(unit.before) + unit.size <= limit:
            size = last.size + len(unit.before) + unit.size
            units[-1] = _Unit(last.text + unit.before + unit.text, (*last.of, *unit.of), last.before, size, last.cost)
        else:
            units.append(unit)
    return [packed for first, end in _evenly(units, limit) for packed in _joined(units[first:end], limit, counter)]


def _units(paragraphs: Iterable[str], limit: int, counter: Counter, lang: str, heads: Collection[int]) -> Iterator[_Unit]:
    """Sentences, those that are too long in pieces; items of a list stand line by line below what announces them."""
    above = said = ""
    for number, paragraph in enumerate(paragraphs):
        listed = paragraph.startswith("•") and above.startswith("•") | above.endswith((":", "："))
        before, cost, at, above = "\n" if listed else "\n\n", HEADED if number - 1 in heads else 0.0, 0, paragraph
        for sentence in split(paragraph, lang):
            for index, piece in enumerate(pieces(sentence, limit, counter)):
                start = paragraph.find(piece, at)
                before = (paragraph[at:start] if start >= at else " ") if at else before
                cost = (CLAUSE if index else SENTENCE) if at else cost
                at = max(at, start) + len(piece)
                announced = ANNOUNCED if said.endswith((":", "：")) else 0.0
                yield _Unit(piece, (number,), before, count.length(piece, counter), cost + announced)
                said = piece


def _evenly(units: list[_Unit], limit: int) -> list[tuple[int, int]]:
    """Where segments begin and end so that what they leave empty, squared, and the cost of their beginnings is least."""
    best, begins = [0.0], [0]
    for end in range(1, len(units) + 1):
        size, least, at = 0, float("inf"), end - 1
        for first in range(end - 1, -1, -1):
            size += units[first].size + (len(units[first + 1].before) if first + 1 < end else 0)
            if size > limit and first + 1 < end:
                break
            cost = best[first] + max(0.0, 1 - size / limit) ** 2 + (units[first].cost if first else 0.0)
            if cost < least:
                least, at = cost, first
        best.append(least)
        begins.append(at)
    found: list[tuple[int, int]] = []
    end = len(units)
    while end:
        found.append((begins[end], end))
        end = begins[end]
    return found[::-1]


def _joined(units: list[_Unit], limit: int, counter: Counter) -> Iterator[Packed]:
    """`units` as one segment; as several in the rare case that the whole counts more than its parts."""
    text = "".join(unit.before + unit.text if index else unit.text for index, unit in enumerate(units))
    of = tuple(dict.fromkeys(number for unit in units for number in unit.of))
    return (Packed(piece, of) for piece in pieces(text.strip(), limit, counter) if piece)


def glue(sentences: Iterable[str]) -> str:
    """Sentences as running text: a blank between them, none after CJK punctuation."""
    text = ""
    for sentence in sentences:
        text += ("" if not text or _CJK_END.search(text) else " ") + sentence
    return text


def whole_sentences(text: str, limit: int, counter: Counter, lang: str) -> str:
    """As many whole sentences from the start of `text` as fit; where not even one does, what of it fits."""
    if _fits(text, limit, counter):
        return text
    kept: list[str] = []
    for sentence in split(text, lang):
        if not _fits(glue((*kept, sentence)), limit, counter):
            break
        kept.append(sentence)
    return glue(kept) or next(iter(pieces(text, limit, counter)), "")


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
