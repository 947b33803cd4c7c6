"""The pictures on the desk: above their words, in small, where the terminal has the colours for it. They come when they are made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.message import Message

from bot.desk.room import Room
from bot.desk.thumbs import Thumbs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.desk.palette import Name
    from bot.desk.session import Session
    from bot.model.draft import Draft, Media
    from bot.terminal.look import Look
    from bot.terminal.parts import Inner

MANY = ("256", "truecolor")
"""What Rich calls a terminal with colours enough for a picture."""

COLUMNS, AROUND = 56, 16
"""Columns of a picture at most, and those that frames, margins and scroll bar take of the sheet."""

ROWS, FEW_ROWS = 14, 8
"""Rows of a picture at most; fewer where the draft stands below the list."""

SOON = 0.05
"""Seconds within which several pictures that were made are painted at once."""


@runtime_checkable
class Hung(Protocol):
    """What lies over the desk and shows pictures."""

    def hang(self) -> None:
        """Paints those that were made."""


class Gallery(Room):
    """The room, with pictures."""

    class Made(Message):
        """A picture can be shown now."""

    def __init__(
        self, prepare: Callable[[], Session], look: Callable[[Draft], Look], editor: Callable[[Path], object], palette: Name = "dark"
    ) -> None:
        super().__init__(prepare, lambda draft: replace(look(draft), small=self.small), editor, palette)
        self.plain_look = look
        self.thumbs = Thumbs(lambda: self.post_message(self.Made()))
        self._hanging = False

    @property
    def pictured(self) -> bool:
        """Whether pictures are shown: not without colours, and not with sixteen."""
        return self.palette.name != "bare" and self.console.color_system in MANY

    def small(self, media: Media, most: int = ROWS) -> tuple[Inner, ...]:
        """What stands above the words of a picture, on at most so many rows."""
        if not self.pictured:
            return ()
        columns = max(1, min(COLUMNS, self.query_one("#sheet").size.width - AROUND))
        return self.thumbs.of(media, columns, min(most, FEW_ROWS if self.narrow else ROWS))

    def on_gallery_made(self) -> None:
        """Paints what came, soon, so that several are painted at once."""
        if not self._hanging:
            self._hanging = True
            self.set_timer(SOON, self.hang)

    def hang(self) -> None:
        """The pictures take their places."""
        self._hanging = False
        self.show_sheet(stay=True)
        if isinstance(self.screen, Hung):
            self.screen.hang()

    def on_unmount(self) -> None:
        """Nothing more is made."""
        self.thumbs.close()
