"""`bot review`: the desk where people approve, full-screen; or the same walk in plain lines."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

import click

from bot.cli.grammar import command
from bot.cli.place import named, open_workspace
from bot.errors import UserError
from bot.terminal import say

if TYPE_CHECKING:
    from pathlib import Path

    from bot.desk.session import Session
    from bot.model.draft import Draft
    from bot.service.workspace import Workspace
    from bot.terminal.look import Look

TURN = 0.0005
"""Seconds that a thread computes before another may: with Python's own five thousandths, whatever is read beside the desk holds up a key
ten times, once for each step that answers it."""

NOBODY = "Nobody can be asked here: this is no terminal. See what waits with: bot queue; say yes with: bot approve ID --yes"


class Nothing(UserError):
    """Nothing waits for a yes."""

    def __init__(self) -> None:
        super().__init__("Nothing waits for your yes. Put an article into posts/, and see what is next with: bot status")


@command(examples=("bot review", "bot review --light", "bot review --plain"))
@click.option("--plain", is_flag=True, help="Line by line, for screen readers and simple terminals. So does BOT_PLAIN=1.")
@click.option("--light", is_flag=True, help="Dark words on light ground, where the terminal does not tell.")
def review(plain: bool, light: bool) -> int:
    """Approve at a desk.

    The queue on the left, each draft as its readers will see it on the right, a key for every decision. The yes binds exactly
    what is shown; what changes meanwhile is shown and asked again.
    """
    from bot import config

    if not say.can_ask():
        raise UserError(NOBODY, exit_code=2)
    terminal = config.terminal()
    config.find_workspace(named())
    try:
        if plain or terminal.plain:
            from bot.cli import walk

            return walk.walk(_sit_down())
        return _desk("bare" if not terminal.colour else "light" if light or terminal.light else "dark")
    except Nothing as nothing:
        say.line(str(nothing))
        return 0


def _sit_down() -> Session:
    """The session of this workspace, with what waits in it. Where no service takes one, the folder is looked at before it is called empty.

    Raises Nothing when it is.
    """
    from bot.desk.session import Session

    workspace = open_workspace()
    session = Session(workspace)
    session.read()
    if not session.entries:
        _look_at_folder(workspace)
        session.read()
    if not session.entries:
        raise Nothing
    return session


def _look_at_folder(workspace: Workspace) -> None:
    from bot.service import editing, lock

    if lock.holder(workspace.settings.state) is None:
        editing.read_again(workspace)


def _desk(palette: str) -> int:
    """The desk, until it is left. Until something waits on it, Python does not look for garbage: there is none, and it takes as long
    as a paint."""
    gc.disable()
    sys.setswitchinterval(TURN)
    try:
        from bot.desk.app import Desk
        from bot.desk.palette import PALETTES

        desk = Desk(_settled, _look, _edit, next(name for name in PALETTES if name == palette))
        desk.run()
    finally:
        gc.enable()
    if desk.trouble is not None:
        raise desk.trouble
    return desk.return_code or 0


def _settled() -> Session:
    """The session, which stays as long as the desk does, as does all there is by now: no later search for garbage goes through it,
    which would hold up a key."""
    session = _sit_down()
    gc.freeze()
    gc.enable()
    return session


def _look(draft: Draft) -> Look:
    from bot.cli.show import look

    return look(draft)


def _edit(file: Path) -> None:
    from bot.cli.edit import open_editor

    open_editor(file)
