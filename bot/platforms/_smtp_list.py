"""The list of readers: a private file, one address a line, with a section of those who want no more mail, which always wins."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.errors import UserError

LARGEST = 20_000_000
"""Bytes of a list: a quarter of a million people. More are a newsletter service's work."""

NAMED = 5
"""Lines with a mistake that are named."""

SECTIONS = {"[subscribers]": True, "[unsubscribed]": False}

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_LONG_NAME = 200


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody on the list: `key` is the same for every spelling of the address in capitals and small letters."""

    key: str
    address: str
    name: str
    line: int


def of(path: Path) -> dict[str, Reader]:
    """The readers of the list at `path` by key, without those who are unsubscribed. Raises UserError naming file and lines, no address."""
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except OSError as error:
        raise UserError(f"The list of readers {path} can't be read ({error.strerror}). Write it: one address a line.") from error
    if data is None:
        raise UserError(f"The list of readers {path} is larger than {LARGEST // 1_000_000} MB. Shorten it, or use a newsletter service.")
    try:
        return read(data.decode("utf-8-sig"), path.name)
    except UnicodeDecodeError as error:
        raise UserError(f"The list of readers {path} is not UTF-8 text. Save it as UTF-8.") from error


def read(text: str, file: str) -> dict[str, Reader]:
    """The same from the file's words. Raises UserError."""
    wanted: dict[str, Reader] = {}
    gone: set[str] = set()
    wrong: list[int] = []
    for subscribed, number, line in _lines(text, wrong):
        found = _reader(line, number)
        if found is None:
            wrong.append(number)
        elif subscribed:
            wanted.setdefault(found.key, found)
        else:
            gone.add(found.key)
    if wrong:
        raise UserError(
            f"{_named(sorted(wrong))} of {file} can't be read. Write one address a line: ada@example.org or Ada <ada@example.org>."
        )
    left = {key: reader for key, reader in wanted.items() if key not in gone}
    if not left:
        raise UserError(f"Nobody is on the list {file}. Write one address a line, such as ada@example.org.")
    return left


def _lines(text: str, wrong: list[int]) -> Iterator[tuple[bool, int, str]]:
    """The lines that hold somebody; those with an unknown section join `wrong`."""
    subscribed = True
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if line.startswith("["):
            if line.lower() not in SECTIONS:
                wrong.append(number)
            subscribed = SECTIONS.get(line.lower(), subscribed)
        elif line and not line.startswith("#"):
            yield subscribed, number, line


def _reader(line: str, number: int) -> Reader | None:
    found = person(line.partition(" #")[0].strip())
    return Reader(key_of(found[1]), found[1], found[0], number) if found else None


def person(text: str) -> tuple[str, str] | None:
    """Name (maybe none) and address of `ada@example.org` or `Ada <ada@example.org>`; None where it is neither."""
    name, bracket, rest = text.rpartition("<")
    if bracket and not rest.endswith(">"):
        return None
    address, name = normal(rest.removesuffix(">").strip() if bracket else text), name.strip().strip('"').strip()
    return (name, address) if address and len(name) <= _LONG_NAME and name.isprintable() else None


def key_of(address: str) -> str:
    """The key of an address: 32 hex digits of the SHA-256 of it in small letters."""
    return hashlib.sha256(address.lower().encode()).hexdigest()[:32]


def normal(text: str) -> str:
    """An address as it is sent: its domain in small letters and ASCII; empty when it is none."""
    local, _, domain = text.rpartition("@")
    if len(text) > 254 or not 0 < len(local) <= 64 or not _LOCAL.fullmatch(local):
        return ""
    try:
        ascii_ = domain.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    labels = ascii_.split(".")
    named = len(labels) > 1 and len(ascii_) < 254 and all(map(_LABEL.fullmatch, labels)) and not labels[-1].isdigit()
    return f"{local}@{ascii_}" if named else ""


def _named(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"Line {numbers[0]}"
    more = f" and {len(numbers) - NAMED:,} more" if len(numbers) > NAMED else ""
    *first, last = map(str, numbers[:NAMED])
    return f"Lines {', '.join(first)}{', ' if more else ' and '}{last}{more}"
