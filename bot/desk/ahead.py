"""What later keys need, loaded beside the desk while somebody reads: so that a first key is answered as soon as a second one."""

from __future__ import annotations

import importlib
import threading
from collections import deque
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from bot.desk.session import Shown
from bot.errors import UserError
from bot.terminal.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.desk.session import Session
    from bot.model.draft import Draft
    from bot.terminal.look import Look

LATER = (
    "bot.desk.dialogs", "bot.desk.planner", "bot.service.times", "bot.service.waiving", "bot.service.choosing", "bot.service.editing",
    "bot.service.thumbnails",
)  # fmt: skip
"""What keys load when they are pressed for the first time."""

WIDTH, ROWS = 80, 50
"""As much of a draft as is laid out: it is not shown, only what lays it out gets loaded."""


def of_each_platform(session: Session) -> list[Shown]:
    """One draft of each platform that the queue has: each is read and laid out by something else."""
    first = {one.platform: one for one in reversed(session.entries.values())}
    found = []
    for one in first.values():
        with suppress(UserError):
            found.append(Shown(one, session.workspace.store.draft(one.id)))
    return found


class Ahead(threading.Thread):
    """Lays `some` out for nobody, as `look` has them look, then loads what keys need. Touches no screen and no store."""

    def __init__(self, some: Sequence[Shown], look: Callable[[Draft], Look], styles: Mapping[str, str]) -> None:
        super().__init__(daemon=True)
        self._some, self._look, self._canvas = some, look, Canvas(styles)

    def run(self) -> None:
        """All of it, once."""
        from bot.desk import sheets

        for each in self._some:
            with suppress(UserError):  # who opens it will be told
                deque(islice(self._canvas.rows(sheets.body(each, self._look(each.draft)), WIDTH), ROWS), maxlen=0)
        for name in LATER:
            importlib.import_module(name)
