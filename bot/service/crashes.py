"""A service that dies again and again stays stopped: each start may have sent something, and nobody learns why from a sixth."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from whenever import Instant

from bot.errors import UserError

if TYPE_CHECKING:
    from bot.clock import Clock

MOST, WITHIN = 5, 600
"""So many starts in a row without an orderly end, so many seconds from the first to the last, and it stays stopped."""


@contextlib.contextmanager
def counted(state: Path, clock: Clock) -> Iterator[None]:
    """Counts a start in the private folder `state` until the block ends in order. Raises UserError when too many before it did not."""
    words = stopped(state)
    if words:
        raise UserError(words)
    _write(state, [*_starts(state)[1 - MOST :], clock.now()])
    yield
    forget(state)


def unfinished(state: Path) -> Instant | None:
    """When the service was started last and did not end in order, as long as it was not started again since; else None."""
    return next(iter(_starts(state)[-1:]), None)


def stopped(state: Path) -> str:
    """Why the service does not start any more, as one sentence with the next step; or nothing."""
    starts = _starts(state)
    if len(starts) < MOST or starts[-1] > starts[-MOST].add(seconds=WITHIN):
        return ""
    last = starts[-1].format_iso(unit="second").replace("T", " ").replace("Z", " UTC")
    return (
        f"The service ended badly {MOST} times in a row, last started at {last}, so it stays stopped and nothing is sent. "
        f"Its last words are in the log and in {state}/crash-*.txt; when the cause is mended: bot resume"
    )


def forget(state: Path) -> None:
    """An orderly end, or a person who says that the cause is mended."""
    (state / "starts").unlink(missing_ok=True)


def _starts(state: Path) -> list[Instant]:
    """The starts since the last orderly end, the oldest first. What nobody can read counts for nothing."""
    try:
        lines = (state / "starts").read_text("ascii", "replace").splitlines()[-MOST:]
        return [Instant.parse_iso(line) for line in lines]
    except (OSError, ValueError):
        return []


def _write(state: Path, starts: list[Instant]) -> None:
    # A disk that takes nothing must not keep the service from saying so, and from looking after what is in doubt.
    with contextlib.suppress(OSError):
        fresh = state / "starts.new"
        fresh.write_text("".join(f"{start.format_iso()}\n" for start in starts), "ascii")
        fresh.replace(state / "starts")
