"""`bot review`: the desk where people approve, full-screen."""

from __future__ import annotations

import click

from bot.cli.grammar import command
from bot.cli.place import open_workspace


@command(examples=("bot review",))
@click.option("--light", is_flag=True, help="Dark words on a light ground.")
def review(light: bool) -> int:
    """Approve at a desk: the queue, each draft as its readers see it, one key for every decision."""
    from bot.cli.edit import open_editor
    from bot.cli.show import look
    from bot.desk.app import Desk
    from bot.desk.session import Session

    workspace = open_workspace()
    Desk(Session(workspace), look, open_editor, "light" if light else "dark").run()
    return 0
