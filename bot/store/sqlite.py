"""SQLite, the default: one file, in WAL mode, synced to the disk at every commit."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from pathlib import Path

from bot.store.database import Database
from bot.store.durable import keep_names
from bot.store.errors import StoreError, Trouble

PATIENCE = 5.0
"""Seconds that a writer waits for another."""

FULL = 2
"""What `PRAGMA synchronous` answers when each commit reaches the disk. With NORMAL a power cut may undo the last
commits (https://sqlite.org/pragma.html#pragma_synchronous, read 2026-11-21), and a lost receipt is a second post."""

FAILING = "The disk with {place} could not keep what was written (its sync failed), so nothing is sent. Check the disk, then: bot run"

OTHER = "{place} could not be used: {error}. Nothing was written; try again, and look at the disk if it stays."

SENTENCES: dict[str, tuple[Trouble, str]] = {
    "BUSY": ("locked", "Another program kept {place} locked for 5 seconds. Find it, or wait, then try again."),
    "LOCKED": ("locked", "Another program kept {place} locked for 5 seconds. Find it, or wait, then try again."),
    "FULL": ("full", "The disk with {place} is full, so nothing was written. Make room, then try again."),
    "IOERR": ("full", "The disk with {place} does not take what is written (full or failing). Check it, then try again."),
    "IOERR_FSYNC": ("failing", FAILING),
    "IOERR_DIR_FSYNC": ("failing", FAILING),
    "READONLY": ("readonly", "{place} or its folder is read-only, so nothing was written. Allow writing, then try again."),
    "PERM": ("readonly", "{place} may not be opened by this user. Change its owner or mode, then try again."),
    "CANTOPEN": ("missing", "{place} cannot be opened. Check that its folder exists and may be written, then try again."),
    "NOTADB": ("corrupt", "{place} is not a database of bot. Move it away and start again: what was sent stands in the logbook beside it."),
    "CORRUPT": ("corrupt", "{place} is damaged. Move it away and start again: what was sent stands in the logbook beside it."),
}


class Sqlite(Database):
    """A connection to the database file at `path`, created where missing unless `readonly`. Raises StoreError."""

    driver = "sqlite3"
    dialect = "sqlite"
    errors = (sqlite3.Error,)

    def __init__(self, path: Path, readonly: bool) -> None:
        super().__init__(readonly)
        self.path = path
        self._changes = 0
        with self._explained():
            self._make_file()
            self.connection = sqlite3.connect(self._address(), uri=True, timeout=PATIENCE, isolation_level=None)
            try:
                self._settle()
            except BaseException:
                self.connection.close()
                raise

    def _make_file(self) -> None:
        """A new file is for its owner only; its name and its folder's are on the disk before anything is in it."""
        if self.readonly and not self.path.exists():
            raise StoreError(f"There is no database at {self.path} yet. Make it with: bot run --once", "missing")
        if self.readonly or (self.path.exists() and self.path.stat().st_size):
            return
        try:
            self.path.parent.mkdir(mode=0o700, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600))
            keep_names(self.path.parent, self.path.absolute().parent.parent)
        except OSError as error:
            if error.errno == errno.EIO:
                raise StoreError(FAILING.format(place=self.path), "failing") from error
            raise StoreError(f"{self.path} cannot be made: {error.strerror}. Allow it, then try again.", "readonly") from error

    def _address(self) -> str:
        return f"{self.path.absolute().as_uri()}?mode={'ro' if self.readonly else 'rw'}"

    def _settle(self) -> None:
        run = self.connection.execute
        run("PRAGMA foreign_keys = ON")
        if not self.readonly and run("PRAGMA journal_mode").fetchone()[0] != "wal":
            run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        mode, full = run("PRAGMA journal_mode").fetchone()[0], run("PRAGMA synchronous").fetchone()[0]
        if full != FULL or (mode != "wal" and not self.readonly):
            raise StoreError(
                f"The disk with {self.path} cannot keep a database safely (journal {mode}). Put the workspace on a local disk."
            )

    def begin(self) -> None:
        """Takes the one place of a writer at once, so that what is read inside stays true until the commit."""
        self._changes = self.connection.total_changes
        self.connection.execute("BEGIN IMMEDIATE")

    def begin_reading(self) -> None:
        """Starts a transaction that only reads."""
        self.connection.execute("BEGIN")

    def wrote(self) -> bool:
        """Whether this transaction changed a row."""
        return bool(self.connection.total_changes != self._changes)

    def commit(self) -> None:
        """Makes it durable."""
        self.connection.execute("COMMIT")

    def rollback(self) -> None:
        """Forgets whatever was not committed."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def version(self) -> int:
        """SQLite counts the commits of others by itself."""
        with self._explained():
            return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def check(self) -> str:
        """SQLite reads all its pages."""
        with self._explained():
            found = str(self.connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        return "" if found == "ok" else SENTENCES["CORRUPT"][1].format(place=self.path)

    def compact(self) -> None:
        """SQLite writes the file anew; the log of what was written is emptied into it."""
        with self._explained():
            self.connection.execute("VACUUM")
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy_to(self, path: Path) -> None:
        """SQLite copies page by page, while others may write."""
        with self._explained(), contextlib.closing(sqlite3.connect(path)) as copy:
            self.connection.backup(copy)

    def schema(self) -> int:
        """The number of the last migration that ran, kept in the file's header."""
        with self._explained():
            return int(self.connection.execute("PRAGMA user_version").fetchone()[0])

    def set_schema(self, number: int) -> None:
        """Records, in the transaction at hand, that migration `number` ran."""
        self.connection.execute(f"PRAGMA user_version = {number:d}")

    def script(self, sql: str) -> None:
        """Runs statements one by one: `executescript` would commit what came before."""
        statement = ""
        for line in sql.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                self.connection.execute(statement)
                statement = ""

    def explain(self, error: Exception) -> StoreError:
        """What an error of SQLite means to a person."""
        name = getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_")
        known = SENTENCES.get(name) or SENTENCES.get(name.partition("_")[0])
        trouble, sentence = known or ("broken", OTHER)
        return StoreError(sentence.format(place=self.path, error=error), trouble)

    def close(self) -> None:
        """Ends the connection."""
        self.connection.close()
