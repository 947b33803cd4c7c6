"""Copying a text for a person: through the terminal, a clipboard program, or a file."""

from __future__ import annotations

import base64
import shutil
import subprocess
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
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.write_bytes(data)
    return f"The text is in {file}"


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
