"""How work grows with what it is given, in the processor's time: it holds on a busy machine, and a square does not pass for a line."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 4
"""How much more the second measurement is given."""

LINEAR = 2.2 * TIMES
"""What work that grows with its text stays below, and what grows with the square of it (16 times the work) does not."""

LEAST = 0.02
"""Seconds below which a measurement says nothing."""


def growth(work: Callable[[int], object], size: int) -> float:
    """How many times longer `work` takes for four times `size`; each is the better of two."""
    work(size // 4)
    once, more = (min(_seconds(work, each) for _ in range(2)) for each in (size, TIMES * size))
    return more / max(once, LEAST)


def _seconds(work: Callable[[int], object], size: int) -> float:
    begin = time.process_time()
    work(size)
    return time.process_time() - begin
