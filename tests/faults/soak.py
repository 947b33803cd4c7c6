"""The soak: the real service for a season, by a clock that runs thousands of times faster; its memory and handles are watched.

`make soak`, or `python -m tests.faults.soak --days 30 --deliveries 50000 --speed 2000`. It ends with a verdict, and with exit code 1
if memory or handles grew, or if anything was duplicated or lost.
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
from pathlib import Path

from tests.faults.season import BACKLOG, Sample, Season, season
from tests.faults.sweep import memory_folder

WARM = 0.2
"""The part of the season after which everything that is kept for good should be there."""

GROWTH, SPARE = 0.05, 3
"""Memory may grow by so much from then to the end, and so many handles more may be open (a call that is in hand)."""

DROPS = 8
"""How often a day new posts arrive."""


@dataclass(frozen=True, slots=True)
class Soaked:
    """What a season left: its samples, the ledger's verdict, how many seconds it took on the wall until the verdict was sought."""

    samples: tuple[Sample, ...]
    ledger: dict[str, int]
    seconds: float
    warm: float = WARM

    @property
    def growth(self) -> float:
        """Memory at the end against that after the warm-up, as a part of it: the median of the samples around each."""
        few = max(1, len(self.samples) // 10)
        warm = int(len(self.samples) * self.warm)
        before = statistics.median(sample.resident for sample in self.samples[warm : warm + few])
        return statistics.median(sample.resident for sample in self.samples[-few:]) / before - 1

    @property
    def handles(self) -> int:
        """How many more handles were open at the end than after the warm-up."""
        return self.samples[-1].handles - min(sample.handles for sample in self.samples[: int(len(self.samples) * self.warm) + 1])

    @property
    def wrong(self) -> list[str]:
        """What is wrong with it, in words."""
        found = [f"{count} {name}" for name, count in self.ledger.items() if count and name != "published"]
        if self.growth > GROWTH:
            found.append(f"the memory grew by {self.growth:.1%}")
        if self.handles > SPARE:
            found.append(f"{self.handles} more handles are open")
        return found


def soak(root: Path, days: float, deliveries: int, speed: float, say: Callable[[str], None], minutes: float = math.inf) -> Soaked:
    """A season at `root`; every sample is said as a line. After `minutes` on the wall nothing new comes, and it is judged as it is."""
    begin = time.monotonic()
    with season(root, speed) as run:
        each = deliveries / run.per_post / days / DROPS
        for number in range(int(days * DROPS)):
            if time.monotonic() - begin > minutes * 60:
                break
            _part(run, int(each * (number + 1)) - run.posts, (number + 1) / DROPS)
            say(line(run.sample()))
        _drain(run)
        say(line(run.sample()))
        took = time.monotonic() - begin
        return Soaked(tuple(run.samples), dict(run.judged()), took)


def _part(run: Season, posts: int, until: float) -> None:
    """A part of a day: new posts, a person now and then, a platform that misbehaves; longer where the service is behind."""
    run.put_away()
    run.drop(posts)
    run.misbehave()
    queue = BACKLOG + 1
    while run.day < until or queue > BACKLOG or not run.all_queued():
        queue = run.decide()
        if run.all_queued():  # before, it may still be starting
            run.look()
        time.sleep(0.1)
    run.look()


def _drain(run: Season) -> None:
    """Until everything has come to an end, or nothing has for two minutes on the wall."""
    left, end = math.inf, 0.0
    while (still := run.decide()) and (still < left or time.monotonic() < end):
        left, end = (still, time.monotonic() + 120) if still < left else (left, end)
        run.look()
        time.sleep(0.1)
    run.look()


HEAD = f"{'day':>6} {'deliveries':>10} {'RSS MB':>8} {'handles':>8} {'threads':>8} {'on its way':>10} {'ms each':>8}"


def line(sample: Sample) -> str:
    """A sample as a line of the table."""
    return (
        f"{sample.day:6.2f} {sample.deliveries:10} {sample.resident:8.1f} {sample.handles:8} {sample.threads:8} "
        f"{sample.queue:10} {1000 * sample.processor:8.1f}"
    )


def main(given: Sequence[str] | None = None) -> int:
    """The soak. Gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soak", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--days", type=float, default=30, help="by the fast clock")
    parser.add_argument("--deliveries", type=int, default=50_000)
    parser.add_argument("--speed", type=float, default=2000, help="how many times faster than the wall's clock")
    parser.add_argument("--minutes", type=float, default=math.inf, help="on the wall, after which nothing new comes")
    parser.add_argument("--keep", action="store_true", help="leave the workspace behind, and say where it is")
    options = parser.parse_args(given)
    root = Path(tempfile.mkdtemp(prefix="soak-", dir=memory_folder()))
    print(HEAD)
    try:
        done = soak(root, options.days, options.deliveries, options.speed, lambda words: print(words, flush=True), options.minutes)
    finally:
        if options.keep:
            print(f"Kept: {root}")
        else:
            shutil.rmtree(root)
    print(f"{done.samples[-1].day:.1f} days in {done.seconds / 60:.1f} minutes; memory {done.growth:+.1%} after the warm-up, ", end="")
    print(f"handles {done.handles:+}; ledger: {', '.join(f'{count} {name}' for name, count in done.ledger.items() if count)}")
    print(f"WRONG: {'; '.join(done.wrong)}" if done.wrong else "All is well.")
    return 1 if done.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
