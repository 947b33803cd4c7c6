"""The sweep: thousands of deaths, over every platform and every misbehaviour, judged by the network's ledger.

`make sweep`, or `python -m tests.faults.sweep --points 10000`. What is done is kept in `.sweep/`, in a file for each seed and state
of the code, so a sweep that was stopped goes on where it was. It ends with a table, and with exit code 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
import warnings
from collections import defaultdict
from collections.abc import Collection, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path

from tests.faults import platforms, points
from tests.faults.points import Outcome

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".sweep"
BATCH = 50
"""Points for which one workspace and one network serve."""

MEMORY, ROOM = Path("/dev/shm"), 1 << 30
"""A folder in memory, and how many bytes must be free in it."""


def main(given: list[str] | None = None) -> int:
    """The sweep. Gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.sweep", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--points", type=int, default=10_000, help="how many deaths (10,000 take half an hour to an hour on two cores)")
    parser.add_argument("--seed", type=int, default=20261122, help="another seed draws other points")
    parser.add_argument(
        "--platform", action="append", choices=sorted(platforms.PLATFORMS), help="draw points of this one alone (repeatable)"
    )
    parser.add_argument("--processes", type=int, default=2, help="how many at the same time")
    parser.add_argument("--fresh", action="store_true", help="forget what is done")
    parser.add_argument("--only", type=int, metavar="POINT", help="carry out this one point, say what came of it, keep nothing")
    options = parser.parse_args(given)
    warnings.simplefilter("ignore")  # of libraries, once in every process
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    if options.only is not None:
        return _report(batch(options.seed, [options.only]))
    KEPT.mkdir(exist_ok=True)
    file = KEPT / f"{options.seed}-{code()}.jsonl"
    if options.fresh:
        file.unlink(missing_ok=True)
    asked = numbers(options.seed, options.points, options.platform or platforms.PLATFORMS)
    _carry_out(file, options.seed, asked, options.processes)
    done = kept(file)
    return _report([done[number] for number in asked])


def numbers(seed: int, most: int, wanted: Collection[str]) -> list[int]:
    """The first `most` points that are about the platforms `wanted`."""
    return list(islice((number for number in count() if points.drawn(seed, number).platform in wanted), most))


def memory_folder() -> Path | None:
    """A folder in memory with room: a killed process leaves the same files there as on a disk, and syncing takes no time."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None


def code() -> str:
    """A name for the present state of the code: what was true of another proves nothing."""
    whole, ours = hashlib.sha256(), (path for path in (ROOT / "tests" / "faults").glob("*.py") if not path.name.startswith("test_"))
    for path in sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "bot").rglob("*.sql"), *ours]):
        whole.update(path.read_bytes())
    return whole.hexdigest()[:12]


def kept(file: Path) -> dict[int, Outcome]:
    """The outcomes that stand in the file; a line that was cut short is none."""
    found = {}
    for line in file.read_text().splitlines() if file.exists() else ():
        try:
            outcome = Outcome(**json.loads(line))
        except (ValueError, TypeError):
            continue
        found[outcome.number] = outcome
    return found


def _carry_out(file: Path, seed: int, asked: list[int], processes: int) -> None:
    done = kept(file)
    left = [each for each in asked if each not in done]
    batches = [left[begin : begin + BATCH] for begin in range(0, len(left), BATCH)]
    print(f"{len(asked)} points, seed {seed}: {len(asked) - len(left)} were done before. Outcomes: {file}", flush=True)
    begin, finished = time.monotonic(), 0
    with file.open("a") as lines, ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for future in as_completed([pool.submit(batch, seed, each) for each in batches]):
            outcomes = future.result()
            lines.write("".join(json.dumps(asdict(outcome)) + "\n" for outcome in outcomes))
            lines.flush()
            finished += len(outcomes)
            _say(finished, len(left), time.monotonic() - begin, outcomes)


def _say(finished: int, left: int, seconds: float, outcomes: Iterable[Outcome]) -> None:
    each = seconds / finished
    print(f"{finished} of {left} in {seconds:.0f} s, {each:.2f} s each, {each * (left - finished) / 60:.0f} minutes to go", flush=True)
    for outcome in outcomes:
        if outcome.wrong:
            print(f"WRONG: {outcome}", flush=True)


def batch(seed: int, numbers: list[int]) -> list[Outcome]:
    """Some points, one after the other, on ground of their own."""
    outcomes = []
    with tempfile.TemporaryDirectory(dir=memory_folder()) as folder, points.ground(Path(folder)) as here:
        for number in numbers:
            point = points.drawn(seed, number)
            try:
                outcomes.append(points.carried_out(here, point, Path(folder)))
            except Exception as error:  # noqa: BLE001 - one point that breaks is told, and the others go on
                outcomes.append(points.failed(point, error))
    return outcomes


def _report(outcomes: list[Outcome]) -> int:
    """Prints the table and what is wrong. Gives the exit code."""
    for line in table(outcomes):
        print(line)
    wrong = [outcome for outcome in outcomes if outcome.wrong]
    for outcome in wrong:
        print(f"WRONG: point {outcome.number}, {outcome.platform}, {outcome.fault}, {outcome.place or 'no death'}: {outcome.wrong}")
    print(f"{len(outcomes)} points: {_sum(outcomes, 'duplicated')} duplicated, {_sum(outcomes, 'lost')} lost, ", end="")
    print(f"{_sum(outcomes, 'unsure')} unsure, {len(wrong)} wrong; {sum(outcome.died for outcome in outcomes)} died on their way")
    if not points.traceable():
        print("strace is not here or may not follow a process, so those that should die before a system call died at a step.")
    return 1 if wrong else 0


def _sum(outcomes: Iterable[Outcome], name: str) -> int:
    return sum(int(getattr(outcome, name)) for outcome in outcomes)


def table(outcomes: Iterable[Outcome]) -> list[str]:
    """Platform and misbehaviour by death: how many points, and in brackets what was duplicated, lost or unsure of them."""
    cells: dict[tuple[str, str, str], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        for fault in (outcome.fault, "all"):
            for death in (outcome.death, "all"):
                cells[outcome.platform, fault, death].append(outcome)
    heads = ["platform", "class", "misbehaviour", *(f"{death}" for death in points.DEATHS), "all"]
    rows = [
        [platform, platforms.idempotency(platform), fault, *(_cell(cells[platform, fault, death]) for death in (*points.DEATHS, "all"))]
        for platform in platforms.PLATFORMS
        for fault in (*points.FAULTS, "all")
        if cells[platform, fault, "all"]
    ]
    wide = [max(len(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    return ["  ".join(word.ljust(width) for word, width in zip(row, wide, strict=True)).rstrip() for row in [heads, *rows]]


def _cell(outcomes: list[Outcome]) -> str:
    said = [f"{_sum(outcomes, name)} {name}" for name in ("duplicated", "lost", "unsure") if _sum(outcomes, name)]
    return f"{len(outcomes)}" + (f" ({', '.join(said)})" if said else "")


if __name__ == "__main__":
    sys.exit(main())
