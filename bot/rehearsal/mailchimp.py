"""Mailchimp as its API 3.0 behaves: campaigns that are made empty, filled, looked at and sent by one order that answers with nothing.

Paths, fields and answers from its documents (stored copies, 2026-11). Merge tags of an issue's frame become words; any other that is
left in an article is gone for its readers. Without a way to leave, or without a sender, nothing is sent.
"""

from __future__ import annotations

import re
from typing import Any

from bot.rehearsal.entries import PostEntry
from bot.rehearsal.wire import Answer, Asked, Call, Route, account_in, json_answer, number_of, route, text_in

NAME = "mailchimp"
USUAL, MOST = 10, 1000
"""Campaigns on a page where the caller does not say, and at most."""

TAG = re.compile(r"\*\|([A-Z][A-Z0-9_:]{0,60})\|\*")
KNOWN = {
    "MC:SUBJECT": "",
    "MC_PREVIEW_TEXT": "",
    "LIST:DESCRIPTION": "You asked for this letter.",
    "UNSUB": "https://example.us21.list-manage.com/unsubscribe",
    "ARCHIVE": "https://mailchi.mp/example/issue",
    "HTML:LIST_ADDRESS_HTML": "1 Example Street, Exampleton",
}


def account(asked: Asked) -> str:
    """The account of the API key, or nothing; basic authentication takes any name."""
    return account_in(asked.bearer() or asked.basic()[1], "api_key")


def answer(call: Call) -> Answer:
    """The answer to any request below the prefix."""
    if not call.account:
        return refuse("401", call)
    return route(ROUTES, call) or refuse("404", call)


def refuse(fault: str, _: Call, seconds: float = 0) -> Answer:
    """What Mailchimp answers when it refuses in this manner; nothing is carried out. It refuses no repetition, so that is a plain 400."""
    if fault in {"429", "429-bare", "ratelimit"}:
        wait = {} if fault == "429-bare" else {"retry-after": str(int(seconds))}
        return _problem(429, "Too Many Requests", "You have exceeded the limit of 10 simultaneous connections.", wait)
    status, title, detail = {
        "401": (401, "API Key Invalid", "Your API key may be invalid, or you've attempted to access the wrong datacenter."),
        "402": (402, "Payment Required", "Your plan does not include this."),
        "404": (404, "Resource Not Found", "The requested resource could not be found."),
        "duplicate": (400, "Bad Request", "This was done already."),
    }.get(fault, (403, "Forbidden", "You don't have permission to access the requested resource."))
    return _problem(status, title, detail)


def create(call: Call) -> Answer:
    """POST /3.0/campaigns."""
    asked = call.asked.json() or {}
    wanted = asked.get("settings") if isinstance(asked.get("settings"), dict) else {}
    if text_in(asked, "type") != "regular" or not text_in(asked, "recipients", "list_id"):
        return _problem(400, "Invalid Resource", "The resource submitted could not be validated.")
    if len(text_in(wanted, "subject_line")) > 150:
        return _problem(400, "Invalid Resource", "The subject line has more than 150 characters.")
    seq = call.ledger.next_seq()
    fields: dict[str, Any] = {"kind": "campaign", "status": "draft", "list_id": text_in(asked, "recipients", "list_id")}
    fields |= {"description": text_in(wanted, "preview_text"), "settings": wanted}
    subject, at = text_in(wanted, "subject_line"), call.now.format_iso()
    call.ledger.add_post(PostEntry(seq, NAME, call.account, str(seq), "", "", "", subject, (), fields, at))
    return json_answer(200, _campaign(_post(call, str(seq))))


def fill(call: Call, id_: str) -> Answer:
    """PUT /3.0/campaigns/ID/content, while it is a draft."""
    post, text = _post(call, id_), text_in(call.asked.json() or {}, "html")
    if post is None:
        return refuse("404", call)
    if post.fields["status"] != "draft":
        return _problem(400, "Bad Request", "This campaign cannot be edited any more.")
    if not text:
        return _problem(400, "Invalid Resource", "No content was given.")
    call.ledger.edit_post(post, text, TAG.sub(lambda tag: KNOWN.get(tag[1], ""), text), title=post.title, fields={})
    return json_answer(200, {"html": text, "plain_text": "", "archive_html": text})


def content(call: Call, id_: str) -> Answer:
    """GET /3.0/campaigns/ID/content."""
    post = _post(call, id_)
    return json_answer(200, {"html": post.text, "plain_text": "", "archive_html": post.text}) if post else refuse("404", call)


def checklist(call: Call, id_: str) -> Answer:
    """GET /3.0/campaigns/ID/send-checklist."""
    post = _post(call, id_)
    if post is None:
        return refuse("404", call)
    wrong = _not_ready(post)
    items = [{"type": "error", "id": 500, "heading": "Not ready", "details": each} for each in wrong]
    return json_answer(200, {"is_ready": not wrong, "items": items})


def send(call: Call, id_: str) -> Answer:
    """POST /3.0/campaigns/ID/actions/send."""
    post = _post(call, id_)
    if post is None:
        return refuse("404", call)
    if post.fields["status"] != "draft" or _not_ready(post):
        return _problem(400, "Bad Request", f"Your Campaign is not ready to send. {' '.join(_not_ready(post))}")
    call.ledger.edit_post(post, post.text, post.seen, title=post.title, fields={"status": "sending"})
    return Answer(204)


def show(call: Call, id_: str) -> Answer:
    """GET /3.0/campaigns/ID: by now a mail that was being sent has been."""
    post = _post(call, id_)
    return json_answer(200, _campaign(post, late=True)) if post else refuse("404", call)


def delete(call: Call, id_: str) -> Answer:
    """DELETE /3.0/campaigns/ID."""
    if _post(call, id_) is None:
        return refuse("404", call)
    call.ledger.delete_post(NAME, id_)
    return Answer(204)


def listed(call: Call) -> Answer:
    """GET /3.0/campaigns: of a time and after, the newest first, from an offset on."""
    query = call.asked.query
    count, offset = (int(query[name]) if query.get(name, "").isdecimal() else usual for name, usual in (("count", USUAL), ("offset", 0)))
    since = query.get("since_create_time", "").rstrip("Z")
    posts = [post for post in call.ledger.posts(NAME, call.account) if not post.deleted and post.at >= since]
    rows = [_campaign(post, late=True) for post in posts[offset : offset + min(count, MOST)]]
    return json_answer(200, {"campaigns": rows, "total_items": len(posts)})


def audience(call: Call, id_: str) -> Answer:
    """GET /3.0/lists/ID: how many read it follows from the account's name."""
    usual = {"from_name": call.account, "from_email": "rehearsal@example.org"}
    stats = {"member_count": number_of(call.account, 4)}
    return json_answer(200, {"id": id_, "name": call.account, "campaign_defaults": usual, "stats": stats})


def _not_ready(post: PostEntry) -> list[str]:
    wanted = post.fields["settings"]
    found = [] if "*|UNSUB|*" in post.text else ["There is no way to leave in it."]
    return found + [f"It has no {name}." for name in ("subject_line", "from_name", "reply_to") if not text_in(wanted, name)]


def _problem(status: int, title: str, detail: str, headers: dict[str, str] | None = None) -> Answer:
    kind = "application/problem+json; charset=utf-8"
    body = {"type": "https://mailchimp.com/developer/marketing/docs/errors/", "title": title, "status": status, "detail": detail}
    return json_answer(status, {**body, "instance": "00000000-0000-0000-0000-000000000000"}, headers, kind)


def _post(call: Call, id_: str) -> PostEntry | None:
    post = call.ledger.post(NAME, id_)
    return post if post and post.account == call.account and not post.deleted else None


def _campaign(post: PostEntry | None, *, late: bool = False) -> dict[str, Any]:
    assert post
    status = {"draft": "save", "sending": "sent" if late else "sending"}[str(post.fields["status"])]
    to = {"list_id": post.fields["list_id"], "segment_text": "", "recipient_count": number_of(post.account, 4)}
    pages = {"archive_url": f"https://eepurl.com/{post.id}", "long_archive_url": f"https://mailchi.mp/{post.account}/{post.id}"}
    named = {"id": post.id, "web_id": post.seq, "type": "regular", "create_time": post.at, "status": status}
    return {**named, **pages, "recipients": to, "settings": post.fields["settings"], "content_type": "html"}


ROUTES: tuple[Route, ...] = (
    ("POST", r"/3\.0/campaigns", create),
    ("GET", r"/3\.0/campaigns", listed),
    ("GET", r"/3\.0/campaigns/([0-9a-f]+)", show),
    ("DELETE", r"/3\.0/campaigns/([0-9a-f]+)", delete),
    ("PUT", r"/3\.0/campaigns/([0-9a-f]+)/content", fill),
    ("GET", r"/3\.0/campaigns/([0-9a-f]+)/content", content),
    ("GET", r"/3\.0/campaigns/([0-9a-f]+)/send-checklist", checklist),
    ("POST", r"/3\.0/campaigns/([0-9a-f]+)/actions/send", send),
    ("GET", r"/3\.0/lists/([0-9A-Za-z]+)", audience),
)
