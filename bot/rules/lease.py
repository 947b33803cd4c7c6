"""A live account is held by one workspace: whose it is, and what a person is told where that is another one."""

from __future__ import annotations

from whenever import Instant

from bot.model.holder import Holder, Place
from bot.rules.moments import shown


def moved(kept: Place, here: Place, zone: str) -> str:
    """What to say of a workspace that says of itself that it is at home on another machine, at `kept`; nothing where it is here."""
    if kept.host.same(here.host):
        return ""
    return (
        f"This workspace was last served on {kept.host.name} ({_when(kept.since, zone)}), so nothing live is sent from here. "
        "If you moved it here, stop it there, then: bot move"
    )


def copied(kept: Place, zone: str) -> str:
    """What to say of a workspace that is a copy of one at `kept`, which is still there."""
    return (
        f"This workspace is a copy of {kept.root}, which was last served {_when(kept.since, zone)} and is still there, so nothing live "
        "is sent from here. To go on here in its place: bot move"
    )


def held(holder: Holder, account: str, here: Place, zone: str) -> str:
    """What to say of a live account that another workspace holds."""
    return (
        f"{account} is held by the workspace {where(holder.place, here)} since {_when(holder.place.since, zone)}, so nothing of it is sent "
        f"from here. To hand it over: bot move {account}"
    )


def at(place: Place, here: Place, zone: str) -> str:
    """Where something was until now, and since or until when it was there."""
    return f"{where(place, here)} ({_when(place.since, zone)})"


def where(place: Place, here: Place) -> str:
    """A workspace's folder, with its machine unless it is this one."""
    return place.root if place.host.same(here.host) else f"{place.root} on {place.host.name}"


def ours(holder: Holder, here: Place, *, other: bool) -> bool:
    """Whether `holder` is the workspace `here`; `other` says that the workspace of that id is alive in the folder it names, too."""
    if not holder.place.host.same(here.host):
        return False
    return holder.place.root == here.root or (holder.place.workspace == here.workspace and not other)


def _when(since: str, zone: str) -> str:
    return shown(Instant.parse_iso(since), zone).wall
