"""Bluesky: the AT Protocol as plain HTTP, at bsky.social or the account's own server (checked 2026-11-21).

Oddities. A post is a record that we name ourselves: its key follows from the key of the step, and it is put where nothing is yet, so
the same bytes again change nothing, and other bytes are refused (400 InvalidSwap). `createRecord` with a taken key answers 500. A
token that is over is a 400 ExpiredToken. Nothing is linked, mentioned or tagged without a facet, and a facet past the end of the text
is accepted. No page is scraped for a card: title, description and picture are sent. No app shows an edit.

Credentials: `app_password`, made under Settings, Privacy and security, App passwords; and the account's `handle`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from bot.errors import UserError
from bot.model.guide import Guide
from bot.model.receipt import RemoteRef
from bot.model.settings import Account as AnyAccount
from bot.model.settings import Hook, key
from bot.platforms.base import Connection, Facts, Limits, MediaLimits, Step, pasted

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.draft import Draft
    from bot.model.post import Post

LIMITS = Limits(
    counter="graphemes",
    maximum=300,
    media=MediaLimits(count=4, kinds=("image/jpeg", "image/png", "image/webp"), bytes=1_000_000, pixels=50_000_000, alt=2000),
    hosts=(),
    secrets=("app_password",),
    identity=("did",),
    idempotency="keyed",
    longest_thread=25,
    threads=True,
    find=True,
    delete=True,
    exists=True,
    handle=(r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{1,62}", "@bsky.app"),
)
"""Servers of 2026-08 take pictures of 2,000,000 bytes, older ones and cards 1,000,000; alt texts are cut at 2,000 by the app alone."""

GUIDE = Guide(
    name="Bluesky",
    takes="a minute",
    costs="nothing",
    steps=(
        "Put your handle into the account in config/bot.yaml, such as `handle: ada.bsky.social`.",
        "At https://bsky.app/settings/app-passwords add an app password. Leave direct messages off. Never give your real password.",
    ),
    asks=(("app_password", "App password"),),
    scopes=("posts, without direct messages",),
    who=("@", "handle"),
    needs=("handle",),
)

BYTES = 3000
"""Bytes of UTF-8 that a text may have besides its graphemes (lexicon app.bsky.feed.post, 2026-08)."""


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A Bluesky account and its voice."""

    server: Annotated[str, key("the host where the account lives", "pds.example.org")] = "bsky.social"
    thread: Annotated[int, key("the longest thread", "4", ge=1, le=LIMITS.longest_thread)] = 6
    hook: Hook = "finding"
    tags: Annotated[int, key("at most so many hashtags above the link", "3", ge=0, le=5)] = 2
    numbering: Annotated[bool, key('"1/6" before each post of a thread', "true")] = False


def facts(connection: Connection) -> Facts:
    """Who we are, and `people`: who may be mentioned as "handle did", the DID empty where there is nobody. Raises a SendError."""
    from bot.platforms import _bluesky as wire

    session = wire.me(connection)
    handles = sorted({handle.lstrip("@").lower() for handle in connection.account.mentions.values()})
    people = [f"{handle} {wire.resolved(connection, handle)}".strip() for handle in handles]
    return {"did": session["did"], "handle": session["handle"], "people": people}


def render(post: Post, account: AnyAccount, facts: Facts) -> Draft:
    """The article as a thread of 300 graphemes, with its link as words and as a card at the end. Pure."""
    from bot.platforms import _bluesky_text

    return _bluesky_text.draft(post, account, LIMITS, BYTES, facts)


def steps(draft: Draft) -> tuple[Step, ...]:
    """For each segment its pictures, then the post, a reply to the one before."""
    made: list[Step] = []
    parent: int | None = None
    for segment in draft.segments:
        first = len(made)
        made.extend(Step(first + place, "upload", segment, draft, media=media) for place, media in enumerate(segment.media))
        made.append(Step(len(made), "post", segment, draft, follows=parent, needs=tuple(range(first, len(made)))))
        parent = len(made) - 1
    return tuple(made)


def publish(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:
    """One picture or one post, under the record key that belongs to `key`. Raises a SendError."""
    from bot.platforms import _bluesky as wire
    from bot.platforms import _bluesky_record as records

    if step.media is not None:
        return wire.upload(connection, step.media)
    record, root = records.approved(connection, step, before, steps(step.draft))
    return records.put(
        connection, step, {**record, "createdAt": wire.stamp(connection.begun or connection.now)}, root, wire.record_key(key)
    )


def find(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str, since: Instant) -> RemoteRef | None:  # noqa: ARG001
    """The post under the record key that belongs to `key`, if it says what was approved. Raises a SendError."""
    from bot.platforms import _bluesky as wire
    from bot.platforms import _bluesky_record as records

    if step.action == "upload":
        return None
    record, root = records.approved(connection, step, before, steps(step.draft))
    return records.there(connection, record, root, wire.record_key(key))


def ref(url: str) -> RemoteRef:
    """The post of an address on bsky.app, or of an `at://` one. Raises UserError for anything else."""
    from bot.platforms import _bluesky as wire

    host, path = pasted(url)
    form = r"/profile/{}/post/{}/?" if host == "bsky.app" else r"at://{}/app\.bsky\.feed\.post/{}"
    said = path if host == "bsky.app" else url.strip().partition("?")[0].partition("#")[0]
    found = re.fullmatch(form.format(r"(did:[a-z]+:[\w.:%-]{1,200}|[\w-]+(?:\.[\w-]+)+)", r"([2-7a-z]{13})"), said, re.ASCII)
    if not found:
        example = "https://bsky.app/profile/bsky.app/post/3l6oveex3ii2l"
        raise UserError(f"This is no address of a post on Bluesky. It looks like {example}.")
    uri = f"at://{found[1]}/{wire.POSTS}/{found[2]}"
    return RemoteRef(uri, wire.address(uri))


def delete(connection: Connection, ref: RemoteRef) -> None:
    """Deletes one post. Raises a SendError."""
    from bot.platforms import _bluesky as wire

    wire.delete(connection, ref.id)


def exists(connection: Connection, ref: RemoteRef) -> bool:
    """Whether the post is still there. Raises a SendError."""
    from bot.platforms import _bluesky as wire

    try:
        wire.get(connection, ref.id)
    except wire.Gone:
        return False
    return True


def submit_url(draft: Draft, account: AnyAccount) -> str:  # noqa: ARG001
    """Bluesky's own form with the first segment filled in; the app makes links and a card of what it finds."""
    segment = draft.segments[0]
    text = segment.text
    for span in sorted(segment.spans, key=lambda each: -each.start):
        text = f"{text[: span.start]}{span.target}{text[span.end :]}" if span.kind == "link" else text
    return f"https://bsky.app/intent/compose?text={quote(text, safe='')}"


def account_url(account: AnyAccount, facts: Facts) -> str:
    """The account's profile; the app's own page where nobody knows its handle."""
    name = str(facts.get("handle") or account.handle.lstrip("@"))
    return f"https://bsky.app/profile/{quote(name, safe='')}" if name else "https://bsky.app/"
