"""`make bench`: how quick and how light it is, as ratios and figures of one run on this machine.

`--short` drops fewer files and watches less long. The exit code is 1 only when a figure is far beyond its target: a busy
machine is no fault of the code.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import adapting, desk, measures
from tests.bench.measures import Figure

FAR = 3.0
"""This many times the target is a failure."""


def figures(folder: Path, *, short: bool) -> Iterator[Figure]:
    """All measurements, one after another, so that none disturbs the next."""
    yield measures.version(15 if short else 40)
    yield measures.queue(folder, 10 if short else 25)
    yield from measures.glances(folder, 50_000, 5 if short else 15)
    yield from measures.drawings(10 if short else 40)
    yield from adapting.ratios(3 if short else 8)
    yield from adapting.doubled()
    yield from measures.service(folder, drops=20 if short else 100, idle=10 if short else 60)
    yield from desk.figures(folder, 3 if short else 10)
    yield measures.rescan(folder, 10_000)


def main() -> int:
    """Prints the table line by line. Returns 1 when a figure is far beyond its target."""
    far = 0
    sys.stdout.write(f"{'what':58} {'measured':>18} {'target':>12}\n")
    with tempfile.TemporaryDirectory(prefix="bot-bench-") as folder:
        for figure in figures(Path(folder), short="--short" in sys.argv[1:]):
            verdict = "" if figure.value <= figure.target else "  beyond" if figure.value <= FAR * figure.target else "  FAR BEYOND"
            far += figure.value > FAR * figure.target
            words = f"{figure.value:,.2f} {figure.unit}"
            sys.stdout.write(f"{figure.name:58} {words:>18} {f'{figure.target:g}':>12}{verdict}\n")
            sys.stdout.flush()
    return 1 if far else 0


if __name__ == "__main__":
    sys.exit(main())
