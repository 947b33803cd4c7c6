"""Copying a text for a person: through the terminal, a clipboard program, or a file."""

from __future__ import annotations

import base64
import shutil
import subprocess
from html import escape
from pathlib import Path

from bot.terminal import say

LONGEST_OSC52 = 74_994
"""Bytes of base64 that terminals accept in one clipboard sequence (the figure of xterm's and hterm's documentation)."""

PROGRAMS = (("pbcopy",), ("wl-copy",), ("xclip", "-selection", "clipboard"))


def copy(text: str, file: Path) -> str:
    """Copies `text` and says, in words, where it is now; `file` is written where nothing else works."""
    data = text.encode("utf-8", "replace")
    encoded = base64.b64encode(data).decode("ascii")
    if len(encoded) <= LONGEST_OSC52 and say.control(f"\x1b]52;c;{encoded}\x07"):
        return "The text is in your clipboard, if your terminal allows it; else copy it from above."
    if any(_through(program, data) for program in PROGRAMS):
        return "The text is in your clipboard."
    _write(file, data)
    return f"The text is in {file}"


def page(title: str, html: str, file: Path) -> Path:
    """Writes `html`, which must be safe, as a page that a browser shows and copies with its headings, links and code; gives its path."""
    head = f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
    _write(file, f"{head}<body>\n<h1>{escape(title)}</h1>\n{html}\n</body></html>\n".encode("utf-8", "replace"))
    return file


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.write_bytes(data)


def _through(program: tuple[str, ...], data: bytes) -> bool:
    """Whether `program` exists and took the text."""
    path = shutil.which(program[0])
    if path is None:
        return False
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run([path, *program[1:]], input=data, stdout=quiet, stderr=quiet, timeout=5, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
