"""`bot review`: the desk where people approve, full-screen; or the same walk in plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.grammar import command
from bot.cli.place import open_workspace
from bot.errors import UserError
from bot.terminal import say

if TYPE_CHECKING:
    from bot.desk.session import Session
    from bot.service.workspace import Workspace

NOBODY = "Nobody can be asked here: this is no terminal. See what waits with: bot queue; say yes with: bot approve ID --yes"


@command(examples=("bot review", "bot review --light", "bot review --plain"))
@click.option("--plain", is_flag=True, help="Line by line, for screen readers and simple terminals. So does BOT_PLAIN=1.")
@click.option("--light", is_flag=True, help="Dark words on light ground, where the terminal does not tell.")
def review(plain: bool, light: bool) -> int:
    """Approve at a desk.

    The queue on the left, each draft as its readers will see it on the right, a key for every decision. The yes binds exactly
    what is shown; what changes meanwhile is shown and asked again.
    """
    from bot import config
    from bot.desk.session import Session

    if not say.can_ask():
        raise UserError(NOBODY, exit_code=2)
    workspace, terminal = open_workspace(), config.terminal()
    session = Session(workspace)
    if _nothing(workspace, session):
        say.line("Nothing waits for your yes. Put an article into posts/, and see what is next with: bot status")
        return 0
    if plain or terminal.plain:
        from bot.cli import walk

        return walk.walk(session)
    return _desk(session, "bare" if not terminal.colour else "light" if light or terminal.light else "dark")


def _nothing(workspace: Workspace, session: Session) -> bool:
    """Whether nothing is there to decide, also after a look at the folder where no service takes one."""
    from bot.service import editing, lock

    session.read()
    if session.entries or lock.holder(workspace.settings.state) is not None:
        return not session.entries
    editing.read_again(workspace)
    session.read()
    return not session.entries


def _desk(session: Session, palette: str) -> int:
    from bot.cli.edit import open_editor
    from bot.cli.show import look
    from bot.desk.app import Desk
    from bot.desk.palette import PALETTES

    desk = Desk(session, look, open_editor, next(name for name in PALETTES if name == palette))
    desk.run()
    if desk.trouble is not None:
        raise desk.trouble
    return desk.return_code or 0
