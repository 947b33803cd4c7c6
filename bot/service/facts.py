"""What rendering needs from the network, fetched ahead and kept: handles, a subreddit's rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import http, platforms
from bot.errors import Limited, SendError, UserError
from bot.model.said import Said
from bot.service import dates, waits

if TYPE_CHECKING:
    from bot.model.settings import Account
    from bot.platforms.base import Connection, Facts
    from bot.service.workspace import Workspace

Fact = str | int | bool | list[str]

FRESH = 24 * 3600
"""Seconds for which facts count as fresh."""


def stale(workspace: Workspace) -> list[str]:
    """The accounts that publish through an API and have no facts, or old ones."""
    oldest = workspace.clock.now().subtract(seconds=FRESH)
    cached = {a.name: workspace.store.facts(a.name, a.rehearsal) for a in workspace.settings.accounts.values() if a.mode == "api"}
    return [name for name, found in cached.items() if found is None or found[1] < oldest]


def ask(connection: Connection) -> Facts:
    """What the platform says of the account, without the secrets it may repeat. Raises a SendError."""
    found = platforms.load(connection.account.platform).facts(connection)
    return {name: _without(value, connection.secrets) for name, value in found.items()}


def _without(value: Fact, secrets: Mapping[str, str]) -> Fact:
    if isinstance(value, list):
        return [_clean(one, secrets) for one in value]
    return _clean(value, secrets) if isinstance(value, str) else value


def _clean(text: str, secrets: Mapping[str, str]) -> str:
    return http.shown(text, secrets.values()) if any(secret and secret in text for secret in secrets.values()) else text


def fetch(workspace: Workspace, account: Account, say: Callable[[str], None]) -> None:
    """Fetches the facts about `account` and keeps them. A failure is said, never fatal; a platform that asked to wait is left alone."""
    if waits.stands(workspace, account.name, account.rehearsal):
        return
    fresh: dict[str, object] = {}
    begun = workspace.clock.now()
    try:
        # With nothing kept from before: what is asked for anew is not to be answered by what was asked for once.
        connection = workspace.connect(account)
        found = ask(replace(connection, memo=fresh))
        connection.memo.clear()
        connection.memo.update(fresh)
    except (SendError, UserError) as error:
        dates.mind(workspace, account)
        if isinstance(error, Limited):
            waits.obey(workspace, account, begun, error)
        words = f"{account.platform} could not be asked about the account {account.name}, and is asked again in an hour. {error}"
        say(Said(words, "account", level="warning", account=account.name))
        return
    dates.mind(workspace, account)
    workspace.store.save_facts(account.name, found, workspace.clock.now(), account.rehearsal)
