"""`bot init`: a workspace that runs at once, in rehearsal."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

from bot.cli.grammar import command
from bot.cli.place import named
from bot.terminal import say
from bot.terminal.parts import BLANK, Run

PARTS = {
    "config/bot.yaml": ("bot.data", "bot.yaml"),
    "posts/welcome.md": ("bot.cli", "welcome.md"),
}


@command(examples=("bot init my-posts", "bot init"))
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), required=False)
def init(folder: Path | None) -> int:
    """Make a workspace that runs at once, in rehearsal.

    What is already there stays as it is.
    """
    folder = folder or named() or Path()
    for name, (package, source) in PARTS.items():
        _write(folder / name, resources.files(package).joinpath(source).read_text(encoding="utf-8"))
    _write(folder / ".gitignore", ".bot/\n")
    inside = () if folder == Path() else ((f"  cd {folder}",),)
    say.show(
        [
            BLANK,
            ("Everything is in rehearsal: nothing leaves this machine until you say so. Next:",),
            *inside,
            (Run("  bot run --once", "title"), "                 reads the posts and adapts them"),
            (Run("  bot", "title"), "                            shows what needs you"),
            (Run("  bot approve --post welcome", "title"), "     shows what would be sent, and asks"),
        ]
    )
    return 0


def _write(path: Path, text: str) -> None:
    """Writes a new file; an existing one is never touched."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        say.line(Run("kept   ", "faint"), str(path), *_advice(path))
    else:
        say.line(Run("wrote  ", "good"), str(path))


def _advice(path: Path) -> tuple[str, ...]:
    if path.name != ".gitignore" or ".bot/" in path.read_text(encoding="utf-8", errors="replace").split():
        return ()
    return (" (add a line .bot/ to it: that folder is private)",)
