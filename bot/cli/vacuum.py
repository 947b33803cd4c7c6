"""`bot vacuum`: the workspace made small again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.terminal import say

if TYPE_CHECKING:
    from pathlib import Path


@command(examples=("bot vacuum",))
def vacuum() -> int:
    """Give room on the disk back: replaced texts, unused pictures, gaps in the database.

    What is older than a month and can be asked for no more goes, with what editors that were killed left behind. What waits, what you
    said yes to, and the record of what went out stay for ever. The service does the same once a day, but for the gaps in the database.
    """
    from bot.service import lock, upkeep

    workspace = open_workspace()
    state = workspace.settings.state
    before = _size(state)
    found = upkeep.tidy(workspace)
    if lock.holder(state) is None:
        workspace.store.compact()
    else:
        say.note("The service runs, so the database keeps its gaps. Stop it first to give those back too.")
    say.line(
        f"{found.drafts} replaced texts and {found.files} unused files went. The workspace's private folder has "
        f"{_size(state) / 1e6:.1f} MB, before {before / 1e6:.1f}."
    )
    left = upkeep.unsaved(workspace)
    if left:
        more = f" and {len(left) - 1} more" if len(left) > 1 else ""
        say.note(
            f"An editor left {left[0]}{more} behind, which may be saved nowhere else. It goes {upkeep.KEPT} days after it was written."
        )
    return 0


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
