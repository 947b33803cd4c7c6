"""The configuration, resolved: what `config.py` makes of `config/bot.yaml` and everything else reads."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from bot.model.drawing import Theme

Mode = Literal["api", "handoff"]
Spared = tuple[tuple[str, tuple[str, ...]], ...]
"""Secrets that one field makes needless: `("refresh_token", ("username", "password"))`."""

LinkPlace = Literal["text", "card", "comment", "none"]
Hook = Literal["finding", "question", "title"]
"""How a post opens: with what was found, with a question that the article asks, with its title."""

Shape = Literal["points", "prose"]
Length = Literal["short", "medium", "long"]
Idempotency = Literal["keyed", "readable", "refusing", "blind"]
"""After an answer in doubt: send again with the same key; look; look, as a repeat is refused; ask a person."""


class Slot(msgspec.Struct, frozen=True):
    """A weekly moment: `days` are 1 (Monday) to 7, `hour` and `minute` on the wall clock of the account's zone."""

    days: tuple[int, ...]
    hour: int
    minute: int


class Rhythm(msgspec.Struct, frozen=True):
    """When an account may publish. Durations are seconds; `quiet` is two minutes of the day (from, to), may cross midnight."""

    zone: str = "UTC"
    slots: tuple[Slot, ...] = ()
    spacing: int = 7200
    quiet: tuple[int, int] | None = None
    window: int = 259200
    undo_window: int = 60


class Account(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename={"name": "-name", "rhythm": "-rhythm", "mentions": "-mentions"},
):
    """What every account may say in `bot.yaml`. Platform files extend it with their own fields.

    `name`, `rhythm` and `mentions` (handles on this account's platform by name) are filled in by `config.py`. `api` replaces the
    platform's own address. `link` says where the article's link goes, where the platform knows the difference; with `friend` it
    is the author's friend link, if the post has one. `theme` is of the pictures drawn from code,
    tables and formulas. Caps are posts an hour and a day (0: the platform's own);
    `monthly_budget_usd` is what it may spend in a calendar month (0: no limit).
    """

    name: str = ""
    platform: str
    default: bool = False
    mode: Mode = "api"
    rehearsal: bool = True
    link: LinkPlace = "text"
    friend: bool = False
    theme: Theme = "light"
    api: str | None = None
    handle: str = ""
    hourly_cap: int = 0
    daily_cap: int = 0
    call_timeout: int = 30
    monthly_budget_usd: float = 0
    rhythm: Rhythm = Rhythm()
    mentions: dict[str, str] = {}


class Site(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The author's own site. `url` is its address without a trailing slash, or empty."""

    url: str = ""
    utm: bool = False
    wait_until_live: bool = False


class Posts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where posts are. `path` and `static` are absolute after loading; `permalink` is a pattern such as `/:year/:slug/`."""

    path: Path = Path("posts")
    include: tuple[str, ...] = ("**/*.md", "**/*.markdown")
    exclude: tuple[str, ...] = ()
    static: Path | None = None
    permalink: str | None = None


class Llm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A language model that may propose rewrites: the `url` of an OpenAI-compatible API, its `model`, seconds an answer may take."""

    url: str
    model: str
    timeout: int = 120


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """A workspace's whole configuration. `root` is the workspace folder, `state` its private `.bot` folder, both absolute.

    `rhythm` is what `schedule` says for everybody; `notify` are places that are told what needs a person; `metrics`
    is the file in which the service keeps its numbers.
    """

    root: Path
    state: Path
    site: Site = Site()
    posts: Posts = Posts()
    timezone: str = "UTC"
    rhythm: Rhythm = Rhythm()
    rehearsal: bool = True
    accounts: dict[str, Account] = {}
    groups: dict[str, tuple[str, ...]] = {}
    notify: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    database: str = ""
    metrics: Path | None = None
    llm: Llm | None = None
