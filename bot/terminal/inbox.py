"""The inbox on a screen: what needs a person, the most urgent first, with the command that settles it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.terminal.parts import Grid, Part, Run, Style

STYLES: Final[dict[str, Style]] = {
    "unsure": "bad",
    "failed": "bad",
    "broken": "bad",
    "folder": "bad",
    "paused": "warn",
    "login": "warn",
    "blocked": "warn",
}


LONGEST = 600
"""Characters of one thing; `bot show` has the whole of a longer note or title."""


def _short(line: str) -> str:
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def parts(todo: Sequence[tuple[str, str, str]], most: int = 0) -> list[Part]:
    """Rows of (kind, line, command); with `most` so many of them, and where the others are."""
    if not todo:
        return [(Run("Nothing needs you.", "good"), " See what is next with: bot status")]
    shown = todo[:most] if most else todo
    rows = tuple((Run(_short(line), STYLES.get(kind, "")), Run(command, "title")) for kind, line, command in shown)
    more = len(todo) - len(shown)
    rest: list[Part] = [("and ", Run(str(more), "strong"), " more: ", Run("bot", "title"))] if more else []
    return [Grid((f"{len(todo)} for you", "settle it with"), rows, loose=0), *rest]
