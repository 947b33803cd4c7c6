"""What an edit changed, word by word, for a reader. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\s\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+\s*|\s+")
"""A word with the space behind it, or one of the signs that are written without spaces."""

LINE = re.compile(r"[^\n]*\n+|[^\n]+")
MOST = 2000
"""Words, or else lines, compared with each other: the work grows with the square."""

KEPT, LONG = 90, 300
"""Characters left standing beside a change, and from how many on the middle of what stayed is left out."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, is gone or is new; "skipped" stands for a long one that stayed, and holds it."""

    kind: Literal["same", "gone", "new", "skipped"]
    text: str


@lru_cache(maxsize=512)
def difference(before: str, now: str) -> tuple[Piece, ...]:
    """How `before` became `now`; the pieces that are not new make the one, those that are not gone the other."""
    old, new = _cut(before, now)
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        pieces += [Piece("gone", "".join(old[a:b]))] if b > a else []
        pieces += [Piece("new", "".join(new[c:d]))] if d > c else []
    return tuple(short for at, piece in enumerate(pieces) for short in _shortened(piece, at == 0, at == len(pieces) - 1))


def _cut(before: str, now: str) -> tuple[list[str], list[str]]:
    """Both texts in words; in lines where those are too many, or whole."""
    for pattern in (WORD, LINE):
        old, new = pattern.findall(before), pattern.findall(now)
        if max(len(old), len(new)) <= MOST:
            return old, new
    return [before], [now]


def _shortened(piece: Piece, first: bool, last: bool) -> list[Piece]:
    """The piece; of a long one that stayed only what stands beside a change."""
    text = piece.text
    if piece.kind != "same" or len(text) <= LONG:
        return [piece]
    begin = 0 if first else len(text[:KEPT].rsplit(" ", 1)[0])
    end = len(text) if last else len(text) - len(text[-KEPT:].split(" ", 1)[-1])
    parts = Piece("same", text[:begin]), Piece("skipped", text[begin:end]), Piece("same", text[end:])
    return [part for part in parts if part.text]
