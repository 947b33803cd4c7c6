"""`bot log`: what happened, in words, the newest last."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

import click

from bot.cli import shapes
from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.errors import UserError
from bot.terminal import delivery as screen
from bot.terminal import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.model.delivery import Event
    from bot.service.workspace import Workspace
    from bot.terminal.parts import Line

PAGE = 1000
"""Events read at once."""

BEFORE = 10
"""Events of the past that stand above what is followed."""


@command(examples=("bot log", "bot log -n 20", "bot log -f", "bot log --json"))
@click.argument("ids", metavar="", nargs=-1)
@click.option("-f", "--follow", is_flag=True, help="Stay, and tell what happens from now on; end with Ctrl-C.")
@click.option("-n", "--lines", "most", type=int, metavar="COUNT", help="Only the last so many; with -f ten unless you say.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object a line on standard output.")
def log(ids: tuple[str, ...], follow: bool, most: int | None, as_json: bool) -> int:
    """Tell what happened, the newest last.

    It has every step of every delivery, by whomever, since the workspace began. With -f the newest comes last as well, below the ten before
    it.
    """
    if ids:
        raise click.UsageError(f"The log is of all deliveries. What happened to one stands in: bot show {ids[0]}")
    workspace = open_workspace()
    most = BEFORE if follow and most is None else most
    tell = _teller(workspace, as_json)
    last = tell(0 if most is None else max(0, workspace.store.last_event() - max(0, most)))
    if not (last or follow or as_json or most == 0):
        say.note("Nothing happened yet. Put a markdown file into posts/ and run: bot run --once")
    while follow:
        workspace.clock.sleep(1.0)
        last = tell(last)
    return 0


def _teller(workspace: Workspace, as_json: bool) -> Callable[[int], int]:
    """What tells everything after an event's number; it gives the number of the last one told."""
    store, zone = workspace.store, workspace.settings.timezone

    @cache
    def about(id_: str) -> tuple[str, str, bool]:
        try:
            one = store.delivery(id_) if id_ else None
        except UserError:  # a database that was put back does not have it
            one = None
        return (one.post, one.account, one.rehearsal) if one else ("", "", False)

    def line(id_: str, event: Event) -> Line:
        post, account, rehearsal = about(id_)
        return screen.log_line(id_, post, account, event, zone, rehearsed=rehearsal)

    def tell(after: int) -> int:
        while events := store.events(after, PAGE):
            if as_json:
                for number, id_, event in events:
                    post, account, _ = about(id_)
                    say.machine({**shapes.log_line(number, id_, event), "post": post, "account": account})
                sys.stdout.flush()
            else:
                say.show([line(id_, event) for _, id_, event in events])
            after = events[-1][0]
        return after

    return tell
