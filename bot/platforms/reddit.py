"""Reddit: handed over to a person by default, praw 8.0 for those who hold an API key (checked 2026-11-21).

Oddities. New API keys have mostly been refused since November 2025, so `mode` is `handoff` unless the account says `api`.
praw sends a POST three times on 5xx and on a read timeout: its retries are switched off. A RATELIMIT answer may come together
with a created post. Titles and links cannot be edited. Old Reddit does not know fenced code, so code is indented.

Credentials for `mode: api`: `client_id client_secret` with `username password` or `refresh_token`.
"""

from __future__ import annotations

from bot.model.settings import Account as AnyAccount
from bot.model.settings import Mode
from bot.platforms.base import Limits, MediaLimits

LIMITS = Limits(
    counter="chars",
    maximum=40_000,
    title=300,
    media=MediaLimits(count=0, kinds=(), bytes=0, pixels=0, alt=0),
    hosts=("www.reddit.com", "oauth.reddit.com"),
    secrets=("client_id", "client_secret", "username", "password"),
    idempotency="readable",
    find=True,
    update=True,
    delete=True,
    default_mode="handoff",
)


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A Reddit account and the subreddit it posts to; `prefix` such as "[P]" goes before the title, `flair` is a text or template id."""

    mode: Mode = "handoff"
    subreddit: str
    flair: str = ""
    prefix: str = ""
    kind: str = "self"
