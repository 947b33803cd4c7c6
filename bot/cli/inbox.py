"""The bare `bot`: everything that needs a person, one line and one command each."""

from __future__ import annotations

from bot.cli.place import open_workspace
from bot.terminal import say
from bot.terminal.inbox import parts


def inbox() -> int:
    """Shows the inbox: a post that needs the same on several accounts stands there once."""
    from bot.model.todo import together
    from bot.service import status

    workspace = open_workspace()
    say.show(parts([(todo.kind, todo.line, todo.command) for todo in together(status.inbox(workspace))]))
    return 0
