"""A real terminal for a child process, and the bytes that reach it."""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
import threading
from collections.abc import Sequence
from pathlib import Path

OURS = re.compile(rb"\x1b\[[0-9;]*m|\r\n")
"""What a terminal may get from us: colours, and line ends as the terminal writes them."""

QUESTIONS = (b": ", b"[y/N] ")
"""How the line ends on which somebody types."""

PAYLOAD = b"31337m"
"""A colour that no command of ours writes: a text that brings one along is obeyed."""


def on_a_terminal(
    command: Sequence[str],
    *,
    typed: str = "",
    reply: str = "",
    columns: int = 80,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
    timeout: float = 60,
) -> tuple[int, bytes]:
    """Runs `command` on a pseudo terminal, types `typed` at once and `reply` after each question, and gives its exit code and every byte
    that reached the terminal.
    """
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    surroundings = (
        {"TERM": "xterm-256color"}
        | {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM", "COLUMNS", "LINES")}
        | (env or {})
    )
    child = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, cwd=cwd, env=surroundings, close_fds=True)
    os.close(slave)
    seen = bytearray()
    reader = threading.Thread(target=_drain, args=(master, seen, reply.encode()))
    reader.start()
    if typed:
        os.write(master, typed.encode())
    try:
        code = child.wait(timeout)
    finally:
        child.kill()
        reader.join(5)
        os.close(master)
    return code, bytes(seen)


def _drain(master: int, seen: bytearray, reply: bytes) -> None:
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError as error:
            if error.errno == errno.EIO:  # Linux says so when the other end is closed
                return
            raise
        if not chunk:
            return
        seen += chunk
        if reply and seen.endswith(QUESTIONS):
            os.write(master, reply)


def hostile(seen: bytes) -> set[str]:
    """The characters in `seen` which a terminal would obey or hide, beyond our own colours and line ends."""
    if re.search(rb"\x1b\[[0-9;]*" + PAYLOAD, seen):
        return {"a colour of the text's own"}
    text = OURS.sub(b"\n", seen).decode("utf-8", "surrogateescape")
    bad = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))} - {
        "\n"
    }
    return set(text) & (bad | {"\u200e", "\u200f", "\u061c", "\u200b", "\ufeff", "\u2028", "\u2029"})
