"""What a screen is made of, before anybody knows whether it is a terminal: lines of runs, boxes and grids. Pure values.

Texts in here are still untrusted. They pass `safe` where `say` writes them, and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["", "strong", "faint", "good", "warn", "bad", "link", "tag", "add", "del", "title"]


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in one style."""

    text: str
    style: Style = ""


Words = str | Run
Line = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of ours between the lines of a box: a fold, say. It cannot be confused with the text around it."""

    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A reader's text, framed so that nothing in it can pose as our words. `head` stands on the frame.

    `length` against `limit` is what the meter shows; a limit of 0 means no meter.
    """

    head: str
    body: tuple[Line | Mark, ...]
    length: int = 0
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows under column names. `loose` is the column which gives way on a narrow terminal: it wraps, or is cut off where `cut` says so."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    loose: int = -1
    cut: bool = False


Part = Line | Box | Grid


def text_of(words: Words) -> str:
    """The bare text of a run."""
    return words if isinstance(words, str) else words.text


def line(*words: Words) -> Line:
    """One line of words."""
    return words


BLANK: Line = ()
