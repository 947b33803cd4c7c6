"""Discord: a channel's webhook, by plain HTTP (API v10, its documents, checked 2026-11-22).

Oddities. Only with `wait=true` does an answer name the message. A webhook lists no messages and takes no key (`nonce` counts for bots
alone), so what is in doubt can only be seen by a person; by its id a message can be read, changed and deleted. `allowed_mentions`
stands in every request, as an escaped mention still calls. An address in angle brackets gets no card. A webhook that is gone answers
404, as a message does that is gone: the code tells them apart. Posts of an announcement channel reach its followers when somebody
presses Publish there; a webhook cannot.

Credentials: `webhook_url`, which is all that is needed to post, so the address itself is the secret.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

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
    maximum=2000,
    media=MediaLimits(
        count=10, kinds=("image/jpeg", "image/png", "image/gif", "image/webp"), bytes=10_000_000, pixels=50_000_000, alt=1024
    ),
    hosts=("discord.com",),
    secrets=("webhook_url",),
    identity=("channel_id",),
    idempotency="blind",
    update=True,
    delete=True,
    exists=True,
    markdown=True,
)
"""Discord says "characters"; UTF-16 units are never fewer. 10 MiB is what a server takes that pays nothing; the pixels are ours."""

GUIDE = Guide(
    name="Discord",
    takes="a minute",
    costs="nothing",
    steps=(
        "In Discord, open the settings of the channel: Edit Channel, Integrations, Webhooks, New Webhook. Give it a name and a picture.",
        "Copy its Webhook URL. Whoever has it can post there, so treat it as a password.",
    ),
    asks=(("webhook_url", "Webhook URL"),),
    scopes=("post in one channel",),
    who=("", "name"),
)


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A channel, and the voice that speaks there."""

    username: Annotated[str, key("the name above a post", "Ada", "the webhook's own", max_length=80)] = ""
    thread: Annotated[str, key("the number of a thread or forum post of the channel", '"123"', "none", pattern=r"^[0-9]{0,20}$")] = ""
    silent: Annotated[bool, key("posts without a sound", "true")] = False
    hook: Hook = "finding"
    shape: Shape = "points"
    length: Length = "medium"


def facts(connection: Connection) -> Facts:
    """Which webhook it is: its `name`, `webhook` (its number), `channel_id` and `guild_id`. Raises a SendError."""
    from bot.platforms import _discord as wire

    return dict(wire.hook(connection))


def render(post: Post, account: AnyAccount, facts: Facts) -> Draft:  # noqa: ARG001
    """The article as an announcement in Discord's markdown, or the whole of it where it fits. Pure."""
    from bot.platforms import _discord_text

    return _discord_text.draft(post, account, LIMITS)


def steps(draft: Draft) -> tuple[Step, ...]:
    """One: words and pictures go out together."""
    return tuple(Step(index, "post", segment, draft) for index, segment in enumerate(draft.segments))


def publish(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:  # noqa: ARG001
    """The post. A webhook takes no key. Raises a SendError."""
    from bot.platforms import _discord as wire

    return wire.send(connection, step.draft, step.segment)


def find(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str, since: Instant) -> RemoteRef | None:  # noqa: ARG001
    """Only a person can look: a webhook knows its messages by their numbers alone. Raises Refused."""
    where = "the channel in Discord"
    raise Refused(f"Discord shows a webhook no message whose number it does not know: look at {where}", cause="auth")


def ref(url: str) -> RemoteRef:
    """The message of an address on discord.com. Raises UserError for anything else."""
    from bot.platforms import _discord as wire

    host, path = pasted(url)
    found = re.fullmatch(r"/channels/([0-9]{1,20})/([0-9]{1,20})/([0-9]{1,20})/?", path)
    if host not in ("discord.com", "ptb.discord.com", "canary.discord.com", "discordapp.com") or not found:
        example = "https://discord.com/channels/100000000000000001/100000000000000002/100000000000000003"
        raise UserError(f"This is no address of a message on Discord. It looks like {example} (Copy Message Link).")
    return wire.live(found[1], found[2], found[3])


def update(connection: Connection, ref: RemoteRef, segment: Segment) -> None:
    """Replaces the words of a live message; its pictures stay. Raises a SendError."""
    from bot.platforms import _discord as wire

    wire.edit(connection, ref, segment.wire)


def delete(connection: Connection, ref: RemoteRef) -> None:
    """Deletes a message with its pictures. Raises a SendError."""
    from bot.platforms import _discord as wire

    wire.delete(connection, ref)


def exists(connection: Connection, ref: RemoteRef) -> bool:
    """Whether the message is still there. Raises a SendError."""
    from bot.platforms import _discord as wire

    return wire.there(connection, ref)


def submit_url(draft: Draft, account: AnyAccount) -> str:  # noqa: ARG001
    """Discord itself: it fills in nothing."""
    return "https://discord.com/channels/@me"


def account_url(account: AnyAccount, facts: Facts) -> str:  # noqa: ARG001
    """The channel, once the webhook has said which; before that Discord itself."""
    guild, channel = str(facts.get("guild_id") or ""), str(facts.get("channel_id") or "")
    known = guild.isascii() and guild.isdecimal() and channel.isascii() and channel.isdecimal()
    return f"https://discord.com/channels/{guild}/{channel}" if known else "https://discord.com/channels/@me"
