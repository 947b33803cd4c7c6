"""A long run says how far it is: rewritten on a terminal, now and then in a pipe."""

from __future__ import annotations

import io

from tests.simulation.progress import Progress


class Screen(io.StringIO):
    """A terminal that keeps what it was sent."""

    def isatty(self) -> bool:
        return True


class Seconds:
    """A clock that goes on when told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def told(out: io.StringIO, *steps: tuple[float, int, int]) -> str:
    """What a run of 1,000 days says: at so many seconds so many days are over, with so many violations."""
    seconds = Seconds()
    progress = Progress(1000, out, seconds)
    for seconds.now, days, broken in steps:
        progress.done(days, broken)
    progress.over()
    return out.getvalue()


def test_a_pipe_gets_a_plain_line_each_half_minute() -> None:
    said = told(io.StringIO(), (1, 50, 0), (29.9, 100, 0), (30, 100, 0), (45, 150, 1), (61, 500, 1), (70, 1000, 1))
    assert said == "100 of 1,000 days, 0 violations, about 4 minutes left\n500 of 1,000 days, 1 violation, about 1 minute left\n"


def test_a_terminal_has_one_line_that_is_rewritten_and_gone_in_the_end() -> None:
    said = told(Screen(), (9, 50, 0), (10, 100, 0), (12, 150, 2), (20, 900, 2))
    first, second, rest = said.removeprefix("\r\x1b[K").split("\r\x1b[K")
    assert (first, rest) == ("100 of 1,000 days, 0 violations, about 2 minutes left", "")
    assert second == "900 of 1,000 days, 2 violations, less than a minute left"
    assert "\n" not in said


def test_a_short_run_says_nothing_of_it() -> None:
    assert told(io.StringIO(), (5, 1000, 0)) == told(Screen(), (5, 1000, 0)) == ""
