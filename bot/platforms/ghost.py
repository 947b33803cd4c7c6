"""Ghost, one's own site: its Admin API by plain HTTP (its documents; tried on Ghost 6.65, 2026-11-22).

Oddities. HTML that is sent becomes Ghost's own kind of document, which knows no tables, so what it would lose stands in cards of HTML. A
post is created as a draft below an address made of the key of its step, which nobody knows and by which it is found again; its
publication writes all of it once more and gives it its own address. Every change names the state it is of (`updated_at`), so one that
meets somebody else's is refused whole (409). An address that is taken gets a figure without a word, so it is looked at before. A
publication can mail the post to a newsletter's readers in the same call, and never later.

Credentials: `admin_key`, "id:secret" of a custom integration; it does not expire, and signs a token of five minutes for every call.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, cast

from bot.errors import UserError
from bot.model.guide import Guide
from bot.model.settings import Account as AnyAccount
from bot.model.settings import key
from bot.platforms.base import Connection, Facts, Limits, MediaLimits, Step

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.draft import Draft, Segment
    from bot.model.post import Post
    from bot.model.receipt import RemoteRef

LIMITS = Limits(
    counter="chars",
    maximum=1_000_000,
    title=255,
    media=MediaLimits(count=1, kinds=("image/jpeg", "image/png", "image/gif", "image/webp"), bytes=5_000_000, pixels=50_000_000, alt=191),
    hosts=(),
    secrets=("admin_key",),
    identity=("site",),
    idempotency="readable",
    find=True,
    update=True,
    delete=True,
    exists=True,
    rich=True,
    hourly_cap=5,
    daily_cap=10,
    markdown=True,
)
"""Lengths of title and alt text are those of Ghost's tables (6.65); a picture of 5 MB passes the proxies that most sites stand behind."""

GUIDE = Guide(
    name="Ghost",
    takes="two minutes",
    costs="nothing beyond your site",
    steps=(
        "Put your site's host into the account in config/bot.yaml, such as `server: blog.example.org`: the one that shows /ghost.",
        "In Ghost, under Settings, Integrations, add a custom integration, and copy its Admin API key.",
    ),
    asks=(("admin_key", "Admin API key"),),
    scopes=("all that an integration may do: Ghost's keys know no less",),
    who=("", "title"),
    needs=("server",),
)


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A Ghost site."""

    server: Annotated[str, key("the host that shows `/ghost`", "blog.example.com")]
    newsletter: Annotated[
        str, key("the newsletter whose readers get each post as a mail too, by the end of its address", "weekly", "nobody is mailed")
    ] = ""


def facts(connection: Connection) -> Facts:
    """Which `site` it is, and its `newsletters` with how many read each. Raises a SendError."""
    from bot.platforms import _ghost as wire

    return wire.me(connection)


def render(post: Post, account: AnyAccount, facts: Facts) -> Draft:
    """The whole article as HTML; `visibility` says whether a yes mails it as well. Pure."""
    from bot.platforms import _ghost_text

    return _ghost_text.draft(post, cast("Account", account), LIMITS, facts)


def steps(draft: Draft) -> tuple[Step, ...]:
    """The cover, if it is a file, and the post as a draft, which show nothing to anybody; then its publication."""
    (segment,) = draft.segments
    covers = tuple(Step(at, "upload", segment, draft, media=media) for at, media in enumerate(segment.media))
    before = tuple(range(len(covers)))
    made = Step(len(covers), "upload", segment, draft, needs=before)
    return (*covers, made, Step(len(covers) + 1, "post", segment, draft, needs=(*before, len(covers))))


def publish(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:
    """The cover, the draft, or its publication. Raises a SendError."""
    from bot.platforms import _ghost as wire

    if step.media is not None:
        return wire.upload(connection, step.media)
    uploaded = bool(step.segment.media)
    cover = before[0].id if uploaded else str(step.draft.fields.get("feature_image") or "")
    if step.action == "upload":
        return wire.create(connection, step.draft, cover, key)
    return wire.publish(connection, step.draft, before[int(uploaded)], cover)


def find(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str, since: Instant) -> RemoteRef | None:  # noqa: ARG001
    """The draft with the address of `key`; where the step is its publication, the same one if readers have it. Raises a SendError."""
    from bot.platforms import _ghost as wire

    if step.media is not None:
        return None
    if step.action == "upload":
        return wire.of_key(connection, key)
    return wire.published(connection, step.draft, before.get(step.needs[-1]))


def ref(url: str) -> RemoteRef:
    """The post of an address on any site: its slug is the last part. Raises UserError for anything else."""
    from bot.platforms import _ghost as wire

    found = wire.address(url)
    if found is None:
        raise UserError("This is no address of a post on a Ghost site. It looks like https://blog.example.org/small-batches/.")
    return found


def update(connection: Connection, ref: RemoteRef, segment: Segment) -> None:
    """Replaces the text of a live post; its title, tags and cover stay. Raises a SendError."""
    from bot.platforms import _ghost as wire

    wire.edit(connection, ref, segment.wire)


def delete(connection: Connection, ref: RemoteRef) -> None:
    """Deletes a post from the site; a mail that went out stays where it is. Raises a SendError."""
    from bot.platforms import _ghost as wire

    wire.delete(connection, ref)


def exists(connection: Connection, ref: RemoteRef) -> bool:
    """Whether readers have the post. Raises a SendError."""
    from bot.platforms import _ghost as wire

    return wire.of(connection, ref).get("status") in wire.PUBLIC


def submit_url(draft: Draft, account: AnyAccount) -> str:  # noqa: ARG001
    """The empty editor: Ghost fills in nothing."""
    return f"https://{cast('Account', account).server.lower()}/ghost/#/editor/post"


def account_url(account: AnyAccount, facts: Facts) -> str:  # noqa: ARG001
    """One's posts in Ghost, drafts too."""
    return f"https://{cast('Account', account).server.lower()}/ghost/#/posts"
