"""The ledger: what really reached the network, in an SQLite file of its own. The only SQL of the rehearsal.

It is the judge of everything else, so it shares no code with the store: what is in here is durable before an answer leaves.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.rehearsal.entries import Change, PictureEntry, PostEntry, Records, RequestEntry

if TYPE_CHECKING:
    from whenever import Instant

SCHEMA = """
CREATE TABLE IF NOT EXISTS requests (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, platform TEXT NOT NULL, account TEXT NOT NULL, method TEXT NOT NULL,
    path TEXT NOT NULL, query TEXT NOT NULL, headers TEXT NOT NULL, body TEXT NOT NULL, status INTEGER NOT NULL, fault TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS posts (
    seq INTEGER PRIMARY KEY, platform TEXT NOT NULL, account TEXT NOT NULL, id TEXT NOT NULL, parent TEXT NOT NULL, text TEXT NOT NULL,
    seen TEXT NOT NULL, title TEXT NOT NULL, media TEXT NOT NULL, fields TEXT NOT NULL, at TEXT NOT NULL, deleted INTEGER NOT NULL,
    UNIQUE (platform, id));
CREATE INDEX IF NOT EXISTS requests_by_account ON requests (platform, account);
CREATE INDEX IF NOT EXISTS posts_by_account ON posts (platform, account, seq);
CREATE INDEX IF NOT EXISTS posts_by_text ON posts (platform, account, text);
CREATE INDEX IF NOT EXISTS posts_by_seen ON posts (platform, account, seen);
CREATE TABLE IF NOT EXISTS uploads (
    id TEXT NOT NULL, platform TEXT NOT NULL, account TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, digest TEXT NOT NULL,
    alt TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (platform, id));
CREATE TABLE IF NOT EXISTS kept (platform TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (platform, name));
CREATE INDEX IF NOT EXISTS uploads_by_digest ON uploads (digest);
CREATE TABLE IF NOT EXISTS changes (
    seq INTEGER PRIMARY KEY, platform TEXT NOT NULL, account TEXT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL,
    text TEXT NOT NULL, seen TEXT NOT NULL, title TEXT NOT NULL, media TEXT NOT NULL, fields TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS changes_by_account ON changes (platform, account);
"""

POST_COLUMNS = "seq, platform, account, id, parent, text, seen, title, media, fields, at, deleted"
CHANGE_COLUMNS = "platform, account, id, at, kind, text, seen, title, media, fields"
REQUEST_COLUMNS = "seq, at, platform, account, method, path, query, headers, body, status, fault"


class Ledger:
    """One connection to the ledger's file. Raises sqlite3.Error when the disk refuses."""

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        """Opens the file and, unless `readonly`, makes it when it is not there."""
        address = f"{path.absolute().as_uri()}?mode={'ro' if readonly else 'rwc'}"
        self._db = sqlite3.connect(address, uri=True, isolation_level=None, timeout=10, check_same_thread=False)
        if not readonly:
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.executescript(SCHEMA)
        self._at = ""

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    @contextmanager
    def transaction(self, at: str = "") -> Iterator[None]:
        """All or nothing; durable when the block is left. `at` is the moment of what is edited or deleted in it."""
        self._db.execute("BEGIN IMMEDIATE")
        self._at = at
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def next_seq(self) -> int:
        """The number the next post will get."""
        return int(self._db.execute("SELECT coalesce(max(seq), 0) + 1 FROM posts").fetchone()[0])

    def next_upload(self) -> int:
        """The number the next upload will get."""
        return int(self._db.execute("SELECT count(*) + 1 FROM uploads").fetchone()[0])

    def add_request(self, entry: RequestEntry) -> None:
        """Writes down a request; its `seq` is given here."""
        values = (entry.at, entry.platform, entry.account, entry.method, entry.path, entry.query, json.dumps(dict(entry.headers)))
        self._db.execute(
            f"INSERT INTO requests ({REQUEST_COLUMNS}) VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own column names
            (*values, entry.body, entry.status, entry.fault),
        )

    def add_post(self, entry: PostEntry) -> None:
        """Writes down a post; its `seq` is the next number, whatever it says."""
        media = json.dumps([asdict(picture) for picture in entry.media], ensure_ascii=False)
        named = (entry.platform, entry.account, entry.id, entry.parent, entry.text, entry.seen, entry.title)
        self._db.execute(
            f"INSERT INTO posts ({POST_COLUMNS}) VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",  # noqa: S608 - our own column names
            (*named, media, json.dumps(dict(entry.fields), ensure_ascii=False), entry.at),
        )

    def post(self, platform: str, name: str) -> PostEntry | None:
        """The post with that id, deleted ones too."""
        found = self._posts("WHERE platform = ? AND id = ?", (platform, name))
        return found[0] if found else None

    def posts(self, platform: str, account: str) -> list[PostEntry]:
        """All posts of an account, newest first, deleted ones too."""
        return self._posts("WHERE platform = ? AND account = ? ORDER BY seq DESC", (platform, account))

    def same(self, platform: str, account: str, seen: str) -> PostEntry | None:
        """The account's latest post that a reader sees with exactly this text, deleted ones too."""
        found = self._posts("WHERE platform = ? AND account = ? AND seen = ? ORDER BY seq DESC LIMIT 1", (platform, account, seen))
        return found[0] if found else None

    def with_text(self, platform: str, account: str, text: str) -> list[PostEntry]:
        """The account's posts that came over the wire as exactly this text, oldest first, deleted ones too."""
        return self._posts("WHERE platform = ? AND account = ? AND text = ? ORDER BY seq", (platform, account, text))

    def delete_post(self, platform: str, name: str) -> None:
        """Marks a post as deleted by its author."""
        self._note("deleted", platform, name)
        self._db.execute("UPDATE posts SET deleted = 1 WHERE platform = ? AND id = ?", (platform, name))

    def restore_post(self, platform: str, name: str) -> None:
        """Takes a post's deletion back."""
        self._db.execute("UPDATE posts SET deleted = 0 WHERE platform = ? AND id = ?", (platform, name))

    def edit_post(
        self,
        post: PostEntry,
        text: str,
        seen: str,
        *,
        title: str | None = None,
        media: tuple[PictureEntry, ...] | None = None,
        fields: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        """Replaces a post's text, its `title` and pictures where given, and these `fields`; earlier texts stay in its field `edits`."""
        earlier = post.fields.get("edits")
        self._note("edited", post.platform, post.id)
        kept = {**post.fields, **fields, "edits": [*(earlier if isinstance(earlier, list) else []), post.text]}
        pictures = json.dumps([asdict(picture) for picture in (post.media if media is None else media)], ensure_ascii=False)
        named = text, seen, post.title if title is None else title
        values = (*named, json.dumps(kept, ensure_ascii=False), pictures, post.platform, post.id)
        self._db.execute("UPDATE posts SET text = ?, seen = ?, title = ?, fields = ?, media = ? WHERE platform = ? AND id = ?", values)

    def _note(self, kind: str, platform: str, name: str) -> None:
        """Keeps a post as it was until now."""
        self._db.execute(
            f"INSERT INTO changes ({CHANGE_COLUMNS}) SELECT platform, account, id, ?, ?, text, seen, title, media, fields FROM posts"  # noqa: S608 - our own column names
            " WHERE platform = ? AND id = ? AND deleted = 0",
            (self._at, kind, platform, name),
        )

    def changes(self, platform: str, account: str) -> dict[str, list[Change]]:
        """What became of an account's posts after they were made, by their id, the oldest first."""
        query = f"SELECT {CHANGE_COLUMNS} FROM changes WHERE platform = ? AND account = ? ORDER BY seq"  # noqa: S608 - our own column names
        found: dict[str, list[Change]] = {}
        for row in self._db.execute(query, (platform, account)) if self._has_changes() else ():
            found.setdefault(row[2], []).append(_change(row))
        return found

    def _has_changes(self) -> bool:
        """Whether this file is not one of an earlier release that is only read."""
        return bool(self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'changes'").fetchone())

    def add_upload(self, platform: str, account: str, name: str, data: bytes, kind: str, at: Instant) -> PictureEntry:
        """Keeps a picture's bytes; empty ones announce an upload that is still to come."""
        digest = hashlib.sha256(data).hexdigest() if data else ""
        values = (name, platform, account, at.format_iso(), kind, digest, data)
        self._db.execute(
            "INSERT OR REPLACE INTO uploads (id, platform, account, at, kind, digest, alt, bytes) VALUES (?, ?, ?, ?, ?, ?, '', ?)", values
        )
        return PictureEntry(name, digest, kind)

    def describe_upload(self, platform: str, name: str, alt: str) -> None:
        """Sets a picture's alt text."""
        self._db.execute("UPDATE uploads SET alt = ? WHERE platform = ? AND id = ?", (alt, platform, name))

    def upload(self, platform: str, name: str) -> tuple[str, PictureEntry] | None:
        """The account and the picture of an upload; its digest is empty while the bytes are missing."""
        row = self._db.execute("SELECT account, digest, kind, alt FROM uploads WHERE platform = ? AND id = ?", (platform, name)).fetchone()
        return (row[0], PictureEntry(name, row[1], row[2], row[3])) if row else None

    def uploads(self, platform: str) -> list[bytes]:
        """The bytes of everything that was uploaded to a platform."""
        return [bytes(row[0]) for row in self._db.execute("SELECT bytes FROM uploads WHERE platform = ?", (platform,))]

    def picture(self, digest: str) -> tuple[str, bytes] | None:
        """Kind and bytes of a received picture."""
        row = self._db.execute("SELECT kind, bytes FROM uploads WHERE digest = ? AND digest <> '' LIMIT 1", (digest,)).fetchone()
        return (row[0], bytes(row[1])) if row else None

    def keep(self, platform: str, name: str, value: Mapping[str, str]) -> None:
        """Remembers something small about a platform, such as a login, by its name."""
        self._db.execute("INSERT OR REPLACE INTO kept (platform, name, value) VALUES (?, ?, ?)", (platform, name, json.dumps(dict(value))))

    def kept(self, platform: str, name: str) -> dict[str, str]:
        """What is remembered under that name; empty where nothing is."""
        row = self._db.execute("SELECT value FROM kept WHERE platform = ? AND name = ?", (platform, name)).fetchone()
        found: dict[str, str] = json.loads(row[0]) if row else {}
        return found

    def accounts(self) -> list[tuple[str, str]]:
        """Platform and name of every account that ever called."""
        query = "SELECT DISTINCT platform, account FROM requests WHERE account <> '' ORDER BY platform, account"
        return [(row[0], row[1]) for row in self._db.execute(query)]

    def counts(self) -> tuple[int, int]:
        """How many requests, and how many posts that are still there."""
        row = self._db.execute("SELECT (SELECT count(*) FROM requests), (SELECT count(*) FROM posts WHERE deleted = 0)").fetchone()
        return int(row[0]), int(row[1])

    def records(self) -> Records:
        """Everything, oldest first."""
        rows = self._db.execute(f"SELECT {REQUEST_COLUMNS} FROM requests ORDER BY seq")  # noqa: S608 - our own column names
        return Records(tuple(_request(row) for row in rows), tuple(self._posts("ORDER BY seq", ())))

    def _posts(self, clause: str, values: tuple[Any, ...]) -> list[PostEntry]:
        query = f"SELECT {POST_COLUMNS} FROM posts {clause}"  # noqa: S608 - clauses are written in this file
        return [_post(row) for row in self._db.execute(query, values)]


def _post(row: tuple[Any, ...]) -> PostEntry:
    media = tuple(PictureEntry(**picture) for picture in json.loads(row[8]))
    fields: Mapping[str, object] = json.loads(row[9])
    seq, platform, account, name, parent, text, seen, title = row[:8]
    return PostEntry(seq, platform, account, name, parent, text, seen, title, media, fields, row[10], bool(row[11]))


def _change(row: tuple[Any, ...]) -> Change:
    media = tuple(PictureEntry(**picture) for picture in json.loads(row[8]))
    before = PostEntry(0, row[0], row[1], row[2], "", row[5], row[6], row[7], media, json.loads(row[9]))
    return Change(row[3], row[4], before)


def _request(row: tuple[Any, ...]) -> RequestEntry:
    seq, at, platform, account, method, path, query = row[:7]
    return RequestEntry(seq, at, platform, account, method, path, query, json.loads(row[7]), row[8], row[9], row[10])
