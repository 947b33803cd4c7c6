"""The workspace a command works in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.errors import remember_state

if TYPE_CHECKING:
    from pathlib import Path

    from bot.service.workspace import Workspace


def open_workspace() -> Workspace:
    """The workspace of `--workspace`, of the environment, or above the current folder; closed when the command ends. Raises UserError."""
    from bot import app, secrets
    from bot.terminal import logs

    logs.listen(secrets.hide)
    context = click.get_current_context()
    workspace = app.open_workspace(named())
    remember_state(workspace.settings.state)
    context.find_root().call_on_close(workspace.store.close)
    return workspace


def named() -> Path | None:
    """What `--workspace` said."""
    path: Path | None = click.get_current_context().find_root().meta.get("bot.workspace")
    return path
