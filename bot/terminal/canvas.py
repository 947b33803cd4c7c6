"""Parts as rows of coloured words, for a screen that somebody else writes: the desk. Every word in them has passed `safe`.

Nothing here reads markup: `[bold]` in a post shows as it is written.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.theme import Theme

from bot.terminal import pretty

if TYPE_CHECKING:
    from bot.terminal.parts import Line, Part

Row = list[Segment]

PLAIN = Style(bold=False)
"""A style, though it says nothing: what has none at all confuses those who filter colours."""


class Canvas:
    """Lays out in the given styles: what each of ours is in Rich's words; `chosen` is the ground of a selected row."""

    def __init__(self, styles: Mapping[str, str], chosen: str = "") -> None:
        self.chosen = chosen
        self._console = Console(
            file=io.StringIO(), force_terminal=True, color_system="truecolor", theme=Theme(dict(styles)), width=80, height=50,
            highlight=False, markup=False, emoji=False, legacy_windows=False, _environ={},
        )  # fmt: skip

    def rows(self, parts: Iterable[Part], width: int) -> Iterator[Row]:
        """The parts as rows, `width` columns wide at most. They are laid out when they are asked for: an article is long."""
        for part in parts:
            shown, widest = pretty.drawn(part, max(1, width))
            options = self._console.options.update(width=max(1, widest), height=None)
            made = Segment.apply_style(self._console.render(shown, options), PLAIN)
            yield from Segment.split_and_crop_lines(made, options.max_width, pad=False, include_new_lines=False)

    def row(self, words: Line, width: int, ground: str = "") -> Row:
        """One row of exactly `width` columns, cut off with an ellipsis where it is too long, on `ground` (a style in Rich's words)."""
        text = pretty.text(words)
        text.truncate(max(0, width), overflow="ellipsis", pad=True)
        return list(Segment.apply_style(text.render(self._console), PLAIN, Style.parse(ground) if ground else None))

    def breadth(self, words: Line) -> int:
        """The columns that a line takes."""
        return pretty.text(words).cell_len
