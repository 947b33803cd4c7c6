"""Where secrets come from, in order, and that nothing ever shows one."""

from __future__ import annotations

import copy
import json
import os
import pickle
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked

from bot import config
from bot.errors import UserError
from bot.model.settings import Account
from bot.secrets import FILE, Secrets, found, hide, redact, secrets_of, variable

LIVE = Account(name="my-x", platform="x", rehearsal=False)
CANARY = "c4n4ry-S3cr3t/+="


class Safe(KeyringBackend):
    """A keyring that holds one secret, or is locked."""

    priority = 1  # type: ignore[assignment]

    def __init__(self, held: dict[str, str] | None) -> None:
        super().__init__()
        self.held = held

    def get_password(self, service: str, username: str) -> str | None:
        if self.held is None:
            raise KeyringLocked("locked")
        return self.held.get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


@pytest.fixture(autouse=True)
def _no_keyring() -> Iterator[None]:
    """A machine without a keyring, as most servers are."""
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield
    keyring.set_keyring(before)


def private(state: Path, text: str, mode: int = 0o600) -> Path:
    """The private file with `text`."""
    path = state / FILE
    path.write_text(text)
    path.chmod(mode)
    return path


def one(environ: dict[str, str], state: Path) -> str:
    """The one secret that the tests ask for."""
    return secrets_of(LIVE, ["api_key"], environ, state)["api_key"]


def test_each_place_is_asked_in_its_turn(tmp_path: Path) -> None:
    named, credentials = tmp_path / "named", tmp_path / "credentials"
    named.write_text("from the file\n")
    credentials.mkdir()
    (credentials / "bot_my_x_api_key").write_text("from systemd\n")
    private(tmp_path, json.dumps({"my-x": {"api_key": "from the private file"}}))
    environ = {
        "BOT_MY_X_API_KEY": "from the variable",
        "BOT_MY_X_API_KEY_FILE": str(named),
        "CREDENTIALS_DIRECTORY": str(credentials),
    }
    keyring.set_keyring(Safe({"bot bot_my_x_api_key": "from the keyring"}))
    found = []
    for name in environ:
        found.append(one(environ, tmp_path))
        environ = {key: value for key, value in environ.items() if key != name}
    found.append(one(environ, tmp_path))
    keyring.set_keyring(Safe({}))
    found.append(one(environ, tmp_path))
    assert found == ["from the variable", "from the file", "from systemd", "from the keyring", "from the private file"]


def test_credentials_of_others_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "bot_my_x_api_secret").write_text("other")
    with pytest.raises(UserError):
        one({"CREDENTIALS_DIRECTORY": str(tmp_path)}, tmp_path)


@pytest.mark.parametrize("backend", [NoKeyring(), Safe(None), Safe({})])
def test_a_keyring_that_is_missing_or_locked_is_merely_not_there(tmp_path: Path, backend: KeyringBackend) -> None:
    keyring.set_keyring(backend)
    private(tmp_path, json.dumps({"my-x": {"api_key": CANARY}}))
    assert one({}, tmp_path) == CANARY


def test_what_is_missing_is_told_with_the_variables_to_set(tmp_path: Path) -> None:
    with pytest.raises(UserError) as error:
        secrets_of(LIVE, ["api_key", "api_secret", "access_token"], {"BOT_MY_X_API_SECRET": CANARY}, tmp_path)
    variables = "(or set $BOT_MY_X_API_KEY and $BOT_MY_X_ACCESS_TOKEN and start bot run again)"
    assert str(error.value) == f"my-x has no api_key, access_token. Log in with: bot login my-x {variables}"


def test_one_secret_may_make_others_needless(tmp_path: Path) -> None:
    spared = (("refresh_token", ("username", "password")),)
    with pytest.raises(UserError, match="no username, password"):
        secrets_of(LIVE, ("username", "password"), {}, tmp_path, spared)
    found = secrets_of(LIVE, ("username", "password"), {"BOT_MY_X_REFRESH_TOKEN": CANARY}, tmp_path, spared)
    assert dict(found) == {"refresh_token": CANARY}


@pytest.mark.parametrize("value", [f"{CANARY}\nmore", f"{CANARY}\r", f"{CANARY}\x1b[0m", f"{CANARY}\x85{CANARY}"])
def test_a_secret_of_several_lines_is_refused_before_a_library_repeats_it(tmp_path: Path, value: str) -> None:
    with pytest.raises(UserError, match="Copy it once more") as error:
        one({"BOT_MY_X_API_KEY": f"a{value}a"}, tmp_path)
    assert CANARY not in str(error.value)


def test_an_empty_variable_is_none(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="BOT_MY_X_API_KEY"):
        one({"BOT_MY_X_API_KEY": "", "BOT_MY_X_API_KEY_FILE": ""}, tmp_path)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_was_named_must_be_readable(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "named"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UserError, match=r"cannot be read .* Correct \$BOT_MY_X_API_KEY_FILE or the file"):
        one({"BOT_MY_X_API_KEY_FILE": str(path)}, tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="file modes are a POSIX matter")
@pytest.mark.parametrize("mode", [0o604, 0o640, 0o620, 0o601])
def test_a_private_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = private(tmp_path, json.dumps({"my-x": {"api_key": CANARY}}), mode)
    with pytest.raises(UserError) as error:
        one({}, tmp_path)
    assert f"chmod 600 {path}" in str(error.value)
    assert CANARY not in str(error.value)


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are a POSIX matter")
def test_a_private_file_must_be_a_plain_one(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("{}")
    (tmp_path / FILE).symlink_to(elsewhere)
    with pytest.raises(UserError, match="plain file"):
        one({}, tmp_path)
    (tmp_path / FILE).unlink()
    os.mkfifo(tmp_path / FILE, 0o600)
    with pytest.raises(UserError, match="secrets are not used"):
        one({}, tmp_path)


@pytest.mark.parametrize("text", ["{", "[]", '{"my-x": "' + CANARY + '"}', '{"my-x": {"api_key": 5}}'])
def test_a_damaged_private_file_is_told_without_its_content(tmp_path: Path, text: str) -> None:
    private(tmp_path, text)
    with pytest.raises(UserError, match="damaged") as error:
        one({}, tmp_path)
    assert CANARY not in str(error.value)


def test_in_rehearsal_they_are_made_up_and_nothing_is_asked(tmp_path: Path) -> None:
    private(tmp_path, "{", 0o644)
    rehearsing = Account(name="x", platform="x")
    made = secrets_of(rehearsing, ["api_key", "api_secret"], {"BOT_X_API_KEY": CANARY}, tmp_path)
    assert dict(made) == {"api_key": "rehearsal-x-api_key", "api_secret": "rehearsal-x-api_secret"}


def test_in_rehearsal_with_an_address_of_its_own_they_are_real(tmp_path: Path) -> None:
    rehearsing = Account(name="x", platform="x", api="http://127.0.0.1:1")
    assert secrets_of(rehearsing, ["api_key"], {"BOT_X_API_KEY": CANARY}, tmp_path)["api_key"] == CANARY
    with pytest.raises(UserError):
        secrets_of(rehearsing, ["api_key"], {}, tmp_path)


def test_the_configuration_hands_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_MY_X_API_KEY", CANARY)
    assert config.secrets_of(LIVE, ["api_key"], tmp_path)["api_key"] == CANARY
    assert config.secrets_of(LIVE, ["api_key"], tmp_path, {"BOT_MY_X_API_KEY": "other"})["api_key"] == "other"


def test_names_of_variables() -> None:
    assert variable("my-x.2", "api_key") == "BOT_MY_X_2_API_KEY"


def test_secrets_show_their_fields_and_never_their_values() -> None:
    held = Secrets({"b": CANARY, "a": CANARY})
    assert [repr(held), str(held), f"{held}"] == ["Secrets(a, b)"] * 3
    assert len(held) == 2
    assert repr(copy.deepcopy(held)) == "Secrets(a, b)"
    assert pickle.loads(pickle.dumps(held)) == held
    with pytest.raises(KeyError) as error:
        held["c"]
    assert CANARY not in str(error.value)


# Redaction ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Authorization: Bearer abc.DEF-123_45==", "Authorization: Bearer [secret]"),
        ("{'Authorization': 'Bearer abcdef123', 'Host': 'x'}", "{'Authorization': 'Bearer [secret]', 'Host': 'x'}"),
        ("authorization: Basic dXNlcjpwYXNz, then", "authorization: Basic [secret], then"),
        ('"authorization": "abc123"', '"authorization": "[secret]"'),
        ('Authorization: OAuth oauth_consumer_key="ck", oauth_token="t", oauth_signature="s%3D" and', "Authorization: OAuth [secret] and"),
        ("https://h/p?access_token=abc&x=1", "https://h/p?access_token=[secret]&x=1"),
        ('{"refresh_token": "abc", "expires_in": 5}', '{"refresh_token": "[secret]", "expires_in": 5}'),
        (
            "https://api.telegram.org/bot12345:AAHfake-FAKE_fakeFAKEfake/sendMessage",
            "https://api.telegram.org/bot12345:[secret]/sendMessage",
        ),
        ("url: /api/v10/webhooks/123/AbC-dEf_123.x?wait=true", "url: /api/v10/webhooks/123/[secret]?wait=true"),
        ("https://example.org/bots/12 and /webhooks/new", "https://example.org/bots/12 and /webhooks/new"),
        ("client_secret=abc password: hunter2", "client_secret=[secret] password: [secret]"),
        (
            "The bearer of bad news. Basic rules: reset your password soon.",
            "The bearer of bad news. Basic rules: reset your password soon.",
        ),
    ],
)
def test_what_looks_like_a_credential_is_hidden(text: str, expected: str) -> None:
    assert redact(text) == expected
    assert redact(expected) == expected


def test_values_are_hidden_wherever_they_stand_also_in_an_address() -> None:
    text = f"x{CANARY}y https://h/?q=c4n4ry-S3cr3t%2F%2B%3D c4n4ry-S3cr3t/%2B%3D"
    assert redact('say "a b c d" 5', ['"a b c d" 5']) == "say [secret]"
    assert redact(r"p=%22a+b+c+d%22+5 and \"a b c d\" 5", ['"a b c d" 5']) == "p=[secret] and [secret]"
    assert redact(text, [CANARY]) == "x[secret]y https://h/?q=[secret] [secret]"
    assert redact("a long one and a lon", ["a long", "a long one"]) == "[secret] and a lon"
    assert redact("the short one", ["short"]) == "the short one"


@given(st.text(), st.text(min_size=6), st.text())
def test_no_value_survives(before: str, value: str, after: str) -> None:
    text = redact(f"{before}{value}{after}", [value])
    assert value not in text or value in "[secret]"


def test_what_was_hidden_once_is_not_kept_for_good() -> None:
    tokens = [f"token-of-a-session-{number}-{'x' * 300}" for number in range(2000)]
    tracemalloc.start()
    try:
        assert all(token not in redact(f"refused {token}", [token]) for token in tokens)
        kept = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert kept < 50_000


def test_a_secret_of_bytes_that_are_no_text_is_hidden_too(tmp_path: Path) -> None:
    value = "\udcff" + CANARY
    assert found("model", "key", {"BOT_MODEL_KEY": value}, tmp_path) == value
    assert value not in hide(f"refused {value}")
