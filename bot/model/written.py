"""What `config/bot.yaml` may say, key by key, as it is written. `settings_reader.py` makes the values of `settings.py` of it."""

from __future__ import annotations

from typing import Annotated

import msgspec

from bot.model.settings import Account, Llm, Posts, Site, key


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """When accounts publish: below `schedule` for everybody, and in an account for itself."""

    slots: Annotated[
        tuple[str, ...],
        key("when posts go out, on the account's wall clock", '["Mon-Fri 09:00", "Sat 11:00"]', "as soon as `spacing` allows"),
    ] = ()
    spacing: Annotated[str, key("at least this long between two posts of an account", "90m")] = "2h"
    quiet: Annotated[str, key("never in these hours; `off` for none", '"22:00-07:00"')] = "off"
    window: Annotated[str, key("how long a yes lasts when the post could not go out in time", "1d")] = "3d"
    undo_window: Annotated[str, key("between due and first byte, when `bot undo` still helps", "5m", "`60s`; in rehearsal `0`")] = "60s"
    timezone: Annotated[str, key("another zone than the workspace's", "Asia/Tokyo", "the workspace's")] = "UTC"


class File(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file."""

    site: Annotated[Site, key("your own site", "{url: https://example.org}")] = Site()
    posts: Annotated[Posts, key("where your articles lie", "{path: ../blog/_posts}")] = Posts()
    timezone: Annotated[str, key("the IANA zone of all wall-clock times", "Europe/London")] = "UTC"
    rehearsal: Annotated[bool, key("nothing leaves this machine; an account may say otherwise for itself", "false")] = True
    accounts: Annotated[dict[str, Account], key("where you publish, one entry for each account", "{x: {platform: x, default: true}}")] = {}
    groups: Annotated[dict[str, tuple[str, ...]], key("names for several accounts, for a post's `to:`", "{launch: [linkedin, x]}")] = {}
    schedule: Annotated[Schedule, key("when accounts publish", '{slots: ["Mon-Fri 09:00"]}')] = Schedule()
    feeds: Annotated[
        tuple[str, ...], key("feeds looked at every hour: each new article waits for your yes", "[https://example.org/feed.xml]")
    ] = ()
    notify: Annotated[
        tuple[str, ...],
        key("who is told of what needs a person: names that `bot notify NAME` knows, or addresses without a secret", "[phone]", "nobody"),
    ] = ()
    mentions: Annotated[
        dict[str, dict[str, str]], key("names of people and projects with their handles", '{PyTorch: {x: "@PyTorch"}}')
    ] = {}
    database: Annotated[
        str,
        key(
            "a PostgreSQL database; one with a password only through `$BOT_DATABASE`",
            "postgresql://localhost/bot",
            "the SQLite file in `.bot/`",
        ),
    ] = ""
    metrics: Annotated[
        str, key("a file in which the service keeps its numbers for Prometheus", "/var/lib/node_exporter/bot.prom", "none")
    ] = ""
    llm: Annotated[
        Llm | None,
        key("a language model that may propose rewrites", '{url: "http://127.0.0.1:11434/v1", model: qwen3}', "no model is ever asked"),
    ] = None
