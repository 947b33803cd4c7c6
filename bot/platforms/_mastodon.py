"""What is asked of a Mastodon server, what its answers mean, and what it gives back of a post (checked 2026-11-21)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any, cast

from whenever import Instant

from bot.errors import Limited, MaybeSent, Refused
from bot.http import beforehand
from bot.model.receipt import RemoteRef
from bot.platforms._mastodon_client import answered, asking, host, odd, the_id, the_list, the_object
from bot.platforms.base import Connection, pasted, picture, says_gone

if TYPE_CHECKING:
    from bot.model.draft import Media

SKEW = 5
"""Seconds by which the server's clock may be behind ours when posts are looked for."""
PAGES, PAGE = 10, 40
"""Pages of own posts looked through, and posts on one; a longer list proves nothing."""
READY_WITHIN = 600
"""Seconds that a server may take to get ready with a picture; images take none, moving ones are turned into video."""
SLOWEST_POLL = 30
TOP = (0.0, 1.0)
"""The focus of a picture that is taller than wide: cut to a landscape, it shows how it begins."""

_OWN = re.compile(
    r"/(?:web/|deck/)?(?:@(?P<name>[\w.-]+)|users/(?P<user>[\w.-]+)/statuses)/(?P<number>[0-9]{1,20})/?"
    r"|(?P<other>/(?:@[\w.-]+/statuses|notice)/(?P<id>[0-9A-Za-z]{1,40}))/?",
    re.ASCII,
)
"""Paths of a post: Mastodon's own, its web client's, and those of GoToSocial and Akkoma."""


@dataclass(frozen=True, slots=True)
class Found:
    """A post of one's own: `html` as the server shows it, `parent` the post it replies to."""

    ref: RemoteRef
    html: str
    parent: str | None


def address(url: str) -> RemoteRef | None:
    """The post of an address on any server, as its own people see it; None for anything else."""
    where, path = pasted(url)
    found = _OWN.fullmatch(path)
    if "." not in where or not found:
        return None
    id_ = found["number"] or found["id"]
    return RemoteRef(id_, f"https://{where}{found['other'] or '/@' + (found['name'] or found['user']) + '/' + id_}")


def me(connection: Connection) -> Mapping[str, str]:
    """GET /api/v1/accounts/verify_credentials, once in this process: `id` and `username`. Raises a SendError."""
    known = connection.memo.get("me")
    if not isinstance(known, dict):
        with asking(connection) as server:
            server.account_verify_credentials()
        body = the_object(connection)
        known = {"id": the_id(connection, body), "username": str(body.get("username") or "")}
        connection.memo["me"] = known
    return cast("Mapping[str, str]", known)


def limits(connection: Connection) -> dict[str, str | int | list[str]]:
    """GET /api/v2/instance: what the server takes, under its own names, as far as it says so. Raises a SendError."""
    with asking(connection) as server:  # the library would add a slash, which other servers refuse
        server.session.get(f"{server.api_base_url}/api/v2/instance", headers={"Authorization": f"Bearer {server.access_token}"})
    body = the_object(connection)
    said = body.get("configuration")
    parts = [said[name] for name in ("statuses", "media_attachments") if isinstance(said.get(name), dict)] if isinstance(said, dict) else []
    numbers = {name: value for part in parts for name, value in part.items() if type(value) is int}
    kinds = [str(kind) for part in parts for kind in _list(part.get("supported_mime_types"))]
    return {"version": str(body.get("version") or ""), **numbers, "supported_mime_types": kinds}


def create(connection: Connection, text: str, key: str, **more: Any) -> RemoteRef:
    """POST /api/v1/statuses with its Idempotency-Key. Raises a SendError."""
    with asking(connection) as server:
        server.status_post(text, idempotency_key=key, **more)
    return _live(connection, the_object(connection))


def upload(connection: Connection, media: Media) -> RemoteRef:
    """POST /api/v2/media with its alt text; 202 says that the server is not ready with it yet. Raises a SendError."""
    data = picture(media)
    with asking(connection) as server:
        server.media_post(data, media.kind, description=media.alt or None, focus=TOP if media.height > media.width else None)
    id_ = the_id(connection, the_object(connection))
    return RemoteRef(id_, extra={"since": connection.now.format_iso()} if answered().status_code == 202 else {})


def await_ready(connection: Connection, pictures: Iterable[RemoteRef]) -> None:
    """Returns when the server has all of `pictures`. Raises Limited with when to ask again, Refused when that took too long."""
    for uploaded in pictures:
        if not uploaded.extra.get("since"):
            continue
        with beforehand("the server did not say whether a picture is ready"):
            with asking(connection) as server:
                server.media(uploaded.id)
            the_object(connection)
        if answered().status_code == 206:
            waited = (connection.now - Instant.parse_iso(uploaded.extra["since"])).total("seconds")
            if waited > READY_WITHIN:
                raise Refused(f"the server is not ready with a picture after {READY_WITHIN // 60} minutes; a retry uploads it again")
            pause = min(max(2, int(waited / 2)), SLOWEST_POLL)
            raise Limited("the server is still getting ready with a picture", connection.now.add(seconds=pause))


def edit(connection: Connection, ref: RemoteRef, text: str) -> None:
    """PUT /api/v1/statuses/:id with what is to stay: what an edit does not name is taken away. Raises a SendError."""
    _must_be_here(connection, ref)
    with beforehand("the server did not show the post as it is"):
        with asking(connection) as server:
            server.status(ref.id)
        there = the_object(connection)
        the_id(connection, there)
    pictures = [the_id(connection, one) for one in _list(there.get("media_attachments")) if isinstance(one, dict)]
    with asking(connection) as server:
        server.status_update(
            ref.id,
            text,
            spoiler_text=str(there.get("spoiler_text") or "") or None,
            sensitive=bool(there.get("sensitive")),
            media_ids=pictures or None,
        )
    _same_post(connection, ref)


def delete(connection: Connection, ref: RemoteRef) -> None:
    """DELETE /api/v1/statuses/:id. Raises a SendError."""
    _must_be_here(connection, ref)
    with asking(connection) as server:
        server.status_delete(ref.id)
    _same_post(connection, ref)


def exists(connection: Connection, ref: RemoteRef) -> bool:
    """GET /api/v1/statuses/:id: what is gone is a 404. Raises a SendError."""
    _must_be_here(connection, ref)
    try:
        with asking(connection) as server:
            server.status(ref.id)
    except Refused as refused:
        if not says_gone(refused):
            raise
        return False
    _same_post(connection, ref)
    return True


def own(connection: Connection, since: Instant) -> Iterator[Found]:
    """One's own posts made at `since` or later, newest first. Raises a SendError, MaybeSent where the list proves nothing."""
    first, last, mine = since.subtract(seconds=SKEW), None, me(connection)["id"]
    for _ in range(PAGES):
        with asking(connection) as server:
            server.account_statuses(mine, exclude_reblogs=True, limit=PAGE, max_id=last)
        page = the_list(connection)
        for status in page:
            if _made(connection, status) < first:
                return
            parent = status.get("in_reply_to_id")
            yield Found(_live(connection, status), str(status.get("content") or ""), None if parent is None else str(parent))
        if not page:
            return
        last = the_id(connection, page[-1])
    raise MaybeSent("the server lists more posts than can be looked through")


def same(posts: Iterable[Found], text: str, parent: str | None) -> RemoteRef | None:
    """The first of `posts` under `parent` that says `text`; else the first that says its words, as some servers read markdown."""
    near = [post for post in posts if post.parent == parent]
    exact = (post.ref for post in near if _bare(_plain(post.html)) == _bare(text))
    loose = (post.ref for post in near if _words(_plain(post.html)) == _words(text) != "")
    return next(exact, None) or next(loose, None)


def _plain(html: str) -> str:
    """The words of a status: tags out, in linear time, ends of lines and paragraphs as blanks."""
    first, *rest = html.split("<")
    parts = [first]
    for piece in rest:
        tag, _, words = piece.partition(">")
        parts += [" " if tag.startswith(("br", "p", "/p")) else "", words]
    return unescape("".join(parts))


def _bare(text: str) -> str:
    """A text for comparison: composed, white space as one blank, mentions without their host, as servers show them."""
    return " ".join(re.sub(r"(@[\w.-]+)@[\w.-]+\w", r"\1", unicodedata.normalize("NFC", text)).split())


def _words(text: str) -> str:
    return "".join(character for character in _bare(text) if character.isalnum())


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _made(connection: Connection, status: Mapping[str, Any]) -> Instant:
    try:
        return Instant.parse_iso(str(status.get("created_at")))
    except ValueError as error:
        raise odd(connection) from error


def _live(connection: Connection, status: Mapping[str, Any]) -> RemoteRef:
    """A status as a reference. Its address is the server's own only where it lies on the account's server."""
    id_, server = the_id(connection, status), host(connection)
    said = address(str(status.get("url") or ""))
    if said and said.id == id_ and pasted(said.url)[0] == server.removeprefix("www."):
        return said
    account = status.get("account")
    name = str(account.get("username") or "") if isinstance(account, dict) else ""
    named = re.fullmatch(r"[\w.-]+", name, re.ASCII)
    return RemoteRef(id_, f"https://{server}/@{name if named else 'me'}/{id_}")


def _same_post(connection: Connection, ref: RemoteRef) -> None:
    if the_id(connection, the_object(connection)) != ref.id:
        raise odd(connection)


def _must_be_here(connection: Connection, ref: RemoteRef) -> None:
    """Raises Refused for a post of another server: its number means another post here."""
    if ref.url and pasted(ref.url)[0] != host(connection).removeprefix("www."):
        raise Refused(f"{ref.url} is not on {host(connection)}, where the account lives now")
