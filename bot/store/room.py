"""What the rooms of the store share: a database and the history."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from bot.store import rows
from bot.store.database import queries
from bot.store.errors import LogbookError

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.delivery import Delivery
    from bot.store.database import Database
    from bot.store.logbook import Entry, Logbook


class Room:
    """A part of the store. `Store` is all of them."""

    def __init__(self, database: Database, logbook: Logbook | None = None, twin: Logbook | None = None) -> None:
        self._database = database
        self._logbook, self._twin = logbook, twin
        self._logged: set[str] = set()

    def _queries(self, room: str) -> Any:
        return queries(room, self._database.driver)

    def _append(
        self, connection: Any, about: Delivery, at: Instant, event: str, *, detail: str = "", who: str = "", answer: str = ""
    ) -> None:
        """One more line of a delivery's history, in the transaction at hand."""
        self._queries("history").append(
            connection, delivery=about.id, at=rows.stamp(at), event=event, detail=detail, who=who,
            state=about.state.value, fingerprint=about.fingerprint, answer=answer,
        )  # fmt: skip

    def _log_entry(self, connection: Any, entry: Entry, *, live: bool, forgiving: bool = False) -> None:
        """One more line of the logbook, once the transaction at hand is durable; of its twin too, where it is about a `live` account.

        `forgiving`: one it does not take is no error. What the twin does not take never is: it only guards against an old copy.
        """
        logbook, twin = self._logbook, self._twin if live else None
        if logbook is None:
            return

        def act() -> None:
            with suppress(*((LogbookError,) if forgiving else ())):
                logbook.append(entry)
            if twin is not None:
                with suppress(LogbookError):
                    twin.append(entry)

        self._mark(connection, logbook)
        if twin is not None:
            with suppress(LogbookError):
                self._mark(connection, twin)
        self._database.after_commit(act)

    def _mark(self, connection: Any, book: Logbook) -> None:
        """Remembers how far this database and `book` are known to agree."""
        self._queries("accounts").set_meta(connection, name=book.name, value=str(book.size()))
