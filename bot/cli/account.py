"""`bot pause` and `bot resume`: the kill switch. When `pause` has answered, no send starts any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli import completing
from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.terminal import say

if TYPE_CHECKING:
    from bot.service.workspace import Workspace

_account = click.argument("account", required=False, shell_complete=completing.accounts)


@command(examples=("bot pause", "bot pause x", 'bot pause x --reason "the release slipped"'))
@_account
@click.option("--reason", default="", metavar="WORDS", help="Why; shown wherever the pause is.")
def pause(account: str | None, reason: str) -> int:
    """Stop everything, or one account.

    No send starts after this answers. A call that is already under way finishes and is recorded.
    """
    workspace = open_workspace()
    if account is not None:
        workspace.account(account)
    workspace.store.pause(account, reason, workspace.clock.now(), workspace.who)
    say.line(f"{account or 'Everything'} is paused. Go on with: bot resume {account or ''}".rstrip())
    return 0


@command(examples=("bot resume", "bot resume x"))
@_account
def resume(account: str | None) -> int:
    """Go on after a pause.

    What came due meanwhile takes the next free slots. Without an account it also says that the clock is right, that posts
    which vanished all at once are meant to be gone, and that whatever made the service die is mended.
    """
    from bot.service import crashes, dates

    workspace = open_workspace()
    if account is not None:
        workspace.account(account)
    workspace.store.resume(account, workspace.clock.now(), workspace.who)
    say.line(f"{account or 'Everything'} goes on.")
    if account is None:
        _accept_vanished(workspace)
        workspace.store.trust_clock(workspace.clock.now())
        dates.trust(workspace)
        crashes.forget(workspace.settings.state)
    everything = workspace.store.accounts().get("")
    if everything and everything.paused:
        say.note("Everything is still paused. Go on with: bot resume")
    return 0


def _accept_vanished(workspace: Workspace) -> None:
    """Posts that vanished all at once hold everything until a person says here that they meant it."""
    if workspace.store.meta("folder") and workspace.settings.posts.path.is_dir():
        workspace.store.set_meta("vanished-is-meant", "yes")
        say.note("The posts that vanished count as deleted from the next scan on.")
