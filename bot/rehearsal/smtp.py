"""A mail server as strict as a provider's: RFC 5321 as far as a client for submission needs it, with a login, on loopback.

Whoever asks `/smtp/door` learns its port. Nothing is delivered. The first mail of an issue stands in the ledger whole, each further one
says only to whom it went. Plans (`/_faults`) meet a mail when its final dot arrived, as `POST /mails/ADDRESS`.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import re
import socket
from collections.abc import Callable, Mapping
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

from bot.rehearsal.entries import PostEntry, RequestEntry
from bot.rehearsal.faults import ACCEPTING
from bot.rehearsal.wire import account_in

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from bot.clock import Clock
    from bot.rehearsal.faults import Faults, Plan
    from bot.rehearsal.ledger import Ledger

NAME = "smtp"
LARGEST = 25 * 1024 * 1024
LONGEST_LINE = 1000
"""Bytes of a line with its end (RFC 5321 4.5.3.1.6)."""

IDLE = 300
"""Seconds after which a silent client is sent away."""

PATH = re.compile(r"(FROM|TO):<([^<>\s]{0,254})>((?: [A-Za-z0-9-]+(?:=[^\s=]{1,50})?){0,5})", re.IGNORECASE)
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{3,190}")
SAID: Mapping[str, str] = {
    "429": "421 4.7.0 Too many mails, closing",
    "429-bare": "421 4.7.0 Too many mails, closing",
    "ratelimit": "451 4.7.28 Rate limit",
    "401": "530 5.7.0 Authentication required",
    "403": "550 5.7.1 Not allowed",
    "404": "550 5.1.1 No such user",
    "402": "552 5.2.2 Mailbox full",
    "duplicate": "554 5.6.0 Seen before",
    "500-before": "451 4.3.0 Try again later",
}
"""What each planned refusal says."""


class Server:
    """The mail server of a network, which opens its door when it is first asked for."""

    def __init__(self, ledger: Ledger, clock: Clock, faults: Faults) -> None:
        self._ledger, self._clock, self._faults = ledger, clock, faults
        self._server: asyncio.Server | None = None

    async def door(self, _: Request) -> Response:
        """Where the server listens."""
        if self._server is None:
            self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0, limit=LARGEST)
        found: tuple[str, int] = self._server.sockets[0].getsockname()
        return JSONResponse({"port": found[1]})

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await Dialogue(self, reader, writer).held()
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, asyncio.CancelledError):
            pass  # a client that left, or that nobody can follow; or the network ends
        finally:
            writer.close()

    def take(self, account: str, address: str, data: bytes) -> tuple[str, Plan | None]:
        """The answer to a whole mail, written down before it is given; with the plan that met it."""
        plan = self._faults.take(NAME, "POST", f"/mails/{address}")
        fault, now = plan.fault if plan else "", self._clock.now().format_iso()
        with self._ledger.transaction():
            wrong = "" if plan is None or fault in ACCEPTING else SAID.get(fault, "")
            if (plan is None or fault in ACCEPTING) and not (wrong := _wrong(data)):
                self._keep(account, address, data, now)
            status = int(wrong[:3] or 250) if not fault or wrong else 0
            named = (NAME, account, "POST", f"/mails/{address}", "")
            self._ledger.add_request(RequestEntry(0, now, *named, {}, f"{len(data):,} bytes", status, fault))
        return wrong or "250 2.0.0 Taken", plan

    def _keep(self, account: str, address: str, data: bytes, now: str) -> None:
        mail = _read(data)
        text = issue(mail)
        seq = self._ledger.next_seq()
        same = self._ledger.with_text(NAME, account, text)
        fields: dict[str, object] = {"kind": "mail", "to": address.lower(), "message_id": str(mail["Message-ID"]), "status": "sent"}
        if same:
            fields["same_as"] = same[0].id
        else:
            fields["headers"] = {name: str(value) for name, value in mail.items()}
        words = "" if same else text
        title, id_ = str(mail["Subject"]), f"mail-{seq}"
        self._ledger.add_post(PostEntry(seq, NAME, account, id_, "", words, words, title, (), fields, now))


class Dialogue:
    """One connection: what was said in it so far."""

    def __init__(self, server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._server, self._reader, self._writer = server, reader, writer
        self._account, self._greeted = "", False
        self._sender, self._to = "", list[str]()

    async def held(self) -> None:
        """Greets, and answers until the client leaves. Raises OSError and the errors of a stream."""
        await self._say("220 rehearsal ESMTP, delivers nothing")
        while True:
            line = await self._line()
            if line is None:
                return
            verb, _, rest = line.partition(" ")
            if not await self._answer(verb.upper(), rest.strip()):
                return

    async def _line(self) -> str | None:
        async with asyncio.timeout(IDLE):
            data = await self._reader.readline()
        return data.decode("ascii", "replace").rstrip("\r\n") if data else None

    async def _say(self, *lines: str) -> None:
        *first, last = lines
        said = "".join(f"{line[:3]}-{line[4:]}\r\n" for line in first) + f"{last}\r\n"
        self._writer.write(said.encode("ascii", "replace"))
        await self._writer.drain()

    async def _answer(self, verb: str, rest: str) -> bool:
        """Whether the connection goes on."""
        if verb == "DATA":
            return await self._data()
        if verb == "EHLO":
            self._greeted = True
            await self._say("250 rehearsal", f"250 SIZE {LARGEST}", "250 8BITMIME", "250 ENHANCEDSTATUSCODES", "250 AUTH PLAIN")
            return True
        answers: Mapping[str, Callable[[], str]] = {
            "HELO": lambda: "504 5.5.4 EHLO is wanted",
            "AUTH": lambda: self._auth(rest),
            "MAIL": lambda: self._mail(rest),
            "RCPT": lambda: self._rcpt(rest),
            "RSET": self._reset,
            "NOOP": lambda: "250 2.0.0 Well",
            "QUIT": lambda: "221 2.0.0 Goodbye",
        }
        await self._say(answers[verb]() if verb in answers else "502 5.5.1 Unknown here")
        return verb != "QUIT"

    def _auth(self, rest: str) -> str:
        kind, _, given = rest.partition(" ")
        if not self._greeted or kind.upper() != "PLAIN" or not given:
            return "504 5.5.4 AUTH PLAIN with its answer is wanted"
        try:
            _, user, password = base64.b64decode(given, validate=True).decode().split("\0")
        except (binascii.Error, ValueError):
            return "501 5.5.2 Not readable"
        self._account = account_in(password, "password") if user else ""
        return "235 2.7.0 Welcome" if self._account else "535 5.7.8 Wrong name or password"

    def _mail(self, rest: str) -> str:
        found = PATH.fullmatch(rest)
        if not self._account:
            return "530 5.7.0 Authentication required"
        if not found or found[1].upper() != "FROM" or not ADDRESS.fullmatch(found[2]):
            return "501 5.1.7 No sender"
        if self._sender:
            return "503 5.5.1 One mail after the other"
        self._sender, self._to = found[2], []
        return "250 2.1.0 Well"

    def _rcpt(self, rest: str) -> str:
        found = PATH.fullmatch(rest)
        if not self._sender:
            return "503 5.5.1 MAIL comes first"
        if not found or found[1].upper() != "TO" or not ADDRESS.fullmatch(found[2]):
            return "501 5.1.3 No address"
        if self._to:
            return "452 4.5.3 One reader a mail: nobody's address is another's business"
        self._to = [found[2]]
        return "250 2.1.5 Well"

    def _reset(self) -> str:
        self._sender, self._to = "", []
        return "250 2.0.0 Well"

    async def _data(self) -> bool:
        if not self._to:
            await self._say("503 5.5.1 RCPT comes first")
            return True
        await self._say("354 Go on")
        async with asyncio.timeout(IDLE):
            data = await self._reader.readuntil(b"\r\n.\r\n")
        mail = re.sub(rb"(?m)^\.\.", b".", data[:-3])
        said, plan = await self._taken(mail)
        self._reset()
        if plan and plan.fault in {"reset", "accept-then-reset", "500-after"}:
            self._cut()
            return False
        garbled = plan is not None and plan.fault in {"html", "html-after", "empty", "no-id", "ratelimit-after"}
        await self._say("HTTP 200 OK" if garbled else said)
        return not garbled and not said.startswith("421")

    async def _taken(self, mail: bytes) -> tuple[str, Plan | None]:
        said, plan = self._server.take(self._account, self._to[0], mail)
        if plan and plan.fault in {"late", "late-accept"}:
            await asyncio.sleep(plan.seconds)
        return said, plan

    def _cut(self) -> None:
        """Resets the connection: no farewell."""
        found = self._writer.get_extra_info("socket")
        if found is not None:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self._writer.transport.abort()


def issue(mail: EmailMessage) -> str:
    """The approved HTML of a mail: what stands in its `main`."""
    body = mail.get_body(("html",))
    html = str(body.get_content()).replace("\r\n", "\n") if body is not None else ""
    return html.partition("<main>\n")[2].rpartition("\n</main>")[0]


def _read(data: bytes) -> EmailMessage:
    mail = message_from_bytes(data, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def _wrong(data: bytes) -> str:
    """Why a strict server does not take these bytes; empty when it does."""
    if any(len(line) > LONGEST_LINE - 2 for line in data.split(b"\r\n")) or re.search(rb"\r(?!\n)|(?<!\r)\n|\0|[\x80-\xff]", data):
        return "550 5.6.0 Lines end with CRLF, are at most 998 bytes and ASCII"
    mail = _read(data)
    lacking = [name for name in ("From", "To", "Subject", "Date", "Message-ID", "List-Id", "List-Unsubscribe") if not mail[name]]
    several = [name for name in ("From", "To", "Subject", "Date", "Message-ID", "Bcc", "Cc") if len(mail.get_all(name, [])) > 1]
    if lacking or several or mail["Bcc"] or mail["Cc"]:
        return f"550 5.6.0 Headers: {', '.join(lacking + several) or 'Bcc, Cc'}"
    bodies = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
    return "" if bodies == ["text/plain", "text/html"] and issue(mail) else "550 5.6.0 Plain text and HTML, in this order, are wanted"
