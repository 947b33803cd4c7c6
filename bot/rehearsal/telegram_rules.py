"""What the rehearsal's Telegram takes, refuses, and silently drops, by its own counting. Shares nothing with the adapter.

Limits and words from the Bot API's documents and from errors quoted in public issues (checked 2026-11-22).
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from html import escape
from typing import Any

from bot.rehearsal.wire import Answer, Asked, Call, json_answer, picture_kind
from bot.rehearsal.x_view import part

NAME = "telegram"
TEXT, CAPTION = 4096, 1024
MOST_ENTITIES, MOST_PICTURES = 100, 10
PICTURE_BYTES, SIDES, RATIO = 10 * 1024 * 1024, 10_000, 20
FLOOD, MINUTE = 20, 60
"""Messages that a chat takes in a minute, and how many seconds that has."""

TAGS = {
    "bold": "b", "italic": "i", "strikethrough": "s", "code": "code", "pre": "pre", "text_link": "a", "blockquote": "blockquote",
}  # fmt: skip
CLOSED = frozenset({"code", "pre"})
"""What holds no other entity and stands in none, but a quotation."""

ANYWHERE = frozenset({"bold", "italic", "strikethrough"})


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of text as Telegram keeps it; `start` and `end` count UTF-16 units, `detail` is a link's address or code's language."""

    kind: str
    start: int
    end: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Words and entities as they are kept."""

    text: str
    entities: tuple[Entity, ...]

    @property
    def units(self) -> int:
        """Its length."""
        return len(self.text.encode("utf-16-le")) // 2

    def wire(self) -> str:
        """Words and entities as one string in the manner of Telegram's HTML."""
        data = self.text.encode("utf-16-le")
        opening: dict[int, list[str]] = {}
        closing: dict[int, list[str]] = {}
        for entity in self.entities:
            before, after = _tags(entity)
            opening.setdefault(entity.start, []).append(before)
            closing.setdefault(entity.end, []).insert(0, after)
        parts, at = [], 0
        for place in sorted({*opening, *closing, len(data) // 2}):
            parts.append(escape(data[2 * at : 2 * place].decode("utf-16-le"), quote=False))
            parts += [*closing.get(place, []), *opening.get(place, [])]
            at = place
        return "".join(parts)


def _tags(entity: Entity) -> tuple[str, str]:
    tag = TAGS[entity.kind]
    if entity.kind == "text_link":
        address = escape(entity.detail, quote=False).replace('"', "&quot;")
        return f'<a href="{address}">', "</a>"
    if entity.kind == "pre" and entity.detail:
        return f'<pre><code class="language-{entity.detail}">', "</code></pre>"
    return f"<{tag}>", f"</{tag}>"


def refusal(status: int, words: str, **more: object) -> Answer:
    """An error in Telegram's form."""
    kinds = {400: "Bad Request: ", 403: "Forbidden: "}
    return json_answer(status, {"ok": False, "error_code": status, "description": f"{kinds.get(status, '')}{words}", **more})


def fields(asked: Asked, names: tuple[str, ...]) -> dict[str, Any]:
    """The parameters of a method: of a JSON body, or of a form, where each that is no word is JSON."""
    if asked.headers.get("content-type", "").startswith("application/json"):
        return asked.json() or {}
    found: dict[str, Any] = {}
    for name in names:
        raw = part(asked, name).decode("utf-8", "replace")
        try:
            found[name] = json.loads(raw) if raw else None
        except ValueError:
            found[name] = raw
        if name in ("text", "caption", "chat_id"):
            found[name] = raw or None
    return {name: value for name, value in found.items() if value is not None}


def said(asked: dict[str, Any], name: str, entities: str) -> Said | Answer:
    """The words of a message, trimmed as Telegram trims them, with the entities it keeps; or its refusal."""
    if "parse_mode" in asked:
        return refusal(400, "can't parse entities: this network takes entities apart, as that is what is promised here")
    raw, most = asked.get(name) or "", CAPTION if name == "caption" else TEXT
    if not isinstance(raw, str) or (not raw.strip() and name == "text"):
        return refusal(400, "message text is empty")
    text = raw.strip()
    made = Said(text, ())
    if made.units > most:
        return refusal(400, "message caption is too long" if name == "caption" else "message is too long")
    found = asked.get(entities) or []
    if text != raw and found:
        return refusal(400, "can't parse entities: the text begins or ends with a blank, so that offsets move")
    kept: list[Entity] = []
    for each in found if isinstance(found, list) else []:
        entity = _entity(each, made)
        if isinstance(entity, Answer):
            return entity
        kept.append(entity)
    return Said(text, _kept(kept))


def _entity(raw: object, text: Said) -> Entity | Answer:
    if not isinstance(raw, dict) or str(raw.get("type")) not in TAGS:
        return refusal(400, "can't parse entities: unsupported entity type")
    offset, length = raw.get("offset"), raw.get("length")
    if type(offset) is not int or type(length) is not int or offset < 0 or length < 1 or offset + length > text.units:
        return refusal(400, "ENTITY_BOUNDS_INVALID")
    data = text.text.encode("utf-16-le")
    if any(0xDC00 <= int.from_bytes(data[2 * at : 2 * at + 2], "little") < 0xE000 for at in (offset, offset + length)):
        return refusal(400, "ENTITY_BOUNDS_INVALID")
    kind = str(raw["type"])
    detail = str(raw.get("url" if kind == "text_link" else "language") or "")
    if kind == "text_link" and not detail.startswith(("http://", "https://", "tg://", "mailto:")):
        return refusal(400, "can't parse entities: wrong HTTP URL")
    return Entity(kind, offset, offset + length, detail)


def _kept(found: list[Entity]) -> tuple[Entity, ...]:
    """What Telegram keeps: the first hundred, and of those that cross or may not hold each other the first."""
    kept: list[Entity] = []
    for entity in sorted(found[:MOST_ENTITIES], key=lambda each: (each.start, -each.end)):
        around = [other for other in kept if other.end > entity.start]
        crosses = any(other.end < entity.end for other in around)
        if not crosses and all(_holds(other.kind, entity.kind) for other in around):
            kept.append(entity)
    return tuple(kept)


def _holds(outer: str, inner: str) -> bool:
    """Whether `inner` may stand within `outer` (MessageEntity: what can be nested)."""
    if outer in CLOSED or outer == inner:
        return False
    if outer == "blockquote":
        return inner != "pre"
    return inner not in CLOSED and (inner in ANYWHERE or outer in ANYWHERE)


def picture_wrong(data: bytes) -> Answer | None:
    """Why Telegram shows no photo of these bytes."""
    from PIL import Image, UnidentifiedImageError

    if picture_kind(data) not in {"image/jpeg", "image/png", "image/webp"}:
        return refusal(400, "IMAGE_PROCESS_FAILED")
    if len(data) > PICTURE_BYTES:
        return refusal(413, "Request Entity Too Large")
    try:
        with Image.open(io.BytesIO(data)) as opened:
            width, height = opened.size
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return refusal(400, "IMAGE_PROCESS_FAILED")
    fits = width + height <= SIDES and max(width, height) <= RATIO * min(width, height)
    return None if fits else refusal(400, "PHOTO_INVALID_DIMENSIONS")


def flooded(call: Call, chat: int) -> Answer | None:
    """A 429 where the chat got too much in the last minute."""
    since = call.now.subtract(seconds=MINUTE).format_iso()
    times = [post.at for post in call.ledger.posts(NAME, call.account)[:FLOOD] if post.at > since and post.fields.get("chat_id") == chat]
    if len(times) < FLOOD:
        return None
    return flood(MINUTE)


def flood(seconds: float, *, bare: bool = False) -> Answer:
    """What Telegram says to who is too quick; with `bare` without saying for how long."""
    wait = {} if bare else {"parameters": {"retry_after": max(1, int(seconds))}}
    words = "Too Many Requests" if bare else f"Too Many Requests: retry after {max(1, int(seconds))}"
    return refusal(429, words, **wait)
