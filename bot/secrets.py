"""Secrets: where they may stand, in which order they are looked for, and how they are kept out of every text.

A secret FIELD of account NAME is the first of `$BOT_NAME_FIELD`, the file `$BOT_NAME_FIELD_FILE` names, the systemd credential
`bot_name_field`, the system keyring (service `bot`, user `bot_name_field`), and the private file `.bot/secrets.json`.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, quote_plus

import msgspec

from bot.errors import UserError
from bot.model.settings import Account, Spared

FILE = "secrets.json"
"""In the state folder: `{"x": {"api_key": "..."}}`, readable by its owner alone."""

BESIDE = ("expires_at", "scopes", "token_ends", "renewing", "keyring")
"""What the private file keeps beside the secrets of an account and is none: when the login is over, what it allows, when its present
token ends, when a renewal began that has not come to its end, and which fields are in the system keyring."""

LARGEST = 65_536
"""Bytes of a file that holds a secret."""

LARGEST_FILE = 4_194_304
"""Bytes of the private file: thousands of accounts."""

KEYRING = "the system keyring"
"""How a place in it begins."""

LOCKED = "which is locked"
"""Why a keyring gives nothing for now."""

HIDDEN = "[secret]"

_NAMES = r"(?:access|refresh|id)_token|(?:access|api|client)_secret|api_key|(?:app_)?password|oauth_token(?:_secret)?|code_verifier"
_PATTERNS = (
    (re.compile(r'\bOAuth\s+\w+="[^"\r\n]*"(?:\s*,\s*\w+="[^"\r\n]*")*', re.IGNORECASE), f"OAuth {HIDDEN}"),
    (re.compile(r"\b(Bearer|Basic)\s+[\w.~+/=-]{6,}", re.IGNORECASE), rf"\1 {HIDDEN}"),
    (re.compile(r"(\bauthorization[\"']?\s*[:=]\s*[\"']?)(?!(?:OAuth|Bearer|Basic)\s)[^\s\"',;}]+", re.IGNORECASE), rf"\1{HIDDEN}"),
    (re.compile(r"(/bot[0-9]{1,20}:)[\w-]{10,200}"), rf"\1{HIDDEN}"),
    (re.compile(r"(/webhooks/[0-9]{1,20}/)[\w.-]{10,200}"), rf"\1{HIDDEN}"),
    (re.compile(rf"(\b(?:{_NAMES})[\"']?\s*[:=]\s*[\"']?)[^\s\"'&,;}})]+", re.IGNORECASE), rf"\1{HIDDEN}"),
)


_given: dict[str, tuple[str, ...]] = {}
"""The secrets that this process was given or found so far, each with the forms it may stand in, as every line of the log asks for them."""


def hide(text: str) -> str:
    """`text` without any secret that this process was given or found so far, nor anything else that looks like a credential."""
    return redact(text, list(_given))


def _give(values: Iterable[str]) -> None:
    """Remembers `values` as secrets."""
    for value in values:
        _given[value] = _given.get(value) or _forms(value)


class Secrets(Mapping[str, str]):
    """Secrets by field. Shown or logged by accident, it tells its fields and never their values."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = dict(values)
        _give(self._values.values())

    def __getitem__(self, field: str) -> str:
        return self._values[field]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Secrets({', '.join(sorted(self._values))})"


def secrets_of(account: Account, fields: Iterable[str], environ: Mapping[str, str], state: Path, spared: Spared = ()) -> Secrets:
    """The secrets `fields` of `account`. `state` is the workspace's `.bot` folder; `spared` what one field makes needless.

    In rehearsal, unless the account has an address of its own, each is `rehearsal-ACCOUNT-FIELD`. Raises UserError naming the
    variables to set where one is nowhere, or the file whose permissions let others read it.
    """
    if account.rehearsal and account.api is None:
        return Secrets({field: f"rehearsal-{account.name}-{field}" for field in fields})
    found = {field: _find(account.name, field, environ, state) for field in (*fields, *(instead for instead, _ in spared))}
    needless = {field for instead, others in spared for field in (instead, *(others if found[instead] else ()))}
    missing = [field for field, value in found.items() if not value and field not in needless]
    if missing:
        variables = " and ".join("$" + variable(account.name, field) for field in missing)
        raise UserError(
            f"{account.name} has no {', '.join(missing)}. Log in with: bot login {account.name} "
            f"(or set {variables} and start bot run again)"
        )
    for field, value in found.items():
        if value and not value.isprintable():  # libraries put such a header into their errors, in a form that nobody recognises
            raise UserError(f"The {field} of {account.name} holds a line break or a control character. Copy it once more.")
    return Secrets({field: value for field, value in found.items() if value})


def found(owner: str, field: str, environ: Mapping[str, str], state: Path) -> str:
    """The secret `field` of an account, or of something else such as the language model; empty where it is nowhere. Raises UserError."""
    value = _find(owner, field, environ, state) or ""
    _give((value,))
    return value


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """`text` with every one of the values `secrets` (from 6 characters on) and everything that looks like a credential hidden."""
    for value in sorted({each for each in secrets if len(each) >= 6}, key=len, reverse=True):
        for form in _given.get(value) or _forms(value):
            text = text.replace(form, HIDDEN)
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return text


def _forms(value: str) -> tuple[str, ...]:
    """How a secret may stand in an address or in JSON. Those of a session's token are not kept: a process of months has thousands."""
    safe = value.encode("utf-8", "backslashreplace")  # a variable may hold any byte
    return tuple(dict.fromkeys((value, quote(safe, safe=""), quote(safe), quote_plus(safe), json.dumps(value)[1:-1])))


def variable(account: str, field: str) -> str:
    """The name of the environment's variable for a secret: `BOT_X_API_KEY`."""
    return re.sub(r"[^A-Z0-9]", "_", f"BOT_{account}_{field}".upper())


def _find(account: str, field: str, environ: Mapping[str, str], state: Path) -> str | None:
    name = variable(account, field)
    if environ.get(name):
        return environ[name].strip()
    if environ.get(name + "_FILE"):
        return _from_file(name + "_FILE", Path(environ[name + "_FILE"]))
    folder = environ.get("CREDENTIALS_DIRECTORY")
    credential = Path(folder) / name.lower() if folder else None
    if credential is not None and credential.is_file():
        return _from_file("CREDENTIALS_DIRECTORY", credential)
    found, trouble = from_keyring(name.lower())
    return found or _beside_the_keyring(account, field, state, trouble)


def _beside_the_keyring(account: str, field: str, state: Path, trouble: str) -> str | None:
    """What the private file has of it; one that was put into the keyring, which does not give it, raises UserError."""
    mine = _private(state / FILE).get(account, {})
    if field in mine.get("keyring", "").split():
        then = "Unlock it and try again." if trouble == LOCKED else f"Log in again: bot login {account} --where file"
        raise UserError(f"The {field} of {account} is kept in the system keyring, {trouble or 'which has it no more'}. {then}")
    return mine.get(field)


def origin(account: str, field: str, environ: Mapping[str, str], state: Path) -> str:
    """Where the secret `field` of `account` comes from, as a person would look for it; empty where it is nowhere. Raises UserError."""
    elsewhere = overruled(account, field, environ)
    if elsewhere:
        return elsewhere
    trouble = from_keyring(variable(account, field).lower())[1]
    return str(state / FILE) if _beside_the_keyring(account, field, state, trouble) else ""


def overruled(account: str, field: str, environ: Mapping[str, str]) -> str:
    """What counts before the private file for this secret: a variable, a systemd credential or the keyring. Empty where nothing does."""
    name = variable(account, field)
    folder = environ.get("CREDENTIALS_DIRECTORY")
    for said in (name, name + "_FILE"):
        if environ.get(said):
            return f"${said}"
    if folder and (Path(folder) / name.lower()).is_file():
        return f"the systemd credential {name.lower()}"
    return f"{KEYRING} (bot, {name.lower()})" if from_keyring(name.lower())[0] else ""


def kept(state: Path) -> dict[str, dict[str, str]]:
    """What the private file says of each account, secrets and the rest. Raises UserError."""
    return _private(state / FILE)


def keep(account: str, values: Mapping[str, str], state: Path) -> None:
    """Puts `values` of `account` into the private file, beside what it holds: whole or not at all, one process at a time.

    An empty value takes a field away. Raises UserError where the file is not ours alone, and OSError.
    """
    descriptor = os.open(state / (FILE + ".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        everything = _private(state / FILE)
        mine = {field: value for field, value in {**everything.get(account, {}), **values}.items() if value}
        _write(state / FILE, msgspec.json.format(msgspec.json.encode({**everything, account: mine})))
    finally:
        os.close(descriptor)


def _write(path: Path, data: bytes) -> None:
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)  # what a crash left, perhaps under another mode
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(descriptor)
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _from_file(said: str, path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST).decode("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text"
        raise UserError(f"The secret in {path} cannot be read ({why}). Correct ${said} or the file.") from None


def from_keyring(name: str) -> tuple[str | None, str]:
    """What the system keyring has under this name, and as half a sentence why it could not be asked.

    One that is missing, locked or broken counts as one without this secret: the private file comes next.
    """
    import keyring
    from keyring.errors import KeyringError, KeyringLocked, NoKeyringError

    try:
        return keyring.get_password("bot", name), ""
    except KeyringLocked:
        return None, LOCKED
    except NoKeyringError:
        return None, "and there is none here"
    except (KeyringError, OSError, RuntimeError) as error:
        return None, f"which cannot be asked ({type(error).__name__})"


def _private(path: Path) -> dict[str, dict[str, str]]:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror}). It must be a plain file of yours.") from None
    with os.fdopen(handle, "rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if not stat.S_ISREG(mode) or (os.name == "posix" and mode & 0o077):
            raise UserError(f"Others may read {path} (mode {stat.S_IMODE(mode):o}), so its secrets are not used. Run: chmod 600 {path}")
        data = file.read(LARGEST_FILE)
    try:
        return msgspec.json.decode(data, type=dict[str, dict[str, str]])
    except msgspec.DecodeError as error:
        raise UserError(f"{path} is damaged ({error}). Mend it, or delete it and set the environment variables instead.") from None
