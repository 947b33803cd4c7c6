"""The feeds as values: what the reader of each account would see, newest first, ready for the templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.rehearsal.difference import Piece
    from bot.rehearsal.entries import PostEntry

ADDRESS = re.compile(r"https?://[^\s<>\"\u201c\u201d]+[^\s<>\"\u201c\u201d.,;:!?)\]}'\u2019\u2026]")
Source = Callable[[str], str]
"""From a picture's digest to the address it is shown from."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; `href` is empty for words that lead nowhere."""

    kind: Literal["text", "link", "mention", "hashtag"]
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as shown."""

    src: str
    alt: str


@dataclass(frozen=True, slots=True)
class Article:
    """A link's card."""

    title: str
    description: str
    domain: str
    href: str
    picture: Shown | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A post as its reader sees it. `before` is what shows above the fold (empty: all of it); `warning` what the sender would not see."""

    id: str
    author: str
    handle: str
    at: str
    runs: tuple[Run, ...] = ()
    before: tuple[Run, ...] = ()
    pictures: tuple[Shown, ...] = ()
    article: Article | None = None
    replies: tuple[Entry, ...] = ()
    title: str = ""
    place: str = ""
    flair: str = ""
    body: Markup | None = None
    warning: str = ""
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """An edit: `at` is when, `part` which post of a thread, from 1 (0: it is no thread), `pieces` how it became what it then was."""

    at: str
    part: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A post that was taken back `at`; `posted` is when it was made, `part` which of a thread it was, from 1."""

    at: str
    posted: str
    part: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """A post with what hangs below it, as its readers see it, and what they do not see: how it was before, and what is gone of it."""

    entries: tuple[Entry, ...]
    revisions: tuple[Revision, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """An account to look at; `href` shows it alone where all are shown, and else puts it on the page or takes it off."""

    platform: str
    label: str
    account: str
    shown: bool
    href: str


@dataclass(frozen=True, slots=True)
class Column:
    """The feed of one account; `count` are all its posts, `earlier` says that older ones are not among the conversations."""

    platform: str
    label: str
    account: str
    handle: str
    count: int
    conversations: tuple[Conversation, ...]
    earlier: bool = False


def safe_href(url: str) -> str:
    """The address if it leads to the web, else nothing: no other scheme becomes a link."""
    try:
        parts = urlsplit(url.strip())
        return url.strip() if parts.scheme.lower() in {"http", "https"} and parts.hostname else ""
    except ValueError:
        return ""


def short(url: str, most: int = 27) -> str:
    """An address as shown: without its scheme, the end cut."""
    bare = re.sub(r"(?i)^https?://(www\.)?", "", url)
    return bare if len(bare) <= most else f"{bare[:most]}…"


def linked(text: str) -> list[Run]:
    """Words with their web addresses as links."""
    runs: list[Run] = []
    at = 0
    for found in ADDRESS.finditer(text):
        runs += [Run("text", text[at : found.start()]), Run("link", found[0], safe_href(found[0]))]
        at = found.end()
    return [run for run in [*runs, Run("text", text[at:])] if run.text]


def fold(runs: Iterable[Run], most: int, lines: int) -> tuple[Run, ...]:
    """The runs that show above a fold after `most` characters or `lines` lines; empty when everything does."""
    runs = tuple(runs)
    text = "".join(run.text for run in runs)
    breaks = [found.start() for found in re.finditer("\n", text)]
    room = min(most, breaks[lines - 1] if len(breaks) >= lines else len(text))
    if room >= len(text):
        return ()
    if room == most and not text[room].isspace():
        room = max(text.rfind(" ", 0, most), text.rfind("\n", 0, most), most // 2)
    room = len(text[:room].rstrip(" \n•"))
    shown: list[Run] = []
    for run in runs:
        if room <= 0:
            break
        shown.append(Run(run.kind, run.text[:room], run.href))
        room -= len(run.text)
    return tuple(shown)


def pictures(post: PostEntry, source: Source) -> tuple[Shown, ...]:
    """The post's pictures."""
    return tuple(Shown(source(picture.digest), picture.alt) for picture in post.media)
