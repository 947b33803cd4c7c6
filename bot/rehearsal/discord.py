"""Discord's webhooks as they behave: the secret in the path, an id only for who waits, messages by their numbers and no list of them.

A message that may call people does: what it called stands in its fields, and its look says so. Shapes from Discord's documents (API
v10, checked 2026-11-22); codes from errors quoted in public issues.
"""

from __future__ import annotations

import json
import re
from typing import Any

from bot.rehearsal.entries import PictureEntry, PostEntry
from bot.rehearsal.wire import Answer, Asked, Call, Route, account_in, json_answer, number_of, picture_kind, route, snowflake
from bot.rehearsal.x_view import part

NAME = "discord"
PATH = re.compile(r"/api/v10/webhooks/([0-9]+)/([^/]+)(/messages/[^/]+)?")
EPOCH = 1_420_070_400_000
"""When Discord's numbers begin, in Unix milliseconds."""

GUILD = str(number_of("guild", 18))
CONTENT, ALT, USERNAME = 2000, 1024, 80
MOST_FILES, FILE_BYTES = 10, 10 * 1024 * 1024
BUCKET, MINUTE = 30, 60
"""Messages that a channel takes of webhooks in a minute, and how many seconds that has."""

CALLS = re.compile(r"@everyone|@here|<@[!&]?[0-9]+>")


def account(asked: Asked) -> str:
    """The account of the token in the path, or nothing."""
    found = PATH.fullmatch(asked.path)
    return account_in(found[2], "webhook_url") if found else ""


def answer(call: Call) -> Answer:
    """The answer to any request below the prefix."""
    if not call.account:
        return refuse("401", call)
    return route(ROUTES, call) or refuse("404", call)


def refuse(fault: str, _: Call, seconds: float = 0) -> Answer:
    """What Discord answers when it refuses in this manner; nothing is carried out. It refuses no repetition, so that is a plain 400."""
    if fault in {"429", "429-bare", "ratelimit"}:
        return _limited(seconds, bare=fault == "429-bare")
    if fault == "401":
        return _error(401, 50027, "Invalid Webhook Token")
    if fault == "404":
        return _error(404, 10015, "Unknown Webhook")
    if fault == "duplicate":
        return _error(400, 50035, "Invalid Form Body")
    return _error(403, 50013, "Missing Permissions")


def hook(call: Call, *_: str) -> Answer:
    """GET of the webhook itself."""
    own = {"application_id": None, "avatar": None, "type": 1, "name": call.account, "token": PATH.fullmatch(call.asked.path)[2]}  # type: ignore[index]
    return json_answer(200, {**own, "id": _hook(call), "channel_id": _channel(call), "guild_id": GUILD})


def create(call: Call, *_: str) -> Answer:
    """POST to the webhook. Who does not wait is told nothing, whatever becomes of it."""
    asked = _asked(call.asked)
    files = _files(call, asked)
    wrong = files if isinstance(files, Answer) else _wrong(asked, bool(files)) or _crowded(call)
    if wrong or isinstance(files, Answer):
        return wrong or _error(400, 50035, "Invalid Form Body")
    seq = call.ledger.next_seq()
    number = str(snowflake(call.now, EPOCH, seq))
    content = str(asked.get("content") or "").strip()
    media = tuple(_kept(call, f"{number}/{at}", data, alt) for at, (data, alt) in enumerate(files))
    fields: dict[str, Any] = {
        "kind": "message",
        "channel": call.asked.query.get("thread_id") or _channel(call),
        "username": asked.get("username") or call.account,
        "flags": asked.get("flags") or 0,
        "called": _called(asked, content),
    }
    at = call.now.format_iso()
    call.ledger.add_post(PostEntry(seq, NAME, call.account, number, "", content, content, "", media, fields, at))
    made = call.ledger.post(NAME, number)
    assert made
    waits = call.asked.query.get("wait") == "true"
    return json_answer(200, _message(call, made), _headers(call)) if waits else Answer(204, b"", _headers(call))


def show(call: Call, _: str, __: str, number: str) -> Answer:
    """GET of a message."""
    post = _post(call, number)
    return json_answer(200, _message(call, post)) if post else _error(404, 10008, "Unknown Message")


def edit(call: Call, _: str, __: str, number: str) -> Answer:
    """PATCH of a message: pictures that it does not name stay."""
    post, asked = _post(call, number), _asked(call.asked)
    if post is None:
        return _error(404, 10008, "Unknown Message")
    if wrong := _wrong(asked, bool(post.media)):
        return wrong
    content = str(asked.get("content") or "").strip()
    call.ledger.edit_post(post, content, content, fields={"called": _called(asked, content)})
    return show(call, "", "", number)


def delete(call: Call, _: str, __: str, number: str) -> Answer:
    """DELETE of a message."""
    if _post(call, number) is None:
        return _error(404, 10008, "Unknown Message")
    call.ledger.delete_post(NAME, number)
    return Answer(204)


def _asked(asked: Asked) -> dict[str, Any]:
    """The body, which stands in `payload_json` where files come along."""
    if asked.headers.get("content-type", "").startswith("application/json"):
        return asked.json() or {}
    try:
        found = json.loads(part(asked, "payload_json") or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _files(call: Call, asked: dict[str, Any]) -> list[tuple[bytes, str]] | Answer:
    """The files that the body names, with their descriptions, or what is wrong with them."""
    named = asked.get("attachments") or []
    if not isinstance(named, list) or not all(isinstance(each, dict) for each in named) or len(named) > MOST_FILES:
        return _invalid("attachments", "Must be 10 or fewer in length.")
    found: list[tuple[bytes, str]] = []
    for each in named:
        data, alt = part(call.asked, f"files[{each.get('id')}]"), str(each.get("description") or "")
        if not data or not str(each.get("filename") or ""):
            return _invalid("attachments", "Attachment data not found for attachment with id.")
        if len(data) > FILE_BYTES:
            return _error(413, 40005, "Request entity too large")
        if len(alt) > ALT:
            return _invalid("attachments", f"Must be {ALT} or fewer in length.")
        found.append((data, alt))
    return found


def _wrong(asked: dict[str, Any], files: bool) -> Answer | None:
    """What is wrong with the words."""
    content, name = asked.get("content") or "", asked.get("username")
    if not isinstance(content, str) or len(content) > CONTENT:
        return _invalid("content", f"Must be {CONTENT} or fewer in length.")
    if not content.strip() and not files:
        return _error(400, 50006, "Cannot send an empty message")
    if name is not None and (not 1 <= len(str(name).strip()) <= USERNAME or re.search("clyde|discord", str(name), re.IGNORECASE)):
        return _invalid("username", 'Username cannot contain "discord"')
    return None


def _called(asked: dict[str, Any], content: str) -> list[str]:
    """Whom the message calls: everybody it names, unless it allows none of it."""
    allowed = asked.get("allowed_mentions")
    nobody = isinstance(allowed, dict) and allowed.get("parse") == [] and not allowed.get("users") and not allowed.get("roles")
    return [] if nobody else CALLS.findall(content)


def _crowded(call: Call) -> Answer | None:
    since = call.now.subtract(seconds=MINUTE).format_iso()
    recent = [post for post in call.ledger.posts(NAME, call.account)[:BUCKET] if post.at > since]
    return _limited(MINUTE) if len(recent) >= BUCKET else None


def _limited(seconds: float, *, bare: bool = False) -> Answer:
    """A 429; with `bare` the one of the gate before Discord, which names no time."""
    if bare:
        return json_answer(429, {"message": "You are being rate limited.", "global": False})
    wait = max(0.001, float(seconds))
    headers = {"retry-after": str(int(wait) + 1), "x-ratelimit-reset-after": f"{wait:.3f}", "x-ratelimit-scope": "user"}
    return json_answer(429, {"message": "You are being rate limited.", "retry_after": wait, "global": False}, headers)


def _headers(call: Call) -> dict[str, str]:
    return {"x-ratelimit-limit": "5", "x-ratelimit-remaining": "4", "x-ratelimit-reset-after": "2.000", "x-ratelimit-bucket": _hook(call)}


def _error(status: int, code: int, words: str, **more: object) -> Answer:
    return json_answer(status, {"message": words, "code": code, **more})


def _invalid(field: str, words: str) -> Answer:
    errors = {field: {"_errors": [{"code": "BASE_TYPE_BAD_LENGTH", "message": words}]}}
    return _error(400, 50035, "Invalid Form Body", errors=errors)


def _kept(call: Call, name: str, data: bytes, alt: str) -> PictureEntry:
    kept = call.ledger.add_upload(NAME, call.account, name, data, picture_kind(data), call.now)
    if alt:
        call.ledger.describe_upload(NAME, name, alt)
    return PictureEntry(kept.id, kept.digest, kept.kind, alt)


def _post(call: Call, number: str) -> PostEntry | None:
    """A message of the webhook's own, which one in a thread is only to who names the thread."""
    post, where = call.ledger.post(NAME, number), call.asked.query.get("thread_id") or _channel(call)
    return post if post and post.account == call.account and not post.deleted and post.fields.get("channel") == where else None


def _message(call: Call, post: PostEntry) -> dict[str, Any]:
    author = {"id": _hook(call), "username": post.fields["username"], "bot": True, "discriminator": "0000"}
    files = [{"id": picture.id.replace("/", ""), "filename": "a", "description": picture.alt or None, "size": 1} for picture in post.media]
    lists: dict[str, list[object]] = {"embeds": [], "mentions": [], "mention_roles": [], "components": []}
    named = {"id": post.id, "type": 0, "channel_id": post.fields["channel"], "webhook_id": _hook(call), "author": author}
    said = {"content": post.text, "attachments": files, "flags": post.fields["flags"], "timestamp": post.at, "edited_timestamp": None}
    return {**named, **said, **lists, "pinned": False, "tts": False, "mention_everyone": False}


def _hook(call: Call) -> str:
    return str(number_of(call.account, 18))


def _channel(call: Call) -> str:
    return str(number_of(f"{call.account} channel", 18))


_ONE = r"/api/v10/webhooks/([0-9]+)/([^/]+)"
ROUTES: tuple[Route, ...] = (
    ("GET", _ONE, hook),
    ("POST", _ONE, create),
    ("GET", rf"{_ONE}/messages/([0-9]+)", show),
    ("PATCH", rf"{_ONE}/messages/([0-9]+)", edit),
    ("DELETE", rf"{_ONE}/messages/([0-9]+)", delete),
)
