"""A workspace, opened: everything an action of the service needs, built by `app.py` and handed down."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot import platforms
from bot.errors import UserError
from bot.model.holder import Host
from bot.service.supervisor import Supervisor

if TYPE_CHECKING:
    from pathlib import Path

    from bot.clock import Clock
    from bot.model.delivery import Delivery
    from bot.model.settings import Account, Settings
    from bot.platforms.base import Connection, Platform
    from bot.store import Store


@dataclass(frozen=True, slots=True)
class Workspace:
    """One workspace as a process sees it.

    `connect` opens the way to an account; `open_store` gives another thread its own store;
    `reload` reads the configuration again; `who` is the person at the
    keyboard; `host` the machine, `holders` the folder in which this user's workspaces say who holds which live account (None: no other
    workspace is looked for); `known_logins` what is known of each account's login besides its secrets; `addresses` where notices
    go, by name; `supervisor` is told
    how the service fares; `stop` is set when the process should end; `wake` ends a nap early.
    """

    settings: Settings
    store: Store
    clock: Clock
    who: str
    connect: Callable[[Account], Connection]
    open_store: Callable[[], Store]
    reload: Callable[[], Settings] | None = None
    host: Host = field(default_factory=lambda: Host(""))
    holders: Path | None = None
    known_logins: Callable[[], Mapping[str, Mapping[str, str]]] = dict
    addresses: Callable[[Iterable[str]], Mapping[str, str]] = lambda _: {}
    supervisor: Supervisor = field(default_factory=Supervisor)
    stop: threading.Event = field(default_factory=threading.Event)
    wake: threading.Event = field(default_factory=threading.Event)

    def with_own_store(self) -> Workspace:
        """The same workspace for another thread: a store serves one thread only."""
        return replace(self, store=self.open_store())

    def account(self, name: str) -> Account:
        """The account called `name`; raises UserError when the configuration has none."""
        if name not in self.settings.accounts:
            raise UserError(f"There is no account {name!r} in config/bot.yaml. Accounts: {', '.join(self.settings.accounts) or 'none'}.")
        return self.settings.accounts[name]

    def serves(self, delivery: Delivery) -> bool:
        """Whether the configuration still has the account of `delivery`, on that platform, and on the same side of rehearsal and live."""
        account = self.settings.accounts.get(delivery.account)
        return account is not None and (account.platform, account.rehearsal) == (delivery.platform, delivery.rehearsal)

    def platform(self, name: str) -> Platform:
        """The platform of the account called `name`."""
        return platforms.load(self.account(name).platform)
