"""What a person is told of where they are, and when: what is new and needs them, at most once an hour of a kind, never in quiet hours."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.rules.rhythm import is_quiet

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.settings import Rhythm

EVERY = 3600
"""Seconds between two notices of a kind."""

MOST = 5
"""Matters that a notice names one by one."""

KINDS: Mapping[str, tuple[str, ...]] = {
    "down": ("down",),
    "stopped": ("stopped", "folder", "ended"),
    "paused": ("paused",),
    "login": ("login",),
    "unsure": ("unsure", "stuck", "failed", "halfway", "unfinished"),
    "handoff": ("handoff",),
    "waiting": ("waiting", "held", "blocked"),
}
"""The kinds of notices, the most urgent first, and which entries of the inbox each tells of. What can wait until they look is in none."""

_ONE = {
    "down": "The service is down",
    "stopped": "The service needs you",
    "paused": "Paused",
    "login": "A login ends",
    "unsure": "Look after this",
    "handoff": "Ready for you to post",
    "waiting": "Waits for your yes",
}
_MANY = {
    "down": "The service is down",
    "stopped": "The service needs you",
    "paused": "{} are paused",
    "login": "{} logins end",
    "unsure": "{} to look after",
    "handoff": "{} are ready for you to post",
    "waiting": "{} wait for your yes",
}

OPEN = ("json", "jsons", "form", "forms", "xml", "xmls", "ntfy", "ntfys", "dbus", "gnome", "macosx", "syslog", "windows")
"""Kinds of addresses that hold no secret, unless they name a user; all others are secrets themselves."""

_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that needs a person: an entry of the inbox. `key` is the same as long as it is the same thing; `command` settles it.

    `more` is what helps on a phone: a link to open, a text to copy.
    """

    kind: str
    key: str
    line: str
    command: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """When something of a kind was told last (None: never), and of which matters that are still there."""

    at: Instant | None = None
    keys: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to a person: plain text. `keys` are all matters of its kind, told now or before."""

    kind: str
    title: str
    text: str
    keys: tuple[str, ...]


def target(text: str) -> str:
    """A place for notices, as `notify:` names it: an address that holds no secret, or a name. Raises ValueError with a sentence."""
    if "://" not in text:
        if not _NAME.fullmatch(text):
            raise ValueError(f"{text[:40]!r} is neither a name nor an address. Write a name such as phone, then run: bot notify phone")
        return text
    scheme, _, rest = text.partition("://")
    if scheme.lower() not in OPEN or "@" in rest or "token=" in rest or "password=" in rest:
        raise ValueError(
            f"the address {scheme[:20]}://... may hold a secret, which never stands here. "
            "Write a name such as phone instead, then run: bot notify phone"
        )
    return text


def notices(matters: Iterable[Matter], told: Mapping[str, Told], rhythm: Rhythm, now: Instant) -> list[Notice]:
    """What is to be told now, the most urgent first. Of each kind the new matters are named, and how many there are in all."""
    if quiet(rhythm, now):
        return []
    known = list(matters)
    found = (_notice(kind, [one for one in known if one.kind in kinds], told.get(kind, Told()), now) for kind, kinds in KINDS.items())
    return [one for one in found if one is not None]


def quiet(rhythm: Rhythm, now: Instant) -> bool:
    """Whether nobody is to be disturbed now."""
    local = now.to_tz(rhythm.zone)
    return is_quiet(rhythm, local.hour * 60 + local.minute)


def clock(instant: Instant, zone: str) -> str:
    """An instant as the wall clock of `zone` has it, for a sentence: "2026-11-22 09:30"."""
    local = instant.to_tz(zone)
    return f"{local.date()} {local.hour:02}:{local.minute:02}"


def _notice(kind: str, matters: list[Matter], told: Told, now: Instant) -> Notice | None:
    fresh = [one for one in matters if one.key not in told.keys]
    if not fresh or (told.at is not None and told.at <= now < told.at.add(seconds=EVERY)):
        return None
    parts = [_said(one) for one in fresh[:MOST]]
    left = len(matters) - len(parts)
    if left:
        parts.append(f"And {left} more: bot")
    title = _ONE[kind] if len(matters) == 1 else _MANY[kind].format(len(matters))
    return Notice(kind, title, "\n\n".join(parts), tuple(one.key for one in matters))


def _said(one: Matter) -> str:
    more = f"\n{_clean(one.more)}" if one.more else ""
    return f"{_clean(one.line)}{more}\nRun: {one.command}"


def _clean(text: str) -> str:
    """Without what a terminal or a phone would obey rather than show."""
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\u200d")
