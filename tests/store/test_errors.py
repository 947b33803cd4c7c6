"""What goes wrong with disks, files and servers is one plain sentence, and nothing of the change is written."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.store import Store, StoreError, open_store
from tests.store.make import NOW, added


@pytest.fixture
def impatient(store: Store) -> Store:
    """A store that waits 50 ms for another writer instead of 5 s."""
    statement = "PRAGMA busy_timeout = 50" if store._database.dialect == "sqlite" else "SET lock_timeout = '50ms'"
    store._database.connection.execute(statement)
    return store


def test_a_writer_that_does_not_let_go(impatient: Store, url: str) -> None:
    with open_store(url) as other, other.together():
        other.set_meta("a", "1")
        with pytest.raises(StoreError, match=r"locked for 5 seconds.*try again") as caught:
            impatient.set_meta("b", "2")
    assert caught.value.trouble == "locked"
    assert impatient.meta("b") is None
    impatient.set_meta("b", "3")
    assert impatient.meta("b") == "3"


def test_five_seconds_of_patience(store: Store) -> None:
    statement = "PRAGMA busy_timeout" if store._database.dialect == "sqlite" else "SHOW lock_timeout"
    assert store._database.connection.execute(statement).fetchone()[0] in (5000, "5s")


def test_readers_do_not_wait_for_a_writer(impatient: Store, url: str) -> None:
    id_ = added(impatient)
    with open_store(url) as other, other.together():
        other.set_note(id_, "half")
        assert impatient.delivery(id_).note == ""


def test_a_reader_may_not_write(url: str) -> None:
    with open_store(url) as store:
        id_ = added(store)
    with open_store(url, readonly=True) as reader:
        with pytest.raises(StoreError, match="try again") as caught:
            reader.set_note(id_, "no")
        assert caught.value.trouble == "readonly"
        assert reader.delivery(id_).note == ""


def test_a_full_disk(sqlite_url: str) -> None:
    with open_store(sqlite_url) as store:
        id_ = added(store)
        pages = store._database.connection.execute("PRAGMA page_count").fetchone()[0]
        store._database.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match=r"full.*Make room") as caught:
            store.set_meta("a", "x" * 100_000)
        assert caught.value.trouble == "full"
        assert store.meta("a") is None
        store._database.connection.execute("PRAGMA max_page_count = 100000")
        store.set_meta("a", "y")
        assert store.delivery(id_).id == id_


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "bot.sqlite"
    path.write_bytes(b"Dear diary, " * 1000)
    with pytest.raises(StoreError, match=r"not a database of bot.*logbook") as caught:
        open_store(str(path))
    assert caught.value.trouble == "corrupt"
    assert path.read_bytes() == b"Dear diary, " * 1000


@pytest.mark.parametrize("table", ["sqlite_master", "deliveries"])
def test_a_damaged_file(sqlite_url: str, table: str) -> None:
    with open_store(sqlite_url) as store:
        added(store)
        found = store._database.connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table]).fetchone()
    page = found[0] - 1 if found else 0
    whole = bytearray(Path(sqlite_url).read_bytes())
    whole[page * 4096 + 100 : (page + 1) * 4096] = b"\xff" * 3996
    Path(sqlite_url).write_bytes(whole)
    with pytest.raises(StoreError, match="damaged") as caught:
        read(sqlite_url)
    assert caught.value.trouble == "corrupt"


def read(url: str) -> None:
    """Opens and lists."""
    with open_store(url) as store:
        store.deliveries()


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"No such file.*try again"):
        open_store(str(tmp_path / "no" / "such" / "bot.sqlite"))


def test_a_path_that_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened") as caught:
        open_store(str(tmp_path))
    assert caught.value.trouble == "missing"


def test_a_reader_makes_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no database at .* yet.*bot run"):
        open_store(str(tmp_path / "bot.sqlite"), readonly=True)
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_is_private_and_the_disk_is_synced(tmp_path: Path) -> None:
    path = tmp_path / ".bot" / "a ? # % name.sqlite"
    with open_store(f"sqlite://{path}") as store:
        run = store._database.connection.execute
        assert run("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert run("PRAGMA synchronous").fetchone()[0] == 2
        assert run("PRAGMA foreign_keys").fetchone()[0] == 1
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_commit_of_postgresql_reaches_the_disk(postgres_url: str) -> None:
    address = postgres_url.replace("search_path", "synchronous_commit%3Doff%20-csearch_path")
    with open_store(address) as store:
        assert store._database.connection.execute("SHOW synchronous_commit").fetchone()[0] == "on"


@pytest.mark.parametrize("url", ["mysql://localhost/bot", "", "http://example.org"])
def test_an_address_of_something_else(url: str) -> None:
    with pytest.raises(UserError, match="postgresql://") as caught:
        open_store(url)
    assert caught.value.exit_code == 2


@pytest.fixture
def unreachable(tmp_path: Path) -> str:
    """The address of a server that is not there."""
    pytest.importorskip("psycopg", reason="psycopg is missing; install it with: pip install 'psycopg[binary]'")
    return f"postgresql://ada:hunter2@/lab?host={tmp_path}"


def test_a_server_that_is_not_there(unreachable: str) -> None:
    with pytest.raises(StoreError, match=r"The database lab at .* cannot be reached") as caught:
        open_store(unreachable)
    assert caught.value.trouble == "unreachable"
    assert "hunter2" not in str(caught.value)


def test_a_connection_that_was_lost_is_made_again(postgres_url: str) -> None:
    with open_store(postgres_url) as store, open_store(postgres_url) as other:
        id_ = added(store)
        pid = store._database.connection.execute("SELECT pg_backend_pid()").fetchone()[0]
        other._database.connection.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        with pytest.raises(StoreError) as caught:
            store.set_note(id_, "lost")
        assert caught.value.trouble == "unreachable"
        store.set_note(id_, "back")
        assert other.delivery(id_).note == "back"


def test_a_note_at_midnight_keeps_its_microseconds(store: Store) -> None:
    id_ = added(store)
    store.note(id_, NOW.add(microseconds=1), "looked", "")
    assert store.history(id_)[-1].at == NOW.add(microseconds=1)
