"""Asking for what nobody may read over a shoulder: typed or pasted, and shown nowhere."""

from __future__ import annotations

import os
import select
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from bot.terminal import say

LARGEST = 65_536
"""Bytes of what is typed."""


class Door(Protocol):
    """Something besides the keyboard that may bring the answer."""

    def fileno(self) -> int:
        """Its descriptor, readable when somebody knocks."""


def hidden(question: str) -> str:
    """Asks once without an echo and gives what was typed, without the spaces around it; the end of input is an empty answer."""
    return _asked(question, None, None) or ""


def hidden_or(question: str, door: Door, seconds: float) -> str | None:
    """The same for at most `seconds`; None when somebody knocked at `door` first, an empty answer when the time is over."""
    return _asked(question, door, seconds)


def _asked(question: str, door: Door | None, seconds: float | None) -> str | None:
    keyboard = sys.stdin.fileno()
    with _silent(keyboard):
        say.prompt(question)
        ready, _, _ = select.select([keyboard, *([door] if door else [])], [], [], seconds)
        if door in ready:
            return None
        return os.read(keyboard, LARGEST).decode("utf-8", "replace").strip() if ready else ""


@contextmanager
def _silent(keyboard: int) -> Iterator[None]:
    """No echo inside; what was typed before or is left over is thrown away, so that no part of a secret answers another question."""
    before = termios.tcgetattr(keyboard)
    quiet = [*before]
    quiet[3] = before[3] & ~termios.ECHO
    termios.tcsetattr(keyboard, termios.TCSAFLUSH, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(keyboard, termios.TCSAFLUSH, before)
        say.unbroken("")
