"""`syndication.json`: where each article is live, so that a static site can say "discuss on ..." without a change to the post.

It follows the history, so whatever a service or a person did is in it at the next look. Rehearsals are not: nobody can open them.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import UserError
from bot.store.durable import keep_names

if TYPE_CHECKING:
    from bot.model.delivery import Delivery
    from bot.service.workspace import Workspace

FILE = "syndication.json"
SEEN = "syndication"
"""The last line of history that the file knows and how many entries it has, among the store's small facts."""
SELDOM = 200
"""Lines of history that are read again rather than paid for with a commit at every look."""
PAGE = 1000
"""Lines of history read at a time."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What one call leaves to the next of the same process: the last line of history it read, and the file as it was then."""

    last: int = 0
    stamp: tuple[int, ...] | None = None


def keep(workspace: Workspace, kept: Kept = Kept()) -> Kept:
    """Brings the file up to what happened since the last call, rewriting it only when it says something new.

    With what the last call gave, and a file that nobody touched since, only new lines of history are read. The file is
    `{"my-article": {"title", "url", "links": [{"account", "platform", "url", "thread"}]}}`: `url` of a link is what a reader opens
    first, `thread` all addresses in order. An article that is live nowhere has no entry; a file that is gone is made anew.
    Raises UserError when it cannot be written.
    """
    store, path = workspace.store, workspace.settings.root / FILE
    same = kept.last > 0 and kept.stamp == _stamp(path)
    if same and not store.events(kept.last, 1):
        return kept
    seen, _, size = (store.meta(SEEN) or "0 0").partition(" ")
    known = None if same else _read(path)
    last, slugs = _posts(workspace, kept.last if same else int(seen) if known is not None or size == "0" else 0)
    if same and not slugs:
        if last >= int(seen) + SELDOM:
            store.set_meta(SEEN, f"{last} {size}")
        return Kept(last, kept.stamp)
    known = known or _read(path) or {}
    entries = {slug: entry for slug, entry in {**known, **{slug: _entry(workspace, slug) for slug in slugs}}.items() if entry}
    if entries != known:
        _write(path, entries)
    if entries != known or last >= int(seen) + SELDOM:
        store.set_meta(SEEN, f"{last} {len(entries)}")
    return Kept(last, _stamp(path))


def _stamp(path: Path) -> tuple[int, ...] | None:
    """The file as it is, without reading it; None where there is none."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_ino, about.st_size, about.st_mtime_ns


def _posts(workspace: Workspace, after: int) -> tuple[int, set[str]]:
    """The last line of history, and the posts of those deliveries after line `after` that are no rehearsal."""
    ids: set[str] = set()
    while events := workspace.store.events(after, PAGE):
        after = events[-1][0]
        ids |= {id_ for _, id_, _ in events if id_}
    found = (workspace.store.delivery(id_) for id_ in ids)
    return after, {each.post for each in found if not each.rehearsal}


def _entry(workspace: Workspace, slug: str) -> dict[str, Any]:
    """What the file says of a post; empty when it is live nowhere."""
    found = (each for each in workspace.store.deliveries(post=slug) if each.links and not each.rehearsal)
    links = [_link(each) for each in found if not _is_draft(workspace, each)]
    record = workspace.store.post(slug)
    return {"title": record.title, "url": record.url, "links": links} if links and record else {}


def _is_draft(workspace: Workspace, delivery: Delivery) -> bool:
    """Whether the platform was given a draft alone, which its author can open and no reader."""
    return workspace.store.draft(delivery.id, delivery.approved).visibility == "draft"


def _link(delivery: Delivery) -> dict[str, Any]:
    return {"account": delivery.account, "platform": delivery.platform, "url": delivery.links[0], "thread": list(delivery.links)}


def _read(path: Path) -> dict[str, Any] | None:
    """What the file says; None when there is none, or none that can be read, and it must be made anew."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _write(path: Path, entries: dict[str, Any]) -> None:
    import msgspec

    body = msgspec.json.format(msgspec.json.encode(entries, order="sorted"), indent=2).decode() + "\n"
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{FILE}-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
        keep_names(path.parent)  # before the store says that the file knows it
    except OSError as error:
        raise UserError(
            f"{FILE} can't be written ({error.strerror}), so it does not name what went out last. Free the way to it."
        ) from error
