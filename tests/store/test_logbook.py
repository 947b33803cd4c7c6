"""The logbook: an intact database knows all of it, an older one is caught and put right."""

from __future__ import annotations

import resource
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.model.delivery import State
from bot.model.receipt import RemoteRef
from bot.store import Store, StoreError, open_store
from bot.store.logbook import Line, Logbook
from tests.store.make import NOW, approved, claimed, delivery, draft, published, rich_draft

LATER = NOW.add(seconds=30)
REF = RemoteRef("42", "https://x.com/42", {"cid": "ü"})


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "logbook.jsonl"


@pytest.fixture
def opened(url: str, book: Path) -> Iterator[Store]:
    with open_store(url, logbook=book) as store:
        yield store


@pytest.fixture
def empty(book: Path, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A new database beside the logbook of the lost one."""
    with open_store(str(tmp_path / "new.sqlite"), logbook=book) as store:
        yield store


def test_an_intact_database_knows_every_line(opened: Store, book: Path) -> None:
    published(opened)
    id_, fence = claimed(opened, "another")
    opened.intend(id_, fence, 0, "post", "key", LATER, NOW)
    assert opened.forgotten() == []
    assert [line.step.state for line in Logbook(book).lines() if line.step] == ["intent", "sent", "intent"]


def test_a_line_holds_the_delivery_the_step_and_once_the_draft(opened: Store, book: Path) -> None:
    wanted = rich_draft()
    id_ = opened.add_delivery(delivery(account="reddit", platform="reddit"), wanted, NOW, "ada") or ""
    opened.move(id_, "yes", NOW, who="ada", due=NOW, until=LATER)
    fence = opened.claim(id_, wanted.fingerprint, NOW) or 0
    opened.intend(id_, fence, 0, "post", "key", LATER, NOW)
    opened.receive(id_, fence, 0, "sent", LATER, REF, why="said so")
    first, second = Logbook(book).lines()
    assert (first.draft, second.draft) == (wanted, None)
    assert (first.delivery.approved, first.delivery.until, first.delivery.state) == (wanted.fingerprint, LATER, State.SENDING)
    assert second.step == opened.steps(id_)[0]
    assert book.stat().st_mode & 0o777 == 0o600


def test_a_lost_database_learns_what_went_out(opened: Store, empty: Store) -> None:
    lost = opened.delivery(published(opened))
    lines = empty.forgotten()
    found = empty.recover(lines, LATER)
    assert [(d.post, d.account, d.state, d.approved, d.until) for d in found] == [
        (lost.post, lost.account, State.UNSURE, lost.approved, LATER.subtract(hours=24))
    ]  # fmt: skip
    assert empty.steps(found[0].id) == opened.steps(lost.id)
    assert empty.draft(found[0].id) == opened.draft(lost.id)
    assert empty.forgotten() == []


def test_a_delivery_that_was_queued_anew_is_the_same_one(opened: Store, empty: Store) -> None:
    lost = opened.delivery(published(opened))
    again = approved(empty, "rendered anew", post=lost.post)
    found = empty.recover(empty.forgotten(), LATER)
    assert [(d.id, d.state, d.approved) for d in found] == [(again, State.UNSURE, lost.approved)]
    assert empty.delivery(again).sent == 1


def test_an_older_copy_holds_all_that_was_approved(tmp_path: Path, book: Path) -> None:
    import sqlite3

    with open_store(str(tmp_path / "bot.sqlite"), logbook=book) as store:
        waits, goes = approved(store, "one", due=LATER), approved(store, "two")
        copy = sqlite3.connect(tmp_path / "copy.sqlite")
        store._database.connection.backup(copy)
        copy.close()
        fence = store.claim(goes, store.delivery(goes).fingerprint, NOW) or 0
        store.intend(goes, fence, 0, "post", "key", LATER, NOW)
    with open_store(str(tmp_path / "copy.sqlite"), logbook=book) as older:
        assert older.delivery(goes).state == State.APPROVED
        older.recover(older.forgotten(), LATER)
        assert (older.delivery(goes).state, older.delivery(waits).state) == (State.UNSURE, State.HELD)
        assert older.claim(goes, older.delivery(goes).fingerprint, LATER) is None
        assert older.delivery(goes).fence == fence


@pytest.mark.parametrize("move", ["undo", "no"])
def test_a_no_that_an_older_copy_forgot_is_not_forgotten(tmp_path: Path, book: Path, move: str) -> None:
    import sqlite3

    with open_store(str(tmp_path / "bot.sqlite"), logbook=book) as store:
        id_ = approved(store, "one")
        copy = sqlite3.connect(tmp_path / "copy.sqlite")
        store._database.connection.backup(copy)
        copy.close()
        assert store.move(id_, move, LATER, who="ada")  # type: ignore[arg-type]
        assert store.forgotten() == []
    with open_store(str(tmp_path / "copy.sqlite"), logbook=book) as older:
        older.recover(older.forgotten(), LATER)
        assert older.delivery(id_).state == State.HELD


def test_nothing_of_a_transaction_that_failed_is_written_down(opened: Store, book: Path) -> None:
    id_, fence = claimed(opened)
    with pytest.raises(UserError, match="no delivery"):
        _half(opened, id_, fence)
    assert list(Logbook(book).lines()) == []
    with opened.together():
        opened.intend(id_, fence, 0, "post", "key", LATER, NOW)
        assert list(Logbook(book).lines()) == []
    assert len(list(Logbook(book).lines())) == 1


def test_a_line_cut_short_swallows_no_other(book: Path) -> None:
    line = Line(delivery(), None, draft())
    first = Logbook(book)
    first.append(line)
    first.close()
    whole = book.read_bytes()
    book.write_bytes(whole + whole[:40])
    second = Logbook(book)
    second.append(line)
    second.close()
    book.write_bytes(book.read_bytes() + b"\xff\xfe\n{}\nnull\n")
    assert list(second.lines()) == [line, line]
    assert list(second.lines(len(whole))) == [line]


def _half(store: Store, id_: str, fence: int) -> None:
    with store.together():
        store.intend(id_, fence, 0, "post", "key", LATER, NOW)
        store.delivery("zz")


@contextmanager
def no_room(book: Path) -> Iterator[None]:
    """No file may grow beyond what the logbook has now: what a full disk does, for one process."""
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (book.stat().st_size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_what_the_logbook_cannot_take_is_not_sent(postgres_url: str, book: Path) -> None:
    """On PostgreSQL, whose files another process writes."""
    with open_store(postgres_url, logbook=book) as store:
        published(store, "before")
        id_, fence = claimed(store)
        with no_room(book), pytest.raises(StoreError, match="disk is full"):
            store.intend(id_, fence, 0, "post", "key", LATER, NOW)
        assert store.steps(id_)[0].state == "absent"
        assert store.intend(id_, fence, 0, "post", "key", LATER, NOW)


def test_without_a_logbook_nothing_is_forgotten(store: Store) -> None:
    published(store)
    assert store.forgotten() == []


def test_a_logbook_that_was_taken_away_is_begun_anew(opened: Store, book: Path) -> None:
    published(opened)
    book.unlink()
    assert opened.forgotten() == []


def test_only_the_last_lines_are_looked_at(opened: Store, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        published(opened, f"text {number}")
    starts: list[int] = []
    lines: Callable[[Logbook, int], Iterator[Line]] = Logbook.lines
    monkeypatch.setattr(Logbook, "lines", lambda self, start=0: starts.append(start) or lines(self, start))
    assert opened.forgotten() == []
    assert len(list(lines(Logbook(book), starts[0]))) == 1


@pytest.fixture
def twin(tmp_path: Path) -> Path:
    return tmp_path / "elsewhere" / "logbooks" / "twin.jsonl"


def put_back(folder: Path, copy: Path) -> None:
    """The whole private folder as it was when `copy` was made."""
    shutil.rmtree(folder)
    shutil.copytree(copy, folder)


def test_a_whole_folder_from_an_old_copy_is_noticed_by_the_twin_outside(tmp_path: Path, twin: Path) -> None:
    folder, copy = tmp_path / "private", tmp_path / "copy"
    folder.mkdir()
    with open_store(folder / "bot.sqlite", logbook=folder / "logbook.jsonl", twin=twin) as store:
        waiting = approved(store, "sent since")
        published(store, "sent before")
    shutil.copytree(folder, copy)
    with open_store(folder / "bot.sqlite", logbook=folder / "logbook.jsonl", twin=twin) as store:
        fence = store.claim(waiting, store.delivery(waiting).fingerprint, NOW) or 0
        store.intend(waiting, fence, 0, "post", "key", LATER, NOW)
        store.receive(waiting, fence, 0, "sent", LATER, REF)
        store.pause("x", "something is odd", LATER, "jane")
        assert store.forgotten() == []
    put_back(folder, copy)
    with open_store(folder / "bot.sqlite", logbook=folder / "logbook.jsonl", twin=twin) as store:
        lost = store.forgotten()
        assert len(lost) == 3
        store.recover(lost, LATER)
        assert (store.delivery(waiting).state, store.steps(waiting)[0].ref) == (State.UNSURE, REF)
        assert store.accounts(False)["x"].paused
        assert store.forgotten() == []


def test_the_twin_knows_nothing_of_rehearsals(tmp_path: Path, book: Path, twin: Path) -> None:
    with open_store(tmp_path / "new.sqlite", logbook=book, twin=twin) as store:
        id_, fence = claimed(store, rehearsal=True)
        store.intend(id_, fence, 0, "post", "key", LATER, NOW)
        store.pause("x", "", NOW, "jane", rehearsal=True)
    assert not twin.exists()
    assert len(list(Logbook(book).lines())) == 2


def test_a_twin_that_takes_nothing_hinders_nothing(tmp_path: Path, book: Path, twin: Path) -> None:
    twin.parent.parent.mkdir()
    twin.parent.write_text("no folder")
    with open_store(tmp_path / "new.sqlite", logbook=book, twin=twin) as store:
        published(store)
        assert store.forgotten() == []
    assert len(list(Logbook(book).lines())) == 2


def test_a_doubt_survives_a_second_call_that_no_logbook_took(opened: Store, book: Path) -> None:
    """Found by the simulation: a keyed platform is sent the same once more, and that call was called off, not the first one."""
    id_, fence = claimed(opened)
    assert opened.intend(id_, fence, 0, "post", "key", LATER, NOW)
    opened.receive(id_, fence, 0, "unsure", NOW)
    book.rename(book.with_suffix(".away"))
    book.mkdir()
    opened._logbook.close()  # type: ignore[union-attr]
    with pytest.raises(StoreError):
        opened.intend(id_, fence, 0, "post", "key", LATER, LATER)
    assert opened.steps(id_)[0].state == "unsure"
