"""The accounts at a glance: who we are there, what is allowed, until when, and what it has cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot import platforms
from bot.errors import UserError
from bot.service import budget, login

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.settings import Account
    from bot.service.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Row:
    """One account. `side` is "live", "rehearsal" or "by hand"; `who` is empty where nobody has asked yet; money is US dollars.

    `expires` is when its login is over, None where that is not known or never; caps are posts an hour and a day; `budget` 0 is no limit.
    `secrets` says of each field where it comes from, never what it is; `trouble` why that cannot be told.
    """

    name: str
    platform: str
    side: str
    who: str
    scopes: tuple[str, ...]
    expires: Instant | None
    ends_soon: bool
    hourly_cap: int
    daily_cap: int
    spent: float
    budget: float
    paused: str
    default: bool
    secrets: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""


Origins = Callable[[str, Iterable[str]], Mapping[str, str]]
"""Where the secrets of an account come from, by field; empty where one is nowhere. Raises UserError."""


def rows(workspace: Workspace, origins: Origins) -> list[Row]:
    """Every account of the configuration, in its order. Raises UserError where the private file cannot be used."""
    known = login.known(workspace)
    return [_row(workspace, account, known.get(name, login.Known()), origins) for name, account in workspace.settings.accounts.items()]


def sources(account: Account, origins: Origins) -> dict[str, str]:
    """Where each secret of a live account comes from, empty where it is nowhere; those that another makes needless are left out.

    Raises UserError.
    """
    limits = platforms.load(account.platform).LIMITS
    found = origins(account.name, (*platforms.secrets(account), *(instead for instead, _ in limits.spared)))
    needless = {field for instead, others in limits.spared for field in (others if found[instead] else (instead,))}
    return {field: place for field, place in found.items() if place or field not in needless}


def _row(workspace: Workspace, account: Account, known: login.Known, origins: Origins) -> Row:
    limits, guide = platforms.load(account.platform).LIMITS, platforms.guide(account.platform)
    cached, now = workspace.store.facts(account.name, account.rehearsal), workspace.clock.now()
    state = workspace.store.accounts(account.rehearsal).get(account.name)
    places, trouble = _places(account, origins)
    return Row(
        account.name,
        account.platform,
        "by hand" if account.mode == "handoff" else "rehearsal" if account.rehearsal else "live",
        (login.who(guide, cached[0]) if cached else "") or account.handle,
        known.scopes,
        known.expires,
        known.ends_soon(now),
        account.hourly_cap or limits.hourly_cap,
        account.daily_cap or limits.daily_cap,
        budget.spent(workspace, account.name, now),
        account.monthly_budget_usd,
        (state.reason or "by hand") if state and state.paused else "",
        account.default,
        places,
        trouble,
    )


def _places(account: Account, origins: Origins) -> tuple[dict[str, str], str]:
    if account.rehearsal or account.mode == "handoff":
        return {}, ""
    try:
        return {field: place for field, place in sources(account, origins).items() if place}, ""
    except UserError as error:
        return {}, str(error)
