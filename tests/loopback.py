"""A real server on loopback that writes down every request and answers as it was told. Nothing of ours is behind it."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Seen:
    """A request as it arrived, from our side's `port`. Header names are lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    port: int = 0

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode(), keep_blank_values=True).items()}

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}


@dataclass
class Reply:
    """What goes back: JSON for a value, bytes as they are, nothing for None."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def send(self, handler: BaseHTTPRequestHandler, closing: threading.Event) -> None:
        raw = self.body if isinstance(self.body, bytes) else b"" if self.body is None else json.dumps(self.body).encode()
        headers = {"Content-Type": "application/json; charset=UTF-8", "Content-Length": str(len(raw)), **self.headers}
        handler.send_response(self.status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(raw)


@dataclass
class Stall:
    """Nothing comes back while the test lasts, after the bytes of `first`."""

    first: bytes = b""

    def send(self, handler: BaseHTTPRequestHandler, closing: threading.Event) -> None:
        handler.wfile.write(self.first)
        closing.wait(30)
        handler.close_connection = True


@dataclass
class Trickle:
    """A byte now and then, each in time, the whole never."""

    first: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
    every: float = 0.02

    def send(self, handler: BaseHTTPRequestHandler, closing: threading.Event) -> None:
        handler.wfile.write(self.first)
        while not closing.wait(self.every):
            try:
                handler.wfile.write(b" ")
            except OSError:
                break
        handler.close_connection = True


class Reset:
    """The request is read, then the connection is torn down."""

    def send(self, handler: BaseHTTPRequestHandler, closing: threading.Event) -> None:
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.close_connection = True
        handler.connection.close()


Answer = Reply | Stall | Trickle | Reset
Script = Callable[[Seen], Answer]


class Loopback:
    """The server: `seen` is every request in order, `script` what answers it."""

    def __init__(self, script: Script) -> None:
        self.seen: list[Seen] = []
        self.script = script
        self.closing = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=lambda: self.server.serve_forever(poll_interval=0.005), daemon=True)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def writes(self) -> list[Seen]:
        """The requests that may change something."""
        return [seen for seen in self.seen if seen.method != "GET" and "access_token" not in seen.path]

    def close(self) -> None:
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                seen = Seen(self.command, self.path, headers, body, self.client_address[1])
                outer.seen.append(seen)
                outer.script(seen).send(self, outer.closing)

            do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = answer  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Stays silent."""

        return Handler


@contextmanager
def serving(script: Script) -> Iterator[Loopback]:
    """A running server, gone at the end."""
    server = Loopback(script)
    server.thread.start()
    try:
        yield server
    finally:
        server.close()
