"""`bot doctor`: checks everything, and says what to do."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

import click

from bot import config
from bot.cli import shapes
from bot.cli.grammar import command
from bot.cli.place import named, open_workspace
from bot.terminal import say
from bot.terminal.parts import Run, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.service.doctor import Finding

STYLES: Final[dict[str, Style]] = {"good": "good", "note": "warn", "bad": "bad"}
SIGNS: Final[dict[str, str]] = {"good": "ok", "note": "note", "bad": "mend"}


@command(examples=("bot doctor", "bot doctor --offline", "bot doctor --as-service", "bot doctor --json"))
@click.option("--json", "as_json", is_flag=True, help="For programs: JSON on standard output.")
@click.option("--offline", is_flag=True, help="Ask no platform.")
@click.option("--as-service", is_flag=True, help="As the service has it: without your shell's variables, and in its sandbox.")
def doctor(as_json: bool, offline: bool, as_service: bool) -> int:
    """Check everything, and learn what to mend.

    One sentence for each thing, with the next step. Each live account is asked who you are there, which on X costs a tenth of a cent.
    The exit code is 1 when something must be mended.
    """
    from bot.service import doctor as service

    if as_service:
        _as_service([*(["--json"] if as_json else []), *(["--offline"] if offline else [])])
    workspace = open_workspace()
    state = workspace.settings.state

    def origins(account: str, fields: Iterable[str]) -> Mapping[str, str]:
        return config.origins(account, fields, state)

    found = service.examine(workspace, origins, ask=not offline)
    bad = sum(finding.level == "bad" for finding in found)
    if as_json:
        say.machine({"version": shapes.VERSION, "findings": [_shape(finding) for finding in found]})
    else:
        rows = [(Run(SIGNS[one.level], STYLES[one.level]), one.about, one.words) for one in found]
        say.table(("", "about", ""), rows, loose=2)
        say.line(f"{bad} to mend." if bad else "Nothing to mend.", style="bad" if bad else "good")
    return 1 if bad else 0


def _as_service(arguments: list[str]) -> None:
    """Becomes the same command with the few variables that a service gets, and inside its sandbox where one is installed."""
    from bot.service import background

    root, surroundings = config.find_workspace(named()), config.service_environment()
    command_line = [sys.executable, "-P", "-m", "bot", "--workspace", str(root), "doctor", *arguments]
    unit, runtime = background.unit_file(root, config.units()), surroundings.get("XDG_RUNTIME_DIR", "")
    command_line = background.inside(unit, runtime, command_line) or command_line
    os.execve(command_line[0], command_line, surroundings)  # noqa: S606


def _shape(finding: Finding) -> shapes.Shape:
    return {"level": finding.level, "about": finding.about, "words": finding.words}
