"""What needs a person: one thing a line, with the command that settles it. Pure."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass

NAMED = 8
"""Accounts that one line names; the rest are counted."""

AT_ONCE = frozenset({"waiting", "held"})
"""Kinds that one yes to the whole post settles."""


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that needs a person: what, and the command that settles it. `kind` groups them, most urgent first.

    Of a delivery whose post may need the same on other accounts, `about` says of which one and what.
    """

    kind: str
    line: str
    command: str
    about: About | None = None


@dataclass(frozen=True, slots=True)
class About:
    """A delivery: its post by slug and title, the account in words, and what it needs."""

    id: str
    post: str
    title: str
    place: str
    what: str


def of_delivery(kind: str, about: About, command: str) -> Todo:
    """A thing that one delivery needs."""
    return Todo(kind, f"{about.id}  {about.title} on {about.place} {about.what}", command, about)


def together(todos: Iterable[Todo]) -> list[Todo]:
    """The same things, but one for all accounts of a post that need the same; each stands where the first of them stood."""
    groups: dict[object, list[Todo]] = {}
    for todo in todos:
        key = (todo.kind, todo.about.post, todo.about.what) if todo.about else object()
        groups.setdefault(key, []).append(todo)
    return [_one(group) for group in groups.values()]


def _one(group: list[Todo]) -> Todo:
    first, abouts = group[0], [todo.about for todo in group if todo.about]
    if len(abouts) < 2:
        return first
    about = abouts[0]
    more = f" and {len(abouts) - NAMED} more" if len(abouts) > NAMED else ""
    places = ", ".join(f"{each.place} {each.id}" for each in abouts[:NAMED])
    command = f"bot approve --post {shlex.quote(about.post)}" if first.kind in AT_ONCE else first.command
    return Todo(first.kind, f"{about.title} {about.what} on {places}{more}", command)
