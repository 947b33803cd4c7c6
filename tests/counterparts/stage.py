"""The rehearsal page in this process, over a ledger and a calendar that are filled with given drafts or given words."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import uvicorn
from whenever import Instant

from bot.clock import SystemClock
from bot.model.agenda import Agenda
from bot.model.delivery import Delivery, State
from bot.model.draft import Draft, Segment
from bot.rehearsal import coming
from bot.rehearsal.__main__ import bind
from bot.rehearsal.entries import PostEntry, RequestEntry
from bot.rehearsal.ledger import Ledger
from bot.rehearsal.looks import LOOKS
from bot.rehearsal.protocol import Protocol
from bot.rehearsal.server import application

NOW = Instant("2026-11-22T09:00:00Z")


@dataclass
class Desk:
    """A workspace with something due."""

    coming: tuple[tuple[Delivery, Draft], ...]
    zone: str = "Europe/Berlin"

    def agenda(self) -> Agenda:
        """All of it."""
        return Agenda(self.zone, NOW, self.coming)


@contextmanager
def served(folder: Path, ledger: Ledger, desk: Desk) -> Iterator[str]:
    """The network's address, for as long as the block runs."""
    door = bind(0)
    url = f"http://127.0.0.1:{door.getsockname()[1]}"
    app = application(ledger, SystemClock(), url, 1, desk)
    config = uvicorn.Config(app, http=Protocol, ws="websockets-sansio", lifespan="off", log_level="error", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
    thread.start()
    try:
        yield url
    finally:
        server.should_exit = True
        thread.join(60)


def due(drafts: list[Draft], live: bool = False) -> tuple[tuple[Delivery, Draft], ...]:
    """Each draft as a delivery: approved, waiting, for a person, in turn, one an hour."""
    states = (State.APPROVED, State.WAITING, State.WAITING, State.HELD)
    return tuple((_delivery(at, draft, states[at % len(states)], live), draft) for at, draft in enumerate(drafts))


def _delivery(at: int, draft: Draft, state: State, live: bool) -> Delivery:
    when = NOW.add(hours=at // 4 + 1)
    named = (f"d{at:03}", f"post-{at // 8}", draft.account, draft.platform, not live, 1, state, draft.fingerprint)
    return Delivery(*named, due=when, zone="Europe/Berlin", title=draft.title or f"Article {at // 8}", segments=len(draft.segments))


def publish(ledger: Ledger, drafts: list[Draft], mended: Mapping[str, str] = {}) -> None:
    """Puts what each draft would become into the ledger. Of each account the first is edited, `mended` being words and what becomes of
    them, and the second is taken back; so are the fifth and the sixth."""
    count: dict[str, int] = {}
    for number, draft in enumerate(drafts):
        place = count[draft.account] = (count.get(draft.account, 0) + 1) % 4
        at = NOW.add(minutes=number).format_iso()
        with ledger.transaction(NOW.add(hours=2).format_iso()):
            ledger.add_request(RequestEntry(0, at, draft.platform, draft.account, "POST", "/", "", {}, "", 200))
            for post in coming.posts(f"p{number}", draft, at):
                ledger.add_post(post)
                if place == 1:
                    _edit(ledger, post, mended)
                if place == 2:
                    ledger.delete_post(post.platform, post.id)


def _edit(ledger: Ledger, post: PostEntry, mended: Mapping[str, str]) -> None:
    text, seen = post.text, post.seen
    for old, new in mended.items():
        text, seen = text.replace(old, new), seen.replace(old, new)
    if "record" in post.fields:
        post = replace(post, fields={**post.fields, "record": {**_record(post), "text": text, "facets": []}})
    ledger.edit_post(post, text, seen)


def _record(post: PostEntry) -> dict[str, Any]:
    found = post.fields["record"]
    assert isinstance(found, dict)
    return found


def hostile(words: str, account: str) -> list[Draft]:
    """Drafts with `words` wherever a draft holds any: one on each platform that the page shows, and on one that it does not know.

    The account on each is called after the platform and `account`.
    """
    plain = words.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()
    named = ("card_url", "card_title", "card_description", "first_comment", "cw", "subreddit", "url", "flair_text", "canonical_url")
    more = ("main_image", "description", "chat", "preview", "topic", "username", "custom_excerpt", "summary", "r", "t")
    fields: dict[str, Any] = dict.fromkeys((*named, *more), plain)
    facets = [f"{part} 0 {max(1, len(plain.encode()))} {kind} {plain}" for part, kind in ((1, "link"), (2, "mention"))]
    fields |= {"tags": [plain], "topics": [plain], "facets": facets}
    segments = _segment(plain), _segment(plain)
    names = {name: f"{name} {account}".encode("utf-8", "replace").decode() for name in (*LOOKS, "youtube")}
    return [Draft(called, name, plain, segments, dict(fields)) for name, called in names.items()]


def _segment(words: str) -> Segment:
    return Segment(words, len(words), 100_000, "chars", words)
