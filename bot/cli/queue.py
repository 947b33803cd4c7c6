"""`bot queue`: the deliveries, and the way back from the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli import completing, shapes
from bot.cli.grammar import Command, Group
from bot.cli.place import open_workspace
from bot.model.delivery import State
from bot.terminal import delivery as screen
from bot.terminal import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.model.delivery import Delivery
    from bot.service.workspace import Workspace

STATES = click.Choice([state.value for state in State])


@click.group(
    cls=Group,
    invoke_without_command=True,
    examples=(
        "bot queue",
        "bot queue --state waiting --account x",
        "bot queue --json",
        "bot queue --calendar --account x",
        "bot queue add my-article",
        "bot queue --all",
    ),
)
@click.option("--state", "states", multiple=True, metavar="STATE", type=STATES, help=f"Only these: {', '.join(STATES.choices)}.")
@click.option("--account", metavar="ACCOUNT", help="Only this account's.", shell_complete=completing.accounts)
@click.option("--all", "everything", is_flag=True, help="Also what was withdrawn more than a day ago.")
@click.option("--calendar", is_flag=True, help="The coming two weeks of each account: what is promised, and which slots are free.")
@click.option("--json", "as_json", is_flag=True, help="For programs: JSON on standard output.")
@click.pass_context
def queue(context: click.Context, states: tuple[str, ...], account: str | None, everything: bool, calendar: bool, as_json: bool) -> int:
    """List the deliveries: what goes where, when, and how far it is."""
    if context.invoked_subcommand is not None:
        return 0
    from bot.service import proposals

    workspace = open_workspace()
    if account is not None:
        workspace.account(account)
    if calendar:
        if states or everything:
            raise click.UsageError("--calendar shows accounts, not deliveries: of one with --account ACCOUNT, without --state and --all.")
        from bot.cli import calendar as calendars

        calendars.show(workspace, account, as_json=as_json)
        return 0
    found = proposals.proposed(workspace, workspace.store.deliveries(states=tuple(State(state) for state in states), account=account))
    if as_json:
        say.machine(shapes.queue(found))
        return 0
    over = set() if states or everything else _long_over(workspace, found)
    if len(found) > len(over):
        say.show([screen.queue([one for one in found if one.id not in over])])
    elif not over:
        say.note("Nothing here." if states or account else "The queue is empty. Put a markdown file into posts/ and run: bot run --once")
    if over:
        say.note(f"{len(over)} withdrawn more than a day ago {'is' if len(over) == 1 else 'are'} left out; with them: bot queue --all")
    return 0


def _long_over(workspace: Workspace, found: Iterable[Delivery]) -> set[str]:
    """What was withdrawn a day ago or earlier, and of which nothing is live."""
    withdrawn = {one.id for one in found if one.state == State.WITHDRAWN and not one.sent}
    return withdrawn - workspace.store.since(State.WITHDRAWN, workspace.clock.now().subtract(hours=24)) if withdrawn else withdrawn


@queue.command(cls=Command, examples=("bot queue add my-article",))
@click.argument("slug", shell_complete=completing.posts(State.ARCHIVED))
def add(slug: str) -> int:
    """Queue an archived post, so that it waits for your yes."""
    from bot.service import intake

    for id_ in intake.add(open_workspace(), slug):
        say.line(f"{id_} waits for your yes: bot approve {id_}")
    return 0
