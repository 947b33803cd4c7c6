"""dev.to as its API v1 behaves: drafts that nobody sees, canonical addresses that nobody shares, no deletion.

Paths, fields and answers from Forem's controllers and serialisers (2026-11). An article becomes a post of the ledger once it is
public; drafts are kept beside it, where only their author's list shows them.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from typing import Any

from bot.rehearsal import devto_rules as rules
from bot.rehearsal.devto_rules import Piece
from bot.rehearsal.entries import PostEntry
from bot.rehearsal.wire import Answer, Asked, Call, Route, account_in, json_answer, number_of, route

NAME = rules.NAME
KIND = "application/json"
FIRST = 2_000_000
"""Numbers of articles are larger."""
LISTED, MOST_LISTED = 30, 1000


def account(asked: Asked) -> str:
    """The account of the key, or nothing."""
    return account_in(asked.headers.get("api-key", ""), "api_key")


def username(name: str) -> str:
    """The account's name: small letters, figures and underscores."""
    return re.sub(r"[^a-z0-9_]", "_", name.lower())[:30]


def answer(call: Call) -> Answer:
    """The answer to any request below the prefix."""
    if not call.asked.headers.get("user-agent"):
        return Answer(403, b"Forbidden Bots", {"content-type": "text/plain"})
    if not call.account:
        return refuse("401", call)
    return route(ROUTES, call) or refuse("404", call)


def refuse(fault: str, _: Call, seconds: float = 0) -> Answer:
    """What Forem answers when it refuses in this manner; nothing is carried out."""
    if fault in {"429", "ratelimit", "429-bare"}:
        wait = max(1, int(seconds))
        headers = {} if fault == "429-bare" else {"retry-after": str(wait)}
        return _error(429, f"Rate limit reached, try again in {wait} seconds", headers)
    if fault == "duplicate":
        return _error(422, "Canonical url has already been taken")
    status, words = {
        "401": (401, "unauthorized"),
        "402": (402, "payment required"),
        "404": (404, "not found"),
    }.get(fault, (403, "forbidden"))
    return _error(status, words)


def me(call: Call) -> Answer:
    """GET /api/users/me."""
    name = username(call.account)
    shown = {"type_of": "user", "id": number_of(call.account, 7), "username": name, "name": call.account, "summary": None}
    return json_answer(200, {**shown, "joined_at": "Aug  1, 2026", "profile_image": f"https://dev.to/{name}.png"})


def listed(call: Call, which: str = "") -> Answer:
    """GET /api/articles/me, with /published, /unpublished or /all: drafts before what is public, newest first."""
    query = call.asked.query
    page, size = (int(query[name]) if query.get(name, "").isdigit() else usual for name, usual in (("page", 1), ("per_page", LISTED)))
    own = [piece for piece in _all(call) if piece.account == call.account]
    shown = [piece for piece in own if which == "/all" or piece.published == (which != "/unpublished")]
    shown.sort(key=lambda piece: (not piece.published, piece.published_at, piece.number), reverse=True)
    size = min(max(1, size), MOST_LISTED)
    return json_answer(200, [_row(piece) for piece in shown[(max(1, page) - 1) * size : max(1, page) * size]])


def create(call: Call) -> Answer:
    """POST /api/articles."""
    number = FIRST + call.ledger.next_upload()
    return _stored(call, Piece(number, call.account, created_at=call.now.format_iso()), 201)


def update(call: Call, number: str) -> Answer:
    """PUT /api/articles/:id, of one's own."""
    found = next((piece for piece in _all(call) if piece.number == int(number) and piece.account == call.account), None)
    return _stored(call, found, 200) if found else refuse("404", call)


def show(call: Call, path: str) -> Answer:
    """GET /api/articles/:id or /:username/:slug, of what is public."""
    found = next((piece for piece in _all(call) if piece.published and path in (str(piece.number), _path(piece))), None)
    return json_answer(200, _shown(found)) if found else refuse("404", call)


def _stored(call: Call, before: Piece, status: int) -> Answer:
    """Validates the article of a request as a change of `before`, keeps it, and shows it as it then is."""
    given = (call.asked.json() or {}).get("article")
    if not isinstance(given, dict):
        return _error(422, "article param must be a JSON object. You provided article as a NilClass")
    others = _all(call)
    if wait := rules.limited(call, others):
        return refuse("429", call, wait)
    piece = rules.changed(before, given)
    if said := rules.wrong(piece, others, call.now):
        return _error(422, said)
    piece = _dated(replace(piece, changed_at=call.now.format_iso()), before, call)
    data = json.dumps(asdict(piece), ensure_ascii=False).encode()
    call.ledger.add_upload(NAME, call.account, str(piece.number), data, KIND, call.now)
    _mirror(call, piece, before)
    return json_answer(status, _shown(piece), {"location": f"https://dev.to/{_path(piece)}"} if status == 201 else {})


def _dated(piece: Piece, before: Piece, call: Call) -> Piece:
    """The slug is a temporary one until the article is public, and then its own for ever."""
    words = re.sub(r"[^a-z0-9]+", "-", piece.title.lower()).strip("-")[:80]
    if piece.published and not before.published_at:
        return replace(piece, slug=f"{words}-{piece.number % 100_000:x}", published_at=call.now.format_iso())
    return piece if piece.slug else replace(piece, slug=f"{words}-temp-slug-{piece.number}")


def _mirror(call: Call, piece: Piece, before: Piece) -> None:
    """What readers see of the article, in the ledger of posts."""
    there = call.ledger.post(NAME, _path(piece))
    fields = {"kind": "article", "number": piece.number, "canonical_url": piece.canonical_url, "tags": list(piece.tags)}
    fields |= {"main_image": piece.main_image, "description": piece.description, "series": piece.series}
    text = piece.body_markdown
    if there is None and piece.published:
        entry = PostEntry(0, NAME, piece.account, _path(piece), "", text, text, piece.title, (), fields, call.now.format_iso())
        call.ledger.add_post(entry)
    elif there is not None and piece.published:
        if (before.title, before.body_markdown, before.published) != (piece.title, text, True):
            call.ledger.edit_post(there, text, text, title=piece.title, fields=fields)
        call.ledger.restore_post(NAME, there.id)
    elif there is not None:
        call.ledger.delete_post(NAME, there.id)


def _all(call: Call) -> list[Piece]:
    """Every article of everybody, oldest first."""
    rows = [json.loads(data) for data in call.ledger.uploads(NAME)]
    return sorted((Piece(**{**row, "tags": tuple(row["tags"])}) for row in rows), key=lambda piece: piece.number)


def _path(piece: Piece) -> str:
    return f"{username(piece.account)}/{piece.slug}"


def _row(piece: Piece) -> dict[str, Any]:
    """An article in its author's list."""
    kept = {name: getattr(piece, name) for name in ("title", "description", "published", "slug", "body_markdown")}
    place = {"path": f"/{_path(piece)}", "url": f"https://dev.to/{_path(piece)}", "canonical_url": piece.canonical_url or None}
    counts = dict.fromkeys(("comments_count", "public_reactions_count", "positive_reactions_count", "page_views_count"), 0)
    when = {"published_at": piece.published_at or None, "published_timestamp": piece.published_at if piece.published else ""}
    more = {"tag_list": list(piece.tags), "cover_image": piece.main_image or None, "reading_time_minutes": 1, "type_of": "article"}
    return {"id": piece.number, **kept, **place, **counts, **when, **more, "user": {"username": username(piece.account)}}


def _shown(piece: Piece) -> dict[str, Any]:
    """An article by itself: without the word whether it is public, and its tags the other way round."""
    row = {name: value for name, value in _row(piece).items() if name not in {"published", "page_views_count"}}
    return {**row, "tag_list": ", ".join(piece.tags), "tags": list(piece.tags), "created_at": piece.created_at, "edited_at": None}


def _error(status: int, words: str, headers: dict[str, str] | None = None) -> Answer:
    return json_answer(status, {"error": words, "status": status}, headers)


ROUTES: tuple[Route, ...] = (
    ("GET", "/api/users/me", me),
    ("GET", "/api/articles/me(/published|/unpublished|/all|)", listed),
    ("POST", "/api/articles", create),
    ("PUT", r"/api/articles/(\d{1,12})", update),
    ("GET", r"/api/articles/(\d{1,12}|[a-z0-9_]+/[a-z0-9_-]+)", show),
)
