"""The configuration: where the workspace is, what its `config/bot.yaml` says, and the environment, which is read here alone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import UserError

if TYPE_CHECKING:
    from bot.model.holder import Host
    from bot.model.settings import Account, Settings, Spared
    from bot.model.terminal import Terminal
    from bot.secrets import Secrets
    from bot.vault import Keeper, Where

FILE = Path("config") / "bot.yaml"
"""Where the settings lie in a workspace."""

DEFAULT_CONFIG = Path(__file__).parent / "data" / "bot.yaml"
"""The settings a new workspace begins with: rehearsal on, three accounts, a sample schedule."""

LARGEST = 262_144
"""Bytes. A larger settings file is a mistake."""


def find_workspace(option: Path | None = None, environ: Mapping[str, str] | None = None, cwd: Path | None = None) -> Path:
    """The workspace folder, absolute: `option`, else `$BOT_WORKSPACE`, else the nearest one upwards from `cwd`.

    `environ` and `cwd` are this process's unless given. Raises UserError where there is none.
    """
    here = (cwd or Path.cwd()).absolute()
    said = option or (environ if environ is not None else os.environ).get("BOT_WORKSPACE")
    if said:
        folder = here / Path(said).expanduser()
        if not _is_workspace(folder):
            raise UserError(f"{said} is no workspace, as it has no {FILE}. Make one there with: bot init {said}")
        return Path(os.path.normpath(folder))
    for folder in (here, *here.parents):
        if _is_workspace(folder):
            return folder
    raise UserError(f"There is no workspace here: neither {here} nor a folder above it has a {FILE}. Make one with: bot init")


def load(root: Path, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of the workspace at `root`; `$BOT_DATABASE` replaces its database. Raises UserError with every mistake and its line."""
    from msgspec.structs import replace

    from bot.settings_reader import understand
    from bot.text.strict_yaml import BadYaml, read

    root = root.absolute()
    try:
        document = read(_text(root / FILE))
    except BadYaml as error:
        raise UserError(f"{FILE}:{error.line}: {error.sentence}") from None
    settings = understand(document, root, FILE.as_posix())
    database = (environ if environ is not None else os.environ).get("BOT_DATABASE")
    return replace(settings, database=database) if database else settings


def secrets_of(
    account: Account, fields: Iterable[str], state: Path, environ: Mapping[str, str] | None = None, spared: Spared = ()
) -> Secrets:
    """The secrets of `account`, by field, as `bot/secrets.py` finds them. `state` is the workspace's `.bot`. Raises UserError."""
    from bot import secrets

    return secrets.secrets_of(account, fields, environ if environ is not None else os.environ, state, spared)


def sealed(values: Mapping[str, str]) -> Secrets:
    """Secrets that show their names alone, wherever they are printed by mistake."""
    from bot.secrets import Secrets

    return Secrets(values)


def overruled(
    account: str, fields: Iterable[str], state: Path, where: Where = "file", environ: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Which secrets of `account` come from somewhere that would count before what `bot login` keeps at `where`, and from where.

    What an earlier login put into the keyring is no such place: it is taken away there. Raises UserError.
    """
    from bot import secrets, vault

    found = {field: secrets.overruled(account, field, environ if environ is not None else os.environ) for field in fields}
    mine = vault.in_keyring(account, state) if where == "file" else {*found}
    return {field: place for field, place in found.items() if place and not (place.startswith(secrets.KEYRING) and field in mine)}


def origins(account: str, fields: Iterable[str], state: Path, environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Where each secret of `account` comes from, empty where it is nowhere. Raises UserError."""
    from bot import secrets

    return {field: secrets.origin(account, field, environ if environ is not None else os.environ, state) for field in fields}


def keep_login(account: str, values: Mapping[str, str], state: Path, where: Where = "file") -> None:
    """Saves what a login brought, in the private file of the folder `state` or its secrets in the keyring. Raises UserError."""
    from bot import secrets, vault

    try:
        with vault.alone(account, state):
            vault.keep(account, {**values, "renewing": ""}, state, where)
    except OSError as error:
        raise UserError(f"{state / secrets.FILE} cannot be written ({error.strerror}), so nothing was saved. Mend that first.") from None


def login_place(account: str, state: Path) -> Where:
    """Where the login of `account` is kept, or would be. Raises UserError."""
    from bot import vault

    return vault.where(account, state)


def keyring_trouble() -> str:
    """Why the system keyring takes nothing, as half a sentence; empty where it does."""
    from bot import vault

    return vault.keyring_trouble()


def keeper(account: str, fields: Iterable[str], state: Path, environ: Mapping[str, str] | None = None) -> Keeper:
    """What is kept of a login whose tokens are renewed, to be read and written by one at a time."""
    from bot import vault

    return vault.Keeper(account, tuple(fields), state, environ if environ is not None else os.environ)


def in_words(places: Iterable[str]) -> list[str]:
    """Places of secrets, as `origins` names them, in a word or two each."""
    from bot import vault

    return vault.in_words(places)


def known_logins(state: Path, environ: Mapping[str, str] | None = None) -> dict[str, dict[str, str]]:
    """What stands beside the secrets of each account and is none, such as `expires_at` and `scopes`; not where a variable counts instead.

    Raises UserError where the private file cannot be used.
    """
    from bot import secrets

    said = environ if environ is not None else os.environ
    found: dict[str, dict[str, str]] = {}
    for account, kept in secrets.kept(state).items():
        names = [secrets.variable(account, field) for field in (*kept, *kept.get("keyring", "").split())]
        if not any(said.get(name) or said.get(name + "_FILE") for name in names):
            found[account] = {field: kept[field] for field in secrets.BESIDE if kept.get(field)}
    return found


def login_secrets(account: str, fields: Iterable[str], state: Path) -> dict[str, str]:
    """Those of `fields` which an earlier login saved, such as an app's own; none where a keyring does not give them. Raises UserError."""
    from bot import secrets, vault

    unread = vault.in_keyring(account, state)
    wanted = [field for field in fields if field not in unread or secrets.overruled(account, field, {})]
    kept = {field: secrets.found(account, field, {}, state) for field in wanted}
    return {field: value for field, value in kept.items() if value}


def stamp_of_logins(state: Path) -> int:
    """Changes whenever a login is saved."""
    from bot import secrets

    try:
        return (state / secrets.FILE).stat().st_mtime_ns
    except OSError:
        return 0


def secret_of_model(state: Path, environ: Mapping[str, str] | None = None) -> str:
    """The `api_key` of the language model (`$BOT_LLM_API_KEY` and so on), empty where it has none. Raises UserError."""
    from bot import secrets

    return secrets.found("llm", "api_key", environ if environ is not None else os.environ, state)


def notify_addresses(places: Iterable[str], state: Path, environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """The address of each place for notices, by what it may be called in words: its name, or its kind. Raises UserError."""
    from bot import secrets

    found: dict[str, str] = {}
    for place in places:
        if "://" in place:
            found[f"{place.partition('://')[0]}://"] = place
            continue
        found[place] = secrets.found(notify_owner(place), "url", environ if environ is not None else os.environ, state)
        if not found[place]:
            raise UserError(f"Notices for {place} have no address. Give it with: bot notify {place}")
    return found


def notify_owner(place: str) -> str:
    """Whose secret the `url` of a place for notices is: `$BOT_NOTIFY_PHONE_URL` for `phone`."""
    return f"notify-{place}"


def holders(environ: Mapping[str, str] | None = None) -> Path:
    """Where this user's workspaces say which of them holds which live account: `$XDG_STATE_HOME/bot/holders`."""
    said = (environ if environ is not None else os.environ).get("XDG_STATE_HOME")
    return (Path(said) if said else Path.home() / ".local" / "state") / "bot" / "holders"


def host(environ: Mapping[str, str] | None = None) -> Host:
    """This machine. `$BOT_HOST` names it where its own name changes with every start, as in a container."""
    from hashlib import sha256

    from bot.model.holder import Host

    said = (environ if environ is not None else os.environ).get("BOT_HOST")
    if said:
        return Host(said, said)
    machine = _line(Path("/etc/machine-id"))  # which machine-id(5) asks to keep to oneself, so a hash of it is kept
    hashed = sha256(f"bot {machine}".encode()).hexdigest()[:32] if machine else ""
    return Host(os.uname().nodename, hashed, _line(Path("/proc/sys/kernel/random/boot_id")))


def service_environment(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """What of the environment a service that systemd starts for this user has too (systemd.exec(5), ENVIRONMENT VARIABLES)."""
    kept = ("HOME", "USER", "LOGNAME", "SHELL", "PATH", "LANG", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")
    said = environ if environ is not None else os.environ
    return {name: said[name] for name in kept if name in said}


def completion(environ: Mapping[str, str] | None = None) -> str:
    """What the shell asks of us when it completes a line, in click's words; empty when it does not."""
    return (environ if environ is not None else os.environ).get("_BOT_COMPLETE", "")


def supervisor(environ: Mapping[str, str] | None = None) -> str:
    """Where who started this process wants to hear how it fares (sd_notify(3)); empty when nobody does."""
    return (environ if environ is not None else os.environ).get("NOTIFY_SOCKET", "")


def journal(environ: Mapping[str, str] | None = None) -> bool:
    """Whether standard output is read by journald (systemd.exec(5), `$JOURNAL_STREAM`)."""
    try:
        out = os.fstat(1)
    except OSError:  # it was closed
        return False
    return (environ if environ is not None else os.environ).get("JOURNAL_STREAM") == f"{out.st_dev}:{out.st_ino}"


def units(environ: Mapping[str, str] | None = None) -> Path:
    """The folder of this person's own systemd units."""
    said = (environ if environ is not None else os.environ).get("XDG_CONFIG_HOME")
    return (Path(said) if said else Path.home() / ".config") / "systemd" / "user"


def terminal(environ: Mapping[str, str] | None = None) -> Terminal:
    """What the environment says of the terminal: $BOT_PLAIN, $TERM, $NO_COLOR (no-color.org), $COLORFGBG (rxvt's and others' colours)."""
    from bot.model.terminal import Terminal

    said = environ if environ is not None else os.environ
    ground = said.get("COLORFGBG", "").rpartition(";")[2]
    plain = said.get("BOT_PLAIN", "0") not in {"", "0"} or said.get("TERM", "dumb") in {"", "dumb", "unknown"}
    return Terminal(plain, not said.get("NO_COLOR"), ground in {"7", "15"})


def editor(environ: Mapping[str, str] | None = None) -> bool:
    """Whether the environment names an editor: $VISUAL, $EDITOR."""
    said = environ if environ is not None else os.environ
    return bool(said.get("VISUAL") or said.get("EDITOR"))


def _line(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):  # not every system has it
        return ""


def _is_workspace(folder: Path) -> bool:
    try:
        return (folder / FILE).is_file()
    except OSError:  # a folder we may not look into is none of ours
        return False


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise UserError(f"{path} is missing. Make a workspace with: bot init") from None
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror}). Check who owns it.") from None
    if len(data) > LARGEST:
        raise UserError(f"{path} is larger than {LARGEST // 1024} KiB, so it is hardly a settings file. Look what it holds.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError(f"{FILE}:{line}: This is not UTF-8 text. Save the file as UTF-8.") from None
