"""A parser of LinkedIn's little text, written from its grammar (Microsoft Learn, 2026-05) and not from our writer. For tests."""

from __future__ import annotations

import re

RESERVED = set("\\|{}@[]()<>#*_~")

_MENTION = re.compile(r"@\[((?:\\.|[^\\\[\]])+)\]\((urn:li:[A-Za-z]+:[^()\s\\]+)\)")
_HASHTAG = re.compile(r"#([^\W_]+)")
_URL = re.compile(r"https?://[^\s\\(){}\[\]<>|@*~]+")


def parse(wire: str) -> tuple[str, list[tuple[str, str]]]:
    """The text a reader sees, and its elements as (kind, target). Raises ValueError at a bare reserved character or a bad escape."""
    shown: list[str] = []
    elements: list[tuple[str, str]] = []
    at = 0
    while at < len(wire):
        if mention := _MENTION.match(wire, at):
            shown.append(re.sub(r"\\(.)", r"\1", mention[1]))
            elements.append(("mention", mention[2]))
            at = mention.end()
        elif hashtag := _HASHTAG.match(wire, at):
            shown.append(hashtag[0])
            elements.append(("hashtag", hashtag[1]))
            at = hashtag.end()
        elif url := _URL.match(wire, at):
            address = re.sub(r"[.,;:!?'’»…]+$", "", url[0])
            shown.append(address)
            elements.append(("link", address))
            at += len(address)
        elif wire[at] == "\\":
            if wire[at + 1 : at + 2] not in RESERVED or at + 1 == len(wire):
                raise ValueError(f"a backslash before {wire[at + 1 : at + 2]!r} at {at}")
            shown.append(wire[at + 1])
            at += 2
        elif wire[at] in RESERVED:
            raise ValueError(f"a bare {wire[at]!r} at {at}: {wire[max(0, at - 30) : at + 30]!r}")
        else:
            shown.append(wire[at])
            at += 1
    return "".join(shown), elements
