"""Kit as its API v4 behaves: a broadcast without a time is a draft, one with a time goes out, a public one is on the web.

Paths, fields and answers from its documents (2026-11). A missing `public` is taken for true here, so that a slip shows. A body is a
Liquid template: what looks like one is gone for its readers.
"""

from __future__ import annotations

import re
from typing import Any

from bot.rehearsal.entries import PostEntry
from bot.rehearsal.wire import Answer, Asked, Call, Route, account_in, json_answer, number_of, route, text_in

NAME = "kit"
MOST = 500
"""Broadcasts on a page unless the caller asks for fewer."""

TEMPLATE = re.compile(r"\{\{[^{}\n]{0,400}\}\}|\{%[^{}%\n]{0,400}%\}")


def account(asked: Asked) -> str:
    """The account of the API key, or nothing."""
    return account_in(asked.headers.get("x-kit-api-key", ""), "api_key")


def answer(call: Call) -> Answer:
    """The answer to any request below the prefix."""
    if not call.account:
        return refuse("401", call)
    return route(ROUTES, call) or refuse("404", call)


def refuse(fault: str, _: Call, seconds: float = 0) -> Answer:
    """What Kit answers when it refuses in this manner; nothing is carried out. It refuses no repetition, so that is a plain 422."""
    if fault in {"429", "429-bare", "ratelimit"}:
        return json_answer(429, {"errors": ["Rate limit exceeded"]}, {} if fault == "429-bare" else {"retry-after": str(int(seconds))})
    status, words = {
        "401": (401, "The API key is invalid"),
        "402": (402, "Your plan does not include this"),
        "404": (404, "Not Found"),
        "duplicate": (422, "Subject has already been taken"),
    }.get(fault, (403, "You do not have sufficient permissions to access this resource. Please contact support."))
    return json_answer(status, {"errors": [words]})


def create(call: Call) -> Answer:
    """POST /v4/broadcasts."""
    asked = call.asked.json() or {}
    if not text_in(asked, "content"):
        return json_answer(422, {"errors": ["Content can't be blank"]})
    seq = call.ledger.next_seq()
    status = "sent" if asked.get("send_at") else "published" if asked.get("public", True) else "draft"
    fields: dict[str, Any] = {"kind": "broadcast", "status": status, "description": text_in(asked, "preview_text")}
    fields |= {"send_at": asked.get("send_at"), "public": asked.get("public", True), "note": text_in(asked, "description")}
    text, at = text_in(asked, "content"), call.now.format_iso()
    call.ledger.add_post(
        PostEntry(seq, NAME, call.account, str(seq), "", text, TEMPLATE.sub("", text), text_in(asked, "subject"), (), fields, at)
    )
    return json_answer(201, {"broadcast": _broadcast(_post(call, str(seq)))})


def show(call: Call, number: str) -> Answer:
    """GET /v4/broadcasts/ID."""
    post = _post(call, number)
    return json_answer(200, {"broadcast": _broadcast(post)}) if post else refuse("404", call)


def delete(call: Call, number: str) -> Answer:
    """DELETE /v4/broadcasts/ID, of a draft."""
    post = _post(call, number)
    if post is None:
        return refuse("404", call)
    if post.fields["status"] != "draft":
        return json_answer(422, {"errors": ["Sent broadcasts cannot be deleted"]})
    call.ledger.delete_post(NAME, number)
    return Answer(204)


def listed(call: Call) -> Answer:
    """GET /v4/broadcasts: the newest first, in pages; a cursor is the number of the last one seen."""
    size, after = call.asked.query.get("per_page", ""), call.asked.query.get("after", "")
    most = min(int(size), MOST) if size.isdecimal() and int(size) else MOST
    posts = [post for post in call.ledger.posts(NAME, call.account) if not post.deleted]
    left = [post for post in posts if not after.isdecimal() or post.seq < int(after)]
    shown = left[:most]
    pages: dict[str, object] = {"has_previous_page": len(left) < len(posts), "has_next_page": len(left) > most, "per_page": most}
    cursors: dict[str, object] = {"start_cursor": str(shown[0].seq) if shown else None, "end_cursor": str(shown[-1].seq) if shown else None}
    return json_answer(200, {"broadcasts": [_broadcast(post) for post in shown], "pagination": pages | cursors})


def me(call: Call) -> Answer:
    """GET /v4/account."""
    named = {"id": number_of(call.account, 6), "name": call.account, "plan_type": "creator"}
    return json_answer(200, {"user": {"email": "rehearsal@example.org"}, "account": named})


def _post(call: Call, number: str) -> PostEntry | None:
    post = call.ledger.post(NAME, number)
    return post if post and post.account == call.account and not post.deleted else None


def _broadcast(post: PostEntry | None) -> dict[str, Any]:
    assert post
    texts = {"subject": post.title, "content": post.text, "preview_text": post.fields["description"], "description": post.fields["note"]}
    times = {"created_at": post.at, "published_at": post.at, "send_at": post.fields["send_at"]}
    return {"id": int(post.id), "publication_id": int(post.id), **texts, **times, "public": post.fields["public"], "thumbnail_url": None}


ROUTES: tuple[Route, ...] = (
    ("POST", r"/v4/broadcasts", create),
    ("GET", r"/v4/broadcasts", listed),
    ("GET", r"/v4/broadcasts/([0-9]+)", show),
    ("DELETE", r"/v4/broadcasts/([0-9]+)", delete),
    ("GET", r"/v4/account", me),
)
