"""How a platform shows a draft to its readers: data from its limits, so that no screen knows a platform by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.model.tree import Block

if TYPE_CHECKING:
    from bot.model.draft import Media
    from bot.terminal.parts import Inner

Reading = Callable[[str], tuple[Block, ...]]
"""From a text to the tree that its reader sees of it."""

ALT_LINES = 2
"""Lines of an alt text on a terminal. The whole of it stands before a yes, in `--html`, in `--json`, and wherever the output is piped."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a reader meets. `fold` and `lines` are how many characters and lines show before "...more" (0: all of them); `titled`
    is whether the title is shown; `reading` makes a tree of texts which are marked up, None where they are shown as they are;
    `alt` is how many lines of a picture's words a terminal shows (0: all of them, as a yes binds them); `small` gives what stands
    above those words, where a screen shows pictures in small.
    """

    fold: int = 0
    lines: int = 0
    titled: bool = False
    reading: Reading | None = None
    alt: int = ALT_LINES
    small: Callable[[Media], tuple[Inner, ...]] | None = None


PLAIN = Look()
"""Everything shows, as it is written, without a title."""


def fold_at(text: str, look: Look) -> int:
    """After how many characters of `text` a reader must ask for more, between two words where there are any; 0 when all shows."""
    if not look.fold:
        return 0
    room = min(look.fold, _end_of_line(text, look.lines))
    if room >= len(text.rstrip()):
        return 0
    gap = room if text[room].isspace() else max(text.rfind(" ", 0, room), text.rfind("\n", 0, room))
    # A bullet whose words are below the fold shows nothing.
    return len(text[: gap if gap > room // 2 else room].rstrip(" \n•"))


def _end_of_line(text: str, lines: int) -> int:
    """Where the line number `lines` ends, or the text if it has fewer."""
    at = -1
    for _ in range(lines):
        at = text.find("\n", at + 1)
        if at < 0:
            return len(text)
    return at if lines else len(text)
