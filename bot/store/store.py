"""The store: everything bot remembers, behind typed methods. Each public method is one transaction, durable when it returns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from bot.errors import UserError
from bot.store.accounts import Accounts
from bot.store.amendments import Amendments
from bot.store.glances import Glances
from bot.store.migrate import migrate
from bot.store.posts import Posts
from bot.store.recovery import Recovery
from bot.store.upkeep import Upkeep

if TYPE_CHECKING:
    from bot.store.database import Database
    from bot.store.logbook import Logbook


class Store(Posts, Recovery, Amendments, Accounts, Glances, Upkeep):
    """The memory of one workspace. A store serves one thread; another thread or process opens its own.

    Every method may raise StoreError: then nothing of it was written.
    """

    @contextmanager
    def together(self) -> Iterator[None]:
        """Makes several calls one transaction: all of them happen, or none, and they are durable when it is left."""
        with self._database.writing():
            yield

    def version(self) -> int:
        """A number that changes whenever another connection commits. Cheap."""
        return self._database.version()

    def generation(self) -> int:
        """How many transactions were ever committed. It only grows."""
        with self._database.reading() as connection:
            return int(connection.execute("SELECT number FROM generation").fetchone()[0])

    def last_event(self) -> int:
        """The number of the last line of history, 0 while there is none. Cheap."""
        with self._database.reading() as connection:
            return int(self._queries("history").last_event(connection))

    def check(self) -> str:
        """Why the database is not whole, as one sentence, after reading all of it where that can be asked; or nothing."""
        return self._database.check()

    def copy_to(self, path: Path) -> None:
        """Copies all of it, as it stands now, into a new SQLite file at `path`. Raises UserError where the database is no file."""
        self._database.copy_to(path)

    def close(self) -> None:
        """Ends the connection."""
        self._database.close()
        for book in (self._logbook, self._twin):
            if book is not None:
                book.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(url: str | Path, *, readonly: bool = False, logbook: Path | None = None, twin: Path | None = None) -> Store:
    """Opens the store at `url`: a path, `sqlite:///PATH`, or `postgresql://...`; makes or migrates it where needed.

    What is sent is written into the file `logbook` as well, and what is sent live into its `twin` elsewhere.
    Raises StoreError when it cannot be used, UserError when `url` is neither.
    """
    database = _connect(str(url), readonly)
    try:
        migrate(database)
    except BaseException:
        database.close()
        raise
    return Store(database, _logbook(logbook), _logbook(twin, twin=True))


def _logbook(path: Path | None, *, twin: bool = False) -> Logbook | None:
    if path is None:
        return None
    from bot.store.logbook import Logbook

    return Logbook(path, twin=twin)


def _connect(url: str, readonly: bool) -> Database:
    if url.startswith(("postgresql://", "postgres://")):
        from bot.store.postgresql import Postgresql

        return Postgresql(url, readonly)
    path = url.removeprefix("sqlite://")
    if "://" in path or not path:
        raise UserError(
            f"{url.partition('://')[0]}:// is no database that bot knows. Use a path, sqlite:///PATH or postgresql://...", exit_code=2
        )
    from bot.store.sqlite import Sqlite

    return Sqlite(Path(path), readonly)
