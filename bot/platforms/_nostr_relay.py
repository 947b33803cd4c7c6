"""One relay, asked once: WebSocket frames over a connection that we opened and looked at, in bounded time and size.

As `transport.py` does for HTTP: the configured relays alone, encrypted but on this machine, no private address, no redirect, no proxy, no
second try; and a word for each failure that says whether a byte of the event left.
"""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from bot.http import AGENT, dial

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

LARGEST_FRAME, MOST_FRAMES = 1_000_000, 600
"""Bytes of one frame, and frames, that a relay may answer with."""
CONNECT = 5
"""Seconds to connect in, TLS and handshake included."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a relay said of an event. `state`: it took it; it will not; not now; no byte of the event left; nobody knows."""

    relay: str
    state: Literal["took", "refused", "later", "unreached", "unsure"]
    why: str = ""


def name(relay: str) -> str:
    """A relay as people call it: its host."""
    return urlsplit(relay).netloc or relay


def send(relay: str, url: str, event: str, id_: str, seconds: float) -> Told:
    """EVENT, and the OK about it. `url` is where `relay` is really asked; never raises for what a relay does."""
    end, left = time.monotonic() + seconds, False
    try:
        with _open(url, end) as line:
            left = True
            line.send(f'["EVENT",{event}]')
            for frame in _frames(line, end):
                if len(frame) >= 3 and (frame[:2] == ["OK", id_] or frame[:3] == ["OK", "", False]):  # nostr-relay names none it refuses
                    return _judged(relay, frame[2], str(frame[3]) if len(frame) > 3 else "")
                if frame[:1] not in (["NOTICE"], ["AUTH"], ["OK"]):
                    return Told(relay, "unsure", "answered what nobody recognises")
    except _troubles() as trouble:
        return Told(relay, "unsure" if left else "unreached", f"{type(trouble).__name__}: {trouble}")
    return Told(relay, "unsure", "gave no answer in time")


def ask(url: str, wanted: dict[str, Any], seconds: float) -> list[dict[str, Any]] | None:
    """REQ: the events that fit, as the relay gave them; None where it did not tell all of them."""
    end = time.monotonic() + seconds
    found: list[dict[str, Any]] = []
    try:
        with _open(url, end) as line:
            line.send(json.dumps(["REQ", "bot", wanted]))
            for frame in _frames(line, end):
                if frame[:2] == ["EOSE", "bot"]:
                    return found
                if frame[:2] == ["EVENT", "bot"] and len(frame) == 3 and isinstance(frame[2], dict):
                    found.append(frame[2])
                elif frame[:1] not in (["NOTICE"], ["AUTH"]):
                    return None
    except _troubles():
        return None
    return None


def _judged(relay: str, yes: object, why: str) -> Told:
    """NIP-01's OK: what a relay has already is a yes as well, and the word before the colon says why it is a no."""
    said, kind = " ".join(why.split())[:200], why.partition(":")[0].strip()
    if yes is True or kind == "duplicate":
        return Told(relay, "took", said)
    if yes is not False:
        return Told(relay, "unsure", "answered what nobody recognises")
    return Told(relay, "later" if kind in {"rate-limited", "error"} else "refused", said or "no reason given")


def _frames(line: ClientConnection, end: float) -> Iterator[list[Any]]:
    """The relay's frames as lists until the time is over; one that is none as an empty list. Raises TimeoutError."""
    for _ in range(MOST_FRAMES):
        text = line.recv(timeout=max(0.0, end - time.monotonic()), decode=True)
        try:
            frame = json.loads(text)
        except (ValueError, RecursionError):
            frame = None
        yield frame if isinstance(frame, list) else []


@contextmanager
def _open(url: str, end: float) -> Iterator[ClientConnection]:
    from websockets.sync.client import connect

    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "wss"
    limit = min(CONNECT, end - time.monotonic())
    if limit <= 0:
        raise TimeoutError("the time was over before anything was sent")
    plain = dial(host, parts.port or (443 if secure else 80), limit)
    try:
        line = connect(
            url,
            sock=plain,
            ssl=ssl.create_default_context() if secure else None,
            server_hostname=host if secure else None,
            open_timeout=limit,
            close_timeout=1,
            ping_interval=None,
            compression=None,
            max_size=LARGEST_FRAME,
            user_agent_header=AGENT,
            proxy=None,
        )
    except BaseException:
        plain.close()
        raise
    cut = threading.Timer(max(0.0, end - time.monotonic()), _cut, (line.socket,))  # a write waits for ever on a relay that reads nothing
    cut.daemon = True
    cut.start()
    try:
        with line:
            yield line
    finally:
        cut.cancel()


def _cut(line: socket.socket) -> None:
    with suppress(OSError):  # closed already, which is all that was wanted
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def _troubles() -> tuple[type[Exception], ...]:
    from websockets.exceptions import WebSocketException

    return OSError, TimeoutError, EOFError, ValueError, WebSocketException  # a ValueError for a redirect, or for what is no text


def everywhere(relays: tuple[str, ...], one: Callable[[str], Any]) -> list[Any]:
    """What `one` gives for each relay, all asked at the same time."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(len(relays)) as pool:
        return list(pool.map(one, relays))
