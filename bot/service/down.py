"""A service that is down cannot say so: what starts in its place, once systemd has given up on it, tells the person.

Nothing here opens the database, as a database that nobody can open may be why the service is down.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from whenever import Instant

from bot.errors import UserError
from bot.rules import notices
from bot.rules.notices import Matter, Told
from bot.service import crashes, health, lock, notify

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.model.settings import Settings

FILE = "down.json"
"""In the private folder: when it was told last, and of which end of the service."""

Answer = Literal["told", "runs", "known", "later"]
"""It was told now; a service runs; it was told before; it may not be told before the quiet hours or the hour since the last are over."""


def tell(settings: Settings, places: Mapping[str, str], now: Instant) -> tuple[Answer, str]:
    """Tells every place that no service runs: each end once, at most once an hour, never in quiet hours. With what there is to tell.

    Raises UserError where no place took it.
    """
    if lock.holder(settings.state) is not None:
        return "runs", ""
    matter, told = _matter(settings), _told(settings.state)
    found = notices.notices([matter], {matter.kind: told}, settings.rhythm, now)
    if not found:
        return ("known" if matter.key in told.keys else "later"), matter.line
    if trouble := notify.deliver(places, found[0]):
        raise UserError(trouble)
    _remember(settings.state, Told(now, [matter.key]))
    return "told", matter.line


def _matter(settings: Settings) -> Matter:
    last, stopped = health.last(settings.state), crashes.stopped(settings.state)
    key = f"down {last.at.format_iso() if last else ''}"
    if stopped:
        return Matter("down", key, stopped, "bot resume")
    since = "" if last is None else f" since {notices.clock(last.at, settings.timezone)}"
    why = f" It said last: {last.why}" if last and last.why else ""
    return Matter("down", key, f"No service runs for {settings.root}{since}, so nothing is published.{why}", "bot doctor")


def _told(state: Path) -> Told:
    try:
        kept = json.loads((state / FILE).read_text("utf-8"))
        return Told(Instant.parse_iso(kept["at"]), [str(kept["of"])])
    except (OSError, ValueError, TypeError, KeyError):  # never told, or nobody can read it: then it is told once more
        return Told()


def _remember(state: Path, told: Told) -> None:
    with contextlib.suppress(OSError):  # on a full disk a timer tells it again, which is better than never
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = state / f".{FILE}.new"
        fresh.write_text(json.dumps({"at": told.at.format_iso() if told.at else "", "of": next(iter(told.keys))}), "utf-8")
        fresh.replace(state / FILE)
