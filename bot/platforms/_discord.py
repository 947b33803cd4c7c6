"""How Discord is spoken to: a webhook and its messages, its refusals, and what an answer proves (API v10, checked 2026-11-22)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from bot.errors import Cause, Limited, MaybeSent, Refused, SendError
from bot.http import CAUSES, LONGEST_WAIT, beforehand, four_kinds, json_object, only_done, shown
from bot.model.receipt import RemoteRef
from bot.platforms.base import Connection, picture, says_gone

if TYPE_CHECKING:
    import requests
    from whenever import Instant

    from bot.model.draft import Draft, Media, Segment

HOST = "https://discord.com/api/v10/webhooks"
URL = re.compile(
    r"https://(?:ptb\.|canary\.)?discord(?:app)?\.com/api/(?:v[0-9]+/)?webhooks/([0-9]{1,20})/([A-Za-z0-9._-]{1,200})/?(?:\?\S*)?"
)
"""What Discord gives a person to paste."""

NOBODY: Mapping[str, list[str]] = {"parse": []}
"""Whom a message may call, whatever its words hold."""

SILENT = 1 << 12
"""The flag of a message that makes no sound."""

OVER = frozenset({10003, 10015, 50027})
"""Codes of a channel or webhook that is gone, and of a token that is wrong: no message can be the reason."""

PLACE = frozenset({160_005, 220_001, 220_002, 220_003})
"""Codes of a channel that takes no such message: a forum without a thread, say."""

MOST_DETAILS, DEEPEST = 3, 8


def hook(connection: Connection) -> Mapping[str, str]:
    """GET of the webhook, once in this process: its name, its number, and its channel's. Raises a SendError."""
    known = connection.memo.get("hook")
    if not isinstance(known, dict):
        body = json_object(_call(connection, "GET", "").text)
        known = {"webhook": body.get("id"), "channel_id": body.get("channel_id"), "guild_id": body.get("guild_id")}
        if not all(map(_is_number, known.values())):
            raise _odd(connection, "Discord did not say which webhook this is", body)
        known["name"] = str(body.get("name") or "")
        connection.memo["hook"] = known
    return cast("Mapping[str, str]", known)


def send(connection: Connection, draft: Draft, segment: Segment) -> RemoteRef:
    """POST with `wait=true`: what was approved, in one request. Raises a SendError."""
    data = [picture(media) for media in segment.media]
    with beforehand("Discord did not say which channel the webhook belongs to"):
        own = hook(connection)
    names = [_name(number, media) for number, media in enumerate(segment.media)]
    said: dict[str, Any] = {"content": segment.wire, "allowed_mentions": NOBODY}
    said |= {"username": draft.fields["username"]} if draft.fields.get("username") else {}
    said |= {"flags": SILENT} if draft.fields.get("silent") else {}
    if data:
        said["attachments"] = [
            {"id": number, "filename": name, **({"description": media.alt} if media.alt else {})}
            for number, (name, media) in enumerate(zip(names, segment.media, strict=True))
        ]
    files = {f"files[{at}]": (names[at], data[at], media.kind) for at, media in enumerate(segment.media)}
    body: dict[str, Any] = {"data": {"payload_json": json.dumps(said, ensure_ascii=False)}, "files": files} if files else {"json": said}
    thread = str(draft.fields.get("thread") or "")
    made = json_object(_call(connection, "POST", "", params={"wait": "true"} | _in(thread), **body).text)
    number, channel = made.get("id"), made.get("channel_id")
    if not _is_number(number) or not _is_number(channel):
        raise _odd(connection, "Discord said yes without naming the message", made)
    ref = live(own["guild_id"], str(channel), str(number))
    return RemoteRef(ref.id, ref.url, {**ref.extra, "webhook": own["webhook"]})


def edit(connection: Connection, ref: RemoteRef, text: str) -> None:
    """PATCH of a message: its words alone. Raises a SendError."""
    changed = json_object(_message(connection, "PATCH", ref, json={"content": text, "allowed_mentions": NOBODY}).text)
    if changed.get("id") != ref.id:
        raise _odd(connection, "Discord answered an edit with something else", changed)


def delete(connection: Connection, ref: RemoteRef) -> None:
    """DELETE of a message. Raises a SendError."""
    response = _message(connection, "DELETE", ref)
    if response.status_code != 204 and response.text.strip():
        raise _odd(connection, "Discord answered a deletion with something else", response.text)


def there(connection: Connection, ref: RemoteRef) -> bool:
    """GET of a message. Raises a SendError."""
    try:
        found = json_object(_message(connection, "GET", ref).text)
    except Refused as refused:
        if not says_gone(refused):
            raise
        return False
    if found.get("id") != ref.id:
        raise _odd(connection, "Discord showed another message", found)
    return True


def live(guild: str, channel: str, number: str) -> RemoteRef:
    """A message as a reference, with the address at which its readers open it."""
    return RemoteRef(number, f"https://discord.com/channels/{guild}/{channel}/{number}", {"channel": channel})


def _message(connection: Connection, method: str, ref: RemoteRef, **more: Any) -> requests.Response:
    """One call about a message. Another webhook's would look as if it were gone, so that is refused here."""
    with beforehand("Discord did not say which webhook this is"):
        own = hook(connection)
    if ref.extra.get("webhook", own["webhook"]) != own["webhook"]:
        raise Refused("another webhook posted this, and only that one can reach it: change or delete it in Discord")
    channel = ref.extra.get("channel") or own["channel_id"]
    thread = _in(channel if channel != own["channel_id"] else "")
    return _call(connection, method, f"/messages/{quote(ref.id, safe='')}", params=thread, **more)


def _in(thread: str) -> dict[str, str]:
    return {"thread_id": thread} if thread else {}


def _call(connection: Connection, method: str, path: str, **more: Any) -> requests.Response:
    number, token = _pasted(connection.secrets["webhook_url"])
    with four_kinds(connection.now, _secrets(connection), partial(_special, connection.now)):
        return only_done(connection.session.request(method, f"{HOST}/{number}/{token}{path}", **more))


def _pasted(secret: str) -> tuple[str, str]:
    """Number and token of a webhook's address. What is none goes to Discord as a token, which says that there is no such webhook."""
    found = URL.fullmatch(secret.strip())
    return (found[1], found[2]) if found else ("0", quote(secret, safe=""))


def _secrets(connection: Connection) -> list[str]:
    """What may come back in no text: the whole address, and its token, which is in every address that is called."""
    secret = connection.secrets["webhook_url"]
    return [secret, _pasted(secret)[1]]


def _special(now: Instant, status: int, body: Mapping[str, Any]) -> SendError | None:
    """Discord's refusals: a `message`, a `code`, and which field is wrong; a 429 says how long to wait, in seconds."""
    said, code = body.get("message"), body.get("code")
    if status == 429:
        seconds = body.get("retry_after")
        if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds < LONGEST_WAIT:
            return None
        return Limited("asked to wait (429)", now.add(seconds=max(1, ceil(seconds))))
    cause: Cause | None = CAUSES.get(status)
    if cause is None or not isinstance(said, str) or not said.strip() or type(code) is not int:
        return None
    if code in OVER:
        return Refused(f"Discord has no such webhook any more ({said.strip().rstrip('.')})", cause="auth")
    details = "; ".join(_details(body.get("errors"), DEEPEST)[:MOST_DETAILS])
    words = f"{said.strip().rstrip('.')}{': ' + details if details else ''}"
    return Refused(f"{words[:400]} ({status})", cause="account" if code in PLACE else cause)


def _details(errors: object, depth: int) -> list[str]:
    """The sentences in Discord's nested errors."""
    if not depth or not isinstance(errors, dict | list):
        return []
    if isinstance(errors, dict) and isinstance(errors.get("message"), str):
        return [errors["message"].rstrip(".")]
    return [words for each in (errors.values() if isinstance(errors, dict) else errors) for words in _details(each, depth - 1)]


def _name(number: int, media: Media) -> str:
    """A name for a picture's bytes that tells nothing of this machine."""
    return f"{number}-{media.digest[:16]}.{media.kind.rpartition('/')[2]}"


def _is_number(value: object) -> bool:
    """Whether it is a snowflake: a string of digits, as it becomes part of addresses."""
    return isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= 20


def _odd(connection: Connection, why: str, answer: object) -> MaybeSent:
    return MaybeSent(why, answer=shown(str(answer), _secrets(connection)))
