"""Processes that die while they serve a delivery: at a step of the protocol, before a system call, at any moment.

A forked process serves the delivery and is killed with SIGKILL; the parent is the next start.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import requests

from bot.platforms.base import Connection
from bot.service import serve
from bot.service.workspace import Workspace
from bot.store import Store
from tests.service.conftest import Desk

CALLS = ("pwrite64", "write", "fdatasync", "fsync", "ftruncate", "rename", "unlink", "connect", "sendto", "recvfrom")
"""The system calls that touch disk or network."""

TRACE = f"trace={','.join(CALLS)}"


@dataclass
class Reaper:
    """Counts steps, and kills this process at the chosen one."""

    at: int
    seen: int = 0

    def step(self) -> None:
        """One more moment to die in."""
        self.seen += 1
        if self.seen == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, call: Callable[..., object]) -> Callable[..., object]:
        """The same call with a moment before and one after it."""

        def mortal(*given: object, **named: object) -> object:
            self.step()
            answer = call(*given, **named)
            self.step()
            return answer

        return mortal


class Mortal:
    """A store whose every call is a moment to die before and after."""

    def __init__(self, store: Store, reaper: Reaper) -> None:
        self._store, self._reaper = store, reaper

    def __getattr__(self, name: str) -> object:
        found = getattr(self._store, name)
        return self._reaper.around(found) if callable(found) else found

    @contextmanager
    def together(self) -> Iterator[None]:
        """A transaction is kept as a whole, so its moments are before and after it, and inside."""
        self._reaper.step()
        with self._store.together():
            yield
        self._reaper.step()


def mortal(workspace: Workspace, reaper: Reaper) -> Workspace:
    """The workspace of a process that may die at any step."""
    own = workspace.with_own_store()
    assert own.store._logbook
    own.store._logbook.append = reaper.around(own.store._logbook.append)  # type: ignore[method-assign]

    def connect(account: object) -> Connection:
        opened = workspace.connect(account)  # type: ignore[arg-type]
        session: requests.Session = opened.session
        session.send = reaper.around(type(session).send.__get__(session))  # type: ignore[method-assign,assignment]
        return opened

    return replace(own, store=Mortal(own.store, reaper), connect=connect)  # type: ignore[arg-type]


class Child:
    """A forked process that serves the delivery `id_` once it is told to, and dies at step `at` (0: not by itself)."""

    def __init__(self, desk: Desk, id_: str, at: int = 0) -> None:
        told, self._tell = os.pipe()
        self._said, saying = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._tell)
            self._serve(desk, id_, at, told, saying)
        os.close(told)
        os.close(saying)

    def _serve(self, desk: Desk, id_: str, at: int, told: int, saying: int) -> None:
        reaper = Reaper(at)
        try:
            os.read(told, 1)
            served = mortal(desk.workspace, reaper)
            serve.go_on(served, served.store.delivery(id_), desk.looks)
            os.write(saying, f"{reaper.seen}".encode())
        except BaseException as error:  # noqa: BLE001 - a forked child must never run the rest of the tests
            os.write(saying, repr(error).encode())
        finally:
            os._exit(0)

    def begin(self) -> None:
        """Lets it begin."""
        os.write(self._tell, b"!")

    def wait(self, seconds: float) -> None:
        """Waits until it has ended, for at most `seconds`."""
        select.select([self._said], [], [], seconds)

    def end(self) -> int:
        """How many steps it did to its end; 0 when it died."""
        said = os.read(self._said, 1000).decode()
        os.waitpid(self.pid, 0)
        os.close(self._said)
        os.close(self._tell)
        assert said.isdigit() or not said, said
        return int(said or 0)


def die(desk: Desk, id_: str, at: int) -> int:
    """Serves the delivery in a forked process that dies at step `at`; gives how many steps there were, 0 when it died."""
    child = Child(desk, id_, at)
    child.begin()
    return child.end()


def killed(desk: Desk, id_: str, seconds: float) -> int:
    """The same for one that dies after `seconds`, unless it was faster."""
    child = Child(desk, id_)
    child.begin()
    child.wait(seconds)
    os.kill(child.pid, signal.SIGKILL)
    return child.end()


def traced(desk: Desk, id_: str, *options: str) -> int:
    """The same under strace with `options`, which may kill it."""
    child = Child(desk, id_)
    command = ["strace", "-f", "-p", str(child.pid), "-e", TRACE, *options]
    tracer = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert tracer.stderr
    tracer.stderr.readline()  # "attached"
    child.begin()
    steps = child.end()
    tracer.stderr.close()
    tracer.wait()
    return steps


def kill_before(call: str, number: int) -> tuple[str, ...]:
    """The options that let strace kill whoever makes its `number`th `call`."""
    return "-e", f"inject={call}:signal=KILL:when={number}"


def calls_in(log: Path) -> list[tuple[str, int]]:
    """Every (system call, number) that some thread of a run made which strace wrote to `log`."""
    made = Counter(re.findall(r"^(\d+) +(\w+)\(", log.read_text(errors="replace"), re.MULTILINE))
    most = {call: max((count for (_, name), count in made.items() if name == call), default=0) for call in CALLS}
    return [(call, number) for call in CALLS for number in range(1, most[call] + 1)]


def traceable() -> bool:
    """Whether strace is here and may follow a process."""
    strace = shutil.which("strace")
    return (
        bool(strace) and subprocess.run([strace or "", "-qq", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0
    )
