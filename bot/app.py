"""The only place that builds things: settings, store, clock, the way to each account, the rehearsal network."""

from __future__ import annotations

import getpass
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot import config, platforms
from bot.clock import Clock, SystemClock
from bot.errors import UserError
from bot.service import lock
from bot.service.supervisor import Supervisor
from bot.service.workspace import Workspace
from bot.store import open_store

if TYPE_CHECKING:
    from bot.llm import Model
    from bot.model.guide import Grant
    from bot.model.holder import Host
    from bot.model.login import Kept
    from bot.model.settings import Account, Settings
    from bot.platforms.base import Connection
    from bot.vault import Keeper

LOGBOOK = "logbook.jsonl"
"""The name of the file, in the workspace's private folder, in which everything that was sent is written down once more."""


def open_workspace(option: Path | None = None, *, clock: Clock | None = None, readonly: bool = False) -> Workspace:
    """The workspace at `option`, at `$BOT_WORKSPACE`, or upwards from the current folder; `readonly` changes nothing. Raises UserError."""
    settings = config.load(config.find_workspace(option))
    if not readonly:
        _make(settings.state)
    address = settings.database or str(settings.state / "bot.sqlite")
    logbook, time, host, holders = settings.state / LOGBOOK, clock or SystemClock(), config.host(), config.holders()
    twin = holders / "logbooks" / f"{_of(host, logbook)}.jsonl"
    return Workspace(
        settings=settings,
        store=open_store(address, readonly=readonly, logbook=None if readonly else logbook, twin=twin),
        clock=time,
        who=_who(),
        connect=Connections(settings, time),
        open_store=lambda: open_store(address, logbook=logbook, twin=twin),
        reload=lambda: config.load(settings.root),
        host=host,
        holders=holders,
        known_logins=lambda: config.known_logins(settings.state),
        addresses=lambda places: config.notify_addresses(places, settings.state),
        supervisor=Supervisor(config.supervisor()),
    )


def _of(host: Host, logbook: Path) -> str:
    """What the twin of a logbook is called: machines and containers may share the folder in which it lies."""
    from hashlib import sha256

    return sha256(os.fsencode(f"{host.name} {host.machine} {logbook.absolute()}")).hexdigest()[:32]


def _make(state: Path) -> None:
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"The private folder {state} cannot be made ({error.strerror}). Make the workspace writable.") from error


def _who() -> str:
    try:
        return f"{getpass.getuser()}@{os.uname().nodename}"
    except (KeyError, OSError):  # a container's user may have no name
        return os.uname().nodename


@dataclass
class Connections:
    """The way to each account, built at its first use and kept: library clients and tokens live in its memo."""

    settings: Settings
    clock: Clock
    _open: dict[str, Connection] = field(default_factory=dict)
    _keepers: dict[str, Keeper] = field(default_factory=dict)
    _stamp: int = 0
    _guard: threading.RLock = field(default_factory=threading.RLock)

    def __call__(self, account: Account) -> Connection:
        """The connection of `account`, with the present instant. Raises UserError when a secret or the rehearsal network is missing."""
        from dataclasses import replace

        base = self._address(account)
        with self._guard:
            self._forget_old_logins()
            key = f"{account.name} {base} {platforms.hosts(account)}"
            if key not in self._open:
                self._open[key] = self._build(account, base)
            return replace(self._open[key], now=self.clock.now())

    def _forget_old_logins(self) -> None:
        """A login that was saved since counts from now on, in a service that runs already too; the others stay as they are."""
        stamp = config.stamp_of_logins(self.settings.state)
        if stamp != self._stamp:
            self._stamp = stamp
            self._open = {key: way for key, way in self._open.items() if self._holds(way)}

    def _holds(self, way: Connection) -> bool:
        try:
            return dict(self._secrets(way.account)) == dict(way.secrets)
        except UserError:  # whoever asks for it is told
            return False

    def _address(self, account: Account) -> str | None:
        if account.api or not account.rehearsal:
            return account.api
        url = lock.rehearsal_url(self.settings.state)
        if url is None:
            raise UserError("The rehearsal network is not running. Start it with: bot run (or bot rehearsal)")
        return f"{url.rstrip('/')}/{account.platform}"

    def _build(self, account: Account, base: str | None) -> Connection:
        from dataclasses import replace

        secrets = self._secrets(account)
        way = _connection(account, base, secrets, self.clock)
        if not platforms.load(account.platform).LIMITS.renew or "refresh_token" not in secrets:
            return way
        return replace(way, ends=self._keeper(account).ends(), renewed=lambda: self._renewed(account, base, way))

    def _secrets(self, account: Account) -> Mapping[str, str]:
        """Those that count now, renewed ones that could not be saved too. Where a person posts and anybody may look, none is needed."""
        limits = platforms.load(account.platform).LIMITS
        needed = () if account.mode == "handoff" and limits.public else platforms.secrets(account)
        secrets = config.secrets_of(account, needed, self.settings.state, spared=limits.spared)
        keeper = self._keepers.get(account.name)
        return config.sealed(keeper.over(secrets)) if keeper else secrets

    def _renewed(self, account: Account, base: str | None, way: Connection) -> Connection:
        """The way to `account` with tokens newer than those of `way`. Raises a SendError, never MaybeSent."""
        from bot.service import renewal

        def ask(kept: Kept) -> Grant:
            return platforms.load(account.platform).renew(_connection(account, base, config.sealed(kept.secrets), self.clock))

        renewal.renew(self._keeper(account), way.secrets["access_token"], ask, self.clock.now())
        with self._guard:
            self._open = {key: kept for key, kept in self._open.items() if kept.account.name != account.name}
        return self(account)

    def _keeper(self, account: Account) -> Keeper:
        fields = ("refresh_token", "access_token", *(field for field, _ in platforms.guide(account.platform).app))
        with self._guard:
            return self._keepers.setdefault(account.name, config.keeper(account.name, fields, self.settings.state))


def _connection(account: Account, base: str | None, secrets: Mapping[str, str], clock: Clock) -> Connection:
    from bot import http
    from bot.platforms.base import Connection

    session = http.session(platforms.hosts(account), base, secrets=tuple(secrets.values()), call_timeout=account.call_timeout)
    return Connection(account=account, secrets=secrets, session=session, now=clock.now())


def trial(workspace: Workspace, account: Account, secrets: Mapping[str, str]) -> Connection:
    """The way to the live `account` with `secrets` that are saved nowhere yet. Raises UserError."""
    return _connection(account, account.api, config.sealed(secrets), workspace.clock)


def language_model(settings: Settings) -> Model:
    """The model that may propose rewrites. Raises UserError when the settings name none."""
    from bot import http
    from bot.llm import Model

    if settings.llm is None:
        raise UserError(
            "No language model is configured. Add to config/bot.yaml, with the address and name of yours: "
            "llm: {url: http://127.0.0.1:11434/v1, model: qwen3}"
        )
    key = config.secret_of_model(settings.state)
    session = http.session((), settings.llm.url, secrets=(key,) if key else (), call_timeout=settings.llm.timeout)
    return Model(settings.llm, session, key)


def _without_network(settings: Settings) -> str:
    """What is in earnest where no account needs the rehearsal network: one in rehearsal may have an address of its own."""
    live = [name for name, account in settings.accounts.items() if not account.rehearsal]
    own = [name for name, account in settings.accounts.items() if account.rehearsal]
    if own and not live:
        return f"Rehearsal, at the addresses that api: gives: {', '.join(own)}."
    return f"LIVE: {', '.join(live) or 'no account'}." + (
        f" In rehearsal, at the addresses that api: gives: {', '.join(own)}." if own else ""
    )


@contextmanager
def rehearsal(workspace: Workspace, say: Callable[[str], None]) -> Iterator[str | None]:
    """Keeps the rehearsal network up while the block runs, if any account needs it, and gives its address.

    One that runs already is used as it is.
    """
    if not any(account.rehearsal and not account.api for account in workspace.settings.accounts.values()):
        say(_without_network(workspace.settings))
        yield None
        return
    from bot.rehearsal import launch

    network = launch.ensure(workspace.settings.state, program="bot.network")
    live = [account.name for account in workspace.settings.accounts.values() if not account.rehearsal]
    if live:
        say(f"LIVE: {', '.join(live)}. What the other accounts would show is at {network.url}")
    else:
        say(f"Rehearsal: nothing leaves this machine. What would be seen is at {network.url}")
    try:
        yield network.url
    finally:
        network.stop()
