"""X: API v2 through tweepy 4.17 (checked 2026-11-21).

Oddities, with how sure we are. Prepaid credits: a post costs 0.015 USD, one that holds a URL 0.20 (docs.x.com pricing,
2026-08-22). Bare file names such as README.md count and presumably bill as URLs. A repeated text is refused with 403
"duplicate content" that names no id. Replying to oneself through the API is not documented as exempt from the reply rule of
2026-02-23, so "post 1 there, post 2 refused" must be survivable. A reply right after its parent may be refused for a moment.

Credentials: `api_key api_secret access_token access_secret` (OAuth 1.0a, they do not expire), from an app with Read and Write.
"""

from __future__ import annotations

from bot.model.settings import Account as AnyAccount
from bot.platforms.base import Limits, MediaLimits

LIMITS = Limits(
    counter="x-weighted",
    maximum=280,
    media=MediaLimits(
        count=4,
        kinds=("image/jpeg", "image/png", "image/gif", "image/webp"),
        bytes=5_000_000,
        pixels=50_000_000,
        alt=1000,
    ),
    hosts=("api.twitter.com", "api.x.com"),
    secrets=("api_key", "api_secret", "access_token", "access_secret"),
    idempotency="refusing",
    longest_thread=25,
    threads=True,
    find=True,
    delete=True,
    identical_refused=True,
)

COST_USD = 0.015
"""What a post costs (docs.x.com pricing, 2026-08-22)."""

COST_WITH_LINK_USD = 0.20
"""What a post costs that holds a link, or what X takes for one."""


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An X account: `thread` is the longest thread it posts, `monthly_budget_usd` what it may spend (0: unlimited)."""

    thread: int = 8
    monthly_budget_usd: float = 0
