"""A child process on a real terminal, to talk with: wait for its words, then type."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


class Talk:
    """One child on a pseudo terminal. `seen` is everything that reached the terminal, without colours."""

    def __init__(self, command: Sequence[str], cwd: Path | None, env: dict[str, str], columns: int) -> None:
        self.terminal, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        self.child = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, cwd=cwd, env=env, start_new_session=True)
        os.close(slave)
        self.raw = b""
        self.read = 0

    @property
    def seen(self) -> str:
        """All words so far, on unbroken lines."""
        return re.sub(rb"\x1b\[[0-9;]*m", b"", self.raw).decode(errors="ignore").replace("\r\n", "\n")

    def hears(self, words: str, seconds: float = 30) -> str:
        """Waits until `words` came, after those waited for before; everything up to there."""
        end = time.monotonic() + seconds
        while words not in self.seen[self.read :]:
            assert self._more(end - time.monotonic()), f"{words!r} never came; this did:\n{self.seen}"
        self.read = self.seen.index(words, self.read) + len(words)
        return self.seen[: self.read]

    def types(self, words: str) -> None:
        """Types a line, once nothing is echoed any more or the line is wanted."""
        os.write(self.terminal, words.encode() + b"\n")

    def is_silent(self, seconds: float = 10) -> None:
        """Waits until the terminal does not show what is typed."""
        end = time.monotonic() + seconds
        while termios.tcgetattr(self.terminal)[3] & termios.ECHO:
            assert time.monotonic() < end, "the terminal still shows what is typed"
            select.select([], [], [], 0.005)

    def secret(self, question: str, words: str) -> None:
        """Answers a question that nobody may read the answer of."""
        self.hears(question)
        self.is_silent()
        self.types(words)

    def ends(self, seconds: float = 30) -> int:
        """The exit code, once everything was heard."""
        end = time.monotonic() + seconds
        while self._more(end - time.monotonic()):
            pass
        return self.child.wait(max(end - time.monotonic(), 0.1))

    def _more(self, seconds: float) -> bool:
        ready, _, _ = select.select([self.terminal], [], [], max(seconds, 0))
        try:
            chunk = os.read(self.terminal, 65536) if ready else b""
        except OSError:  # what Linux says when the other end is closed
            chunk = b""
        self.raw += chunk
        return bool(chunk)


@contextmanager
def talking(command: Sequence[str], *, cwd: Path | None = None, env: dict[str, str], columns: int = 200) -> Iterator[Talk]:
    """The child while the block runs; what still lives then is killed."""
    talk = Talk(command, cwd, env, columns)
    try:
        yield talk
    finally:
        talk.child.kill()
        talk.child.wait()
        os.close(talk.terminal)
