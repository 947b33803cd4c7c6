"""A request and an answer as values, and the little that all three platforms need to read the one and make the other."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from whenever import Instant

    from bot.rehearsal.ledger import Ledger

MOST_FIELDS = 200
"""Form fields read from one body."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: `path` is below the platform's prefix, header names are lower case, `base` is this server's own address."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    base: str

    def json(self) -> dict[str, Any] | None:
        """The body as a JSON object; None when it is none, or holds text that is not Unicode."""
        try:
            value = json.loads(self.body)
            json.dumps(value, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            return None
        return value if isinstance(value, dict) else None

    def form(self) -> dict[str, str]:
        """The body as URL-encoded fields; empty when it is none."""
        try:
            return dict(parse_qsl(self.body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
        except ValueError:
            return {}

    def bearer(self) -> str:
        """The bearer token, or nothing."""
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""

    def basic(self) -> tuple[str, str]:
        """Name and password of basic authentication, or two empty strings."""
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return "", ""
        try:
            name, _, password = base64.b64decode(token, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return "", ""
        return name, password


@dataclass(frozen=True, slots=True)
class Answer:
    """A response, whole."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Call:
    """A request of a known account, with what an endpoint needs to act on it."""

    asked: Asked
    account: str
    ledger: Ledger
    now: Instant


Endpoint = Callable[..., Answer]
"""Takes the `Call` and the parts its pattern names; gives the answer."""

Route = tuple[str, str, Endpoint]
"""Method, pattern of the whole path, endpoint."""


def json_answer(
    status: int, value: object, headers: Mapping[str, str] | None = None, kind: str = "application/json; charset=utf-8"
) -> Answer:
    """An answer whose body is JSON."""
    return Answer(status, json.dumps(value, ensure_ascii=False).encode(), {"content-type": kind, **(headers or {})})


def route(routes: Iterable[Route], call: Call) -> Answer | None:
    """The answer of the first endpoint that fits, else None."""
    for method, pattern, endpoint in routes:
        found = re.fullmatch(pattern, call.asked.path)
        if found and method == call.asked.method:
            return endpoint(call, *found.groups())
    return None


def account_in(secret: str, name: str) -> str:
    """The account in a rehearsal secret `rehearsal-ACCOUNT-FIELD`; empty when the secret is not of that form."""
    prefix, suffix = "rehearsal-", f"-{name}"
    if secret.startswith(prefix) and secret.endswith(suffix) and len(secret) > len(prefix + suffix):
        return secret[len(prefix) : -len(suffix)]
    return ""


def number_of(name: str, digits: int) -> int:
    """A stable number of exactly so many digits for a name: the account's id on its platform."""
    low = int("1".ljust(digits, "0"))
    return low + int.from_bytes(hashlib.sha256(name.encode()).digest()[:12]) % (9 * low)


def snowflake(now: Instant, epoch: int, seq: int) -> int:
    """An id that carries its time: milliseconds since `epoch` (Unix, in milliseconds) above 22 bits that count."""
    return (int(now.timestamp(unit="millisecond")) - epoch) << 22 | seq & 0x3FFFFF


def picture_kind(data: bytes) -> str:
    """The MIME type that the first bytes show, or nothing when it is no picture we know."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    return ""


def text_in(value: object, *keys: str) -> str:
    """The text at a path of keys in nested JSON objects; empty where there is none. Numbers count as text."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
