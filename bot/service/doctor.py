"""Is everything as it should be? One plain sentence for each thing, with the next step where something is to be mended."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bot import platforms
from bot.errors import Refused, SendError, UserError
from bot.service import accounts, crashes, dates, facts, guard, lease, lock, login, notify

if TYPE_CHECKING:
    from bot.model.settings import Account
    from bot.service.accounts import Origins
    from bot.service.workspace import Workspace

Level = Literal["good", "note", "bad"]
ROOM = 100_000_000
"""Bytes of free disk below which a person is told."""

NEEDED = 2_000_000
"""Bytes below which nothing can be sent: the room set aside, twice."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one thing: `good`, worth a `note`, or `bad`, which somebody must mend."""

    level: Level
    about: str
    words: str


def examine(workspace: Workspace, origins: Origins, *, ask: bool) -> list[Finding]:
    """Everything, one finding after the other; with `ask` each live account is asked who we are, and that is kept."""
    settings = workspace.settings
    parts = (
        _folders(settings.root, settings.state, settings.posts.path),
        _held(workspace),
        _store(workspace),
        _disk(settings.state),
        _service(workspace),
        chain.from_iterable(_account(workspace, account, origins, ask) for account in settings.accounts.values()),
        _notices(workspace),
        _fonts(),
    )
    return [finding for part in parts for finding in part]


def _folders(root: Path, state: Path, posts: Path) -> Iterator[Finding]:
    mode = stat.S_IMODE(state.stat().st_mode)
    if not os.access(state, os.W_OK | os.X_OK):
        yield Finding("bad", "workspace", f"{state} cannot be written, so nothing can be sent. Make it writable.")
    elif mode & 0o077:
        yield Finding("bad", "workspace", f"Others can look into {state} (mode {mode:o}). Run: chmod 700 {state}")
    else:
        yield Finding("good", "workspace", f"{root}, with a private folder that is yours alone.")
    if not posts.is_dir():
        yield Finding("bad", "posts", f"There is no folder {posts}. Make it, or set posts.path in config/bot.yaml.")
    elif not os.access(posts, os.R_OK | os.X_OK):
        yield Finding("bad", "posts", f"{posts} cannot be read. Change its owner or mode.")
    else:
        yield Finding("good", "posts", f"{posts} can be read.")


def _held(workspace: Workspace) -> Iterator[Finding]:
    words, zone = guard.held(workspace), workspace.settings.timezone
    local = workspace.clock.now().to_tz(zone)
    said = f"{local.date().format_iso()} {local.hour:02}:{local.minute:02} in {zone}"
    yield Finding("bad", "clock", words) if words else Finding("good", "clock", f"It is {said}, and no platform says otherwise.")


def _store(workspace: Workspace) -> Iterator[Finding]:
    words, database = workspace.store.check(), workspace.settings.database
    whole = "Its server answers." if "://" in database and not database.startswith("sqlite") else "It is whole."
    yield Finding("bad", "database", words) if words else Finding("good", "database", whole)
    lost = len(workspace.store.forgotten())
    if lost:
        words = f"It knows {lost} things that the database does not, so that is an older copy. bot run takes them over before it sends."
        yield Finding("note", "logbook", words)
    else:
        yield Finding("good", "logbook", "It and the database say the same.")


def _disk(state: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(state).free
    words = f"{free / 1e9:.1f} GB are free." if free >= 1e9 else f"{free / 1e6:.0f} MB are free."
    if free < NEEDED:
        yield Finding("bad", "disk", f"{words} Nothing is sent until there is room. Make some.")
    else:
        yield Finding("good", "disk", words) if free >= ROOM else Finding("note", "disk", f"{words} Make room before it is full.")


def _service(workspace: Workspace) -> Iterator[Finding]:
    state, running = workspace.settings.state, lock.holder(workspace.settings.state)
    died = "" if running is not None else crashes.stopped(state)
    if died:
        yield Finding("bad", "service", died)
    elif running is None:
        yield Finding("note", "service", "It is not running, so nothing is published. Start it with: bot run")
    else:
        yield Finding("good", "service", f"It runs as process {running or 'unknown'}.")
    everything = workspace.store.accounts().get("")
    if everything and everything.paused:
        yield Finding("note", "service", f"Everything is paused: {everything.reason or 'by hand'}. Go on with: bot resume")


def _account(workspace: Workspace, account: Account, origins: Origins, ask: bool) -> Iterator[Finding]:
    name, guide = account.name, platforms.guide(account.platform)
    if account.default and guide.sparing and not account.rehearsal:
        words = f"Every post goes there by default, and few belong there. Take `default: true` away, and name {name} in a post's `to:`."
        yield Finding("note", name, words)
    state = workspace.store.accounts(account.rehearsal).get(name)
    if state and state.paused:
        yield Finding("note", name, f"It is paused: {state.reason or 'by hand'}. Go on with: bot resume {name}")
    yield from _readers(account)
    if account.mode == "handoff":
        yield Finding("good", name, f"You post to {guide.name} by hand, so no login is needed.")
    elif account.rehearsal:
        yield Finding("good", name, "It is in rehearsal, so no login is needed and nothing leaves this machine.")
    else:
        yield from _live(workspace, account, origins, ask)


def _readers(account: Account) -> Iterator[Finding]:
    """Whether a list that mails go to can be read, in rehearsal too."""
    platform = platforms.load(account.platform)
    if not platform.LIMITS.mails:
        return
    try:
        count = len(platform.readers(account))
    except UserError as error:
        yield Finding("bad", account.name, str(error))
    else:
        yield Finding("good", account.name, f"Its list has {'one reader' if count == 1 else f'{count:,} readers'}.")


def _live(workspace: Workspace, account: Account, origins: Origins, ask: bool) -> Iterator[Finding]:
    name = account.name
    try:
        found = accounts.sources(account, origins)
    except UserError as error:
        yield Finding("bad", name, str(error))
        return
    if missing := [field for field, place in found.items() if not place]:
        yield Finding("bad", name, f"It has no {', '.join(missing)}. Run: bot login {name}")
        return
    if words := lease.elsewhere(workspace, account):
        yield Finding("bad", name, words)
    yield from _renewable(account, found)
    yield from _login(workspace, account)
    places = [f"{', '.join(fields)} in {place}" for place, fields in _by_place(found).items()]
    if ask:
        yield _answer(workspace, account, places)
    else:
        has = f" It has {' and '.join(places)}." if places else ""
        yield Finding("good", name, f"Not asked whether it lets us in.{has}")


def _by_place(found: Mapping[str, str]) -> dict[str, list[str]]:
    """The fields that stand in each place; entries of the keyring, one for each field, are one place."""
    places: dict[str, list[str]] = {}
    for each, place in found.items():
        places.setdefault(place.partition(" (bot, ")[0], []).append(each)
    return places


def _renewable(account: Account, found: Mapping[str, str]) -> Iterator[Finding]:
    """Tokens that will be renewed have to be where new ones can be written."""
    if not login.renews(account) or not found.get("refresh_token"):
        return
    fixed = [place for place in found.values() if place.startswith(("$", "the systemd"))]
    if fixed:
        words = f"Its tokens are renewed every few hours, and {fixed[0]} cannot take a new one. Take it away, then run:"
        yield Finding("bad", account.name, f"{words} bot login {account.name}")


def _login(workspace: Workspace, account: Account) -> Iterator[Finding]:
    now, zone = workspace.clock.now(), workspace.settings.timezone
    known, guide = login.known(workspace).get(account.name, login.Known()), platforms.guide(account.platform)
    if known.expires is not None and known.ends_soon(now):
        over = known.expires <= now
        words = f"Its login {'is over since' if over else 'ends on'} {known.expires.to_tz(zone).date()}. Run: bot login {account.name}"
        yield Finding("bad" if over else "note", account.name, words)
    if excess := guide.excess(known.scopes):
        yield Finding("note", account.name, f"Its login may do more than bot needs: {', '.join(excess)}. Run: bot login {account.name}")


def _answer(workspace: Workspace, account: Account, places: list[str]) -> Finding:
    """Asks the platform who we are, keeps what it says, and tells where the secrets come from."""
    guide = platforms.guide(account.platform)
    try:
        found = facts.ask(replace(workspace.connect(account), memo={}))
    except Refused as refused:
        return Finding("bad", account.name, f"{guide.name} does not let us in: {refused.why.rstrip('. ')}. Run: bot login {account.name}")
    except UserError as error:
        return Finding("bad", account.name, str(error))
    except SendError as trouble:
        return Finding(
            "bad", account.name, f"{guide.name} cannot be asked: {trouble.why.rstrip('. ')}. Check the network, then: bot doctor"
        )
    finally:
        dates.mind(workspace, account)
    workspace.store.save_facts(account.name, found, workspace.clock.now(), account.rehearsal)
    who = login.who(guide, found) or account.handle
    said = f"You are {who} on {guide.name}" if who else f"{guide.name} lets us in"
    return Finding("good", account.name, f"{said}, with {' and '.join(places)}." if places else f"{said}.")


def _notices(workspace: Workspace) -> Iterator[Finding]:
    """Who is told what needs a person; nobody is told anything by this look."""
    if not workspace.settings.notify:
        return
    try:
        places = workspace.addresses(workspace.settings.notify)
        notify.must_be_there()
    except UserError as error:
        yield Finding("bad", "notices", str(error))
    else:
        yield Finding("good", "notices", f"They go to {', '.join(places)}. Try them with: bot notify --test")


def _fonts() -> Iterator[Finding]:
    from bot.drawing.machine import borrowed

    if borrowed():
        yield Finding("good", "fonts", "Chinese, Japanese and Korean in pictures can be drawn.")
    else:
        words = (
            "Chinese, Japanese and Korean in pictures cannot be drawn. If you write them, install Noto Sans CJK (Debian: fonts-noto-cjk)."
        )
        yield Finding("note", "fonts", words)
