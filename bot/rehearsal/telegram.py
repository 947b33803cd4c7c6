"""Telegram's Bot API as it behaves: the token in the path, `ok` in every answer, entities in UTF-16, photos with short captions.

Nothing here reads a chat's history, as no bot can. Who may post where: everybody everywhere, but in a chat whose name ends in `closed`
nobody. Shapes from core.telegram.org/bots/api (checked 2026-11-22).
"""

from __future__ import annotations

import re
from typing import Any

from bot.rehearsal import telegram_rules as rules
from bot.rehearsal.entries import PictureEntry, PostEntry
from bot.rehearsal.telegram_rules import NAME as NAME
from bot.rehearsal.telegram_rules import Said, refusal
from bot.rehearsal.wire import Answer, Asked, Call, account_in, json_answer, number_of, picture_kind
from bot.rehearsal.x_view import part

KEPT_FOR = 48
"""Hours after which a bot may delete nothing."""

PATH = re.compile(r"/bot([^/]+)/([A-Za-z]{1,40})")
FIELDS = ("chat_id", "message_thread_id", "disable_notification", "caption", "caption_entities", "media", "parse_mode")


def account(asked: Asked) -> str:
    """The account of the token in the path, or nothing."""
    found = PATH.fullmatch(asked.path)
    return account_in(found[1], "bot_token") if found else ""


def answer(call: Call) -> Answer:
    """The answer to any request below the prefix; of one whose token is none, as if there were no such place."""
    found = PATH.fullmatch(call.asked.path)
    if not found:
        return refusal(404, "Not Found")
    if not call.account:
        return refuse("401", call)
    if found[2] not in METHODS:
        return refusal(404, "Not Found: method not found")
    return METHODS[found[2]](call, rules.fields(call.asked, FIELDS))


def refuse(fault: str, _: Call, seconds: float = 0) -> Answer:
    """What Telegram answers when it refuses in this manner; nothing is carried out. It refuses no repetition, so that is a plain 400."""
    if fault in {"429", "429-bare", "ratelimit"}:
        return rules.flood(seconds, bare=fault == "429-bare")
    if fault == "401":
        return refusal(401, "Unauthorized")
    if fault == "404":
        return refusal(404, "Not Found")
    if fault == "duplicate":
        return refusal(400, "MESSAGE_DUPLICATE")
    return refusal(403, "bot is not a member of the channel chat")


def me(call: Call, _: dict[str, Any]) -> Answer:
    """getMe."""
    flags = {"is_bot": True, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return _done({"id": number_of(call.account, 10), "first_name": call.account, "username": username(call.account), **flags})


def chat(_: Call, asked: dict[str, Any]) -> Answer:
    """getChat."""
    found = _chat(asked)
    return found if isinstance(found, Answer) else _done({**found, "accent_color_id": 0, "max_reaction_count": 11})


def member(call: Call, asked: dict[str, Any]) -> Answer:
    """getChatMember, of the bot itself."""
    found = _chat(asked)
    if isinstance(found, Answer):
        return found
    closed = str(found.get("username") or "").endswith("closed")
    user = {"id": number_of(call.account, 10), "is_bot": True, "first_name": call.account}
    rights = {} if closed else {"can_post_messages": True, "can_edit_messages": False, "can_delete_messages": False}
    return _done({"user": user, "status": "member" if closed else "administrator", **rights})


def message(call: Call, asked: dict[str, Any]) -> Answer:
    """sendMessage."""
    words = rules.said(asked, "text", "entities")
    return words if isinstance(words, Answer) else _accept(call, asked, words, [])


def photo(call: Call, asked: dict[str, Any]) -> Answer:
    """sendPhoto."""
    words = rules.said(asked, "caption", "caption_entities")
    return words if isinstance(words, Answer) else _accept(call, asked, words, [part(call.asked, "photo")])


def group(call: Call, asked: dict[str, Any]) -> Answer:
    """sendMediaGroup: two to ten photos, the first with the words of all."""
    shown = asked.get("media")
    if not isinstance(shown, list) or not 2 <= len(shown) <= rules.MOST_PICTURES or not all(isinstance(each, dict) for each in shown):
        return refusal(400, "Wrong number of media in the album" if shown else 'parameter "media" is required')
    words = rules.said(shown[0], "caption", "caption_entities")
    if isinstance(words, Answer):
        return words
    if any("caption" in each for each in shown[1:]) or any(each.get("type") != "photo" for each in shown):
        return refusal(400, "this network takes photos with one caption, as that is what is promised here")
    return _accept(call, asked, words, [part(call.asked, str(each.get("media")).removeprefix("attach://")) for each in shown])


def _accept(call: Call, asked: dict[str, Any], words: Said, photos: list[bytes]) -> Answer:
    there = _chat(asked)
    if isinstance(there, Answer):
        return there
    if str(there.get("username") or "").endswith("closed"):
        return refusal(400, "need administrator rights in the channel chat")
    wrong = next((wrong for data in photos if (wrong := rules.picture_wrong(data))), None) or rules.flooded(call, there["id"])
    if wrong:
        return wrong
    seq = call.ledger.next_seq()
    numbers = [100 * seq + at for at in range(max(1, len(photos)))]
    media = tuple(_kept(call, f"{there['id']}/{number}", data) for number, data in zip(numbers, photos, strict=False))
    fields = {
        "kind": "photo" if photos else "text",
        "chat_id": there["id"],
        "chat": there.get("username") or there["title"],
        "numbers": numbers,
        "card": asked.get("link_preview_options") or {},
        "silent": asked.get("disable_notification") is True,
        "topic": asked.get("message_thread_id") or 0,
    }
    name = f"@{there['username']}" if there.get("username") else str(there["id"])
    at = call.now.format_iso()
    call.ledger.add_post(PostEntry(seq, NAME, call.account, f"{name}/{numbers[0]}", "", words.wire(), words.text, "", media, fields, at))
    shown = [_message(there, number, at) for number in numbers]
    return _done(shown if len(photos) > 1 else shown[0])


def _kept(call: Call, name: str, data: bytes) -> PictureEntry:
    return call.ledger.add_upload(NAME, call.account, name, data, picture_kind(data), call.now)


def edit_text(call: Call, asked: dict[str, Any]) -> Answer:
    """editMessageText. Without a choice about the card, the first address of the new text gets one."""
    card = asked.get("link_preview_options") or {}
    return _edit(call, asked, rules.said(asked, "text", "entities"), "text", {"card": card})


def edit_caption(call: Call, asked: dict[str, Any]) -> Answer:
    """editMessageCaption."""
    return _edit(call, asked, rules.said(asked, "caption", "caption_entities"), "photo", {})


def _edit(call: Call, asked: dict[str, Any], words: Said | Answer, kind: str, more: dict[str, object]) -> Answer:
    if isinstance(words, Answer):
        return words
    post = _post(call, asked)
    if post is None:
        return refusal(400, "message to edit not found")
    if post.fields.get("kind") != kind:
        return refusal(400, f"there is no {'text' if kind == 'text' else 'caption'} in the message to edit")
    if post.text == words.wire() and all(post.fields.get(name) == value for name, value in more.items()):
        return refusal(400, "message is not modified: specified new message content and reply markup are exactly the same")
    call.ledger.edit_post(post, words.wire(), words.text, fields=more)
    there = _chat({"chat_id": post.id.rpartition("/")[0]})
    assert isinstance(there, dict)
    return _done({**_message(there, int(post.id.rpartition("/")[2]), post.at), "edit_date": int(call.now.timestamp())})


def delete(call: Call, asked: dict[str, Any]) -> Answer:
    """deleteMessage."""
    post = _post(call, asked)
    if post is None:
        return refusal(400, "message to delete not found")
    if post.at < call.now.subtract(hours=KEPT_FOR).format_iso():
        return refusal(400, "message can't be deleted")
    call.ledger.delete_post(NAME, post.id)
    return _done(True)


def delete_all(call: Call, asked: dict[str, Any]) -> Answer:
    """deleteMessages: those that are not there are passed over."""
    numbers = asked.get("message_ids")
    if not isinstance(numbers, list) or not numbers:
        return refusal(400, "message identifiers are not specified")
    for number in numbers:
        if post := _post(call, {"chat_id": asked.get("chat_id"), "message_id": number}):
            call.ledger.delete_post(NAME, post.id)
    return _done(True)


def username(account: str) -> str:
    """The bot's name: letters, digits and underscores, and `bot` at its end."""
    return f"{re.sub(r'[^A-Za-z0-9]', '_', account)[:28]}_bot"


def _chat(asked: dict[str, Any]) -> dict[str, Any] | Answer:
    """The channel that a request means: every `@name`, and every number of a channel."""
    said = str(asked.get("chat_id") or "")
    if re.fullmatch(r"@[A-Za-z]\w{3,31}", said, re.ASCII):
        return {"id": -1_000_000_000_000 - number_of(said.lower(), 10), "title": said[1:], "username": said[1:], "type": "channel"}
    if re.fullmatch(r"-100[0-9]{5,13}", said):
        return {"id": int(said), "title": "A private channel", "type": "channel"}
    return refusal(400, "chat not found")


def _post(call: Call, asked: dict[str, Any]) -> PostEntry | None:
    """The message that a request names, by its chat's name or number."""
    there, number = _chat(asked), asked.get("message_id")
    if isinstance(there, Answer):
        return None
    posts = (post for post in call.ledger.posts(NAME, call.account) if not post.deleted and post.fields.get("chat_id") == there["id"])
    return next((post for post in posts if number in (post.fields.get("numbers") or ())), None)  # type: ignore[operator]


def _message(there: dict[str, Any], number: int, at: str) -> dict[str, Any]:
    from whenever import Instant

    return {"message_id": number, "sender_chat": there, "chat": there, "date": int(Instant.parse_iso(at).timestamp())}


def _done(result: object) -> Answer:
    return json_answer(200, {"ok": True, "result": result})


METHODS = {
    "getMe": me,
    "getChat": chat,
    "getChatMember": member,
    "sendMessage": message,
    "sendPhoto": photo,
    "sendMediaGroup": group,
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "deleteMessage": delete,
    "deleteMessages": delete_all,
}
