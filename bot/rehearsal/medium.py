"""Medium's old API as its archived documents say (2018-03, read 2026-11): who one is, and stories as drafts or in public; and the feed.

Strict where the documents are vague: a story without its title in the text, an unknown field or a fourth tag is refused, so that a slip
shows.
"""

from __future__ import annotations

import hashlib
import re
from email.utils import format_datetime
from html import escape
from typing import Any

from whenever import Instant

from bot.rehearsal.entries import PostEntry
from bot.rehearsal.wire import Answer, Asked, Call, Route, account_in, json_answer, number_of, route, text_in

NAME = "medium"
FIELDS = frozenset({"title", "contentFormat", "content", "tags", "canonicalUrl", "publishStatus", "license", "notifyFollowers"})
STATUSES = ("draft", "public", "unlisted")
ALLOWED = re.compile(r"</?(?:h[1-6]|p|a|strong|em|b|i|s|sub|sup|code|pre|blockquote|ol|ul|li|br|hr|img|figure|figcaption)\b", re.ASCII)


def account(asked: Asked) -> str:
    """The account of the token, or whose feed is read; or nothing."""
    feed = re.fullmatch(r"/feed/@([\w-]{1,60})", asked.path, re.ASCII)
    return feed[1] if feed else account_in(asked.bearer(), "api_token")


def answer(call: Call) -> Answer:
    """The answer to any request below the prefix."""
    if not call.account:
        return refuse("401", call)
    return route(ROUTES, call) or refuse("404", call)


def refuse(fault: str, _: Call, seconds: float = 0) -> Answer:
    """What Medium answers when it refuses in this manner; nothing is carried out. It refuses no repetition, so that is a plain 400."""
    if fault in {"429", "429-bare", "ratelimit"}:
        return _error(429, "Rate limit exceeded.", -1, {} if fault == "429-bare" else {"retry-after": str(int(seconds))})
    status, words, code = {
        "401": (401, "Token was invalid.", 6003),
        "402": (402, "Payment required.", -1),
        "404": (404, "Not found.", -1),
        "duplicate": (400, "This was posted before.", 2002),
    }.get(fault, (403, "User is not permitted to publish.", 2008))
    return _error(status, words, code)


def me(call: Call) -> Answer:
    """GET /v1/me."""
    named = {"id": _owner(call), "username": call.account, "name": call.account, "url": f"https://medium.com/@{call.account}"}
    return json_answer(200, {"data": {**named, "imageUrl": ""}})


def create(call: Call, owner: str) -> Answer:
    """POST /v1/users/ID/posts."""
    body = call.asked.json() or {}
    why = _wrong(body) if owner == _owner(call) else "That is another user."
    if why:
        return _error(400 if owner == _owner(call) else 403, why, 2002)
    title, text = text_in(body, "title"), text_in(body, "content")
    rest = text.partition("\n")[2]
    seq = call.ledger.next_seq()
    name = hashlib.sha256(f"{call.account} {seq}".encode()).hexdigest()[:12]
    status = text_in(body, "publishStatus") or "public"
    fields: dict[str, Any] = {"kind": "story", "status": status, "canonical_url": text_in(body, "canonicalUrl"), "tags": body.get("tags")}
    call.ledger.add_post(PostEntry(seq, NAME, call.account, name, "", rest, rest, title, (), fields, call.now.format_iso()))
    made = {
        "id": name,
        "title": title,
        "authorId": owner,
        "tags": body.get("tags") or [],
        "publishStatus": status,
        "license": "all-rights-reserved",
    }
    url = f"https://medium.com/@{call.account}/{name}"
    return json_answer(
        201, {"data": {**made, "url": url, "canonicalUrl": fields["canonical_url"], "licenseUrl": "https://medium.com/policy"}}
    )


def feed(call: Call, _: str) -> Answer:
    """GET /feed/@NAME: the ten newest public stories."""
    posts = [post for post in call.ledger.posts(NAME, call.account) if not post.deleted and post.fields["status"] == "public"]
    items = "".join(_item(post) for post in posts[:10])
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{call.account} on Medium</title>{items}</channel></rss>'
    )
    return Answer(200, text.encode(), {"content-type": "text/xml; charset=UTF-8"})


def _item(post: PostEntry) -> str:
    link = f"https://medium.com/@{post.account}/{post.id}?source=rss"
    at = format_datetime(Instant.parse_iso(post.at).to_stdlib())
    return f"<item><title>{escape(post.title)}</title><link>{escape(link)}</link><pubDate>{at}</pubDate></item>"


def _wrong(body: dict[str, Any]) -> str:
    title, text, tags = text_in(body, "title"), text_in(body, "content"), body.get("tags", [])
    if not {*body} <= FIELDS or text_in(body, "contentFormat") != "html" or not title:
        return "A required field is missing, or a field is unknown."
    if not text.startswith(f"<h1>{escape(title)}</h1>\n"):
        return "The text does not begin with its title, so nobody would see it."
    if any(not ALLOWED.match(text, found.start()) for found in re.finditer(r"</?[a-zA-Z]", text)):
        return "The text holds a tag that Medium drops."
    if not isinstance(tags, list) or len(tags) > 3 or any(not isinstance(tag, str) or not 0 < len(tag) <= 25 for tag in tags):
        return "Three tags of 25 characters at most count."
    return "" if body.get("publishStatus", "public") in STATUSES else "There is no such status."


def _owner(call: Call) -> str:
    return f"1{number_of(call.account, 12):x}"


def _error(status: int, words: str, code: int, headers: dict[str, str] | None = None) -> Answer:
    return json_answer(status, {"errors": [{"message": words, "code": code}]}, headers)


ROUTES: tuple[Route, ...] = (
    ("GET", "/v1/me", me),
    ("POST", r"/v1/users/(\w{1,80})/posts", create),
    ("GET", r"/feed/(@[\w-]{1,60})", feed),
)
