"""Asking a platform for a token: over real HTTP, with a browser that is a test; and when a login is over."""

from __future__ import annotations

import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from whenever import Instant

from bot import app, config, platforms
from bot.clock import FixedClock
from bot.errors import MaybeSent, Refused, SendError, UserError
from bot.model.guide import Grant
from bot.platforms.base import Connection
from bot.service import login, status
from bot.service.callback import Listener, Ticket
from bot.service.workspace import Workspace
from tests.commands import make_workspace
from tests.loopback import Answer, Loopback, Reply, Seen, serving

APP = {"client_id": "app", "client_secret": "c4n4ry-app-secret"}
TOKEN = {"access_token": "c4n4ry-token", "expires_in": 5_184_000, "scope": "openid,profile,w_member_social"}
BEGIN = Instant.from_utc(2026, 11, 1, 12)
DAY = 86_400


def opened(root: Path, account: str, at: Instant = BEGIN) -> Workspace:
    """A workspace with one account, its clock standing still."""
    if not (root / "config").exists():
        make_workspace(root, f"posts: {{path: ../posts}}\ntimezone: Europe/London\naccounts:\n  it: {{{account}, rehearsal: false}}\n")
    return app.open_workspace(root, clock=FixedClock(at))


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state-home"))


def connection(root: Path, platform: str, server: Loopback) -> Connection:
    """The way to an account whose platform is `server`."""
    more = {"linkedin": "platform: linkedin", "mastodon": "platform: mastodon, server: example.social", "x": "platform: x"}[platform]
    workspace = opened(root, f'{more}, api: "{server.url}"')
    return app.trial(workspace, workspace.account("it"), APP)


def asked(connection: Connection, back: Callable[[dict[str, str]], str]) -> tuple[Grant, str]:
    """A login whose browser comes back with the query `back` makes of what it was sent with; and the address it was sent to."""
    ticket, addresses = Ticket(), []
    with closing(Listener(0, ticket)) as door:

        def send(address: str) -> str:
            addresses.append(address)
            sent = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
            browser = threading.Thread(target=_visit, args=(f"{sent['redirect_uri']}?{back(sent)}",))
            browser.start()
            try:
                code = door.answer()
            finally:
                browser.join()
            assert code
            return code

        return login.by_browser(connection, ticket, door.redirect, send), addresses[0]


def _visit(address: str) -> None:
    try:
        urllib.request.urlopen(address, timeout=10).read()
    except urllib.error.HTTPError as error:
        error.read()


def true(sent: dict[str, str]) -> str:
    """What a platform sends back."""
    return f"code=c4n4ry-code&state={quote(sent['state'])}"


def test_linkedin_gives_a_token_for_a_code_and_the_secret_of_the_app(tmp_path: Path) -> None:
    with serving(lambda _: Reply(200, TOKEN)) as server:
        way = connection(tmp_path, "linkedin", server)
        grant, address = asked(way, true)
    assert address.startswith(f"{server.url}/oauth/v2/authorization?response_type=code&redirect_uri=http%3A%2F%2F127.0.0.1%3A")
    assert "scope=openid+profile+w_member_social" in address
    assert "c4n4ry" not in address
    assert "code_challenge" not in address, "its web flow takes none"
    [seen] = server.seen
    assert (seen.method, seen.path) == ("POST", "/oauth/v2/accessToken")
    redirect = parse_qs(urlsplit(address).query)["redirect_uri"][0]
    assert seen.form == {"grant_type": "authorization_code", "code": "c4n4ry-code", "redirect_uri": redirect, **APP}
    assert dict(grant.secrets) == {"access_token": "c4n4ry-token"}
    assert (grant.scopes, grant.seconds) == (("openid", "profile", "w_member_social"), 60 * DAY)
    assert "c4n4ry" not in repr(grant)


def test_without_our_state_no_code_is_ever_changed_for_a_token(tmp_path: Path) -> None:
    with serving(lambda _: Reply(200, TOKEN)) as server:
        way = connection(tmp_path, "linkedin", server)
        with pytest.raises(UserError, match="belongs to another login"):
            asked(way, lambda _: "code=c4n4ry-code&state=guessed")
    assert server.seen == []


@pytest.mark.parametrize("platform", ["linkedin", "mastodon", "x"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_token_call_that_is_led_elsewhere_arrives_nowhere(tmp_path: Path, platform: str, status: int) -> None:
    with serving(lambda _: Reply(200, TOKEN)) as evil:

        def lead(seen: Seen) -> Answer:
            if seen.path == "/api/v1/apps":
                return Reply(200, APP)
            return Reply(status, None, {"Location": f"{evil.url}/oauth/token"})

        with serving(lead) as server:
            way = connection(tmp_path, platform, server)
            with pytest.raises(SendError) as error:
                asked(way, true)
    assert evil.seen == []
    assert "c4n4ry" not in str(error.value) + error.value.answer


def test_registering_that_is_led_elsewhere_arrives_nowhere(tmp_path: Path) -> None:
    with (
        serving(lambda _: Reply(200, APP)) as evil,
        serving(lambda _: Reply(307, None, {"Location": f"{evil.url}/api/v1/apps"})) as server,
        pytest.raises(SendError),
    ):
        asked(connection(tmp_path, "mastodon", server), true)
    assert evil.seen == []


def test_x_gives_tokens_for_a_code_and_its_proof_and_wants_no_secret(tmp_path: Path) -> None:
    given = {**TOKEN, "refresh_token": "c4n4ry-refresh", "expires_in": 7200, "scope": "tweet.read tweet.write"}
    with serving(lambda _: Reply(200, given)) as server:
        grant, address = asked(connection(tmp_path, "x", server), true)
    sent = parse_qs(urlsplit(address).query)
    assert address.startswith(f"{server.url}/i/oauth2/authorize?")
    assert (sent["code_challenge_method"], len(sent["code_challenge"][0])) == (["S256"], 43)
    [seen] = server.seen
    assert (seen.method, seen.path) == ("POST", "/2/oauth2/token")
    assert {*seen.form} == {"grant_type", "code", "redirect_uri", "code_verifier", "client_id"}
    assert "authorization" not in seen.headers
    assert dict(grant.secrets) == {"access_token": "c4n4ry-token", "refresh_token": "c4n4ry-refresh"}
    assert "c4n4ry" not in repr(grant)


def test_x_without_a_refresh_token_is_no_login(tmp_path: Path) -> None:
    with serving(lambda _: Reply(200, TOKEN)) as server, pytest.raises(Refused, match="refresh_token"):
        asked(connection(tmp_path, "x", server), true)


def test_a_page_is_opened_and_never_called(tmp_path: Path) -> None:
    from bot import http

    workspace = opened(tmp_path, "platform: x")
    session = app.trial(workspace, workspace.account("it"), {}).session
    assert http.address_of(session, "https://x.com/i/oauth2/authorize", ("x.com",)) == "https://x.com/i/oauth2/authorize"
    for foreign in ("http://x.com/i", "https://x.com.evil.example/i", "https://x.com:444/i", "https://x.com@evil.example/"):
        with pytest.raises(SendError, match="is not an address of this platform"):
            http.address_of(session, foreign, ("x.com",))
    with pytest.raises(Exception, match="is not an address of this platform"):
        session.get("https://x.com/i/oauth2/authorize")


def test_nobody_is_sent_to_a_page_of_another_host(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "platform: mastodon, server: example.social")
    session = app.trial(workspace, workspace.account("it"), {}).session
    from bot import http

    assert http.address_of(session, "https://example.social/oauth/authorize") == "https://example.social/oauth/authorize"
    for foreign in ("https://evil.example/oauth/authorize", "http://example.social/oauth", "https://example.social.evil.example/"):
        with pytest.raises(SendError, match="is not an address of this platform"):
            http.address_of(session, foreign)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"access_token": ""},
        {"access_token": 5},
        {"access_token": "two words"},
        {"access_token": "bad\r\nHost: evil"},
        {"access_token": "\u2019"},
        {"access_token": "a", "token_type": "mac"},
        [],
        b"<html>c4n4ry-app-secret c4n4ry-code</html>",
    ],
)
def test_an_answer_without_a_token_that_can_be_used_gives_none(tmp_path: Path, body: object) -> None:
    with serving(lambda _: Reply(200, body)) as server, pytest.raises(MaybeSent) as error:
        asked(connection(tmp_path, "linkedin", server), true)
    assert "c4n4ry" not in str(error.value) + error.value.answer


def test_a_refusal_that_repeats_our_secrets_is_told_without_them(tmp_path: Path) -> None:
    with (
        serving(lambda seen: Reply(400, {"error": "invalid_grant", "error_description": f"not {seen.body.decode()}"})) as server,
        pytest.raises(Refused) as error,
    ):
        asked(connection(tmp_path, "linkedin", server), true)
    assert "c4n4ry" not in str(error.value) + error.value.answer


@pytest.mark.parametrize(("said", "meant"), [(3600, 3600), (0, 0), (-5, 0), (True, 0), ("3600", 0), (10**12, 0), (None, 0)])
def test_how_long_it_lasts_is_believed_where_it_makes_sense(tmp_path: Path, said: object, meant: int) -> None:
    with serving(lambda _: Reply(200, {**TOKEN, "expires_in": said})) as server:
        grant, _ = asked(connection(tmp_path, "linkedin", server), true)
    assert grant.seconds == meant


# Until when -----------------------------------------------------------------------------------------------------------


def test_a_token_of_sixty_days_is_warned_of_from_day_fifty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = opened(tmp_path, "platform: linkedin")
    guide = platforms.guide("linkedin")
    config.keep_login("it", {"access_token": "t", **login.beside(guide, Grant({"access_token": "t"}), BEGIN)}, workspace.settings.state)

    def told(days: float) -> list[tuple[str, str]]:
        late = replace(workspace, clock=FixedClock(BEGIN.add(seconds=round(days * DAY))))
        return [(todo.line, todo.command) for todo in status.inbox(late) if todo.kind == "login"]

    assert told(49.9) == []
    assert told(50) == [("the login of it ends on 2026-12-31", "bot login it")]
    assert told(60) == [("the login of it is over since 2026-12-31", "bot login it")]
    monkeypatch.setenv("BOT_IT_ACCESS_TOKEN", "another")
    assert told(60) == [], "of a token that comes from elsewhere nothing is known"


def test_who_we_are_comes_from_the_fact_that_says_it() -> None:
    guide = platforms.guide("mastodon")
    assert login.who(guide, {"acct": "ada@example.social"}) == "@ada@example.social"
    assert login.who(guide, {}) == login.who(platforms.guide("reddit"), {"acct": "ada"}) == ""


@pytest.mark.parametrize("name", platforms.names())
def test_a_guide_asks_for_every_secret_and_leads_to_https_alone(name: str) -> None:
    guide, limits = platforms.guide(name), platforms.load(name).LIMITS
    assert {field for field, _ in guide.asks} == set(limits.secrets)
    for step in (*guide.steps, *guide.browser_steps):
        assert "http://" not in step.replace(f"http://127.0.0.1:{guide.port}/callback", "")


def test_a_service_that_runs_takes_a_new_login_over(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "platform: linkedin")
    account = workspace.account("it")
    with pytest.raises(UserError, match="bot login it"):
        workspace.connect(account)
    for token in ("first", "second"):
        config.keep_login("it", {"access_token": token}, workspace.settings.state)
        assert workspace.connect(account).secrets["access_token"] == token


def test_many_logins_at_once_lose_none(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    script = (
        "import sys; from pathlib import Path; from bot import secrets\n"
        "for n in range(20): secrets.keep(f'{sys.argv[1]}-{n}', {'token': sys.argv[1]}, Path(sys.argv[2]))"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, name, str(state)]) for name in ("a", "b", "c")]
    assert [child.wait(60) for child in running] == [0, 0, 0]
    assert {f"{name}-{n}" for name in "abc" for n in range(20)} == set(config_of(state))
    assert (state / "secrets.json").stat().st_mode & 0o777 == 0o600


def config_of(state: Path) -> dict[str, dict[str, str]]:
    """What the private file holds."""
    from bot import secrets

    return secrets.kept(state)


def test_a_file_that_others_may_read_gets_no_login(tmp_path: Path) -> None:
    (tmp_path / "secrets.json").write_text("{}")
    (tmp_path / "secrets.json").chmod(0o644)
    with pytest.raises(UserError, match="chmod 600"):
        config.keep_login("it", {"access_token": "t"}, tmp_path)
    assert (tmp_path / "secrets.json").read_text() == "{}"


def test_what_cannot_be_saved_leaves_what_was(tmp_path: Path) -> None:
    config.keep_login("it", {"access_token": "old"}, tmp_path)
    (tmp_path / "secrets.json.new").mkdir()
    with pytest.raises(UserError, match="nothing was saved"):
        config.keep_login("it", {"access_token": "new"}, tmp_path)
    assert config_of(tmp_path) == {"it": {"access_token": "old"}}
