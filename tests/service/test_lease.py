"""One workspace holds a live account: a second one, a copy, a folder that two machines share. The network's ledger is the judge."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import NoReturn

import pytest

from bot import app, config
from bot.errors import UserError
from bot.model.delivery import State
from bot.model.holder import Host
from bot.service import amend, approve, facts, lease, lock, move, status
from bot.service.publish import publish
from bot.store import Store
from tests.service.conftest import ARTICLE, SETTINGS, Desk
from tests.service.test_publish import approved

SECRETS = ("api_key", "api_secret", "access_token", "access_secret")
LAPTOP, SERVER = Host("laptop-a", "1"), Host("server-b", "2")
NUMBERS = count(1)


@pytest.fixture
def make(make_desk: Callable[[str], Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Desk]:
    """Makes desks that share a home and one live account on X."""
    name = f"lease{next(NUMBERS)}"
    for field in SECRETS:
        monkeypatch.setenv(f"BOT_{name.upper()}_{field.upper()}", f"rehearsal-{name}-{field}")

    def made(text: str = ARTICLE) -> Desk:
        port = make_desk(SETTINGS).network.url
        live = f'{name}: {{{{platform: x, default: true, rehearsal: false, api: "{port}/x", call_timeout: 20, daily_cap: 0}}}}'
        desk = make_desk(SETTINGS.replace("x-{n}: {{platform: x, default: true, call_timeout: 20}}", live))
        desk = replace(desk, workspace=replace(desk.workspace, host=LAPTOP, holders=tmp_path / "home"))
        facts.fetch(desk.workspace, account(desk), print)
        desk.write(text)
        desk.scan()
        return desk

    return made


def account(desk: Desk):  # type: ignore[no-untyped-def]
    return next(each for each in desk.workspace.settings.accounts.values() if not each.rehearsal)


def take(desk: Desk) -> str:
    return lease.take(desk.workspace, account(desk))


def tried(desk: Desk) -> State:
    """A yes and a pass that would send it."""
    id_ = approved(desk, "x")
    desk.send()
    return desk.workspace.store.delivery(id_).state


def copied(desk: Desk, host: Host = LAPTOP, *, away: bool = False) -> Desk:
    """The workspace's folder, copied (or moved `away`) to another place, as it is opened there."""
    old = desk.workspace.settings.root
    desk.workspace.store.close()
    new = old.with_name(f"{old.name}-copy-{next(NUMBERS)}")
    (shutil.move if away else shutil.copytree)(old, new)
    return opened(desk, new, host)


def opened(desk: Desk, root: Path, host: Host) -> Desk:
    settings = config.load(root)

    def open_store() -> Store:
        from bot.store import open_store

        return open_store(str(root / ".bot" / "bot.sqlite"), logbook=root / ".bot" / app.LOGBOOK)

    connect = app.Connections(settings, desk.clock)
    fresh = replace(desk.workspace, settings=settings, store=open_store(), connect=connect, open_store=open_store, host=host)
    desk.reopened.append(fresh.store)
    return replace(desk, workspace=fresh)


def test_the_second_workspace_of_an_account_sends_nothing_and_keeps_its_yes(make: Callable[..., Desk]) -> None:
    first, second = make(), make()
    assert tried(first) == State.PUBLISHED
    id_ = second.of("x").id
    assert approved(second, "x") == id_
    second.send()
    assert second.workspace.store.delivery(id_).state == State.APPROVED
    assert publish(second.workspace, id_).state == State.APPROVED, "by whatever way it comes"
    words = take(second)
    assert str(first.workspace.settings.root) in words
    assert words.endswith(f"To hand it over: bot move {account(second).name}")
    assert [todo.command for todo in status.inbox(second.workspace) if "is held by" in todo.line] == [f"bot move {account(second).name}"]
    assert status.status(second.workspace).elsewhere == {account(second).name: words}
    assert take(first) == ""


def test_a_yes_says_that_another_workspace_holds_the_account(make: Callable[..., Desk]) -> None:
    first, second = make(), make()
    assert take(first) == ""
    assert take(second)
    (outcome,) = second.yes(second.of("x").id)
    assert outcome.ok
    assert outcome.words.startswith(f"is approved and waits. {account(second).name} is held by the workspace")


def test_what_is_live_is_not_mended_from_a_workspace_that_lost_the_account(make: Callable[..., Desk]) -> None:
    first, second = make(), make()
    assert tried(first) == State.PUBLISHED
    move.take_over(second.workspace, move.plan(second.workspace, None))
    assert "is held by" in amend.hindrance(first.workspace, first.of("x"))


def test_a_thread_stops_where_the_account_is_handed_over(make: Callable[..., Desk]) -> None:
    first, second = make(), make()
    take(first)
    id_ = approved(first, "x")
    first.fault("x", "429", path="/2/tweets", skip=1)
    first.send()
    assert first.workspace.store.delivery(id_).sent == 1
    move.take_over(second.workspace, move.plan(second.workspace, None))
    first.clear()
    first.clock.advance(3600)
    first.send()
    present = first.workspace.store.delivery(id_)
    assert (present.state, present.sent) == (State.APPROVED, 1)


def test_a_thread_stops_between_two_posts_when_the_account_is_handed_over_meanwhile(make: Callable[..., Desk]) -> None:
    first, second = make(), make()
    take(first)
    id_ = approved(first, "x")
    ways, handed_over = first.workspace.connect, list[bool]()

    def connect(account):  # type: ignore[no-untyped-def]
        if not handed_over and first.workspace.store.delivery(id_).sent == 1:
            handed_over.append(True)
            move.take_over(second.workspace, move.plan(second.workspace, None))
        return ways(account)

    present = publish(replace(first.workspace, connect=connect), id_)
    assert (present.state, present.sent, handed_over) == (State.APPROVED, 1, [True])
    assert "is held by the workspace" in present.note


def test_a_move_hands_over_and_both_sides_see_it(make: Callable[..., Desk]) -> None:
    first, second = make(), make("Another text, as the platform refuses a repeat.")
    assert tried(first) == State.PUBLISHED
    plan = move.plan(second.workspace, account(second).name)
    assert str(first.workspace.settings.root) in plan.holders[account(second).name]
    move.take_over(second.workspace, plan)
    assert (take(second), str(second.workspace.settings.root) in take(first)) == ("", True)
    assert tried(second) == State.PUBLISHED
    assert [event.event for _, _, event in second.workspace.store.events() if event.event == "move"] == ["move"]
    assert '"event":"move"' in (second.workspace.settings.state / app.LOGBOOK).read_text()
    assert not move.plan(second.workspace, None).changed


def test_rehearsal_and_hand_offs_need_no_lease(make: Callable[..., Desk]) -> None:
    first = make()
    rehearsing = next(each for each in first.workspace.settings.accounts.values() if each.rehearsal)
    assert lease.take(first.workspace, rehearsing) == ""
    assert not (first.workspace.settings.state / lease.FILE).exists()
    with pytest.raises(UserError, match="only a live account"):
        move.plan(first.workspace, rehearsing.name)


def test_a_service_that_runs_on_this_machine_is_stopped_first(make: Callable[..., Desk]) -> None:
    first, second = make(), make()
    take(first)
    with lock.hold(first.workspace.settings.state), pytest.raises(UserError, match=f"as process {os.getpid()}. Stop it first"):
        move.plan(second.workspace, None)


def test_a_copy_on_the_same_machine_is_told_and_the_original_goes_on(make: Callable[..., Desk]) -> None:
    first = make()
    assert take(first) == ""
    copy = copied(first)
    first = first.again()
    assert "is a copy of" in take(copy)
    assert tried(copy) == State.APPROVED
    assert take(first) == ""
    move.take_over(copy.workspace, move.plan(copy.workspace, None))
    assert (take(copy), str(copy.workspace.settings.root) in take(first)) == ("", True)


def test_a_workspace_that_was_moved_on_its_machine_goes_on(make: Callable[..., Desk]) -> None:
    first = make()
    assert take(first) == ""
    moved = copied(first, away=True)
    assert take(moved) == ""
    assert tried(moved) == State.PUBLISHED


def test_the_original_on_a_disk_that_was_away_is_told_when_it_is_back(make: Callable[..., Desk]) -> None:
    first = make()
    assert take(first) == ""
    copy = copied(first)
    root = first.workspace.settings.root
    shutil.move(root, root.with_name("away"))
    assert take(copy) == "", "nobody can tell it from one that was moved"
    shutil.move(root.with_name("away"), root)
    assert str(copy.workspace.settings.root) in take(first.again())
    assert take(copy) == ""


def test_a_copy_on_another_machine_waits_for_a_move(make: Callable[..., Desk]) -> None:
    first = make()
    take(first)
    copy = copied(first, SERVER)
    copy = replace(copy, workspace=replace(copy.workspace, holders=copy.workspace.settings.root / "another-home"))
    words = take(copy)
    assert words.startswith("This workspace was last served on laptop-a (")
    assert words.endswith("then: bot move")
    assert tried(copy) == State.APPROVED
    with pytest.raises(UserError, match="Move it as a whole: bot move"):
        move.plan(copy.workspace, account(copy).name)
    move.take_over(copy.workspace, move.plan(copy.workspace, None))
    assert take(copy) == ""


def test_two_machines_that_share_the_folder_hand_it_to_each_other(make: Callable[..., Desk], tmp_path: Path) -> None:
    laptop = make()
    take(laptop)
    root = laptop.workspace.settings.root
    server = opened(laptop, root, SERVER)
    server = replace(server, workspace=replace(server.workspace, holders=tmp_path / "home of the server"))
    assert "last served on laptop-a" in take(server)
    move.take_over(server.workspace, move.plan(server.workspace, None))
    assert (take(server), "last served on server-b" in take(laptop)) == ("", True)
    move.take_over(laptop.workspace, move.plan(laptop.workspace, None))
    assert (take(laptop), "last served on laptop-a" in take(server)) == ("", True)


@pytest.mark.parametrize("lost", ["folder", "database"])
def test_either_record_alone_tells_where_the_workspace_is_at_home(make: Callable[..., Desk], lost: str) -> None:
    first = make()
    take(first)
    copy = copied(first, SERVER)
    if lost == "folder":
        (copy.workspace.settings.state / lease.FILE).unlink()
    else:
        copy.workspace.store.set_meta(lease.HOME, "")
    assert "last served on laptop-a" in take(copy)


def test_a_machine_keeps_its_name_or_its_nature() -> None:
    started = Host("a", "1", "boot")
    assert started.same(Host("b", "1", "another boot")), "renamed"
    assert started.same(Host("b", "", "boot")), "a container on it"
    assert not started.same(Host("a", "2", "another boot")), "another one of that name"
    assert Host("a").same(Host("a")), "one that tells nothing more"


def test_the_machine_is_named_by_the_environment_where_its_name_is_none() -> None:
    assert config.host({"BOT_HOST": "box"}).same(Host("box", "box"))
    assert config.host({}).same(config.host({}))
    assert config.holders({"XDG_STATE_HOME": "/s"}) == Path("/s/bot/holders")


def test_the_record_is_private_and_holds_no_secret(make: Callable[..., Desk]) -> None:
    first = make()
    take(first)
    home = first.workspace.holders
    assert home is not None
    assert home.stat().st_mode & 0o777 == 0o700
    for path in (*home.iterdir(), first.workspace.settings.state / lease.FILE):
        assert path.stat().st_mode & 0o777 == 0o600
        assert "rehearsal-" not in path.read_text()


def test_the_same_credentials_are_the_same_account_before_its_id_is_known(make: Callable[..., Desk]) -> None:
    first, second = make(), make()
    for each in (first, second):
        each.workspace.store.save_facts(account(each).name, {}, each.clock.now(), rehearsal=False)
    assert take(first) == ""
    assert "is held by" in take(second)


def test_what_cannot_be_read_or_written_holds_the_account(make: Callable[..., Desk]) -> None:
    first, second = make(), make()
    take(first)
    home = second.workspace.holders
    assert home is not None
    (record,) = home.glob("*.json")
    record.write_text("{")
    assert take(second).startswith("Nobody can tell whether another workspace holds")
    assert tried(second) == State.APPROVED
    with pytest.raises(UserError, match="Nothing was moved"):
        move.plan(second.workspace, None)
    record.unlink()
    assert take(second) == ""


DIES_AT = ("open", "os.rename")


def test_a_crash_at_any_moment_of_a_move_leaves_one_holder_and_no_move_unrecorded(make: Callable[..., Desk]) -> None:
    first, second = make(), make()
    take(first)
    take(second)
    copy = copied(first)
    first = first.again()
    held: list[tuple[bool, bool]] = []
    for moment in count(1):
        ended = _killed_while_moving(copy, moment)
        after = opened(copy, copy.workspace.settings.root, LAPTOP)
        assert not (take(first) == "" and take(after) == ""), f"both may send after a crash at {moment}"
        recorded = any(event.event == "move" for _, _, event in after.workspace.store.events())
        held.append((take(after) == "", recorded))
        assert recorded or take(after), f"it was handed over and nobody wrote that down, at {moment}"
        if ended:
            break
    assert held[0] == (False, True), "it was written down first"
    assert held[-1] == (True, True), "and done last"


def _killed_while_moving(desk: Desk, moment: int) -> bool:
    """A process of its own moves the account here and is killed when it opens or renames something for the `moment`th time.

    True when it came to its end first.
    """
    desk.workspace.store.close()
    child = os.fork()
    if child == 0:
        try:
            _move_and_die(desk, moment)
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


def _move_and_die(desk: Desk, moment: int) -> NoReturn:
    workspace = opened(desk, desk.workspace.settings.root, LAPTOP).workspace
    plan, left = move.plan(workspace, None), moment

    def hook(event: str, _: object) -> None:
        nonlocal left
        if event in DIES_AT:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    move.take_over(workspace, plan)
    os._exit(0)


def test_only_approval_is_not_in_the_way(make: Callable[..., Desk]) -> None:
    """What another holder has can be read, rejected and taken back here; only sending waits."""
    first, second = make(), make()
    take(first)
    id_ = approved(second, "x")
    assert approve.undo(second.workspace, id_).ok
    assert approve.reject(second.workspace, id_).ok
