"""What the rehearsal's Mastodon takes and refuses, in its own words and by its own counting. Shares nothing with the adapter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from bot.rehearsal.entries import PictureEntry, PostEntry
from bot.rehearsal.wire import Answer, Asked, Call, json_answer

if TYPE_CHECKING:
    from whenever import Instant

NAME = "mastodon"
LIMIT, LINK = 500, 23
MOST_MEDIA, ALT, PICTURE_BYTES = 4, 1500, 16 * 1024 * 1024
KEY_LIFE = 3600
"""Seconds for which a key counts (PostStatusService, 2026-08)."""
MAKING = 2.0
"""Seconds that a moving picture takes to become a video."""
YES = frozenset({"1", "true", "on", "True"})
VISIBILITIES = frozenset({"public", "unlisted", "private", "direct"})

WORDS = {
    "not_found": "Not Found",
    "record": "Record not found",
    "token": "The access token is invalid",
    "scope": "This action is outside the authorized scopes",
    "forbidden": "This action is not allowed",
    "too_many": "Too many requests",
    "duplicate": "Validation failed: This status is already there",
    "empty": "Validation failed: Text can't be blank",
    "long": f"Validation failed: Text character limit of {LIMIT} exceeded",
    "visibility": "Validation failed: Visibility is not included in the list",
    "making": "Cannot attach files that have not finished processing. Try again in a moment!",
    "many": "Cannot attach more than 4 files",
    "gone": "Media not found or already attached to another post",
    "kind": "Validation failed: File content type is invalid, File is invalid",
    "large": f"Validation failed: File file size must be less than {PICTURE_BYTES // 1024 // 1024} MB",
    "alt": f"Validation failed: Description is too long (maximum is {ALT} characters)",
}
JAPANESE = {
    "record": "レコードが見つかりません",
    "token": "アクセストークンは無効です",
    "scope": "このアクションは承認されたスコープの範囲外です",
    "too_many": "リクエスト回数が多すぎます",
    "empty": "バリデーションに失敗しました: Textを入力してください",
    "long": f"バリデーションに失敗しました: Text上限は{LIMIT}文字です",
    "making": "処理が完了していないファイルを添付することはできません。しばらくしてからもう一度お試しください。",
    "many": "追加できるファイルは4つまでです",
}
LIMITS = {"POST /api/v2/media": (30, 1800), "DELETE": (30, 1800), "POST /api/v1/statuses": (300, 10_800)}
"""Calls in so many seconds, told in headers and not enforced; all others 300 in five minutes (recordings, 2026-08)."""

_MENTION = re.compile(r"(?<![=/\w])@([a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)@\w+(?:[.-]+\w+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a form or of a JSON body, lists under their names without brackets."""

    values: dict[str, list[str]]

    def text(self, name: str) -> str:
        """The last value, or nothing."""
        return self.values.get(name, [""])[-1]

    def texts(self, name: str) -> list[str]:
        """All values."""
        return self.values.get(name, [])

    def yes(self, name: str) -> bool:
        """Whether it is set."""
        return self.text(name) in YES


def fields(asked: Asked) -> Fields:
    """The body's fields, whichever of the two forms it has."""
    found: dict[str, list[str]] = {}
    for name, value in _pairs(asked):
        for each in value if isinstance(value, list) else [value]:
            if each is not None:
                found.setdefault(name.removesuffix("[]"), []).append(str(each))
    return Fields(found)


def _pairs(asked: Asked) -> list[tuple[str, Any]]:
    if asked.headers.get("content-type", "").startswith("application/json"):
        return list((asked.json() or {}).items())
    try:
        return list(parse_qsl(asked.body.decode(), keep_blank_values=True, max_num_fields=200))
    except ValueError:
        return []


def refusal(call: Call, status: int, words: str, headers: dict[str, str] | None = None) -> Answer:
    """An error in Mastodon's form, in the language that the account has set."""
    said = JAPANESE.get(words, WORDS[words]) if call.account.endswith("-ja") else WORDS[words]
    return json_answer(status, {"error": said}, headers)


def limit_headers(call: Call, left: int | None = None, seconds: float = 0) -> dict[str, str]:
    """The rate limit of this call, with an instant as its reset; used up with `left` 0 until `seconds` from now."""
    called = f"{call.asked.method} {call.asked.path}"
    most, window = next((limit for start, limit in LIMITS.items() if called.startswith(start)), (300, 300))
    reset = call.now.add(seconds=window if left is None else max(1, seconds))
    told = {"x-ratelimit-limit": most, "x-ratelimit-remaining": most - 1 if left is None else left, "x-ratelimit-reset": reset.format_iso()}
    return {name: str(value) for name, value in told.items()}


def number(now: Instant, seq: int) -> int:
    """An id as Mastodon makes them: milliseconds above 16 bits that count."""
    return int(now.timestamp(unit="millisecond")) << 16 | seq & 0xFFFF


def keyed(call: Call, key: str) -> PostEntry | None:
    """The post that this account made with `key` within the hour. Its text is not compared."""
    oldest = call.now.subtract(seconds=KEY_LIFE).format_iso()
    posts = call.ledger.posts(NAME, call.account)
    return next((post for post in posts if post.fields.get("idempotency_key") == key and post.at >= oldest), None)


def length(text: str) -> int:
    """`text` in Mastodon's characters: graphemes, links with their scheme as 23, mentions without their host."""
    import regex
    from twitter_text import extract_urls_with_indices

    spans = [found["indices"] for found in extract_urls_with_indices(text, extract_urls_without_protocol=False)]
    counted, at = 0, 0
    for start, end in [*spans, (len(text), len(text))]:
        counted += len(regex.findall(r"\X", _MENTION.sub(r"@\1", text[at:start]))) + (LINK if end > start else 0)
        at = end
    return counted


def text_wrong(call: Call, asked: Fields, media: Sequence[PictureEntry]) -> Answer | None:
    """Why a post can't say this."""
    text, warning = asked.text("status").strip(), asked.text("spoiler_text").strip()
    if not text and not media and not warning:
        return refusal(call, 422, "empty")
    if length(text) + length(warning) > LIMIT:
        return refusal(call, 422, "long")
    visibility = asked.text("visibility")
    return refusal(call, 422, "visibility") if visibility and visibility not in VISIBILITIES else None


def parent_wrong(call: Call, parent: str) -> Answer | None:
    """Why a post can't reply there."""
    post = call.ledger.post(NAME, parent) if parent else None
    return refusal(call, 404, "record") if parent and (post is None or post.deleted) else None


def attachable(call: Call, names: Sequence[str], post: PostEntry | None = None) -> tuple[tuple[PictureEntry, ...], Answer | None]:
    """The uploads named, or why they can't go with a post; `post` may keep its own."""
    if len(names) > MOST_MEDIA:
        return (), refusal(call, 422, "many")
    found: list[PictureEntry] = []
    kept = {picture.id for picture in post.media} if post else set()
    for name in names:
        upload = call.ledger.upload(NAME, name)
        if not upload or upload[0] != call.account or (name not in kept and taken(call, name)):
            return (), refusal(call, 422, "gone")
        if in_the_making(call, name, upload[1].kind):
            return (), refusal(call, 422, "making")
        found.append(upload[1])
    return tuple(found), None


def taken(call: Call, name: str) -> bool:
    """Whether a post has this upload."""
    return any(picture.id == name for post in call.ledger.posts(NAME, call.account) for picture in post.media)


def in_the_making(call: Call, name: str, kind: str) -> bool:
    """Whether the server is not ready with an upload yet; its id says when it came."""
    return kind == "image/gif" and call.now.timestamp(unit="millisecond") - (int(name) >> 16) < MAKING * 1000


def picture_wrong(call: Call, data: bytes, kind: str, alt: str) -> Answer | None:
    """Why a picture is refused."""
    if not kind:
        return refusal(call, 422, "kind")
    if len(data) > PICTURE_BYTES:
        return refusal(call, 422, "large")
    return refusal(call, 422, "alt") if len(alt) > ALT else None
