"""`bot digest`: a newsletter's issue from what went out, as a post to edit and to approve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli import shapes
from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.terminal import say
from bot.terminal.parts import Run

if TYPE_CHECKING:
    from whenever import Date

    from bot.service.digest import Plan
    from bot.service.workspace import Workspace


@command(examples=("bot digest", "bot digest --dry-run", "bot digest --since 2026-11-01 --title 'What we learned in November'"))
@click.option("--dry-run", "--show", "dry", is_flag=True, help="Print what the issue would be; write nothing.")
@click.option("--since", metavar="DATE", help="Leave out what went out before that day, such as 2026-11-01.")
@click.option("--title", metavar="WORDS", default="", help="The mail's subject.")
@click.option("--add", is_flag=True, help="Put what is new at the end of an issue that you edited.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object.")
def digest(dry: bool, since: str | None, title: str, add: bool, as_json: bool) -> int:
    """Write a newsletter's issue of what went out since the last one.

    It holds a line for each article, and the links you noted in the workspace's links.md. It is a post like any other: edit it,
    then say yes.
    """
    from bot.service import digest as service

    workspace = open_workspace()
    plan = service.plan(workspace, since=_day(since), title=title.strip(), add=add)
    if not dry:
        service.write(workspace, plan)
    if as_json:
        say.machine(shapes.digest(plan, dry))
    elif dry and plan.text:
        for line in plan.text.splitlines():
            say.line(line)
    elif plan.text and plan.path:
        say.line(plan.path.name, "  ", Run(plan.title, "title"))
    _tell(workspace, plan, dry)
    return 0


def _day(since: str | None) -> Date | None:
    """The day that was asked for. Raises UsageError."""
    from whenever import Date

    try:
        return Date.parse_iso(since) if since else None
    except ValueError:
        raise click.UsageError(f"--since {since} is no day; write it like 2026-11-01.") from None


def _tell(workspace: Workspace, plan: Plan, dry: bool) -> None:
    """What a person should know beside the issue itself."""
    from bot.service import digest as service
    from bot.service.gathering import FILE

    for slip in plan.found.slips:
        say.error(f"{FILE}:{slip.line} is left out: {slip.why}.")
    for title in plan.found.own:
        say.note(f"{title} was an issue of its own, so it is left out.")
    if not plan.text or not plan.path:
        say.note(plan.words)
        return
    to = f", to {' and '.join(plan.to)}" if plan.to else ""
    say.note(f"{'Would be ' if dry else ''}{plan.doing}: {plan.words}{to}.")
    if not plan.to:
        say.note("No account is a newsletter yet, so it says draft: true and goes nowhere. Add one to config/bot.yaml, then: bot digest")
    elif not dry:
        say.note(f"Edit it as you like, then: bot run --once, and bot approve --post {plan.path.stem}")
        if not service.watched(workspace, plan.path):
            say.error("posts.include in config/bot.yaml leaves that file out, so it goes nowhere. Add digest-*.md there.")
