"""The fault matrix, time: a clock that stands where the test puts it, real deliveries, the network's ledger as the judge."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import TZPATH

import msgspec
import pytest
import whenever
from whenever import Instant

from bot.clock import FixedClock, SystemClock
from bot.model.delivery import State
from bot.service import approve, status, zones
from bot.service.running import Service
from tests.faults import matrix
from tests.service.conftest import Desk, desk, make_desk, network

__all__ = ["desk", "make_desk", "network"]

HOUR = 3600
BERLIN = """\
timezone: Europe/Berlin
rehearsal: true
accounts:
  reddit-{n}: {{platform: reddit, default: true, subreddit: test, mode: api, call_timeout: 20}}
schedule: {{slots: ["daily 12:00"], spacing: 0s, undo_window: 0s, window: 3d}}
"""


def promised(desk: Desk, platform: str = "reddit") -> str:
    """A yes to the account's next slot; gives the id."""
    id_ = desk.of(platform).id
    assert desk.yes(id_, now=False)[0].ok
    return id_


def due(desk: Desk, id_: str) -> Instant:
    """When it goes out."""
    found = desk.workspace.store.delivery(id_).due
    assert found
    return found


def at(desk: Desk, instant: Instant) -> None:
    """Puts the clock there."""
    desk.clock.advance((instant - desk.clock.now()).total("seconds"))


@pytest.mark.parametrize(
    ("hours", "state"),
    [(1, State.APPROVED), (48, State.APPROVED), (24 * 4, State.HELD), (24 * 365 * 10, State.HELD)],
    ids=["an hour", "two days", "four days", "ten years"],
)
def test_clock_jumps_forward_and_what_is_past_its_window_is_held_and_not_fired(desk: Desk, hours: int, state: State) -> None:
    id_ = promised(desk)
    first = due(desk, id_)
    at(desk, first.add(seconds=hours * HOUR))
    desk.send()
    delivery = desk.workspace.store.delivery(id_)
    assert (delivery.state, desk.live("reddit")) == (state, [])
    if state == State.APPROVED:
        assert due(desk, id_) > desk.clock.now(), "its next free slot, and not at once"
        assert "late" in delivery.note
    else:
        assert "window" in delivery.note


def test_clock_jumps_back_and_nothing_that_was_sent_is_repeated(desk: Desk) -> None:
    id_ = desk.of("x").id
    assert desk.yes(id_)[0].ok
    desk.send()
    before = desk.live("x")
    for seconds in (-300, -HOUR, -86_400):
        desk.clock.advance(seconds)
        desk.scan()
        desk.look(2)
        desk.send()
    assert desk.workspace.store.delivery(id_).state == State.PUBLISHED
    assert desk.live("x") == before
    assert desk.of("x").attempts == 1


def test_suspend_of_eight_hours_sends_what_is_late_in_its_next_slots_one_after_another(desk: Desk) -> None:
    ids = queued_later(desk, 4)
    last = max(due(desk, id_) for id_ in ids)
    at(desk, last.add(seconds=8 * HOUR))
    desk.send()
    waiting = [desk.workspace.store.delivery(id_) for id_ in ids]
    assert desk.live("reddit") == []
    assert len({delivery.due for delivery in waiting if delivery.state == State.APPROVED}) == sum(
        delivery.state == State.APPROVED for delivery in waiting
    )
    assert {delivery.state for delivery in waiting} <= {State.APPROVED, State.HELD}


def queued_later(desk: Desk, count: int) -> list[str]:
    """Deliveries to Reddit of `count` articles, each promised a slot of its own."""
    ids = []
    for number in range(count):
        desk.write(f"---\ntitle: Article {number}\n---\n\nWhat article {number} says is one sentence.", f"article-{number}.md")
        desk.scan()
        ids += [d.id for d in desk.workspace.store.deliveries(post=f"article-{number}") if d.platform == "reddit"]
    assert all(outcome.ok for outcome in desk.yes(*ids, now=False))
    return ids


class Bell(threading.Event):
    """Wakes at once, and remembers how long somebody would have slept."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        """Whether it was woken: always."""
        self.asked.append(timeout)
        return True


def test_suspend_is_noticed_within_half_a_minute_as_nothing_sleeps_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    bell, slept = Bell(), list[float]()
    monkeypatch.setattr(time, "sleep", slept.append)
    for seconds in (86_400, 30, 0.25, -1):
        SystemClock().sleep(seconds, bell)
        SystemClock().sleep(seconds)
    assert bell.asked == slept == [30, 30, 0.25, 0], "the machine's own clock"
    clock = FixedClock(Instant.from_utc(2026, 11, 22))
    before = clock.now()
    clock.sleep(86_400)
    assert clock.now() == before.add(seconds=30), "and that of the tests"


def berlin(make_desk: Callable[..., Desk], now: Instant, when: str) -> tuple[Desk, str]:
    """A desk in Berlin whose clock stands at `now`, with a post that asks for `when`."""
    made = make_desk(BERLIN)
    at(made, now)
    made.write(f"---\ntitle: At night\npublish_at: {when}\n---\n\nA text that goes out in the night of the change.", "night.md")
    made.scan()
    return made, made.of("reddit").id


@pytest.mark.parametrize(
    ("when", "goes", "words"),
    [
        ("2027-03-28 02:30", Instant.from_utc(2027, 3, 28, 1, 0), "does not exist"),
        ("2027-10-31 02:30", Instant.from_utc(2027, 10, 31, 0, 30), "twice"),
    ],
    ids=["gap", "overlap"],
)
def test_dst_is_said_at_approval_and_goes_once_at_sending(make_desk: Callable[..., Desk], when: str, goes: Instant, words: str) -> None:
    desk, id_ = berlin(make_desk, goes.subtract(hours=30), when)
    binding = approve.plan(desk.workspace, [id_])[0]
    assert binding.moment
    assert words in binding.moment.note
    approve.bind(desk.workspace, [binding])
    assert abs((due(desk, id_) - goes).total("minutes")) <= 30
    goes = due(desk, id_)
    at(desk, goes.subtract(seconds=1))
    desk.send()
    assert desk.live("reddit") == []
    for minutes in (0, 30, 30, 30, 30):  # past the second 02:30, too
        desk.clock.advance(minutes * 60 + 2)
        desk.send()
    assert len(desk.live("reddit")) == 1
    assert desk.workspace.store.delivery(id_).state == State.PUBLISHED


def test_time_zone_changed_while_approved_keeps_the_zone_of_the_yes(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(BERLIN)
    desk.write()
    desk.scan()
    id_ = promised(desk)
    before = desk.workspace.store.delivery(id_)
    account = desk.workspace.settings.accounts[before.account]
    rhythm = msgspec.structs.replace(account.rhythm, zone="Asia/Tokyo")
    accounts = {before.account: msgspec.structs.replace(account, rhythm=rhythm)}
    moved = matrix.with_workspace(desk, settings=msgspec.structs.replace(desk.workspace.settings, accounts=accounts, timezone="Asia/Tokyo"))
    moved.scan()
    after = moved.workspace.store.delivery(id_)
    assert (after.state, after.due, after.zone, after.wall) == (State.APPROVED, before.due, "Europe/Berlin", before.wall)
    assert "Berlin" in after.zone
    at(moved, due(moved, id_).add(seconds=1))
    moved.send()
    assert len(moved.live("reddit")) == 1


def test_leap_day_that_is_none_is_an_error_of_that_file_and_others_go_on(desk: Desk) -> None:
    desk.write("---\ntitle: Leap\npublish_at: 2027-02-29 09:00\n---\n\nA text for a day that does not exist.", "leap.md")
    desk.write("---\ntitle: Leap second\npublish_at: 2028-12-31 23:59:60Z\n---\n\nA text for a second that hardly exists.", "second.md")
    desk.write("---\ntitle: True leap\npublish_at: 2028-02-29 09:00\n---\n\nA text for a day that does exist.", "true.md")
    desk.scan()
    blocked = {d.post: d.blocked for d in desk.workspace.store.deliveries()}
    assert blocked == {"leap": True, "second": True, "true": False, "small-batches": False}
    assert "29" in str(desk.workspace.store.posts()["leap"].problems)


def test_approved_a_second_before_it_is_due_waits_out_the_undo_window(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(BERLIN.replace("undo_window: 0s", "undo_window: 60s"))
    soon = desk.clock.now().add(seconds=60 - desk.clock.now().timestamp() % 60 + 60)
    desk.write(f"---\ntitle: Soon\npublish_at: {soon.format_iso(unit='minute')}\n---\n\nA text that is due in a moment.", "soon.md")
    desk.scan()
    at(desk, soon.subtract(seconds=1))
    id_ = promised(desk)
    for seconds in (2, 30):
        desk.clock.advance(seconds)
        assert desk_pass(desk) == 1, "due, and still in its undo window"
    assert desk.live("reddit") == []
    desk.clock.advance(40)
    desk.send()
    assert desk.workspace.store.delivery(id_).state == State.PUBLISHED


def desk_pass(desk: Desk) -> int:
    """One pass; how many are due and held back."""
    from bot.service import due as room

    engine = desk.engine()
    held = room.pass_(desk.workspace, engine)
    engine.close(20)
    return held


def test_paused_when_due_waits_for_its_end_and_then_takes_the_next_slot(desk: Desk) -> None:
    id_ = promised(desk)
    desk.workspace.store.pause(None, "wait", desk.clock.now(), "tester")
    at(desk, due(desk, id_).add(seconds=90))
    desk.send()
    assert desk.live("reddit") == []
    desk.clock.advance(2 * HOUR)
    desk.workspace.store.resume(None, desk.clock.now(), "tester")
    desk.send()
    assert desk.live("reddit") == []
    assert due(desk, id_) > desk.clock.now()


def test_quiet_hours_shift_what_a_post_asks_for_and_say_so_before_the_yes(desk: Desk) -> None:
    day = desk.clock.now().add(hours=48).to_tz("Europe/London").date()
    desk.write(f"---\ntitle: Late\npublish_at: {day} 23:30\n---\n\nA text for the middle of the night.", "late.md")
    desk.scan()
    (id_,) = [d.id for d in desk.workspace.store.deliveries(post="late") if d.platform == "reddit"]
    binding = approve.plan(desk.workspace, [id_])[0]
    assert binding.moment
    assert "07:00" in binding.moment.wall
    assert "quiet" in binding.moment.note


def test_boot_with_a_clock_of_1970_sends_nothing_and_says_so(desk: Desk) -> None:
    assert desk.yes(desk.of("x").id)[0].ok
    desk.send()
    id_ = promised(desk)
    at(desk, Instant.from_utc(1970, 1, 1))
    said: list[str] = []
    service = Service(desk.workspace, desk.engine(), said.append)
    service.publish()
    service.publish()
    assert desk.live("reddit") == []
    assert len(said) == 1
    assert said[0].startswith("The clock says 19")
    assert status.status(desk.workspace).folder == said[0]
    assert desk.workspace.store.delivery(id_).state == State.APPROVED


@pytest.fixture
def other_rules(tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Makes the time zone data say that Berlin keeps London's time, as after an update."""
    yes = next((Path(place) for place in TZPATH if (Path(place) / "Europe" / "London").exists()), None)
    if yes is None:
        pytest.skip("no time zone files on this machine")
    (tmp_path / "zones" / "Europe").mkdir(parents=True)

    def update() -> None:
        assert yes
        shutil.copy(yes / "Europe" / "London", tmp_path / "zones" / "Europe" / "Berlin")
        whenever.reset_tzpath([tmp_path / "zones"])
        whenever.clear_tzcache()

    yield update
    whenever.reset_tzpath()
    whenever.clear_tzcache()


@pytest.mark.parametrize(("hours", "state"), [(24 * 5, State.APPROVED), (3, State.HELD)], ids=["in five days", "in three hours"])
def test_tzdata_update_keeps_the_wall_clock_of_a_promise_and_asks_when_it_is_near(
    make_desk: Callable[..., Desk], other_rules: Callable[[], None], hours: int, state: State
) -> None:
    goes = Instant.from_utc(2027, 1, 20, 11)
    desk, id_ = berlin(make_desk, goes.subtract(hours=hours), "2027-01-20 12:00")
    assert desk.yes(id_, now=False)[0].ok
    said: list[str] = []
    zones.rederive(desk.workspace, said.append)
    assert (due(desk, id_), said) == (goes, []), "as long as the rules stand, so does the promise"
    other_rules()
    zones.rederive(desk.workspace, said.append)
    zones.rederive(desk.workspace, said.append)
    delivery = desk.workspace.store.delivery(id_)
    assert (delivery.state, len(said)) == (state, 1)
    assert "new rules" in delivery.note
    if state == State.APPROVED:
        assert due(desk, id_) == goes.add(hours=1)
    at(desk, goes.add(seconds=30))
    desk.send()
    assert desk.live("reddit") == []
    desk.clock.advance(HOUR)
    desk.send()
    assert len(desk.live("reddit")) == (1 if state == State.APPROVED else 0)


def test_tzdata_update_leaves_what_was_put_off_where_it_is(make_desk: Callable[..., Desk], other_rules: Callable[[], None]) -> None:
    desk, id_ = berlin(make_desk, Instant.from_utc(2027, 1, 15), "2027-01-20 12:00")
    assert desk.yes(id_, now=False)[0].ok
    later = due(desk, id_).add(seconds=30)
    desk.workspace.store.move(id_, "defer", desk.clock.now(), note="no connection", due=later)
    other_rules()
    zones.rederive(desk.workspace, print)
    assert (desk.workspace.store.delivery(id_).state, due(desk, id_)) == (State.APPROVED, later)
