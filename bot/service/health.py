"""How the service fares, for programs that watch it: a small JSON file, and numbers in the text format of Prometheus.

Both are written whole every half minute while the service runs. A file that is older than that belongs to a service that does not.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from whenever import Instant

from bot.service import guard, login

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.model.delivery import State
    from bot.service.workspace import Workspace

FILE = "health.json"
"""In the workspace's private folder."""


@dataclass(frozen=True, slots=True)
class Last:
    """When a service last said that it lives, and what hindered it then."""

    at: Instant
    why: str = ""


def tell(workspace: Workspace, trouble: str = "") -> None:
    """Writes both files, the numbers only where the configuration names a place for them. `trouble` is what hinders the service now.

    Raises OSError when one cannot be written.
    """
    counts: dict[State, int] = {}
    for (state, _), count in workspace.store.counts().items():
        counts[state] = counts.get(state, 0) + count
    now = workspace.clock.now()
    held = trouble or guard.held(workspace)
    record = {"at": now.format_iso(unit="second"), "process": os.getpid(), "ok": not held, "why": held, "deliveries": counts}
    _write(workspace.settings.state / FILE, json.dumps(record) + "\n", 0o600)
    if workspace.settings.metrics:
        _write(workspace.settings.metrics, "".join(f"{line}\n" for line in _numbers(workspace, counts, not held)), 0o644)


def last(state: Path) -> Last | None:
    """What the health file in the private folder `state` says; None where there is none, or nobody can read it."""
    try:
        told = json.loads((state / FILE).read_text("utf-8"))
        return Last(Instant.parse_iso(told["at"]), str(told["why"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _numbers(workspace: Workspace, counts: dict[State, int], ok: bool) -> Iterator[str]:
    """The exposition format of Prometheus 0.0.4, for the text file collector of its node exporter."""
    now = workspace.clock.now()
    yield from _one("bot_ok", "1 when nothing hinders the service, else 0.", int(ok))
    yield from _one("bot_alive_seconds", "When the service last said that it lives, in seconds since 1970.", now.timestamp())
    yield from _head("bot_deliveries", "Deliveries by state.")
    yield from (f'bot_deliveries{{state="{state}"}} {count}' for state, count in counts.items())
    yield from _head("bot_paused", "1 while an account is paused; the account * is everything.")
    states = workspace.store.accounts()
    for name in ("", *workspace.settings.accounts):
        yield f'bot_paused{{account="{name or "*"}"}} {int(name in states and states[name].paused)}'
    yield from _head("bot_login_ends_seconds", "When the login of an account ends, in seconds since 1970; those that are warned of only.")
    yield from (f'bot_login_ends_seconds{{account="{name}"}} {end.timestamp()}' for name, end in login.ending(workspace).items())


def _one(name: str, words: str, value: int) -> Iterator[str]:
    yield from _head(name, words)
    yield f"{name} {value}"


def _head(name: str, words: str) -> Iterator[str]:
    yield f"# HELP {name} {words}"
    yield f"# TYPE {name} gauge"


def _write(path: Path, words: str, mode: int) -> None:
    """Whole or not at all: who reads it never sees half. It need not survive a power cut."""
    fresh = path.with_name(f".{path.name}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(words)
    fresh.replace(path)
