"""Connecting an account: asking the platform with a person's consent, who we are there, and until when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace
from whenever import Instant

from bot import platforms
from bot.errors import UserError
from bot.model.delivery import State
from bot.model.guide import Consent

if TYPE_CHECKING:
    from bot.model.guide import Grant, Guide
    from bot.model.settings import Account
    from bot.platforms.base import Connection, Facts
    from bot.service.callback import Ticket
    from bot.service.workspace import Workspace

WARN_BEFORE = 10 * 86_400
"""Seconds before a login is over from which on a person is told: LinkedIn's 60 days from day 50."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an account's login: what it allows, and when it is over. Empty and None: nobody knows."""

    scopes: tuple[str, ...] = ()
    expires: Instant | None = None

    def ends_soon(self, now: Instant) -> bool:
        """Whether it is time to log in again."""
        return self.expires is not None and self.expires <= now.add(seconds=WARN_BEFORE)


def going_live(account: Account) -> Account:
    """The account as it will be: a login is for the platform itself, never for the rehearsal network."""
    return replace(account, rehearsal=False)


def lacking(guide: Guide, account: Account) -> list[str]:
    """The fields that the configuration must have before a login can work."""
    return [field for field in guide.needs if not getattr(account, field, "")]


def renews(account: Account) -> bool:
    """Whether a login of `account` may be one whose tokens are renewed."""
    return platforms.load(account.platform).LIMITS.renew


def fields(account: Account, guide: Guide, *, browser: bool) -> list[str]:
    """The secrets that a login asks for or brings."""
    asked = guide.app if browser else guide.asks
    tokens = ("access_token", "refresh_token") if browser and renews(account) else ("access_token",) if browser else ()
    return [*(field for field, _ in asked), *tokens]


def by_browser(connection: Connection, ticket: Ticket, redirect: str, send: Callable[[str], str]) -> Grant:
    """What the platform gives after a person's yes. `send` shows an address and gives the code. Raises a SendError or UserError."""

    pages = platforms.load(connection.account.platform).LIMITS.pages

    def ask(address: str, parameters: Mapping[str, str]) -> str:
        from urllib.parse import urlencode

        from bot import http

        sent = {"response_type": "code", "redirect_uri": redirect, **parameters, "state": ticket.state}
        return send(f"{http.address_of(connection.session, address, pages)}?{urlencode(sent)}")

    return platforms.load(connection.account.platform).login(connection, Consent(redirect, ticket.challenge, ticket.verifier, ask))


def who(guide: Guide, facts: Facts) -> str:
    """Who the facts say that we are, as people there write it; empty where they do not say."""
    before, name = guide.who
    found = facts.get(name) if name else ""
    return f"{before}{found}" if isinstance(found, str) and found else ""


def beside(guide: Guide, grant: Grant, now: Instant) -> dict[str, str]:
    """What is kept beside the secrets: when they are over and what they allow, empty where nobody said.

    What holds a refresh token lasts until somebody takes it back; then only its present token ends.
    """
    seconds, renewed = grant.seconds, bool(grant.secrets.get("refresh_token"))
    lasts = 0 if renewed else seconds or guide.days * 86_400
    return {"expires_at": _end(now, lasts), "token_ends": _end(now, seconds if renewed else 0), "scopes": " ".join(grant.scopes)}


def replaced(account: Account, grant: Grant) -> dict[str, str]:
    """The secrets of another way to log in that this grant replaces, each as an empty one: both together would say two things."""
    limits = platforms.load(account.platform).LIMITS
    fields = (*limits.secrets, *(instead for instead, _ in limits.spared))
    return {field: "" for field in fields if field not in grant.secrets}


def known(workspace: Workspace) -> dict[str, Known]:
    """What is known of the login of every live account to which a program posts, without asking anybody. Raises UserError."""
    said = workspace.known_logins()
    live = [name for name, account in workspace.settings.accounts.items() if account.mode == "api" and not account.rehearsal]
    return {name: _known(said.get(name, {})) for name in live}


def ending(workspace: Workspace) -> dict[str, Instant]:
    """The live accounts whose login is over, or will be soon, and when. What nobody can read says nothing here."""
    now = workspace.clock.now()
    try:
        found = known(workspace)
    except UserError:  # every send says it, and bot doctor
        return {}
    return {name: one.expires for name, one in found.items() if one.expires and one.ends_soon(now)}


def waiting(workspace: Workspace, account: str) -> list[str]:
    """The ids of the deliveries of `account` that wait for a yes."""
    return [d.id for d in workspace.store.deliveries(states=(State.WAITING, State.HELD), account=account) if workspace.serves(d)]


def _end(now: Instant, seconds: int) -> str:
    return now.add(seconds=seconds).format_iso(unit="second") if seconds else ""


def _known(said: Mapping[str, str]) -> Known:
    return Known(tuple(said.get("scopes", "").split()), _instant(said.get("expires_at", "")))


def _instant(said: str) -> Instant | None:
    try:
        return Instant.parse_iso(said) if said else None
    except ValueError:  # edited by hand: then nobody knows
        return None
