"""The one place that turns failures into words and exit codes: 0 done, 1 failed or refused, 2 wrong use, 130 interrupted."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import click

from bot.errors import SendError, UserError
from bot.terminal import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_crashes_go_to: list[Path] = []
_said_by: list[Callable[[str], None]] = [say.error]


def remember_state(folder: Path) -> None:
    """From now on a crash is written down in `folder`, the private folder of the open workspace."""
    _crashes_go_to[:] = [folder]


def remember_log(write: Callable[[str], None]) -> None:
    """From now on `write` says what ends the command, in the place of a plain line on standard error."""
    _said_by[:] = [write]


def guarded(argv: Sequence[str]) -> int:
    """Runs the command `argv` and gives its exit code. Whatever nobody foresaw ends in `crash`."""
    sys.excepthook = crash
    from bot import config
    from bot.cli.commands import bot

    if asked := config.completion():
        from bot.cli import completing

        return completing.complete(bot, asked)
    try:
        with bot.make_context("bot", list(argv)) as context:
            code = bot.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        return done.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read us has gone, as `head` does. Python would complain once more when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (click.ClickException, UserError, SendError, OSError) as error:
        return explain(error)
    return code if isinstance(code, int) else 0


def explain(error: click.ClickException | UserError | SendError | OSError) -> int:
    """Says one plain sentence on standard error and gives the exit code."""
    if isinstance(error, click.UsageError):
        say.error(f"{error.format_message()} {_where_to_read(error)}")
        return 2
    if isinstance(error, OSError):
        _said_by[0](f"{_thing(error)}: {error.strerror or error}. Mend that, then run the command again.")
        return 1
    _said_by[0](error.format_message() if isinstance(error, click.ClickException) else str(error))
    return error.exit_code if isinstance(error, UserError) else 1


def _where_to_read(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx else "bot"
    return f"See: {path} --help"


def _thing(error: OSError) -> str:
    name = error.filename
    return f"Cannot use {os.fsdecode(name)}" if isinstance(name, (str, bytes)) else "The system refused"


def crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The hook for what nobody foresaw: one sentence for the person, the traceback in a private file for us."""
    import tempfile
    import traceback

    from bot.secrets import hide

    if issubclass(kind, KeyboardInterrupt):
        return
    folder = next((each for each in _crashes_go_to if each.is_dir()), Path(tempfile.gettempdir()))
    descriptor, name = tempfile.mkstemp(prefix="crash-", suffix=".txt", dir=folder)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as out:
        out.write(hide("".join(traceback.format_exception(kind, error, trace))))  # an address that was called may hold a token
    _said_by[0](f"This is a bug in bot, not a mistake of yours. What happened is written down in {name}; please report it with that file.")
