"""python -m tests.simulation --days 100000 --seed 1 --jobs 2: simulated days, what happened in them, and the seeds that failed."""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator

from bot.model.delivery import State
from tests.simulation.network import KINDS
from tests.simulation.progress import Progress
from tests.simulation.world import Report, pretend_platforms, run

DAYS = 50
"""Days of one seed, unless told."""

WORDS = 400
"""Letters that are shown of a violation."""


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description="Simulated days of the real service, with faults.")
    parser.add_argument("--days", type=int, default=int(os.environ.get("BOT_DAYS", "1000")), help="days of all seeds together")
    parser.add_argument("--each", type=int, default=DAYS, help="days of one seed")
    parser.add_argument("--seed", type=int, default=1, help="the first seed; the others follow it")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--trace", action="store_true", help="one seed, said line by line")
    return parser.parse_args()


def reports(seeds: range, days: int, jobs: int) -> Iterator[Report]:
    """One run of each seed, as they end."""
    with pretend_platforms(), multiprocessing.get_context("fork").Pool(jobs, _quietly) as pool:
        yield from pool.imap_unordered(_One(days), seeds)
        pool.close()
        pool.join()


class _One:
    """Runs one seed in a process of the pool."""

    def __init__(self, days: int) -> None:
        self.days = days

    def __call__(self, seed: int) -> Report:
        return run(seed, self.days)


def _quietly() -> None:
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)


def processor() -> float:
    """Seconds of a processor that this process and those that it waited for have used: on a busy machine they say more than the clock."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def table(seen: Counter[str], days: int, seeds: int, broken: int, seconds: float) -> Iterable[str]:
    """What happened, a line each."""
    states = {str(state) for state in State}
    plain = ("yeses", "deliveries", "requests", "segments taken", "retracted by a person", "corrected", "kills")
    yield f"{'days':<24}{days:>10,}"
    yield f"{'seeds':<24}{seeds:>10,}"
    for name in plain:
        yield f"{name:<24}{seen[name]:>10,}"
    yield "states reached at the end"
    yield from (f"  {name:<22}{seen[name]:>10,}" for name in sorted(states) if seen[name])
    yield "answers that went wrong"
    yield from (f"  {name:<22}{seen[name]:>10,}" for name in sorted(KINDS) if seen[name])
    yield "other faults"
    rest = set(seen) - states - set(KINDS) - set(plain)
    yield from (f"  {name:<22}{seen[name]:>10,}" for name in sorted(rest))
    yield f"{'violations':<24}{broken:>10,}"
    yield f"{'seconds':<24}{seconds:>10,.0f}"
    yield f"{'of a processor':<24}{processor():>10,.0f}"


def main() -> int:
    """1 when a promise was broken."""
    asked = arguments()
    if asked.trace:
        report = run(asked.seed, asked.each, tell=True)
        print(report.violation or "no violation", report.digest)
        return bool(report.violation)
    begin, seen, broken = time.monotonic(), Counter[str](), list[Report]()
    seeds = range(asked.seed, asked.seed + max(1, asked.days // asked.each))
    done, progress = 0, Progress(len(seeds) * asked.each, sys.stderr, time.monotonic)
    for report in reports(seeds, asked.each, asked.jobs):
        seen += report.seen
        done += report.days
        if report.violation:
            broken.append(report)
            progress.over()
            print(f"seed {report.seed}, day {report.days}: {report.violation[:WORDS]}", flush=True)
        progress.done(done, len(broken))
    progress.over()
    print("\n".join(table(seen, done, len(seeds), len(broken), time.monotonic() - begin)))
    if broken:
        print(f"Look at one with: python -m tests.simulation --seed {broken[0].seed} --each {asked.each} --trace")
    return bool(broken)


if __name__ == "__main__":
    raise SystemExit(main())
