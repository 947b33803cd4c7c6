"""Tokens that end within hours: renewed before a thread, once more at a 401, by one process at a time, and never lost without a word."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked

from bot import app, config
from bot.clock import SystemClock
from bot.errors import NotSent, Refused, UserError
from bot.model.delivery import State
from bot.service import login, renewal
from bot.service.callback import Listener, Ticket
from tests.commands import make_workspace
from tests.loopback import Answer, Reply, Reset, Seen, serving
from tests.rehearsal.oauth2 import Browser
from tests.service.conftest import Desk

RENEWALS, RENEWERS = int(os.environ.get("BOT_RENEWALS", "4")), int(os.environ.get("BOT_RENEWERS", "2"))
"""How often each of the processes that race renews, and how many they are."""

SETTINGS = """\
site: {{url: "https://example.org"}}
timezone: Europe/London
rehearsal: false
accounts:
  x-{n}: {{platform: x, default: true, call_timeout: 5, thread: 4, api: "{url}/x"}}
schedule: {{slots: ["daily 12:00"], spacing: 0, undo_window: 0}}
"""


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state-home"))
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield  # type: ignore[misc]
    keyring.set_keyring(before)


@pytest.fixture
def xdesk(make_desk: Callable[..., Desk], network) -> Desk:  # type: ignore[no-untyped-def]
    """A desk with a live X account, whose X is the rehearsal network, logged in through the browser for two hours."""
    desk = make_desk(SETTINGS.replace("{url}", network[0].url))
    keep(desk, 7200)
    desk.write()
    desk.scan()
    return desk


def name(desk: Desk) -> str:
    return f"x-{desk.number}"


def keep(desk: Desk, seconds: int, tokens: dict[str, str] | None = None, place: str = "file") -> dict[str, str]:
    """A login whose token ends in `seconds`."""
    held = tokens or Browser(desk.network.url, name(desk)).tokens()
    ends = desk.clock.now().add(seconds=seconds).format_iso(unit="second")
    config.keep_login(name(desk), {**held, "token_ends": ends}, desk.workspace.settings.state, place)  # type: ignore[arg-type]
    return held


def kept(desk: Desk) -> dict[str, str]:
    found: dict[str, dict[str, str]] = json.loads((desk.workspace.settings.state / "secrets.json").read_text())
    return found[name(desk)]


def renewals(desk: Desk) -> int:
    """How often X was asked for fresh tokens."""
    from bot.rehearsal import launch

    asked = [r for r in launch.read_ledger(desk.home).requests if r.account == name(desk) and r.path == "/2/oauth2/token"]
    return sum("grant_type=refresh_token" in request.body for request in asked)


def send(desk: Desk) -> None:
    assert [outcome.ok for outcome in desk.yes(desk.of("x").id)] == [True]
    desk.send()


def test_a_login_in_the_browser_posts_a_thread_with_what_it_was_given(xdesk: Desk) -> None:
    account, ticket = xdesk.workspace.account(name(xdesk)), Ticket()
    way = app.trial(xdesk.workspace, account, {"client_id": f"rehearsal-{account.name}-client_id"})
    browser = Browser(xdesk.network.url, account.name)
    with closing(Listener(0, ticket)) as door:

        def visit(address: str) -> str:
            said = browser.says(address=address)
            back = threading.Thread(target=lambda: browser.session.get(door.redirect, params=said, timeout=10))
            back.start()
            code = door.answer()
            back.join()
            assert code
            return code

        grant = login.by_browser(way, ticket, door.redirect, visit)
    assert sorted(grant.secrets) == ["access_token", "refresh_token"]
    assert sorted(grant.scopes) == ["media.write", "offline.access", "tweet.read", "tweet.write", "users.read"]
    beside = login.beside(__import__("bot.platforms").platforms.guide("x"), grant, xdesk.clock.now())
    assert beside["expires_at"] == ""
    keep(xdesk, grant.seconds, {"client_id": f"rehearsal-{account.name}-client_id", **grant.secrets})
    send(xdesk)
    assert xdesk.of("x").state == State.PUBLISHED
    assert (len(xdesk.live("x")), renewals(xdesk)) == (xdesk.of("x").segments, 0)


@pytest.mark.parametrize(("left", "times"), [(1799, 1), (1801, 0), (-5, 1)])
def test_it_is_renewed_before_a_thread_and_not_while_it_lasts(xdesk: Desk, left: int, times: int) -> None:
    before = keep(xdesk, left)
    send(xdesk)
    assert (xdesk.of("x").state, renewals(xdesk)) == (State.PUBLISHED, times)
    after = kept(xdesk)
    assert (after["refresh_token"] != before["refresh_token"]) is bool(times)
    assert ("renewing" in after, after["client_id"]) == (False, before["client_id"])
    if times:
        assert after["token_ends"] == xdesk.clock.now().add(seconds=7200).format_iso(unit="second")


def test_a_401_in_the_middle_renews_once_and_sends_the_same_segment_once_more(xdesk: Desk) -> None:
    xdesk.fault("x", "401", skip=1, path="/2/tweets")
    send(xdesk)
    delivery = xdesk.of("x")
    assert (delivery.state, renewals(xdesk)) == (State.PUBLISHED, 1)
    posts = xdesk.posts("x")
    assert len({post.text for post in posts}) == len(posts) == delivery.segments > 2
    assert [post.parent for post in posts] == ["", *(post.id for post in posts[:-1])]


def test_a_refusal_pauses_the_account_with_one_sentence_and_nothing_is_lost(xdesk: Desk) -> None:
    browser = Browser(xdesk.network.url, name(xdesk))
    old = keep(xdesk, 60)
    browser.renews(old["refresh_token"])  # somebody has used it: X takes it no more
    send(xdesk)
    delivery, state = xdesk.of("x"), xdesk.workspace.store.accounts(False)[name(xdesk)]
    assert (delivery.state, delivery.sent) == (State.APPROVED, 0)
    assert state.reason == (
        f"its login is over, as it was refused a new token (Value passed for the token was invalid (400)). Run: bot login {name(xdesk)}"
    )
    keep(xdesk, 7200)
    xdesk.workspace.store.resume(name(xdesk), xdesk.clock.now(), "ada")
    xdesk.send()
    assert xdesk.of("x").state == State.PUBLISHED


def test_an_answer_that_never_came_is_said_at_the_next_refusal(xdesk: Desk) -> None:
    keep(xdesk, 60)
    xdesk.fault("x", "accept-then-reset", path="/2/oauth2/token")
    way = xdesk.workspace.connect(xdesk.workspace.account(name(xdesk)))
    assert way.renewed
    with pytest.raises(NotSent, match="could not be renewed"):
        way.renewed()
    assert kept(xdesk)["renewing"]
    with pytest.raises(Refused, match=r"a renewal on 20\d\d-\d\d-\d\d was cut short before the new token got here"):
        way.renewed()


def test_killed_between_answer_and_save_a_person_is_asked_once(xdesk: Desk) -> None:
    keep(xdesk, 60)
    xdesk.fault("x", "late", path="/2/oauth2/token", seconds=20)
    child = renewing(xdesk, 1)
    end = time.monotonic() + 20
    while not renewals(xdesk) and time.monotonic() < end:
        time.sleep(0.02)
    child.send_signal(signal.SIGKILL)
    child.wait(10)
    send(xdesk)
    state = xdesk.workspace.store.accounts(False)[name(xdesk)]
    assert "was cut short" in state.reason
    assert (xdesk.of("x").state, renewals(xdesk)) == (State.APPROVED, 2)
    xdesk.send()
    assert renewals(xdesk) == 2, "an account that waits for its person asks nobody"


def test_many_processes_with_one_login_never_lose_it(xdesk: Desk) -> None:
    running = [renewing(xdesk, RENEWALS) for _ in range(RENEWERS)]
    assert [child.wait(3600) for child in running] == [0] * RENEWERS
    held = kept(xdesk)
    assert Browser(xdesk.network.url, name(xdesk)).me(held["access_token"]) == 200
    assert RENEWALS <= renewals(xdesk) <= RENEWERS * RENEWALS


def renewing(desk: Desk, times: int) -> subprocess.Popen[bytes]:
    """Another process, for which the token is over that often, and which uses what it gets each time."""
    script = (
        "import sys; from pathlib import Path; from bot import app, config; from bot.clock import SystemClock\n"
        "from bot.platforms import x\n"
        "settings = config.load(Path(sys.argv[1])); connect = app.Connections(settings, SystemClock())\n"
        "for _ in range(int(sys.argv[3])):\n"
        "    way = connect(settings.accounts[sys.argv[2]]).renewed()\n"
        "    assert x.facts(way)['id']\n"
    )
    return subprocess.Popen([sys.executable, "-c", script, str(desk.workspace.settings.root), name(desk), str(times)])


def test_tokens_from_a_variable_are_not_asked_for_as_nobody_could_keep_them(xdesk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    old = keep(xdesk, 60)
    variable = f"BOT_X_{xdesk.number}_REFRESH_TOKEN"
    monkeypatch.setenv(variable, old["refresh_token"])
    send(xdesk)
    reason = xdesk.workspace.store.accounts(False)[name(xdesk)].reason
    assert reason.startswith(f"its tokens come from ${variable}, where a renewed one cannot be written.")
    assert renewals(xdesk) == 0
    assert Browser(xdesk.network.url, name(xdesk)).renews(old["refresh_token"]).status_code == 200, "it is still good"


class Safe(KeyringBackend):
    """A keyring in memory, which may be locked."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, str] = {}
        self.locked = False

    def _open(self) -> dict[str, str]:
        if self.locked:
            raise KeyringLocked("locked")
        return self.held

    def get_password(self, service: str, username: str) -> str | None:
        return self._open().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()[f"{service} {username}"] = password

    def delete_password(self, service: str, username: str) -> None:
        from keyring.errors import PasswordDeleteError

        if self._open().pop(f"{service} {username}", None) is None:
            raise PasswordDeleteError


def test_a_renewed_token_goes_back_into_the_keyring(xdesk: Desk) -> None:
    safe = Safe()
    keyring.set_keyring(safe)
    old = keep(xdesk, 60, place="keyring")
    variable = f"bot bot_x_{xdesk.number}_"
    assert {key.removeprefix(variable) for key in safe.held} == set(old)
    send(xdesk)
    assert xdesk.of("x").state == State.PUBLISHED
    assert safe.held[variable + "refresh_token"] != old["refresh_token"]
    assert not {*safe.held.values()} & {*kept(xdesk).values()}, "the file has none of them"
    assert sorted(kept(xdesk)) == ["keyring", "token_ends"]


def test_a_locked_keyring_is_one_sentence_and_moving_to_the_file_empties_it(xdesk: Desk) -> None:
    safe = Safe()
    keyring.set_keyring(safe)
    keep(xdesk, 7200, place="keyring")
    safe.locked = True
    account = xdesk.workspace.account(name(xdesk))
    with pytest.raises(UserError) as error:
        app.Connections(xdesk.workspace.settings, SystemClock())(account)
    assert "is kept in the system keyring, which is locked. Unlock it and try again" in str(error.value)
    assert config.login_secrets(account.name, ["client_id"], xdesk.workspace.settings.state) == {}
    keyring.set_keyring(NoKeyring())
    with pytest.raises(UserError, match=f"and there is none here. Log in again: bot login {account.name} --where file"):
        app.Connections(xdesk.workspace.settings, SystemClock())(account)
    keyring.set_keyring(safe)
    safe.locked = False
    moved = keep(xdesk, 7200, place="file")
    assert safe.held == {}
    assert {field: kept(xdesk)[field] for field in moved} == moved


def test_a_new_token_that_nobody_takes_counts_and_is_written_at_the_next_look(tmp_path: Path) -> None:
    state = tmp_path / ".bot"
    given = iter(range(1, 9))
    spoil = [True]

    def answer(seen: Seen) -> Answer:
        if seen.path != "/2/oauth2/token":
            return Reply(200, {"data": {"id": "7", "username": "ada", "bearer": seen.headers["authorization"]}})
        if spoil:
            (state / "secrets.json.new").mkdir()
        number = next(given)
        return Reply(200, {"access_token": f"a{number}", "refresh_token": f"r{number}", "token_type": "bearer", "expires_in": 7200})

    with serving(answer) as server:
        make_workspace(tmp_path, f'accounts:\n  x: {{platform: x, rehearsal: false, api: "{server.url}"}}\n')
        workspace = app.open_workspace(tmp_path)
        ends = workspace.clock.now().add(seconds=5).format_iso(unit="second")
        config.keep_login("x", {"access_token": "a0", "refresh_token": "r0", "client_id": "c", "token_ends": ends}, state)
        account = workspace.account("x")
        assert renewal.ahead(workspace, account)
        assert workspace.connect(account).secrets["access_token"] == "a1"
        assert json.loads((state / "secrets.json").read_text())["x"]["refresh_token"] == "r0"
        spoil.clear()
        (state / "secrets.json.new").rmdir()
        way = workspace.connect(account)
        assert way.renewed
        way.renewed()
    assert [seen.form["refresh_token"] for seen in server.seen] == ["r0", "r1"]
    assert json.loads((state / "secrets.json").read_text())["x"]["refresh_token"] == "r2"


@pytest.mark.parametrize(
    "answer", [Reply(200, {"access_token": "a", "refresh_token": 5}), Reply(200, b"<html>"), Reply(503, {"title": "no"}), Reset()]
)
def test_an_answer_that_says_nothing_keeps_what_is_there(tmp_path: Path, answer: Answer) -> None:
    with serving(lambda _: answer) as server:
        make_workspace(tmp_path, f'accounts:\n  x: {{platform: x, rehearsal: false, api: "{server.url}"}}\n')
        workspace = app.open_workspace(tmp_path)
        config.keep_login("x", {"access_token": "a0", "refresh_token": "c4n4ry-r0", "client_id": "c"}, workspace.settings.state)
        way = workspace.connect(workspace.account("x"))
        assert way.renewed
        with pytest.raises((NotSent, Refused)) as error:
            way.renewed()
    assert "c4n4ry" not in str(error.value) + error.value.answer
    assert json.loads((tmp_path / ".bot" / "secrets.json").read_text())["x"]["refresh_token"] == "c4n4ry-r0"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_renewal_that_is_led_elsewhere_arrives_nowhere(tmp_path: Path, status: int) -> None:
    with (
        serving(lambda _: Reply(200, {"access_token": "a", "refresh_token": "r"})) as evil,
        serving(lambda _: Reply(status, None, {"Location": f"{evil.url}/2/oauth2/token"})) as server,
    ):
        make_workspace(tmp_path, f'accounts:\n  x: {{platform: x, rehearsal: false, api: "{server.url}"}}\n')
        workspace = app.open_workspace(tmp_path)
        config.keep_login("x", {"access_token": "a0", "refresh_token": "r0", "client_id": "c"}, workspace.settings.state)
        way = workspace.connect(workspace.account("x"))
        assert way.renewed
        with pytest.raises(NotSent):
            way.renewed()
    assert evil.seen == []
