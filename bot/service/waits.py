"""A platform's wish to be left alone for a while is obeyed to the second, by everything that asks it: sends, looks, facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whenever import Instant

    from bot.errors import Limited
    from bot.model.settings import Account
    from bot.service.workspace import Workspace


def until(workspace: Workspace, account: Account, begun: Instant, wish: Limited) -> Instant:
    """When `account` may be used again after the call that began at `begun`: the seconds count from the answer, not from the call."""
    took = (workspace.clock.now() - begun).total("seconds")
    return wish.until.add(seconds=min(max(took, 0), account.call_timeout))


def obey(workspace: Workspace, account: Account, begun: Instant, wish: Limited) -> Instant:
    """The same, written down: nothing of `account` begins before it."""
    then = until(workspace, account, begun, wish)
    workspace.store.wait(account.name, then, wish.why, account.rehearsal)
    return then


def stands(workspace: Workspace, account: str, rehearsal: bool) -> Instant | None:
    """Until when `account` has to be left alone; None when it need not be."""
    state = workspace.store.accounts(rehearsal).get(account)
    ends = state.not_before if state else None
    return ends if ends is not None and ends > workspace.clock.now() else None
