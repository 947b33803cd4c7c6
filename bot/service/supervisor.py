"""What the service tells the program that looks after it: that it is up, alive, stopping (sd_notify(3), systemd 252)."""

from __future__ import annotations

import contextlib
import socket
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Supervisor:
    """systemd, or whatever started this process with `$NOTIFY_SOCKET`; `address` is that, empty where nobody asks."""

    address: str = ""

    @property
    def listens(self) -> bool:
        """Whether anybody looks after this process."""
        return bool(self.address)

    def ready(self, status: str) -> None:
        """The service is up; `status` is a line for people."""
        self._tell(f"READY=1\nSTATUS={_line(status)}")

    def alive(self) -> None:
        """The loop of the service turns: without this the watchdog ends a service that hangs, and another one looks after its calls."""
        self._tell("WATCHDOG=1")

    def stopping(self) -> None:
        """The service finishes the calls in hand and ends."""
        self._tell("STOPPING=1")

    def _tell(self, words: str) -> None:
        if not self.address:
            return
        name = f"\0{self.address[1:]}" if self.address.startswith("@") else self.address
        # A supervisor that does not listen is its own trouble: what must go out goes out.
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
            out.setblocking(False)
            out.sendto(words.encode(), name)


def _line(text: str) -> str:
    return " ".join(text.split())
