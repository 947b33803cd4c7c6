"""A database that forgot what went out is noticed before anything is sent, and put right from the logbook."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.model.said import Said
from bot.service import adapt

if TYPE_CHECKING:
    from bot.service.workspace import Workspace


def recover(workspace: Workspace, say: Callable[[str], None]) -> None:
    """Brings a database that is older than the logbook beside it up to date, and says so. An intact one costs a look at the last lines."""
    store = workspace.store
    lines = store.forgotten()
    if not lines:
        return
    found = store.recover(lines, workspace.clock.now())
    for delivery in found:
        if workspace.serves(delivery) and workspace.platform(delivery.account).LIMITS.identical_refused:
            store.remember_texts(delivery.id, adapt.digests(store.draft(delivery.id, delivery.approved)))
    words = (
        f"The database was lost or put back from an older copy: it knows nothing of {_lines(len(lines))} in the logbook. "
        f"{_looked_for(len(found))}whatever was approved needs a fresh yes: see bot."
    )
    say(Said(words, "recovered", level="warning"))


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _looked_for(count: int) -> str:
    return f"{count} {'delivery is' if count == 1 else 'deliveries are'} looked for now, and " if count else "Now "
