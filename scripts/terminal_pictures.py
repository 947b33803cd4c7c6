"""Draws docs/pictures/terminal-*.svg: what the commands really say on a terminal, on a fixed day. `make pictures` runs it.

The commands run one after the other in a child process on a pseudo terminal, in a workspace made for it, with the clock and the lots for
ids held still; Rich writes what reached the terminal as a picture. No network is asked and no font is fetched.
"""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
sys.path.insert(0, str(ROOT))

COLUMNS = 100
TODAY = (2026, 11, 23, 8, 12)
"""A Monday morning in London."""

SETTINGS = """\
site: {url: https://example.org}
timezone: Europe/London
accounts:
  linkedin: {platform: linkedin, default: true}
  mastodon: {platform: mastodon, server: mastodon.social, default: true}
  hackernews: {platform: hackernews, default: true}
schedule: {slots: ["Mon-Fri 09:00"], spacing: 2h, quiet: "22:00-07:00"}
"""
MISTAKEN = SETTINGS.replace("quiet:", "quite:")

SHOWN: tuple[tuple[str, str, str], ...] = (
    ("", "run --once", SETTINGS),
    ("preview", "preview posts/kv-cache/index.md --to linkedin", SETTINGS),
    ("", "approve --post kv-cache --yes", SETTINGS),
    ("queue", "queue", SETTINGS),
    ("status", "status", SETTINGS),
    ("error", "status", MISTAKEN),
    ("walk", "review --plain", SETTINGS),
)
"""Each picture's name (none: nothing is drawn), its command, and the settings there are when it runs.

The walk is last, as its process stays plain."""


def play(root: Path) -> None:
    """In the child: every command, each after a line with its number."""
    import secrets

    from whenever import Instant

    from bot import clock
    from bot.cli.errors import guarded

    now, lots = Instant.from_utc(*TODAY), random.Random(2)
    clock.SystemClock.now = lambda _self: now  # type: ignore[method-assign]
    secrets.choice = lots.choice  # type: ignore[assignment]
    os.chdir(root)
    for number, (_, command, settings) in enumerate(SHOWN):
        (root / "config" / "bot.yaml").write_text(settings, "utf-8")
        sys.stdout.write(f"<<{number}>>\n")
        sys.stdout.flush()
        guarded(command.split())


def seen() -> list[str]:
    """What each command left on the terminal. Raises RuntimeError when one did not run."""
    from tests.terminal.screen import on_a_terminal

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "writing"
        (root / "config").mkdir(parents=True)
        for name in ("kv-cache", "error-bars.md", "images"):
            there = ROOT / "posts" / name
            (shutil.copytree if there.is_dir() else shutil.copy)(there, root / "posts" / name)
        mine = {name: value for name, value in os.environ.items() if name.startswith(("BOT_", "COLORTERM"))}
        environ = {**dict.fromkeys(mine, ""), "XDG_STATE_HOME": folder, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, str(Path(__file__).resolve()), str(root)]
        code, screen = on_a_terminal(command, reply="q\n", columns=COLUMNS, cwd=root, env=environ, timeout=300)
        text = screen.decode("utf-8").replace("\r\n", "\n")
    if code:
        raise RuntimeError(text)
    return re.split(r"<<\d+>>\n", text)[1:]


def drawn(name: str, command: str, text: str) -> str:
    """A screen as a picture."""
    from rich.console import Console
    from rich.terminal_theme import MONOKAI
    from rich.text import Text

    console = Console(file=io.StringIO(), record=True, width=COLUMNS, color_system="truecolor", force_terminal=True, legacy_windows=False)
    console.print(Text.assemble(("$ ", "dim"), (f"bot {command}", "bold")))
    for line in Text.from_ansi(text.strip("\n")).split("\n", allow_blank=True):
        for piece in line.divide(range(COLUMNS, len(line), COLUMNS)):  # as a terminal breaks it
            console.print(piece, soft_wrap=True)
    return console.export_svg(title="~/writing", theme=MONOKAI, code_format=_plain_fonts(), unique_id=f"bot-{name}")


def _plain_fonts() -> str:
    """Rich's picture without the fonts that it would have fetched."""
    from rich._export_format import CONSOLE_SVG_FORMAT

    without = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    return without.replace("Fira Code", "ui-monospace, Menlo, DejaVu Sans Mono, Consolas")


def pictures() -> dict[str, str]:
    """Every picture, by the name of its file."""
    screens = zip(SHOWN, seen(), strict=True)
    return {f"terminal-{name}.svg": drawn(name, command, text) for (name, command, _), text in screens if name}


if __name__ == "__main__":
    if len(sys.argv) > 1:
        play(Path(sys.argv[1]))
    else:
        for file, picture in pictures().items():
            (FOLDER / file).write_text(picture, "utf-8")
