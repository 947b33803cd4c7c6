"""Writes requirements.lock: every dependency of pyproject.toml, pinned, with the hashes of all its files.

Run it with Python 3.11, the oldest we support, so that the backports it needs are in the lock too. Needs pip-tools.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
OPTIONS = (
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--strip-extras",
    "--allow-unsafe",
    "--no-emit-options",
    "--no-emit-index-url",
    "--no-emit-trusted-host",
    "--no-emit-find-links",
    "--resolver=backtracking",
    "--quiet",
)


def wanted() -> list[str]:
    """The requirements as pyproject.toml states them: at run time, for PostgreSQL, for notices, and for development."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"]
    return [*project["project"]["dependencies"], *extras["postgres"], *extras["notify"], *project["dependency-groups"]["dev"]]


def main() -> int:
    """Compiles the lock, keeping the versions it already names unless `--upgrade` is given. Returns an exit code."""
    if sys.version_info[:2] != (3, 11):
        sys.stderr.write("The lock is made with Python 3.11, so that it holds what every newer one needs too.\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "wanted.in")
        source.write_text("\n".join(wanted()) + "\n", "utf-8")
        command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *sys.argv[1:], "--output-file", str(LOCK), str(source)]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
