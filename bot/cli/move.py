"""`bot move`: a live account that another workspace holds is handed over to this one, after a typed yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli import completing
from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.errors import UserError
from bot.terminal import say
from bot.terminal.parts import BLANK, Line, Run

if TYPE_CHECKING:
    from bot.service.move import Handover

EVERYTHING = "move"
"""What a person types where more than one account is handed over."""


@command(examples=("bot move x", "bot move", "bot move x --yes"))
@click.argument("account", required=False, shell_complete=completing.accounts)
@click.option("--yes", "assumed", is_flag=True, help="Do not ask.")
def move(account: str | None, assumed: bool) -> int:
    """Take a live account over from another workspace.

    One workspace sends as a live account at a time. Use it after you moved the workspace to another folder or machine, or to go
    on here with an account that another workspace holds. Stop the other one first.
    """
    from bot.service import move as service

    workspace = open_workspace()
    plan = service.plan(workspace, account)
    if not plan.changed:
        say.line(f"Nothing to move: no other workspace holds {account or ' or '.join(plan.accounts)}.")
        return 0
    say.show([*_lines(plan), BLANK])
    if not _agreed(plan, assumed):
        say.note("Nothing was moved.")
        return 1
    service.take_over(workspace, plan)
    say.line(f"{', '.join(plan.changed)} {'is' if len(plan.changed) == 1 else 'are'} held by this workspace now.")
    return 0


def _lines(plan: Handover) -> list[Line]:
    """Who has what now."""
    home: list[Line] = [(Run("home   ", "faint"), f"this workspace was last served in {plan.home}")] if plan.home else []
    held: list[Line] = [(Run("held   ", "faint"), f"{name} by {place}") for name, place in plan.holders.items()]
    note = "From then on nothing live goes out from there. A machine that cannot see this has to be stopped by you."
    return [*home, *held, *_ended(plan), (Run("note   ", "warn"), note)]


def _ended(plan: Handover) -> list[Line]:
    """Which yeses end, and why."""
    if not plan.yeses:
        return []
    those = "1 approved post needs" if plan.yeses == 1 else f"{plan.yeses} approved posts need"
    places = " and ".join(dict.fromkeys(plan.kin.values()))
    return [(Run("yes    ", "faint"), f"{those} a fresh yes afterwards, as {places} has the same and may have sent them")]


def _agreed(plan: Handover, assumed: bool) -> bool:
    """A person's typed yes. Raises UserError where nobody can be asked."""
    if assumed:
        return True
    if not say.can_ask():
        raise UserError("Nobody can be asked here, so nothing was moved. Add --yes if you mean it.", exit_code=2)
    word = plan.changed[0] if len(plan.changed) == 1 else EVERYTHING
    return say.answer(f"To send from here, type {word}: ") == word
