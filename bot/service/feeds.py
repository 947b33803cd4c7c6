"""Feeds of the configuration, looked at every hour: each new article arrives in the posts folder, and there waits for its yes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from whenever import Instant

from bot import http
from bot.foreign import reading
from bot.foreign.addresses import host, same
from bot.foreign.article import Entry, Foreign, Unusable
from bot.model.said import Said
from bot.service import fetching, importing

if TYPE_CHECKING:
    from bot.engine.local import Local
    from bot.service.importing import Arrival
    from bot.service.workspace import Workspace

HOST = "feed of "
"""How an errand to a feed's host is named; no account's name has blanks. A host is asked for one feed at a time."""

EVERY = 3600
"""Seconds between two looks at a feed."""

LONGEST = 24 * 3600
"""Seconds between two looks at a feed that cannot be read: the time doubles with each failure."""

PASSING = 2
"""Failures in a row that are not said: YouTube answers 404 and 500 for channels that are there (seen 2024-01 to 2026-09)."""

MOST_SEEN = 1000
"""Articles of a feed that are remembered, the newest last: a post that its author deleted does not come back."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of a feed: the marks of its last answer, when to look again, its failures in a row, what was said, what was seen."""

    etag: str = ""
    modified: str = ""
    next: str = ""
    failures: int = 0
    said: str = ""
    seen: tuple[str, ...] = ()


def watch(workspace: Workspace, engine: Local, next_look: dict[str, Instant]) -> None:
    """Sends a worker to every feed whose time has come. `next_look` spares the store a question at each pass."""
    now = workspace.clock.now()
    for url in workspace.settings.feeds:
        if now < next_look.get(url, now):
            continue
        due = recall(workspace, url).next
        if due and now < (moment := Instant.parse_iso(due)):
            next_look[url] = min(moment, now.add(seconds=LONGEST))
        elif engine.submit(HOST + host(url), url):
            next_look[url] = now.add(seconds=60)


def look(workspace: Workspace, url: str, say: Callable[[str], None]) -> None:
    """One look at a feed: what is new is written, what went wrong is said once. Raises UserError when the folder cannot be written to."""
    memory = recall(workspace, url)
    marks = {"If-None-Match": memory.etag, "If-Modified-Since": memory.modified}
    try:
        answer = fetching.fetch(url, {name: mark for name, mark in marks.items() if mark})
        if answer.status == 304:
            _remember(workspace, url, Memory(memory.etag, memory.modified, _in(workspace, EVERY), seen=memory.seen))
            return
        seen: list[str] = []
        onto = importing.shelf(workspace)
        entries = _unseen(reading.entries(answer.data, url, url), set(memory.seen), seen)
        arrivals = [importing.arrive(entry, url, onto) for entry in entries]
    except Unusable as error:
        _failed(workspace, url, memory, error, say)
        return
    _tell(url, arrivals, say)
    together = tuple(dict.fromkeys([*(one for one in memory.seen if one not in set(seen)), *reversed(seen)]))[-MOST_SEEN:]
    headers = answer.headers
    _remember(workspace, url, Memory(headers.get("etag", ""), headers.get("last-modified", ""), _in(workspace, EVERY), seen=together))


def recall(workspace: Workspace, url: str) -> Memory:
    """What is known of a feed; nothing of one that was never looked at."""
    known = json.loads(workspace.store.meta(f"feed:{url}") or "{}")
    return Memory(**{**known, "seen": tuple(known.get("seen", ()))})


def _remember(workspace: Workspace, url: str, memory: Memory) -> None:
    values = {name: getattr(memory, name) for name in Memory.__slots__}
    workspace.store.set_meta(f"feed:{url}", json.dumps(values, ensure_ascii=False))


def _in(workspace: Workspace, seconds: float) -> str:
    return workspace.clock.now().add(seconds=seconds).format_iso()


def _unseen(entries: Iterator[Entry], before: set[str], seen: list[str]) -> Iterator[Entry]:
    """The entries that were not seen before; all of them are noted in `seen`."""
    for entry in entries:
        mark = same(entry.identity or entry.url) if isinstance(entry, Foreign) else entry.what
        seen.append(mark)
        if mark not in before:
            yield entry


def _tell(url: str, arrivals: list[Arrival], say: Callable[[str], None]) -> None:
    new = [arrival.path for arrival in arrivals if arrival.state == "imported"]
    if new:
        names = ", ".join(new[:5]) + (" ..." if len(new) > 5 else "")
        say(Said(f"{url} brought {len(new)} new {'article' if len(new) == 1 else 'articles'}: {names}", "feed"))
    for arrival in arrivals:
        if arrival.state == "refused":
            say(Said(f"{arrival.title[:80]} of {url} was refused: {arrival.why}.", "feed", level="warning"))


def _failed(workspace: Workspace, url: str, memory: Memory, error: Unusable, say: Callable[[str], None]) -> None:
    """A look that failed: the next one comes later each time, and no sooner than the server asks for."""
    failures, now = memory.failures + 1, workspace.clock.now()
    wait = float(min(EVERY * 2 ** min(failures - 1, 10), LONGEST))
    if isinstance(error, fetching.NotThere) and error.status == 429:
        wait = max(wait, min(http.wait_until(error.headers, now).timestamp() - now.timestamp(), LONGEST))
    passing = isinstance(error, fetching.NotThere) and failures <= PASSING
    if not passing and error.why != memory.said:
        say(Said(f"The feed {url} could not be read: {error.why}. It is tried again.", "feed", level="warning"))
    said = memory.said if passing else error.why
    _remember(workspace, url, Memory(memory.etag, memory.modified, _in(workspace, wait), failures, said, memory.seen))
