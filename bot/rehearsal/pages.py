"""The pages for people: each account's feed as its reader would see it, what is due, pictures, the style sheet. No scripts at all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from bot.errors import UserError
from bot.rehearsal import bluesky, devto
from bot.rehearsal.calendar import Beside, calendar
from bot.rehearsal.conversations import conversations
from bot.rehearsal.feed import Choice, Column, Source
from bot.rehearsal.looks import LOOKS
from bot.rehearsal.reddit_shapes import username
from bot.rehearsal.sheets import HERE, sheet
from bot.rehearsal.x_view import handle

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from bot.model.agenda import Agenda
    from bot.model.draft import Media
    from bot.rehearsal.ledger import Ledger

MOST_ENTRIES = 60
"""Conversations shown of one account."""

UTC = "UTC"
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
STATIC: Mapping[str, str] = {"feed.css": "text/css; charset=utf-8", "page.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}
"""The files served from `static/`, each with its fixed type."""


def routes(ledger: Ledger, beside: Beside | None = None) -> list[BaseRoute]:
    """The routes of the pages, over this ledger; the calendar is of the workspace `beside` it."""
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import HTMLResponse, PlainTextResponse, Response
    from starlette.routing import Route

    drawn: dict[str, Media] = {}

    async def page(request: Request) -> Response:
        only, live = request.query_params.getlist("account"), request.query_params.get("live") == "1"
        shown = render(ledger, _media, live=live, only=only, zone=_zone(beside), due=beside is not None)
        return HTMLResponse(shown, headers=_headers(live))

    async def due(request: Request) -> Response:
        if beside is None:
            return PlainTextResponse("This network lies beside no workspace. Start it with: bot run (or bot rehearsal)\n", 404, HEADERS)
        only, live = request.query_params.getlist("account"), request.query_params.get("live") == "1"
        try:
            agenda = await run_in_threadpool(beside.agenda)  # reading and drawing take a while, and the network goes on meanwhile
        except UserError as error:
            return HTMLResponse(render_trouble(str(error), live=live), 503, _headers(live))
        drawn.update((media.digest, media) for _, draft in agenda.coming for segment in draft.segments for media in segment.media)
        return HTMLResponse(await run_in_threadpool(render_due, agenda, live=live, only=only), headers=_headers(live))

    async def media(request: Request) -> Response:
        digest = request.path_params["digest"]
        found = ledger.picture(digest) or _drawn(drawn.get(digest))
        if found is None:
            return PlainTextResponse("There is no such picture.\n", 404, HEADERS)
        return Response(found[1], headers={**HEADERS, "content-type": found[0]})

    async def static(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in STATIC:
            return PlainTextResponse("There is no such file.\n", 404, HEADERS)
        return Response((HERE / "static" / name).read_bytes(), headers={**HEADERS, "content-type": STATIC[name]})

    return [Route("/", page), Route("/calendar", due), Route("/media/{digest}", media), Route("/static/{name}", static)]


def _headers(live: bool) -> dict[str, str]:
    """Those of a page, which with `live` looks again by itself."""
    return {**HEADERS, **({"refresh": "3"} if live else {})}


def _media(digest: str) -> str:
    return f"/media/{digest}"


def _zone(beside: Beside | None) -> str:
    """The workspace's zone; UTC where none is known."""
    try:
        return beside.zone if beside else UTC
    except UserError:  # the calendar says it
        return UTC


def _drawn(media: Media | None) -> tuple[str, bytes] | None:
    """Kind and bytes of a draft's picture, if its file still holds what the draft names."""
    if media is None or not media.kind.startswith("image/"):
        return None
    try:
        data = Path(media.path).read_bytes()
    except OSError:
        return None
    return (media.kind, data) if hashlib.sha256(data).hexdigest() == media.digest else None


def render(
    ledger: Ledger, source: Source, *, live: bool = False, style: str = "", only: Sequence[str] = (), zone: str = UTC, due: bool = False
) -> str:
    """The feeds. `style` is a style sheet to put into the page; without one it asks this server for it. `only` are the accounts to
    show, all where it is empty; `zone` is that of the times; `due` whether there is a calendar."""
    requests, posts = ledger.counts()
    known = _accounts(ledger)
    shown = [_column(ledger, *one, source) for one in known if not only or one[1] in only]
    values = {"columns": shown, "requests": requests, "posts": posts, "due": due, "alone": len(shown) == 1}
    return sheet("feeds.html", {**values, **_head("/", known, only, live, style, zone)})


def render_due(agenda: Agenda, *, live: bool = False, only: Sequence[str] = ()) -> str:
    """The calendar, of the accounts in `only` where it names any."""
    known = sorted({(delivery.platform, delivery.account) for delivery, _ in agenda.coming}, key=_order)
    values = {"calendar": calendar(agenda, _media, only), "due": True, "alone": False}
    return sheet("calendar.html", {**values, **_head("/calendar", known, only, live, "", agenda.zone)})


def render_trouble(sentence: str, *, live: bool = False) -> str:
    """The calendar of a workspace that can't be read, and why."""
    return sheet("trouble.html", {"sentence": sentence, "due": True, **_head("/calendar", [], (), live, "", UTC)})


def _head(path: str, known: Sequence[tuple[str, str]], only: Sequence[str], live: bool, style: str, zone: str) -> dict[str, Any]:
    """What every page is given."""
    choices = [_choice(path, platform, account, only, live) for platform, account in known]
    other = [("account", name) for name in only] + ([] if live else [("live", "1")])
    whole, toggle = (path + (f"?{urlencode(pairs)}" if pairs else "") for pairs in ([("live", "1")] if live else [], other))
    return {
        "path": path,
        "choices": choices,
        "some": bool(only),
        "whole": whole,
        "toggle": toggle,
        "live": live,
        "style": style,
        "zone": zone,
    }


def _choice(path: str, platform: str, account: str, only: Sequence[str], live: bool) -> Choice:
    """A feed to choose: alone where all are shown, else one more or one less."""
    shown = not only or account in only
    then = [name for name in only if name != account] if account in only else [*only, account]
    pairs = [("account", name) for name in then] + ([("live", "1")] if live else [])
    label = LOOKS[platform][0] if platform in LOOKS else platform.title()
    return Choice(platform, label, account, shown, path + (f"?{urlencode(pairs)}" if pairs else ""))


def _accounts(ledger: Ledger) -> list[tuple[str, str]]:
    """Platform and name of every account that ever called, platforms in their order."""
    return sorted((one for one in ledger.accounts() if one[0] in LOOKS), key=_order)


def _order(one: tuple[str, str]) -> tuple[int, str]:
    order = list(LOOKS)
    return order.index(one[0]) if one[0] in order else len(order), one[1]


def _column(ledger: Ledger, platform: str, account: str, source: Source) -> Column:
    label, look = LOOKS[platform]
    posts = ledger.posts(platform, account)
    talks = tuple(islice(conversations(posts, ledger.changes(platform, account), look, source), MOST_ENTRIES + 1))
    handles = {"x": f"@{handle(account)}", "reddit": f"u/{username(account)}", "bluesky": f"@{bluesky.handle(account)}"}
    handles["devto"] = f"@{devto.username(account)}"
    there, shown = sum(not post.deleted for post in posts), talks[:MOST_ENTRIES]
    return Column(platform, label, account, handles.get(platform, ""), there, shown, earlier=len(talks) > len(shown))
