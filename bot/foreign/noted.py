"""Links that an author noted for the next issue of a newsletter: `links.md`, a list that is typed in ten seconds. Nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

LONGEST = 2_000
"""Characters of an address."""

_BULLET = re.compile(r"(?:[-*+•]|\d{1,9}[.)])\s+")
_LINK = re.compile(r"(\]\(|<|)(https?://[^\s<>]+)", re.IGNORECASE)
"""An address, and what it stands behind: a title in square brackets, an angle, or nothing."""

_BETWEEN = " \t:;,|–—-"
"""What stands between a link and its remark, or before one."""


@dataclass(frozen=True, slots=True)
class Noted:
    """One link: the `title` its author gave, the `remark`, in markdown, the heading above it, and the line it begins on."""

    url: str
    title: str = ""
    remark: str = ""
    section: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Slip:
    """A line that says nothing to us, and why, as half a sentence."""

    line: int
    why: str


def read(text: str) -> tuple[tuple[Noted, ...], tuple[Slip, ...]]:
    """The links of a list, in its order, and the lines that are none: `- https://... a remark`, `- [Title](https://...) remark`.

    A heading begins a section, an indented line goes on with the remark above it, comments and rules count for nothing.
    """
    found: list[Noted] = []
    slips: list[Slip] = []
    section, hidden, follows = "", False, False
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip().lstrip("\ufeff")
        if hidden or bare.startswith("<!--"):
            hidden = "-->" not in bare
        elif not bare or set(bare) <= set("-=*_ "):
            follows = False
        elif bare.startswith("#"):
            section, follows = bare.lstrip("#").strip(), False
        elif follows and line[:1].isspace() and not _BULLET.match(bare):
            found[-1] = replace(found[-1], remark=f"{found[-1].remark} {bare}".strip())
        else:
            entry = _entry(bare, section, number)
            follows = isinstance(entry, Noted)
            if isinstance(entry, Noted):
                found.append(entry)
            else:
                slips.append(entry)
    return tuple(found), tuple(slips)


def _entry(line: str, section: str, number: int) -> Noted | Slip:
    line = _BULLET.sub("", line, count=1)
    link = _LINK.search(line)
    if not link:
        return Slip(number, "there is no address in it that begins with https://")
    url = _without_end(link[2])
    begin, end, title = link.start(), link.start(2) + len(url), ""
    if link[1] == "](" and line[end : end + 1] == ")" and (opened := _opened(line, begin)) is not None:
        title, begin, end = " ".join(line[opened + 1 : begin].split()), opened, end + 1
    if why := _wrong(url):
        return Slip(number, why)
    before, after = line[:begin].rstrip(_BETWEEN), line[end:].lstrip(_BETWEEN + ">" * (link[1] == "<"))
    after = after if any(sign.isalnum() for sign in after) else ""
    return Noted(url, title, " ".join(f"{before} {after}".split()), section, number)


def _opened(line: str, end: int) -> int | None:
    """Where the square bracket opens that closes at `end`."""
    depth = 0
    for at in range(end, -1, -1):
        depth += (line[at] == "]") - (line[at] == "[")
        if depth == 0:
            return at
    return None


def _without_end(url: str) -> str:
    """An address up to a bracket that closes more than it opens, and without the signs that end a sentence."""
    depth = {")": 0, "]": 0}
    for at, sign in enumerate(url):
        if sign in "([":
            depth[")" if sign == "(" else "]"] += 1
        elif sign in depth:
            depth[sign] -= 1
            if depth[sign] < 0:
                return url[:at]
    return url.rstrip(".,;:!?'\"*")


def _wrong(url: str) -> str:
    """Why nobody should be sent to this address, or nothing."""
    try:
        parts = urlsplit(url)
        host, named = parts.hostname or "", parts.username is not None
        _ = parts.port
    except ValueError:
        return "its address is none"
    if len(url) > LONGEST:
        return f"its address has more than {LONGEST:,} characters"
    if named:
        return "its address holds a name or a password"
    return "" if "." in host.strip(".") else f"{host or 'its address'} is no place on the web"
