"""The pages for people: each account's feed as its reader would see it, its pictures, the style sheet. No scripts at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.rehearsal import bluesky, devto
from bot.rehearsal.feed import Column, Source
from bot.rehearsal.looks import LOOKS
from bot.rehearsal.reddit_shapes import username
from bot.rehearsal.x_view import handle

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from bot.rehearsal.ledger import Ledger

HERE = Path(__file__).parent
MOST_ENTRIES = 60
"""Entries shown of one account."""

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
STATIC: Mapping[str, str] = {"feed.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}
"""The files served from `static/`, each with its fixed type."""


def routes(ledger: Ledger) -> list[BaseRoute]:
    """The routes of the page, over this ledger."""
    from starlette.responses import HTMLResponse, PlainTextResponse, Response
    from starlette.routing import Route

    async def page(request: Request) -> Response:
        asked = request.query_params
        shown = render(ledger, lambda digest: f"/media/{digest}", live=asked.get("live") == "1", only=asked.get("account", ""))
        return HTMLResponse(shown, headers=HEADERS)

    async def media(request: Request) -> Response:
        found = ledger.picture(request.path_params["digest"])
        if found is None:
            return PlainTextResponse("There is no such picture.\n", 404, HEADERS)
        return Response(found[1], headers={**HEADERS, "content-type": found[0]})

    async def static(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in STATIC:
            return PlainTextResponse("There is no such file.\n", 404, HEADERS)
        return Response((HERE / "static" / name).read_bytes(), headers={**HEADERS, "content-type": STATIC[name]})

    return [Route("/", page), Route("/media/{digest}", media), Route("/static/{name}", static)]


def render(ledger: Ledger, source: Source, *, live: bool = False, style: str = "", only: str = "") -> str:
    """The page. `style` is a style sheet to put into it; without one it asks this server for it. `only` is the one account to show."""
    requests, posts = ledger.counts()
    shown = [column for column in columns(ledger, source) if only in ("", column.account)]
    values: dict[str, Any] = {"columns": shown, "requests": requests, "posts": posts, "live": live, "style": style}
    return _templates().get_template("page.html").render(values)


def columns(ledger: Ledger, source: Source) -> list[Column]:
    """The feeds of every account that ever called, platforms in their order."""
    order = list(LOOKS)
    known = [(platform, name) for platform, name in ledger.accounts() if platform in LOOKS]
    accounts = sorted(known, key=lambda one: (order.index(one[0]), one[1]))
    return [_column(ledger, platform, name, source) for platform, name in accounts]


def _column(ledger: Ledger, platform: str, account: str, source: Source) -> Column:
    label, look = LOOKS[platform]
    there = [post for post in ledger.posts(platform, account) if not post.deleted]
    entries = tuple(islice(look(there, source), MOST_ENTRIES + 1))
    handles = {"x": f"@{handle(account)}", "reddit": f"u/{username(account)}", "bluesky": f"@{bluesky.handle(account)}"}
    handles["devto"] = f"@{devto.username(account)}"
    shown = entries[:MOST_ENTRIES]
    return Column(platform, label, account, handles.get(platform, ""), len(there), shown, earlier=len(entries) > len(shown))


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    made.lstrip_blocks = True
    made.filters["when"] = _when
    return made


def _when(at: str) -> str:
    """An instant as a reader is told it, in UTC."""
    moment = datetime.fromisoformat(at)
    return f"{moment.day} {moment:%b, %H:%M}"
