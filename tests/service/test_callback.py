"""The attacks on a login that docs/accounts.md promises to withstand: an answer that is not ours brings nothing, whoever sends it."""

from __future__ import annotations

import base64
import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.service.callback import LARGEST, Listener, Ticket, pasted

CODE = "c4n4ry-code"


class Door:
    """A listener at work in a thread of its own, until it has an answer or is closed: what came of it."""

    def __init__(self) -> None:
        self.ticket = Ticket()
        self.listener = Listener(0, self.ticket)
        self.port = urlsplit(self.listener.redirect).port or 0
        self.host = f"127.0.0.1:{self.port}"
        self.code: str | None = None
        self.refused = ""
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.thread.start()

    def _work(self) -> None:
        try:
            while self.code is None:
                self.code = self.listener.answer()
        except UserError as error:
            self.refused = str(error)
        except OSError:  # closed by the test
            return

    def gets(self, request: str | bytes) -> str:
        """What comes back for these bytes; empty where nobody takes them."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), 10) as client:
                client.sendall(request if isinstance(request, bytes) else request.encode())
                with suppress(OSError):  # gone already: what it said before that may still be read
                    client.shutdown(socket.SHUT_WR)
                return b"".join(iter(lambda: client.recv(65536), b"")).decode()
        except ConnectionError:
            return ""

    def request(self, query: str, method: str = "GET", host: str = "", path: str = "/callback") -> str:
        """A whole request."""
        return f"{method} {path}?{query} HTTP/1.1\r\nHost: {host or self.host}\r\n\r\n"

    def good(self) -> str:
        """The query of the true answer."""
        return f"code={CODE}&state={quote(self.ticket.state)}"


@pytest.fixture
def door() -> Iterator[Door]:
    """A door that waits."""
    door = Door()
    with closing(door.listener):
        yield door


def test_the_true_answer_is_taken_once_and_the_door_is_gone(door: Door) -> None:
    page = door.gets(door.request(door.good()))
    door.thread.join(10)
    assert door.code == CODE
    assert page.startswith("HTTP/1.1 200 ")
    assert CODE not in page
    assert door.ticket.state not in page
    assert "no-store" in page
    assert door.gets(door.request(door.good())) == ""


def test_only_this_machine_can_reach_it(door: Door) -> None:
    assert door.listener.redirect == f"http://127.0.0.1:{door.port}/callback"
    with socket.socket(socket.AF_INET) as other:
        assert other.connect_ex(("127.0.0.2", door.port)) != 0


@pytest.mark.parametrize(
    "query",
    [
        f"code={CODE}&state=wrong",
        f"code={CODE}&state=",
        f"code={CODE}",
        "",
        "&" * 500,
        "state={state}&code={code}&state=wrong",
        "state={state}",
        "state={state}&code=",
        "state={state}&code=a&code=b",
        "state={state}&error=access_denied&code={code}",
        "state=%ff%fe&code={code}",
    ],
)
def test_an_answer_that_is_not_ours_ends_the_login_without_a_code(door: Door, query: str) -> None:
    page = door.gets(door.request(query.format(state=door.ticket.state, code=CODE)))
    door.thread.join(10)
    assert door.code is None
    assert door.refused
    assert page.startswith("HTTP/1.1 400 ")
    assert CODE not in page + door.refused
    assert door.ticket.used
    with pytest.raises(UserError, match="another login"):
        door.ticket.redeem(door.good())


@pytest.mark.parametrize(
    ("method", "host", "path"),
    [
        ("POST", "", "/callback"),
        ("HEAD", "", "/callback"),
        ("OPTIONS", "", "/callback"),
        ("GET", "evil.example", "/callback"),
        ("GET", "localhost:{port}", "/callback"),
        ("GET", "127.0.0.1", "/callback"),
        ("GET", "127.0.0.1:{port}\r\nHost: 127.0.0.1:{port}", "/callback"),
        ("GET", "", "/callback/"),
        ("GET", "", "/"),
        ("GET", "", "http://127.0.0.1:{port}/callback"),
    ],
)
def test_whoever_else_knocks_gets_nothing_and_spoils_nothing(door: Door, method: str, host: str, path: str) -> None:
    page = door.gets(door.request(door.good(), method, host.format(port=door.port), path.format(port=door.port)))
    assert page.startswith("HTTP/1.1 4")
    assert (door.code, door.ticket.used) == (None, False)
    door.gets(door.request(door.good()))
    door.thread.join(10)
    assert door.code == CODE


@pytest.mark.parametrize(
    "raw", [b"", b"\r\n\r\n", b"GET\r\n\r\n", b"\x16\x03\x01\x00\xa5", b"GET /callback?x HTTP/9\r\n\r\n", b"A" * (LARGEST + 9)]
)
def test_what_is_no_request_is_no_answer(door: Door, raw: bytes) -> None:
    door.gets(raw)
    door.gets(door.request(door.good()))
    door.thread.join(10)
    assert door.code == CODE


def test_a_door_that_is_taken_is_told() -> None:
    with closing(Listener(0, Ticket())) as first, pytest.raises(UserError, match="cannot be used"):
        Listener(urlsplit(first.redirect).port or 0, Ticket())


def test_tickets_are_new_each_time_and_show_nothing() -> None:
    one, other = Ticket(), Ticket()
    assert len({one.state, other.state, one.verifier, other.verifier}) == 4
    assert 43 <= len(one.verifier) <= 128
    assert one.challenge == base64.urlsafe_b64encode(hashlib.sha256(one.verifier.encode()).digest()).decode().rstrip("=")
    assert one.state not in repr(one)
    assert one.verifier not in repr(one)


def test_a_pasted_address_must_be_the_callback() -> None:
    redirect = "http://127.0.0.1:5/callback"
    assert pasted(f" {redirect}?code=a&state=b\n", redirect) == "code=a&state=b"
    for address in (
        "http://127.0.0.1:5/callback",
        "https://evil.example/callback?code=a",
        "http://127.0.0.1:50/callback?code=a",
        "",
        "code=a",
    ):
        assert pasted(address, redirect) is None


@given(st.text(max_size=200))
def test_no_text_but_the_ticket_is_good(query: str) -> None:
    with pytest.raises(UserError):
        Ticket().redeem(query)
