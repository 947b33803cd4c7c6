"""What the tests of the fault matrix share: disks that take nothing, and passes of the service that may end in errors."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import requests

from bot import app
from bot.model.delivery import State
from bot.platforms.base import Connection
from bot.service import due
from bot.service.workspace import Workspace
from bot.store import StoreError
from tests.service.conftest import Desk

EVERYWHERE = ("linkedin", "x", "reddit")
PATHS = {"x": "/2/tweets", "reddit": "/api/submit/", "linkedin": "/rest/posts"}


def mountable(folder: Path) -> bool:
    """Whether this user may mount a small disk in memory, tried at `folder`."""
    tried = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], capture_output=True, check=False)
    if tried.returncode == 0:
        subprocess.run(["umount", str(folder)], check=True)
    return tried.returncode == 0


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A disk in memory of `size` at `folder`, with what lies there copied onto it."""
    kept = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)
    try:
        for name, data in kept.items():
            (folder / name).write_bytes(data)
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Fills the disk to the last byte, as somebody else would; gives the file to delete."""
    place = folder / "of-somebody-else"
    with place.open("ab", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    return place


@contextmanager
def nothing_grows() -> Iterator[None]:
    """As on a full disk: no file of this process takes a byte more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def after_each_call(desk: Desk, act: Callable[[], object], method: str = "POST") -> Desk:
    """The same desk; `act` is done as soon as an answer to a write has come, before anything else."""
    plain, done = app.Connections(desk.workspace.settings, desk.workspace.clock), set[int]()

    def connect(account: object) -> Connection:
        opened = plain(account)  # type: ignore[arg-type]
        if id(opened.session) in done:
            return opened
        done.add(id(opened.session))
        send = requests.Session.send.__get__(opened.session)

        def answered(request: requests.PreparedRequest, **named: object) -> requests.Response:
            answer: requests.Response = send(request, **named)
            if request.method == method and "token" not in str(request.url):
                act()
            return answer

        opened.session.send = answered  # type: ignore[method-assign]
        return opened

    return replace(desk, workspace=replace(desk.workspace, connect=connect))


def troubled(desk: Desk) -> list[str]:
    """One publishing pass, waited for; gives what went wrong in it."""
    engine = desk.engine()
    try:
        due.pass_(desk.workspace, engine)
    except StoreError as error:
        return [str(error)]
    finally:
        engine.close(60)
    return [str(error) for _, error in engine.reap()]


def settled(desk: Desk, id_: str, turns: int = 12) -> State:
    """Looks and sends until nothing is left to do; gives the state at the end."""
    for _ in range(turns):
        desk.look(1, seconds=20)
        desk.send()
        found = desk.workspace.store.delivery(id_)
        if found.state in {State.PUBLISHED, State.FAILED, State.HELD} or (found.state == State.UNSURE and found.platform == "linkedin"):
            return found.state
        desk.clock.advance(900)
    return found.state


def wires(desk: Desk, id_: str) -> list[str]:
    """What the yes bound, segment by segment."""
    delivery = desk.workspace.store.delivery(id_)
    return [segment.wire for segment in desk.workspace.store.draft(id_, delivery.approved).segments]


def open_files() -> int:
    """The highest file descriptor of this process."""
    return max(int(each.name) for each in Path("/proc/self/fd").iterdir())


def with_workspace(desk: Desk, **changed: object) -> Desk:
    """The same desk, its workspace changed."""
    workspace: Workspace = replace(desk.workspace, **changed)  # type: ignore[arg-type]
    return replace(desk, workspace=workspace)
