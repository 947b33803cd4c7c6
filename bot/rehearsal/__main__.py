"""`python -m bot.rehearsal`: the rehearsal network as a process of its own."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot.clock import SystemClock
from bot.rehearsal.launch import HOST, NEAREST_PORTS, address_file, running

if TYPE_CHECKING:
    from bot.rehearsal.calendar import Beside

LOOKS = 200
"""How often to look, 0.05 seconds apart, for another rehearsal that is just starting on the same folder."""


def main(beside: Callable[[Path], Beside | None] = lambda _: None) -> int:
    """Serves until told to end; 0 as well when a rehearsal already serves this folder.

    `beside` gives the workspace that lies beside the network's folder, where anybody knows it.
    """
    parser = argparse.ArgumentParser(prog="python -m bot.rehearsal", description="The rehearsal network, on this machine only.")
    parser.add_argument("--root", type=Path, required=True, help="the workspace's private folder")
    parser.add_argument("--port", type=int, default=8765, help="the first port to try (0: any)")
    parser.add_argument("--parent-pipe", action="store_true", help="end when standard input ends")
    given = parser.parse_args()
    root: Path = given.root
    try:
        root.mkdir(parents=True, exist_ok=True)
        with (root / "rehearsal.lock").open("w") as lock:
            return _serve(root, given.port, given.parent_pipe, beside(root)) if _lock(lock) else _say_running(root)
    except OSError as error:
        return _complain(f"The rehearsal network can't run in {root}: {error.strerror or error}. Choose a folder that can be written.")


def _lock(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _say_running(root: Path) -> int:
    for _ in range(LOOKS):
        found = running(root)
        if found:
            sys.stdout.write(f"The rehearsal network already runs: {found.url}/ (process {found.pid})\n")
            return 0
        SystemClock().sleep(0.05)
    return _complain(f"Another rehearsal network holds {root} and does not answer. End it, then try again.")


def _complain(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


def bind(port: int) -> socket.socket:
    """A listening loopback socket on the first free port from `port` on; any port at last. Raises OSError.

    Two processes may bind one port as long as neither listens, so that a port is ours only when we do.
    """
    last: OSError | None = None
    for candidate in [*range(port, min(port + NEAREST_PORTS, 65536)), 0] if port else [0]:
        door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, candidate))
            door.listen(128)
        except OSError as error:
            door.close()
            last = error
        else:
            return door
    raise last or OSError("no port")


def _serve(root: Path, port: int, parent_pipe: bool, beside: Beside | None) -> int:
    import uvicorn

    from bot.rehearsal.ledger import Ledger
    from bot.rehearsal.protocol import Protocol
    from bot.rehearsal.server import application

    door = bind(port)
    url = f"http://{HOST}:{door.getsockname()[1]}"
    ledger = Ledger(root / "rehearsal.sqlite")
    app = application(ledger, SystemClock(), url, os.getpid(), beside)
    config = uvicorn.Config(
        app, http=Protocol, ws="websockets-sansio", lifespan="off", log_level="error", access_log=False, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    if parent_pipe:
        threading.Thread(target=_end_with_parent, args=(server,), daemon=True).start()
    # uvicorn raises the signal again when it has ended; then it shall do nothing.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    _publish(root, url)
    sys.stdout.write(f"The rehearsal network runs: {url}/\n")
    sys.stdout.flush()
    try:
        server.run(sockets=[door])
    finally:
        address_file(root).unlink(missing_ok=True)
        ledger.close()
    return 0


def _end_with_parent(server: object) -> None:
    while sys.stdin.buffer.read(4096):
        pass
    server.should_exit = True  # type: ignore[attr-defined]


def _publish(root: Path, url: str) -> None:
    """Writes where the network is, whole or not at all."""
    path = address_file(root)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps({"url": url, "pid": os.getpid()}), encoding="utf-8")
    fresh.replace(path)


if __name__ == "__main__":
    sys.exit(main())
