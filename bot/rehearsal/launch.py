"""Brings the rehearsal network up from another process, and reads its ledger. Light to import."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import SystemClock
from bot.errors import UserError

if TYPE_CHECKING:
    from bot.rehearsal.entries import Records

HOST = "127.0.0.1"
NEAREST_PORTS = 50
PATIENCE = 20.0
"""Seconds a starting network may take; slow machines need a few."""

NAP = 0.02
"""Seconds between two looks at a starting network."""


@dataclass(frozen=True, slots=True)
class Network:
    """A running rehearsal network: `url` without a final slash; `process` only when this process started it, which ends it too."""

    url: str
    pid: int
    process: subprocess.Popen[bytes] | None = None

    def stop(self) -> None:
        """Ends the network if this process started it, and waits for that."""
        if self.process and self.process.stdin:
            self.process.stdin.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=PATIENCE)
                return
            self.process.kill()  # it keeps what it wrote, and whoever asked it to end must not wait for ever
            self.process.wait()


def address_file(state_dir: Path) -> Path:
    """Where a running network says where it is."""
    return state_dir / "rehearsal.json"


def running(state_dir: Path) -> Network | None:
    """The network that serves this folder, if one answers; a file left behind by a dead one counts for nothing."""
    try:
        told = json.loads(address_file(state_dir).read_text(encoding="utf-8"))
        network = Network(str(told["url"]), int(told["pid"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return network if _healthy(network) else None


def _healthy(network: Network) -> bool:
    if not network.url.startswith(f"http://{HOST}:"):
        return False
    try:
        with _opener().open(f"{network.url}/_health", timeout=5) as answer:
            told = json.loads(answer.read(10_000))
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and told.get("ok") is True and told.get("pid") == network.pid


def _opener() -> urllib.request.OpenerDirector:
    """Never through a proxy: the network is on this machine."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ensure(state_dir: Path, port: int = 8765, *, program: str = "bot.rehearsal") -> Network:
    """The network of this folder, started as a child process when none answers; the child ends with this process.

    `program` is the module to start: another one may know more of what lies beside the network, and tell its page.
    Raises UserError, with the reason, when it does not come up.
    """
    found = running(state_dir)
    if found:
        return found
    try:
        state_dir.mkdir(parents=True, exist_ok=True)
        log = (state_dir / "rehearsal.log").open("wb")
    except OSError as error:
        raise UserError(f"The rehearsal network can't write in {state_dir}: {error.strerror}. Make the folder writable.") from error
    with log:
        command = [sys.executable, "-P", "-m", program, "--root", str(state_dir), "--port", str(port), "--parent-pipe"]
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True, cwd=state_dir
        )
    return _wait(state_dir, process)


def _wait(state_dir: Path, process: subprocess.Popen[bytes]) -> Network:
    for _ in range(int(PATIENCE / NAP)):
        found = running(state_dir)
        if found:
            return _own(found, process)
        if process.poll() is not None and process.returncode != 0:
            break
        SystemClock().sleep(NAP)
    process.kill()
    Network("", process.pid, process).stop()
    said = (state_dir / "rehearsal.log").read_text(encoding="utf-8", errors="replace").strip().splitlines()
    reason = said[-1] if said else f"it did not answer within {PATIENCE:.0f} seconds"
    raise UserError(f"The rehearsal network did not start: {reason} See {state_dir / 'rehearsal.log'}.")


def _own(found: Network, process: subprocess.Popen[bytes]) -> Network:
    """The network with its process, or without when another process was faster and ours has nothing to do."""
    if found.pid == process.pid:
        return Network(found.url, found.pid, process)
    Network(found.url, process.pid, process).stop()
    return found


def read_ledger(state_dir: Path) -> Records:
    """Everything the network was asked and what it accepted; empty when there was never one. Safe while it runs."""
    from bot.rehearsal.entries import Records
    from bot.rehearsal.ledger import Ledger

    path = state_dir / "rehearsal.sqlite"
    if not path.exists():
        return Records()
    ledger = Ledger(path, readonly=True)
    try:
        return ledger.records()
    finally:
        ledger.close()
