"""`bot pause` and `bot resume`: the kill switch. When `pause` has answered, no send starts any more."""

from __future__ import annotations

import click

from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.terminal import say

_account = click.argument("account", required=False)


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

    What came due meanwhile takes the next free slots.
    """
    workspace = open_workspace()
    if account is not None:
        workspace.account(account)
    workspace.store.resume(account, workspace.clock.now(), workspace.who)
    say.line(f"{account or 'Everything'} goes on.")
    everything = workspace.store.accounts().get("")
    if everything and everything.paused:
        say.note("Everything is still paused. Go on with: bot resume")
    return 0
