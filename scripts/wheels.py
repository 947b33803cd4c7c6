"""Asks the package index whether every pinned dependency has a wheel for each Python and machine we promise.

Downloads into a temporary folder; takes some minutes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
MACHINES = {
    "linux x86_64": ("manylinux_2_17_x86_64", "manylinux_2_28_x86_64", "manylinux2014_x86_64"),
    "linux aarch64": ("manylinux_2_17_aarch64", "manylinux_2_28_aarch64", "manylinux2014_aarch64"),
    "macos arm64": ("macosx_11_0_arm64", "macosx_14_0_arm64"),
}


def complaint(python: str, platforms: tuple[str, ...]) -> str:
    """What pip says against installing the lock there, or nothing."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes"]
        command += ["--implementation=cp", f"--python-version={python}", *(f"--platform={name}" for name in platforms)]
        done = subprocess.run([*command, "--dest", folder, "-r", str(LOCK)], check=False, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stderr.strip()


def main() -> int:
    """Prints one line for each Python and machine. Returns 1 when one of them lacks a wheel."""
    bad = 0
    for python, (machine, platforms) in product(PYTHONS, MACHINES.items()):
        words = complaint(python, platforms)
        bad += bool(words)
        sys.stdout.write(f"Python {python} on {machine}: {words or 'all wheels exist'}\n")
        sys.stdout.flush()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
