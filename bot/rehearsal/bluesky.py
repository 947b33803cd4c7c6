"""A Bluesky server as it behaves to its own accounts: sessions that end, records under the caller's keys, blobs, lexicon limits.

Shapes and semantics from the real one (PDS 0.4.217), with which tests/counterparts compares it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

from bot.rehearsal import bluesky_rules as rules
from bot.rehearsal.bluesky_rules import POSTS
from bot.rehearsal.entries import PictureEntry, PostEntry
from bot.rehearsal.wire import Answer, Asked, Call, Route, account_in, json_answer, picture_kind, route, text_in

NAME = "bluesky"
ACCESS_LIFE, REFRESH_LIFE = 7200, 90 * 86_400
"""Seconds for which a token counts."""
LARGEST_BLOB = 5 * 1024 * 1024
OPEN = frozenset({"getRecord", "listRecords", "resolveHandle", "createSession", "refreshSession"})
"""What is answered without an access token."""

_TOKEN = re.compile(r"rehearsal-(.+)-(access|refresh)Jwt\.(\d{1,12})")


def account(asked: Asked) -> str:
    """The account of the token, or of the app password that logs in; or nothing."""
    if asked.path.endswith(".createSession"):
        return account_in(text_in(asked.json(), "password"), "app_password")
    found = _TOKEN.fullmatch(asked.bearer())
    return found[1] if found else ""


def handle(name: str) -> str:
    """The account's handle."""
    return f"{re.sub('[^a-z0-9]+', '-', name.lower()).strip('-')[:60] or 'nobody'}.bsky.social"


def did(name: str) -> str:
    """The account's identifier."""
    return _repo(handle(name))


def answer(call: Call) -> Answer:
    """The answer to any request below the prefix."""
    if call.asked.path.rpartition(".")[2] not in OPEN and (wrong := _token_wrong(call, "access", ACCESS_LIFE)):
        return wrong
    return route(ROUTES, call) or error(501, "MethodNotImplemented", "Method Not Implemented")


def refuse(fault: str, call: Call, seconds: float = 0) -> Answer:
    """What a server answers when it refuses in this manner; nothing is carried out."""
    if fault in {"429", "ratelimit"}:
        until = {"ratelimit-limit": "5000", "ratelimit-remaining": "0", "ratelimit-policy": "5000;w=3600"}
        until["ratelimit-reset"] = str(call.now.timestamp() + max(1, int(seconds)))
        return error(429, "RateLimitExceeded", "Rate Limit Exceeded", until)
    if fault == "duplicate":
        return error(400, "InvalidSwap", "Record was at another CID")
    status, name, said = {
        "429-bare": (429, "RateLimitExceeded", "Rate Limit Exceeded"),
        "401": (401, "AuthMissing", "Authentication Required"),
        "402": (402, "PaymentRequired", "Payment Required"),
        "404": (404, "NotFound", "Not Found"),
    }.get(fault, (403, "Forbidden", "Forbidden"))
    return error(status, name, said)


def error(status: int, name: str, message: str, headers: dict[str, str] | None = None) -> Answer:
    """A refusal in XRPC's form."""
    return json_answer(status, {"error": name, "message": message}, headers)


def create_session(call: Call) -> Answer:
    """POST com.atproto.server.createSession."""
    if not text_in(call.asked.json(), "identifier") or not text_in(call.asked.json(), "password"):
        return error(400, "InvalidRequest", 'Input must have the properties "identifier" and "password"')
    return _session(call) if call.account else error(401, "AuthenticationRequired", "Invalid identifier or password")


def refresh_session(call: Call) -> Answer:
    """POST com.atproto.server.refreshSession."""
    return _token_wrong(call, "refresh", REFRESH_LIFE) or _session(call)


def get_session(call: Call) -> Answer:
    """GET com.atproto.server.getSession."""
    return json_answer(200, {"did": did(call.account), "handle": handle(call.account), "active": True})


def upload(call: Call) -> Answer:
    """POST com.atproto.repo.uploadBlob: the bytes are the body."""
    data = call.asked.body
    if len(data) > LARGEST_BLOB:
        return error(413, "PayloadTooLarge", "request entity too large")
    link = _cid(data, 0x55)
    kind = picture_kind(data) or call.asked.headers.get("content-type", "application/octet-stream")
    call.ledger.add_upload(NAME, call.account, _blob(call.account, link), data, kind, call.now)
    return json_answer(200, {"blob": {"$type": "blob", "ref": {"$link": link}, "mimeType": kind, "size": len(data)}})


def put(call: Call) -> Answer:
    """POST com.atproto.repo.putRecord: the same bytes change nothing, other bytes must expect what stands there."""
    body = call.asked.json() or {}
    rkey, record = text_in(body, "rkey"), body.get("record")
    if wrong := _not_ours(call, body) or _record_wrong(call, rkey, record):
        return wrong
    assert isinstance(record, dict)
    present = _present(call, f"at://{did(call.account)}/{POSTS}/{rkey}")
    cid = _cid(json.dumps(record, sort_keys=True, ensure_ascii=False).encode(), 0x71)
    if present and present.fields["cid"] == cid:
        return json_answer(200, {"uri": _uri(present), "cid": cid, "validationStatus": "valid"})
    expected = body.get("swapRecord", present.fields["cid"] if present else None)
    if expected != (present.fields["cid"] if present else None):
        return error(400, "InvalidSwap", f"Record was at {present.fields['cid'] if present else 'null'}")
    uri = _kept(call, rkey, record, cid, present)
    commit = {"cid": _cid(uri.encode() + cid.encode(), 0x71), "rev": rkey}
    return json_answer(200, {"uri": uri, "cid": cid, "commit": commit, "validationStatus": "valid"})


def get(call: Call) -> Answer:
    """GET com.atproto.repo.getRecord."""
    query = call.asked.query
    uri = f"at://{_repo(query.get('repo', ''))}/{query.get('collection', '')}/{query.get('rkey', '')}"
    post = _present(call, uri)
    if post is None:
        return error(400, "RecordNotFound", f"Could not locate record: {uri}")
    return json_answer(200, _listed(post))


def records(call: Call) -> Answer:
    """GET com.atproto.repo.listRecords: by key, the last first, in pages."""
    query = call.asked.query
    owner = _repo(query.get("repo", ""))
    names = [name for platform, name in call.ledger.accounts() if platform == NAME and did(name) == owner]
    posts = [post for name in names for post in call.ledger.posts(NAME, name) if not post.deleted]
    posts = sorted((post for post in posts if query.get("collection") == POSTS), key=_key, reverse=query.get("reverse") != "true")
    cursor, most = query.get("cursor", ""), int(query["limit"]) if query.get("limit", "").isdigit() else 50
    page = [post for post in posts if not cursor or _key(post) < cursor][: min(100, max(1, most))]
    return json_answer(200, {"records": [_listed(post) for post in page], **({"cursor": _key(page[-1])} if page else {})})


def delete(call: Call) -> Answer:
    """POST com.atproto.repo.deleteRecord: content when there is nothing to delete."""
    body = call.asked.json() or {}
    if wrong := _not_ours(call, body):
        return wrong
    post = _present(call, f"at://{did(call.account)}/{text_in(body, 'collection')}/{text_in(body, 'rkey')}")
    if post is None:
        return json_answer(200, {})
    call.ledger.delete_post(NAME, post.id)
    return json_answer(200, {"commit": {"cid": _cid(post.id.encode(), 0x71), "rev": _key(post)}})


def resolve(call: Call) -> Answer:
    """GET com.atproto.identity.resolveHandle: here everybody exists but those whose handle ends in `.invalid`."""
    name = call.asked.query.get("handle", "")
    if not rules.HANDLE.fullmatch(name):
        return error(400, "InvalidRequest", "Error: handle must be a valid handle")
    if name.endswith(".invalid"):
        return error(400, "InvalidRequest", "Unable to resolve handle")
    return json_answer(200, {"did": _repo(name)})


def _token_wrong(call: Call, kind: str, life: int) -> Answer | None:
    token = call.asked.bearer()
    found = _TOKEN.fullmatch(token)
    if not token:
        return error(401, "AuthMissing", "Authentication Required")
    if not found:
        return error(400, "InvalidToken", "Token could not be verified")
    if found[2] != kind:
        return error(400, "InvalidToken", "Bad token scope")
    return error(400, "ExpiredToken", "Token has expired") if call.now.timestamp() - int(found[3]) > life else None


def _session(call: Call) -> Answer:
    made = {f"{kind}Jwt": f"rehearsal-{call.account}-{kind}Jwt.{call.now.timestamp()}" for kind in ("access", "refresh")}
    return json_answer(200, {"did": did(call.account), "handle": handle(call.account), **made, "active": True})


def _not_ours(call: Call, body: dict[str, Any]) -> Answer | None:
    missing = next((name for name in ("repo", "collection", "rkey") if not isinstance(body.get(name), str)), "")
    if missing:
        return error(400, "InvalidRequest", f'Input must have the property "{missing}"')
    repo, there = _repo(body["repo"]), {did(name) for platform, name in call.ledger.accounts() if platform == NAME}
    if repo == did(call.account):
        return None
    return error(401, "AuthMissing", "Authentication Required") if repo in there else error(403, "AccountNotFound", "Account not found")


def _record_wrong(call: Call, rkey: str, record: object) -> Answer | None:
    if not rules.TID.fullmatch(rkey):
        return error(400, "InvalidRequest", f"Invalid record key for {POSTS}: {rkey}")
    if fault := rules.wrong(record):
        return error(400, "InvalidRequest", f"Invalid {POSTS} record: {fault}")
    for blob, _ in rules.pictures(record) if isinstance(record, dict) else ():
        known = call.ledger.upload(NAME, _blob(call.account, blob["ref"]["$link"]))
        if known is None:
            return error(400, "BlobNotFound", f"Could not find blob: {blob['ref']['$link']}")
        if known[1].kind != blob["mimeType"]:
            said = f"Referenced Mimetype does not match stored blob. Expected: {known[1].kind}, Got: {blob['mimeType']}"
            return error(400, "InvalidMimeType", said)
    return None


def _kept(call: Call, rkey: str, record: dict[str, Any], cid: str, present: PostEntry | None) -> str:
    """The record in the ledger; what takes the place of another, or comes again after a deletion, is an entry of its own there."""
    uri = f"at://{did(call.account)}/{POSTS}/{rkey}"
    parent = _present(call, text_in(record, "reply", "parent", "uri"))
    media = []
    for blob, alt in rules.pictures(record):
        known = call.ledger.upload(NAME, _blob(call.account, blob["ref"]["$link"]))
        media += [PictureEntry(blob["ref"]["$link"], known[1].digest, known[1].kind, alt)] if known else []
    if present:
        call.ledger.delete_post(NAME, present.id)
    above = parent.id if parent else text_in(record, "reply", "parent", "uri")
    seq, fields = call.ledger.next_seq(), {"kind": "reply" if above else "post", "cid": cid, "record": record}
    text = text_in(record, "text")
    id_ = uri if call.ledger.post(NAME, uri) is None else f"{uri}#{seq}"
    call.ledger.add_post(PostEntry(seq, NAME, call.account, id_, above, text, text, "", tuple(media), fields, call.now.format_iso()))
    return uri


def _present(call: Call, uri: str) -> PostEntry | None:
    """What stands under an address now."""
    first = call.ledger.post(NAME, uri)
    if first is None or not first.deleted:
        return first
    return next((post for post in call.ledger.posts(NAME, first.account) if _uri(post) == uri and not post.deleted), None)


def _listed(post: PostEntry) -> dict[str, Any]:
    return {"uri": _uri(post), "cid": post.fields["cid"], "value": post.fields["record"]}


def _uri(post: PostEntry) -> str:
    return post.id.partition("#")[0]


def _key(post: PostEntry) -> str:
    return _uri(post).rpartition("/")[2]


def _repo(name: str) -> str:
    """The identifier of a repository that is named by it or by a handle."""
    if name.startswith("did:"):
        return name
    return "did:plc:" + base64.b32encode(hashlib.sha256(name.lower().encode()).digest()).decode().lower()[:24]


def _blob(name: str, link: str) -> str:
    return f"{did(name)}/{link}"


def _cid(data: bytes, codec: int) -> str:
    digest = bytes((1, codec, 0x12, 0x20)) + hashlib.sha256(data).digest()
    return "b" + base64.b32encode(digest).decode().rstrip("=").lower()


ROUTES: tuple[Route, ...] = (
    ("POST", r"/xrpc/com\.atproto\.server\.createSession", create_session),
    ("POST", r"/xrpc/com\.atproto\.server\.refreshSession", refresh_session),
    ("GET", r"/xrpc/com\.atproto\.server\.getSession", get_session),
    ("POST", r"/xrpc/com\.atproto\.repo\.uploadBlob", upload),
    ("POST", r"/xrpc/com\.atproto\.repo\.putRecord", put),
    ("POST", r"/xrpc/com\.atproto\.repo\.deleteRecord", delete),
    ("GET", r"/xrpc/com\.atproto\.repo\.getRecord", get),
    ("GET", r"/xrpc/com\.atproto\.repo\.listRecords", records),
    ("GET", r"/xrpc/com\.atproto\.identity\.resolveHandle", resolve),
)
