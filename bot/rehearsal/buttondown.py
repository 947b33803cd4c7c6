"""Buttondown as its API behaves: drafts, one order to send, and an email without a status that goes to everybody at once.

Paths, fields and codes from its OpenAPI document (2026-11); older versions send what has no status, and that is what is rehearsed here
for every version, so that nobody relies on the newer default. A body is a Django template: what looks like one is gone for its readers.
"""

from __future__ import annotations

import re
from typing import Any

from bot.rehearsal.entries import PostEntry
from bot.rehearsal.wire import Answer, Asked, Call, Route, account_in, json_answer, number_of, route, text_in

NAME = "buttondown"
LISTED = 100
"""Emails on a page."""

STATUSES = frozenset({"draft", "about_to_send"})
CONFIRMED = "x-buttondown-live-dangerously"
MODE = re.compile(r"<!-- buttondown-editor-mode: (?:fancy|plaintext) -->\n?")
TEMPLATE = re.compile(r"\{\{[^{}\n]{0,400}\}\}|\{%[^{}%\n]{0,400}%\}|\{#[^{}#\n]{0,400}#\}")


def account(asked: Asked) -> str:
    """The account of the API key, or nothing."""
    scheme, _, token = asked.headers.get("authorization", "").partition(" ")
    return account_in(token.strip(), "api_key") if scheme == "Token" else ""


def answer(call: Call) -> Answer:
    """The answer to any request below the prefix."""
    if not call.account:
        return refuse("401", call)
    return route(ROUTES, call) or refuse("404", call)


def refuse(fault: str, _: Call, seconds: float = 0) -> Answer:
    """What Buttondown answers when it refuses in this manner; nothing is carried out."""
    if fault in {"429", "429-bare", "ratelimit"}:
        wait = {} if fault == "429-bare" else {"retry-after": str(int(seconds)), "x-ratelimit-remaining": "0"}
        return json_answer(429, {"detail": "Request was throttled."}, wait)
    if fault == "duplicate":
        return _wrong("email_duplicate", "An email with the same identifiers already exists.")
    status, words = {
        "401": (401, "Invalid token."),
        "402": (402, "Your plan does not include the API."),
        "404": (404, "Not found."),
    }.get(fault, (403, "You do not have permission to perform this action."))
    return json_answer(status, {"detail": words})


def create(call: Call) -> Answer:
    """POST /v1/emails."""
    asked = call.asked.json() or {}
    status = text_in(asked, "status") or "about_to_send"
    if wrong := _text_wrong(asked) or _status_wrong(call, asked, status):
        return wrong
    seq = call.ledger.next_seq()
    id_, text = f"em_{seq:026d}", text_in(asked, "body")
    fields: dict[str, Any] = {"kind": "email", "status": status, "metadata": asked.get("metadata") or {}}
    fields |= {name: asked[name] for name in ("description", "canonical_url") if name in asked}
    call.ledger.add_post(
        PostEntry(seq, NAME, call.account, id_, "", text, seen(text), text_in(asked, "subject"), (), fields, call.now.format_iso())
    )
    return json_answer(201, _email(_post(call, id_)))


def change(call: Call, id_: str) -> Answer:
    """PATCH /v1/emails/ID: words, and the order to send, which only a draft takes."""
    post, asked = _post(call, id_), call.asked.json() or {}
    if post is None:
        return refuse("404", call)
    status = text_in(asked, "status")
    if status and (status not in STATUSES or post.fields["status"] != "draft"):
        return _wrong("status_invalid", f"An email that is {post.fields['status']} cannot become {status}.")
    text, subject = text_in(asked, "body") or post.text, text_in(asked, "subject") or post.title
    if wrong := _text_wrong({"body": text, "subject": subject}):
        return wrong
    fields: dict[str, Any] = {name: asked[name] for name in ("status", "description", "canonical_url", "metadata") if name in asked}
    call.ledger.edit_post(post, text, seen(text), title=subject, fields=fields)
    return json_answer(200, _email(_post(call, id_)))


def seen(text: str) -> str:
    """What a reader gets of a body: no word about the editor, and nothing of a template that fills in what nobody gave it."""
    return TEMPLATE.sub("", MODE.sub("", text, count=1))


def show(call: Call, id_: str) -> Answer:
    """GET /v1/emails/ID: by now a mail that was about to be sent has been."""
    post = _post(call, id_)
    return json_answer(200, _email(post, late=True)) if post else refuse("404", call)


def delete(call: Call, id_: str) -> Answer:
    """DELETE /v1/emails/ID."""
    if _post(call, id_) is None:
        return refuse("404", call)
    call.ledger.delete_post(NAME, id_)
    return Answer(204)


def listed(call: Call) -> Answer:
    """GET /v1/emails: the newest first, in pages, of days on and after the one that was asked for."""
    start, page = call.asked.query.get("creation_date__start", ""), call.asked.query.get("page", "1")
    posts = [post for post in call.ledger.posts(NAME, call.account) if not post.deleted and post.at[:10] >= start]
    first = (int(page) - 1) * LISTED if page.isdecimal() else 0
    more = f"https://api.buttondown.com/v1/emails?page={int(page) + 1}" if first + LISTED < len(posts) else None
    rows = [_email(post, late=True) for post in posts[first : first + LISTED]]
    if call.asked.query.get("excluded_fields") == "body":
        rows = [{name: value for name, value in row.items() if name != "body"} for row in rows]
    return json_answer(200, {"count": len(posts), "next": more, "previous": None, "results": rows})


def me(call: Call) -> Answer:
    """GET /v1/accounts/me."""
    return json_answer(200, {"username": call.account, "email_address": "rehearsal@example.org"})


def subscribers(call: Call) -> Answer:
    """GET /v1/subscribers: how many there are follows from the account's name; who they are is nobody's business here."""
    return json_answer(200, {"count": number_of(call.account, 4), "next": None, "previous": None, "results": []})


def _text_wrong(asked: dict[str, Any]) -> Answer | None:
    if not 0 < len(text_in(asked, "subject")) <= 2000:
        return _wrong("subject_invalid", "The subject provided is invalid or missing.")
    if MODE.sub("", text_in(asked, "body"), count=1).startswith("---\n"):
        return _wrong("body_contains_frontmatter", "The email body begins with front matter.")
    return None


def _status_wrong(call: Call, asked: dict[str, Any], status: str) -> Answer | None:
    if status not in STATUSES:
        return _wrong("status_invalid", "The status provided is not valid.")
    if "status" in asked and status == "about_to_send" and call.asked.headers.get(CONFIRMED) != "true":
        return _wrong("sending_requires_confirmation", "Sending requires a confirmation.")
    return None


def _wrong(code: str, detail: str) -> Answer:
    return json_answer(400, {"code": code, "detail": detail, "metadata": {}})


def _post(call: Call, id_: str) -> PostEntry | None:
    post = call.ledger.post(NAME, id_)
    return post if post and post.account == call.account and not post.deleted else None


def _email(post: PostEntry | None, *, late: bool = False) -> dict[str, Any]:
    assert post
    status = "sent" if late and post.fields["status"] == "about_to_send" else post.fields["status"]
    texts = {"id": post.id, "subject": post.title, "body": post.text, "description": post.fields.get("description", "")}
    rest = {"metadata": post.fields["metadata"], "canonical_url": post.fields.get("canonical_url", ""), "creation_date": post.at}
    return {**texts, **rest, "status": status, "absolute_url": f"https://buttondown.com/{post.account}/archive/{post.id}/", "source": "api"}


ROUTES: tuple[Route, ...] = (
    ("POST", r"/v1/emails", create),
    ("GET", r"/v1/emails", listed),
    ("PATCH", r"/v1/emails/([\w-]+)", change),
    ("GET", r"/v1/emails/([\w-]+)", show),
    ("DELETE", r"/v1/emails/([\w-]+)", delete),
    ("GET", r"/v1/accounts/me", me),
    ("GET", r"/v1/subscribers", subscribers),
)
