"""`bot accounts` and `bot doctor`, as a person and as a program meet them; and that no secret ever shows."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from whenever import Instant

from bot import config, platforms
from bot.cli.errors import guarded
from bot.store import open_store
from tests.cli.conftest import Ran
from tests.commands import make_workspace
from tests.loopback import Answer, Loopback, Reply, Seen, serving

Bot = Callable[..., Ran]
KEYS = {field: f"c4n4ry-{field}" for field in ("api_key", "api_secret", "access_token", "access_secret")}


@pytest.fixture
def bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Bot]:
    """The command in this process, on the workspace at `tmp_path`; everything that reached either output."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state-home"))
    for name in [name for name in os.environ if name.startswith("BOT_")]:
        monkeypatch.delenv(name)
    before = sys.excepthook

    def run(*argv: str) -> Ran:
        capfd.readouterr()
        code = guarded(["--workspace", str(tmp_path), *argv])
        return Ran(code, *capfd.readouterr())

    yield run
    sys.excepthook = before


def workspace(root: Path, *accounts: str, more: str = "") -> Path:
    """A workspace with these accounts; its private folder."""
    lines = "".join(f"  {line}\n" for line in accounts)
    make_workspace(root, f"posts: {{path: ../posts}}\ntimezone: Europe/London\n{more}accounts:\n{lines}")
    (root / ".bot").mkdir(mode=0o700)
    return root / ".bot"


def me(_: Seen) -> Answer:
    """A platform that knows us."""
    return Reply(200, {"data": {"id": "7", "username": "ada", "name": "Ada"}})


def live_x(server: Loopback) -> str:
    """A live X account whose platform is `server`."""
    return f'x: {{platform: x, rehearsal: false, monthly_budget_usd: 5, api: "{server.url}"}}'


def findings(ran: Ran) -> dict[str, list[tuple[str, str]]]:
    """What the doctor found, by what it is about."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in json.loads(ran.out)["findings"]:
        found.setdefault(one["about"], []).append((one["level"], one["words"]))
    return found


# Accounts -------------------------------------------------------------------------------------------------------------


def test_who_we_are_where_and_until_when(tmp_path: Path, bot: Bot) -> None:
    state = workspace(
        tmp_path,
        "linkedin: {platform: linkedin, rehearsal: false, hourly_cap: 2}",
        "x: {platform: x, default: true, monthly_budget_usd: 5}",
        "hackernews: {platform: hackernews, handle: ada}",
    )
    config.keep_login("linkedin", {"access_token": "c4n4ry", "expires_at": "2020-01-02T03:04:05Z", "scopes": "openid profile"}, state)
    with open_store(state / "bot.sqlite") as store:
        store.save_facts("linkedin", {"name": "Ada Lovelace", "urn": "urn:li:person:a"}, Instant.from_utc(2026, 1, 1), rehearsal=False)
    ran = bot("accounts")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split("  ")[0] for line in ran.out.splitlines()[1:]] == ["linkedin", "x", "hackernews"]
    assert all(
        words in ran.out for words in ("Ada Lovelace", "over since 2020-01-02", "2/h 30/day", "0.00 of 5.00 USD", "by hand", "not asked")
    )
    said = json.loads(bot("accounts", "--json").out)
    assert said["version"] == 1
    assert said["accounts"][0] == {
        "account": "linkedin",
        "platform": "linkedin",
        "is": "live",
        "default": False,
        "who": "Ada Lovelace",
        "scopes": ["openid", "profile"],
        "secrets": {"access_token": f"{state}/secrets.json"},
        "expires": "2020-01-02T03:04:05Z",
        "hourly_cap": 2,
        "daily_cap": 30,
        "spent_usd": 0,
        "monthly_budget_usd": 5 * 0.0,
        "paused": "",
    }
    assert "c4n4ry" not in ran.out


def test_no_accounts_are_told(tmp_path: Path, bot: Bot) -> None:
    make_workspace(tmp_path, "posts: {path: ../posts}\n")
    assert "Add one to config/bot.yaml" in bot("accounts").err


# Doctor ---------------------------------------------------------------------------------------------------------------


def test_in_rehearsal_there_is_nothing_to_mend(tmp_path: Path, bot: Bot) -> None:
    workspace(tmp_path, "x: {platform: x, default: true}", "reddit: {platform: reddit, default: true, subreddit: test}")
    ran = bot("doctor")
    assert ran.code == 0
    assert "Nothing to mend." in ran.out
    about = {line.split()[1] for line in ran.out.splitlines()[1:-1] if line[:1] in "on"}
    assert about >= {"workspace", "posts", "clock", "database", "logbook", "disk", "service", "x", "reddit", "fonts"}


def test_a_live_account_that_answers_is_well_and_remembered(tmp_path: Path, bot: Bot) -> None:
    with serving(me) as server:
        state = workspace(tmp_path, live_x(server))
        config.keep_login("x", KEYS, state)
        ran = bot("doctor", "--json")
    assert ran.code == 0, ran.out
    assert findings(ran)["x"] == [("good", f"You are @ada on X, with {', '.join(KEYS)} in {state}/secrets.json.")]
    assert "@ada" in bot("accounts").out
    assert "c4n4ry" not in ran.out + ran.err


def test_where_a_secret_comes_from_is_said(tmp_path: Path, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(me) as server:
        state = workspace(tmp_path, live_x(server))
        config.keep_login("x", KEYS, state)
        monkeypatch.setenv("BOT_X_API_KEY", "c4n4ry-other")
        assert findings(bot("doctor", "--json"))["x"][0][1].endswith(
            f"with api_key in $BOT_X_API_KEY and api_secret, access_token, access_secret in {state}/secrets.json."
        )
        assert json.loads(bot("accounts", "--json").out)["accounts"][0]["secrets"]["api_key"] == "$BOT_X_API_KEY"
        assert {"environment,", "private"} <= {*bot("accounts").out.split()}
        assert "access_secret in" in " ".join(bot("doctor", "--offline").out.split())


def test_without_asking_no_platform_hears_of_us(tmp_path: Path, bot: Bot) -> None:
    with serving(me) as server:
        config.keep_login("x", KEYS, workspace(tmp_path, live_x(server)))
        assert bot("doctor", "--offline").code == 0
    assert server.seen == []


@pytest.mark.parametrize(
    ("spoil", "about", "words"),
    [
        (lambda root: (root / ".bot").chmod(0o755), "workspace", "chmod 700"),
        (lambda root: (root / "posts").rmdir(), "posts", "Make it, or set posts.path"),
        (
            lambda root: (root / ".bot" / "secrets.json").unlink(),
            "x",
            "It has no api_key, api_secret, access_token, access_secret. Run: bot login x",
        ),
        (lambda root: (root / ".bot" / "secrets.json").chmod(0o644), "x", "chmod 600"),
        (lambda root: (root / ".bot" / "secrets.json").write_text("{"), "x", "is damaged"),
        (
            lambda root: config.keep_login("x", {"expires_at": "2020-01-02T00:00:00Z"}, root / ".bot"),
            "x",
            "is over since 2020-01-02. Run: bot login x",
        ),
        (lambda root: (root / ".bot" / "starts").write_text("2026-11-22T00:00:00Z\n" * 5), "service", "bot resume"),
    ],
)
def test_what_is_wrong_is_named_with_the_next_step(
    tmp_path: Path, bot: Bot, spoil: Callable[[Path], object], about: str, words: str
) -> None:
    with serving(me) as server:
        config.keep_login("x", KEYS, workspace(tmp_path, live_x(server)))
        assert bot("doctor", "--offline").code == 0
        spoil(tmp_path)
        ran = bot("doctor", "--offline", "--json")
    assert ran.code == 1
    assert [said for level, said in findings(ran)[about] if level == "bad" and words in said], ran.out


def test_a_platform_that_refuses_is_told_with_the_login(tmp_path: Path, bot: Bot) -> None:
    with serving(lambda seen: Reply(401, {"detail": f"bad token in {seen.headers}"})) as server:
        config.keep_login("x", KEYS, workspace(tmp_path, live_x(server)))
        ran = bot("doctor")
    assert ran.code == 1
    assert "X does not let us in" in " ".join(ran.out.split())
    assert "c4n4ry" not in ran.out + ran.err


def test_what_is_odd_is_only_noted(tmp_path: Path, bot: Bot) -> None:
    state = workspace(
        tmp_path, "reddit: {platform: reddit, default: true, subreddit: test, rehearsal: false}", "x: {platform: x, rehearsal: false}"
    )
    config.keep_login("x", {**KEYS, "scopes": "Read and Write dm.read"}, state)
    assert bot("pause", "x", "--reason", "release slipped").code == 0
    ran = bot("doctor", "--offline", "--json")
    assert ran.code == 0, ran.out
    found = findings(ran)
    assert found["reddit"][0] == (
        "note",
        "Every post goes there by default, and few belong there. Take `default: true` away, and name reddit in a post's `to:`.",
    )
    assert found["x"][0] == ("note", "It is paused: release slipped. Go on with: bot resume x")
    assert "dm.read" in found["x"][1][1]


def test_as_a_service_the_variables_of_the_shell_are_gone() -> None:
    said = {"HOME": "/h", "PATH": "/bin", "BOT_X_API_KEY": "c4n4ry", "SSH_AUTH_SOCK": "s", "http_proxy": "p"}
    assert config.service_environment(said) == {"HOME": "/h", "PATH": "/bin"}


def test_as_a_service_what_only_the_shell_knows_is_missing(tmp_path: Path) -> None:
    workspace(tmp_path, "linkedin: {platform: linkedin, rehearsal: false}")
    environment = {**os.environ, "BOT_LINKEDIN_ACCESS_TOKEN": "c4n4ry", "XDG_STATE_HOME": str(tmp_path / "state-home")}

    def doctor(*more: str) -> tuple[int, str]:
        ran = subprocess.run(
            [sys.executable, "-m", "bot", "doctor", "--offline", *more],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return ran.returncode, ran.stdout

    assert doctor()[0] == 0
    code, said = doctor("--as-service")
    assert code == 1
    assert "It has no access_token. Run: bot login linkedin" in said


# Canaries -------------------------------------------------------------------------------------------------------------

POST = """\
---
title: Reading a loss curve
url: https://example.org/loss
---
Plot the first hundred steps before you touch the learning rate. The curve fell from 2.4 to 1.1 in 300 steps.
"""
PLATFORMS = [name for name in platforms.names() if platforms.load(name).LIMITS.secrets]
SHAPED: dict[str, dict[str, Any]] = {
    "mailchimp": {"server": "us21.api.mailchimp.com", "audience": "a1b2c3d4e5"},
    "nostr": {"relays": ["wss://relay.example"]},
}
"""What an account must say where not every word will do."""


def canary(platform: str, field: str) -> str:
    """A secret as no other place has it."""
    return f"C4n4ry{platform}{field.replace('_', '')}9f3a"


def everything(server: Loopback) -> list[str]:
    """A live account of every platform that has secrets; what an account must say is made up."""
    made = []
    for name in PLATFORMS:
        kind = platforms.load(name).Account
        required = {field.encode_name for field in msgspec.structs.fields(kind) if field.required} - {"platform"}
        said: dict[str, Any] = {
            "platform": name,
            "mode": "api",
            "handle": "ada.example",
            "default": True,
            "rehearsal": False,
            "api": f"{server.url}/{name}",
        }
        made.append(f"{name}: {json.dumps({**said, **dict.fromkeys(required, 'example.social'), **SHAPED.get(name, {})})}")
    return made


def repeats(status: int, page: bool) -> Callable[[Seen], Answer]:
    """Platforms that answer with all they were sent, and every secret they know."""

    def answer(seen: Seen) -> Answer:
        name = seen.path.split("/")[1]
        known = [canary(name, field) for field in platforms.load(name).LIMITS.secrets]
        said = f"{seen.path} {seen.headers} {seen.body.decode('latin-1')} {' '.join(known)}"
        if page:
            return Reply(status, f"<html>{said}</html>".encode(), {"Content-Type": "text/html"})
        error = {"error": said, "message": said, "detail": said, "errors": [{"message": said}]}
        return Reply(status, {**error, "data": {"id": said}, "id": said, "sub": said, "access_token": known[0]})

    return answer


@pytest.mark.parametrize(("status", "page"), [(200, False), (401, False), (500, True)])
def test_no_secret_comes_out_anywhere_whatever_a_platform_says(tmp_path: Path, bot: Bot, status: int, page: bool) -> None:
    with serving(repeats(status, page)) as server:
        state = workspace(tmp_path, *everything(server), more="schedule: {undo_window: 0s, spacing: 0h}\n")
        for name in PLATFORMS:
            config.keep_login(name, {field: canary(name, field) for field in platforms.load(name).LIMITS.secrets}, state)
        (tmp_path / "posts" / "loss.md").write_text(POST)
        os.utime(tmp_path / "posts" / "loss.md", (1_790_000_000, 1_790_000_000))
        commands = [
            "run --once",
            "approve --all --now --yes",
            "run --once",
            "doctor",
            "accounts",
            "accounts --json",
            "status",
            "status --json",
        ]
        said = [bot(*command.split()) for command in (*commands, "queue --json", "log --json", "doctor --json")]
    written = [*tmp_path.glob(".bot/**/*"), *tmp_path.glob("state-home/**/*")]
    files = {path.name: path.read_bytes() for path in written if path.is_file() and path.name != "secrets.json"}
    assert "bot.sqlite" in files
    assert server.seen, "nothing was asked"
    reddit = [canary("reddit", field) for field in ("client_id", "client_secret")]
    forms = [b"C4n4ry", base64.b64encode(":".join(reddit).encode())[:24]]
    leaks = [name for name, data in files.items() if any(form in data for form in forms)]
    leaks += [ran.out + ran.err for ran in said if any(form in (ran.out + ran.err).encode() for form in forms)]
    assert leaks == []
