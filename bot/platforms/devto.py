"""dev.to, a Forem: its API v1 by plain HTTP (Forem's sources and documents, checked 2026-11-22).

Oddities. A request without User-Agent is refused. Front matter in the text counts more than the fields beside it. An article is
created as a draft, which nobody sees, and published by a second call, which writes all of it again: what is public is what was
approved. No two articles may have one canonical address, drafts of anybody included, and now and then a refusal comes with a draft
that was made all the same (forem issues 1845, 9759, 16664). So one's own list is read before a draft is made. Nothing can be
deleted: an article that is taken back is a draft again. Pictures are shown from their own addresses.

Credentials: `api_key` (Settings > Extensions > DEV Community API Keys); it does not expire.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.model.draft import Draft, Problem, Segment
from bot.model.guide import Guide
from bot.model.receipt import RemoteRef
from bot.model.settings import Account as AnyAccount
from bot.platforms.base import Connection, Facts, Limits, MediaLimits, Step, pasted

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.post import Post

LIMITS = Limits(
    counter="bytes",
    maximum=800 * 1024,
    title=128,
    media=MediaLimits(count=0, kinds=(), bytes=0, pixels=0, alt=0),
    hosts=("dev.to",),
    secrets=("api_key",),
    identity=("id",),
    idempotency="readable",
    find=True,
    update=True,
    delete=True,
    exists=True,
    identical_refused=True,
    markdown=True,
    handle=(r"@[a-z0-9_]{2,30}", "@ben"),
)

GUIDE = Guide(
    name="dev.to",
    takes="a minute",
    costs="nothing",
    steps=("On https://dev.to/settings/extensions, under DEV Community API Keys, generate a key; any name will do.",),
    asks=(("api_key", "API key"),),
    scopes=("all of the account: dev.to's keys know no less",),
    who=("@", "username"),
)


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A dev.to account."""


def facts(connection: Connection) -> Facts:
    """Who we are: `id` and `username`. Raises a SendError."""
    from bot.platforms import _devto as wire

    return wire.me(connection)


def render(post: Post, account: AnyAccount, facts: Facts) -> Draft:  # noqa: ARG001
    """The whole article in dev.to's markdown. What the author wrote for this account goes out as it is. Pure."""
    from bot.platforms import _devto_text as writing
    from bot.text.named import with_cover

    override = post.override(account.name, account.platform)
    post = with_cover(post, override)
    title = override.title or post.title
    text = "\n\n".join(override.segments) if override.segments else writing.body(post, account)
    size = len(text.encode("utf-8", "surrogatepass"))
    wrong = writing.problems(post, account, title, override)
    if size > LIMITS.maximum:
        words = f"The article has {size} bytes, dev.to takes {LIMITS.maximum}: write a shorter text for it."
        wrong = (*wrong, Problem("error", "too-long", words, override.line))
    segment = Segment(text, size, LIMITS.maximum, "bytes", text)
    return Draft(account.name, account.platform, title, (segment,), writing.fields(post, override), wrong)


def steps(draft: Draft) -> tuple[Step, ...]:
    """The article as a draft, which shows nothing to anybody, then its publication."""
    (segment,) = draft.segments
    return (Step(0, "upload", segment, draft), Step(1, "post", segment, draft, needs=(0,)))


def publish(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:  # noqa: ARG001
    """The draft, or its publication with all that it says. Raises a SendError."""
    from bot.platforms import _devto as wire

    if step.action == "upload":
        return wire.create(connection, step.draft)
    return wire.publish(connection, before[0].id, step.draft)


def find(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str, since: Instant) -> RemoteRef | None:  # noqa: ARG001
    """The article with these words among all of one's own, drafts included; published where that is the step. Raises a SendError."""
    from bot.platforms import _devto as wire

    there = wire.same(wire.own(connection), step.draft)
    if step.action == "upload":
        return RemoteRef(there.number) if there else None
    return there.ref if there and there.published else None


def ref(url: str) -> RemoteRef:
    """The article of an address on dev.to. Raises UserError for anything else."""
    host, path = pasted(url)
    found = re.fullmatch(r"/([a-z0-9_]+/[a-z0-9_-]+)/?", path, re.ASCII)
    if host != "dev.to" or not found:
        raise UserError("This is no address of an article on dev.to. It looks like https://dev.to/NAME/small-batches-1a2b.")
    return RemoteRef(found[1], f"https://dev.to/{found[1]}")


def update(connection: Connection, ref: RemoteRef, segment: Segment) -> None:
    """Replaces the text of a live article; its title, tags and cover stay. Raises a SendError."""
    from bot.platforms import _devto as wire

    wire.edit(connection, ref, segment.wire)


def delete(connection: Connection, ref: RemoteRef) -> None:
    """Takes an article back: it is a draft again, which nobody sees; the author may throw it away. Raises a SendError."""
    from bot.platforms import _devto as wire

    wire.unpublish(connection, ref)


def exists(connection: Connection, ref: RemoteRef) -> bool:
    """Whether the article is public. Raises a SendError."""
    from bot.platforms import _devto as wire

    return any(article.ref == ref for article in wire.own(connection) if article.published)


def submit_url(draft: Draft, account: AnyAccount) -> str:  # noqa: ARG001
    """The empty editor: dev.to fills in nothing."""
    return "https://dev.to/new"


def account_url(account: AnyAccount, facts: Facts) -> str:
    """The account's articles; without a name those of whoever is logged in, drafts too."""
    name = re.sub(r"[^a-z0-9_]", "", str(facts.get("username") or account.handle).lower())
    return f"https://dev.to/{name or 'dashboard'}"
