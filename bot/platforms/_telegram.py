"""How Telegram is spoken to: a bot's methods, its refusals, and what an answer proves (Bot API, checked 2026-11-22)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from whenever import Instant

from bot.errors import Cause, Limited, MaybeSent, Refused, SendError
from bot.http import CAUSES, LONGEST_WAIT, four_kinds, json_object, only_done, shown
from bot.model.receipt import RemoteRef
from bot.platforms import _telegram_marks as marks
from bot.platforms.base import Connection, picture

if TYPE_CHECKING:
    from bot.model.draft import Draft, Media, Segment

HOST = "https://api.telegram.org"
TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,100}")

SAME, GONE = "message is not modified", ("message to delete not found", "message identifier is not specified", "message_id_invalid")
"""What the words of a 400 say of an edit that changes nothing, and of a deletion of what is not there (seen in 2024 to 2026)."""

LATE = "message can't be deleted"
"""What it says of one older than 48 hours (deleteMessage, 2026-11-22)."""

_RIGHTS = re.compile(
    r"chat not found|not enough rights|need administrator rights|have no rights|chat_write_forbidden|chat_admin_required"
    r"|message thread not found|topic_closed|upgraded to a supergroup|user_banned|peer_id_invalid",
    re.IGNORECASE,
)
"""What a 400 says when the chat is the trouble and no text would do."""


def me(connection: Connection, chat: str) -> dict[str, str]:
    """The bot, and the chat it may post to: three reads. Raises a SendError, Refused where it may not post."""
    bot = _object(connection, "getMe", {})
    name, number = bot.get("username"), bot.get("id")
    if not isinstance(name, str) or type(number) is not int:
        raise _odd(connection, "Telegram did not say whose token this is", bot)
    there = _object(connection, "getChat", {"chat_id": chat})
    if type(there.get("id")) is not int:
        raise _odd(connection, "Telegram did not say which chat this is", there)
    member = _object(connection, "getChatMember", {"chat_id": there["id"], "user_id": number})
    _must_post(name, there, member)
    known = there.get("username")
    return {
        "bot": name,
        "chat_id": str(there["id"]),
        "chat_name": f"@{known}" if isinstance(known, str) and known else "",
        "chat_title": str(there.get("title") or ""),
    }


def _must_post(bot: str, chat: Mapping[str, Any], member: Mapping[str, Any]) -> None:
    """Raises Refused unless the bot may post: in a channel by a right of its own, in a group as one of its members."""
    status, title = member.get("status"), str(chat.get("title") or chat["id"])[:60]
    channel = chat.get("type") == "channel"
    may = status == "creator" or (status == "administrator" and (not channel or member.get("can_post_messages") is True))
    if not may and (channel or status != "member"):
        right = 'an administrator of it who may "Post messages"' if channel else "a member of it"
        raise Refused(f"@{bot} may not post to {title}: make the bot {right}", cause="auth")


def send(connection: Connection, draft: Draft, segment: Segment) -> RemoteRef:
    """sendMessage, sendPhoto or sendMediaGroup: what was approved, in one request. Raises a SendError."""
    preview = str(draft.fields.get("preview") or "")
    where = {
        "chat_id": draft.fields["chat"],
        "message_thread_id": draft.fields.get("topic"),
        "disable_notification": draft.fields.get("silent"),
    }
    asked = {name: value for name, value in where.items() if value}
    if not segment.media:
        made = _object(
            connection, "sendMessage", {**asked, **_text(segment.wire, "text", "entities"), "link_preview_options": _card(preview)}
        )
        return _ref(connection, [made], {"preview": preview} if preview else {})
    data = [picture(media) for media in segment.media]
    if len(data) == 1:
        files = {"photo": (_name(segment.media[0]), data[0], segment.media[0].kind)}
        made = _object(connection, "sendPhoto", {**asked, **_text(segment.wire, "caption", "caption_entities")}, files)
        return _ref(connection, [made], {"pictures": "1"})
    shown = [{"type": "photo", "media": f"attach://p{number}"} for number in range(len(data))]
    shown[0] |= _text(segment.wire, "caption", "caption_entities")
    files = {f"p{at}": (_name(media), data[at], media.kind) for at, media in enumerate(segment.media)}
    group = _call(connection, "sendMediaGroup", {**asked, "media": shown}, files)
    if not isinstance(group, list) or not all(isinstance(each, dict) for each in group):
        raise _odd(connection, "Telegram said yes without naming the post", group)
    return _ref(connection, group, {"pictures": str(len(data))})


def edit(connection: Connection, ref: RemoteRef, segment: Segment) -> None:
    """editMessageText, or editMessageCaption where it has pictures. What says so already is no error. Raises a SendError."""
    asked = _named(ref)
    if segment.media or ref.extra.get("pictures"):
        method, said = "editMessageCaption", {**asked, **_text(segment.wire, "caption", "caption_entities")}
    else:
        card = {"link_preview_options": _card(ref.extra["preview"])} if ref.extra.get("preview") else {}
        method, said = "editMessageText", {**asked, **_text(segment.wire, "text", "entities"), **card}
    try:
        made = _object(connection, method, said)
    except Refused as refused:
        if SAME not in refused.why:
            raise
        return
    if made.get("message_id") != asked["message_id"]:
        raise _odd(connection, "Telegram answered an edit with something else", made)


def delete(connection: Connection, ref: RemoteRef) -> None:
    """deleteMessage, or deleteMessages for a post of several pictures. What is gone is no error. Raises a SendError."""
    asked = _named(ref)
    more = [int(number) for number in ref.extra.get("more", "").split() if number.isdecimal()]
    try:
        if more:
            done = _call(connection, "deleteMessages", {"chat_id": asked["chat_id"], "message_ids": [asked["message_id"], *more]})
        else:
            done = _call(connection, "deleteMessage", asked)
    except Refused as refused:
        if LATE in refused.why:
            raise Refused("Telegram lets a bot take back nothing that is older than 48 hours: delete it in Telegram") from refused
        if not any(words in refused.why.lower() for words in GONE):
            raise
        return
    if done is not True:
        raise _odd(connection, "Telegram answered a deletion with something else", done)


def live(chat: str, number: int) -> RemoteRef:
    """A post as a reference, with the address at which its readers open it; `chat` is `@name` or a number."""
    if chat.startswith("@"):
        return RemoteRef(f"{chat}/{number}", f"https://t.me/{chat[1:]}/{number}")
    if chat.startswith("-100"):
        return RemoteRef(f"{chat}/{number}", f"https://t.me/c/{chat[4:]}/{number}")
    return RemoteRef(f"{chat}/{number}", f"https://web.telegram.org/a/#{chat}")  # a small group, whose posts have no addresses


def _named(ref: RemoteRef) -> dict[str, Any]:
    """Which message: by the chat's number where it is known, as names may change hands."""
    chat, _, number = ref.id.rpartition("/")
    return {"chat_id": ref.extra.get("chat") or chat, "message_id": int(number)}


def _text(wire: str, text: str, entities: str) -> dict[str, Any]:
    marked = marks.read(wire)
    found = marks.sent(marked)
    return {text: marked.text, **({entities: found} if found else {})}


def _card(url: str) -> dict[str, Any]:
    return {"url": url, "prefer_large_media": True} if url else {"is_disabled": True}


def _name(media: Media) -> str:
    """A name for a picture's bytes that tells nothing of this machine."""
    return f"{media.digest[:16]}.{media.kind.rpartition('/')[2]}"


def _ref(connection: Connection, messages: list[dict[str, Any]], extra: dict[str, str]) -> RemoteRef:
    """The post that `messages` are, the first of which holds its words."""
    chats = [message.get("chat") for message in messages]
    numbers = [number for message in messages if type(number := message.get("message_id")) is int and number > 0]
    chat = chats[0] if chats else None
    if not isinstance(chat, dict) or type(chat.get("id")) is not int or len(numbers) < len(messages):
        raise _odd(connection, "Telegram said yes without naming the post", messages)
    name = chat.get("username")
    made = live(f"@{name}" if isinstance(name, str) and re.fullmatch(r"[A-Za-z]\w{3,31}", name, re.ASCII) else str(chat["id"]), numbers[0])
    more = {"more": " ".join(map(str, numbers[1:]))} if numbers[1:] else {}
    return RemoteRef(made.id, made.url, {"chat": str(chat["id"]), **extra, **more})


def _object(connection: Connection, method: str, asked: Mapping[str, Any], files: Mapping[str, Any] | None = None) -> dict[str, Any]:
    result = _call(connection, method, asked, files)
    if not isinstance(result, dict):
        raise _odd(connection, "Telegram answered with something else", result)
    return result


def _call(connection: Connection, method: str, asked: Mapping[str, Any], files: Mapping[str, Any] | None = None) -> object:
    """One method; with `files` as a form, whose fields are JSON where they are no words. Raises a SendError."""
    token = connection.secrets["bot_token"]
    url = f"{HOST}/bot{token if TOKEN.fullmatch(token) else quote(token, safe='')}/{method}"
    form = {name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for name, value in asked.items()}
    body: dict[str, Any] = {"data": form, "files": files} if files else {"json": dict(asked)}
    with four_kinds(connection.now, connection.secrets.values(), partial(_special, connection.now)):
        answer = only_done(connection.session.post(url, **body))
    said = json_object(answer.text)
    if said.get("ok") is not True or "result" not in said:
        raise _odd(connection, "an answer that is not Telegram's", answer.text)
    result: object = said["result"]
    return result


def _special(now: Instant, status: int, body: Mapping[str, Any]) -> SendError | None:
    """Telegram's refusals: `ok` is false and `description` says why; a 404 means that there is no such bot."""
    said = body.get("description")
    if body.get("ok") is not False or not isinstance(said, str) or not said.strip():
        return None
    if status == 429:
        return _flooded(now, body.get("parameters"))
    words = re.sub(r"^(?:Bad Request|Forbidden|Unauthorized|Not Found): ", "", said).strip().rstrip(".")
    cause: Cause | None = "auth" if status == 404 else CAUSES.get(status)
    if cause is None:
        return None
    if status == 400 and _RIGHTS.search(words):
        cause = "account"
    return Refused(f"{words[:400]} ({status})", cause=cause)


def _flooded(now: Instant, parameters: object) -> Limited | None:
    """How long to stay away, where it says so: `retry_after` counts seconds."""
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    if type(seconds) is not int:
        return None
    return Limited("asked to wait (429)", now.add(seconds=min(max(seconds, 1), LONGEST_WAIT)))


def _odd(connection: Connection, why: str, answer: object) -> MaybeSent:
    return MaybeSent(why, answer=shown(str(answer), connection.secrets.values()))
