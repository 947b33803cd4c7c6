"""A PostgreSQL server for one test session, made of the machine's own binaries."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WANTED = "PostgreSQL's initdb and postgres are not on this machine; install them with: apt-get install postgresql"


UNTIL_END_OF_INPUT = '"$@" & cat > /dev/null; kill -QUIT $!; wait'
"""Runs a command that ends with us, even when we are killed: then nobody holds the other end of its input any more."""


def binaries() -> Path | None:
    """The folder with `initdb` and `postgres`, the newest version first."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True)
    on_path = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    return next((folder for folder in [*versions, *on_path] if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


@contextmanager
def serve(folder_of_binaries: Path) -> Iterator[str]:
    """A server on a private unix socket; gives the address of its database. It stops at once: nothing of it is kept."""
    place = Path(tempfile.mkdtemp(prefix="bot-pg-"))
    who = _owner(place)
    try:
        _run(
            [folder_of_binaries / "initdb", "-D", place / "data", "-U", "bot", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            place,
            who,
        )
        options = ["-c", "fsync=off", "-c", "listen_addresses=", "-k", str(place), "-c", "max_connections=40", "-c", "shared_buffers=16MB"]
        command = ["sh", "-c", UNTIL_END_OF_INPUT, "sh", str(folder_of_binaries / "postgres"), "-D", str(place / "data"), *options]
        with (place / "log").open("w") as log, subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=place, **who):
            yield _await(place)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _owner(place: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root, so root lends the folder to somebody else."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    other = names.get("postgres") or names["nobody"]
    os.chown(place, other.pw_uid, other.pw_gid)
    return {"user": other.pw_uid, "group": other.pw_gid, "extra_groups": []}


def _run(command: list[object], place: Path, who: dict[str, object]) -> None:
    done = subprocess.run([str(part) for part in command], cwd=place, capture_output=True, text=True, check=False, **who)
    assert done.returncode == 0, done.stderr


def _await(place: Path) -> str:
    import psycopg

    address = f"postgresql://bot@/postgres?host={place}"
    for _ in range(400):
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            time.sleep(0.025)
        else:
            return address
    raise AssertionError((place / "log").read_text())
