"""The command line: parse, call a service, hand the result to the terminal."""

from __future__ import annotations

import sys


def main() -> None:
    """The `bot` command. `--version` alone is answered before anything slow is imported."""
    if sys.argv[1:] == ["--version"]:
        from bot import __version__
        from bot.terminal.brief import tell

        tell(f"bot {__version__}")
        return
    from bot.cli.errors import guarded

    sys.exit(guarded(sys.argv[1:]))
