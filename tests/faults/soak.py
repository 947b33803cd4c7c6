"""The soak: the real service for a season, by a clock that runs thousands of times faster; its memory and handles are watched.

`make soak`, or `python -m tests.faults.soak --days 30 --deliveries 50000 --speed 2000`. It ends with a table of what was found, and
with exit code 1 if memory or handles grew, or if anything was duplicated or lost. `--leak 1024` plants what it must find.
"""

from __future__ import annotations

import argparse
import math
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.faults.season import BACKLOG, Sample, Season, season
from tests.faults.sweep import memory_folder

WARM = 0.2
"""The part of the season after which everything that is kept for good should be there."""

GROWTH, SPARE = 0.05, 3
"""Memory may grow by so much from then to the end, and so many handles more may be open (a call that is in hand)."""

DROPS = 8
"""How often a day new posts arrive."""

EVERY = 0.4
"""Minutes on the wall after which the service is looked at and spoken of, whatever it does."""


@dataclass(frozen=True, slots=True)
class Soaked:
    """What a season left: its samples, and the ledger's verdict."""

    samples: tuple[Sample, ...]
    ledger: dict[str, int]
    warm: float = WARM

    @property
    def memory(self) -> tuple[float, float]:
        """Megabytes after the warm-up and at the end: the median of a tenth of the samples each."""
        few = max(1, len(self.samples) // 10)
        warm = sum(sample.deliveries < self.warm * self.samples[-1].deliveries for sample in self.samples)
        before, after = self.samples[warm : warm + few], self.samples[-few:]
        return statistics.median(sample.resident for sample in before), statistics.median(sample.resident for sample in after)

    @property
    def growth(self) -> float:
        """Memory at the end against that after the warm-up, as a part of it."""
        before, after = self.memory
        return after / before - 1

    @property
    def handles(self) -> int:
        """How many more handles were open at the end than after the warm-up."""
        early = [sample.handles for sample in self.samples if sample.deliveries <= self.warm * self.samples[-1].deliveries]
        return self.samples[-1].handles - min(early or [self.samples[0].handles])

    @property
    def wrong(self) -> list[str]:
        """What is wrong with it, in words."""
        found = [f"{count} {name}" for name, count in self.ledger.items() if count and name != "published"]
        if self.growth > GROWTH:
            found.append(f"the memory grew by {self.growth:.1%}")
        if self.handles > SPARE:
            found.append(f"{self.handles} more handles are open")
        return found


def soak(
    root: Path, days: float, deliveries: int, speed: float, say: Callable[[str], None], minutes: float = math.inf, leak: int = 0
) -> Soaked:
    """A season at `root`; every sample is said as a line. After `minutes` on the wall nothing new comes, and it is judged as it is."""
    with season(root, speed, leak) as run:
        each = deliveries / run.per_post / days / DROPS
        for number in range(int(days * DROPS)):
            if run.minutes > minutes:
                break
            _part(run, int(each * (number + 1)) - run.posts, (number + 1) / DROPS, say)
            say(line(run.sample()))
        _drain(run, say)
        say(line(run.sample()))
        return Soaked(tuple(run.samples), dict(run.judged()))


def _part(run: Season, posts: int, until: float, say: Callable[[str], None]) -> None:
    """A part of a day: new posts, a person now and then, a platform that misbehaves; longer where the service is behind."""
    run.put_away()
    run.drop(posts)
    run.misbehave()
    queue = BACKLOG + 1
    while run.day < until or queue > BACKLOG or not run.all_queued():
        queue = run.decide()
        if run.all_queued():  # before, it may still be starting
            _watch(run, say)
        time.sleep(0.1)


def _drain(run: Season, say: Callable[[str], None]) -> None:
    """Until everything has come to an end, or nothing has for two minutes on the wall."""
    left, end = math.inf, 0.0
    while (still := run.decide()) and (still < left or time.monotonic() < end):
        left, end = (still, time.monotonic() + 120) if still < left else (left, end)
        _watch(run, say)
        time.sleep(0.1)


def _watch(run: Season, say: Callable[[str], None]) -> None:
    """One look at the service, said where nothing was said of it for a while."""
    run.look()
    if not run.samples or run.minutes > run.samples[-1].minutes + EVERY:
        say(line(run.sample()))


HEAD = f"{'minute':>6} {'day':>6} {'deliveries':>10} {'RSS MB':>8} {'handles':>8} {'threads':>8} {'on its way':>10} {'ms each':>8}"


def line(sample: Sample) -> str:
    """A sample as a line of the table."""
    return (
        f"{sample.minutes:6.2f} {sample.day:6.2f} {sample.deliveries:10} {sample.resident:8.1f} {sample.handles:8} {sample.threads:8} "
        f"{sample.queue:10} {1000 * sample.processor:8.1f}"
    )


def table(done: Soaked) -> str:
    """What was found, each beside what is allowed, and the verdict."""
    last, (before, after) = done.samples[-1], done.memory
    counts = {name: count for name, count in done.ledger.items() if name != "published"}
    rows = [
        ("days by the fast clock", "", f"{last.day:.1f}"),
        ("minutes on the wall", "", f"{last.minutes:.1f}"),
        ("deliveries published", "", f"{done.ledger.get('published', 0)}"),
        ("memory after the warm-up", "", f"{before:.1f} MB"),
        ("memory at the end", f"+{GROWTH:.1%}", f"{after:.1f} MB, {done.growth:+.1%}"),
        ("handles more", f"{SPARE}", f"{done.handles}"),
        *((name, "0", f"{count}") for name, count in counts.items()),
    ]
    verdict = f"WRONG: {'; '.join(done.wrong)}" if done.wrong else "All is well."
    return "\n".join([f"{'':26} {'allowed':>8}  found", *(f"{name:26} {most:>8}  {found}" for name, most, found in rows), verdict])


def main(given: Sequence[str] | None = None) -> int:
    """The soak. Gives the exit code."""
    options = _options().parse_args(given)
    root = Path(tempfile.mkdtemp(prefix="soak-", dir=memory_folder()))
    print(HEAD, flush=True)
    try:
        done = soak(root, options.days, options.deliveries, options.speed, partial(print, flush=True), options.minutes, options.leak)
    finally:
        if options.keep:
            print(f"Kept: {root}")
        else:
            shutil.rmtree(root)
    print(f"\n{table(done)}", flush=True)
    return 1 if done.wrong else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soak", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--days", type=float, default=30, help="by the fast clock")
    parser.add_argument("--deliveries", type=int, default=50_000)
    parser.add_argument("--speed", type=float, default=2000, help="how many times faster than the wall's clock")
    parser.add_argument("--minutes", type=float, default=math.inf, help="on the wall, after which nothing new comes")
    parser.add_argument("--leak", type=int, default=0, help="bytes of each delivery that the service shall keep, which must be noticed")
    parser.add_argument("--keep", action="store_true", help="leave the workspace behind, and say where it is")
    return parser


if __name__ == "__main__":
    sys.exit(main())
