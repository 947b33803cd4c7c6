"""The settings as `config/bot.yaml` writes them, made into values. Reads no file and no environment."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from bot import platforms, schedule_reader
from bot.findings import Findings, nearest, words
from bot.model.settings import Account, Llm, Posts, Rhythm, Settings, Site
from bot.model.written import File, Schedule
from bot.rules import notices
from bot.text.strict_yaml import Document, Place, Value

KEYS = File.__struct_fields__
SCHEDULE_KEYS = Schedule.__struct_fields__
"""May stand below `schedule`, for everybody, and in an account, for itself."""

REHEARSAL_TIMEOUT = 5
"""Seconds a call of a rehearsing account may take unless it says otherwise: its network is this machine."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_PRIVATE = frozenset({"local", "localhost", "localdomain", "internal", "intranet", "lan", "home", "corp", "arpa"})
"""Last parts of names that mean something inside one network only."""


def understand(document: Document, root: Path, file: str) -> Settings:
    """The settings that `document`, read from `file`, holds for the workspace at `root` (absolute). Raises UserError with all mistakes."""
    findings = Findings(file, document)
    values = findings.mapping((), document.values)
    findings.unknown((), values, KEYS)
    rehearsal = findings.one(("rehearsal",), values.get("rehearsal"), bool, True)
    schedule = findings.mapping(("schedule",), values.get("schedule"))
    findings.unknown(("schedule",), schedule, SCHEDULE_KEYS)
    base = schedule_reader.read(findings, (), {"timezone": values.get("timezone")}, Rhythm())
    zone = base.zone
    base = schedule_reader.read(findings, ("schedule",), schedule, base)
    accounts = _accounts(findings, values.get("accounts"), rehearsal, base, "undo_window" in schedule)
    accounts = _called(findings, values.get("mentions"), accounts)
    posts = _posts(findings, values.get("posts"), root)
    accounts = {name: _with_files(findings, account, root, posts.path) for name, account in accounts.items()}
    settings = Settings(
        root=root,
        state=root / ".bot",
        site=_site(findings, values.get("site")),
        posts=posts,
        timezone=zone,
        rhythm=base,
        rehearsal=rehearsal,
        accounts=accounts,
        groups=_groups(findings, values),
        notify=findings.checked(("notify",), values.get("notify"), notices.target),
        feeds=_feeds(findings, values.get("feeds")),
        database=_database(findings, values.get("database")),
        metrics=_metrics(findings, values.get("metrics"), root),
        llm=_llm(findings, values.get("llm")),
    )
    findings.settle()
    return settings


def _site(findings: Findings, value: Value) -> Site:
    site = findings.struct(("site",), findings.mapping(("site",), value), Site) or Site()
    if site.url and (urlsplit(site.url).scheme not in {"http", "https"} or not urlsplit(site.url).hostname):
        findings.say(("site", "url"), f"site.url is {site.url!r}, which is not an address. Write it like https://example.org.")
    return msgspec.structs.replace(site, url=site.url.rstrip("/"))


def _posts(findings: Findings, value: Value, root: Path) -> Posts:
    raw = findings.mapping(("posts",), value)
    for key in ("include", "exclude"):
        if isinstance(raw.get(key), str):
            raw[key] = [raw[key]]
    posts = findings.struct(("posts",), raw, Posts) or Posts()
    path = _absolute(root / "config", posts.path) if "path" in raw else root / posts.path
    return msgspec.structs.replace(posts, path=path, static=_absolute(root / "config", posts.static) if posts.static else None)


def _absolute(folder: Path, path: Path) -> Path:
    """Paths in a settings file count from the folder it lies in."""
    return Path(os.path.normpath(folder / path.expanduser()))


def _with_files(findings: Findings, account: Account, root: Path, posts: Path) -> Account:
    """The account with its files' paths absolute. They are private, so none may lie among the posts, which are in everybody's git."""
    files = {
        key: _absolute(root / "config", value) for key in account.__struct_fields__ if isinstance(value := getattr(account, key), Path)
    }
    for key, path in files.items():
        if path.is_relative_to(posts):
            place = ("accounts", account.name, key)
            findings.say(place, f"{words(place)} lies in the posts folder, but is private. Put it into config/, and out of git.")
    return msgspec.structs.replace(account, **files) if files else account


def _accounts(findings: Findings, value: Value, rehearsal: bool, base: Rhythm, undo_said: bool) -> dict[str, Account]:
    accounts: dict[str, Account] = {}
    variables: dict[str, str] = {}
    findings.mapping(("accounts",), value)
    for name, each in value.items() if isinstance(value, dict) else ():
        place = ("accounts", name)
        twin = variables.setdefault(name.upper().replace("-", "_"), name)
        if not _NAME.fullmatch(name):
            findings.say(place, f"{name[:60]!r} can't be an account's name. Use letters, digits, - and _, at most 40.")
        elif name.lower() == "llm":
            findings.say(place, f"The account {name} would share its secrets' variables with the language model's, llm. Rename it.")
        elif twin != name:
            findings.say(place, f"The accounts {twin} and {name} would share their secrets' variables. Rename one.")
        raw = findings.mapping(place, each)
        account = _account(findings, name, raw, rehearsal, base, undo_said) if each is None or isinstance(each, dict) else None
        if account is not None:
            accounts[name] = account
    return accounts


def _account(findings: Findings, name: str, raw: dict[str, Value], rehearsal: bool, base: Rhythm, undo_said: bool) -> Account | None:
    place = ("accounts", name)
    kind = _kind(findings, place, raw)
    if kind is None:
        return None
    own = {key: raw.pop(key) for key in SCHEDULE_KEYS if key in raw}
    account = findings.struct(place, raw, kind, beside=SCHEDULE_KEYS)
    made = schedule_reader.read(findings, place, own, base)
    if account is None:
        return None
    if "rehearsal" not in raw:
        account = msgspec.structs.replace(account, rehearsal=rehearsal)
    if account.rehearsal and not undo_said and "undo_window" not in own:
        made = msgspec.structs.replace(made, undo_window=0)
    if account.rehearsal and "call_timeout" not in raw:
        account = msgspec.structs.replace(account, call_timeout=REHEARSAL_TIMEOUT)
    if account.call_timeout == 0:
        findings.say((*place, "call_timeout"), f"{words(place)}.call_timeout is 0, so no call could ever end. Write seconds, such as 30.")
    if account.api is not None:
        _check_address(findings, (*place, "api"), account.api)
    _check_server(findings, (*place, "server"), getattr(account, "server", None))
    return msgspec.structs.replace(account, name=name, rhythm=made)


def _kind(findings: Findings, place: Place, raw: Mapping[str, Value]) -> type[Account] | None:
    platform, name = raw.get("platform"), str(place[-1])
    if not isinstance(platform, str):
        findings.say(place, f"{words(place)} lacks its platform. Add `platform:` with one of {', '.join(platforms.names())}.")
        return None
    if platform not in platforms.names():
        hint = nearest(platform, platforms.names())
        findings.say((*place, "platform"), f"{words(place)}.platform is {platform[:60]!r}, which bot does not know.{hint}")
        return None
    if name in platforms.names() and name != platform:
        findings.say(place, f"The account {name} has the name of another platform than its own, {platform}. Rename it.")
    return platforms.load(platform).Account


def _check_address(findings: Findings, place: Place, url: str) -> None:
    try:
        parts = urlsplit(url)
        host, secure = parts.hostname or "", parts.scheme == "https"
        loopback = parts.scheme == "http" and (host == "localhost" or ipaddress.ip_address(host).is_loopback)
    except ValueError:
        host, secure, loopback = "", False, False
    if not host or not (secure or loopback):
        findings.say(place, f"{words(place)} is {url[:80]!r}. Write an https:// address; http:// is for this machine alone, as 127.0.0.1.")
    elif parts.username or parts.password:
        findings.say(place, f"{words(place)} holds a user or a password. Secrets belong into the environment.")


def _check_server(findings: Findings, place: Place, name: str | None) -> None:
    """A server is named by its public host name alone: it is asked over https, whatever stands there."""
    labels = (name or "").lower().split(".")
    named = len(labels) > 1 and len(name or "") < 254 and all(map(_LABEL.fullmatch, labels))
    if name is not None and not (named and labels[-1][0].isalpha() and labels[-1] not in _PRIVATE):
        findings.say(place, f"{words(place)} is {name[:80]!r}, which is no public host name. Write it like mastodon.social, nothing else.")


def _feeds(findings: Findings, value: Value) -> tuple[str, ...]:
    """The addresses of feeds, each asked over https, or on this machine."""
    feeds = findings.texts(("feeds",), value)
    for number, url in enumerate(feeds):
        _check_address(findings, ("feeds", number), url)
    return tuple(dict.fromkeys(feeds))


def _groups(findings: Findings, values: Mapping[str, Value]) -> dict[str, tuple[str, ...]]:
    accounts = values.get("accounts")
    known = accounts if isinstance(accounts, dict) else {}
    groups: dict[str, tuple[str, ...]] = {}
    for name, members in findings.mapping(("groups",), values.get("groups")).items():
        place = ("groups", name)
        groups[name] = findings.texts(place, members)
        if name in known:
            findings.say(place, f"{name} is an account already, so it can't be a group too. Rename one.")
        for number, member in enumerate(groups[name]):
            if member not in known:
                findings.say((*place, number), f"{words(place)} names {member[:60]!r}, which is not an account.{nearest(member, known)}")
    return groups


def _called(findings: Findings, value: Value, accounts: dict[str, Account]) -> dict[str, Account]:
    """The accounts, each with the handles that `mentions` gives for it, else for its platform."""
    table: dict[str, dict[str, str]] = {}
    for name, handles in findings.mapping(("mentions",), value).items():
        if len(name) < 2 or re.search(r"[\[\]()@#\n]|://", name):
            findings.say(("mentions", name), f"mentions: {name[:60]!r} can't be a name. Write it as it stands in your texts.")
        for where, handle in findings.mapping(("mentions", name), handles).items():
            place = ("mentions", name, where)
            platform = accounts[where].platform if where in accounts else where
            if platform not in platforms.names():
                hint = nearest(where, [*accounts, *platforms.names()])
                findings.say(place, f"{words(place)}: {where[:60]!r} is neither an account nor a platform.{hint}")
                continue
            pattern, example = platforms.load(platform).LIMITS.handle
            if not isinstance(handle, str) or not re.fullmatch(pattern, handle, re.ASCII):
                advice = f"Write it like {example!r}, in quotes." if example else f"Nobody can be mentioned on {platform}: take it out."
                findings.say(place, f"{words(place)} is no handle there. {advice}")
            else:
                table.setdefault(where, {})[name] = handle
    return {
        name: msgspec.structs.replace(account, mentions={**table.get(account.platform, {}), **table.get(name, {})})
        for name, account in accounts.items()
    }


def _llm(findings: Findings, value: Value) -> Llm | None:
    if value is None:
        return None
    found = findings.struct(("llm",), findings.mapping(("llm",), value), Llm)
    if found is None:
        return None
    _check_address(findings, ("llm", "url"), found.url)
    if found.timeout == 0:
        findings.say(("llm", "timeout"), "llm.timeout is 0, so no answer could ever come. Write seconds, such as 120.")
    return msgspec.structs.replace(found, url=found.url.rstrip("/"))


def _database(findings: Findings, value: Value) -> str:
    url = findings.one(("database",), value, str, "")
    if "@" in url and ":" in url.partition("://")[2].rpartition("@")[0]:
        findings.say(("database",), "database holds a password. Put the whole address into $BOT_DATABASE instead.")
    return url


def _metrics(findings: Findings, value: Value, root: Path) -> Path | None:
    path = findings.one(("metrics",), value, str, "")
    return _absolute(root / "config", Path(path)) if path else None
