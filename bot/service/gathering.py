"""What a newsletter's next issue could hold: articles that are live and links that were noted, none of them in an earlier issue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.foreign import noted
from bot.foreign.addresses import same
from bot.foreign.digest import Piece
from bot.model.delivery import State
from bot.service import issues, preview

if TYPE_CHECKING:
    from collections.abc import Collection

    from whenever import Date, Instant

    from bot.foreign.noted import Noted, Slip
    from bot.model.delivery import Delivery, PostRecord
    from bot.model.post import Post
    from bot.service.workspace import Workspace

FILE = "links.md"
LARGEST = 1 << 20
"""Bytes of `links.md`."""

LIVE = frozenset({"sent", "done", "look: there", "resolve: there", "leave"})
"""Events after which an article is live."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is new: articles, the newest first, and links in their author's order.

    `own` are titles of articles that every newsletter mailed by themselves, `older` slugs of those before the day that was asked for,
    `slips` the lines of `links.md` that cannot be read.
    """

    pieces: tuple[Piece, ...]
    links: tuple[Noted, ...]
    own: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    slips: tuple[Slip, ...] = ()


def gathered(workspace: Workspace, out: Collection[issues.Kept], since: Date | None, passed_over: Collection[str] = ()) -> Found:
    """Everything that was in none of the issues that are `out`, nor is `passed_over` (slugs). Raises UserError."""
    used = issues.sent_addresses(workspace, (issue.slug for issue in out)) | {same(url) for issue in out for url in issue.links}
    handled = {slug for issue in out for slug in (*issue.articles, *issue.older)} | set(passed_over)
    links, slips = _links(workspace, used)
    begun, own = _live(workspace, handled)
    older = [slug for slug, at in begun.items() if since and at.to_tz(workspace.settings.timezone).date() < since]
    order = sorted(begun.keys() - set(older), key=lambda slug: begun[slug], reverse=True)
    pieces = [piece for slug in order if (piece := _piece(workspace, slug)) and not _addresses(workspace, slug, piece) & used]
    return Found(tuple(pieces), links, tuple(own), tuple(older), slips)


def _live(workspace: Workspace, handled: Collection[str]) -> tuple[dict[str, Instant], list[str]]:
    """Since when each article that was in no issue is live; titles of those that went to every newsletter by themselves."""
    letters, earnest = set(issues.newsletters(workspace)), issues.earnest(workspace)
    begun: dict[str, Instant] = {}
    mailed: dict[str, set[str]] = {}
    for each in workspace.store.deliveries(states=(State.PUBLISHED,)):
        if (earnest and each.rehearsal) or each.post in handled or issues.OWN.fullmatch(each.post):
            continue
        if each.account in letters:
            mailed.setdefault(each.post, set()).add(each.account)
        elif not each.left_to_send:
            since = _since(workspace, each)
            begun[each.post] = min(begun.get(each.post, since), since)
    own = [slug for slug in begun if letters and mailed.get(slug, set()) >= letters]
    titles = [record.title for slug in own if (record := workspace.store.post(slug))]
    return {slug: at for slug, at in begun.items() if slug not in own}, titles


def _since(workspace: Workspace, delivery: Delivery) -> Instant:
    events = workspace.store.history(delivery.id)
    return next((event.at for event in events if event.event in LIVE), events[-1].at)


def _piece(workspace: Workspace, slug: str) -> Piece | None:
    """An article with its line; None for a note, which is no article. One whose file is gone keeps its title and address."""
    from bot.text.summary import description

    record = workspace.store.post(slug)
    if record is None:
        return None
    post = _post(workspace, record)
    if post is None:
        return Piece(slug, record.title, record.url or _link(workspace, slug))
    if post.note:
        return None
    url = post.links.get("friend") or post.url or _link(workspace, slug)
    return Piece(slug, post.title, url, " ".join(description(post).split()), post.lang)


def _post(workspace: Workspace, record: PostRecord) -> Post | None:
    try:
        return preview.read(workspace, workspace.settings.posts.path / record.path)
    except UserError:
        return None


def _link(workspace: Workspace, slug: str) -> str:
    """Where an article without an address of its own stands first."""
    letters = issues.newsletters(workspace)
    return next((link for each in workspace.store.deliveries(post=slug) if each.account not in letters for link in each.links), "")


def _addresses(workspace: Workspace, slug: str, piece: Piece) -> set[str]:
    record = workspace.store.post(slug)
    return {same(url) for url in (piece.url, record.url if record else None) if url}


def _links(workspace: Workspace, used: Collection[str]) -> tuple[tuple[Noted, ...], tuple[Slip, ...]]:
    """The links of the file that were in no issue, each once, and the lines that are none. Raises UserError."""
    path = workspace.settings.root / FILE
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return (), ()
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror}). Mend that, or move it away.") from error
    if len(data) > LARGEST:
        raise UserError(f"{path} has more than a mebibyte. Take out what was in earlier issues.")
    found, slips = noted.read(data.decode("utf-8", "replace"))
    fresh: dict[str, Noted] = {}
    for link in found:
        if same(link.url) not in used:
            fresh.setdefault(same(link.url), link)
    return tuple(fresh.values()), slips
