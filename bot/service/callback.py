"""Where the browser brings a platform's answer: a listener on 127.0.0.1 that takes one request, and the ticket that it must bear.

RFC 8252 section 7.3 and 8.3: the loopback literal, never the name localhost; RFC 7636: S256. The ticket is good once, whatever comes.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import socket
from dataclasses import dataclass, field
from secrets import token_urlsafe
from time import monotonic
from urllib.parse import parse_qs

from bot.errors import UserError

PATH = "/callback"
LONGEST = 120
"""Seconds for which an answer is waited for."""

READING = 5.0
"""Seconds for the whole of one request."""

LARGEST = 16_384
"""Bytes of a request's head."""

_PAGE = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>bot</title>"
    "<body style='font:1.1rem system-ui;margin:15vh auto;max-width:32rem'><p>{}</p>"
)
_DONE = "That was all. Go back to the terminal; you may close this page."
_STRANGE = "This answer does not belong to the login that is waiting, so nothing was accepted. Go back to the terminal."


@dataclass(slots=True)
class Ticket:
    """What ties an answer to one login: `state` goes out and must come back, `verifier` stays here until the code is changed."""

    state: str = field(default_factory=lambda: token_urlsafe(32), repr=False)
    verifier: str = field(default_factory=lambda: token_urlsafe(64), repr=False)
    used: bool = False

    @property
    def challenge(self) -> str:
        """What goes out in place of the verifier (RFC 7636, S256)."""
        return base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()

    def redeem(self, query: str) -> str:
        """The code in an answer. Raises UserError unless it is the first answer and ours; no word of it stands in the error."""
        used, self.used = self.used, True
        try:
            values = parse_qs(query, max_num_fields=20, errors="replace")
        except ValueError:
            values = {}
        state, code = _only(values, "state"), _only(values, "code")
        if used or not hmac.compare_digest(state.encode(), self.state.encode()):
            raise UserError("An answer came that belongs to another login, so nothing was accepted. Run bot login again.")
        if "error" in values:
            raise UserError("The platform says that it was not allowed, so nothing was saved. Run bot login again when you mean it.")
        if not code:
            raise UserError("The platform's answer holds no code, so nothing was saved. Run bot login again.")
        return code


class Listener:
    """A door on 127.0.0.1 that closes behind the first answer. `port` 0 is any that is free. Raises UserError where it is taken."""

    def __init__(self, port: int, ticket: Ticket) -> None:
        try:
            self._socket = socket.create_server(("127.0.0.1", port), backlog=8)
        except OSError as error:
            raise UserError(
                f"127.0.0.1:{port}, where the answer would arrive, cannot be used ({error.strerror}). "
                "Stop the program that has it, or add --token and paste a token."
            ) from None
        self._ticket = ticket
        self._host = f"127.0.0.1:{self._socket.getsockname()[1]}"

    @property
    def redirect(self) -> str:
        """The address to which the platform sends the browser."""
        return f"http://{self._host}{PATH}"

    def fileno(self) -> int:
        """For `select`."""
        return self._socket.fileno()

    def close(self) -> None:
        """Nobody can knock any more."""
        self._socket.close()

    def answer(self) -> str | None:
        """Takes one request: its code, or None where it was no answer and the door stays open. Raises UserError for a strange one."""
        visitor, _ = self._socket.accept()
        with visitor:
            method, target, hosts = _head(visitor)
            if wrong := self._wrong(method, target, hosts):
                _say(visitor, wrong)
                return None
            self.close()
            try:
                code = self._ticket.redeem(target.partition("?")[2])
            except UserError:
                _say(visitor, "400 Bad Request", _STRANGE)
                raise
            _say(visitor, "200 OK", _DONE)
            return code

    def _wrong(self, method: str, target: str, hosts: list[str]) -> str:
        if hosts != [self._host]:
            return "421 Misdirected Request"
        if target.partition("?")[0] != PATH:
            return "404 Not Found"
        return "" if method == "GET" else "405 Method Not Allowed"


def pasted(address: str, redirect: str) -> str | None:
    """The query of the address that a person pasted, None where it is no callback address."""
    return address.strip().partition("?")[2] or None if address.strip().startswith(f"{redirect}?") else None


def _head(visitor: socket.socket) -> tuple[str, str, list[str]]:
    """Method, target and Host headers of a request; empty where nobody speaks HTTP, or too slowly."""
    end, data = monotonic() + READING, b""
    try:
        while b"\r\n\r\n" not in data and len(data) < LARGEST:
            visitor.settimeout(max(end - monotonic(), 0.01))
            more = visitor.recv(4096)
            if not more:
                break
            data += more
    except OSError:
        return "", "", []
    first, *lines = data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    method, _, rest = first.partition(" ")
    target, _, version = rest.partition(" ")
    fields = [line.partition(":") for line in lines]
    hosts = [value.strip() for name, _, value in fields if name.lower() == "host"]
    return (method, target, hosts) if version in ("HTTP/1.1", "HTTP/1.0") else ("", "", [])


def _say(visitor: socket.socket, status: str, words: str = "") -> None:
    """A page of ours, in which nothing of the request stands."""
    page = _PAGE.format(words or status).encode()
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(page)}\r\nConnection: close\r\n"
        "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n"
        "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'\r\n\r\n"
    )
    try:
        visitor.settimeout(READING)
        visitor.sendall(head.encode() + page)
        visitor.shutdown(socket.SHUT_WR)
    except OSError:  # the browser went away: what it brought counts all the same
        return


def _only(values: dict[str, list[str]], name: str) -> str:
    found = values.get(name, [])
    return found[0] if len(found) == 1 else ""
