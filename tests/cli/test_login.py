"""`bot login` as a person meets it: a real process on a real terminal, against a real server on loopback."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import signal
import stat
import sys
import termios
import urllib.error
import urllib.request
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.commands import make_workspace
from tests.loopback import Answer, Loopback, Reply, Seen, serving
from tests.terminal.talk import Talk, talking

ROOT = Path(__file__).resolve().parents[2]
KEYS = {
    "API Key": "c4n4ry-api-key",
    "API Key Secret": "c4n4ry-api-secret",
    "Access Token": "c4n4ry-access-token",
    "Access Token Secret": "c4n4ry-access-secret",
}
ADA = Reply(200, {"data": {"id": "7", "username": "ada", "name": "Ada"}})


def workspace(root: Path, accounts: str) -> Path:
    """A workspace with these accounts."""
    return make_workspace(root, f"posts: {{path: ../posts}}\ntimezone: Europe/London\naccounts:\n{accounts}\n")


def surroundings(root: Path, **variables: str) -> dict[str, str]:
    """The environment of a person without secrets in it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    return environment | {"XDG_STATE_HOME": str(root / "state-home"), "TERM": "xterm-256color", **variables}


def login(root: Path, *arguments: str, **variables: str) -> AbstractContextManager[Talk]:
    """`bot login`, running on a terminal."""
    return talking([sys.executable, "-m", "bot", "login", *arguments], cwd=root, env=surroundings(root, **variables))


def saved(root: Path) -> dict[str, dict[str, str]]:
    """The private file."""
    path = root / ".bot" / "secrets.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    found: dict[str, dict[str, str]] = json.loads(path.read_text())
    return found


@pytest.fixture
def server() -> object:
    """A server that knows us."""
    with serving(lambda _: ADA) as loopback:
        yield loopback


def x_account(server: Loopback, more: str = "rehearsal: false") -> str:
    """An X account whose platform is `server`."""
    return f'  x: {{platform: x, default: true, {more}, api: "{server.url}"}}'


def answer_all(talk: Talk) -> None:
    """Pastes the four keys of X."""
    for called, value in KEYS.items():
        talk.secret(f"{called}: ", value)


def test_four_keys_are_asked_unseen_tried_and_saved_beside_what_was_there(tmp_path: Path, server: Loopback) -> None:
    root = workspace(tmp_path, x_account(server))
    (root / ".bot").mkdir(mode=0o700)
    private = root / ".bot" / "secrets.json"
    private.write_text('{"other": {"api_key": "kept"}, "x": {"api_key": "old", "more": "stays"}}')
    private.chmod(0o600)
    with login(root, "x") as talk:
        answer_all(talk)
        assert talk.ends() == 0, talk.seen
    assert "0.20 USD a post with a link" in talk.seen
    assert "mode: handoff" in talk.seen
    assert "You are @ada on X" in talk.seen
    assert not [value for value in KEYS.values() if value in talk.seen]
    given = dict(zip(("api_key", "api_secret", "access_token", "access_secret"), KEYS.values(), strict=True))
    assert saved(root) == {"other": {"api_key": "kept"}, "x": {**given, "more": "stays"}}
    assert [seen.path for seen in server.seen] == ["/2/users/me"]


def test_what_is_refused_is_not_saved_and_not_shown_even_if_the_platform_repeats_it(tmp_path: Path) -> None:
    with serving(lambda _: Reply(401, {"detail": f"no such key: {' '.join(KEYS.values())}"})) as server:
        root = workspace(tmp_path, x_account(server))
        with login(root, "x") as talk:
            answer_all(talk)
            assert talk.ends() == 1
    assert "Nothing was saved" in " ".join(talk.seen.split())
    assert "c4n4ry" not in talk.seen
    assert not (root / ".bot" / "secrets.json").exists()


def test_what_no_key_holds_is_asked_once_more_and_enter_stops(tmp_path: Path, server: Loopback) -> None:
    root = workspace(tmp_path, x_account(server))
    with login(root, "x") as talk:
        talk.secret("API Key: ", "two words")
        talk.hears("Copy it once more")
        talk.secret("API Key: ", "sm\u00f6rg")
        talk.hears("Copy it once more")
        talk.secret("API Key: ", "")
        assert talk.ends() == 1
    assert "Nothing was saved" in talk.seen
    assert server.seen == []


def test_a_variable_that_would_count_instead_is_named_beforehand(tmp_path: Path, server: Loopback) -> None:
    root = workspace(tmp_path, x_account(server))
    with login(root, "x", BOT_X_API_KEY="c4n4ry") as talk:
        assert talk.ends() == 1
    assert "x takes its api_key from $BOT_X_API_KEY" in talk.seen
    assert "c4n4ry" not in talk.seen


def test_in_rehearsal_it_says_that_it_is_early_and_asks_all_the_same(tmp_path: Path, server: Loopback) -> None:
    with login(workspace(tmp_path, x_account(server, "rehearsal: true")), "x") as talk:
        talk.hears("no login is needed yet")
        talk.secret("API Key: ", "")
        assert talk.ends() == 1


# In the browser -------------------------------------------------------------------------------------------------------


class Mastodon:
    """A server that registers programs and changes codes for tokens as RFC 6749 and 7636 have it."""

    def __init__(self) -> None:
        self.redirect = self.challenge = ""
        self.code = "c4n4ry-code"

    def __call__(self, seen: Seen) -> Answer:
        if seen.path == "/api/v1/apps":
            self.redirect = seen.form["redirect_uris"]
            return Reply(200, {"client_id": "app", "client_secret": "c4n4ry-app-secret"})
        if seen.path == "/oauth/token":
            form = seen.form
            proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
            good = (form["code"], proof, form["redirect_uri"]) == (self.code, self.challenge, self.redirect)
            if not good:
                return Reply(400, {"error": "invalid_grant", "error_description": f"no: {form}"})
            return Reply(200, {"access_token": "c4n4ry-token", "token_type": "Bearer", "scope": "read:accounts write"})
        if seen.path == "/api/v1/accounts/verify_credentials" and seen.headers.get("authorization") == "Bearer c4n4ry-token":
            return Reply(200, {"id": "1", "username": "ada", "acct": "ada"})
        return Reply(200, {"configuration": {}}) if "instance" in seen.path else Reply(401, {"error": "who are you?"})

    def sent_to(self, talk: Talk) -> dict[str, str]:
        """What stands in the address that a person is to open."""
        talk.hears("Waiting")
        talk.read -= len("Waiting")
        line = next(line for line in talk.seen.splitlines() if "/oauth/authorize?" in line)
        found = {name: values[0] for name, values in parse_qs(urlsplit(line).query).items()}
        self.challenge = found["code_challenge"]
        return found


def mastodon(root: Path, server: Loopback) -> Path:
    """A workspace with a Mastodon account whose server is `server`."""
    return workspace(root, f'  mastodon: {{platform: mastodon, server: example.social, rehearsal: false, api: "{server.url}"}}')


@pytest.mark.parametrize("way", ["browser", "paste"])
def test_a_yes_in_the_browser_gives_a_token(tmp_path: Path, way: str) -> None:
    there = Mastodon()
    with serving(there) as server:
        root = mastodon(tmp_path, server)
        with login(root, "mastodon") as talk:
            found = there.sent_to(talk)
            back = f"{found['redirect_uri']}?code={there.code}&state={found['state']}"
            if way == "browser":
                assert b"you may close this page" in urllib.request.urlopen(back, timeout=10).read()
            else:
                talk.secret("Waiting", "https://example.org/something?else=1")
                talk.hears("That is not the address")
                talk.secret("Waiting", back)
            assert talk.ends() == 0, talk.seen
    assert found["redirect_uri"].startswith("http://127.0.0.1:")
    assert found["scope"] == "read:accounts read:statuses write:statuses write:media"
    assert "You are @ada@example.social on Mastodon" in talk.seen
    assert "write is more than bot needs" in talk.seen
    assert "c4n4ry" not in talk.seen
    assert saved(root) == {"mastodon": {"access_token": "c4n4ry-token", "scopes": "read:accounts write"}}


def test_when_nothing_comes_in_time_the_door_is_closed(tmp_path: Path) -> None:
    there = Mastodon()
    patient = "import sys; from bot.service import callback; callback.LONGEST = 1; from bot.cli import main; sys.argv[0] = 'bot'; main()"
    with serving(there) as server:
        root = mastodon(tmp_path, server)
        with talking([sys.executable, "-c", patient, "login", "mastodon"], cwd=root, env=surroundings(root)) as talk:
            back = there.sent_to(talk)["redirect_uri"]
            assert talk.ends() == 1
    assert "No answer came, so nothing was saved" in talk.seen
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(back, timeout=10)


def test_an_answer_for_another_login_ends_this_one(tmp_path: Path) -> None:
    there = Mastodon()
    with serving(there) as server:
        root = mastodon(tmp_path, server)
        with login(root, "mastodon") as talk:
            found = there.sent_to(talk)
            with pytest.raises(urllib.error.HTTPError, match="400"):
                urllib.request.urlopen(f"{found['redirect_uri']}?code={there.code}&state=x", timeout=10)
            assert talk.ends() == 1
    assert "/oauth/token" not in {seen.path for seen in server.seen}
    assert not (root / ".bot" / "secrets.json").exists()


# Whatever happens -----------------------------------------------------------------------------------------------------


def test_whoever_interrupts_sees_again_what_they_type(tmp_path: Path, server: Loopback) -> None:
    with login(workspace(tmp_path, x_account(server)), "x") as talk:
        talk.hears("API Key: ")
        talk.is_silent()
        talk.child.send_signal(signal.SIGINT)
        assert talk.ends() == 130
        assert termios.tcgetattr(talk.terminal)[3] & termios.ECHO


# The system keyring, and the browser where pasting is usual ------------------------------------------------------------


def with_keyring(path: Path | str) -> dict[str, str]:
    """The environment of somebody with a keyring: a file; one that is locked where the name is empty."""
    return {"PYTHON_KEYRING_BACKEND": "tests.filed_keyring.Filed", "PYTHONPATH": str(ROOT), "FILED_KEYRING": str(path)}


def test_a_login_goes_into_the_keyring_and_stays_there_and_back_into_the_file(tmp_path: Path, server: Loopback) -> None:
    root, held = workspace(tmp_path, x_account(server)), tmp_path / "held.json"
    for arguments in (["x", "--where", "keyring"], ["x"]):
        with login(root, *arguments, **with_keyring(held)) as talk:
            answer_all(talk)
            assert talk.ends() == 0, talk.seen
        assert "in the system keyring" in talk.seen
        assert sorted(json.loads(held.read_text()).values()) == sorted(KEYS.values())
        assert saved(root) == {"x": {"keyring": "access_secret access_token api_key api_secret"}}
    nowhere = {**with_keyring(""), "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    with login(root, "x", "--where", "file", **nowhere) as talk:  # the workspace on a machine that has none
        talk.hears("API Key: ")
    with login(root, "x", "--where", "file", **with_keyring(held)) as talk:
        answer_all(talk)
        assert talk.ends() == 0, talk.seen
    assert "in .bot/secrets.json, readable by you alone" in talk.seen
    assert json.loads(held.read_text()) == {}
    assert sorted(saved(root)["x"].values()) == sorted(KEYS.values())


@pytest.mark.parametrize(
    ("backend", "why"), [("tests.filed_keyring.Filed", "which is locked"), ("keyring.backends.fail.Keyring", "there is none")]
)
def test_a_keyring_that_takes_nothing_is_said_before_anything_is_asked(tmp_path: Path, server: Loopback, backend: str, why: str) -> None:
    root = workspace(tmp_path, x_account(server))
    variables = {**with_keyring(""), "PYTHON_KEYRING_BACKEND": backend}
    with login(root, "x", "--where", "keyring", **variables) as talk:
        assert talk.ends() == 1
    assert f"Nothing can be kept in the system keyring, {why}" in talk.seen.replace("and there", "there")
    assert "API Key: " not in talk.seen


def test_x_gives_tokens_for_a_yes_in_the_browser(tmp_path: Path) -> None:
    def answer(seen: Seen) -> Answer:
        if seen.path != "/2/oauth2/token":
            return ADA if seen.headers.get("authorization") == "Bearer c4n4ry-access" else Reply(401, {"title": "no"})
        proof = base64.urlsafe_b64encode(hashlib.sha256(seen.form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        assert (proof, seen.form["client_id"], seen.form["code"]) == (found["code_challenge"], "the-client", "c4n4ry-code")
        given = {"access_token": "c4n4ry-access", "refresh_token": "c4n4ry-refresh", "expires_in": 7200, "scope": found["scope"]}
        return Reply(200, {**given, "token_type": "bearer"})

    with serving(answer) as server:
        root = workspace(tmp_path, x_account(server))
        (root / ".bot").mkdir(mode=0o700)
        private = root / ".bot" / "secrets.json"
        private.write_text(json.dumps({"x": {"api_key": "old", "api_secret": "old", "access_token": "old", "access_secret": "old"}}))
        private.chmod(0o600)
        with login(root, "x", "--browser") as talk:
            talk.secret("Client ID: ", "the-client")
            talk.hears("Waiting")
            line = next(line for line in talk.seen.splitlines() if "/i/oauth2/authorize?" in line)
            found = {name: values[0] for name, values in parse_qs(urlsplit(line).query).items()}
            talk.secret("", f"{found['redirect_uri']}?code=c4n4ry-code&state={found['state']}")
            assert talk.ends() == 0, talk.seen
    assert found["redirect_uri"] == "http://127.0.0.1:8789/callback"
    assert found["scope"] == "tweet.read tweet.write users.read media.write offline.access"
    assert "You are @ada on X" in talk.seen
    assert "by itself, every few hours" in talk.seen
    assert "c4n4ry" not in talk.seen
    kept = saved(root)["x"]
    ends = kept.pop("token_ends")
    assert ends.endswith("Z")
    assert kept == {
        "client_id": "the-client",
        "access_token": "c4n4ry-access",
        "refresh_token": "c4n4ry-refresh",
        "scopes": "media.write offline.access tweet.read tweet.write users.read",
    }
    for arguments, asked in (([], "Client ID: "), (["--token"], "API Key: ")):
        with login(root, "x", *arguments) as talk:
            talk.hears(asked)


@pytest.mark.parametrize(("account", "arguments"), [("x", ["--token", "--browser"]), ("devto", ["--browser"])])
def test_two_ways_at_once_or_one_that_is_not_there_are_refused(tmp_path: Path, account: str, arguments: list[str]) -> None:
    root = workspace(tmp_path, f"  {account}: {{platform: {account}, rehearsal: false}}")
    with login(root, account, *arguments) as talk:
        assert talk.ends() == 2
    assert "--browser" in talk.seen
