"""Notices over real HTTP, through apprise: what arrives, how often, and that nothing which goes wrong with them holds up a post."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from whenever import Instant

from bot import app, config
from bot.errors import UserError
from bot.model.delivery import State
from bot.model.settings import Settings
from bot.service import down, health, notify, run
from bot.service.workspace import Workspace
from tests.commands import make_workspace
from tests.loopback import Answer, Loopback, Reply, Reset, Stall, serving
from tests.service.conftest import Desk

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
"""What a plugin of apprise imports, where it is installed."""

SETTINGS = """\
site: {{url: "https://example.org"}}
timezone: UTC
rehearsal: true
notify: [{places}]
accounts:
  x-{n}: {{platform: x, default: true, call_timeout: 20}}
  hn-{n}: {{platform: hackernews, default: true, rehearsal: false}}
schedule: {{slots: ["daily 12:00"], spacing: 0, undo_window: 0}}
"""


@pytest.fixture
def phone() -> Iterator[Loopback]:
    """Something that takes notices."""
    with serving(lambda _: Reply(200, {})) as server:
        yield server


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state-home"))


def desk_that_tells(make_desk: Callable[[str], Desk], *places: str) -> Desk:
    """A desk with an article, whose notices go to `places`."""
    desk = make_desk(SETTINGS.replace("{places}", ", ".join(f'"{place}"' for place in places)))
    desk.write()
    desk.scan()
    state = desk.workspace.settings.state
    return replace(desk, workspace=replace(desk.workspace, addresses=lambda named: config.notify_addresses(named, state)))


def address(server: Loopback) -> str:
    return server.url.replace("http://", "json://")


def told(desk: Desk, phone: Loopback) -> list[dict[str, Any]]:
    """What arrives now."""
    before, said = len(phone.seen), []
    notify.tell(desk.workspace, said.append)
    assert said == []
    return [seen.json for seen in phone.seen[before:]]


def test_what_waits_is_told_once_and_what_comes_later_an_hour_later(make_desk: Callable[[str], Desk], phone: Loopback) -> None:
    desk = desk_that_tells(make_desk, address(phone))
    [one] = told(desk, phone)
    assert one["title"] == "2 wait for your yes"
    ids = sorted(delivery.id for delivery in desk.workspace.store.deliveries())
    assert sorted(line.removeprefix("Run: bot approve ") for line in one["message"].splitlines() if line.startswith("Run")) == ids
    assert "Small batches generalise" in one["message"]
    desk.write(text="---\ntitle: Another\nurl: https://example.org/b\n---\n\nWords of another article.\n", name="another.md")
    desk.scan()
    assert told(desk, phone) == []
    desk.clock.advance(3601)
    [later] = told(desk.again(), phone)
    assert later["title"] == "4 wait for your yes"
    assert "Another" in later["message"]
    assert "Small batches" not in later["message"]


def test_a_hand_off_comes_with_its_link_and_how_to_end_it(make_desk: Callable[[str], Desk], phone: Loopback) -> None:
    desk = desk_that_tells(make_desk, address(phone))
    told(desk, phone)
    one = desk.of("hackernews")
    assert desk.yes(one.id)[0].ok
    desk.send()
    assert desk.of("hackernews").state == State.HANDOFF
    [notice] = told(desk, phone)
    assert notice["title"] == "Ready for you to post"
    assert "Open https://news.ycombinator.com/submitlink?u=https%3A%2F%2Fexample.org%2Fsmall-batches" in notice["message"]
    assert notice["message"].endswith(f"Run: bot done {one.id} URL")


def test_a_pause_and_a_bad_end_are_told(make_desk: Callable[[str], Desk], phone: Loopback) -> None:
    desk = desk_that_tells(make_desk, address(phone))
    told(desk, phone)
    desk.workspace.store.pause(f"x-{desk.number}", "its login is over", desk.clock.now(), "bot")
    notify.started(desk.workspace, desk.clock.now().subtract(seconds=5))
    stopped, paused = told(desk, phone)
    assert "The service was cut off after " in stopped["message"]
    assert ", and runs again since " in stopped["message"]
    assert f"x-{desk.number} is paused: its login is over\nRun: bot resume x-{desk.number}" in paused["message"]
    notify.started(desk.workspace, None)
    desk.clock.advance(3601)
    assert told(desk, phone) == []


@pytest.mark.parametrize("answer", [Reply(500), Reply(404), Reset(), Reply(302, None, {"Location": "https://evil.example/"})])
def test_what_no_place_took_is_said_once_and_tried_again(make_desk: Callable[[str], Desk], answer: Answer) -> None:
    answers = [answer, answer, Reply(200, {})]
    with serving(lambda _: answers.pop(0) if answers else Reply(200, {})) as server:
        desk, said = desk_that_tells(make_desk, address(server)), []
        for seconds in (0, 300, 300, 600):
            desk.clock.advance(seconds)
            notify.tell(desk.workspace, said.append)
        if isinstance(answer, Reply) and answer.status == 302:
            return  # what became of a redirect is apprise's; only that nothing is raised is ours
        assert len(server.seen) == 3
    assert said == ["No notice could be given to json://; it is tried again. See: bot notify --test"]


def test_a_place_that_hangs_is_left_behind(make_desk: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notify, "LONGEST", 0.2)
    with serving(lambda _: Stall()) as server:
        desk, said = desk_that_tells(make_desk, address(server)), []
        notify.tell(desk.workspace, said.append)
    assert said[0].startswith("No notice could be given")


def test_a_secret_address_is_in_no_word_no_log_and_no_database(
    make_desk: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, phone: Loopback
) -> None:
    caplog.set_level("DEBUG", logger="bot")
    desk, said = desk_that_tells(make_desk, "phone"), []
    notify.tell(desk.workspace, said.append)
    assert said == ["Notices for phone have no address. Give it with: bot notify phone"]
    secret = address(phone).replace("json://", "json://ada:c4n4ry@")
    for place in (secret, "json://ada:c4n4ry@127.0.0.1:9", "nonsense://c4n4ry", "c4n4ry"):
        monkeypatch.setenv("BOT_NOTIFY_PHONE_URL", place)
        desk.clock.advance(700)
        notify.tell(desk.workspace, said.append)
    assert len(phone.seen) == 1
    assert said[1:] == ["No notice could be given to phone; it is tried again. See: bot notify --test"] or said[1:] == []
    written = [path.read_bytes() for path in desk.workspace.settings.state.rglob("*") if path.is_file()]
    assert "c4n4ry" not in repr(said) + caplog.text
    assert not [data for data in written if b"c4n4ry" in data]


def test_posts_go_out_whatever_becomes_of_notices(tmp_path: Path) -> None:
    """A service as it runs, whose only place for notices takes nothing."""
    with serving(lambda _: Reply(201, {"data": {"id": "1", "username": "a", "deleted": True}})) as platform:
        (tmp_path / "config").mkdir()
        (tmp_path / "posts").mkdir()
        (tmp_path / "config" / "bot.yaml").write_text(
            'notify: ["json://127.0.0.1:9"]\nschedule: {undo_window: 0, spacing: 0}\naccounts:\n'
            f'  x: {{platform: x, default: true, rehearsal: false, api: "{platform.url}"}}\n'
        )
        (tmp_path / "posts" / "a.md").write_text("---\ntitle: A title\nurl: https://example.org/a\n---\n\nWords of an article.\n")
        keys = {"api_key": "a", "api_secret": "b", "access_token": "c", "access_secret": "d"}
        workspace = app.open_workspace(tmp_path)
        config.keep_login("x", keys, workspace.settings.state)
        said = ran(workspace)
        assert any("No notice could be given to json://" in line for line in said)
        from bot.service import approve

        ids = [delivery.id for delivery in workspace.store.deliveries()]
        approve.bind(workspace, approve.plan(workspace, ids, immediate=True))
        ran(workspace)
    assert any(seen.path == "/2/tweets" for seen in platform.seen)


def ran(workspace: Workspace) -> list[str]:
    """What the service says in one pass."""
    said: list[str] = []
    run.run(replace(workspace, open_store=workspace.open_store), said.append, once=True)
    return said


def test_without_apprise_one_sentence_says_how_to_get_it(tmp_path: Path) -> None:
    script = (
        "import sys; sys.modules['apprise'] = None\n"
        "from bot.service import notify; from bot.errors import UserError\n"
        "try: notify.send('json://127.0.0.1:9', 'a', 'b')\n"
        "except UserError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout == "Notices need apprise, which is not installed. Install it with: pip install 'bot[notify]'\n"


# When the service is down ---------------------------------------------------------------------------------------------

NIGHT = 'notify: [{places}]\naccounts: {{}}\ntimezone: Europe/London\nschedule: {{quiet: "22:00-07:00"}}\n'
NOON = Instant.from_utc(2026, 11, 22, 12)


def idle(tmp_path: Path, server: Loopback) -> tuple[Settings, dict[str, str]]:
    """The settings of a workspace without a service, and where its notices go."""
    settings = config.load(make_workspace(tmp_path / "idle", NIGHT.format(places=address(server))))
    settings.state.mkdir()
    return settings, config.notify_addresses(settings.notify, settings.state)


def lived(settings: Settings, at: Instant, why: str = "") -> None:
    """A service that said then how it fared, and nothing since."""
    (settings.state / health.FILE).write_text(json.dumps({"at": at.format_iso(), "why": why, "ok": not why}))


def test_each_end_of_the_service_is_told_once_and_two_within_an_hour_not_both(tmp_path: Path, phone: Loopback) -> None:
    settings, places = idle(tmp_path, phone)
    lived(settings, NOON.subtract(minutes=3), "The disk is full.")
    assert down.tell(settings, places, NOON)[0] == "told"
    assert phone.seen[0].json["message"] == (
        f"No service runs for {settings.root} since 2026-11-22 11:57, so nothing is published. "
        "It said last: The disk is full.\nRun: bot doctor"
    )
    assert down.tell(settings, places, NOON.add(hours=5))[0] == "known"
    lived(settings, NOON.add(minutes=20))
    assert down.tell(settings, places, NOON.add(minutes=21))[0] == "later"
    assert down.tell(settings, places, NOON.add(minutes=60))[0] == "told"
    assert len(phone.seen) == 2


def test_nobody_is_woken_as_the_service_is_down_and_in_the_morning_they_are_told(tmp_path: Path, phone: Loopback) -> None:
    settings, places = idle(tmp_path, phone)
    night = Instant.from_utc(2026, 11, 22, 23)
    assert [down.tell(settings, places, night.add(hours=hours))[0] for hours in range(10)] == ["later"] * 8 + ["told", "known"]
    assert len(phone.seen) == 1


def test_a_service_that_stays_stopped_is_told_with_the_way_out(tmp_path: Path, phone: Loopback) -> None:
    settings, places = idle(tmp_path, phone)
    (settings.state / "starts").write_text("".join(f"{NOON.add(seconds=n).format_iso()}\n" for n in range(5)))
    assert down.tell(settings, places, NOON)[0] == "told"
    assert "ended badly 5 times in a row" in phone.seen[0].json["message"]
    assert phone.seen[0].json["message"].endswith("Run: bot resume")


def test_that_the_service_is_down_needs_no_database(tmp_path: Path, phone: Loopback) -> None:
    settings, _ = idle(tmp_path, phone)
    (settings.state / "bot.sqlite").write_bytes(b"no database at all" * 500)
    command = [sys.executable, "-m", "bot", "--workspace", str(settings.root), "notify", "--down"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, len(phone.seen)) == (0, 1), done.stderr


def test_what_no_place_took_is_tried_by_whoever_called(tmp_path: Path) -> None:
    with serving(lambda _: Reply(500)) as broken:
        settings, places = idle(tmp_path, broken)
        with pytest.raises(UserError, match="No notice could be given"):
            down.tell(settings, places, NOON)
    with serving(lambda _: Reply(200, {})) as mended:
        assert down.tell(settings, {"a phone": address(mended)}, NOON.add(minutes=10))[0] == "told"
