"""LinkedIn as its versioned Posts API behaves: little text cut without a word, 422 for a repeat, 426 for an old version.

Shapes from errors quoted in public issues (data "wire-errors") and Microsoft Learn (Posts, Images, Comments API, 2026-05).
Nobody reads posts back here: with `w_member_social` the real one answers 403.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from bot.rehearsal import linkedin_rules as rules
from bot.rehearsal import little
from bot.rehearsal.entries import PictureEntry, PostEntry
from bot.rehearsal.linkedin_rules import denied, ill, member, missing, refusal
from bot.rehearsal.wire import Answer, Asked, Call, Route, account_in, json_answer, picture_kind, route, snowflake, text_in

NAME = rules.NAME
UPLOADS = "/dms-uploads/"


def account(asked: Asked) -> str:
    """The account of the bearer token, or nothing. A picture's address is itself the permission to put it there."""
    return account_in(asked.bearer(), "access_token")


def answer(call: Call) -> Answer:
    """The answer to any request below the prefix."""
    if call.asked.path.startswith(UPLOADS):
        return put_picture(call, call.asked.path.removeprefix(UPLOADS))
    if not call.account:
        return refuse("401", call)
    if call.asked.path.startswith("/rest/") and (wrong := rules.headers_wrong(call.asked)):
        return wrong
    return route(ROUTES, call) or refusal(404, "RESOURCE_NOT_FOUND", f"No virtual resource found for {call.asked.path}")


def refuse(fault: str, call: Call, seconds: float = 0) -> Answer:
    """What LinkedIn answers when it refuses in this manner; nothing is carried out."""
    if fault == "duplicate":
        return rules.duplicate(f"urn:li:share:{snowflake(call.now, 0, 0)}")
    if fault == "401":
        body = {"serviceErrorCode": 65600, "message": "Invalid access token", "status": 401}
        if account_in(call.asked.bearer(), "access_token"):
            revoked = "The token used in the request has been revoked by the user"
            body = {"status": 401, "serviceErrorCode": 65601, "code": "REVOKED_ACCESS_TOKEN", "message": revoked}
        return json_answer(401, body)
    if fault in {"429", "429-bare", "ratelimit"}:
        wait = {} if fault == "429-bare" else {"retry-after": str(int(seconds))}
        return json_answer(429, {"status": 429, "code": "TOO_MANY_REQUESTS", "message": "Resource level throttle limit reached"}, wait)
    if fault == "404":
        return refusal(404, "RESOURCE_NOT_FOUND", f"No virtual resource found for {call.asked.path}")
    return denied(call, "partnerApiPosts.CREATE")


def userinfo(call: Call) -> Answer:
    """GET /v2/userinfo (OpenID Connect)."""
    names = {"name": call.account, "given_name": call.account, "family_name": ""}
    return json_answer(200, {"sub": member(call.account), "email_verified": False, **names, "locale": {"country": "US", "language": "en"}})


def create(call: Call) -> Answer:
    """POST /rest/posts."""
    body = call.asked.json()
    if body is None:
        return ill("Request body could not be converted to data map")
    if call.asked.headers.get("x-restli-method", "").upper() == "FINDER":
        return denied(call, "partnerApiPosts.FINDER-author")
    wrong = missing(body, rules.REQUIRED) or rules.author_wrong(call, text_in(body, "author")) or rules.commentary_wrong(body)
    if wrong:
        return wrong
    media = _media(call, body.get("content"))
    if isinstance(media, Answer):
        return media
    wire = text_in(body, "commentary")
    earlier = _twin(call, wire, text_in(body, "author"))
    return rules.duplicate(earlier.id) if earlier else _accept(call, body, wire, media)


def _twin(call: Call, wire: str, author: str) -> PostEntry | None:
    """An earlier post with these bytes, deleted or not: the real one refuses for a day or two even after a deletion."""
    posts = call.ledger.with_text(NAME, call.account, wire) if wire else []
    return next((post for post in posts if post.fields.get("author") == author and not post.parent), None)


def _accept(call: Call, body: dict[str, Any], wire: str, media: tuple[PictureEntry, ...]) -> Answer:
    seq = call.ledger.next_seq()
    urn = f"urn:li:share:{snowflake(call.now, 0, seq)}"
    kept = ("author", "visibility", "content", "isReshareDisabledByAuthor")
    fields = {"kind": "post", **{key: body[key] for key in kept if key in body}}
    seen = little.read(wire).text.rstrip()
    call.ledger.add_post(PostEntry(seq, NAME, call.account, urn, "", wire, seen, "", media, fields, call.now.format_iso()))
    return Answer(201, b"", {"x-restli-id": urn, "x-linkedin-id": urn})


def _media(call: Call, content: object) -> tuple[PictureEntry, ...] | Answer:
    """The pictures a post's content names, or a refusal of the content."""
    wrong = rules.content_wrong(content)
    if wrong:
        return wrong
    found = []
    for urn, alt in rules.pictures(content):
        upload = call.ledger.upload(NAME, urn)
        if not upload or upload[0] != call.account or not upload[1].digest:
            return rules.invalid("/content", f"{urn} is not a valid or not yet available image")
        found.append(PictureEntry(urn, upload[1].digest, upload[1].kind, alt))
    return tuple(found)


def begin_upload(call: Call) -> Answer:
    """POST /rest/images?action=initializeUpload."""
    body = call.asked.json()
    if body is None or call.asked.query.get("action") != "initializeUpload":
        return ill("Request body could not be converted to data map")
    wrong = rules.author_wrong(call, text_in(body, "initializeUploadRequest", "owner"))
    if wrong:
        return wrong
    name = f"{member(call.account)}{call.ledger.next_upload():06d}"
    call.ledger.add_upload(NAME, call.account, f"urn:li:image:{name}", b"", "", call.now)
    until = int(call.now.timestamp(unit="millisecond")) + 86_400_000
    value = {"uploadUrlExpiresAt": until, "uploadUrl": f"{call.asked.base}/linkedin{UPLOADS}{name}", "image": f"urn:li:image:{name}"}
    return json_answer(200, {"value": value})


def put_picture(call: Call, name: str) -> Answer:
    """PUT of a picture's bytes to the address that `begin_upload` gave."""
    urn = f"urn:li:image:{name}"
    upload = call.ledger.upload(NAME, urn)
    kind = picture_kind(call.asked.body)
    if call.asked.method != "PUT" or upload is None:
        return refusal(404, "RESOURCE_NOT_FOUND", "No such upload")
    if kind not in {"image/png", "image/jpeg", "image/gif"}:
        return ill("The uploaded bytes are no JPG, PNG or GIF")
    call.ledger.add_upload(NAME, upload[0], urn, call.asked.body, kind, call.now)
    return Answer(201, b"", {"etag": f'"{name}"'})


def image(call: Call, urn: str) -> Answer:
    """GET /rest/images/{urn}: whether the picture is ready."""
    urn = unquote(urn)
    upload = call.ledger.upload(NAME, urn)
    if not upload or upload[0] != call.account:
        return refusal(404, "RESOURCE_NOT_FOUND", f"No image {urn}")
    status = "AVAILABLE" if upload[1].digest else "WAITING_UPLOAD"
    return json_answer(200, {"id": urn, "owner": f"urn:li:person:{member(call.account)}", "status": status})


def comment(call: Call, urn: str) -> Answer:
    """POST /rest/socialActions/{urn}/comments. Comments are plain text."""
    body = call.asked.json()
    post = call.ledger.post(NAME, unquote(urn))
    if body is None:
        return ill("Request body could not be converted to data map")
    wrong = missing(body, ("actor", "message")) or rules.author_wrong(call, text_in(body, "actor"))
    if wrong or post is None or post.deleted:
        return wrong or refusal(404, "RESOURCE_NOT_FOUND", f"No such post {unquote(urn)}")
    text = text_in(body, "message", "text")
    if not text or len(text) > rules.COMMENT:
        return rules.invalid("/message/text", "text is empty or too long")
    seq = call.ledger.next_seq()
    name = str(snowflake(call.now, 0, seq))
    comment_urn = f"urn:li:comment:({post.id},{name})"
    fields = {"kind": "comment", "author": text_in(body, "actor")}
    call.ledger.add_post(PostEntry(seq, NAME, call.account, comment_urn, post.id, text, text, "", (), fields, call.now.format_iso()))
    said = {"actor": text_in(body, "actor"), "object": post.id, "message": {"text": text, "attributes": []}, "id": name}
    return json_answer(201, {**said, "$URN": comment_urn}, {"x-restli-id": name})


def delete_comment(call: Call, urn: str, name: str) -> Answer:
    """DELETE /rest/socialActions/{urn}/comments/{id}."""
    found = call.ledger.post(NAME, f"urn:li:comment:({unquote(urn)},{name})")
    if found is None or found.deleted or found.account != call.account:
        return refusal(404, "RESOURCE_NOT_FOUND", f"No such comment {name}")
    call.ledger.delete_post(NAME, found.id)
    return Answer(204)


def change(call: Call, urn: str) -> Answer:
    """POST /rest/posts/{urn} with `X-RestLi-Method: PARTIAL_UPDATE`: a new commentary."""
    body = call.asked.json()
    post = call.ledger.post(NAME, unquote(urn))
    if body is None or call.asked.headers.get("x-restli-method", "").upper() != "PARTIAL_UPDATE":
        return ill("Request body could not be converted to data map")
    if post is None or post.deleted or post.account != call.account:
        return denied(call, "partnerApiPosts.PARTIAL_UPDATE")
    changed = {"commentary": text_in(body, "patch", "$set", "commentary")}
    wrong = rules.commentary_wrong(changed)
    if wrong:
        return wrong
    call.ledger.edit_post(post, changed["commentary"], little.read(changed["commentary"]).text.rstrip())
    return Answer(204)


def delete(call: Call, urn: str) -> Answer:
    """DELETE /rest/posts/{urn}; its comments go with it. A second time is no error."""
    post = call.ledger.post(NAME, unquote(urn))
    if post is None or post.account != call.account:
        return refusal(404, "RESOURCE_NOT_FOUND", f"No such post {unquote(urn)}")
    for gone in (post, *(below for below in call.ledger.posts(NAME, call.account) if below.parent == post.id)):
        call.ledger.delete_post(NAME, gone.id)
    return Answer(204)


def read(call: Call, _: str | None = None) -> Answer:
    """GET of posts: needs `r_member_social`, which nobody is given."""
    return denied(call, "partnerApiPosts.GET" if re.search("urn", call.asked.path) else "partnerApiPosts.FINDER-author")


ROUTES: tuple[Route, ...] = (
    ("GET", "/v2/userinfo", userinfo),
    ("POST", "/rest/posts", create),
    ("POST", "/rest/images", begin_upload),
    ("GET", "/rest/images/([^/]+)", image),
    ("POST", "/rest/socialActions/([^/]+)/comments", comment),
    ("DELETE", r"/rest/socialActions/([^/]+)/comments/(\d+)", delete_comment),
    ("POST", "/rest/posts/([^/]+)", change),
    ("DELETE", "/rest/posts/([^/]+)", delete),
    ("GET", "/rest/posts(?:/([^/]+))?", read),
)
