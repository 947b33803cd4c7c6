"""What a screen is made of, before anybody knows whether it is a terminal: lines of runs, boxes and grids. Pure values.

Texts in here are still untrusted. They pass `safe` where `say` writes them, and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal[
    "", "strong", "em", "strike", "code", "chip", "faint", "good", "warn", "bad", "link", "tag", "add", "del", "title", "heading"
]  # fmt: skip


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
class Ends:
    """One line with words at both of its ends."""

    left: Line
    right: Line


@dataclass(frozen=True, slots=True)
class Hang:
    """Parts with a sign of ours before each line: `first` before the first one, `rest` before all others. Both take the same columns."""

    first: Run
    rest: Run
    body: tuple[Inner, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """A reader's table; `align` is "left", "right", "center" or "" for each column."""

    header: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    align: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A reader's text, framed so that nothing in it can pose as our words. `head` stands on the frame, `foot` on its lower edge.

    `length` against `limit` is what the meter shows; a limit of 0 means no meter. On a terminal, a box with `most` shows so many
    lines at most.
    """

    head: str
    body: tuple[Inner, ...]
    length: int = 0
    limit: int = 0
    foot: str = ""
    most: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows under column names. `loose` is the column which gives way on a narrow terminal: it wraps, or is cut off where `cut` says so."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    loose: int = -1
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Mosaic:
    """A picture in small, `width` by `height` pixels, two of them above each other in one cell. `pixels` are three bytes each; none where
    the picture is still to come, so that its place is kept. Only a screen that somebody else writes shows it: it says nothing in words.
    """

    width: int
    height: int
    pixels: bytes = b""


Inner = Line | Mark | Ends | Hang | Cells | Box | Mosaic
"""What may stand in a box."""

Part = Inner | Grid


def text_of(words: Words) -> str:
    """The bare text of a run."""
    return words if isinstance(words, str) else words.text


def line(*words: Words) -> Line:
    """One line of words."""
    return words


BLANK: Line = ()
