"""The lease of a live account: it is held by one workspace, and what another one holds is not sent from here.

It is written down twice. In the user's state folder a file for each account says which workspace holds it: that catches two
workspaces on one machine, or with one home. In the workspace, beside the database and in it, stands where the workspace is at
home: that catches a copy of it, and a folder that two machines share. Whatever cannot be read or written holds the account back.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.errors import UserError
from bot.model.holder import Holder, Place
from bot.rules import lease as rule
from bot.service import holders

if TYPE_CHECKING:
    from bot.model.settings import Account
    from bot.service.workspace import Workspace

FILE = "workspace.json"
"""In the private folder: where the workspace is at home."""

HOME = "place"
"""The small fact that says the same in the database."""

STALE = 24 * 3600
"""Seconds after which it is written again, so that it says when the workspace was last served."""


def needed(account: Account) -> bool:
    """Whether the account needs one: it is live, and a program sends."""
    return not account.rehearsal and account.mode == "api"


def take_all(workspace: Workspace) -> set[str]:
    """Takes the lease of every live account that nobody else holds. Why nothing of the others may be sent from here, a sentence each."""
    accounts = [account for account in workspace.settings.accounts.values() if needed(account)]
    try:
        at = _settled(workspace) if accounts else None
    except OSError as error:
        return {_unusable(workspace, account, error) for account in accounts}
    return {words for account in accounts if (words := take(workspace, account, at))}


def take(workspace: Workspace, account: Account, at: Settled | None = None) -> str:
    """Takes the lease where nobody has it. Why nothing of the account may be sent from here, as one sentence; empty where all is well.

    `at` is where the workspace was just found to be at home, which is looked up where it is missing.
    """
    if not needed(account):
        return ""
    try:
        here, words = at or _settled(workspace)
        if words or workspace.holders is None:
            return words
        found = names(workspace, account)
        _remember(workspace, account, found)
        with holders.alone(workspace.holders, workspace.clock):
            words = _held(workspace, account, here, found)
            if not words:
                _write_all(workspace, account, here, found)
        return words
    except OSError as error:
        return _unusable(workspace, account, error)


def elsewhere(workspace: Workspace, account: Account) -> str:
    """The same sentence without taking anything: for listings, which open no way to a platform."""
    if not needed(account):
        return ""
    try:
        said = _said(workspace)
        here = _here(workspace, said)
        known = (workspace.store.meta(f"lease {account.name}") or "").split()
        return _foreign(workspace, here, said) or _held(workspace, account, here, known)
    except OSError as error:
        return _unusable(workspace, account, error)


def names(workspace: Workspace, account: Account) -> list[str]:
    """What the account is called in the state folder: hashes of what says which account it is on its platform, and of no password."""
    limits, cached = workspace.platform(account.name).LIMITS, workspace.store.facts(account.name, account.rehearsal)
    try:
        secrets = dict(workspace.connect(account).secrets)
    except UserError:  # then nothing can be sent either, which is said where it matters
        secrets = {}
    said = {**secrets, **(cached[0] if cached else {})}
    strong = [str(said[field]) for field in limits.identity if said.get(field)]
    weak = [f"{field}={value}" for field, value in sorted(secrets.items()) if field != "password"]  # a person's own may be guessed
    base = f"{account.platform} {account.api or ''}"
    return [sha256(f"{base} {value}".casefold().encode()).hexdigest()[:32] for value in strong or ([" ".join(weak)] if weak else [])]


def at_home(workspace: Workspace) -> Place:
    """This workspace as it is here and now; a new id where it never had one."""
    return _here(workspace, _said(workspace))


def identify(workspace: Workspace) -> None:
    """Gives the workspace its id where it has none, before the first yes: with it, a copy that has the same yeses is known as one.

    Where that cannot be written, nothing is sent either, which is said then.
    """
    with suppress(OSError):
        if _said(workspace) == (None, None):
            _settle(workspace, at_home(workspace))


Said = tuple[Place | None, Place | None]
"""Where the workspace is at home, as its folder and its database say."""

Settled = tuple[Place, str]
"""This workspace, and why it is not at home here."""


def _said(workspace: Workspace) -> Said:
    return _in_folder(workspace.settings.state), _in_store(workspace)


def _here(workspace: Workspace, said: Said) -> Place:
    kept = [place for place in said if place]
    root = os.path.realpath(workspace.settings.root)
    id_, family = (kept[0].workspace, kept[0].family) if kept else (uuid4().hex, "")
    return Place(id_, root, workspace.host, workspace.clock.now().format_iso(), family)


def others(workspace: Workspace, accounts: list[Account]) -> tuple[Place | None, dict[str, Place]]:
    """The place which this workspace says to be at home at, if that is not here; and who else holds each of `accounts`.

    Raises OSError when that cannot be read.
    """
    said = _said(workspace)
    here = _here(workspace, said)
    kept = _elsewhere(workspace, here, said)
    found = {account.name: _other(workspace, here, names(workspace, account)) for account in accounts}
    return kept, {name: holder.place for name, holder in found.items() if holder}


def claim(workspace: Workspace, accounts: list[Account], *, home: bool) -> None:
    """Takes the leases of `accounts` whoever has them; with `home` the workspace is at home here from now on, under a new id.

    Raises OSError when that cannot be written.
    """
    here = at_home(workspace)
    if home:
        here = replace(here, workspace=uuid4().hex, family=here.family or here.workspace)
        _settle(workspace, here)
    if workspace.holders is not None:
        with holders.alone(workspace.holders, workspace.clock):
            for account in accounts:
                found = names(workspace, account)
                _remember(workspace, account, found)
                _write_all(workspace, account, here, found, anyway=True)


def _settled(workspace: Workspace) -> Settled:
    """This workspace, and why it is not at home here; where it is, that is written down."""
    said = _said(workspace)
    here = _here(workspace, said)
    words = _foreign(workspace, here, said)
    kept = (said[0], here if _shared(workspace) else said[1])
    if not words and not all(_fresh(one, here) for one in kept):
        _settle(workspace, here)
    return here, words


def _fresh(kept: Place | None, here: Place) -> bool:
    from whenever import Instant

    if kept is None or not kept.same(here):
        return False
    return Instant.parse_iso(kept.since) > Instant.parse_iso(here.since).subtract(seconds=STALE)


def _settle(workspace: Workspace, here: Place) -> None:
    """The database first: whatever a crash leaves half-done says that the workspace is at home elsewhere, and nothing is sent."""
    workspace.store.set_meta(HOME, holders.encode(here))
    holders.write(workspace.settings.state / FILE, here)


def _foreign(workspace: Workspace, here: Place, said: Said) -> str:
    kept, zone = _elsewhere(workspace, here, said), workspace.settings.timezone
    return (rule.moved(kept, here, zone) or rule.copied(kept, zone)) if kept else ""


def _elsewhere(workspace: Workspace, here: Place, said: Said) -> Place | None:
    """Where this workspace says to be at home, if that is another machine or a folder in which it is still there."""
    counted = (said[0], None if _shared(workspace) else said[1])
    return next((kept for kept in counted if kept and (not kept.host.same(here.host) or _lives(kept, here))), None)


def _shared(workspace: Workspace) -> bool:
    """Whether the database serves several machines: its claims keep them apart."""
    return "://" in workspace.settings.database and not workspace.settings.database.startswith("sqlite")


def _lives(kept: Place, here: Place) -> bool:
    """Whether the workspace `kept` is alive in a folder that is not this one."""
    folder = Path(kept.root)
    if kept.root == here.root or not folder.is_dir() or folder.samefile(here.root):
        return False
    there = _in_folder(folder / ".bot")
    return there is not None and there.workspace == kept.workspace


def _held(workspace: Workspace, account: Account, here: Place, found: list[str]) -> str:
    holder = _other(workspace, here, found)
    return rule.held(holder, account.name, here, workspace.settings.timezone) if holder else ""


def _other(workspace: Workspace, here: Place, found: list[str]) -> Holder | None:
    """Another workspace that holds an account with these names."""
    kept = [holders.read(workspace.holders / f"{name}.json", Holder) for name in found] if workspace.holders else []
    return next((one for one in kept if one and not rule.ours(one, here, other=_lives(one.place, here))), None)


def _write_all(workspace: Workspace, account: Account, here: Place, found: list[str], *, anyway: bool = False) -> None:
    assert workspace.holders is not None
    for path in (workspace.holders / f"{name}.json" for name in found):
        kept = None if anyway else holders.read(path, Holder)
        if kept is None or not kept.place.same(here):
            since = kept.place.since if kept else here.since
            holders.write(path, Holder(account.platform, account.name, replace(here, since=since)))


def _remember(workspace: Workspace, account: Account, found: list[str]) -> None:
    name, said = f"lease {account.name}", " ".join(found)
    if workspace.store.meta(name) != said:
        workspace.store.set_meta(name, said)


def _unusable(workspace: Workspace, account: Account, error: OSError) -> str:
    place, why = error.filename or workspace.holders, error.strerror or error
    return f"Nobody can tell whether another workspace holds {account.name} ({place}: {why}), so nothing of it is sent. Mend that first."


def _in_folder(state: Path) -> Place | None:
    return holders.read(state / FILE, Place)


def _in_store(workspace: Workspace) -> Place | None:
    kept = workspace.store.meta(HOME)
    return holders.decode(kept.encode(), Place, "the database") if kept else None
