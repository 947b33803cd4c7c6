"""The accounts at a glance: who we are there, what is allowed, until when, and what it has cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import platforms
from bot.service import budget, login

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.settings import Account
    from bot.service.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Row:
    """One account. `side` is "live", "rehearsal" or "by hand"; `who` is empty where nobody has asked yet; money is US dollars.

    `expires` is when its login is over, None where that is not known or never; caps are posts an hour and a day; `budget` 0 is no limit.
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


def rows(workspace: Workspace) -> list[Row]:
    """Every account of the configuration, in its order. Raises UserError where the private file cannot be used."""
    known = login.known(workspace)
    return [_row(workspace, account, known.get(name, login.Known())) for name, account in workspace.settings.accounts.items()]


def _row(workspace: Workspace, account: Account, known: login.Known) -> Row:
    limits, guide = platforms.load(account.platform).LIMITS, platforms.guide(account.platform)
    cached, now = workspace.store.facts(account.name, account.rehearsal), workspace.clock.now()
    state = workspace.store.accounts(account.rehearsal).get(account.name)
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
    )
