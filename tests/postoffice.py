"""A mail server on loopback that says what a test wants, word for word, and keeps what it heard."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

USUAL = {"EHLO": "250-test\r\n250 SIZE 1000000", "DATA": "354 go on", ".": "250 taken", "QUIT": "221 bye", "GREETING": "220 test"}

Script = Callable[[str, int], str | None]
"""From a verb ("." for a whole mail, "GREETING" for the start) and how often it was heard, to an answer; None drops the connection."""


@dataclass
class PostOffice:
    """The server: its port, every line it heard, every whole mail, and how many connections there were."""

    port: int
    script: Script
    heard: list[str] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)
    connections: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    stop: threading.Event = field(default_factory=threading.Event)

    def serve(self, door: socket.socket) -> None:
        """Connections one after the other, until the door is closed."""
        while not self.stop.is_set():
            with suppress(OSError):
                client, _ = door.accept()
                self.connections += 1
                with client:
                    client.settimeout(10)
                    self._talk(client)

    def _talk(self, client: socket.socket) -> None:
        lines = client.makefile("rb")
        if not self._say(client, "GREETING"):
            return
        for raw in lines:
            line = raw.decode("utf-8", "replace").rstrip("\r\n")
            self.heard.append(line)
            verb = line.partition(" ")[0].upper()
            if not self._say(client, verb):
                return
            if verb == "DATA" and self.answers["DATA"].startswith("354"):
                mail = bytearray()
                while (part := lines.readline()) not in (b".\r\n", b""):
                    mail += part
                if not part:
                    return
                self.mails.append(bytes(mail))
                if not self._say(client, "."):
                    return

    def _say(self, client: socket.socket, verb: str) -> bool:
        if verb in {"GREETING", "."}:
            self.heard.append(verb)
        answer = self.script(verb, sum(line.partition(" ")[0].upper() == verb for line in self.heard))
        if answer is None:
            return False
        self.answers[verb] = answer
        if answer == "wait":
            self.stop.wait(10)
            return False
        client.sendall(f"{answer}\r\n".encode())
        return verb != "QUIT"


def usual(**other: str | None) -> Script:
    """What a server usually says, `other` at the verbs named; `END` stands for "."."""
    said: dict[str, str | None] = {**USUAL, **{("." if verb == "END" else verb): answer for verb, answer in other.items()}}
    return lambda verb, _: said.get(verb, "250 well")


@contextmanager
def open_for(script: Script) -> Iterator[PostOffice]:
    """The server while the block runs."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0.02)
        office = PostOffice(door.getsockname()[1], script)
        thread = threading.Thread(target=office.serve, args=(door,), daemon=True)
        thread.start()
        yield office
        office.stop.set()
        thread.join(12)
