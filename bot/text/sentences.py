"""The sentences of an article, each with its place and with what it is good for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.text import standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.text.passages import Passage

_CJK_LETTER = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S+\.\w|(?<![\w/])@\w", re.IGNORECASE)
_ASKING = ("?", "？", "?)", '?"', "?”", "？」")
_IN_NAMES = ("/", "\\", "_", "~", "-", "$")
_MARKS = (". ", "! ", "? ", "。", "！", "？")
LONGEST_PARAGRAPH = 4000
"""Characters that are looked at together for where sentences end."""

_GLUED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|al|approx|resp|incl|ca|No|Fig|Eq|Sec|Dr|Mr|Mrs|Ms|Prof|St|Jr|Inc|Ltd|Co|U\.S|z\.B|d\.h|bzw|u\.a)\.|\b[A-Z]\.)\s*$"
)


LABEL = 5
"""Words of an item's first sentence up to which it names what the rest of the item is about: "Flat from the start."."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. `at` is its number in the article, `passage` its passage's.

    `follows`: it may be shown after the sentence before it, without the rest of the article: it is whole, points at nothing
    around it, holds no web address and no @name, asks nothing. `stands`: it may be shown alone. `named`: it goes on about what its item
    begins with, a name.
    """

    text: str
    at: int
    passage: int
    section: int
    part: int
    kind: str
    line: int
    follows: bool
    stands: bool
    named: bool = False


def sentences(beside: Sequence[Passage], lang: str) -> tuple[Sentence, ...]:
    """The sentences of an article's passages, in order."""
    found: list[Sentence] = []
    for index, passage in enumerate(beside):
        texts = split(passage.said.text, lang)
        labelled = passage.kind == "item" and len(texts) > 1 and words_in(texts[0]) <= LABEL
        for number, text in enumerate(texts):
            sentence = _judged(text, len(found), index, passage, lang)
            found.append(replace(sentence, named=True) if labelled and number else sentence)
    return tuple(found)


def split(text: str, lang: str) -> list[str]:
    """`text` as sentences, without the blanks between them. A hard line break ends one."""
    return [sentence for line in text.split("\n") for sentence in _line(line, lang)]


def words_in(text: str) -> int:
    """How long `text` is in words; two CJK characters count as one."""
    return len(re.findall(r"[^\W_]+", _CJK_LETTER.sub(" ", text))) + (len(_CJK_LETTER.findall(text)) + 1) // 2


def _line(text: str, lang: str) -> Iterator[str]:
    """sentencex's sentences; those it cut after an abbreviation or before a small letter are joined again."""
    if not text.strip():
        return
    from sentencex import segment

    held = ""
    for piece in (piece for part in _parts(text) for piece in segment(lang, part)):
        if held and not (
            _GLUED.search(held[-40:])
            or (piece.lstrip()[:1].islower() and not _begins(held, piece))
            or _open(held)
            or _quoted(held, piece)
            or _named(held, piece)
        ):
            yield held.strip()
            held = ""
        held += piece
    if held.strip():
        yield held.strip()


def _parts(text: str) -> Iterator[str]:
    """`text` in parts that end where sentences do: sentencex 1 takes the square of a paragraph's length."""
    at = 0
    while len(text) - at > LONGEST_PARAGRAPH:
        cut = max(text.rfind(mark, at, at + LONGEST_PARAGRAPH) for mark in _MARKS)
        cut = cut if cut > at else text.find(" ", at + LONGEST_PARAGRAPH)
        if cut < 0:
            break
        yield text[at : cut + 1]
        at = cut + 1
    yield text[at:]


def _quoted(held: str, piece: str) -> bool:
    """Whether a Japanese sentence goes on after what it quotes: 「ん？」と思う."""
    return len(held) < 300 and held.rstrip().endswith(("」", "』")) and piece.startswith(("と", "って", "を", "が", "は", "の", "に"))


def _begins(held: str, piece: str) -> bool:
    """Whether a sentence begins with a name in small letters: "... is on CRAN! tidyr is a package"."""
    return held.endswith(("! ", ". ")) and bool(standing.SMALL_NAME.match(piece))


def _named(held: str, piece: str) -> bool:
    """Whether a full stop stands within a name: tf.keras.Model, ~./dropbox_uploader."""
    return held.endswith(".") and piece[:1].isascii() and (piece[:1].isalnum() or piece.startswith(_IN_NAMES))


def _open(text: str) -> bool:
    """Whether a bracket that was opened in `text` is not closed yet, so that the sentence goes on."""
    return len(text) < 300 and (text.count("(") > text.count(")") or text.count("（") > text.count("）"))


def _judged(text: str, at: int, index: int, passage: Passage, lang: str) -> Sentence:
    text = standing.trimmed(text)
    size = words_in(text)
    ended = standing.ends(text) or (passage.kind == "item" and size >= 6 and lang not in standing.CJK)
    placed = passage.kind in ("text", "item") and not passage.back
    whole = placed and ended and size >= 4 and not text.endswith(_ASKING) and standing.clean(text)
    follows = whole and not _ADDRESS.search(text) and not standing.points(text)
    stands = follows and size >= 5 and not standing.leans(standing.freed(text), lang)
    return Sentence(text, at, index, passage.section, passage.part, passage.kind, passage.line, follows, stands)
