"""Nostr: signed events, sent to several relays over WebSockets (NIPs 01, 09, 10, 19, 23 and 24; tried on nostr-relay 1.14, 2026-11-22).

Oddities. An event's identity is the hash of what it says and when, and its instant is that of the step's first intent: whatever is
sent again is the same event, and no relay keeps it twice. There is no account and no server: whoever holds the key is its author, and
nobody can make the key new. What one relay took is published, as relays copy and readers ask several; the others are asked again by a
step of its own, which says who lacks it. A deletion is a wish (kind 5): relays may obey, and copies elsewhere stay. An article (kind
30023) has a name, and the newest event of that name replaces the others, which is how it is edited; a note can't be.

Credentials: `secret_key`, as `nsec1...` or 64 hexadecimal digits. It is the account itself, and never ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal, cast

from bot.errors import UserError
from bot.model.guide import Guide
from bot.model.settings import Account as AnyAccount
from bot.model.settings import Hook, Length, Shape, key
from bot.platforms.base import Connection, Facts, Limits, MediaLimits, Step

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.draft import Draft, Segment
    from bot.model.post import Post
    from bot.model.receipt import RemoteRef

LIMITS = Limits(
    counter="bytes",
    maximum=60_000,
    media=MediaLimits(count=0, kinds=(), bytes=0, pixels=0, alt=0),
    hosts=(),
    secrets=("secret_key",),
    identity=("pubkey",),
    idempotency="keyed",
    longest_thread=25,
    threads=True,
    find=True,
    update=True,
    fixed_by="note",
    delete=True,
    exists=True,
    hourly_cap=10,
    daily_cap=30,
)
"""No NIP limits a text; the usual relays take events of 64 KiB (strfry's default, 2026-11), whose frame and tags need some room."""

GUIDE = Guide(
    name="Nostr",
    takes="a minute",
    costs="nothing on public relays",
    steps=(
        "Put the relays to publish at into the account in config/bot.yaml, such as `relays: [wss://nos.lol, wss://relay.damus.io]`.",
        "In your Nostr app, under Keys or Backup, copy the secret key (nsec1...). It is the account itself: nobody can change it later.",
    ),
    asks=(("secret_key", "Secret key"),),
    scopes=("all of the account: a Nostr key knows no less",),
    who=("", "npub"),
    needs=("relays",),
)

RELAY = r"(wss://([A-Za-z0-9-]{1,63}\.)+[A-Za-z][A-Za-z0-9-]{1,62}|ws://(127\.0\.0\.1|localhost))(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]{0,80})?"
"""A relay's address: encrypted, by a public name; plain on this machine alone."""
MOST = 10
"""Relays of one account."""


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key and the relays it publishes at; `hook`, `shape` and `length` are a note's voice."""

    relays: Annotated[tuple[str, ...], key("where it publishes, 1 to 10 relays", "[wss://nos.lol, wss://relay.damus.io]")]
    form: Annotated[Literal["note", "article"], key("a note that announces the article, or the whole article", "article")] = "note"
    hook: Hook = "finding"
    shape: Shape = "points"
    length: Length = "medium"
    tags: Annotated[int, key("at most so many hashtags at its end", "2", ge=0, le=10)] = 3


def facts(connection: Connection) -> Facts:
    """Who we are (`pubkey`, `npub`), and which `relays` answered. Raises a SendError where none did."""
    from bot.platforms import _nostr as wire

    return wire.me(connection)


def render(post: Post, account: AnyAccount, facts: Facts) -> Draft:  # noqa: ARG001
    """The article as a note that announces it, or as an article of Nostr. Pure."""
    from bot.platforms import _nostr_text

    return _nostr_text.draft(post, cast("Account", account), LIMITS)


def steps(draft: Draft) -> tuple[Step, ...]:
    """Each segment, a reply to the one before; then once more to the relays that lacked any of it."""
    last = len(draft.segments)
    posts = (Step(at, "post", segment, draft, follows=at - 1 if at else None) for at, segment in enumerate(draft.segments))
    return (*posts, Step(last, "upload", draft.segments[-1], draft, needs=tuple(range(last)), optional=True))


def publish(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:  # noqa: ARG001
    """One event at all relays, or all events at those that lacked them. Raises a SendError where no relay took it."""
    from bot.platforms import _nostr as wire

    if step.action == "upload":
        return wire.spread(connection, step, before)
    return wire.send(connection, step, before)


def find(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str, since: Instant) -> RemoteRef | None:  # noqa: ARG001
    """The event that says this, signed by our key, on any of the relays. Raises a SendError."""
    from bot.platforms import _nostr as wire

    return None if step.action == "upload" else wire.find(connection, step, before, since)


def ref(url: str) -> RemoteRef:
    """The event of an address with `nevent1`, `note1` or `naddr1` in it, or of these words alone. Raises UserError for anything else."""
    from bot.platforms import _nostr_ref

    found = _nostr_ref.read(url)
    if found is None:
        raise UserError("This is no address of an event on Nostr. It looks like https://njump.me/nevent1... or https://njump.me/naddr1...")
    return found


def update(connection: Connection, ref: RemoteRef, segment: Segment) -> None:
    """Replaces an article by one of the same name with another text; title, tags and picture stay. Raises a SendError."""
    from bot.platforms import _nostr as wire

    wire.edit(connection, ref, segment.wire)


def delete(connection: Connection, ref: RemoteRef) -> None:
    """Asks all relays to delete an event (NIP-09), which they may do or not. Raises a SendError where none took the wish."""
    from bot.platforms import _nostr as wire

    wire.delete(connection, ref)


def exists(connection: Connection, ref: RemoteRef) -> bool:
    """Whether any of the relays still shows the event. Raises a SendError."""
    from bot.platforms import _nostr as wire

    return bool(wire.there(connection, ref))


def submit_url(draft: Draft, account: AnyAccount) -> str:  # noqa: ARG001
    """A web app with an empty form: none is filled in by an address."""
    return "https://primal.net/home"


def account_url(account: AnyAccount, facts: Facts) -> str:  # noqa: ARG001
    """The account as any web app shows it; a web app's own page where nobody knows the key."""
    npub = str(facts.get("npub") or "")
    return f"https://njump.me/{npub}" if npub.isalnum() and npub.isascii() else "https://njump.me/"
