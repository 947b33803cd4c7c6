"""What holds everything back: a posts folder that vanished, a clock that cannot be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rules import clock_back
from bot.service import dates
from bot.store.accounts import CLOCK
from bot.store.rows import instant

if TYPE_CHECKING:
    from bot.service.workspace import Workspace


def held(workspace: Workspace) -> str:
    """Why nothing at all may be sent now, as one sentence with the next step; or nothing."""
    folder, clock, apart = workspace.store.metas("folder", CLOCK, dates.APART)
    return folder or clock_back.behind(workspace.clock.now(), instant(clock)) or dates.differ(apart)
