"""What the faults need to know of each platform: a line here puts it under every sweep."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot import platforms
from bot.model.settings import Idempotency


@dataclass(frozen=True, slots=True)
class Row:
    """`path` is where it takes posts, `address` a live post's by its id or the `number` at its end, `settings` more of its account."""

    path: str
    address: str
    settings: str = ""

    def live(self, id_: str) -> str:
        """The address of the post that the ledger calls `id_`."""
        return self.address.format(id_, number=id_.rpartition("/")[2])


LIST = Path(__file__).parent / "subscribers.txt"
BY_MAIL = f"host: mail.example.org, sender: ada@example.org, subscribers: '{LIST}', mails_per_hour: 0, mails_per_day: 0"

PLATFORMS = {
    "x": Row("/2/tweets", "https://x.com/i/status/{}"),
    "reddit": Row("/api/submit/", "https://www.reddit.com/r/test/comments/{}/", "subreddit: test, mode: api"),
    "mastodon": Row("/api/v1/statuses", "https://mastodon.example/@me/{}", "server: mastodon.example"),
    "linkedin": Row("/rest/posts", "https://www.linkedin.com/feed/update/{}/"),
    "devto": Row("/api/articles/[0-9]*", "https://dev.to/{}"),
    "buttondown": Row("/v1/emails*", "https://buttondown.com/emails/{}", "send: now"),
    "medium": Row("/v1/users/*/posts", "https://medium.com/p/{}", "mode: api"),
    "kit": Row("/v4/broadcasts", "https://app.kit.com/campaigns/{}/draft"),
    "mailchimp": Row(
        "/3.0/campaigns*",
        "https://us21.admin.mailchimp.com/campaigns/show/?id={}",
        "server: us21.api.mailchimp.com, audience: 0a1b2c3d4e, send: now",
    ),
    "ghost": Row("/ghost/api/admin/posts/*", "https://{}/", "server: blog.example.com"),
    "discord": Row("/api/v10/webhooks/*", "https://discord.com/channels/1/2/{}"),
    "nostr": Row("/relay.example.com", "https://njump.me/{}", "relays: [wss://relay.example.com]"),
    "telegram": Row("/bot*/send*", "https://t.me/channel/{number}", "chat: '@channel'"),
    "smtp": Row("/mails/*", "{}", BY_MAIL),
    "bluesky": Row("/xrpc/com.atproto.repo.putRecord", "{}"),
}


def idempotency(platform: str) -> Idempotency:
    """The class of a platform, as its own file says."""
    return platforms.load(platform).LIMITS.idempotency


def account(name: str, platform: str, call_timeout: int) -> str:
    """A line of the configuration for an account; `call_timeout` in seconds."""
    row = PLATFORMS[platform]
    more = f", {row.settings}" if row.settings else ""
    return f"  {name}: {{platform: {platform}, default: true, call_timeout: {call_timeout}{more}}}\n"
