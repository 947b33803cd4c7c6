"""LinkedIn: the official Posts API, versioned (checked 2026-11-21).

Oddities. `commentary` is little text: one unescaped `(` silently cuts the post, with status 201. Comments are plain text.
A version lives about twelve months, then every call is 426, so versions are a list to try. With `w_member_social` nobody can
read their own posts, so a post in doubt stays in doubt. A repeat is refused with 422 that names the first post's URN.
No page is scraped for a card: title, description and picture are sent.

Credentials: `access_token` (60 days; `client_id client_secret` for login). The author is the member, or an organisation's URN.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import quote, unquote

from bot.errors import Refused, UserError
from bot.model.draft import Segment
from bot.model.guide import Guide
from bot.model.receipt import RemoteRef
from bot.model.settings import Account as AnyAccount
from bot.model.settings import Hook, Length, Shape, key
from bot.platforms.base import Connection, Facts, Limits, MediaLimits, Step, pasted

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.draft import Draft
    from bot.model.guide import Consent, Grant
    from bot.model.post import Post

LIMITS = Limits(
    counter="utf16",
    maximum=2950,
    media=MediaLimits(count=20, kinds=("image/jpeg", "image/png", "image/gif"), bytes=8_000_000, pixels=36_152_320, alt=4086),
    hosts=("api.linkedin.com", "www.linkedin.com"),
    secrets=("access_token",),
    identity=("urn",),
    idempotency="blind",
    update=True,
    delete=True,
    fold=200,
    fold_lines=3,
    handle=(r"urn:li:(?:organization|person):[\w-]{1,60}", "urn:li:organization:1337"),
)

GUIDE = Guide(
    name="LinkedIn",
    takes="about half an hour the first time, a minute every 60 days after that",
    costs="nothing",
    steps=(
        "At https://www.linkedin.com/developers/apps make an app. It belongs to a company page: a personal profile is not accepted.",
        'Under Products add "Share on LinkedIn" and "Sign In with LinkedIn using OpenID Connect".',
        "At https://www.linkedin.com/developers/tools/oauth/token-generator make a token with openid, profile and w_member_social.",
    ),
    asks=(("access_token", "Access token"),),
    scopes=("openid", "profile", "w_member_social"),
    days=60,
    who=("", "name"),
    browser=True,
    browser_steps=(
        "At https://www.linkedin.com/developers/apps make an app. It belongs to a company page: a personal profile is not accepted.",
        'Under Products add "Share on LinkedIn" and "Sign In with LinkedIn using OpenID Connect".',
        "Under Auth add the redirect URL http://127.0.0.1:8788/callback, and look there for the Client ID and the Primary Client Secret.",
    ),
    app=(("client_id", "Client ID"), ("client_secret", "Primary Client Secret")),
    port=8788,
)

FOLD = LIMITS.fold
"""Characters a reader sees before "...more", in three lines at most (our own figures; LinkedIn names none)."""

COMMENT = 1250
"""Characters of a comment (Comments API, 2026-05)."""


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A LinkedIn account and its voice."""

    author: Annotated[str, key("who posts: you, or an organisation by its URN", "urn:li:organization:123")] = "person"
    versions: Annotated[tuple[str, ...], key("versions of the API, tried in order when one has ended", '["202607"]')] = (
        "202607",
        "202605",
        "202603",
    )
    visibility: Annotated[Literal["PUBLIC", "CONNECTIONS"], key("who sees it: everybody, or your connections", "CONNECTIONS")] = "PUBLIC"
    hook: Hook = "finding"
    shape: Shape = "points"
    length: Length = "medium"
    tags: Annotated[int, key("at most so many hashtags at its end", "3", ge=0, le=10)] = 5


def facts(connection: Connection) -> Facts:
    """The author's `urn`, and the member's `name`. Raises a SendError."""
    from bot.platforms import _linkedin as wire

    me = wire.person(connection)
    return {"urn": wire.author(connection), "name": str(me.get("name") or "")}


def render(post: Post, account: AnyAccount, facts: Facts) -> Draft:  # noqa: ARG001
    """Hook, summary, points, link and hashtags, with the little text that says them. Pure."""
    from bot.platforms import _linkedin_text

    return _linkedin_text.draft(post, account, LIMITS)


def steps(draft: Draft) -> tuple[Step, ...]:
    """The pictures, the post with all of them, and the first comment, which may be refused without harm."""
    made: list[Step] = []
    for segment in draft.segments:
        first = len(made)
        made.extend(Step(first + place, "upload", segment, draft, media=media) for place, media in enumerate(segment.media))
        made.append(Step(len(made), "post", segment, draft, needs=tuple(range(first, len(made)))))
    if text := str(draft.fields.get("first_comment") or ""):
        said = Segment(text, len(text), COMMENT, "chars", text)
        made.append(Step(len(made), "comment", said, draft, follows=len(made) - 1, optional=True))
    return tuple(made)


def publish(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:  # noqa: ARG001
    """One picture, the post or the comment. LinkedIn takes no key. Raises a SendError."""
    from bot.platforms import _linkedin as wire

    if step.media is not None:
        return wire.upload(connection, step.media)
    if step.action == "comment" and step.follows is not None:
        return wire.comment(connection, before[step.follows], step.segment.wire)
    alts = (media.alt for media in step.segment.media)
    pictures = [(before[index].id, alt) for index, alt in zip(step.needs, alts, strict=True)]
    return _live(wire.create(connection, step.draft, step.segment.wire, pictures))


def find(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str, since: Instant) -> RemoteRef | None:  # noqa: ARG001
    """Only the member can look: reading one's own posts needs `r_member_social`, which LinkedIn gives to nobody. Raises Refused."""
    raise Refused(f"LinkedIn lets no program read a member's posts: look at {account_url(connection.account, {})}", cause="auth")


def ref(url: str) -> RemoteRef:
    """The post of an address on linkedin.com, or of a bare URN. Raises UserError for anything else."""
    from bot.platforms import _linkedin as wire

    host, path = pasted(unquote(url))
    found = wire.URN.search(path) if host == "linkedin.com" else wire.URN.fullmatch(unquote(url).strip())
    slug = re.search(r"/posts/[^/]*[-_](activity|share|ugcPost)-(\d+)-", path) if host == "linkedin.com" else None
    if not found and not slug:
        raise UserError(
            "This is no address of a LinkedIn post. It looks like https://www.linkedin.com/feed/update/urn:li:share:7000000000000000001/."
        )
    return _live(found[0] if found else f"urn:li:{slug[1]}:{slug[2]}" if slug else "")


def update(connection: Connection, ref: RemoteRef, segment: Segment) -> None:
    """Replaces the text of a live post. Raises a SendError."""
    from bot.platforms import _linkedin as wire

    _must_be_named(ref)
    change = {"patch": {"$set": {"commentary": segment.wire}}}
    wire.change(connection, "POST", f"/rest/posts/{wire.quoted(ref.id)}", change, means="PARTIAL_UPDATE")


def delete(connection: Connection, ref: RemoteRef) -> None:
    """Deletes a post or a comment. The same text is then refused for a day or two. Raises a SendError."""
    from bot.platforms import _linkedin as wire

    _must_be_named(ref)
    path = f"/rest/posts/{wire.quoted(ref.id)}"
    if post := ref.extra.get("post"):
        actor = wire.quoted(wire.author(connection))
        path = f"/rest/socialActions/{wire.quoted(post)}/comments/{wire.quoted(ref.id)}?actor={actor}"
    wire.change(connection, "DELETE", path, means="DELETE")


def login(connection: Connection, consent: Consent) -> Grant:
    """A token, with a person's consent in the browser. Raises a SendError or UserError."""
    from bot.platforms import _linkedin_login as wire

    return wire.login(connection, consent, GUIDE.scopes)


def submit_url(draft: Draft, account: AnyAccount) -> str:  # noqa: ARG001
    """LinkedIn's own form with the text filled in, as its reader sees it: a form knows no little text."""
    return f"https://www.linkedin.com/feed/?shareActive=true&text={quote(draft.segments[0].text, safe='')}"


def account_url(account: AnyAccount, facts: Facts) -> str:
    """The author's newest posts; `in/me` is whoever is logged in."""
    from bot.platforms import _linkedin as wire

    author = str(facts.get("urn") or getattr(account, "author", ""))
    if author.startswith("urn:li:organization:"):
        return f"https://www.linkedin.com/company/{wire.quoted(author.rpartition(':')[2])}/posts/"
    return f"https://www.linkedin.com/in/{wire.quoted(account.handle.lstrip('@') or 'me')}/recent-activity/all/"


def _live(urn: str) -> RemoteRef:
    return RemoteRef(urn, f"https://www.linkedin.com/feed/update/{urn}/")


def _must_be_named(ref: RemoteRef) -> None:
    """Raises Refused for the activity of a browser's address: the Posts API knows shares and ugcPosts only (Posts API, 2026-05), and
    its "not found" would not mean that the post is gone."""
    if ref.id.startswith("urn:li:activity:"):
        raise Refused("LinkedIn's API does not know a post by the address that a browser shows")
