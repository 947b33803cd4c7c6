"""What the rooms of the store share: a database and the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.store import rows
from bot.store.database import queries

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.delivery import Delivery
    from bot.store.database import Database
    from bot.store.logbook import Logbook


class Room:
    """A part of the store. `Store` is all of them."""

    def __init__(self, database: Database, logbook: Logbook | None = None) -> None:
        self._database = database
        self._logbook = logbook
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
