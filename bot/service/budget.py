"""What an account has spent this month, and whether one more post fits into what its owner allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whenever import Instant

if TYPE_CHECKING:
    from bot.model.draft import Draft
    from bot.service.workspace import Workspace


def spent(workspace: Workspace, account: str, now: Instant, but: str = "") -> float:
    """US dollars spent by `account` in the calendar month of `now` (UTC, as platforms bill), without delivery `but`.

    An unfinished thread counts by its share.
    """
    today = now.to_tz("UTC").date()
    month = today.replace(day=1)
    begin, end = (Instant.from_utc(first.year, first.month, 1) for first in (month, month.add(months=1)))
    went = [d for d in workspace.store.live_between(account, begin, end) if d.id != but and d.sent and d.segments]
    drafts = [(d, workspace.store.draft(d.id, d.approved or d.fingerprint)) for d in went]
    return sum(draft.cost_usd * delivery.sent / delivery.segments for delivery, draft in drafts)


def overdrawn(workspace: Workspace, draft: Draft, when: Instant, but: str = "") -> str:
    """Why `draft` does not fit into its account's budget of the month of `when`, or empty. A rehearsal costs nothing.

    `but` is the delivery itself: what of it is live already is part of what the draft costs.
    """
    account = workspace.account(draft.account)
    if not account.monthly_budget_usd or account.rehearsal:
        return ""
    so_far = spent(workspace, account.name, when, but)
    if so_far + draft.cost_usd <= account.monthly_budget_usd + 1e-9:
        return ""
    allowed = f"{so_far:.2f} of the {account.monthly_budget_usd:.2f} USD a month of {account.name}"
    return f"it costs {draft.cost_usd:.3f} USD, and {allowed} are spent"
