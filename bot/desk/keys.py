"""The keys of the desk: which stand in the lowest line, and all of them on one leaf. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.desk.rows import TO_DECIDE
from bot.model.delivery import State
from bot.terminal.parts import BLANK, Grid, Line, Part, Run

if TYPE_CHECKING:
    from bot.desk.session import Shown

ALL: tuple[tuple[str, str], ...] = (
    ("a", "approve what is on the screen, for the time that stands there"),
    ("A", "approve all of this post: shows all of it first, and asks"),
    ("t", "another time: free slots, or words such as tomorrow 9am"),
    ("r", "reject"),
    ("u", "take the decision back, while nothing was sent"),
    ("e  E", "edit the text for this account; E edits the whole post"),
    ("w", "waive a problem: seen, and meant so"),
    ("i", "what is wrong with it, in full"),
    ("p", "its pictures: drop one, swap it for another of the article, change their order"),
    ("j k  ↓ ↑", "next, previous; g and G are first and last"),
    ("space b", "a page of the draft down, up; J and K a line"),
    ("/", "show only what holds these words"),
    ("v", "show what is approved already as well"),
    ("Enter", "on a narrow terminal: the draft alone"),
    ("l", "light or dark"),
    ("q", "quit"),
)
"""Every key, and what it does. The mouse does the rest: a click on a row, on a key, the wheel."""


def leaf() -> list[Part]:
    """All keys, to be read."""
    rows = tuple((Run(key, "title"), words) for key, words in ALL)
    words = "The yes binds exactly what is shown. If it changes, you see the difference and are asked again."
    return [Grid(("key", "does"), rows, loose=1), BLANK, (Run(words, "faint"),)]


KEPT = ("?", "q")
"""What is never left out: who knows these two finds all others, and the way out."""


def offered(shown: Shown | None, width: int) -> list[tuple[Line, str]]:
    """The keys that do something with what is shown, with the action of each: as many as `width` columns hold, the most wanted first."""
    some = _of_state(shown.delivery.state if shown else None)
    some += [("/", "filter", "app.filter"), ("?", "keys", "app.keys"), ("q", "quit", "app.quit")]
    gap = " " if _breadth(some, " ") <= width else ""
    while _breadth(some, gap) > width and len(some) > len(KEPT):
        some.remove(next(each for each in reversed(some) if each[0] not in KEPT))
    return [((Run(f" {key}", "title"), f" {words}{gap}"), action) for key, words, action in some]


def _of_state(state: State | None) -> list[tuple[str, str, str]]:
    """What can be decided: key, word, action."""
    undo, time = ("u", "undo", "app.undo"), ("t", "time", "app.time")
    if state in TO_DECIDE:
        return [
            ("a", "approve", "app.approve"), ("A", "all", "app.approve_post"), ("r", "reject", "app.reject"), ("e", "edit", "app.edit(0)"),
            time, ("w", "waive", "app.waive"), undo, ("p", "pictures", "app.pictures"),
        ]  # fmt: skip
    return [undo, time] if state == State.APPROVED else [undo]


def _breadth(some: list[tuple[str, str, str]], gap: str) -> int:
    return sum(len(f" {key} {words}{gap}") for key, words, _ in some)
