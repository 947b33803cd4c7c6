"""What of a request is written down: no secret, and no more than a person would read."""

from __future__ import annotations

import hashlib
import re

from bot.rehearsal.wire import Asked

LONGEST_BODY = 20_000
SECRET_HEADERS = frozenset({"api-key", "authorization", "cookie", "proxy-authorization"})
SECRET_FIELDS = re.compile(r"((?:^|&)(?:password|refresh_token|client_secret|code|code_verifier)=)[^&]*")
SECRET_VALUES = re.compile(r'("(?:password|refreshJwt|accessJwt)"\s*:\s*")(?:[^"\\]|\\.)*')


SECRET_PATHS = re.compile(r"^(/bot|/api/(?:v[0-9]+/)?webhooks/[^/]+/)[^/]+")
"""Beginnings of paths before a secret: Telegram's and Discord's."""


def kept_path(asked: Asked) -> str:
    """The path, a secret in it replaced."""
    return SECRET_PATHS.sub(r"\1REDACTED", asked.path)


def kept_headers(asked: Asked) -> dict[str, str]:
    """The headers, the secret ones replaced."""
    return {name: "REDACTED" if name in SECRET_HEADERS else value for name, value in asked.headers.items()}


def kept_body(asked: Asked) -> str:
    """The body as text, secrets replaced and the end cut; a binary one as its size and digest."""
    try:
        text = asked.body.decode()
    except UnicodeDecodeError:
        return f"<{len(asked.body)} bytes, sha256 {hashlib.sha256(asked.body).hexdigest()}>"
    text = SECRET_VALUES.sub(r"\1REDACTED", SECRET_FIELDS.sub(r"\1REDACTED", text.replace("\x00", "\ufffd")))
    return text if len(text) <= LONGEST_BODY else f"{text[:LONGEST_BODY]}... <{len(text)} characters>"
