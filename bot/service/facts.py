"""What rendering needs from the network, fetched ahead and kept: handles, a subreddit's rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.errors import SendError, UserError

if TYPE_CHECKING:
    from bot.model.settings import Account
    from bot.service.workspace import Workspace

FRESH = 24 * 3600
"""Seconds for which facts count as fresh."""


def refresh(workspace: Workspace, say: Callable[[str], None]) -> None:
    """Fetches the facts of every account that publishes through an API and has none, or old ones. A failure is said, never fatal."""
    for account in workspace.settings.accounts.values():
        cached = workspace.store.facts(account.name, account.rehearsal)
        oldest = workspace.clock.now().subtract(seconds=FRESH)
        if account.mode == "api" and (cached is None or cached[1] < oldest):
            _fetch(workspace, account, say)


def _fetch(workspace: Workspace, account: Account, say: Callable[[str], None]) -> None:
    try:
        found = workspace.platform(account.name).facts(workspace.connect(account))
    except (SendError, UserError) as error:
        say(f"{account.name}: {account.platform} could not be asked about this account ({error}); it is asked again in an hour.")
        return
    workspace.store.save_facts(account.name, found, workspace.clock.now(), account.rehearsal)
