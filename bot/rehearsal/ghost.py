"""Ghost as its Admin API behaves: tokens signed by a key's second half, drafts, one address for each post, changes of a named state.

Paths, fields, answers and sentences as Ghost 6.65 gave them (tried 2026-11-22). Each account is a site of its own. A post becomes one of
the ledger once it is public; before that it is kept aside, where only its author's program sees it.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import re
from typing import Any

from bot.rehearsal.entries import PictureEntry, PostEntry
from bot.rehearsal.wire import Answer, Asked, Call, Route, account_in, json_answer, number_of, picture_kind, route, text_in
from bot.rehearsal.x_view import part

NAME = "ghost"
NEWSLETTER = "default-newsletter"
LIFE = 300
LONGEST = {"title": 255, "custom_excerpt": 300, "slug": 191, "feature_image_alt": 191, "canonical_url": 2000}
WRITABLE = ("title", "slug", "status", "visibility", "custom_excerpt", "canonical_url", "feature_image", "feature_image_alt")
CARD = re.compile(r"<!--kg-card-(?:begin|end): html-->\n?")


def account(asked: Asked) -> str:
    """The site whose key signed the token; nothing where the signature or what it is for is wrong."""
    scheme, _, token = asked.headers.get("authorization", "").partition(" ")
    head, words = (_part(token, at) for at in (0, 1))
    name = account_in(text_in(head, "kid"), "admin_key")
    signed, _, signature = token.strip().rpartition(".")
    right = hmac.digest(f"rehearsal-{name}-admin_key".encode(), signed.encode(), "sha256")
    good = hmac.compare_digest(_plain(right), signature) and head.get("alg") == "HS256" and words.get("aud") == "/admin/"
    return name if scheme == "Ghost" and good else ""


def answer(call: Call) -> Answer:
    """The answer to any request below the prefix."""
    words = _part(call.asked.headers.get("authorization", "").partition(" ")[2], 1)
    begin, end = words.get("iat"), words.get("exp")
    now = call.now.timestamp()
    if not call.account or not isinstance(begin, int) or not isinstance(end, int) or end <= now or end - begin > LIFE:
        return refuse("401", call)
    return route(ROUTES, call) or refuse("404", call)


def refuse(fault: str, _: Call, seconds: float = 0) -> Answer:
    """What Ghost, or the proxy before it, answers when it refuses in this manner; nothing is carried out."""
    if fault in {"429", "ratelimit", "429-bare"}:
        headers = {} if fault == "429-bare" else {"retry-after": str(max(1, int(seconds)))}
        return _error(429, "TooManyRequestsError", "Too many attempts.", headers=headers)
    status, kind, words = {
        "401": (401, "UnauthorizedError", "Unknown Admin API Key"),
        "402": (402, "PaymentRequiredError", "Your subscription has ended."),
        "404": (404, "NotFoundError", "Resource not found error, cannot read post."),
        "duplicate": (422, "ValidationError", "Validation error, cannot save post."),
    }.get(fault, (403, "NoPermissionError", "You do not have permission to perform this action"))
    return _error(status, kind, words, "Post not found." if status == 404 else "")


def site(call: Call) -> Answer:
    """GET /site/."""
    return json_answer(200, {"site": {"title": call.account, "url": f"{_home(call)}/", "version": "6.65"}})


def newsletters(call: Call) -> Answer:
    """GET /newsletters/: one, whose readers follow from the account's name."""
    row = {"slug": NEWSLETTER, "name": call.account, "status": "active", "count": {"active_members": number_of(call.account, 3)}}
    return json_answer(200, {"newsletters": [row]})


def upload(call: Call) -> Answer:
    """POST /images/upload/."""
    data = part(call.asked, "file")
    kind = picture_kind(data)
    if not kind:
        return _error(415, "UnsupportedMediaTypeError", "Please select a valid image.")
    url = f"{_home(call)}/content/images/2026/11/{_count(call)}.{kind.rpartition('/')[2]}"
    call.ledger.add_upload(NAME, call.account, url, data, kind, call.now)
    return json_answer(201, {"images": [{"url": url, "ref": part(call.asked, "ref").decode("utf-8", "replace") or None}]})


def create(call: Call) -> Answer:
    """POST /posts/: a draft unless it says otherwise; an address that is taken gets a figure."""
    given = _given(call)
    if said := _wrong(call, given, ("title",)):
        return _invalid(said, "save")
    id_ = f"{_count(call):024x}"
    piece = {"id": id_, "account": call.account, "status": "draft", "html": "", "tags": "[]", "updated_at": ""}
    return _stored(call, piece, given, 201)


def update(call: Call, id_: str) -> Answer:
    """PUT /posts/ID/: what is not named stays."""
    piece, given = _kept(call, id_), _given(call)
    if not piece:
        return refuse("404", call)
    if said := _wrong(call, given, ("updated_at",)):
        return _invalid(said, "edit")
    if text_in(given, "updated_at") != piece["updated_at"]:
        words = "Saving failed! Someone else is editing this post."
        return _error(409, "UpdateCollisionError", words, words, code="UPDATE_COLLISION")
    letter = call.asked.query.get("newsletter", "")
    if letter and letter != NEWSLETTER:
        return _error(500, "EmailError", "Error sending email!", "The post does not have a newsletter relation")
    if letter and piece["status"] == "draft" and given.get("status") == "published":
        piece["mailed"] = letter
    return _stored(call, piece, given, 200)


def show(call: Call, id_: str) -> Answer:
    """GET /posts/ID/."""
    piece = _kept(call, id_)
    return json_answer(200, {"posts": [_row(call, piece)]}) if piece else refuse("404", call)


def of_slug(call: Call, slug: str) -> Answer:
    """GET /posts/slug/SLUG/."""
    return show(call, call.ledger.kept(NAME, f"slug {call.account} {slug}").get("id", ""))


def delete(call: Call, id_: str) -> Answer:
    """DELETE /posts/ID/."""
    piece = _kept(call, id_)
    if not piece:
        return refuse("404", call)
    call.ledger.keep(NAME, f"post {id_}", {})
    call.ledger.keep(NAME, f"slug {call.account} {piece['slug']}", {})
    call.ledger.delete_post(NAME, _name(call, piece["slug"]))
    return Answer(204)


def _stored(call: Call, before: dict[str, str], given: dict[str, Any], status: int) -> Answer:
    piece = {**before, **{name: text_in(given, name) for name in WRITABLE if name in given}}
    if "html" in given and call.asked.query.get("source") == "html":  # else Ghost pays no attention to it
        piece["html"] = text_in(given, "html")
    if isinstance(given.get("tags"), list):
        piece["tags"] = json.dumps([text_in(tag, "name") for tag in given["tags"]], ensure_ascii=False)
    piece["slug"] = _free(call, piece, text_in(piece, "slug") or piece["title"])
    piece["updated_at"] = f"{call.now.format_iso()[:19]}.{_count(call) % 1000:03}Z"
    if before.get("slug") and before["slug"] != piece["slug"]:
        call.ledger.keep(NAME, f"slug {call.account} {before['slug']}", {})
    call.ledger.keep(NAME, f"slug {call.account} {piece['slug']}", {"id": piece["id"]})
    call.ledger.keep(NAME, f"post {piece['id']}", piece)
    _mirror(call, piece, before)
    return json_answer(status, {"posts": [_row(call, piece)]})


def _mirror(call: Call, piece: dict[str, str], before: dict[str, str]) -> None:
    """What readers see of the post, in the ledger."""
    text, there = piece["html"], call.ledger.post(NAME, _name(call, before.get("slug", "")))
    fields: dict[str, object] = {"kind": "post", "tags": json.loads(piece["tags"])}
    fields |= {name: piece[name] for name in ("canonical_url", "custom_excerpt", "mailed", "feature_image") if piece.get(name)}
    if piece["status"] == "published" and before["status"] != "published":
        seen, named = CARD.sub("", text), (_name(call, piece["slug"]), "", text)
        entry = PostEntry(0, NAME, call.account, *named, seen, piece["title"], _cover(call, piece), fields, call.now.format_iso())
        call.ledger.add_post(entry)
    elif piece["status"] == "published" and there is not None:
        call.ledger.edit_post(there, text, CARD.sub("", text), title=piece["title"], fields=fields)


def _cover(call: Call, piece: dict[str, str]) -> tuple[PictureEntry, ...]:
    found = call.ledger.upload(NAME, piece.get("feature_image", ""))
    return (PictureEntry(found[1].id, found[1].digest, found[1].kind, piece.get("feature_image_alt", "")),) if found else ()


def _free(call: Call, piece: dict[str, str], wish: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", wish.lower()).strip("-") or "untitled"
    taken = [call.ledger.kept(NAME, f"slug {call.account} {slug}{more}").get("id", "") for more in ("", *(f"-{n}" for n in range(2, 9)))]
    free = next((at for at, id_ in enumerate(taken) if id_ in ("", piece["id"])), 0)
    return f"{slug}-{free + 1}" if free else slug


def _wrong(call: Call, given: dict[str, Any], needed: tuple[str, ...]) -> str:
    """Why Ghost would not take these values, or nothing."""
    for name in needed:
        if not text_in(given, name):
            return "Validation failed for 0."
    for name, most in LONGEST.items():
        if len(text_in(given, name)) > most:
            return f"Validation failed for {name}."
    tags = given.get("tags") or []
    if not isinstance(tags, list) or any(not text_in(tag, "name") or text_in(tag, "name").startswith(",") for tag in tags):
        return "Validation (matches) failed for name tags.name"
    known = {"draft", "published", ""}
    return "" if text_in(given, "status") in known and call.asked.json() else "Validation failed for status."


def _given(call: Call) -> dict[str, Any]:
    posts = (call.asked.json() or {}).get("posts")
    return posts[0] if isinstance(posts, list) and len(posts) == 1 and isinstance(posts[0], dict) else {}


def _kept(call: Call, id_: str) -> dict[str, str]:
    piece = call.ledger.kept(NAME, f"post {id_}") if id_ else {}
    return piece if piece.get("account") == call.account else {}


def _row(call: Call, piece: dict[str, str]) -> dict[str, Any]:
    place = piece["slug"] if piece["status"] == "published" else f"p/{piece['id']}"
    return {**{name: value for name, value in piece.items() if name != "account"}, "url": f"{_home(call)}/{place}/"}


def _home(call: Call) -> str:
    return f"https://{re.sub(r'[^a-z0-9]+', '-', call.account.lower()).strip('-') or 'site'}.example.org"


def _count(call: Call) -> int:
    """A number that was never given before."""
    number = int(call.ledger.kept(NAME, "count").get("number", "0")) + 1
    call.ledger.keep(NAME, "count", {"number": str(number)})
    return number


def _name(call: Call, slug: str) -> str:
    """A post's name in the ledger: its address without https, as slugs are a site's own."""
    return f"{_home(call).removeprefix('https://')}/{slug}"


def _part(token: str, at: int) -> dict[str, Any]:
    parts = token.strip().split(".")
    try:
        found = json.loads(base64.urlsafe_b64decode(parts[at] + "==")) if len(parts) == 3 else {}
    except (ValueError, RecursionError, binascii.Error):
        return {}
    return found if isinstance(found, dict) else {}


def _plain(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _invalid(context: str, action: str) -> Answer:
    return _error(422, "ValidationError", f"Validation error, cannot {action} post.", context)


def _error(status: int, kind: str, message: str, context: str = "", *, code: str = "", headers: dict[str, str] | None = None) -> Answer:
    row = {"message": message, "context": context or None, "type": kind, "details": None, "code": code or None}
    return json_answer(status, {"errors": [row]}, headers)


ADMIN = "/ghost/api/admin"
ROUTES: tuple[Route, ...] = (
    ("GET", f"{ADMIN}/site/", site),
    ("GET", f"{ADMIN}/newsletters/", newsletters),
    ("POST", f"{ADMIN}/images/upload/", upload),
    ("POST", f"{ADMIN}/posts/", create),
    ("PUT", rf"{ADMIN}/posts/([0-9a-f]{{24}})/", update),
    ("GET", rf"{ADMIN}/posts/([0-9a-f]{{24}})/", show),
    ("GET", rf"{ADMIN}/posts/slug/([^/]+)/", of_slug),
    ("DELETE", rf"{ADMIN}/posts/([0-9a-f]{{24}})/", delete),
)
