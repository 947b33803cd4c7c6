"""One connection and its transactions. What differs between SQLite and PostgreSQL is below this, all else is above it."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from bot.errors import UserError
from bot.store.errors import StoreError

Driver = Literal["sqlite3", "psycopg"]
QUERIES = Path(__file__).parent / "queries"


@cache
def queries(room: str, driver: Driver) -> Any:
    """The named queries of `queries/ROOM.sql`, read when first used: a listing needs only one of these files."""
    return _aiosql().from_path(QUERIES / f"{room}.sql", driver, encoding="utf-8")


def _aiosql() -> ModuleType:
    """The module of aiosql that reads queries.

    Its package asks `importlib.metadata` for its own version first, which costs 30 ms, a tenth of `bot queue`
    (aiosql 15.0, measured 2026-11-21). So its first lines are passed over; whoever imports aiosql later gets all of it.
    """
    whole = sys.modules.get("aiosql")
    if whole is None and "aiosql.aiosql" not in sys.modules:
        spec = PathFinder.find_spec("aiosql")
        hollow = ModuleType("aiosql")
        hollow.__path__ = list(spec.submodule_search_locations or ()) if spec else []
        sys.modules["aiosql"] = hollow
    try:
        return import_module("aiosql.aiosql")
    finally:
        if whole is None:
            sys.modules.pop("aiosql", None)


class Database(ABC):
    """A connection that belongs to one thread. At most one transaction writes at a time, in all processes together."""

    driver: Driver
    dialect: str
    """Which files of `migrations/` are meant for it."""
    errors: tuple[type[Exception], ...]
    """What its driver raises."""
    connection: Any

    def __init__(self, readonly: bool) -> None:
        self.readonly = readonly
        self._inside = False
        self._doomed = False
        self._after: list[Callable[[], None]] = []

    def after_commit(self, act: Callable[[], None]) -> None:
        """Does `act` as soon as the transaction at hand is durable, and never if it is not."""
        self._after.append(act)

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """A transaction that is durable when it is left, and never happened when it is left by an exception.

        Inside another it joins that one. Nothing is committed where nothing was written. Raises StoreError.
        """
        joined = self._inside
        with self._transaction(self.begin):
            yield self.connection
            if joined:
                return
            if self._doomed:
                raise StoreError("A part of this change failed, so none of it was kept. Try again.")
            if self.wrote():
                self.connection.execute("UPDATE generation SET number = number + 1")
                self.commit()
                for act in self._after:
                    act()

    def reading(self) -> AbstractContextManager[Any]:
        """A transaction that sees one state of everything and writes nothing. Raises StoreError."""
        return self._transaction(self.begin_reading)

    @contextmanager
    def migrating(self) -> Iterator[None]:
        """A transaction that changes the schema. Raises StoreError."""
        with self._transaction(self.begin):
            yield
            self.commit()

    @contextmanager
    def _transaction(self, begin: Callable[[], None]) -> Iterator[Any]:
        """All that is asked within it; inside another it joins that one. In one piece, as a pass asks a hundred times."""
        try:
            if self._inside:
                yield self.connection
                return
            self._inside, self._doomed, self._after = True, False, []
            try:
                begin()
                yield self.connection
            finally:
                self._inside = False
                self.rollback()
        except self.errors as error:
            self._doomed = True
            raise self.explain(error) from error

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except self.errors as error:
            self._doomed = True
            raise self.explain(error) from error

    @abstractmethod
    def begin(self) -> None:
        """Starts a transaction that may write; waits its turn for at most five seconds."""

    @abstractmethod
    def begin_reading(self) -> None:
        """Starts a transaction that only reads."""

    @abstractmethod
    def wrote(self) -> bool:
        """Whether this transaction changed anything."""

    @abstractmethod
    def commit(self) -> None:
        """Makes it durable."""

    @abstractmethod
    def rollback(self) -> None:
        """Forgets whatever was not committed; does nothing outside a transaction."""

    @abstractmethod
    def version(self) -> int:
        """A number that changes whenever another connection commits."""

    def check(self) -> str:
        """Why the database is not whole, as one sentence, or nothing: a server looks after its own."""
        return ""

    def compact(self) -> None:  # noqa: B027 - a server looks after its own
        """Gives unused room back to the disk."""

    def copy_to(self, path: Path) -> None:  # noqa: ARG002
        """Copies everything into a new SQLite file. Raises UserError where the database is on a server."""
        raise UserError("Only a SQLite database can be copied. Make the copy with the tools of your server.")

    @abstractmethod
    def schema(self) -> int:
        """The number of the last migration that ran, 0 for a new database."""

    @abstractmethod
    def set_schema(self, number: int) -> None:
        """Records, in the transaction at hand, that migration `number` ran."""

    @abstractmethod
    def script(self, sql: str) -> None:
        """Runs several statements in the transaction at hand."""

    @abstractmethod
    def explain(self, error: Exception) -> StoreError:
        """What an error of the driver means to a person."""

    @abstractmethod
    def close(self) -> None:
        """Ends the connection."""
