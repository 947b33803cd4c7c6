"""`python -m tests.faults.marked FILE ...`: bot itself, noting in FILE each commit and each line of the logbook that was promised."""

from __future__ import annotations

import hashlib
import os
import sys

from bot.cli import main
from bot.store import rows
from bot.store.logbook import Line, Logbook
from bot.store.sqlite import Sqlite


def watch(place: str) -> None:
    """Notes in the file at `place` what has been acknowledged from now on, each as soon as it was."""
    notes = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    commit, append = Sqlite.commit, Logbook.append

    def committed(database: Sqlite) -> None:
        known = database.connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'generation'").fetchone()[0]
        number = database.connection.execute("SELECT number FROM generation").fetchone()[0] if known else 0
        commit(database)
        os.write(notes, f"committed {number}\n".encode())

    def appended(logbook: Logbook, line: Line) -> None:
        append(logbook, line)
        os.write(notes, f"logged {hashlib.sha256(rows.encode(line).encode()).hexdigest()}\n".encode())

    Sqlite.commit, Logbook.append = committed, appended  # type: ignore[method-assign]


if __name__ == "__main__":
    watch(sys.argv.pop(1))
    main()
