"""Databases of earlier programs mean the same to this one; `tests/faults/test_old_databases.py` lets what is on its way go on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.store import Store, open_store
from bot.store.migrate import MIGRATIONS
from tests.store.in_flight import FOLDER, fill

OLD = sorted(FOLDER.glob("*.sql"))
NEWEST = max(int(path.name[:4]) for path in MIGRATIONS.glob("*.sql"))
NEVER_KEPT = 1
"""Schemas 1 and 2 came in one step: no program ever left a database at 1."""


def made(old: Path, path: Path) -> Path:
    """The database that `old` describes, as its program left it."""
    connection = sqlite3.connect(path)
    connection.executescript(old.read_text(encoding="utf-8"))
    connection.close()
    return path


def meaning(store: Store, *, of: set[str]) -> dict[str, Any]:
    """All that a store says of the deliveries `of`, and of accounts and posts. A line of history counts by its event: words may improve."""
    said = {
        delivery.id: (
            delivery,
            store.draft(delivery.id),
            store.steps(delivery.id),
            [(event.at, event.event, event.who, event.answer) for event in store.history(delivery.id)],
        )
        for delivery in store.deliveries()
        if delivery.id in of
    }
    return {**said, "accounts": store.accounts(), "facts": store.facts("mastodon-old", True), "posts": store.posts()}


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Store]]:
    """The name of an old database, and it, opened with the present program."""
    with open_store(str(made(request.param, tmp_path / "bot.sqlite"))) as store:
        yield request.param.stem, store


def test_every_schema_that_was_ever_written_is_here() -> None:
    here = {sqlite_version(path) for path in OLD}
    missing = set(range(NEVER_KEPT + 1, NEWEST)) - here
    assert not missing, f"no database of schema {missing}: with the program before the migration, run python -m tests.store.in_flight"


def sqlite_version(path: Path) -> int:
    """The schema that a file of `old/` ends with."""
    return int(path.read_text(encoding="utf-8").rsplit("user_version = ", 1)[1].rstrip(";\n"))


def test_it_means_what_it_meant(old: tuple[str, Store], tmp_path: Path) -> None:
    name, store = old
    with open_store(str(tmp_path / "new.sqlite")) as new:
        fill(new, name)
        there = {delivery.id for delivery in store.deliveries()}
        assert len(there) >= 19
        assert meaning(store, of=there) == meaning(new, of=there)
    assert store._database.schema() == NEWEST
    assert store._database.check() == ""


def test_its_history_still_cannot_be_rewritten(old: tuple[str, Store]) -> None:
    connection = old[1]._database.connection
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("DELETE FROM history")
