"""Medium: an article that a person imports or pastes (checked 2026-11-22).

Oddities. Tokens for the API have not been given since 2025-01-01 and its documents are archived, so every delivery is handed over.
"Import a story" reads the article from its own address and names that as the original, which search engines want. Medium has no
tables and no formulas. The account's feed holds about ten of its newest stories and tells when one is there.

Credentials: none. `handle` is the account ("@ada") or publication whose feed is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from bot.errors import MaybeSent, Refused, UserError
from bot.model.draft import Draft, FieldValue, Problem, Segment
from bot.model.guide import Guide
from bot.model.receipt import RemoteRef
from bot.model.settings import Account as AnyAccount
from bot.platforms.base import Connection, Facts, Limits, MediaLimits, Step, pasted

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.post import Post

LIMITS = Limits(
    counter="chars",
    maximum=1_000_000,
    media=MediaLimits(count=0, kinds=(), bytes=0, pixels=0, alt=0),
    hosts=("medium.com",),
    secrets=(),
    idempotency="readable",
    find=True,
    public=True,
    rich=True,
    default_mode="handoff",
    markdown=True,
)

GUIDE = Guide(name="Medium", takes="no time: you post there by hand", costs="nothing")

TAGS = 5
"""Topics a story may have (Medium's editor, 2026-11)."""

_STORY = re.compile(r"/(?:[^/]+/){0,2}(?:[^/]*-)?([0-9a-f]{10,12})/?", re.ASCII)


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A Medium account."""

    mode: Literal["handoff"] = "handoff"


def facts(connection: Connection) -> Facts:  # noqa: ARG001
    """Nothing: every reader sees the same."""
    return {}


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
    fields: dict[str, FieldValue] = {"url": url, "topics": [tag.lstrip("#") for tag in hashtags(post, TAGS)]}
    segment = Segment(text, len(text), LIMITS.maximum, "chars", wire)
    return Draft(account.name, account.platform, override.title or post.title, (segment,), fields, _problems(post))


def steps(draft: Draft) -> tuple[Step, ...]:
    """One story."""
    return tuple(Step(index, "post", segment, draft) for index, segment in enumerate(draft.segments))


def publish(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:  # noqa: ARG001
    """Only a person can. Raises Refused."""
    raise Refused("Medium gives programs no way in", cause="account")


def find(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str, since: Instant) -> RemoteRef | None:  # noqa: ARG001
    """The story with the step's title in the account's feed. Raises a SendError."""
    import feedparser

    from bot.http import four_kinds, only_done

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
