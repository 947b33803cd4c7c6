"""Pictures in small, made beside the desk: asked for while a sheet is painted, there when it is painted again. Nothing is decoded here."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING

from bot.terminal.parts import Mosaic, Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.model.draft import Media
    from bot.service.child import Child
    from bot.terminal.parts import Inner

KEPT = 500
"""Pictures that are kept, of at most five kilobytes each."""

IDLE = 20.0
"""Seconds without a wish after which the child that decodes goes home."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A picture of a draft, and how many pixels it shall be wide and high."""

    media: Media
    width: int
    height: int


def fitted(width: int, height: int, columns: int, rows: int) -> tuple[int, int]:
    """How large a picture is on so many columns and rows of a terminal, a cell being two pixels high: as it is, never larger."""
    share = min(1.0, columns / max(1, width), 2 * rows / max(1, height))
    return max(1, round(width * share)), max(1, round(height * share))


class Thumbs:
    """Keeps what was made, and has the rest made by a thread of its own, the last wish first. `ready` is called by that thread."""

    def __init__(self, ready: Callable[[], object]) -> None:
        self._ready = ready
        self._made: OrderedDict[Wish, tuple[Inner, ...]] = OrderedDict()
        self._asked: set[Wish] = set()
        self._wishes: LifoQueue[Wish | None] = LifoQueue()
        self._thread: threading.Thread | None = None

    def of(self, media: Media, columns: int, rows: int) -> tuple[Inner, ...]:
        """The picture on at most so many columns and rows, or what is wrong with it; while it is made, its place."""
        wish = Wish(media, *fitted(media.width, media.height, columns, rows))
        if (made := self._made.get(wish)) is not None:
            self._made.move_to_end(wish)
            return made
        while len(self._made) > KEPT:
            self._made.popitem(last=False)
        if wish not in self._asked:
            self._asked.add(wish)
            self._wishes.put(wish)
            self._begin()
        return (Mosaic(wish.width, wish.height),)

    @property
    def busy(self) -> bool:
        """Whether something is still to be made."""
        return bool(self._asked)

    def close(self) -> None:
        """Makes nothing more."""
        self._wishes.put(None)

    def _begin(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, daemon=True)
            self._thread.start()

    def _work(self) -> None:
        """A child for as long as there are wishes, and a while longer."""
        from bot.service.child import Child
        from bot.service.pictures import DECODER

        wish = self._wishes.get()
        while wish is not None:
            with Child(DECODER) as decoder:
                try:
                    while wish is not None:
                        self._make(wish, decoder)
                        wish = self._wishes.get(timeout=IDLE)
                except Empty:
                    pass
            wish = self._wishes.get() if wish is not None else None

    def _make(self, wish: Wish, decoder: Child) -> None:
        from bot.service import thumbnails

        try:
            pixels = thumbnails.small(wish.media, wish.width, wish.height, decoder)
            self._made[wish] = (Mosaic(wish.width, wish.height, pixels),)
        except thumbnails.Unshown as why:
            self._made[wish] = ((Run(f"The picture cannot be shown here: {why}.", "warn"),),)
        self._ready()
        self._asked.discard(wish)
