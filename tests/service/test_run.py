"""The running service and its configuration: a change holds at once, a mistake holds everything."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Callable
from dataclasses import replace

from bot import config
from bot.engine.local import Local
from bot.model.delivery import State
from bot.service import run
from bot.service.running import Service
from bot.service.watch import Watcher
from tests.service.conftest import SETTINGS, Desk


def serving(desk: Desk, said: list[str]) -> tuple[Service, Watcher]:
    """A service on the desk's workspace, turned by hand."""
    root = desk.workspace.settings.root
    workspace = replace(desk.workspace, reload=lambda: config.load(root))
    service = Service(workspace, desk.engine(), said.append)
    return service, Watcher(workspace.settings.posts.path, threading.Event())


def test_a_mistake_in_the_configuration_holds_everything_until_it_is_mended(desk: Desk) -> None:
    said: list[str] = []
    service, watcher = serving(desk, said)
    run._tick(service, watcher)
    file = desk.workspace.settings.root / "config" / "bot.yaml"
    file.write_text(SETTINGS.format(n=desk.number).replace("timezone:", "timezon:"))
    assert desk.yes(desk.of("reddit").id)[0].ok
    run._tick(service, watcher)
    service.engine.close(20)
    assert desk.of("reddit").state == State.APPROVED
    assert "timezon" in said[-1]
    file.write_text(SETTINGS.format(n=desk.number) + "notify: []\n")
    run._tick(service, watcher)
    service.engine.close(20)
    watcher.close()
    assert desk.of("reddit").state == State.PUBLISHED


def test_a_changed_configuration_holds_from_the_next_turn(desk: Desk, make_desk: Callable[..., Desk]) -> None:
    said: list[str] = []
    service, watcher = serving(desk, said)
    run._tick(service, watcher)
    file = desk.workspace.settings.root / "config" / "bot.yaml"
    file.write_text(SETTINGS.format(n=desk.number).replace("spacing: 2h", "spacing: 3h"))
    run._tick(service, watcher)
    watcher.close()
    assert {account.rhythm.spacing for account in service.workspace.settings.accounts.values()} == {10800}


def test_one_pass_sends_all_that_is_due_for_an_account(desk: Desk) -> None:
    from bot.clock import SystemClock

    desk.write("---\ntitle: Another\n---\n\nA second text that goes out in the very same pass.", "another.md")
    desk.scan()
    ids = [d.id for d in desk.workspace.store.deliveries() if d.platform == "reddit"]
    assert all(outcome.ok for outcome in desk.yes(*ids))
    workspace = replace(desk.workspace, clock=SystemClock())
    assert run.run(workspace, lambda _: None, once=True) == 0
    assert [workspace.store.delivery(id_).state for id_ in ids] == [State.PUBLISHED, State.PUBLISHED]


def test_a_signal_that_comes_while_the_wait_is_locked_stops_it_all_the_same(desk: Desk) -> None:
    wait = desk.workspace.wake._cond  # type: ignore[attr-defined]
    with run._signals(desk.workspace):
        wait.acquire()
        freed = threading.Timer(10, wait.release)
        freed.start()
        signal.raise_signal(signal.SIGTERM)
        assert freed.is_alive(), "the handler waited for its own thread"
        freed.cancel()
        wait.release()
        assert desk.workspace.stop.wait(10)
        assert desk.workspace.wake.wait(10)


class Slow:
    """A supervisor by whose clock each post takes so many seconds to read."""

    def __init__(self, desk: Desk, seconds: float) -> None:
        self.desk, self.seconds = desk, seconds

    def alive(self) -> None:
        self.desk.clock.advance(self.seconds)


def fresh(desk: Desk, name: str, age: float) -> None:
    desk.age(desk.write(f"---\ntitle: {name}\n---\n\nA text that was dropped into the folder a moment ago.", f"{name}.md"), age)


def run_once(desk: Desk, said: list[str], seconds: float) -> int:
    workspace = replace(desk.workspace, supervisor=Slow(desk, seconds))  # type: ignore[arg-type]
    return run.run(workspace, said.append, once=True)


def test_two_posts_that_settle_one_after_the_other_are_told_as_two(make_desk: Callable[..., Desk]) -> None:
    desk, said = make_desk(SETTINGS), []  # type: ignore[var-annotated]
    fresh(desk, "one", 60)
    fresh(desk, "two", 0.5)
    assert run_once(desk, said, 0) == 0
    assert [words for words in said if words.startswith("Posts:")] == ["Posts: 2 read."]


def test_a_fresh_file_is_read_however_long_the_others_took(make_desk: Callable[..., Desk]) -> None:
    desk, said = make_desk(SETTINGS), []  # type: ignore[var-annotated]
    fresh(desk, "one", 60)
    fresh(desk, "two", 0.5)
    assert run_once(desk, said, 30) == 0
    assert "two" in desk.workspace.store.posts()


def test_a_file_that_never_settles_is_named_at_the_end(make_desk: Callable[..., Desk]) -> None:
    desk, said = make_desk(SETTINGS), []  # type: ignore[var-annotated]
    fresh(desk, "one", -3600)

    file, sleep = desk.workspace.settings.posts.path / "one.md", desk.clock.sleep

    def written_meanwhile(seconds: float, wake: threading.Event | None = None) -> None:
        with file.open("a") as out:
            out.write("More of it. ")
        desk.age(file, 0)
        sleep(seconds, wake)

    desk.clock.sleep = written_meanwhile  # type: ignore[method-assign]
    assert run_once(desk, said, 0) == 0
    assert "one" not in desk.workspace.store.posts()
    assert said[-1] == "Not read yet, as it was still being written: one.md. The next bot run reads it."


def test_a_file_that_cannot_be_read_is_named_with_its_reason(desk: Desk) -> None:
    said: list[str] = []
    service, _ = serving(desk, said)
    desk.write("---\ntitle: [\n---\nx\n", name="a.md")
    service.rescan()
    assert said[-2] == "Posts: 1 not readable."
    assert re.fullmatch(r"Not readable: a\.md:\d+: \S.+", said[-1])
    desk.write("---\ntitle: [\n---\ny\n", name="b.md")
    desk.write("---\ntitle: [\n---\nz\n", name="c.md")
    service.rescan()
    assert said[-1].startswith("Not readable: b.md:")
    assert said[-1].endswith(" And 1 more, see: bot")


def test_a_wall_clock_that_was_set_back_stops_no_rescan() -> None:
    done: list[str] = []
    ticks = run.heartbeat.Scheduler()
    rescan = ticks.every(run.RESCAN_EVERY).seconds.do(done.append, "rescan")
    run._beat(ticks)
    assert done == []
    rescan.next_run = rescan.next_run and rescan.next_run.replace(year=rescan.next_run.year + 1)
    run._beat(ticks)
    assert done == ["rescan"]
    assert ticks.idle_seconds is not None
    assert ticks.idle_seconds <= run.RESCAN_EVERY


def test_what_fails_before_anything_was_sent_is_held_and_not_met_again_at_every_pass(desk: Desk) -> None:
    asked, said = list[str](), list[str]()

    def broken(account: str, id_: str) -> None:
        asked.append(id_)
        if id_:
            raise ValueError("embedded null byte")

    id_ = desk.of("reddit").id
    assert desk.yes(id_)[0].ok
    service = Service(desk.workspace, Local(broken, threading.Event()), said.append)
    run._once(service)
    assert asked.count(id_) == 1
    held = desk.workspace.store.delivery(id_)
    assert held.state == State.HELD
    assert "before anything was sent (ValueError)" in held.note
    assert any("an error nobody expected" in words for words in said)
