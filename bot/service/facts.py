"""What rendering needs from the network, fetched ahead and kept: handles, a subreddit's rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import SendError, UserError
from bot.service import dates

if TYPE_CHECKING:
    from bot.model.settings import Account
    from bot.service.workspace import Workspace

FRESH = 24 * 3600
"""Seconds for which facts count as fresh."""


def stale(workspace: Workspace) -> list[str]:
    """The accounts that publish through an API and have no facts, or old ones."""
    oldest = workspace.clock.now().subtract(seconds=FRESH)
    cached = {a.name: workspace.store.facts(a.name, a.rehearsal) for a in workspace.settings.accounts.values() if a.mode == "api"}
    return [name for name, found in cached.items() if found is None or found[1] < oldest]


def fetch(workspace: Workspace, account: Account, say: Callable[[str], None]) -> None:
    """Fetches the facts about `account` and keeps them. A failure is said, never fatal."""
    try:
        # With nothing kept from before: what is asked for anew is not to be answered by what was asked for once.
        found = workspace.platform(account.name).facts(replace(workspace.connect(account), memo={}))
    except (SendError, UserError) as error:
        dates.mind(workspace, account)
        say(f"{account.platform} could not be asked about the account {account.name}, and is asked again in an hour. {error}")
        return
    dates.mind(workspace, account)
    workspace.store.save_facts(account.name, found, workspace.clock.now(), account.rehearsal)
