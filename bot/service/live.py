"""Is the article live? Its canonical address is asked on the configured site's own host, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from bot.model.delivery import Delivery
    from bot.service.workspace import Workspace

ASK_EVERY = 60
"""Seconds between two looks at an article that is not live yet."""


def postponed(workspace: Workspace, delivery: Delivery) -> bool:
    """Whether the article is not live yet; then the delivery, unless it was changed meanwhile, is due again in `ASK_EVERY` seconds."""
    url = waiting_for(workspace, delivery)
    if url:
        now, note = workspace.clock.now(), f"waits for the article to be live: {url}"
        workspace.store.move(delivery.id, "defer", now, detail=note, note=note, due=now.add(seconds=ASK_EVERY), as_read=delivery)
    return bool(url)


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


HOPS = 3
"""Redirects that are followed, on the site's own host alone: a missing final slash, say."""


def _answers(url: str, hops: int = HOPS) -> bool:
    """Whether `url` answers 200. A site written with http:// is asked by https, unless it is on this machine."""
    import requests

    from bot import http
    from bot.transport import loopback

    parts = urlsplit(url if loopback(url) else url.replace("http://", "https://", 1))
    session = http.session((parts.hostname or "",), f"{parts.scheme}://{parts.netloc}" if loopback(url) else None, call_timeout=10)
    try:
        answer = session.get(parts.geturl())
    except requests.RequestException:
        return False
    finally:
        session.close()
    moved = urljoin(parts.geturl(), answer.headers.get("Location", ""))
    if 300 <= answer.status_code < 400 and hops and urlsplit(moved).netloc == parts.netloc:
        return _answers(moved, hops - 1)
    return answer.status_code == 200
