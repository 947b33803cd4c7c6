"""YouTube: a community post or a video's description, put there by a person (checked 2026-11-22).

Oddities. No API makes community posts (discovery document v3, revision 20261104). Chapters appear only when the first stands at
0:00, there are three, and each lasts ten seconds. Angle brackets are refused in a description. The channel's public feed names the
fifteen newest videos, never community posts, and answered 404 for days for channels that exist (2026), so 404 proves nothing.

Credentials: none. `channel` is the id whose feed is read ("UC...").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import parse_qs, quote, urlsplit

from bot.errors import MaybeSent, Refused, UserError
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
    counter="bytes",
    maximum=5000,
    title=100,
    media=MediaLimits(count=0, kinds=(), bytes=0, pixels=0, alt=0),
    hosts=("www.youtube.com",),
    secrets=(),
    idempotency="readable",
    find=True,
    public=True,
    default_mode="handoff",
)

GUIDE = Guide(name="YouTube", takes="no time: you post there by hand", costs="nothing")

COMMUNITY = 1500
"""Bytes of a community post (our own figure; YouTube names none)."""


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A YouTube channel."""

    mode: Annotated[Literal["handoff"], key("you put it there: no program may write a community post", "handoff")] = "handoff"
    channel: Annotated[str, key("its id; with it a video is found by itself", "UC0123456789abcdefghijkl", pattern=r"^(UC[\w-]{22})?$")] = ""
    kind: Annotated[
        Literal["community", "description"],
        key("a community post, or a video's description; a post may say otherwise (`youtube: {kind: description}`)", "description"),
    ] = "community"
    hook: Hook = "finding"
    tags: Annotated[int, key("at most so many hashtags at its end", "0", ge=0, le=15)] = 3


def facts(connection: Connection) -> Facts:  # noqa: ARG001
    """Nothing: every reader sees the same."""
    return {}


def render(post: Post, account: AnyAccount, facts: Facts) -> Draft:  # noqa: ARG001
    """The article in brief with its link, below a video's title with its chapters where that is wanted. Pure."""
    from bot.platforms import _youtube_text

    return _youtube_text.draft(post, account, LIMITS, COMMUNITY)


def steps(draft: Draft) -> tuple[Step, ...]:
    """One text."""
    return tuple(Step(index, "post", segment, draft) for index, segment in enumerate(draft.segments))


def publish(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:  # noqa: ARG001
    """Only a person can. Raises Refused."""
    raise Refused("YouTube lets no program write here", cause="account")


def find(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str, since: Instant) -> RemoteRef | None:  # noqa: ARG001
    """The video with the step's title in the channel's feed; a community post is in none. Raises a SendError."""
    import feedparser

    from bot.http import four_kinds, only_done

    channel = str(getattr(connection.account, "channel", ""))
    if not channel or step.draft.fields.get("kind") != "description":
        raise Refused("no feed names it", cause="content")
    with four_kinds(connection.now):
        body = only_done(connection.session.get(f"https://www.youtube.com/feeds/videos.xml?channel_id={channel}")).content
    feed = feedparser.parse(body)
    if not feed.get("version"):
        raise MaybeSent("an answer that is no feed", answer=body[:2000].decode("utf-8", "replace"))
    wanted = " ".join(step.draft.title.split())
    links = [str(entry.get("link", "")) for entry in feed.entries if " ".join(str(entry.get("title", "")).split()) == wanted]
    return next((found for link in links if (found := _live(link))), None)


def ref(url: str) -> RemoteRef:
    """The video or community post of an address on YouTube. Raises UserError for anything else."""
    found = _live(url)
    if found is None:
        raise UserError("This is no address of a video or post on YouTube. It looks like https://www.youtube.com/watch?v=dQw4w9WgXcQ.")
    return found


def submit_url(draft: Draft, account: AnyAccount) -> str:
    """Where a community post is written, or the Studio for a video."""
    channel = str(getattr(account, "channel", ""))
    if draft.fields.get("kind") == "community" and channel:
        return f"https://www.youtube.com/channel/{channel}/posts?show_create_dialog=1"
    return "https://studio.youtube.com/"


def account_url(account: AnyAccount, facts: Facts) -> str:  # noqa: ARG001
    """The channel, or the Studio of whoever is logged in."""
    channel, handle = str(getattr(account, "channel", "")), account.handle.lstrip("@")
    if channel:
        return f"https://www.youtube.com/channel/{channel}"
    return f"https://www.youtube.com/@{quote(handle, safe='')}" if handle else "https://studio.youtube.com/"


def _live(url: str) -> RemoteRef | None:
    host, path = pasted(url)
    given = parse_qs(urlsplit(url.strip()).query) if host else {}
    video = re.fullmatch(r"/(?:shorts/|live/|embed/)?([\w-]{11})/?", path, re.ASCII)
    if host.removeprefix("m.") == "youtube.com":
        id_ = given.get("v", [""])[0] if path == "/watch" else video[1] if video and path.count("/") > 1 else ""
        post = re.fullmatch(r"/post/(Ug[\w-]{10,60})/?", path, re.ASCII)
        if post:
            return RemoteRef(post[1], f"https://www.youtube.com/post/{post[1]}")
    else:
        id_ = video[1] if host == "youtu.be" and video else ""
    return RemoteRef(id_, f"https://www.youtube.com/watch?v={id_}") if re.fullmatch(r"[\w-]{11}", id_, re.ASCII) else None
