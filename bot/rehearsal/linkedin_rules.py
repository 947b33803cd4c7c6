"""What LinkedIn refuses, and with which words. Codes and shapes as recorded; sentences of our own where none was seen."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from bot.rehearsal import little
from bot.rehearsal.wire import Answer, Asked, Call, json_answer, text_in

NAME = "linkedin"
ACTIVE = frozenset(["202512", *(f"2026{month:02d}" for month in range(1, 12))])
"""Versions answered in November 2026. Fixed, so that a rehearsal is the same next year."""

REQUIRED = ("author", "commentary", "visibility", "distribution", "lifecycleState")
COMMENTARY = 3000
COMMENT = 1250
ALT = 4086
ORGANISATION = re.compile(r"urn:li:organization:\d+")
CONTENTS = ("article", "media", "multiImage", "poll")


def member(account: str) -> str:
    """The account's member id, as `sub` of userinfo gives it: ten letters and digits."""
    digest = hashlib.sha256(account.encode()).digest()
    return "".join("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"[byte % 62] for byte in digest[:10])


def refusal(status: int, code: str, sentence: str) -> Answer:
    """A refusal in LinkedIn's usual form."""
    return json_answer(status, {"status": status, "code": code, "message": sentence})


def ill(sentence: str) -> Answer:
    """A body that can't be read."""
    return refusal(400, "ILLEGAL_ARGUMENT", sentence)


def denied(call: Call, resource: str) -> Answer:
    """The token lacks a permission."""
    sentence = f"Not enough permissions to access: {resource}.{call.asked.headers.get('linkedin-version', 'NO_VERSION')}01"
    return json_answer(403, {"status": 403, "serviceErrorCode": 100, "code": "ACCESS_DENIED", "message": sentence})


def invalid(field: str, sentence: str) -> Answer:
    """A field whose value is refused."""
    return json_answer(422, {"message": f"ERROR :: {field} :: {sentence}\n", "status": 422})


def missing(body: dict[str, Any], required: Iterable[str]) -> Answer | None:
    """The refusal of a body that lacks fields, naming every one."""
    lacking = [name for name in required if name not in body]
    lines = "".join(f"ERROR :: /{name} :: field is required but not found and has no default value\n" for name in lacking)
    return json_answer(422, {"message": lines, "status": 422}) if lacking else None


def duplicate(urn: str) -> Answer:
    """The refusal of a repeated post, which names the first."""
    kind = "com.linkedin.content.common.exception.BadRequestResponseException"
    repeated = {"description": "Duplicate post is detected", "input": {}, "code": "DUPLICATE_POST"}
    body = {
        "errorDetailType": "com.linkedin.common.error.BadRequest",
        "message": f"{kind}: Content is a duplicate of {urn}",
        "errorDetails": {"inputErrors": [repeated]},
        "status": 422,
    }
    return json_answer(422, body)


def headers_wrong(asked: Asked) -> Answer | None:
    """The refusal of a call without the two headers every versioned call needs."""
    version = asked.headers.get("linkedin-version", "")
    if not version:
        return refusal(400, "VERSION_MISSING", "A version must be present. Please specify a version by adding the LinkedIn-Version header.")
    if version not in ACTIVE:
        return refusal(426, "NONEXISTENT_VERSION", f"Requested version {version}01 is not active")
    if asked.headers.get("x-restli-protocol-version") != "2.0.0":
        return ill("X-Restli-Protocol-Version must be 2.0.0")
    return None


def author_wrong(call: Call, author: str) -> Answer | None:
    """The refusal of an author who is neither the token's member nor an organisation."""
    if author == f"urn:li:person:{member(call.account)}" or ORGANISATION.fullmatch(author):
        return None
    sentence = "Field Value validation failed in REQUEST_BODY: Data Processing Exception while processing fields [/author]"
    return json_answer(403, {"status": 403, "serviceErrorCode": 100, "code": "ACCESS_DENIED", "message": sentence})


def commentary_wrong(body: dict[str, Any]) -> Answer | None:
    """The refusal of a commentary that is no text or longer than 3,000 characters without its escapes."""
    wire = body.get("commentary")
    if not isinstance(wire, str):
        return invalid("/commentary", "unrecognized field found or value is not a string")
    if len(little.unescape(wire).encode("utf-16-le")) // 2 > COMMENTARY:
        return invalid("/commentary", f"length is greater than maximum allowed {COMMENTARY}")
    return None


def content_wrong(content: object) -> Answer | None:
    """The refusal of a content that is not exactly one of the kinds, or is one with a part missing."""
    if content is None:
        return None
    if not isinstance(content, dict) or len(content) != 1 or next(iter(content)) not in CONTENTS:
        return invalid("/content", "union type is not backed by a DataMap with exactly one entry")
    if "article" in content and not (text_in(content, "article", "source") and text_in(content, "article", "title")):
        return missing(content["article"] if isinstance(content["article"], dict) else {}, ("source", "title"))
    several = content.get("multiImage")
    if several is not None and not 2 <= len(_several(several)) <= 20:
        return invalid("/content/multiImage/images", "2 to 20 images are required")
    if any(len(alt) > ALT for _, alt in pictures(content)):
        return invalid("/content", f"altText is longer than {ALT} characters")
    return None


def pictures(content: object) -> list[tuple[str, str]]:
    """The URNs and alt texts of the pictures a content names, in order."""
    if not isinstance(content, dict):
        return []
    named = [(text_in(one, "id"), text_in(one, "altText")) for one in [content.get("media"), *_several(content.get("multiImage"))] if one]
    thumbnail = text_in(content, "article", "thumbnail")
    return [*named, *([(thumbnail, text_in(content, "article", "thumbnailAltText"))] if thumbnail else [])]


def _several(value: object) -> list[Any]:
    images = value.get("images") if isinstance(value, dict) else None
    return images if isinstance(images, list) else []
