"""Telegram: a bot that posts to a channel or a group, by the Bot API as plain HTTP (core.telegram.org/bots/api, checked 2026-11-22).

Oddities. Words and entities go out apart, so nothing of an author's text is read as marks; entities count UTF-16 units. Beside a
picture there is room for 1,024 of them, else for 4,096, and no picture has an alternative text. A bot reads no history and the API
takes no key: what is in doubt can only be seen by a person. An edit to what stands there already is a 400, which is a yes. The token
is part of every address, so addresses are secrets.

Credentials: `bot_token`, which BotFather gives; it does not expire. The bot must be an administrator of the channel that may post.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, cast
from urllib.parse import quote

from bot.errors import Refused, UserError
from bot.model.guide import Guide
from bot.model.receipt import RemoteRef
from bot.model.settings import Account as AnyAccount
from bot.model.settings import Hook, Length, Shape, key
from bot.platforms.base import Connection, Facts, Limits, MediaLimits, Step, pasted

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.draft import Draft, Segment
    from bot.model.post import Post

LIMITS = Limits(
    counter="utf16",
    maximum=4096,
    media=MediaLimits(count=10, kinds=("image/jpeg", "image/png", "image/webp"), bytes=10_000_000, pixels=4_500_000, alt=0),
    hosts=("api.telegram.org",),
    secrets=("bot_token",),
    identity=("chat_id",),
    idempotency="blind",
    update=True,
    delete=True,
    handle=(r"@[A-Za-z][A-Za-z0-9_]{3,31}", "@telegram"),
)
"""A picture of so many pixels, and of a shape that Telegram takes, is never wider and higher than the 10,000 that it allows."""

GUIDE = Guide(
    name="Telegram",
    takes="three minutes",
    costs="nothing",
    steps=(
        "In Telegram, talk to https://t.me/BotFather: send /newbot, give it a name, and keep the token that comes back.",
        'In your channel, under Administrators, add the bot and leave it one right: "Post messages" (its own posts it may change).',
        'Put the channel into the account in config/bot.yaml: `chat: "@name"`, or the number of a private one, such as -1001234567890.',
    ),
    asks=(("bot_token", "Bot token"),),
    scopes=("post messages in one channel",),
    who=("@", "bot"),
    needs=("chat",),
)


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A channel or a group, and the voice that speaks there."""

    chat: Annotated[str, key("the channel or group, by its `@name` or its number", '"@ada_writes"')]
    topic: Annotated[int, key("the number of a topic within a group", "12", "no topic", ge=0)] = 0
    silent: Annotated[bool, key("posts without a sound", "true")] = False
    hook: Hook = "finding"
    shape: Shape = "points"
    length: Length = "medium"
    tags: Annotated[int, key("at most so many hashtags at its end", "2", ge=0, le=10)] = 3


def facts(connection: Connection) -> Facts:
    """Who the `bot` is, and the chat it posts to: `chat_id`, `chat_name` (empty for a private one), `chat_title`. Raises a SendError."""
    from bot.platforms import _telegram as wire

    return wire.me(connection, cast("Account", connection.account).chat)


def render(post: Post, account: AnyAccount, facts: Facts) -> Draft:  # noqa: ARG001
    """The article as an announcement in a channel, or the whole of it where it fits. Pure."""
    from bot.platforms import _telegram_text

    return _telegram_text.draft(post, account, LIMITS)


def steps(draft: Draft) -> tuple[Step, ...]:
    """One: words and pictures go out together."""
    return tuple(Step(index, "post", segment, draft) for index, segment in enumerate(draft.segments))


def publish(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:  # noqa: ARG001
    """The post. Telegram takes no key. Raises a SendError."""
    from bot.platforms import _telegram as wire

    return wire.send(connection, step.draft, step.segment)


def find(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str, since: Instant) -> RemoteRef | None:  # noqa: ARG001
    """Only a person can look: a bot is told of what others post, and reads no history. Raises Refused."""
    raise Refused(f"Telegram lets no bot read what stands in a channel: look at {account_url(connection.account, {})}", cause="auth")


def ref(url: str) -> RemoteRef:
    """The post of an address on t.me, of a public or a private chat. Raises UserError for anything else."""
    from bot.platforms import _telegram as wire

    host, path = pasted(url)
    found = None
    if host in ("t.me", "telegram.me", "telegram.dog"):
        found = re.fullmatch(
            r"/(?:s/)?(?:c/(?P<id>[0-9]{5,20})|(?P<name>[A-Za-z]\w{3,31}))(?:/[0-9]{1,10})?/(?P<at>[0-9]{1,10})/?", path, re.A
        )
    if not found:
        raise UserError(
            "This is no address of a post on Telegram. It looks like https://t.me/telegram/123 or https://t.me/c/1234567890/123."
        )
    return wire.live(f"-100{found['id']}" if found["id"] else f"@{found['name']}", int(found["at"]))


def update(connection: Connection, ref: RemoteRef, segment: Segment) -> None:
    """Replaces the words of a live post; its pictures stay. Raises a SendError."""
    from bot.platforms import _telegram as wire

    wire.edit(connection, ref, segment)


def delete(connection: Connection, ref: RemoteRef) -> None:
    """Deletes a post with all its pictures; one that is gone is no error. One older than 48 hours may be refused. Raises a SendError."""
    from bot.platforms import _telegram as wire

    wire.delete(connection, ref)


def submit_url(draft: Draft, account: AnyAccount) -> str:  # noqa: ARG001
    """Telegram's own form, which asks for the chat; the words are filled in as they are read, without what is bold or code."""
    link = str(draft.fields.get("preview") or "")
    text = draft.segments[0].text
    return f"https://t.me/share/url?url={quote(link or 'https://t.me/', safe='')}&text={quote(text, safe='')}"


def account_url(account: AnyAccount, facts: Facts) -> str:
    """The channel as its readers open it; in the browser where it has no public name."""
    chat = str(facts.get("chat_name") or cast("Account", account).chat).strip()
    if chat.startswith("@"):
        return f"https://t.me/{quote(chat[1:], safe='')}"
    return f"https://web.telegram.org/a/#{quote(str(facts.get('chat_id') or chat), safe='-')}"
