"""What is asked of Reddit through praw, and what its raw answers mean (checked 2026-11-21)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from whenever import Instant

from bot.errors import Cause, Limited, MaybeSent, Refused, SendError
from bot.http import json_object, shown
from bot.model.receipt import RemoteRef
from bot.platforms._praw import NONSENSE, answered, asking
from bot.platforms.base import Connection, Facts

SKEW = 5
"""Seconds by which Reddit's clock may be behind ours when posts are looked for."""
NEWEST = 100
"""Own submissions looked through: one page, more than our caps allow in a day."""
QUOTA_WAIT = 3600
"""Seconds to wait after QUOTA_FILLED: "Please try again in an hour" (redd pull 10)."""
VAGUE_WAIT = 900
"""Seconds to wait after a RATELIMIT whose sentence names no time."""
ASKED = "Reddit asks to wait"
"""Why a RATELIMIT inside a 200 was raised; unlike a 429 it may come although the post was made (praw issue 1768)."""
UNITS = {"millisecond": 0, "second": 1, "minute": 60, "hour": 3600}
CAUSES: Mapping[str, Cause] = {"ALREADY_SUB": "duplicate", "USER_REQUIRED": "auth", "BAD_CAPTCHA": "account"}
"""Errors inside a 200 that are not about what was sent."""


def submit(connection: Connection, subreddit: str, title: str, body: Mapping[str, Any]) -> RemoteRef:
    """POST /api/submit/ through praw; `body` are its other arguments. Raises a SendError."""
    with asking(connection) as reddit:
        reddit.subreddit(subreddit).submit(title, **body)
    return _created(connection)


def edit(connection: Connection, id_: str, text: str) -> None:
    """POST /api/editusertext/. Raises a SendError."""
    with asking(connection) as reddit:
        reddit.submission(id_).edit(text)
    inner = _inner()
    if inner.get("errors"):
        raise _in_body(connection, inner["errors"])
    if not inner.get("data"):
        raise _odd(connection)


def delete(connection: Connection, id_: str) -> None:
    """POST /api/del/, which answers `{}` whether the post was there or not. Raises a SendError."""
    with asking(connection) as reddit:
        reddit.submission(id_).delete()
    if (errors := _inner().get("errors")) or answered().strip() != "{}":
        raise _in_body(connection, errors)


def exists(connection: Connection, id_: str) -> bool:
    """GET /api/info/: a deleted post is listed with its author as "[deleted]", or not at all. Raises a SendError."""
    with asking(connection) as reddit:
        list(reddit.info(fullnames=[f"t3_{id_}"]))
    try:
        return any(child["data"]["author"] != "[deleted]" for child in json_object(answered())["data"]["children"])
    except NONSENSE as error:
        raise _odd(connection) from error


def newest(connection: Connection, since: Instant) -> list[Mapping[str, Any]]:
    """One's own newest submissions made at `since` or later, as Reddit lists them. Raises a SendError."""
    first = since.timestamp() - SKEW
    posts: list[Mapping[str, Any]] = []
    with asking(connection) as reddit:
        name = connection.secrets.get("username") or str(reddit.user.me())
        list(reddit.redditor(name).submissions.new(limit=NEWEST))
    try:
        posts = [child["data"] for child in json_object(answered())["data"]["children"]]
        return [post for post in posts if post["created_utc"] >= first and post["id"] and post["title"]]
    except NONSENSE as error:
        raise _odd(connection) from error


def requirements(connection: Connection, subreddit: str) -> Facts:
    """What the subreddit asks of posts, under Reddit's own names, and its `flairs` as "text|id". Raises a SendError."""
    with asking(connection) as reddit:
        reddit.subreddit(subreddit).post_requirements()
    asked = json_object(answered())
    found: dict[str, str | int | bool | list[str]] = {name: value for name, value in asked.items() if _plain(value)}
    return {**found, "flairs": _flairs(connection, subreddit)}


def _flairs(connection: Connection, subreddit: str) -> list[str]:
    """POST /r/SUB/api/flairselector/, which changes nothing. A subreddit without flairs refuses it."""
    try:
        with asking(connection) as reddit:
            list(reddit.subreddit(subreddit).flair.link_templates.user_selectable())
    except Refused:
        return []
    choices = json_object(answered()).get("choices") or []
    return [f"{one.get('flair_text') or ''}|{one['flair_template_id']}" for one in choices if _named(one)]


def _named(flair: object) -> bool:
    return isinstance(flair, dict) and isinstance(flair.get("flair_template_id"), str)


def _plain(value: object) -> bool:
    return isinstance(value, str | int) or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def _inner() -> dict[str, Any]:
    inner = json_object(answered()).get("json")
    return inner if isinstance(inner, dict) else {}


def _created(connection: Connection) -> RemoteRef:
    """The submission in the raw answer, even when errors came with it (praw issue 1768); else the error it holds."""
    inner = _inner()
    data = inner.get("data")
    id_ = str(data.get("id") or data.get("name") or "").removeprefix("t3_") if isinstance(data, dict) else ""
    if isinstance(data, dict) and re.fullmatch("[a-z0-9]+", id_):
        url = str(data.get("url") or "")
        return RemoteRef(id_, url if url.startswith("https://www.reddit.com/") else f"https://www.reddit.com/comments/{id_}/")
    if inner.get("errors"):
        raise _in_body(connection, inner["errors"])
    raise _odd(connection)


def _in_body(connection: Connection, errors: object) -> SendError:
    """What errors inside a 200 prove: each is a list of code, sentence and field (wire errors; PRAW's recordings)."""
    if not isinstance(errors, list) or not all(isinstance(one, list) and len(one) > 1 and isinstance(one[0], str) for one in errors):
        return _odd(connection)
    answer = shown(answered(), connection.secrets.values())
    code, said = errors[0][0], str(errors[0][1]).rstrip(". ")
    codes = {one[0] for one in errors}
    if "RATELIMIT" in codes:
        return Limited(ASKED, connection.now.add(seconds=_named_wait(one[1] for one in errors)), answer=answer)
    if "QUOTA_FILLED" in codes:
        return Limited("Reddit's quota for this account is used up", connection.now.add(seconds=QUOTA_WAIT), answer=answer)
    cause: Cause = next((CAUSES[one] for one in codes if one in CAUSES), "content")
    return Refused(f"{said} ({code})", cause=cause, answer=answer)


def _named_wait(sentences: Iterable[object]) -> int:
    for sentence in sentences:
        found = re.search(r"(\d{1,4}|an?) (millisecond|second|minute|hour)s?", str(sentence))
        if found:
            return 1 + UNITS[found[2]] * (int(found[1]) if found[1].isdigit() else 1)
    return VAGUE_WAIT


def _odd(connection: Connection) -> MaybeSent:
    return MaybeSent("an answer nobody recognises", answer=shown(answered(), connection.secrets.values()))
