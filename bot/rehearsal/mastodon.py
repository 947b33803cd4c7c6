"""Mastodon 4.6 as its API behaves: 500 characters, keys that count for an hour, pictures that take a moment, edits that take away.

Paths, fields and answers from its OpenAPI description (4.7) and from recorded sessions of a 4.6.4 server (2026-08); what the server
does with them read in its sources. Who an account is on the server follows from its name; one that ends in -ja reads Japanese.
"""

from __future__ import annotations

from typing import Any

from bot.rehearsal import mastodon_rules as rules
from bot.rehearsal import mastodon_view as view
from bot.rehearsal.entries import PictureEntry, PostEntry
from bot.rehearsal.mastodon_rules import refusal
from bot.rehearsal.wire import Answer, Asked, Call, Route, account_in, json_answer, number_of, picture_kind, route
from bot.rehearsal.x_view import part

NAME = rules.NAME
LISTED = 20
"""Posts on a page unless the caller asks for up to twice as many."""


def account(asked: Asked) -> str:
    """The account of the bearer token, or nothing."""
    return account_in(asked.bearer(), "access_token")


def answer(call: Call) -> Answer:
    """The answer to any request below the prefix."""
    if call.asked.path == "/api/v2/instance" and call.asked.method == "GET":
        return json_answer(200, view.instance(), rules.limit_headers(call))
    if not call.account:
        return refuse("401", call)
    found = route(ROUTES, call) or refusal(call, 404, "not_found")
    return Answer(found.status, found.body, {**rules.limit_headers(call), **found.headers})


def refuse(fault: str, call: Call, seconds: float = 0) -> Answer:
    """What Mastodon answers when it refuses in this manner; nothing is carried out. It refuses no repetition, so that is a plain 422."""
    if fault in {"429", "ratelimit", "429-bare"}:
        reset = {} if fault == "429-bare" else rules.limit_headers(call, left=0, seconds=seconds)
        return refusal(call, 429, "too_many", reset)
    status, words = {
        "401": (401, "token"),
        "402": (402, "forbidden"),
        "403": (403, "scope"),
        "404": (404, "record"),
        "duplicate": (422, "duplicate"),
    }.get(fault, (403, "forbidden"))
    return refusal(call, status, words, rules.limit_headers(call))


def create(call: Call) -> Answer:
    """POST /api/v1/statuses."""
    asked, key = rules.fields(call.asked), call.asked.headers.get("idempotency-key", "")
    if key and (known := rules.keyed(call, key)):
        return refusal(call, 404, "record") if known.deleted else json_answer(200, view.status(known))
    parent = asked.text("in_reply_to_id")
    media, wrong = rules.attachable(call, asked.texts("media_ids"))
    wrong = wrong or rules.text_wrong(call, asked, media) or rules.parent_wrong(call, parent)
    return wrong or json_answer(200, view.status(_accept(call, asked, parent, media, key)))


def _accept(call: Call, asked: rules.Fields, parent: str, media: tuple[PictureEntry, ...], key: str) -> PostEntry:
    text = asked.text("status")
    warning = asked.text("spoiler_text").strip()
    fields: dict[str, Any] = {
        "kind": "reply" if parent else "post",
        "visibility": asked.text("visibility") or "public",
        "spoiler_text": warning,
        "sensitive": bool(warning) or asked.yes("sensitive"),
        "language": asked.text("language") or "en",
        "idempotency_key": key,
    }
    seq = call.ledger.next_seq()
    name = str(rules.number(call.now, seq))
    call.ledger.add_post(PostEntry(seq, NAME, call.account, name, parent, text, text.strip(), "", media, fields, call.now.format_iso()))
    made = call.ledger.post(NAME, name)
    assert made
    return made


def edit(call: Call, name: str) -> Answer:
    """PUT /api/v1/statuses/:id. Pictures that it does not name are taken away, and so is a warning."""
    post = _own(call, name)
    if post is None:
        return refusal(call, 404, "record")
    asked = rules.fields(call.asked)
    media, wrong = rules.attachable(call, asked.texts("media_ids"), post)
    wrong = wrong or rules.text_wrong(call, asked, media)
    if wrong:
        return wrong
    text = asked.text("status") or post.text
    changed = {"spoiler_text": asked.text("spoiler_text").strip(), "edited_at": call.now.format_iso()}
    call.ledger.edit_post(post, text, text.strip(), media=media, fields=changed)
    return show(call, name)


def delete(call: Call, name: str) -> Answer:
    """DELETE /api/v1/statuses/:id: the post as it was, with the text it was written as."""
    post = _own(call, name)
    if post is None:
        return refusal(call, 404, "record")
    call.ledger.delete_post(NAME, name)
    return json_answer(200, {**view.status(post), "text": post.text})


def show(call: Call, name: str) -> Answer:
    """GET /api/v1/statuses/:id."""
    post = call.ledger.post(NAME, name)
    return refusal(call, 404, "record") if post is None or post.deleted else json_answer(200, view.status(post))


def context(call: Call, name: str) -> Answer:
    """GET /api/v1/statuses/:id/context: what stands above and below in the thread."""
    posts = {post.id: post for post in reversed(call.ledger.posts(NAME, call.account)) if not post.deleted}
    if name not in posts:
        return refusal(call, 404, "record")
    above: list[PostEntry] = []
    while (parent := posts.get((above[0] if above else posts[name]).parent)) is not None:
        above.insert(0, parent)
    below, known = [], {name}
    for post in posts.values():
        if post.parent in known:
            known.add(post.id)
            below.append(post)
    return json_answer(200, {"ancestors": [view.status(post) for post in above], "descendants": [view.status(post) for post in below]})


def me(call: Call) -> Answer:
    """GET /api/v1/accounts/verify_credentials."""
    return json_answer(200, view.person(call.account))


def statuses(call: Call, name: str) -> Answer:
    """GET /api/v1/accounts/:id/statuses: one's own, newest first, in pages by `max_id`."""
    if name != str(number_of(call.account, 18)):
        return refusal(call, 404, "record")
    query = call.asked.query
    asked = query.get("limit", "")
    most = min(2 * LISTED, int(asked)) if asked.isdigit() else LISTED
    before = int(query["max_id"]) if query.get("max_id", "").isdigit() else None
    posts = [post for post in call.ledger.posts(NAME, call.account) if not post.deleted and (before is None or int(post.id) < before)]
    if query.get("exclude_replies") in rules.YES:
        posts = [post for post in posts if not post.parent]
    page = posts[:most]
    more = f'<{call.asked.base}/{NAME}{call.asked.path}?max_id={page[-1].id}>; rel="next"' if len(posts) > most else ""
    return json_answer(200, [view.status(post) for post in page], {"link": more} if more else {})


def upload(call: Call) -> Answer:
    """POST /api/v2/media: a picture at once, a moving one as 202 while it is turned into video."""
    data, alt = part(call.asked, "file"), part(call.asked, "description").decode("utf-8", "replace").strip()
    kind = picture_kind(data)
    if wrong := rules.picture_wrong(call, data, kind, alt):
        return wrong
    name = str(rules.number(call.now, call.ledger.next_upload()))
    call.ledger.add_upload(NAME, call.account, name, data, kind, call.now)
    if alt:
        call.ledger.describe_upload(NAME, name, alt)
    return json_answer(202 if rules.in_the_making(call, name, kind) else 200, _attachment(call, name))


def media(call: Call, name: str) -> Answer:
    """GET /api/v1/media/:id: 206 while it is in the making. One that a post has is no longer shown here."""
    found = call.ledger.upload(NAME, name)
    if not found or found[0] != call.account or rules.taken(call, name):
        return refusal(call, 404, "record")
    return json_answer(206 if rules.in_the_making(call, name, found[1].kind) else 200, _attachment(call, name))


def _attachment(call: Call, name: str) -> dict[str, Any]:
    found = call.ledger.upload(NAME, name)
    assert found
    return view.attachment(found[1], ready=not rules.in_the_making(call, name, found[1].kind))


def _own(call: Call, name: str) -> PostEntry | None:
    post = call.ledger.post(NAME, name)
    return post if post and not post.deleted and post.account == call.account else None


ROUTES: tuple[Route, ...] = (
    ("POST", "/api/v1/statuses", create),
    ("GET", r"/api/v1/statuses/(\d+)", show),
    ("PUT", r"/api/v1/statuses/(\d+)", edit),
    ("DELETE", r"/api/v1/statuses/(\d+)", delete),
    ("GET", r"/api/v1/statuses/(\d+)/context", context),
    ("GET", "/api/v1/accounts/verify_credentials", me),
    ("GET", r"/api/v1/accounts/(\d+)/statuses", statuses),
    ("POST", "/api/v2/media", upload),
    ("GET", r"/api/v1/media/(\d+)", media),
)
