"""X: API v2 through tweepy 4.17 (checked 2026-11-21).

Oddities, with how sure we are. Prepaid credits: a post costs 0.015 USD, one that holds a URL 0.20 (docs.x.com pricing,
2026-08-22). Bare file names such as README.md count and presumably bill as URLs. A repeated text is refused with 403
"duplicate content" that names no id. Replying to oneself through the API is not documented as exempt from the reply rule of
2026-02-23, so "post 1 there, post 2 refused" must be survivable. A reply right after its parent may be refused for a moment.

Credentials: `api_key api_secret access_token access_secret` (OAuth 1.0a, they do not expire), from an app with Read and Write. We
recommend these: nothing of them ends, so nothing can be lost on the way. Or `client_id refresh_token access_token` (OAuth 2.0), which
may do less and need no app of one's own account; X gives another refresh token every two hours.
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
from bot.platforms import _x_login
from bot.platforms.base import Connection, Facts, Limits, MediaLimits, Step, pasted

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.draft import Draft
    from bot.model.guide import Consent, Grant
    from bot.model.post import Post

LIMITS = Limits(
    counter="x-weighted",
    maximum=280,
    media=MediaLimits(
        count=4,
        kinds=("image/jpeg", "image/png", "image/gif", "image/webp"),
        bytes=5_000_000,
        pixels=50_000_000,
        alt=1000,
    ),
    hosts=("api.twitter.com", "api.x.com"),
    pages=("x.com",),
    secrets=("api_key", "api_secret", "access_token", "access_secret"),
    spared=(("refresh_token", ("api_key", "api_secret", "access_secret")),),
    renew=True,
    identity=("id",),
    idempotency="refusing",
    longest_thread=25,
    threads=True,
    find=True,
    delete=True,
    exists=True,
    identical_refused=True,
    handle=(r"@\w{1,15}", "@PyTorch"),
)

GUIDE = Guide(
    name="X",
    takes="about twenty minutes, once",
    costs="prepaid credits: 0.015 USD a post, 0.20 USD a post with a link (docs.x.com, 2026-08); there is no free tier for new developers",
    steps=(
        "At https://console.x.com make a developer account, a project and an app in it.",
        "Buy credits there, and set a spend cap.",
        "In the app, under User authentication settings, choose Read and Write, and give any address of yours as callback.",
        "Only then, under Keys and tokens, make the API Key and Secret and the Access Token and Secret; made earlier, they may only read.",
    ),
    asks=(
        ("api_key", "API Key"),
        ("api_secret", "API Key Secret"),
        ("access_token", "Access Token"),
        ("access_secret", "Access Token Secret"),
    ),
    scopes=("Read and Write",),
    who=("@", "username"),
    browser=True,
    pasting="its four keys never end and are never renewed, so nothing of them can get lost",
    browser_steps=(
        "At https://console.x.com make a developer account, a project and an app in it; buy credits there, and set a spend cap.",
        "In the app, under User authentication settings, choose Native App, and http://127.0.0.1:8789/callback as callback.",
        "Under Keys and tokens look for the OAuth 2.0 Client ID. It is no secret, and there is no other to paste.",
    ),
    browser_scopes=_x_login.SCOPES,
    app=(("client_id", "Client ID"),),
    port=8789,
)

COST_USD = 0.015
"""What a post costs (docs.x.com pricing, 2026-08-22)."""

COST_WITH_LINK_USD = 0.20
"""What a post costs that holds a link, or what X takes for one."""


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An X account and its voice."""

    thread: Annotated[int, key("the longest thread", "4", ge=1, le=LIMITS.longest_thread)] = 8
    hook: Hook = "finding"
    tags: Annotated[int, key("at most so many hashtags above the link", "2", ge=0, le=2)] = 0
    numbering: Annotated[bool, key('"1/8" before each post of a thread', "true")] = False
    defuse: Annotated[bool, key("writes `main.py` and the like so that X makes and bills no links of them", "false")] = True


def facts(connection: Connection) -> Facts:
    """The account's `id`, `username` and `name`. One read (0.001 USD, docs.x.com pricing, 2026-08). Raises a SendError."""
    from bot.platforms import _x as wire

    me = wire.me(connection)
    return {name: str(me[name]) for name in ("id", "username", "name") if name in me}


def render(post: Post, account: AnyAccount, facts: Facts) -> Draft:  # noqa: ARG001
    """The article as a thread by twitter-text weights, with what it costs. Pure."""
    from bot.platforms import _x_text

    return _x_text.draft(post, account, LIMITS, (COST_USD, COST_WITH_LINK_USD))


def steps(draft: Draft) -> tuple[Step, ...]:
    """For each segment its pictures, each with its alt text as a step of its own, then the post, a reply to the one before."""
    made: list[Step] = []
    parent: int | None = None
    for segment in draft.segments:
        needs: list[int] = []
        for media in segment.media:
            uploaded = len(made)
            made.append(Step(uploaded, "upload", segment, draft, media=media))
            needs.append(uploaded)
            if media.alt:
                made.append(Step(uploaded + 1, "upload", segment, draft, media=media, needs=(uploaded,)))
                needs.append(uploaded + 1)
        made.append(Step(len(made), "post", segment, draft, follows=parent, needs=tuple(needs)))
        parent = len(made) - 1
    return tuple(made)


def publish(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:  # noqa: ARG001
    """One picture, one alt text or one post. X takes no key. Raises a SendError."""
    from bot.platforms import _x as wire

    if step.media is not None:
        return wire.describe(connection, step.media, before[step.needs[0]]) if step.needs else wire.upload(connection, step.media)
    parent = None if step.follows is None else before[step.follows].id
    pictures = list(dict.fromkeys(before[index].id for index in step.needs))
    return _live(wire.create(connection, step.segment.wire, pictures, parent), connection.account.handle)


def find(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str, since: Instant) -> RemoteRef | None:  # noqa: ARG001
    """The post with this text under this parent among one's own newest; each post read costs 0.001 USD. Raises a SendError."""
    from bot.platforms import _x as wire

    if step.action == "upload":
        return None
    parent = None if step.follows is None else before[step.follows].id
    wanted = wire.bare(step.segment.wire)
    for post in wire.timeline(connection, since):
        if post.parent == parent and wire.bare(post.text) == wanted:
            return _live(post.id, connection.account.handle)
    return None


def ref(url: str) -> RemoteRef:
    """The post of an address on x.com or twitter.com. Raises UserError for anything else."""
    host, path = pasted(url)
    found = re.match(r"/(?:i/web|i|(\w{1,15}))/status(?:es)?/(\d{1,19})(?:/|$)", path, re.ASCII)
    if host.removeprefix("mobile.") not in ("x.com", "twitter.com") or not found:
        raise UserError("This is no address of a post on X. It looks like https://x.com/NAME/status/1522929456142245888.")
    return _live(found[2], found[1] or "")


def delete(connection: Connection, ref: RemoteRef) -> None:
    """Deletes one post (0.010 USD). Raises a SendError."""
    from bot.platforms import _x as wire

    wire.delete(connection, ref.id)


def exists(connection: Connection, ref: RemoteRef) -> bool:
    """Whether the post is still there: one read (0.001 USD). Raises a SendError."""
    from bot.platforms import _x as wire

    return wire.exists(connection, ref.id)


def renew(connection: Connection) -> Grant:
    """The tokens for the next two hours. Raises a SendError."""
    return _x_login.renew(connection)


def login(connection: Connection, consent: Consent) -> Grant:
    """Tokens of OAuth 2.0 for whoever says yes in the browser. Raises a SendError or UserError."""
    return _x_login.login(connection, consent)


def submit_url(draft: Draft, account: AnyAccount) -> str:  # noqa: ARG001
    """X's own form with the first segment filled in."""
    return f"https://x.com/intent/post?text={quote(draft.segments[0].wire, safe='')}"


def account_url(account: AnyAccount, facts: Facts) -> str:
    """The account's profile, or X's own page of "my profile"."""
    return f"https://x.com/{quote(str(facts.get('username') or account.handle.lstrip('@') or 'home'), safe='')}"


def _live(id_: str, handle: str) -> RemoteRef:
    return RemoteRef(id_, f"https://x.com/{handle.lstrip('@') or 'i'}/status/{id_}")
