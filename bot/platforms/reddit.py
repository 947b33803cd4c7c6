"""Reddit: handed over to a person by default, praw 8.0 for those who hold an API key (checked 2026-11-21).

Oddities. New API keys have mostly been refused since November 2025, so `mode` is `handoff` unless the account says `api`.
praw sends a POST three times on 5xx and on a read timeout: its retries are switched off. A RATELIMIT answer may come together
with a created post. Titles and links cannot be edited. Old Reddit does not know fenced code, so code is indented.

Credentials for `mode: api`: `client_id client_secret` with `username password` or `refresh_token`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import quote, urlencode

from bot.errors import Limited, MaybeSent, SendError, UserError
from bot.model.draft import Draft, Segment
from bot.model.guide import Guide
from bot.model.receipt import RemoteRef
from bot.model.settings import Account as AnyAccount
from bot.model.settings import Mode, key
from bot.platforms.base import Connection, Facts, Limits, MediaLimits, Step, pasted

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.post import Post

LIMITS = Limits(
    counter="chars",
    maximum=40_000,
    title=300,
    media=MediaLimits(count=0, kinds=(), bytes=0, pixels=0, alt=0),
    hosts=("www.reddit.com", "oauth.reddit.com"),
    secrets=("client_id", "client_secret", "username", "password"),
    identity=("username",),
    spared=(("refresh_token", ("username", "password")),),
    idempotency="readable",
    find=True,
    update=True,
    fixed_by="url",
    delete=True,
    exists=True,
    default_mode="handoff",
    markdown=True,
    handle=(r"u/[\w-]{3,20}", "u/spez"),
)

GUIDE = Guide(
    name="Reddit",
    takes="days or never: Reddit approves keys by hand, and has mostly refused new ones since November 2025",
    costs="nothing",
    steps=(
        "If you hold a key: https://www.reddit.com/prefs/apps lists your apps, which must be of the type script.",
        "The account must have no two-factor login; else put a refresh token into BOT_NAME_REFRESH_TOKEN instead.",
    ),
    asks=(
        ("client_id", "client id (below the app's name)"),
        ("client_secret", "secret"),
        ("username", "user name"),
        ("password", "password"),
    ),
    sparing=True,
)


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A Reddit account and the subreddit it posts to."""

    mode: Annotated[Mode, key("`api` for who holds an API key of Reddit", "api")] = "handoff"
    subreddit: Annotated[str, key("where to post, without `r/`", "MachineLearning")]
    flair: Annotated[str, key("its text or template id", "Project")] = ""
    prefix: Annotated[str, key("goes before the title", '"[P]"')] = ""
    kind: Annotated[Literal["self", "link"], key("a text post, or a link", "link")] = "self"


PREFILLED = 1500
"""Bytes of a body that still fits into the address of Reddit's form."""


def facts(connection: Connection) -> Facts:
    """The subreddit's requirements under Reddit's names, and `flairs` as "text|id"; empty without a key. Raises a SendError."""
    from bot.platforms import _reddit as wire

    if not connection.secrets.get("client_id"):
        return {}
    return wire.requirements(connection, _subreddit({}, connection.account))


def render(post: Post, account: AnyAccount, facts: Facts) -> Draft:
    """The whole article in Reddit's markdown, or its link. What the author wrote for this account goes out as it is."""
    from bot.platforms import _reddit_text as writing
    from bot.platforms import _reddit_title as heading

    override = post.override(account.name, account.platform)
    fields = writing.fields(post, account, override, facts)
    title, wrong_title = heading.title(post, account, override, facts, str(fields["subreddit"]), LIMITS.title)
    if fields["kind"] == "link":
        text, wrong = str(fields.get("url") or ""), writing.no_link(post)
    elif override.segments:
        text, wrong = "\n\n".join(override.segments), writing.too_long(override, LIMITS.maximum)
    else:
        text, wrong = writing.body(post, account, LIMITS.maximum)
    against = writing.against(fields, title, text, facts)
    segment = Segment(text, len(text), LIMITS.maximum, "chars", text)
    return Draft(account.name, account.platform, title, (segment,), fields, (*wrong_title, *wrong, *against))


def steps(draft: Draft) -> tuple[Step, ...]:
    """One submission."""
    return tuple(Step(index, "post", segment, draft) for index, segment in enumerate(draft.segments))


def publish(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:  # noqa: ARG001
    """The submission, a link where the draft has a `url`. Reddit takes no key. Raises a SendError."""
    from bot.platforms import _reddit as wire

    fields = step.draft.fields
    body: dict[str, Any] = {"selftext": _body(step), "send_replies": True}
    body |= {"url": fields["url"], "resubmit": False} if fields.get("url") else {}
    body |= {name: fields[name] for name in ("flair_id", "flair_text") if fields.get(name)}
    try:
        return wire.submit(connection, _subreddit(fields, connection.account), step.draft.title, body)
    except Limited as limited:
        there = _made_all_the_same(connection, step, limited) if limited.why == wire.ASKED else None
        if there is None:
            raise
        return there


def find(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str, since: Instant) -> RemoteRef | None:  # noqa: ARG001
    """The submission with this title and text in this subreddit among one's own newest. Raises a SendError."""
    from bot.platforms import _reddit as wire

    place = _subreddit(step.draft.fields, connection.account).casefold()
    title, text, link = (_bare(part) for part in (step.draft.title, _body(step), str(step.draft.fields.get("url") or "")))
    for post in wire.newest(connection, since):
        there = str(post.get("subreddit") or "").casefold() == place and _bare(str(post["title"])) == title
        theirs = _bare(str(post.get("selftext") or ""))
        same = theirs in (text, "[removed]", "[deleted]") if text else True
        if there and same and (not link or post.get("url") == step.draft.fields["url"]):
            return RemoteRef(str(post["id"]), f"https://www.reddit.com{post.get('permalink') or '/comments/' + str(post['id']) + '/'}")
    return None


def ref(url: str) -> RemoteRef:
    """The submission of an address on reddit.com or redd.it. Raises UserError for anything else."""
    host, path = pasted(url)
    found = re.match(r"/(?:(r|u|user)/([\w-]{2,30})/)?comments/([a-z0-9]{1,13})(?:/|$)", path, re.ASCII)
    short = re.fullmatch(r"/([a-z0-9]{1,13})/?", path) if host == "redd.it" else None
    if short:
        return RemoteRef(short[1], f"https://www.reddit.com/comments/{short[1]}/")
    if host not in ("reddit.com", *(f"{name}.reddit.com" for name in ("old", "new", "np", "m", "sh"))) or not found:
        hint = " Open the share link in a browser first and copy the address there." if "/s/" in path else ""
        raise UserError(f"This is no address of a Reddit post. It looks like https://www.reddit.com/r/test/comments/1abcde/title/.{hint}")
    place = f"{found[1]}/{found[2]}/" if found[1] else ""
    return RemoteRef(found[3], f"https://www.reddit.com/{place}comments/{found[3]}/")


def update(connection: Connection, ref: RemoteRef, segment: Segment) -> None:
    """Replaces the text of a live submission; its title and link stay for ever. Raises a SendError."""
    from bot.platforms import _reddit as wire

    wire.edit(connection, ref.id, segment.wire)


def delete(connection: Connection, ref: RemoteRef) -> None:
    """Deletes a submission. Raises a SendError."""
    from bot.platforms import _reddit as wire

    wire.delete(connection, ref.id)


def exists(connection: Connection, ref: RemoteRef) -> bool:
    """Whether the author's submission is still there; one that moderators removed is. Raises a SendError."""
    from bot.platforms import _reddit as wire

    return wire.exists(connection, ref.id)


def submit_url(draft: Draft, account: AnyAccount) -> str:
    """The subreddit's own form with the title, and with the link or a body short enough for an address."""
    text = draft.segments[0].wire
    given = {"title": draft.title}
    if draft.fields.get("url"):
        given["url"] = str(draft.fields["url"])
    else:
        given |= {"selftext": "true"} | ({"text": text} if len(text.encode()) < PREFILLED else {})
    return f"https://www.reddit.com/r/{quote(_subreddit(draft.fields, account), safe='')}/submit?{urlencode(given, quote_via=quote)}"


def account_url(account: AnyAccount, facts: Facts) -> str:  # noqa: ARG001
    """The account's submissions; `user/me` is whoever is logged in."""
    return f"https://www.reddit.com/user/{quote(account.handle.removeprefix('u/') or 'me', safe='')}/submitted/"


def _subreddit(fields: Mapping[str, Any], account: AnyAccount) -> str:
    name = str(fields.get("subreddit") or getattr(account, "subreddit", ""))
    return name.strip("/ ").removeprefix("r/")


def _made_all_the_same(connection: Connection, step: Step, limited: Limited) -> RemoteRef | None:
    """The submission that a RATELIMIT hides, if there is one. Reads only; raises MaybeSent when that fails."""
    from bot.platforms import _reddit as wire

    try:
        return find(connection, step, {}, "", connection.now.subtract(hours=1))
    except SendError as error:
        raise MaybeSent(f"{wire.ASKED}, and whether the post was made can't be seen: {error.why}", answer=limited.answer) from error


def _body(step: Step) -> str:
    """The text below the title; a link post's only text is its link, which is no body."""
    return "" if step.segment.wire == step.draft.fields.get("url") else step.segment.wire


def _bare(text: str) -> str:
    """A text for comparison: composed, white space as one blank."""
    return " ".join(unicodedata.normalize("NFC", text).split())
