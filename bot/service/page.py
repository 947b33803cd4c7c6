"""Where a person looks with their own eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.service import lock

if TYPE_CHECKING:
    from bot.model.delivery import Delivery
    from bot.service.workspace import Workspace


def of(workspace: Workspace, delivery: Delivery) -> str:
    """Where a person looks at what the account posted: its page, in rehearsal that of the rehearsal network."""
    account = workspace.account(delivery.account)
    local = lock.rehearsal_url(workspace.settings.state) if account.rehearsal and not account.api else None
    if local:
        return f"{local.rstrip('/')}/?account={quote(account.name, safe='')}"
    cached = workspace.store.facts(account.name, account.rehearsal)
    return workspace.platform(account.name).account_url(account, cached[0] if cached else {})
