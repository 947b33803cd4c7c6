"""Bringing a database to the schema of this program."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.store import Store, StoreError, open_store
from bot.store.migrate import MIGRATIONS, migrate
from tests.store.make import NOW, added


def write(folder: Path, **files: str) -> Path:
    """Adds migrations to a folder; `__` in a name stands for its dot."""
    for name, sql in files.items():
        (folder / f"{name.replace('__', '.')}.sql").write_text(sql)
    return folder


def tables(store: Store, *names: str) -> list[str]:
    """Those of `names` that are tables."""
    there = []
    for name in names:
        try:
            store._database.connection.execute(f"SELECT * FROM {name}")
        except store._database.errors:
            continue
        there.append(name)
    return there


def first(number: int) -> int:
    """A number after all of ours."""
    return len({path.name[:4] for path in MIGRATIONS.glob("*.sql")}) + number


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A copy of our migrations, to add to."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for path in MIGRATIONS.glob("*.sql"):
        (folder / path.name).write_text(path.read_text())
    return folder


def test_numbers_have_no_gaps() -> None:
    numbers = sorted({int(path.name[:4]) for path in MIGRATIONS.glob("*.sql")})
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_database_is_made_once_and_opened_often(url: str) -> None:
    with open_store(url) as store:
        added(store)
        generation = store.generation()
    with open_store(url) as store:
        assert len(store.deliveries()) == 1
        assert store.generation() == generation, "opening again writes nothing"


def test_a_statement_that_fails_leaves_the_version_before(store: Store, ours: Path) -> None:
    id_, present = added(store), store._database.schema()
    write(ours, **{f"{first(1):04}_fine": "CREATE TABLE fine (a TEXT);"})
    broken = "CREATE TABLE half (a TEXT);\nINSERT INTO half VALUES ('1');\nDELETE FROM generation;\nCREATE TABLE half (a TEXT);"
    write(ours, **{f"{first(2):04}_broken": broken})
    with pytest.raises(StoreError, match="half"):
        migrate(store._database, ours)
    assert store._database.schema() == present + 1
    assert tables(store, "fine", "half") == ["fine"]
    assert (store.delivery(id_).id, store.generation()) == (id_, 1)
    write(ours, **{f"{first(2):04}_broken": "CREATE TABLE half (a TEXT);"})
    migrate(store._database, ours)
    assert store._database.schema() == present + 2
    assert tables(store, "fine", "half") == ["fine", "half"]


def test_a_migration_for_another_kind_of_database_is_passed_over(store: Store, ours: Path) -> None:
    write(
        ours,
        **{
            f"{first(1):04}_a__sqlite": "CREATE TABLE of_sqlite (a TEXT);",
            f"{first(1):04}_a__postgresql": "CREATE TABLE of_postgresql (a TEXT);",
        },
    )
    migrate(store._database, ours)
    assert tables(store, "of_sqlite", "of_postgresql") == [f"of_{store._database.dialect}"]


def test_a_database_of_a_newer_bot_is_left_alone(url: str) -> None:
    with open_store(url) as store, store._database.migrating():
        store._database.set_schema(999)
    with pytest.raises(StoreError, match=r"newer bot.*Upgrade") as caught:
        open_store(url)
    assert caught.value.trouble == "newer"


def test_a_reader_does_not_migrate(url: str, ours: Path) -> None:
    open_store(url).close()
    write(ours, **{f"{first(1):04}_more": "CREATE TABLE more (a TEXT);"})
    with open_store(url, readonly=True) as store:
        assert store.deliveries() == []
        with pytest.raises(StoreError, match=r"older schema.*bot run"):
            migrate(store._database, ours)


@pytest.mark.parametrize(
    "statement", ["UPDATE history SET detail = 'x'", "DELETE FROM history", "UPDATE history SET seq = seq WHERE 1 = 1"]
)
def test_history_cannot_be_rewritten(store: Store, statement: str) -> None:
    id_ = added(store)
    before = store.history(id_)
    with pytest.raises(StoreError, match="append-only"), store._database.writing() as connection:
        connection.execute(statement)
    assert store.history(id_) == before


def test_history_of_postgresql_cannot_be_emptied_either(postgres_url: str) -> None:
    with open_store(postgres_url) as store:
        id_ = added(store)
        with pytest.raises(StoreError, match="append-only"), store._database.writing() as connection:
            connection.execute("TRUNCATE history")
        assert len(store.history(id_)) == 1


def test_the_schema_itself_forbids_an_approval_of_other_bytes(store: Store) -> None:
    id_ = added(store)
    with pytest.raises(StoreError), store._database.writing() as connection:
        connection.execute("UPDATE deliveries SET state = 'approved', approved = 'other'")
    assert store.delivery(id_).state == "waiting"


def test_the_clock_of_the_database_is_text_that_sorts(store: Store) -> None:
    ids = [added(store, due=NOW.add(microseconds=n)) for n in (0, 1, 999_999, 1_000_000)]
    with store._database.reading() as connection:
        kept = [row[0] for row in connection.execute("SELECT due FROM deliveries ORDER BY number")]
    assert kept == sorted(kept)
    assert {len(text) for text in kept} == {27}
    assert [store.delivery(id_).due for id_ in ids] == [NOW.add(microseconds=n) for n in (0, 1, 999_999, 1_000_000)]
