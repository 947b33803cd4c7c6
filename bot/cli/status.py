"""`bot status`: the workspace at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli import shapes
from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.model.todo import together
from bot.terminal import delivery as screen
from bot.terminal import inbox as needs
from bot.terminal import say
from bot.terminal.parts import BLANK, Line, Part, Run, Style, Words

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.delivery import Delivery
    from bot.service.status import Status

MOST = 12
"""Things that need a person, of which a glance shows so many; `bot` has all of them."""


@command(examples=("bot status", "bot status --json"))
@click.option("--json", "as_json", is_flag=True, help="For programs: JSON on standard output.")
def status(as_json: bool) -> int:
    """See whether it runs, what is next, what needs you."""
    from bot.service import status as service

    workspace = open_workspace()
    found = service.status(workspace)
    if as_json:
        say.machine(shapes.status(found))
    else:
        say.show(_screen(found, workspace.clock.now()))
    return 0


def _screen(found: Status, now: Instant) -> list[Part]:
    left = {"published": f" ({found.drafted} as drafts that you send)"} if found.drafted else {}
    counts = ", ".join(f"{count} {state}{left.get(state, '')}" for state, count in found.counts.items()) or "empty"
    return [
        _service(found),
        *([_row("rehearsal", Run(found.rehearsal_url, "link"))] if found.rehearsal_url else []),
        _row("queue", counts),
        *_trouble(found),
        *([BLANK] if found.upcoming else []),
        *screen.glance("next", found.upcoming, now),
        *([BLANK] if found.recent else []),
        *screen.glance("published", found.recent, now),
        BLANK,
        *needs.parts([(todo.kind, todo.line, todo.command) for todo in together(found.todo)], MOST),
    ]


def _trouble(found: Status) -> list[Part]:
    """What stands in the way of publishing."""
    return [
        *([_row("folder", found.folder, "bad")] if found.folder else []),
        *(_row("elsewhere", words, "warn") for words in dict.fromkeys(found.elsewhere.values())),
        *(_row("paused", f"{name or 'everything'}: {reason}", "warn") for name, reason in found.paused.items()),
        *(_row("stuck", f"has been sending for long: {_named(one)}", "bad") for one in found.stuck),
        *(
            _row("broken", f"{post.path}: {post.problems[0].message if post.problems else 'cannot be read'}", "bad")
            for post in found.broken
        ),
    ]


def _row(name: str, words: Words, style: Style = "faint") -> Line:
    return (Run(f"{name:<11}", style), words)


def _named(one: Delivery) -> str:
    return f"{one.id}  {one.title or one.post} on {one.account}"


def _service(found: Status) -> Part:
    if found.running is None:
        return (*_row("service", Run("not running", "warn")), "; start it with: bot run")
    return (*_row("service", Run("running", "good")), f" as process {found.running}")
