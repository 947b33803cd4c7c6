"""The configuration, resolved: what `config.py` makes of `config/bot.yaml` and everything else reads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from bot.model.drawing import Theme


def key(does: str, example: str, unset: str = "", **bounds: Any) -> msgspec.Meta:
    """What is told of a key of the settings, and what a value must keep (`ge`, `le`, `pattern` of msgspec).

    `does` is half a sentence, `example` a value as the file writes it, `unset` what holds without the key, where its default does not say
    it. Errors name the example, and docs/configuration.md is made of these (`make reference`).
    """
    return msgspec.Meta(description=does, examples=[example], extra={"unset": unset}, **bounds)


Mode = Literal["api", "handoff"]
Spared = tuple[tuple[str, tuple[str, ...]], ...]
"""Secrets that one field makes needless: `("refresh_token", ("username", "password"))`."""

LinkPlace = Literal["text", "card", "comment", "none"]
Hook = Annotated[
    Literal["finding", "question", "title"],
    key("how a post opens: with what was found, with a question that the article asks, or with its title", "question"),
]
Shape = Annotated[Literal["points", "prose"], key("what follows the opening: a list of points, or short paragraphs", "prose")]
Length = Annotated[Literal["short", "medium", "long"], key("how much: `short` has fewer points, `long` explains each of them", "short")]
Issue = Annotated[Literal["whole", "teaser"], key("all of the article, or what it is about and its link", "teaser")]
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

    `name`, `rhythm` and `mentions` (handles on this account's platform by name) are filled in by `config.py`.
    """

    name: str = ""
    platform: Annotated[str, key("which platform it is on", "x")]
    default: Annotated[bool, key("every post goes there, unless its front matter says `to:`", "true")] = False
    mode: Annotated[Mode, key("`api` publishes by itself; with `handoff` all is prepared here, and you post it", "handoff")] = "api"
    rehearsal: Annotated[bool, key("`false` is in earnest, `true` never leaves this machine", "false", "as the file says for all")] = True
    link: Annotated[LinkPlace, key("where the article's link goes: `card`, `comment` where the platform's page says so", "card")] = "text"
    friend: Annotated[bool, key("the post's friend link (`links: {friend: ...}`) instead of its address, if it has one", "true")] = False
    theme: Annotated[Theme, key("how code, tables and formulas are drawn where a platform's text cannot carry them", "dark")] = "light"
    api: Annotated[
        str | None, key("this address instead of the platform's own; plain http for this machine alone", '"http://127.0.0.1:9000"')
    ] = None
    handle: Annotated[str, key("the account's name on the platform, shown before a yes", "ada", "what the platform says")] = ""
    hourly_cap: Annotated[int, key("at most so many posts an hour, each of a thread counted", "3", "the platform's own cap")] = 0
    daily_cap: Annotated[int, key("the same for a day", "10", "the platform's own cap")] = 0
    call_timeout: Annotated[int, key("seconds that one call may take", "60", "`30`; in rehearsal `5`")] = 30
    monthly_budget_usd: Annotated[float, key("what may be spent in a month, where a platform charges, as X does", "5", "no limit")] = 0
    rhythm: Rhythm = Rhythm()
    mentions: dict[str, str] = {}


class Site(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The author's own site. `url` is its address without a trailing slash, or empty."""

    url: Annotated[str, key("its address, which gives posts without `url:` theirs and makes links whole", "https://example.org")] = ""
    utm: Annotated[bool, key("adds `utm_source` to links to it, so that your statistics show where readers come from", "true")] = False
    wait_until_live: Annotated[bool, key("before sending, asks for the article on your site once a minute until it is there", "true")] = (
        False
    )


class Posts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where posts are. `path` and `static` are absolute after loading; `permalink` is a pattern such as `/:year/:slug/`."""

    path: Annotated[Path, key("the folder to watch", "../blog/_posts", "`../posts`")] = Path("posts")
    include: Annotated[tuple[str, ...], key("what counts as a post", '["**/*.md"]')] = ("**/*.md", "**/*.markdown")
    exclude: Annotated[tuple[str, ...], key("what does not", '["drafts/**"]')] = ()
    static: Annotated[Path | None, key("where `/images/...` of a blog lie", "../static")] = None
    permalink: Annotated[str | None, key("how your blog makes addresses out of dates and slugs", "/:year/:slug/")] = None


class Llm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A language model that may propose rewrites."""

    url: Annotated[
        str, key("where an OpenAI-compatible API answers; https, or plain http for this machine alone", '"http://127.0.0.1:11434/v1"')
    ]
    model: Annotated[str, key("its name there", "qwen3")]
    timeout: Annotated[int, key("seconds that an answer may take", "300")] = 120


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
