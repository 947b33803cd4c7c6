"""LinkedIn: the official Posts API, versioned (checked 2026-11-21).

Oddities. `commentary` is little text: one unescaped `(` silently cuts the post, with status 201. Comments are plain text.
A version lives about twelve months, then every call is 426, so versions are a list to try. With `w_member_social` nobody can
read their own posts, so a post in doubt stays in doubt. A repeat is refused with 422 that names the first post's URN.
No page is scraped for a card: title, description and picture are sent.

Credentials: `access_token` (60 days; `client_id client_secret` for login). The author is the member, or an organisation's URN.
"""

from __future__ import annotations

from bot.model.settings import Account as AnyAccount
from bot.platforms.base import Limits, MediaLimits

LIMITS = Limits(
    counter="utf16",
    maximum=2950,
    media=MediaLimits(count=20, kinds=("image/jpeg", "image/png", "image/gif"), bytes=8_000_000, pixels=36_152_320, alt=4086),
    hosts=("api.linkedin.com", "www.linkedin.com"),
    secrets=("access_token",),
    idempotency="blind",
    update=True,
    delete=True,
    fold=200,
)

FOLD = LIMITS.fold
"""Characters a reader sees before "...more" (our own figure; LinkedIn names none)."""


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A LinkedIn account: `author` is "person" or an organisation's URN; `versions` are tried in order on 426."""

    author: str = "person"
    versions: tuple[str, ...] = ("202607", "202605", "202603")
    visibility: str = "PUBLIC"
