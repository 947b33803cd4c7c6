"""Logins whose tokens end within hours and are made new, each time with another refresh token that must not get lost.

One at a time renews a login, whatever the process. Who comes second finds the tokens of the first and asks nobody. A mark is written
before the platform is asked: where its answer never got here, the next renewal can say what happened. A thread is not begun with a
token that might end on its way.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from whenever import Instant

from bot.errors import MaybeSent, NotSent, Refused, SendError, UserError

if TYPE_CHECKING:
    from bot.model.guide import Grant
    from bot.model.login import Kept
    from bot.model.settings import Account
    from bot.service.workspace import Workspace

LOG = logging.getLogger("bot.service")

AHEAD = 1800
"""Seconds that a token must last for a thread to be begun with it: 25 posts with pictures, each call at its slowest."""


class Keeper(Protocol):
    """Where one login is kept (`bot/vault.py`). Its methods raise UserError where it cannot be read or written."""

    @property
    def account(self) -> str:
        """Its account."""

    def alone(self) -> AbstractContextManager[None]:
        """Nobody else renews it in the block."""

    def read(self) -> Kept:
        """What is kept now."""

    def begin(self, kept: Kept, at: str) -> None:
        """Marks that a renewal begins."""

    def save(self, values: Mapping[str, str]) -> None:
        """Keeps new tokens and takes the mark away. Raises nothing: what cannot be written is kept in this process."""


def renew(keeper: Keeper, used: str, ask: Callable[[Kept], Grant], now: Instant) -> None:
    """Makes the login new unless somebody has since the access token `used` was read.

    Raises Refused where a person has to log in again, NotSent or Limited where it can be tried again. Nothing is published by it.
    """
    try:
        with keeper.alone():
            _renew(keeper, used, ask, now)
    except UserError as error:
        raise Refused(str(error), cause="auth") from error


def _renew(keeper: Keeper, used: str, ask: Callable[[Kept], Grant], now: Instant) -> None:
    kept = keeper.read()
    if kept.secrets.get("access_token", used) != used:
        return  # another process was here first
    if kept.fixed:
        raise Refused(
            f"its tokens come from {kept.fixed}, where a renewed one cannot be written. "
            f"Take them away there, then run: bot login {keeper.account}",
            cause="auth",
        )
    keeper.begin(kept, now.format_iso(unit="second"))
    try:
        grant = ask(kept)
    except Refused as refused:
        if keeper.read().secrets.get("refresh_token") != kept.secrets["refresh_token"]:
            return  # somebody without our lock was faster, such as another program with the same keyring
        raise Refused(_over(keeper.account, kept, refused), cause="auth", answer=refused.answer) from refused
    except MaybeSent as trouble:
        raise NotSent(f"its login could not be renewed: {trouble.why}", answer=trouble.answer) from trouble
    keeper.save(fresh(grant, now))


def fresh(grant: Grant, now: Instant) -> dict[str, str]:
    """What is kept of renewed tokens."""
    return {**grant.secrets, "token_ends": now.add(seconds=grant.seconds).format_iso(unit="second") if grant.seconds else ""}


def _over(account: str, kept: Kept, refused: Refused) -> str:
    why = refused.why.rstrip(". ")
    if kept.begun:
        day = Instant.parse_iso(kept.begun).to_tz("UTC").date().format_iso()
        return (
            f"its login is over: a renewal on {day} was cut short before the new token got here, and the old one is not taken any more "
            f"({why}). Run: bot login {account}"
        )
    return f"its login is over, as it was refused a new token ({why}). Run: bot login {account}"


def ahead(workspace: Workspace, account: Account) -> bool:
    """Renews the login of `account` where its token might end while a thread goes out. Whether sending may begin.

    A login that is over pauses the account; one that cannot be renewed right now is used as long as it lasts.
    """
    try:
        way = workspace.connect(account)
    except UserError:  # the call itself says it, and pauses
        return True
    if way.renewed is None or way.ends is None or way.ends > way.now.add(seconds=AHEAD):
        return True
    try:
        way.renewed()
    except Refused as refused:
        workspace.store.pause(account.name, refused.why, workspace.clock.now(), "bot", account.rehearsal)
        return False
    except SendError as trouble:
        LOG.info("renewal of %s: %s", account.name, trouble)
    return True
