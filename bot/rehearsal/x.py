"""X as its API v2 behaves: 280 by twitter-text weights, duplicate refusal without an id, t.co links in what it reads back.

Shapes from recorded sessions of tweepy (2022 to 2025) and from errors quoted in public issues; limits from docs.x.com, 2026-08.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from typing import Any
from urllib.parse import unquote

from bot.rehearsal import x_login, x_view
from bot.rehearsal.entries import PictureEntry, PostEntry
from bot.rehearsal.wire import Answer, Asked, Call, Route, account_in, json_answer, number_of, picture_kind, route, snowflake, text_in

NAME = "x"
EPOCH = 1_288_834_974_657
PROBLEMS = "https://api.twitter.com/2/problems"
LIMIT = 280
MOST_MEDIA = 4
PICTURE_BYTES = 5 * 1024 * 1024
GIF_BYTES = 15 * 1024 * 1024
LIMITS = {"POST /2/tweets": 100, "DELETE /2/tweets": 50, "GET /2/users/me": 75, "GET /2/users": 900, "POST /2/media": 500}
"""Calls in fifteen minutes, told in headers and not enforced: limits are rehearsed only on request (docs.x.com, 2026-08)."""

DUPLICATE = "You are not allowed to create a Tweet with duplicate content."
NOT_VISIBLE = "You attempted to reply to a Tweet that is deleted or not visible to you."
NOT_ENGAGED = "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author."
TOO_LONG = (
    "Your Tweet text is too long. For more information on how Twitter determines text length see https://github.com/twitter/twitter-text."
)


def account(asked: Asked) -> str:
    """The account that signed the request (OAuth 1.0a), whose token it bears (OAuth 2.0) or that logs in; or nothing."""
    if "oauth_signature" not in asked.headers.get("authorization", ""):
        return x_login.account(asked)
    signed = dict(re.findall(r'(oauth_\w+)="([^"]*)"', asked.headers.get("authorization", "")))
    name = account_in(unquote(signed.get("oauth_token", "")), "access_token")
    complete = {"oauth_signature", "oauth_nonce", "oauth_timestamp"} <= signed.keys()
    return name if complete and account_in(unquote(signed.get("oauth_consumer_key", "")), "api_key") == name else ""


def answer(call: Call) -> Answer:
    """The answer to any request below the prefix."""
    if call.asked.path in {x_login.PAGE, x_login.TOKEN}:
        return route(LOGIN, call) or Answer(405)
    if not call.account or (call.asked.bearer() and not x_login.may(call)):
        return refuse("401", call)
    if call.asked.bearer() and x_login.lacks(call):
        return refuse("403", call)
    found = route(ROUTES, call) or json_answer(404, {"title": "Not Found", "detail": "Not Found", "type": "about:blank", "status": 404})
    return Answer(found.status, found.body, {**found.headers, **_limit_headers(call)})


def refuse(fault: str, call: Call, seconds: float = 0) -> Answer:
    """What X answers when it refuses in this manner; nothing is carried out."""
    if fault == "duplicate":
        return problem(403, "Forbidden", DUPLICATE, _limit_headers(call))
    if fault in {"429", "ratelimit"}:
        until = {"retry-after": str(int(seconds)), "x-rate-limit-remaining": "0"}
        until["x-rate-limit-reset"] = str(call.now.timestamp() + max(1, int(seconds)))
        return problem(429, "Too Many Requests", "Too Many Requests", {**_limit_headers(call), **until})
    status, title = {
        "429-bare": (429, "Too Many Requests"),
        "401": (401, "Unauthorized"),
        "402": (402, "Payment Required"),
        "404": (404, "Not Found"),
    }.get(fault, (403, "Forbidden"))
    return problem(status, title, title)


def problem(status: int, title: str, detail: str, headers: dict[str, str] | None = None, kind: str = "about:blank") -> Answer:
    """A refusal in X's form of problem+json."""
    body = {"title": title, "detail": detail, "type": kind, "status": status}
    return json_answer(status, body, headers, "application/problem+json; charset=utf-8")


def invalid(sentence: str) -> Answer:
    """A refusal of what was sent."""
    detail = "One or more parameters to your request was invalid."
    body = {"errors": [{"message": sentence}], "title": "Invalid Request", "detail": detail, "type": f"{PROBLEMS}/invalid-request"}
    return json_answer(400, body, kind="application/problem+json; charset=utf-8")


def create(call: Call) -> Answer:
    """POST /2/tweets."""
    body = call.asked.json()
    if body is None:
        return invalid("Invalid JSON")
    text = text_in(body, "text")
    seen = unicodedata.normalize("NFC", text).strip()
    media = _media(call, body)
    refusal = _text_refusal(seen, media) or _parent_refusal(call, text_in(body, "reply", "in_reply_to_tweet_id")) or _repeat(call, seen)
    return refusal or _accept(call, text, seen, media or (), body)


def _text_refusal(seen: str, media: tuple[PictureEntry, ...] | None) -> Answer | None:
    from twitter_text import parse_tweet

    if media is None:
        return invalid("Your media IDs are invalid.")
    if not seen and not media:
        return invalid("You must provide text or media.")
    return invalid(TOO_LONG) if seen and not parse_tweet(seen).valid else None


def _parent_refusal(call: Call, parent: str) -> Answer | None:
    if not parent:
        return None
    post = call.ledger.post(NAME, parent)
    if post is None or post.deleted:
        return problem(403, "Forbidden", NOT_VISIBLE)
    return None if post.account == call.account else problem(403, "Forbidden", NOT_ENGAGED)


def _repeat(call: Call, seen: str) -> Answer | None:
    same = call.ledger.same(NAME, call.account, seen) if seen else None
    return problem(403, "Forbidden", DUPLICATE) if same and not same.deleted else None


def _media(call: Call, body: dict[str, Any]) -> tuple[PictureEntry, ...] | None:
    """The pictures named, or None when one is not there, another account's, or there are too many."""
    named = body.get("media")
    ids = named.get("media_ids") if isinstance(named, dict) else []
    if not isinstance(ids, list) or len(ids) > MOST_MEDIA or len(set(map(str, ids))) < len(ids):
        return None
    found = [call.ledger.upload(NAME, str(name)) for name in ids]
    return (
        tuple(one[1] for one in found if one and one[0] == call.account) if all(one and one[0] == call.account for one in found) else None
    )


def _accept(call: Call, text: str, seen: str, media: tuple[PictureEntry, ...], body: dict[str, Any]) -> Answer:
    seq = call.ledger.next_seq()
    name = str(snowflake(call.now, EPOCH, seq))
    parent = text_in(body, "reply", "in_reply_to_tweet_id")
    fields = {"kind": "reply" if parent else "post", **{key: value for key, value in body.items() if key not in {"text", "media", "reply"}}}
    post = PostEntry(seq, NAME, call.account, name, parent, text, seen, "", media, fields, call.now.format_iso())
    call.ledger.add_post(post)
    data = {"edit_history_tweet_ids": [name], "id": name, "text": x_view.shortened(post)[0]}
    return json_answer(201, {"data": data}, {"location": f"https://api.twitter.com/2/tweets/{name}"})


def delete(call: Call, name: str) -> Answer:
    """DELETE /2/tweets/:id."""
    post = call.ledger.post(NAME, name)
    if post is None or post.account != call.account:
        return problem(403, "Forbidden", "You are not permitted to perform this action.")
    call.ledger.delete_post(NAME, name)
    return json_answer(200, {"data": {"deleted": True}})


def me(call: Call) -> Answer:
    """GET /2/users/me."""
    data = {"id": str(number_of(call.account, 19)), "name": call.account, "username": x_view.handle(call.account)}
    return json_answer(200, {"data": data})


def show(call: Call, name: str) -> Answer:
    """GET /2/tweets/:id."""
    post = call.ledger.post(NAME, name)
    if post and not post.deleted:
        return json_answer(200, {"data": x_view.post(post, _wanted(call))})
    missing = {"value": name, "detail": f"Could not find tweet with id: [{name}].", "title": "Not Found Error", "resource_type": "tweet"}
    return json_answer(200, {"errors": [{**missing, "parameter": "id", "resource_id": name, "type": f"{PROBLEMS}/resource-not-found"}]})


def timeline(call: Call, name: str) -> Answer:
    """GET /2/users/:id/tweets, the caller's own: newest first, in pages."""
    if name != str(number_of(call.account, 19)):
        return problem(403, "Forbidden", "This network shows an account its own posts only.")
    query = call.asked.query
    posts = [post for post in call.ledger.posts(NAME, call.account) if not post.deleted and _in_range(post, query)]
    most = min(100, max(5, int(query.get("max_results", "")) if query.get("max_results", "").isdigit() else 10))
    start = int(query.get("pagination_token", "0")) if query.get("pagination_token", "0").isdigit() else 0
    page = posts[start : start + most]
    meta: dict[str, object] = {"result_count": len(page)}
    if page:
        meta |= {"newest_id": page[0].id, "oldest_id": page[-1].id}
    if start + most < len(posts):
        meta["next_token"] = str(start + most)
    return json_answer(200, {**({"data": [x_view.post(post, _wanted(call)) for post in page]} if page else {}), "meta": meta})


def _in_range(post: PostEntry, query: Any) -> bool:
    since, until = query.get("start_time", ""), query.get("end_time", "")
    second = post.at[:19]
    newer = not query.get("since_id", "").isdigit() or int(post.id) > int(query["since_id"])
    return newer and second >= since[:19] and (not until or second < until[:19])


def _wanted(call: Call) -> frozenset[str]:
    return frozenset(call.asked.query.get("tweet.fields", "").split(","))


def upload(call: Call) -> Answer:
    """POST /2/media/upload, as JSON with base64 or as a multipart form."""
    data = _picture_bytes(call.asked)
    kind = picture_kind(data)
    if not kind:
        return invalid("media is missing or is of no supported kind.")
    if len(data) > (GIF_BYTES if kind == "image/gif" else PICTURE_BYTES):
        return invalid("media is too large.")
    name = str(snowflake(call.now, EPOCH, call.ledger.next_upload()))
    call.ledger.add_upload(NAME, call.account, name, data, kind, call.now)
    return json_answer(200, {"data": {"id": name, "media_key": f"3_{name}", "size": len(data), "expires_after_secs": 86400}})


def _picture_bytes(asked: Asked) -> bytes:
    if asked.headers.get("content-type", "").startswith("multipart/form-data"):
        return x_view.part(asked, "media")
    try:
        return base64.b64decode(text_in(asked.json(), "media"), validate=True)
    except (binascii.Error, ValueError):
        return b""


def metadata(call: Call) -> Answer:
    """POST /2/media/metadata: the alt text."""
    body = call.asked.json()
    name, alt = text_in(body, "id"), text_in(body, "metadata", "alt_text", "text")
    found = call.ledger.upload(NAME, name)
    if not found or found[0] != call.account or not 0 < len(alt) <= 1000:
        return invalid("id names no media of yours, or the alt text is empty or longer than 1000 characters.")
    call.ledger.describe_upload(NAME, name, alt)
    return json_answer(200, {"data": {"id": name, "associated_metadata": {"alt_text": {"text": alt}}}})


def _limit_headers(call: Call) -> dict[str, str]:
    called = f"{call.asked.method} {call.asked.path}"
    limit = next((most for start, most in LIMITS.items() if called.startswith(start)), 300)
    reset = str(call.now.timestamp() + 900)
    told = {"x-rate-limit-limit": str(limit), "x-rate-limit-remaining": str(limit - 1), "x-rate-limit-reset": reset}
    return {"api-version": "2.167", "x-access-level": "read-write", **told}


LOGIN: tuple[Route, ...] = (
    ("GET", x_login.PAGE, x_login.page),
    ("POST", x_login.PAGE, x_login.decide),
    ("POST", x_login.TOKEN, x_login.token),
)
ROUTES: tuple[Route, ...] = (
    ("POST", "/2/tweets", create),
    ("GET", "/2/users/me", me),
    ("GET", r"/2/users/(\d+)/tweets", timeline),
    ("GET", r"/2/tweets/(\d+)", show),
    ("DELETE", r"/2/tweets/(\d+)", delete),
    ("POST", "/2/media/upload", upload),
    ("POST", "/2/media/metadata", metadata),
)
