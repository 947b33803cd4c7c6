"""Medium: an article that a person imports or pastes; its old API for those who still hold a token (checked 2026-11-22).

Oddities. Tokens for the API have not been given since 2025-01-01, and its documents were archived in 2023 as no longer supported, so
`mode` is `handoff` unless the account says `api`. Nothing reads, edits or deletes through that API, and it knows no key that counts
once: an answer that is lost leaves a doubt which only a person settles. What it makes of code and pictures nobody promises, so a yes
makes a draft there unless the account says `publish: public`. "Import a story" reads the article from its own address and names that
as the original, which search engines want. Medium has no tables and no formulas. The account's feed holds about ten of its newest
stories and tells when one is there.

Credentials: none, or `api_token` (an integration token) for `mode: api`. `handle` is the account ("@ada") or publication whose feed
is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast
from urllib.parse import quote

from bot.errors import MaybeSent, Refused, UserError
from bot.http import beforehand, four_kinds, json_object, only_done, shown
from bot.model.draft import Draft, FieldValue, Problem, Segment
from bot.model.guide import Guide
from bot.model.receipt import RemoteRef
from bot.model.settings import Account as AnyAccount
from bot.model.settings import Mode, key
from bot.platforms.base import Connection, Facts, Limits, MediaLimits, Step, pasted

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.post import Post

    Json = Mapping[str, Any]

LIMITS = Limits(
    counter="chars",
    maximum=1_000_000,
    media=MediaLimits(count=0, kinds=(), bytes=0, pixels=0, alt=0),
    hosts=("medium.com", "api.medium.com"),
    secrets=("api_token",),
    identity=("id",),
    idempotency="blind",
    find=True,
    public=True,
    rich=True,
    default_mode="handoff",
    markdown=True,
)

GUIDE = Guide(
    name="Medium",
    takes="a minute, if you hold a token from before 2025; Medium gives no new ones",
    costs="nothing",
    steps=("At https://medium.com/me/settings/security look under Integration tokens. Where there is no such place, post by hand.",),
    asks=(("api_token", "Integration token"),),
    who=("@", "username"),
)

HOST = "https://api.medium.com/v1"

API_TAGS, API_TAG, API_TITLE = 3, 25, 100
"""Tags that count and characters of one, and those of a title beyond which Medium makes up another (its archived documents)."""

TAGS = 5
"""Topics a story may have (Medium's editor, 2026-11)."""

_STORY = re.compile(r"/(?:[^/]+/){0,2}(?:[^/]*-)?([0-9a-f]{10,12})/?", re.ASCII)


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A Medium account."""

    mode: Annotated[Mode, key("`api` for who holds one of the old integration tokens", "api")] = "handoff"
    publish: Annotated[
        Literal["draft", "public"], key("with `mode: api`, a yes makes a draft, which you publish there, or a public story", "public")
    ] = "draft"


def facts(connection: Connection) -> Facts:
    """The account's `id`, `username` and `name`; nothing where a person posts. Raises a SendError."""
    if connection.account.mode == "handoff":
        return {}
    me = _data(connection, "GET", "/me")
    if not isinstance(me.get("id"), str) or not re.fullmatch(r"\w{1,80}", me["id"], re.ASCII):
        raise MaybeSent("Medium did not say whose token this is")
    return {name: str(me[name]) for name in ("id", "username", "name") if me.get(name)}


def render(post: Post, account: AnyAccount, facts: Facts) -> Draft:  # noqa: ARG001
    """The whole article as HTML for Medium's editor, with the address to import it from where it has one. Pure."""
    from bot.text.hypertext import Writer
    from bot.text.links import canonical
    from bot.text.markup import Writer as Marks
    from bot.text.readers import for_reader
    from bot.text.tags import hashtags

    override, url = post.override(account.name, account.platform), canonical(post, "medium")
    blocks = for_reader(post.blocks, {account.name, account.platform})
    marks = Marks(post.footnotes, post.url)
    text = "\n\n".join(part for part in (marks.blocks(blocks), marks.endnotes()) if part)
    wire = Writer(post.footnotes, post.url, tables=False, anchors=False).article(blocks)
    if post.url:
        wire += f'\n<p><em>Originally published at <a href="{quote(url, safe=":/?=&#%")}">{_host(url)}</a>.</em></p>'
    topics = [tag.lstrip("#") for tag in hashtags(post, TAGS)]
    fields: dict[str, FieldValue] = {"url": url, "topics": topics}
    segment, title = Segment(text, len(text), LIMITS.maximum, "chars", wire), override.title or post.title
    if account.mode == "handoff":
        return Draft(account.name, account.platform, title, (segment,), fields, _problems(post))
    fields |= {
        "topics": [topic for topic in topics if len(topic) <= API_TAG][:API_TAGS],
        **({"canonical_url": post.url} if post.url else {}),
    }
    kind = cast("Account", account).publish
    return Draft(account.name, account.platform, title, (segment,), fields, _api_problems(title, post), visibility=kind)


def steps(draft: Draft) -> tuple[Step, ...]:
    """One story."""
    return tuple(Step(index, "post", segment, draft) for index, segment in enumerate(draft.segments))


def publish(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:  # noqa: ARG001
    """POST /users/ID/posts: the title above the text, as Medium shows none else. Raises a SendError."""
    if connection.account.mode == "handoff":
        raise Refused("the account posts by hand", cause="account")
    with beforehand("Medium did not say whose token this is"):
        owner = facts(connection)["id"]
    draft = step.draft
    words = {"title": draft.title, "contentFormat": "html", "content": f"<h1>{escape(draft.title)}</h1>\n{step.segment.wire}"}
    more = {"canonicalUrl": draft.fields["canonical_url"]} if draft.fields.get("canonical_url") else {}
    body = {**words, **more, "tags": draft.fields.get("topics") or [], "publishStatus": draft.visibility}
    made = _data(connection, "POST", f"/users/{owner}/posts", json=body)
    if made.get("publishStatus") != draft.visibility or not re.fullmatch(r"[0-9a-f]{10,12}", str(made.get("id"))):
        raise MaybeSent("Medium was asked for one thing and named another", answer=shown(str(made), connection.secrets.values()))
    return _story(str(made.get("url") or "")) or RemoteRef(str(made["id"]), f"https://medium.com/p/{made['id']}")


def find(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str, since: Instant) -> RemoteRef | None:  # noqa: ARG001
    """The story with the step's title in the account's feed. Raises a SendError."""
    import feedparser

    handle = connection.account.handle
    if not handle:
        raise Refused("the account names no `handle`, so there is no feed to look at", cause="content")
    with four_kinds(connection.now):
        body = only_done(connection.session.get(f"https://medium.com/feed/{quote(handle, safe='@-')}")).content
    feed = feedparser.parse(body)
    if not feed.get("version"):
        raise MaybeSent("an answer that is no feed", answer=body[:2000].decode("utf-8", "replace"))
    wanted = _bare(step.draft.title)
    stories = [entry for entry in feed.entries if _bare(str(entry.get("title", ""))) == wanted and _made(entry) >= since.timestamp()]
    return next((found for entry in stories if (found := _story(str(entry.get("link", ""))))), None)


def ref(url: str) -> RemoteRef:
    """The story of an address on Medium. Raises UserError for anything else."""
    found = _story(url)
    if found is None:
        raise UserError("This is no address of a story on Medium. It looks like https://medium.com/@ada/small-batches-0123456789ab.")
    return found


def submit_url(draft: Draft, account: AnyAccount) -> str:  # noqa: ARG001
    """Where Medium imports a story from its address, or its empty editor where there is none."""
    return "https://medium.com/p/import" if draft.fields.get("url") else "https://medium.com/new-story"


def account_url(account: AnyAccount, facts: Facts) -> str:  # noqa: ARG001
    """The account's stories, or those of whoever is logged in."""
    return f"https://medium.com/{quote(account.handle, safe='@-')}" if account.handle else "https://medium.com/me/stories/public"


def _data(connection: Connection, method: str, path: str, **more: Any) -> Json:
    """The `data` of an answer of the API. Raises a SendError."""
    headers = {"Authorization": f"Bearer {connection.secrets['api_token']}", "Accept": "application/json"}
    with four_kinds(connection.now, connection.secrets.values()):
        response = only_done(connection.session.request(method, f"{HOST}{path}", headers=headers, **more))
    found = json_object(response.text).get("data")
    if not isinstance(found, dict):
        raise MaybeSent("an answer that is not Medium's", answer=shown(response.text, connection.secrets.values()))
    return found


def _api_problems(title: str, post: Post) -> tuple[Problem, ...]:
    found = [] if post.url else [Problem("warning", "no-url", "The post has no address, so Medium can't name the original: add url:.", 1)]
    if len(title) > API_TITLE:
        words = f"The title has {len(title)} characters; beyond {API_TITLE} Medium makes up another for its lists. The story keeps yours."
        found.append(Problem("warning", "long-title", words, 1))
    return tuple(found)


def _problems(post: Post) -> tuple[Problem, ...]:
    if post.url:
        return ()
    words = "The post has no address, so Medium can't import it and name the original: add url:, or paste the text."
    return (Problem("warning", "no-url", words, 1),)


def _story(url: str) -> RemoteRef | None:
    host, path = pasted(url)
    found = _STORY.fullmatch(path) if host == "medium.com" or host.endswith(".medium.com") else None
    return RemoteRef(found[1], f"https://{host}{path.rstrip('/')}") if found else None


def _made(entry: Mapping[str, object]) -> float:
    """When an entry says it was published, in seconds; one that does not say is as new as can be."""
    import calendar

    then = entry.get("published_parsed")
    return calendar.timegm(then) if isinstance(then, tuple) else float("inf")


def _bare(title: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", title).casefold().split())


def _host(url: str) -> str:
    return pasted(url)[0]
