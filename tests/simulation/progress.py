"""How far a long run is: one line that a terminal shows and rewrites, and that a pipe gets now and then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

SHOWN_EVERY, WRITTEN_EVERY = 10.0, 30.0
"""Seconds between two lines on a terminal, and in a pipe."""


@dataclass
class Progress:
    """Days done of `total`, told to `out`; `clock` gives seconds that only grow."""

    total: int
    out: TextIO
    clock: Callable[[], float]

    def __post_init__(self) -> None:
        self.rewritten = self.out.isatty()
        self.begun = self.told = self.clock()
        self._shown = False

    def done(self, days: int, broken: int) -> None:
        """So many days (one at least) are over by now, with so many violations: said where it is time for a line."""
        now = self.clock()
        if now - self.told < (SHOWN_EVERY if self.rewritten else WRITTEN_EVERY):
            return
        self.told = now
        line = self._line(days, broken, now - self.begun)
        print(f"\r\x1b[K{line}" if self.rewritten else line, end="" if self.rewritten else "\n", file=self.out, flush=True)
        self._shown = self.rewritten

    def over(self) -> None:
        """Makes room for other lines: the one that would be rewritten is gone."""
        if self._shown:
            print("\r\x1b[K", end="", file=self.out, flush=True)
            self._shown = False

    def _line(self, days: int, broken: int, seconds: float) -> str:
        left = seconds * (self.total - days) / days
        return f"{days:,} of {self.total:,} days, {broken} {'violation' if broken == 1 else 'violations'}, {_span(left)} left"


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"about {minutes} {'minute' if minutes == 1 else 'minutes'}" if minutes else "less than a minute"
