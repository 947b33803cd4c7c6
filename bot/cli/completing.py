"""What the shell offers after TAB: deliveries with their titles, accounts. Where nothing can be read, nothing is offered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot import config
from bot.errors import UserError
from bot.model.delivery import State

if TYPE_CHECKING:
    from pathlib import Path

    import click
    from click.shell_completion import CompletionItem

MOST = 50
"""Deliveries that are offered; who has more types a first letter."""

ASKING = (State.WAITING, State.HELD)
LIVE = (State.PUBLISHED, State.FAILED, State.UNSURE)
OPEN = (State.WAITING, State.HELD, State.APPROVED, State.HANDOFF, State.UNSURE, State.FAILED, State.SENDING)
Offer = Callable[["click.Context", "click.Parameter", str], "list[CompletionItem]"]


def complete(root: click.Group, instruction: str) -> int:
    """Answers the shell, whose variable says `instruction` ("bash_source", "zsh_complete", ...). Gives the exit code."""
    from click.shell_completion import shell_complete

    return shell_complete(root, {}, "bot", "_BOT_COMPLETE", instruction)


def deliveries(*states: State) -> Offer:
    """Offers the ids of deliveries in `states`."""

    def offer(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from bot import app

        try:
            workspace = app.open_workspace(_named(context))
        except (UserError, OSError):
            return []
        try:
            found = [one for one in workspace.store.deliveries(states=states) if one.id.startswith(begun)][-MOST:]
        finally:
            workspace.store.close()
        return [CompletionItem(one.id, help=f"{one.account}: {''.join(filter(str.isprintable, one.title or one.post))}") for one in found]

    return offer


def _named(context: click.Context) -> Path | None:
    path: Path | None = context.find_root().meta.get("bot.workspace")
    return path


def accounts(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offers the accounts of the configuration."""
    from click.shell_completion import CompletionItem

    try:
        settings = config.load(config.find_workspace(_named(context)))
    except (UserError, OSError):
        return []
    return [CompletionItem(name, help=account.platform) for name, account in settings.accounts.items() if name.startswith(begun)]
