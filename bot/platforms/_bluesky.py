"""How Bluesky is spoken to: blobs, and posts as records under keys of our own (checked 2026-11-21)."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.errors import Refused
from bot.http import json_object
from bot.model.receipt import RemoteRef
from bot.platforms._bluesky_session import Gone, Taken, Unkept, call, me, odd
from bot.platforms.base import Connection, picture

if TYPE_CHECKING:
    from whenever import Instant

    from bot.model.draft import Media

__all__ = ["Gone", "Taken", "Unkept", "me"]

POSTS = "app.bsky.feed.post"
LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
"""The digits of a TID: 13 of them, the first bit nought (atproto.com/specs/tid, 2026-08)."""

FIRST_KEY = 1_704_067_200_000_000
"""Microseconds from 1970 to 2024, where our record keys begin; they spread over 2^45 microseconds, a year, so none is in the future."""


def record_key(key: str) -> str:
    """The record key that belongs to the key of a step: a TID, always the same for the same key."""
    digest = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8])
    number = (FIRST_KEY + (digest >> 10 & (1 << 45) - 1)) << 10 | digest & 1023
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(13)))


def put(connection: Connection, rkey: str, record: Mapping[str, Any]) -> RemoteRef:
    """com.atproto.repo.putRecord, where nothing is yet: the same bytes again change nothing. Raises a SendError, Taken for other bytes."""
    body = {"repo": me(connection)["did"], "collection": POSTS, "rkey": rkey, "record": record, "swapRecord": None}
    answer = json_object(call(connection, "POST", "com.atproto.repo.putRecord", json=body))
    return _ref(connection, answer, rkey)


def get(connection: Connection, uri: str) -> tuple[RemoteRef, Mapping[str, Any]]:
    """com.atproto.repo.getRecord: a post with what it says. Raises a SendError, Gone where there is none."""
    repo, rkey = parts(uri)
    wanted = {"repo": repo, "collection": POSTS, "rkey": rkey}
    answer = json_object(call(connection, "GET", "com.atproto.repo.getRecord", params=wanted))
    value = answer.get("value")
    if not isinstance(value, dict):
        raise odd(connection, "a record in a form nobody recognises", answer)
    return _ref(connection, answer, rkey), value


def delete(connection: Connection, uri: str) -> None:
    """com.atproto.repo.deleteRecord, which is content when there is nothing to delete. Raises a SendError."""
    repo, rkey = parts(uri)
    text = call(connection, "POST", "com.atproto.repo.deleteRecord", json={"repo": repo, "collection": POSTS, "rkey": rkey})
    if text.strip() != "{}" and not isinstance(json_object(text).get("commit"), dict):
        raise odd(connection, "a deletion answered in a form nobody recognises", text)


def upload(connection: Connection, media: Media) -> RemoteRef:
    """com.atproto.repo.uploadBlob. The reference names the approved bytes themselves. Raises a SendError."""
    data = picture(media)
    answer = json_object(call(connection, "POST", "com.atproto.repo.uploadBlob", data=data, headers={"Content-Type": media.kind}))
    blob = answer.get("blob")
    try:
        link, kind, size = blob["ref"]["$link"], blob["mimeType"], int(blob["size"])  # type: ignore[index]
    except (KeyError, TypeError, ValueError) as error:
        raise odd(connection, "a picture was taken without being named", answer) from error
    if link != _cid(media.digest):
        raise Refused("the server keeps another picture than the one that was approved")
    return RemoteRef(link, extra={"kind": str(kind), "size": str(size)})


def named(media: Media) -> RemoteRef:
    """A picture as the server names it once it is there: by its bytes."""
    return RemoteRef(_cid(media.digest), extra={"kind": media.kind, "size": str(media.bytes)})


def resolved(connection: Connection, handle: str) -> str:
    """com.atproto.identity.resolveHandle: the DID behind a handle, empty where there is nobody. Raises a SendError."""
    try:
        text = call(connection, "GET", "com.atproto.identity.resolveHandle", params={"handle": handle})
    except Refused as refused:
        if refused.cause != "content":
            raise
        return ""
    return str(json_object(text).get("did") or "")


def parts(uri: str) -> tuple[str, str]:
    """Repository and record key of `at://REPO/COLLECTION/KEY`."""
    repo, _, rest = uri.removeprefix("at://").partition("/")
    return repo, rest.rpartition("/")[2]


def stamp(moment: Instant) -> str:
    """An instant as records write it, to the millisecond."""
    second, _, rest = moment.round("millisecond").format_iso().removesuffix("Z").partition(".")
    return f"{second}.{rest:0<3}Z"


def _ref(connection: Connection, answer: Mapping[str, Any], rkey: str) -> RemoteRef:
    uri, cid = answer.get("uri"), answer.get("cid")
    if not isinstance(uri, str) or not isinstance(cid, str) or not cid or not uri.startswith("at://did:") or parts(uri)[1] != rkey:
        raise odd(connection, "Bluesky said yes without naming the post", json.dumps(answer))
    return RemoteRef(uri, address(uri), {"cid": cid})


def address(uri: str) -> str:
    """Where people read the post. With a DID it stays right when its author takes another handle."""
    repo, rkey = parts(uri)
    return f"https://bsky.app/profile/{repo}/post/{rkey}"


def _cid(digest: str) -> str:
    """The name of bytes by their SHA-256 (CID 1, raw, base32)."""
    return "b" + base64.b32encode(bytes((1, 0x55, 0x12, 0x20)) + bytes.fromhex(digest)).decode().rstrip("=").lower()
