"""Two changes of one text, side by side, and as one where they do not touch each other. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bot.model.hunk import Hunk, Kind

MOST = 20_000
"""Lines. Longer texts are one hunk: comparing them would take long, and nobody reads the result."""


def compare(was: str, mine: str, theirs: str) -> tuple[Hunk, ...]:
    """The three texts, cut where both changed ones still say what it was. Joined, the hunks are the texts again."""
    lines = [each.splitlines(keepends=True) for each in (was, mine, theirs)]
    if max(map(len, lines)) > MOST:
        return (_hunk(*map(tuple, lines)),)
    return tuple(_hunks(*lines))


def merged(hunks: Sequence[Hunk]) -> str | None:
    """Both changes in one text; None where they touch each other, as no text then says what both meant."""
    if any(each.kind == "clash" for each in hunks):
        return None
    return "".join(line for each in hunks for line in (each.theirs if each.kind == "theirs" else each.mine))


def _hunks(was: list[str], mine: list[str], theirs: list[str]) -> Iterator[Hunk]:
    at, of_mine, of_theirs = 0, 0, 0
    for begin, length, in_mine, in_theirs in _anchors(was, mine, theirs):
        between = (tuple(was[at:begin]), tuple(mine[of_mine:in_mine]), tuple(theirs[of_theirs:in_theirs]))
        if any(between):
            yield _hunk(*between)
        if length:
            same = tuple(was[begin : begin + length])
            yield Hunk("same", same, same, same)
        at, of_mine, of_theirs = begin + length, in_mine + length, in_theirs + length


def _anchors(was: list[str], mine: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where all three say the same: from which line on, how many, and where that begins in the other two. The end is one, too."""
    left, right = (SequenceMatcher(None, was, other, autojunk=False).get_matching_blocks() for other in (mine, theirs))
    i = j = 0
    while i < len(left) and j < len(right):
        (a, in_mine, long), (b, in_theirs, wide) = left[i], right[j]
        begin, end = max(a, b), min(a + long, b + wide)
        if begin < end:
            yield begin, end - begin, in_mine + begin - a, in_theirs + begin - b
        if a + long < b + wide:
            i += 1
        else:
            j += 1
    yield len(was), 0, len(mine), len(theirs)


def _hunk(was: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> Hunk:
    return Hunk(_kind(was, mine, theirs), was, mine, theirs)


def _kind(was: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> Kind:
    if mine == theirs:
        return "same" if was == mine else "both"
    if was == mine:
        return "theirs"
    return "mine" if was == theirs else "clash"
