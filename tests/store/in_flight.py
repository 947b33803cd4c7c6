"""A database with deliveries in every state, some of them on their way: `python -m tests.store.in_flight` writes it down as SQL.

Run it before a migration is added, and with the version's number (`0.1.0`) at every release. What it writes to `tests/store/old/`
is what databases of that day look like; `test_old_databases.py` opens each of them with the present program, and what is on its way
goes on. An older program has written those of the schemas before 6: this file in its checkout.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from pathlib import Path

from whenever import Instant

from bot import platforms
from bot.model.delivery import Delivery, PostRecord, State
from bot.model.draft import Draft, Segment
from bot.model.receipt import RemoteRef
from bot.service.publish import key_of
from bot.store import Store, open_store

FOLDER = Path(__file__).parent / "old"
THEN = Instant.from_utc(2026, 11, 21, 9)
"""When all of it happened."""

OVER = Instant.from_utc(2200, 1, 1)
"""The end of every window, so that the yeses stand when the test runs."""

ON_ITS_WAY = ("approved", "claimed", "sent", "lost", "doubted", "half")
OTHERS = ("waits", "paused", "live", "refused", "late", "rejected", "retracted")
"""What became of the deliveries, see `Filling`: those that a migration may not stop are there on each platform, the others on X."""

PLATFORMS = ("x", "linkedin", "mastodon", "bluesky")
"""Refusing, blind, readable and keyed; those that a version does not know are left out."""

FIRST = "first-of-{}"
"""The id that a half-sent thread's first post has on its platform."""


def fill(store: Store, name: str) -> None:
    """Puts one delivery of each kind and platform into a new store; `name` makes its texts its own."""
    for platform in PLATFORMS:
        if platform in platforms.names():
            for kind in ON_ITS_WAY if platform != "x" else ON_ITS_WAY + OTHERS:
                Filling(store, name, platform).add(kind)
    store.pause("x-paused", "the tester said so", THEN, "tester", rehearsal=True)
    store.wait("mastodon-old", THEN.add(seconds=90), "it said so", rehearsal=True)
    store.save_facts("mastodon-old", {"limit": 500}, THEN, rehearsal=True)
    store.save_post(PostRecord("x-waits", "x-waits.md", "A title", None, "d" * 64, "active"))


def draft(name: str, kind: str, platform: str) -> Draft:
    """What a delivery of that kind says, in two posts where that platform has threads."""
    texts = [f"The {part} of what was {kind} on {platform} when the database was {name}." for part in ("beginning", "rest")]
    counter, limit = {"x": ("x-weighted", 280), "mastodon": ("mastodon", 500), "bluesky": ("graphemes", 300)}.get(platform, ("utf16", 3000))
    said = texts if platform != "linkedin" else texts[:1]
    segments = tuple(Segment(text, len(text), limit, counter, text) for text in said)  # type: ignore[arg-type]
    account = f"{platform}-paused" if kind == "paused" else f"{platform}-old"
    return Draft(account, platform, f"{kind} {name}", segments)


class Filling:
    """Makes the deliveries to one platform."""

    def __init__(self, store: Store, name: str, platform: str) -> None:
        self.store, self.name, self.platform = store, name, platform

    def add(self, kind: str) -> None:
        """One delivery, brought to where it was when that version was stopped."""
        said = draft(self.name, kind, self.platform)
        id_ = f"{self.platform[0]}{kind}"
        new = Delivery(id_, f"{self.platform}-{kind}", said.account, self.platform, True, 1, State.WAITING, "")
        assert self.store.add_delivery(new, said, THEN, "bot") == id_
        if kind not in {"waits", "rejected"}:
            assert self.store.move(id_, "yes", THEN, who="tester", due=THEN, until=OVER, wall="2026-11-21 09:00", immediate=True)
        if kind not in {"waits", "approved", "paused"}:
            getattr(self, kind)(id_)

    def claimed(self, id_: str) -> int:
        """Stopped before its first call."""
        fence = self.store.claim(id_, self.store.delivery(id_).fingerprint, THEN)
        assert fence
        return fence

    def sent(self, id_: str) -> int:
        """Stopped after its first call, which arrived."""
        fence, present = self.claimed(id_), self.store.delivery(id_)
        step = platforms.load(self.platform).steps(self.store.draft(id_))[0]
        assert self.store.intend(id_, fence, 0, "post", key_of(present, step), THEN.add(seconds=35), THEN)
        return fence

    def lost(self, id_: str) -> None:
        """Stopped after its first call, which never arrived."""
        self.sent(id_)

    def doubted(self, id_: str) -> None:
        """Its first call arrived, and its answer was lost."""
        assert self.store.receive(id_, self.sent(id_), 0, "unsure", THEN, why="the connection was lost")
        assert self.store.move(id_, "doubt", THEN, note="The connection was lost.")

    def half(self, id_: str) -> None:
        """Its first post is live; where it is a thread the second is to come."""
        self.post(id_)
        if len(self.store.draft(id_).segments) > 1:
            assert self.store.move(id_, "defer", THEN, note="It is tried again", due=THEN)
        else:
            assert self.store.move(id_, "sent", THEN)

    def post(self, id_: str) -> None:
        """The first call, with its answer."""
        there = RemoteRef(FIRST.format(id_), f"https://{self.platform}.example/{FIRST.format(id_)}")
        assert self.store.receive(id_, self.sent(id_), 0, "sent", THEN, there)

    def live(self, id_: str) -> None:
        """All of it is live."""
        fence = self.sent(id_)
        for index in range(len(self.store.draft(id_).segments)):
            assert index == 0 or self.store.intend(id_, fence, index, "post", "k", THEN, THEN)
            assert self.store.receive(id_, fence, index, "sent", THEN, RemoteRef(f"{id_}-{index}", f"https://example.org/{id_}-{index}"))
        assert self.store.move(id_, "sent", THEN)

    def refused(self, id_: str) -> None:
        """Refused for its content."""
        assert self.store.receive(id_, self.sent(id_), 0, "refused", THEN, why="it is too long", answer='{"error": "too long"}')
        assert self.store.move(id_, "refuse", THEN, note="Refused: it is too long. Nothing is live")

    def late(self, id_: str) -> None:
        """Held, as its window was over."""
        assert self.store.move(id_, "past window", THEN, note="its time was 09:00; the window of your yes is over")

    def rejected(self, id_: str) -> None:
        """A person said no."""
        assert self.store.move(id_, "no", THEN, who="tester")

    def retracted(self, id_: str) -> None:
        """It was live, and taken back."""
        self.live(id_)
        assert self.store.move(id_, "retract", THEN, who="tester")


def written(name: str) -> str:
    """The SQL that makes such a database, its schema's number included."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bot.sqlite"
        with open_store(str(path)) as store:
            fill(store, name)
        connection = sqlite3.connect(path)
        schema = connection.execute("PRAGMA user_version").fetchone()[0]
        lines = [*connection.iterdump(), f"PRAGMA user_version = {schema};"]
        connection.close()
    return "\n".join(lines) + "\n"


def main() -> None:
    """Writes the file of the present schema, or of the version that is named."""
    schema = max(int(path.name[:4]) for path in (Path(platforms.__file__).parents[1] / "store" / "migrations").glob("*.sql"))
    name = sys.argv[1] if len(sys.argv) > 1 else f"schema-{schema:04}"
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.sql").write_text(written(name), encoding="utf-8")
    print(FOLDER / f"{name}.sql")


if __name__ == "__main__":
    main()
