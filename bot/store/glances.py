"""What is asked at a glance, such as by `bot status`: counts and the few that matter, whatever else there ever was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model.delivery import State
from bot.store import rows
from bot.store.room import Room

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.delivery import Delivery, PostRecord


class Glances(Room):
    """Counts and selections."""

    def noted(self, state: State) -> list[Delivery]:
        """The deliveries in `state` that have a note, in the order in which they were queued."""
        with self._database.reading() as connection:
            return rows.deliveries(self._queries("glances").noted(connection, state=state.value))

    def nearest(self, state: State, most: int, *, latest: bool = False) -> list[Delivery]:
        """At most so many deliveries in `state` that have a due time, the soonest first, or with `latest` the last first."""
        named, few = self._queries("glances"), {"state": state.value, "most": most}
        with self._database.reading() as connection:
            return rows.deliveries(named.latest(connection, **few) if latest else named.soonest(connection, **few))

    def counts(self) -> dict[tuple[State, bool], int]:
        """How many deliveries are in each state, those that make a draft and no more apart. What was queued first comes first."""
        with self._database.reading() as connection:
            return {(State(row[0]), bool(row[1])): int(row[2]) for row in self._queries("glances").counts(connection)}

    def live_between(self, account: str, since: Instant, until: Instant) -> list[Delivery]:
        """The deliveries of `account` that are no rehearsal and due from `since` on, before `until`."""
        span = {"since": rows.stamp(since), "until": rows.stamp(until)}
        with self._database.reading() as connection:
            return rows.deliveries(self._queries("glances").live_between(connection, account=account, **span))

    def broken(self) -> list[PostRecord]:
        """The posts that cannot be read."""
        with self._database.reading() as connection:
            return [rows.post(row) for row in self._queries("glances").broken(connection)]
