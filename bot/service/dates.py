"""What the platforms' answers say of the time: when their `Date` and our clock are far apart, nothing is sent until they agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whenever import Instant

from bot import http
from bot.errors import UserError
from bot.rules import clock_back

if TYPE_CHECKING:
    from bot.model.settings import Account
    from bot.service.workspace import Workspace

APART = "clock-apart"
"""The small fact that keeps an answer which told another time: the account, what it said, what our clock said."""

TRUSTED = "clock-trusted"
"""The small fact that keeps by how many seconds a person said that the platforms may be ahead of our clock."""


def mind(workspace: Workspace, account: Account) -> None:
    """Remembers what the last answer to `account` said of the time. The rehearsal network has our own clock, so it proves nothing."""
    theirs = None if account.rehearsal else _said(workspace, account)
    if theirs is None:
        return
    ours, trusted = workspace.clock.now(), float(workspace.store.meta(TRUSTED) or 0)
    apart = clock_back.apart(theirs, ours, trusted)
    said = f"{account.name} {theirs.format_iso()} {ours.format_iso()}" if apart else ""
    if said or workspace.store.meta(APART):
        workspace.store.set_meta(APART, said)


def _said(workspace: Workspace, account: Account) -> Instant | None:
    try:
        return http.date_of(workspace.connect(account).session)
    except UserError:  # a secret is missing, so nobody was asked
        return None


def held(workspace: Workspace) -> str:
    """Why nothing may be sent by this clock, as one sentence; or nothing."""
    return differ(workspace.store.meta(APART))


def differ(kept: str | None) -> str:
    """What the small fact `APART` says, as one sentence; or nothing."""
    account, theirs, ours = _read(kept)
    return clock_back.differs(account, theirs, ours) if account else ""


def ahead(workspace: Workspace) -> float:
    """Seconds by which a person trusted our clock though it is ahead of the platforms', which date the posts; 0 where they did not."""
    return max(0.0, -float(workspace.store.meta(TRUSTED) or 0))


def to_ask(workspace: Workspace) -> set[str]:
    """The account whose answer told another time, to be asked for the facts about it once more: its answer tells the time again."""
    account = _read(workspace.store.meta(APART))[0]
    return {account} & set(workspace.settings.accounts)


def trust(workspace: Workspace) -> None:
    """A person says that our clock is right, whatever the platforms say."""
    account, theirs, ours = _read(workspace.store.meta(APART))
    if account:
        workspace.store.set_meta(TRUSTED, str((theirs - ours).total("seconds")))
        workspace.store.set_meta(APART, "")


def _read(kept: str | None) -> tuple[str, Instant, Instant]:
    account, theirs, ours = (kept or "  ").rsplit(" ", 2)
    never = Instant.MIN
    return (account, Instant.parse_iso(theirs), Instant.parse_iso(ours)) if account else ("", never, never)
