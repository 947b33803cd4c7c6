"""`python -m bot.network --root STATE`: the rehearsal network of a workspace, whose page shows the workspace's calendar too.

The network knows no workspace; this process looks into the one that its folder belongs to, reads only, and tells it what is due.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.rehearsal.__main__ import main

if TYPE_CHECKING:
    from bot.model.agenda import Agenda


@dataclass
class Beside:
    """The workspace at `root`, as the page sees it."""

    root: Path

    @cached_property
    def zone(self) -> str:
        """Its time zone. Raises UserError."""
        from bot import config

        return config.load(self.root).timezone

    def agenda(self) -> Agenda:
        """What is due now. Raises UserError."""
        from bot import app
        from bot.service import agenda

        workspace = app.open_workspace(self.root, readonly=True)
        try:
            return agenda.look(workspace)
        finally:
            workspace.store.close()


if __name__ == "__main__":
    sys.exit(main(lambda state: Beside(state.absolute().parent)))
