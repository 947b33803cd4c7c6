"""`bot log`: what happened, in words, the newest last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli import shapes
from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.terminal import delivery as screen
from bot.terminal import say
from bot.terminal.parts import Line

if TYPE_CHECKING:
    from bot.model.delivery import Event
    from bot.service.workspace import Workspace

PAGE = 1000
"""Events read at once."""


@command(examples=("bot log", "bot log -f", "bot log --json"))
@click.argument("ids", metavar="", nargs=-1)
@click.option("-f", "--follow", is_flag=True, help="Stay, and tell what happens from now on; end with Ctrl-C.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object a line on standard output.")
def log(ids: tuple[str, ...], follow: bool, as_json: bool) -> int:
    """Tell what happened, the newest last."""
    if ids:
        raise click.UsageError(f"The log is of all deliveries. What happened to one stands in: bot show {ids[0]}")
    workspace = open_workspace()
    last = _tell(workspace, 0, as_json)
    while follow:
        workspace.clock.sleep(1.0)
        last = _tell(workspace, last, as_json)
    return 0


def _tell(workspace: Workspace, after: int, as_json: bool) -> int:
    """Everything after event number `after`; gives the number of the last one told."""
    while events := workspace.store.events(after, PAGE):
        if as_json:
            for event in events:
                say.machine(shapes.log_line(*event))
        else:
            say.show([_line(workspace, *event) for event in events])
        after = events[-1][0]
    return after


def _line(workspace: Workspace, _number: int, id_: str, event: Event) -> Line:
    return screen.log_line(id_, event, workspace.settings.timezone)
