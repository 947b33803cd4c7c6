"""The fault matrix, disk and database: each test is named after its row, and the network's ledger is the judge."""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.model.delivery import State
from bot.service import publish, reserve
from bot.store import StoreError, open_store, sqlite
from bot.store.logbook import Line
from tests.faults import matrix
from tests.faults.matrix import EVERYWHERE
from tests.service.conftest import Desk, desk, make_desk, network

__all__ = ["desk", "make_desk", "network"]


@pytest.fixture
def on_small_disk(make_desk: Callable[..., Desk], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk whose private folder is a disk of its own of four mebibytes, with room set aside, and one article queued."""
    if not matrix.mountable(tmp_path_factory.mktemp("tried")):
        pytest.skip("this user may not mount a disk in memory; the other tests of full disks limit the size of files")
    made = make_desk()
    made.workspace.store.close()
    state = made.workspace.settings.state
    with matrix.small_disk(state, "4m"):
        assert reserve.keep(state)
        small = matrix.with_workspace(made, store=made.workspace.open_store())
        small.write()
        small.scan()
        yield small
        small.workspace.store.close()


def approved(desk: Desk, platform: str) -> str:
    """The yes to the delivery to `platform`, due now; gives its id."""
    id_ = desk.of(platform).id
    assert desk.yes(id_)[0].ok
    return id_


@pytest.mark.parametrize("platform", EVERYWHERE)
def test_disk_full_publishes_nothing_new_and_goes_on_alone_when_there_is_room(desk: Desk, platform: str) -> None:
    id_ = approved(desk, platform)
    with matrix.nothing_grows():
        said = matrix.troubled(desk)
    assert len(said) == 1
    assert "disk" in said[0]
    assert desk.live(platform) == []
    assert matrix.settled(desk, id_) == State.PUBLISHED
    assert desk.live(platform) == matrix.wires(desk, id_)


@pytest.mark.parametrize("platform", EVERYWHERE)
def test_disk_full_when_the_answer_comes_is_what_the_reserve_is_for(on_small_disk: Desk, platform: str) -> None:
    state = on_small_disk.workspace.settings.state
    id_ = approved(on_small_disk, platform)
    desk = matrix.after_each_call(on_small_disk, lambda: matrix.fill(state))
    matrix.troubled(desk)
    sent = desk.workspace.store.delivery(id_).sent
    assert sent >= 1, "what is live is known, even where nobody could look it up"
    assert desk.live(platform) == matrix.wires(desk, id_)[:sent]
    (state / "of-somebody-else").unlink()
    assert matrix.settled(on_small_disk, id_) == State.PUBLISHED
    assert desk.live(platform) == matrix.wires(desk, id_)


@pytest.mark.parametrize("platform", EVERYWHERE)
def test_disk_full_but_for_the_reserve_sends_nothing_and_leaves_no_doubt(on_small_disk: Desk, platform: str) -> None:
    desk, state = on_small_disk, on_small_disk.workspace.settings.state
    id_ = approved(desk, platform)
    for _ in range(3):
        matrix.fill(state)
        assert "disk" in matrix.troubled(desk)[0]
    assert desk.live(platform) == []
    (state / "of-somebody-else").unlink()
    assert matrix.settled(desk, id_) == State.PUBLISHED
    assert desk.live(platform) == matrix.wires(desk, id_)


def test_disk_full_between_database_and_logbook_calls_the_step_off_and_leaves_no_doubt(on_small_disk: Desk) -> None:
    desk, state = on_small_disk, on_small_disk.workspace.settings.state
    id_ = approved(desk, "linkedin")
    own = desk.workspace.with_own_store()
    assert own.store._logbook
    append, filled = own.store._logbook.append, list[Path]()

    def late(line: Line) -> None:
        if not filled:
            filled.append(matrix.fill(state))
        append(line)

    own.store._logbook.append = late  # type: ignore[method-assign]
    with pytest.raises(StoreError, match="full"):
        publish.publish(own, id_)
    own.store.close()
    assert desk.live("linkedin") == []
    assert desk.workspace.store.steps(id_)[0].state == "absent"
    filled[0].unlink()
    assert matrix.settled(desk, id_) == State.PUBLISHED


def test_disk_read_only_publishes_nothing_new_and_goes_on_alone_when_it_is_writable(on_small_disk: Desk) -> None:
    desk, state = on_small_disk, on_small_disk.workspace.settings.state
    id_ = approved(desk, "linkedin")
    reserve.give_up(state)
    desk.workspace.store.close()
    subprocess.run(["mount", "-o", "remount,ro", str(state)], check=True)
    try:
        with pytest.raises(StoreError, match="may be written"), desk.workspace.open_store() as store:
            publish.publish(matrix.with_workspace(desk, store=store).workspace, id_)
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(state)], check=True)
    assert desk.live("linkedin") == []
    after = desk.again()
    assert matrix.settled(after, id_) == State.PUBLISHED
    assert len(desk.live("linkedin")) == 1


@pytest.mark.parametrize("platform", EVERYWHERE)
def test_disk_full_to_the_end_names_what_went_out_and_looks_for_it(desk: Desk, platform: str) -> None:
    id_ = approved(desk, platform)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        said = matrix.troubled(matrix.after_each_call(desk, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "went out as http" in said[0]
    assert len(desk.live(platform)) == 1
    end = matrix.settled(desk, id_)
    assert end == (State.UNSURE if platform == "linkedin" else State.PUBLISHED)
    assert desk.live(platform) == matrix.wires(desk, id_)


def test_db_locked_while_the_answer_comes_waits_for_its_turn(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE", 0.05)
    id_ = approved(desk, "linkedin")
    path = desk.workspace.settings.state / "bot.sqlite"
    others: list[threading.Timer] = []

    def hold() -> None:
        if others:
            return
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN EXCLUSIVE")
        others.append(threading.Timer(0.5, other.close))
        others[0].start()

    waiting = matrix.with_workspace(matrix.after_each_call(desk, hold), clock=SystemClock())
    assert matrix.troubled(waiting) == []
    others[0].join()
    assert desk.workspace.store.delivery(id_).state == State.PUBLISHED
    assert desk.live("linkedin") == matrix.wires(desk, id_)


def test_db_locked_before_the_claim_sends_nothing_and_keeps_the_yes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE", 0.05)
    id_ = approved(desk, "x")
    other = sqlite3.connect(desk.workspace.settings.state / "bot.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    said = matrix.troubled(desk)
    assert "locked" in said[0]
    assert desk.live("x") == []
    other.close()
    assert desk.workspace.store.delivery(id_).state == State.APPROVED
    assert matrix.settled(desk, id_) == State.PUBLISHED


@pytest.mark.parametrize("platform", EVERYWHERE)
def test_db_corrupt_refuses_and_the_logbook_knows_what_went_out(desk: Desk, platform: str) -> None:
    approved(desk, platform)
    desk.send()
    first = desk.live(platform)
    place = desk.workspace.settings.state / "bot.sqlite"
    desk.workspace.store.close()
    whole = bytearray(place.read_bytes())
    whole[100:4096] = b"\xff" * 3996
    place.write_bytes(whole)
    with pytest.raises(StoreError, match=r"damaged.*logbook"):
        open_store(str(place))
    for name in ("bot.sqlite", "bot.sqlite-wal", "bot.sqlite-shm"):
        (place.parent / name).unlink(missing_ok=True)
    from bot.service import recover

    again = desk.again()
    recover.recover(again.workspace, print)
    again.scan()
    again.look()
    again.send()
    known = [d for d in again.workspace.store.deliveries() if d.platform == platform]
    assert [d.state for d in known] == [State.PUBLISHED]
    assert again.live(platform) == first


def test_too_many_open_files_at_any_moment_doubles_and_loses_nothing(desk: Desk) -> None:
    from tests.service.test_breaker import queued

    ids = queued(desk, 16)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for extra, id_ in enumerate(ids):
        others = [each for each in ids if each != id_ and desk.workspace.store.delivery(each).state == State.APPROVED]
        for each in others:
            desk.workspace.store.move(each, "defer", desk.clock.now(), due=desk.clock.now().add(seconds=3600))
        resource.setrlimit(resource.RLIMIT_NOFILE, (matrix.open_files() + extra, hard))
        try:
            matrix.troubled(desk)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert [matrix.settled(desk, id_) for id_ in ids] == [State.PUBLISHED] * len(ids)
    assert sorted(desk.live("reddit")) == sorted(wire for id_ in ids for wire in matrix.wires(desk, id_))
