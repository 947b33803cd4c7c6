"""Hacker News: a title and a link, submitted by a person (checked 2026-11-22).

Oddities. There is no way to submit through a program, so every delivery is handed over; the public search tells when it is there.
The form takes 80 characters of title. The guidelines ask for the article's own title: no site name, no shouting, nothing
editorial; moderators edit what is louder. A link that was submitted lately leads to the earlier thread instead of a new one.

Credentials: none. `handle` is the name on Hacker News, so that a stranger's submission of the article is not taken for yours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from bot.errors import MaybeSent, Refused, UserError
from bot.model.draft import Draft, Problem, Segment
from bot.model.guide import Guide
from bot.model.receipt import RemoteRef
from bot.model.settings import Account as AnyAccount
from bot.model.settings import key
from bot.platforms.base import Connection, Facts, Limits, MediaLimits, Step, pasted
from bot.text.titles import plain

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.post import Post

LIMITS = Limits(
    counter="chars",
    maximum=2000,
    title=80,
    media=MediaLimits(count=0, kinds=(), bytes=0, pixels=0, alt=0),
    hosts=("hn.algolia.com",),
    secrets=(),
    idempotency="readable",
    find=True,
    public=True,
    default_mode="handoff",
)

GUIDE = Guide(name="Hacker News", takes="no time: you post there by hand", costs="nothing", sparing=True)

SEARCH = "https://hn.algolia.com/api/v1/search_by_date"
"""The search that Hacker News names as its API for reading (hn.algolia.com/api, 2026-11)."""


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A Hacker News account."""

    mode: Annotated[Literal["handoff"], key("you submit what was prepared: no program may", "handoff")] = "handoff"
    prefix: Annotated[str, key("goes before the title", '"Show HN:"')] = ""


def facts(connection: Connection) -> Facts:  # noqa: ARG001
    """Nothing: every reader sees the same."""
    return {}


def render(post: Post, account: AnyAccount, facts: Facts) -> Draft:  # noqa: ARG001
    """The article's own title and its link. Pure."""
    override = post.override(account.name, account.platform)
    title = override.title or plain(post.title)
    prefix = str(override.fields.get("prefix") or getattr(account, "prefix", "")).strip()
    whole = title if not prefix or title.startswith(prefix) else f"{prefix} {title}"
    url = post.url or ""
    segment = Segment(url, len(url), LIMITS.maximum, "chars", url)
    return Draft(account.name, account.platform, whole, (segment,), {"url": url}, _problems(post, whole, override.line or 1))


def steps(draft: Draft) -> tuple[Step, ...]:
    """One submission."""
    return tuple(Step(index, "post", segment, draft) for index, segment in enumerate(draft.segments))


def publish(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:  # noqa: ARG001
    """Only a person can. Raises Refused."""
    raise Refused("Hacker News takes submissions from people only", cause="account")


def find(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str, since: Instant) -> RemoteRef | None:  # noqa: ARG001
    """The submission of the step's link, by the account's `handle` where it has one. Raises a SendError."""
    from bot.http import four_kinds, json_object, only_done

    wanted = str(step.draft.fields.get("url") or "")
    asked = {
        "query": wanted,
        "restrictSearchableAttributes": "url",
        "tags": "story",
        "numericFilters": f"created_at_i>={since.timestamp()}",
    }
    with four_kinds(connection.now):
        response = only_done(connection.session.get(f"{SEARCH}?{urlencode(asked)}"))
    hits = json_object(response.text).get("hits")
    if not isinstance(hits, list):
        raise MaybeSent("an answer of the search that nobody recognises", answer=response.text[:2000])
    handle = connection.account.handle.lstrip("@")
    for hit in (each for each in hits if isinstance(each, dict)):
        if _same(str(hit.get("url") or ""), wanted) and handle in ("", hit.get("author")) and str(hit.get("objectID", "")).isdecimal():
            return _live(str(hit["objectID"]))
    return None


def ref(url: str) -> RemoteRef:
    """The submission of an address on news.ycombinator.com. Raises UserError for anything else."""
    host, path = pasted(url)
    given = parse_qs(urlsplit(url.strip()).query).get("id", [""])[0] if host == "news.ycombinator.com" and path == "/item" else ""
    if not re.fullmatch(r"\d{1,12}", given, re.ASCII):
        raise UserError("This is no address of a Hacker News submission. It looks like https://news.ycombinator.com/item?id=8863.")
    return _live(given)


def submit_url(draft: Draft, account: AnyAccount) -> str:  # noqa: ARG001
    """Hacker News' own form with title and link filled in."""
    given = {"u": str(draft.fields.get("url") or ""), "t": draft.title}
    return f"https://news.ycombinator.com/submitlink?{urlencode(given, quote_via=quote)}"


def account_url(account: AnyAccount, facts: Facts) -> str:  # noqa: ARG001
    """The account's submissions, or the newest of all."""
    name = account.handle.lstrip("@")
    return f"https://news.ycombinator.com/submitted?id={quote(name, safe='')}" if name else "https://news.ycombinator.com/newest"


def _problems(post: Post, title: str, line: int) -> tuple[Problem, ...]:
    found = []
    if not post.url:
        found.append(Problem("error", "no-url", "Hacker News takes a link, and the post has no address: add url: to it.", 1))
    if len(title) > LIMITS.title:
        words = f"The title has {len(title)} characters, Hacker News takes {LIMITS.title}: set hackernews: {{title: ...}} in the post."
        found.append(Problem("error", "title-too-long", words, line))
    return tuple(found)


def _same(theirs: str, ours: str) -> bool:
    """Whether two addresses are one page: scheme, `www.`, a last slash and an anchor do not count."""
    plain_one, plain_other = (each.partition("#")[0].partition("://")[2].removeprefix("www.").rstrip("/") for each in (theirs, ours))
    return bool(plain_one) and plain_one == plain_other


def _live(id_: str) -> RemoteRef:
    return RemoteRef(id_, f"https://news.ycombinator.com/item?id={id_}")
