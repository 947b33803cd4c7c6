"""Mastodon, and servers that speak like it: Mastodon.py 2.3 on our session (checked 2026-11-21).

Oddities. Every server has limits of its own, which `facts` reads. The key of a post counts for an hour, compares no text, and in
some versions of 2026 a good replay is answered with 500; before 2026-02 two calls with one key at the same time could make two
posts (mastodon issues 30039, 37879, 40399). So a post in doubt is looked for, and what is called again carries its old key too.
A picture may still be in the making when a post names it (202, 206). An edit that names no pictures takes them away. Hashtags of
unlisted posts are in no timeline, so they stand in the first post, the only public one.

Credentials: `access_token` with `read:accounts read:statuses write:statuses write:media`; it does not expire.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal, cast
from urllib.parse import quote

from bot.errors import UserError
from bot.model.guide import Guide
from bot.model.receipt import RemoteRef
from bot.model.settings import Account as AnyAccount
from bot.model.settings import Hook, key
from bot.platforms.base import Connection, Facts, Limits, MediaLimits, Step

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.draft import Draft, Segment
    from bot.model.guide import Consent, Grant
    from bot.model.post import Post

LIMITS = Limits(
    counter="mastodon",
    maximum=500,
    media=MediaLimits(
        count=4,
        kinds=("image/jpeg", "image/png", "image/gif", "image/webp"),
        bytes=16_777_216,
        pixels=33_177_600,
        alt=1500,
    ),
    hosts=(),
    secrets=("access_token",),
    identity=("acct",),
    idempotency="readable",
    longest_thread=25,
    threads=True,
    find=True,
    update=True,
    delete=True,
    exists=True,
    handle=(r"@[A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}", "@Gargron@mastodon.social"),
)
"""What a server takes unless its `facts` say otherwise (Mastodon 4.6; other servers truncate longer alt texts at 1,500)."""

GUIDE = Guide(
    name="Mastodon",
    takes="a minute",
    costs="nothing",
    steps=(
        "On your server, under Preferences, Development, make a new application.",
        "Give it these scopes and no others: read:accounts read:statuses write:statuses write:media",
        "Open the application: the token is the last of its three lines.",
    ),
    asks=(("access_token", "Your access token"),),
    scopes=("read:accounts", "read:statuses", "write:statuses", "write:media"),
    who=("@", "acct"),
    browser=True,
    browser_steps=("bot makes itself known to your server, then you say yes in your browser.",),
)

Visibility = Literal["public", "unlisted", "private"]


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A Mastodon account and its voice."""

    server: Annotated[str, key("the host where the account lives", "mastodon.social")]
    thread: Annotated[int, key("the longest thread", "4", ge=1, le=LIMITS.longest_thread)] = 8
    hook: Hook = "finding"
    tags: Annotated[int, key("at most so many hashtags below the first post", "2", ge=0, le=10)] = 3
    numbering: Annotated[bool, key('"1/8" before each post of a thread', "true")] = False
    visibility: Annotated[Visibility, key("who sees the first post; the rest of a public thread is unlisted", "unlisted")] = "public"
    cw: Annotated[str, key("a content warning before every post", "loss curves", "no warning")] = ""


def facts(connection: Connection) -> Facts:
    """Who we are on the server, and what it takes: two reads. Raises a SendError."""
    from bot.platforms import _mastodon as wire

    me, server = wire.me(connection), _server(connection.account)
    return {**wire.limits(connection), **me, "server": server, "acct": f"{me['username'] or me['id']}@{server}"}


def render(post: Post, account: AnyAccount, facts: Facts) -> Draft:
    """The article as a thread by the server's own limits. Pure."""
    from bot.platforms import _mastodon_text

    known = facts if facts.get("server") == _server(account) else {}
    return _mastodon_text.draft(post, account, LIMITS, known)


def steps(draft: Draft) -> tuple[Step, ...]:
    """For each segment its pictures, which carry their alt texts, then the post, a reply to the one before."""
    made: list[Step] = []
    parent: int | None = None
    for segment in draft.segments:
        first = len(made)
        made.extend(Step(first + place, "upload", segment, draft, media=media) for place, media in enumerate(segment.media))
        made.append(Step(len(made), "post", segment, draft, follows=parent, needs=tuple(range(first, len(made)))))
        parent = len(made) - 1
    return tuple(made)


def publish(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:
    """One picture or one post. Raises a SendError; Limited also while the server is not ready with a picture."""
    from bot.platforms import _mastodon as wire

    if step.media is not None:
        return wire.upload(connection, step.media)
    pictures = [before[index] for index in step.needs]
    wire.await_ready(connection, pictures)
    parent = None if step.follows is None else before[step.follows].id
    fields = step.draft.fields
    return wire.create(
        connection,
        step.segment.wire,
        key,
        media_ids=[picture.id for picture in pictures] or None,
        in_reply_to_id=parent,
        visibility=step.draft.visibility if parent is None or step.draft.visibility != "public" else "unlisted",
        sensitive=None,
        spoiler_text=str(fields.get("cw") or "") or None,
        language=str(fields.get("language") or "") or None,
    )


def find(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str, since: Instant) -> RemoteRef | None:  # noqa: ARG001
    """The post with this text under this parent among one's own; the key can't be asked for. Raises a SendError."""
    from bot.platforms import _mastodon as wire

    if step.action == "upload":
        return None
    return wire.same(wire.own(connection, since), step.segment.wire, None if step.follows is None else before[step.follows].id)


def ref(url: str) -> RemoteRef:
    """The post of an address on any server, as its own people see it. Raises UserError for anything else."""
    from bot.platforms import _mastodon as wire

    found = wire.address(url)
    if found is None:
        raise UserError("This is no address of a post on Mastodon. It looks like https://mastodon.social/@NAME/113400000000000000.")
    return found


def update(connection: Connection, ref: RemoteRef, segment: Segment) -> None:
    """Replaces the text of a live post; pictures and content warning stay. Raises a SendError."""
    from bot.platforms import _mastodon as wire

    wire.edit(connection, ref, segment.wire)


def delete(connection: Connection, ref: RemoteRef) -> None:
    """Deletes one post. Raises a SendError."""
    from bot.platforms import _mastodon as wire

    wire.delete(connection, ref)


def exists(connection: Connection, ref: RemoteRef) -> bool:
    """Whether the post is still there. Raises a SendError."""
    from bot.platforms import _mastodon as wire

    return wire.exists(connection, ref)


def login(connection: Connection, consent: Consent) -> Grant:
    """A token, with a person's consent in the browser. Raises a SendError or UserError."""
    from bot.platforms import _mastodon_login as wire

    return wire.login(connection, consent, GUIDE.scopes)


def submit_url(draft: Draft, account: AnyAccount) -> str:
    """The server's own form with the first segment filled in."""
    return f"https://{_server(account)}/share?text={quote(draft.segments[0].wire, safe='')}"


def account_url(account: AnyAccount, facts: Facts) -> str:
    """The account's profile; without a name whatever the server shows to who is logged in."""
    name = str(facts.get("username") or account.handle.strip().lstrip("@").partition("@")[0])
    return f"https://{_server(account)}/{quote(f'@{name}', safe='@') if name else 'home'}"


def _server(account: AnyAccount) -> str:
    return cast("Account", account).server.lower()
