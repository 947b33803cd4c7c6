"""Speaking: the only functions of the house that write to a screen or ask. Everything they are given passes `safe`."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable
from typing import IO

from bot.terminal import plain
from bot.terminal.parts import Grid, Part, Run, Style, Words
from bot.terminal.safe import in_json, one_line


def line(*words: Words, style: Style = "") -> None:
    """One line to standard output."""
    show([tuple(Run(part, style) if isinstance(part, str) else part for part in words)])


def note(*words: Words) -> None:
    """One line of words for people to standard error, where it does not disturb what is piped on."""
    _write([words], sys.stderr)


def table(columns: tuple[str, ...], rows: Iterable[tuple[Words, ...]], *, loose: int = -1) -> None:
    """Rows under column names to standard output; `loose` is the column that gives way on a narrow terminal."""
    show([Grid(columns, tuple(rows), loose)])


def show(parts: Iterable[Part]) -> None:
    """A whole screen to standard output."""
    _write(parts, sys.stdout)


def error(sentence: str) -> None:
    """What went wrong, to standard error."""
    first, *rest = sentence.split("\n")
    _write([(Run("bot: ", "bad"), first), *((f"     {line}",) for line in rest)], sys.stderr)


def machine(value: object) -> None:
    """One JSON value on one line to standard output. What a terminal would obey is escaped in it, as a pipe may end at one; on a terminal
    it is pure ASCII.
    """
    text = json.dumps(value, ensure_ascii=sys.stdout.isatty(), separators=(", ", ": "))
    sys.stdout.write(in_json(text) + "\n")


def can_ask() -> bool:
    """Whether there is a person to ask: both ends are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def yes(question: str) -> bool:
    """Asks once; only y or yes is a yes."""
    return answer(f"{question} [y/N] ").lower() in ("y", "yes")


def answer(question: str) -> str:
    """Asks once and gives what was typed, without the spaces around it; the end of input is an empty answer."""
    prompt(question)
    typed = sys.stdin.readline()
    if not typed.endswith("\n"):
        sys.stdout.write("\n")
    return typed.strip()


def unbroken(text: str) -> None:
    """One line however long it is, so that a terminal knows an address as one."""
    prompt(text)
    sys.stdout.write("\n")
    sys.stdout.flush()


def prompt(question: str) -> None:
    """Words after which somebody types on the same line."""
    sys.stdout.write(one_line(question))
    sys.stdout.flush()


def control(sequence: str) -> bool:
    """A control sequence of our own making to the terminal; False where standard output is none."""
    if not sys.stdout.isatty():
        return False
    sys.stdout.write(sequence)
    sys.stdout.flush()
    return True


def plainly() -> None:
    """From now on everything is said in plain lines, on a terminal too."""
    _plainly.append(True)


_plainly: list[bool] = []


def _write(parts: Iterable[Part], out: IO[str]) -> None:
    """Plain for pipes; with Rich, which is slow to load, only where somebody looks."""
    if out.isatty() and not _plainly:
        from bot.terminal import pretty

        pretty.show(parts, out)
    else:
        out.write(plain.lay_out(parts, shutil.get_terminal_size().columns if out.isatty() else 0))
    out.flush()
