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
    ("p", "leave the pictures of this account out, or bring them back"),
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


ROOM = 90
"""Columns that the keys take with room between them."""


def offered(shown: Shown | None, *, brief: bool = False) -> list[tuple[Line, str]]:
    """The keys that do something with what is shown, with the action of each, the most wanted first; closer together when `brief`."""
    state = shown.delivery.state if shown else None
    undo = [("u", "undo", "app.undo")]
    if state in TO_DECIDE:
        some = [
            ("a", "approve", "app.approve"), ("A", "all", "app.approve_post"), ("r", "reject", "app.reject"), ("e", "edit", "app.edit(0)"),
            ("t", "time", "app.time"), ("w", "waive", "app.waive"), *undo,
        ]  # fmt: skip
    else:
        some = [*undo, ("t", "time", "app.time")] if state == State.APPROVED else undo
    some += [("/", "filter", "app.filter"), ("?", "keys", "app.keys"), ("q", "quit", "app.quit")]
    gap = "" if brief else " "
    return [((Run(f" {key}", "title"), f" {words}{gap}"), action) for key, words, action in some]
