"""What the shell offers after TAB: deliveries with their titles, accounts. Where nothing can be read, nothing is offered."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot import config
from bot.errors import UserError
from bot.model.delivery import State

if TYPE_CHECKING:
    from pathlib import Path

    import click
    from click.shell_completion import CompletionItem

    from bot.model.delivery import Delivery

MOST = 50
"""Deliveries that are offered; who has more types a first letter."""

PLAIN = re.compile(r"[\w./-]+")
"""A slug that every shell takes as it stands."""

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

        found = [one for one in _found(context, states) if one.id.startswith(begun)][-MOST:]
        return [CompletionItem(one.id, help=f"{one.account}: {_shown(one.title or one.post)}") for one in found]

    return offer


def posts(*states: State) -> Offer:
    """Offers the slugs of posts that have deliveries in `states`; those that a shell would read as more than one word are left out."""

    def offer(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        titles = {one.post: one.title for one in _found(context, states) if one.post.startswith(begun) and PLAIN.fullmatch(one.post)}
        return [CompletionItem(slug, help=_shown(title)) for slug, title in list(titles.items())[-MOST:]]

    return offer


def _found(context: click.Context, states: tuple[State, ...]) -> list[Delivery]:
    """The deliveries in `states`, the oldest first; none where nothing can be read."""
    from bot import app

    try:
        workspace = app.open_workspace(_named(context))
    except (UserError, OSError):
        return []
    try:
        return list(workspace.store.deliveries(states=states))
    finally:
        workspace.store.close()


def _shown(text: str) -> str:
    return "".join(filter(str.isprintable, text))


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
