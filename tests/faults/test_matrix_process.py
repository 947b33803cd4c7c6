"""The fault matrix, processes: the real service stopped, killed, doubled and failed by its disk. The network's ledger is the judge."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clock import FixedClock, SystemClock
from bot.errors import UserError
from bot.model.delivery import State
from bot.rehearsal import launch
from bot.service import crashes, publish
from bot.service.running import Service
from bot.store import Store, StoreError, open_store
from tests.faults import matrix
from tests.faults.field import Field, laid_out, until
from tests.faults.test_strace import traceable
from tests.service.conftest import Desk, desk, make_desk, network

__all__ = ["desk", "make_desk", "network"]


@pytest.fixture
def field(tmp_path: Path) -> Iterator[Field]:
    """A workspace whose first article is queued."""
    with laid_out(tmp_path, 21765) as laid:
        laid.article(1)
        assert laid.done("run", "--once")[0] == 0
        yield laid


def fault(field: Field, platform: str, kind: str, seconds: float) -> None:
    """Plans misbehaviour of every write."""
    plan = {"platform": platform, "method": "POST", "path": "*", "fault": kind, "seconds": seconds, "times": 1}
    request = urllib.request.Request(
        f"{field.network.url}/_faults", json.dumps(plan).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    urllib.request.urlopen(request, timeout=10).close()


def watching(field: Field) -> subprocess.Popen[str]:
    """A service that has come as far as its loop."""
    process = field.start("run")
    assert process.stdout
    for line in process.stdout:
        if line.startswith("Watching"):
            return process
    raise AssertionError("it ended")


def live(field: Field) -> int:
    """How many posts stand on the network."""
    return len(launch.read_ledger(field.root / ".bot").posts)


def only(field: Field, account: str) -> str:
    """The yes to the one delivery of `account`; gives its id."""
    with open_store(field.root / ".bot" / "bot.sqlite", readonly=True) as store:
        (delivery,) = store.deliveries(account=account)
    code, said = field.done("approve", delivery.id, "--now", "--yes")
    assert code == 0, said
    return delivery.id


def stands(field: Field, id_: str) -> tuple[State, int]:
    """The state of a delivery, and how many of its segments are live."""
    with open_store(field.root / ".bot" / "bot.sqlite", readonly=True) as store:
        found = store.delivery(id_)
        return found.state, found.sent


def test_sigterm_finishes_the_call_in_hand_and_leaves_the_rest(field: Field) -> None:
    patient(field, 12)
    id_ = only(field, "x")
    fault(field, "x", "late", 1.5)
    process = field.start("run")
    until(lambda: live(field) == 1)
    process.terminate()
    assert process.wait(11) == 0
    process.communicate()
    assert (stands(field, id_), live(field)) == ((State.APPROVED, 1), 1)
    assert field.done("run", "--until-idle")[0] == 0
    assert stands(field, id_) == (State.PUBLISHED, live(field))


@pytest.mark.parametrize("account", ["x", "linkedin"])
def test_sigterm_gives_a_call_up_that_takes_too_long_and_the_next_start_knows_of_it(field: Field, account: str) -> None:
    patient(field, 12)
    id_ = only(field, account)
    fault(field, account, "late", 25)
    process = field.start("run")
    until(lambda: live(field) == 1)
    begin = time.monotonic()
    process.terminate()
    process.wait(20)
    took = time.monotonic() - begin
    process.communicate()
    assert took < 10
    assert stands(field, id_) == (State.SENDING, 0)
    field.done("run", "--until-idle")
    state, sent = stands(field, id_)
    assert (state, sent) == (State.UNSURE, 0) if account == "linkedin" else state == State.PUBLISHED
    assert live(field) == max(1, sent)


def patient(field: Field, seconds: int) -> None:
    """Gives calls so many seconds."""
    settings = field.root / "config" / "bot.yaml"
    settings.write_text(settings.read_text().replace("call_timeout: 2", f"call_timeout: {seconds}"))


def test_two_to_eight_services_at_once_are_one_and_the_others_name_it(field: Field) -> None:
    services = [field.start("run") for _ in range(6)]
    until(lambda: sum(each.poll() is None for each in services) == 1)
    (first,) = (each for each in services if each.poll() is None)
    for other in services:
        if other is not first:
            said, _ = other.communicate()
            assert other.returncode == 1
            assert f"already runs for this workspace, as process {first.pid}" in said
    field.approve(1)  # another terminal may still decide
    until(lambda: stands(field, only_id(field, "x"))[0] == State.PUBLISHED)
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=20)
    field.done("run", "--until-idle")
    field.judge(1)


def only_id(field: Field, account: str) -> str:
    """The delivery of `account`."""
    with open_store(field.root / ".bot" / "bot.sqlite", readonly=True) as store:
        return store.deliveries(account=account)[0].id


def test_two_to_eight_services_with_the_lock_taken_away_still_send_once(desk: Desk) -> None:
    ids = [desk.of(platform).id for platform in matrix.EVERYWHERE]
    assert all(outcome.ok for outcome in desk.yes(*ids))
    children = []
    for _ in range(8):
        child = os.fork()
        if child == 0:
            try:
                own = desk.workspace.with_own_store()
                for id_ in ids:
                    publish.publish(own, id_)
            finally:
                os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    assert [desk.workspace.store.delivery(id_).state for id_ in ids] == [State.PUBLISHED] * 3
    for platform, id_ in zip(matrix.EVERYWHERE, ids, strict=True):
        assert desk.live(platform) == matrix.wires(desk, id_)


@pytest.mark.skipif(not traceable(), reason="strace is not here or may not follow a process")
@pytest.mark.parametrize(("file", "number"), [("logbook.jsonl", 1), ("logbook.jsonl", 2), ("bot.sqlite-wal", 1), ("bot.sqlite-wal", 3)])
@pytest.mark.parametrize("account", ["linkedin", "reddit"])
def test_fsync_fails_ends_the_service_loudly_and_nothing_goes_out_twice(field: Field, account: str, file: str, number: int) -> None:
    only(field, account)
    inject = ("-P", str(field.root / ".bot" / file), "-e", "trace=fdatasync,fsync", "-e", f"inject=fdatasync,fsync:error=EIO:when={number}")
    process = field.start("run", under=("strace", "-f", "-qq", "-o", str(field.root / "strace.log"), *inject))
    said, _ = process.communicate(timeout=60)  # by itself: nobody tells it to stop
    assert "INJECTED" in (field.root / "strace.log").read_text()
    assert process.returncode == 1, said
    assert "Input/output error" in said or "could not keep what was written" in said
    assert live(field) <= 1
    field.done("run", "--until-idle")
    if stands(field, only_id(field, account))[0] != State.UNSURE:
        assert (stands(field, only_id(field, account))[0], live(field)) == (State.PUBLISHED, 1)
    else:
        assert account == "linkedin"
        assert live(field) <= 1


@pytest.mark.skipif(not traceable(), reason="strace is not here or may not follow a process")
def test_power_loss_finds_every_intent_on_the_disk_before_the_first_byte_of_its_request(field: Field) -> None:
    """Database and logbook are synced between any two requests that create something, seen from below."""
    id_ = only(field, "x")
    log = field.root / "strace.log"
    trace = ("strace", "-f", "-qq", "-y", "-s", "80", "-e", "trace=fdatasync,sendto", "-o", str(log))
    said, _ = field.start("run", "--until-idle", under=trace).communicate(timeout=120)
    assert stands(field, id_)[0] == State.PUBLISHED, said
    synced: dict[str, set[str]] = {}
    sends = 0
    for line in log.read_text(errors="replace").splitlines():
        thread = line.split(maxsplit=1)[0]
        if found := re.search(r"fdatasync\(\d+<[^>]*/(bot\.sqlite-wal|logbook\.jsonl)>", line):
            synced.setdefault(thread, set()).add(found.group(1))
        elif "POST /x/2/tweets" in line:
            assert synced.pop(thread, set()) == {"bot.sqlite-wal", "logbook.jsonl"}, line
            sends += 1
    assert sends == stands(field, id_)[1] > 1


def test_crash_loop_five_ends_in_ten_minutes_stay_stopped_until_a_person_says_so(field: Field) -> None:
    for _ in range(crashes.MOST):
        process = watching(field)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    field.approve(1)
    code, said = field.done("run", "--until-idle")
    assert (code, live(field)) == (1, 0)
    assert re.search(r"ended badly 5 times in a row.*bot resume", said)
    assert "ended badly 5 times" in field.done("status")[1]
    assert field.done("resume")[0] == 0
    assert field.done("run", "--until-idle")[0] == 0
    field.judge(1)


def test_crash_loop_counts_only_what_ended_badly_in_a_short_time(tmp_path: Path) -> None:
    clock = FixedClock(SystemClock().now())

    def dies() -> None:
        with crashes.counted(tmp_path, clock):
            raise StoreError("The disk is gone.")

    for _ in range(crashes.MOST * 2):  # one every three minutes is no loop
        with pytest.raises(StoreError):
            dies()
        clock.advance(180)
    with crashes.counted(tmp_path, clock):
        pass
    for _ in range(crashes.MOST):
        with pytest.raises(StoreError):
            dies()
        clock.advance(60)
    clock.advance(86_400)
    with pytest.raises(UserError, match="ended badly"):
        dies()


def test_a_store_in_trouble_is_said_once_and_asked_again_only_after_a_rest(desk: Desk) -> None:
    said: list[str] = []
    asked: list[int] = []

    def counted() -> Store:
        asked.append(1)
        return desk.workspace.open_store()

    served = matrix.with_workspace(desk, open_store=counted)
    service = Service(served.workspace, served.engine(), said.append)
    id_ = desk.of("x").id
    assert desk.yes(id_)[0].ok
    events = len(desk.workspace.store.events(0, 10_000))
    with matrix.nothing_grows():
        for _ in range(40):
            service.publish()
            service.engine.close(20)
            desk.clock.advance(0.5)
    assert (len(said), len(asked)) == (1, 2), "twenty seconds"
    assert len(desk.workspace.store.events(0, 10_000)) == events
    desk.clock.advance(20)
    service.publish()
    service.engine.close(20)
    service.reap()
    assert desk.workspace.store.delivery(id_).state == State.PUBLISHED


def test_out_of_memory_in_one_call_leaves_the_others_and_no_doubt_unsettled(desk: Desk) -> None:
    """What the system refuses inside a call counts as unknown: it is looked for; the other accounts never notice."""
    ids = {platform: desk.of(platform).id for platform in ("x", "reddit")}
    assert all(outcome.ok for outcome in desk.yes(*ids.values()))

    def no_memory() -> None:
        raise MemoryError

    matrix.troubled(matrix.after_each_call(desk, no_memory))
    assert {desk.workspace.store.delivery(id_).state for id_ in ids.values()} == {State.UNSURE}
    for platform, id_ in ids.items():
        assert matrix.settled(desk, id_) == State.PUBLISHED
        assert desk.live(platform) == matrix.wires(desk, id_)


def test_a_process_that_is_told_to_stop_leaves_no_child_behind(field: Field) -> None:
    process = watching(field)
    process.terminate()
    process.communicate(timeout=15)
    left = subprocess.run(["ps", "-o", "pid=", "--pgroup", str(process.pid)], capture_output=True, text=True, check=False).stdout.split()
    assert left == []
