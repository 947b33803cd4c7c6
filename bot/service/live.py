"""Is the article live? Its canonical address is asked on the configured site's own host, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from bot.model.delivery import Delivery
    from bot.service.workspace import Workspace

ASK_EVERY = 60
"""Seconds between two looks at an article that is not live yet."""


def waiting_for(workspace: Workspace, delivery: Delivery) -> str:
    """The address that must answer 200 first, or empty when nothing holds the delivery back."""
    site = workspace.settings.site
    if delivery.rehearsal or not site.wait_until_live or not site.url:
        return ""
    record = workspace.store.post(delivery.post)
    url = record.url if record else None
    if not url or urlsplit(url).hostname != urlsplit(site.url).hostname:
        return ""
    return "" if _answers(url) else url


def _answers(url: str) -> bool:
    import requests

    from bot import http

    session = http.session((urlsplit(url).hostname or "",))
    try:
        return session.get(url).status_code == 200
    except requests.RequestException:
        return False
    finally:
        session.close()
