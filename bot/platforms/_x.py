"""How X is spoken to: tweepy on our session, X's own refusals, and what it gives back of a post (checked 2026-11-21)."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import unescape
from typing import TYPE_CHECKING, Any

from whenever import Instant

from bot.errors import Limited, MaybeSent, Refused, SendError
from bot.http import AGENT, Special, four_kinds, json_object, only_done, reason, shown
from bot.model.receipt import RemoteRef
from bot.platforms._oauth import Stale, lasting
from bot.platforms.base import Connection, picture, says_gone

if TYPE_CHECKING:
    import requests
    import tweepy

    from bot.model.draft import Media

    Asking = Callable[[tweepy.Client], requests.Response]

KEYS = ("api_key", "api_secret", "access_token", "access_secret")
"""All that OAuth 1.0a takes. Where one is missing the access token is one of OAuth 2.0."""
SKEW = 5
"""Seconds by which X's clock may be behind ours when posts are looked for."""
SETTLING = 600
"""Seconds in which a new parent may not be visible to replies yet (node-twitter-api-v2 issue 366 speaks of moments)."""
PAGES = 8
"""Pages of a hundred posts looked through; a longer timeline proves nothing."""
SNOWFLAKE = 1_288_834_974_657
"""Where X's ids begin to count, in milliseconds of Unix time: an id tells when its post was made."""


@dataclass(frozen=True, slots=True)
class Found:
    """A post of the timeline: `text` as it was written, `parent` the post it replies to."""

    id: str
    text: str
    parent: str | None
    at: Instant


@lasting
def create(connection: Connection, text: str, pictures: Sequence[str], parent: str | None) -> str:
    """POST /2/tweets; the new post's id. Raises a SendError."""

    def call(client: tweepy.Client) -> Any:
        wanted = {"text": text, "media_ids": list(pictures) or None, "in_reply_to_tweet_id": parent}
        return client.create_tweet(**wanted, user_auth=_signs(client))

    return _id(connection, _ask(connection, call, partial(_special, connection.now, parent)))


@lasting
def delete(connection: Connection, id_: str) -> None:
    """DELETE /2/tweets/:id. Raises a SendError."""
    data = _ask(connection, lambda client: client.delete_tweet(id_, user_auth=_signs(client))).get("data")
    if not isinstance(data, dict) or data.get("deleted") is not True:
        raise _odd(connection, "X did not say that the post is deleted", data)


@lasting
def exists(connection: Connection, id_: str) -> bool:
    """GET /2/tweets/:id: what is gone is an error of that name inside a 200. Raises a SendError."""
    try:
        body = _body(connection, _request("GET", f"/2/tweets/{id_}"))
    except Refused as refused:
        if not says_gone(refused):
            raise
        return False
    errors = [error for error in body.get("errors") or () if isinstance(error, dict)]
    if any(str(error.get("type")).endswith("/resource-not-found") for error in errors):
        return False
    return _id(connection, body) == id_


@lasting
def upload(connection: Connection, media: Media) -> RemoteRef:
    """POST /2/media/upload in its JSON form (docs.x.com, 2026-08). Raises a SendError."""
    category = "tweet_gif" if media.kind == "image/gif" else "tweet_image"
    body = {"media": base64.b64encode(picture(media)).decode(), "media_category": category, "media_type": media.kind}
    return RemoteRef(_id(connection, _ask(connection, _request("POST", "/2/media/upload", json=body))))


@lasting
def describe(connection: Connection, media: Media, uploaded: RemoteRef) -> RemoteRef:
    """POST /2/media/metadata: the alt text (0.005 USD). The reference is the picture's again. Raises a SendError."""
    body = {"id": uploaded.id, "metadata": {"alt_text": {"text": media.alt}}}
    _ask(connection, _request("POST", "/2/media/metadata", json=body))
    return uploaded


@lasting
def me(connection: Connection) -> Mapping[str, Any]:
    """GET /2/users/me, once in this process. Raises a SendError."""
    known = connection.memo.get("me")
    if not isinstance(known, dict):
        body = _ask(connection, _request("GET", "/2/users/me"))
        _id(connection, body)
        connection.memo["me"] = known = body["data"]
    return known


def timeline(connection: Connection, since: Instant) -> Iterator[Found]:
    """One's own posts made at `since` or later, newest first. Raises a SendError, MaybeSent where the list proves nothing."""
    first = since.subtract(seconds=SKEW)
    wanted = {"max_results": 100, "start_time": _second(first), "tweet.fields": "created_at,entities,referenced_tweets"}
    route = f"/2/users/{me(connection)['id']}/tweets"
    for _ in range(PAGES):
        posts, token = _page(connection, route, wanted)
        yield from (post for post in posts if post.at >= Instant.parse_iso(_second(first)))
        if not token:
            return
        wanted["pagination_token"] = token
    raise MaybeSent("X lists more posts than can be looked through")


@lasting
def _page(connection: Connection, route: str, wanted: Mapping[str, Any]) -> tuple[list[Found], str]:
    """The posts of one page, and the name of the next."""
    body = _ask(connection, _request("GET", route, params=dict(wanted)))
    return _posts(connection, body), (body.get("meta") or {}).get("next_token") or ""


def bare(text: str) -> str:
    """A text for comparison: composed, white space as one blank, links without scheme and last slash, as X adds both."""
    words = unicodedata.normalize("NFC", text).split()
    return " ".join(re.sub(r"(?i)^(\W*)https?://", r"\1", word).rstrip("/") for word in words)


def _client(connection: Connection) -> tweepy.Client:
    """tweepy with our session, which alone keeps time: tweepy sets no timeout on v2 calls. It never waits or repeats."""
    client = connection.memo.get("client")
    if client is None:
        import requests
        import tweepy

        secrets = connection.secrets
        signs = all(name in secrets for name in KEYS)
        bearer, keys = (None, [secrets[name] for name in KEYS]) if signs else (secrets["access_token"], [])
        client = tweepy.Client(bearer, *keys, return_type=requests.Response, wait_on_rate_limit=False)
        client.session, client.user_agent = connection.session, AGENT
        connection.session.hooks["response"] = [only_done]
        connection.memo["client"] = client
    return client


def _ask(connection: Connection, call: Asking, special: Special | None = None) -> dict[str, Any]:
    body = _body(connection, call, special)
    if "data" not in body and "meta" not in body:
        raise _odd(connection, "an answer nobody recognises", body)
    return body


def _body(connection: Connection, call: Asking, special: Special | None = None) -> dict[str, Any]:
    """The JSON object of an answer. Raises a SendError, MaybeSent where it is none."""
    client = _client(connection)
    with four_kinds(connection.now, connection.secrets.values(), special or partial(_special, connection.now, None)):
        response = call(client)
    body = json_object(response.text)
    if not body:
        raise _odd(connection, f"an answer nobody recognises ({response.status_code})", response.text)
    return body


def _request(method: str, route: str, **more: Any) -> Asking:
    return lambda client: client.request(method, route, user_auth=_signs(client), **more)


def _signs(client: tweepy.Client) -> bool:
    """Whether requests are signed (OAuth 1.0a); else they bear a token (OAuth 2.0)."""
    return client.bearer_token is None


def _special(now: Instant, parent: str | None, status: int, body: Mapping[str, Any]) -> SendError | None:
    """X's own refusals (wire errors seen 2023 to 2026); `parent` is the post replied to."""
    detail = str(body.get("detail") or "").rstrip(".")
    if status == 401 and reason(body):
        return Stale(f"{reason(body).rstrip('. ')} (401)", cause="auth")
    if status != 403 or not detail:
        return None
    if "duplicate content" in detail:
        return Refused("X already has a post with this text and does not say which", cause="duplicate")
    if "deleted or not visible" in detail and parent is not None:
        return _invisible(now, parent)
    if "Reply to this conversation" in detail:
        return Refused(f"{detail} (403)")
    return Refused(f"{detail} (403)", cause="account") if re.search("suspended|locked", detail) else None


def _invisible(now: Instant, parent: str) -> SendError:
    made = ((int(parent) >> 22) + SNOWFLAKE) / 1000
    if now.timestamp() - made < SETTLING:
        return Limited("the post before is not visible to replies yet", now.add(seconds=10))
    return Refused("the post it replies to is gone or not visible")


def _odd(connection: Connection, why: str, answer: object) -> MaybeSent:
    return MaybeSent(why, answer=shown(str(answer), connection.secrets.values()))


def _id(connection: Connection, body: Mapping[str, Any]) -> str:
    data = body.get("data")
    found = str(data.get("id") or "") if isinstance(data, dict) else ""
    if not found.isdigit():
        raise _odd(connection, "X said yes without naming an id", body)
    return found


def _second(moment: Instant) -> str:
    return moment.round("second", mode="floor").format_iso()


def _posts(connection: Connection, body: Mapping[str, Any]) -> list[Found]:
    try:
        return [_found(post) for post in body.get("data") or ()]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise _odd(connection, "X listed posts in a form nobody recognises", body) from error


def _found(post: Mapping[str, Any]) -> Found:
    parents = [other["id"] for other in post.get("referenced_tweets") or () if other["type"] == "replied_to"]
    return Found(post["id"], _as_written(post), parents[0] if parents else None, Instant.parse_iso(post["created_at"]))


def _as_written(post: Mapping[str, Any]) -> str:
    """The text before X replaced links by t.co, added one for pictures and escaped `&`, `<` and `>`."""
    text: str = post["text"]
    for link in (post.get("entities") or {}).get("urls") or ():
        full = link.get("expanded_url") or link["url"]
        text = text.replace(link["url"], "" if re.search(r"/status/\d+/(photo|video)/\d+$", full) else full)
    return unescape(text)
