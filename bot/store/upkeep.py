"""What keeps the store small: texts that nobody can ask for any more. Who said yes to what, and what went out, stays for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import rows
from bot.store.room import Room

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whenever import Instant


class Upkeep(Room):
    """Forgets and compacts."""

    def forget_drafts(self, before: Instant) -> int:
        """Forgets texts older than `before` that were replaced by others; gives how many. The history keeps their fingerprints."""
        with self._database.writing() as connection:
            return int(self._queries("upkeep").forget_drafts(connection, before=rows.stamp(before)))

    def bodies(self, since: Instant) -> Iterator[str]:
        """The stored drafts, as JSON, of all that may still go out, and of what was written `since`."""
        with self._database.reading() as connection:
            for row in self._queries("upkeep").bodies(connection, since=rows.stamp(since)):
                yield str(row[0])

    def compact(self) -> None:
        """Gives room that is no longer used back to the disk. It takes the place of a writer for as long as it lasts."""
        self._database.compact()
