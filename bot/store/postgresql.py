"""PostgreSQL, for several machines on one queue. The same queries and the same promises as SQLite."""

from __future__ import annotations

from typing import Any

from bot.errors import UserError
from bot.store.database import Database
from bot.store.errors import StoreError, Trouble

try:
    import psycopg
    from psycopg.conninfo import conninfo_to_dict
except ImportError as error:
    raise UserError("A postgresql:// database needs the psycopg package. Install it with: pip install 'bot[postgres]'") from error

SETTLE = """
SELECT set_config('lock_timeout', '5s', false), set_config('synchronous_commit', 'on', false), current_setting('server_encoding')
"""
"""Five seconds of patience, as with SQLite; a commit that has returned has reached the disk."""

TAKE_TURN = "SELECT pg_advisory_xact_lock(hashtextextended('bot ' || current_schema(), 0))"
"""One writer at a time, as with SQLite: what a transaction has read stays true until it commits, so a pause that was
committed is seen by every later intent. Readers do not wait."""

IS_THERE = "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_version'"
"""Not `to_regclass`: it may answer from a cache that is older than the lock this transaction waited for."""

SENTENCES: dict[str, tuple[Trouble, str]] = {
    "55P03": ("locked", "Another program kept {place} locked for 5 seconds. Find it, or wait, then try again."),
    "53100": ("full", "The disk of {place} is full, so nothing was written. Make room, then try again."),
    "25006": ("readonly", "{place} takes no writes now, so nothing was written. Allow writing, then try again."),
    "42501": ("readonly", "{place} does not allow this user to do that: {error}. Grant it, then try again."),
    "XX001": ("corrupt", "{place} is damaged. Restore it from a backup before anything is sent."),
    "XX002": ("corrupt", "{place} is damaged. Restore it from a backup before anything is sent."),
}


class Postgresql(Database):
    """A connection to the database at `url`. It connects again by itself after it was lost. Raises StoreError."""

    driver = "psycopg"
    dialect = "postgresql"
    errors = (psycopg.Error,)

    def __init__(self, url: str, readonly: bool) -> None:
        super().__init__(readonly)
        self._url = url
        self._own_commits = 0
        with self._explained():
            self.connection = self._connect()

    def _connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        connection = psycopg.connect(self._url, autocommit=True, connect_timeout=10, application_name="bot")
        settled = connection.execute(SETTLE).fetchone()
        if settled is None or settled[2] != "UTF8":
            connection.close()
            raise StoreError(f"{self._place()} does not keep UTF-8. Make a database with ENCODING 'UTF8' and use that one.")
        if self.readonly:
            connection.execute("SET default_transaction_read_only = on")
        return connection

    def _place(self) -> str:
        """The database as a sentence names it; never with a password."""
        try:
            about = conninfo_to_dict(self._url)
        except psycopg.Error:
            return "The database of that address"
        return f"The database {about.get('dbname') or 'postgres'} at {about.get('host') or 'the local socket'}"

    def _start(self, statement: str) -> None:
        if self.connection.closed:
            self.connection = self._connect()
        self.connection.execute(statement)

    def begin(self) -> None:
        """Takes the one place of a writer."""
        self._start("BEGIN")
        self.connection.execute(TAKE_TURN)

    def begin_reading(self) -> None:
        """Starts a transaction that sees one state and only reads."""
        self._start("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def wrote(self) -> bool:
        """Whether this transaction changed a row: only then it has a number."""
        return bool(self.connection.execute("SELECT pg_current_xact_id_if_assigned() IS NOT NULL").fetchone()[0])

    def commit(self) -> None:
        """Makes it durable."""
        self.connection.execute("COMMIT")
        self._own_commits += 1

    def rollback(self) -> None:
        """Forgets whatever was not committed."""
        if not self.connection.closed and self.connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
            self.connection.execute("ROLLBACK")

    def version(self) -> int:
        """The commits of others."""
        with self._explained():
            if self.connection.closed:
                self.connection = self._connect()
            return int(self.connection.execute("SELECT number FROM generation").fetchone()[0]) - self._own_commits

    def schema(self) -> int:
        """The number of the last migration that ran."""
        with self._explained():
            if self.connection.execute(IS_THERE).fetchone() is None:
                return 0
            return int(self.connection.execute("SELECT number FROM schema_version").fetchone()[0])

    def set_schema(self, number: int) -> None:
        """Records, in the transaction at hand, that migration `number` ran."""
        self.connection.execute("CREATE TABLE IF NOT EXISTS schema_version (number INTEGER NOT NULL)")
        self.connection.execute("DELETE FROM schema_version")
        self.connection.execute("INSERT INTO schema_version (number) VALUES (%s)", [number])

    def script(self, sql: str) -> None:
        """Runs several statements in the transaction at hand."""
        self.connection.execute(sql)

    def explain(self, error: Exception) -> StoreError:
        """What an error of psycopg means to a person."""
        code = getattr(error, "sqlstate", None) or ""
        words = str(error).partition("\n")[0]
        if not code or code.startswith(("08", "57P", "28", "3D", "53300")):
            sentence = f"{self._place()} cannot be reached: {words}. Check that it runs and that the address is right."
            return StoreError(sentence, "unreachable")
        trouble, pattern = SENTENCES.get(
            code, ("broken", "{place} could not be used: {error}. Nothing was written; try again, and look at the disk if it stays.")
        )
        return StoreError(pattern.format(place=self._place(), error=words), trouble)

    def close(self) -> None:
        """Ends the connection."""
        self.connection.close()
