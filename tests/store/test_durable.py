"""A new file's name is on the disk before anything is said to be in it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from bot.store import StoreError, open_store
from bot.store.durable import keep_names
from tests.store.make import published


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders whose names were synced so far."""
    seen: list[Path] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        seen.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    return seen


def test_a_new_database_is_named_on_the_disk_and_so_is_its_folder(tmp_path: Path, synced: list[Path]) -> None:
    open_store(tmp_path / ".bot" / "bot.sqlite").close()
    assert synced == [tmp_path / ".bot", tmp_path]
    open_store(tmp_path / ".bot" / "bot.sqlite").close()
    assert len(synced) == 2


def test_a_database_that_got_no_further_than_its_name_is_named_again(tmp_path: Path, synced: list[Path]) -> None:
    (tmp_path / "bot.sqlite").touch()
    open_store(tmp_path / "bot.sqlite").close()
    assert synced == [tmp_path, tmp_path.parent]


def test_a_new_logbook_is_named_on_the_disk_once(tmp_path: Path, synced: list[Path]) -> None:
    with open_store(tmp_path / "bot.sqlite", logbook=tmp_path / "book" / "logbook.jsonl") as store:
        (tmp_path / "book").mkdir()
        published(store, "one")
        published(store, "two")
    assert synced.count(tmp_path / "book") == 1


def test_a_disk_without_a_sync_of_folders_is_used_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(_: int) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(os, "fsync", fsync)
    open_store(tmp_path / "bot.sqlite").close()
    hidden = tmp_path / "hidden"
    hidden.mkdir(mode=0o300)
    keep_names(hidden)


def test_a_disk_that_fails_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(StoreError, match="its sync failed") as told:
        open_store(tmp_path / "bot.sqlite")
    assert told.value.trouble == "failing"
