"""How a Ghost site is spoken to: its Admin API, its refusals, and what an answer proves (Ghost 6.65, tried 2026-11-22)."""

from __future__ import annotations

import base64
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, unquote

from bot.errors import MaybeSent, NotSent, Refused, SendError
from bot.http import beforehand, four_kinds, json_object, only_done, shown
from bot.model.receipt import RemoteRef
from bot.platforms.base import Connection, pasted, picture, says_gone

if TYPE_CHECKING:
    import requests

    from bot.model.draft import Draft, Media
    from bot.platforms.base import Facts
    from bot.platforms.ghost import Account

VERSION = "v5.0"
"""The oldest version whose answers are read here; newer ones answer it too."""
LIFE = 300
"""Seconds that Ghost lets a token live, at most."""
PUBLIC = frozenset({"published", "sent"})
"""The states in which readers have a post: on the site, or as a mail alone."""
LISTED = "id,title,status,updated_at,slug,url"

_ID = re.compile(r"[0-9a-f]{24}")
_SLUG = re.compile(r"[^\s/?#]{1,191}")
_PATH = re.compile(r"(?:/[\w-]{1,191}){0,4}/[\w%.-]{2,191}/?", re.ASCII)


def address(url: str) -> RemoteRef | None:
    """The post of an address on any site: its slug is the last part; None for what can be none."""
    host, path = pasted(url)
    if "." not in host or not _PATH.fullmatch(path):
        return None
    return RemoteRef(f"{host}{path.rstrip('/')}", f"https://{host}{path.rstrip('/')}/")


def me(connection: Connection) -> Facts:
    """GET /site/ and /newsletters/: `site`, `title`, `version`, and `newsletters` as "slug readers". Raises a SendError."""
    site = _object(connection, _call(connection, "GET", "/site/")).get("site")
    letters = _rows(connection, _call(connection, "GET", "/newsletters/?limit=100&include=count.active_members"), "newsletters")
    if not isinstance(site, dict) or not isinstance(site.get("url"), str):
        raise _odd(connection, "the site did not say who it is", site)
    told = {name: str(site.get(name) or "") for name in ("title", "version")}
    return {"site": site["url"].rstrip("/"), **told, "newsletters": [_letter(row) for row in letters if row.get("status") == "active"]}


def upload(connection: Connection, media: Media) -> RemoteRef:
    """POST /images/upload/: a picture, which nobody sees before a post shows it. Its address is the reference. Raises a SendError."""
    name = f"{media.digest[:16]}.{media.kind.rpartition('/')[2].replace('jpeg', 'jpg')}"
    files = {"file": (name, picture(media), media.kind), "ref": (None, name), "purpose": (None, "image")}
    rows = _rows(connection, _call(connection, "POST", "/images/upload/", files=files), "images")
    url = str(rows[0].get("url") or "") if rows else ""
    if not pasted(url)[0]:
        raise _odd(connection, "the picture was taken without an address", rows)
    return RemoteRef(url)


def create(connection: Connection, draft: Draft, cover: str, key: str) -> RemoteRef:
    """POST /posts/ as a draft below an address that nobody knows, made of `key`; or the one that is there. Raises a SendError."""
    with beforehand("Ghost did not show what is there already"):
        there = of_key(connection, key)
        other = None if there else _by_slug(connection, str(draft.fields["slug"]))
    if there:
        return there
    if other:
        words = "the site has a post at this address already: {}; give this one another, `ghost: {{slug: ...}}`, or take it as published"
        raise Refused(words.format(_live(connection, other).url))
    body = {"posts": [{**_said(draft, cover), "slug": _slug_of(key), "status": "draft"}]}
    made = _post(connection, _call(connection, "POST", "/posts/?source=html", json=body))
    if made.get("status") != "draft":
        raise _odd(connection, f"Ghost was asked for a draft and made something else ({made.get('status')})", made)
    return RemoteRef(_id(connection, made))


def of_key(connection: Connection, key: str) -> RemoteRef | None:
    """The draft that was made under `key`. Raises a SendError."""
    there = _by_slug(connection, _slug_of(key))
    return RemoteRef(_id(connection, there)) if there else None


def publish(connection: Connection, draft: Draft, made: RemoteRef, cover: str) -> RemoteRef:
    """PUT /posts/ID/, once and only while it is a draft: all that was approved, and its publication. Raises a SendError."""
    with beforehand("Ghost did not show the draft"):
        there = post(connection, made.id)
    if there.get("status") in PUBLIC:
        return _live(connection, there)
    if there.get("status") != "draft":
        raise Refused(f"the draft is {there.get('status') or 'gone'} in Ghost, so it was not published")
    mailed = str(draft.fields.get("newsletter") or "")
    more = f"&newsletter={quote(mailed, safe='')}&email_segment=all" if mailed else ""
    body = {**_said(draft, cover), "slug": draft.fields["slug"], "status": "published", "updated_at": there.get("updated_at")}
    done = _post(connection, _call(connection, "PUT", f"/posts/{made.id}/?source=html{more}", json={"posts": [body]}))
    if _id(connection, done) != made.id or done.get("status") not in PUBLIC:
        raise _odd(connection, "Ghost answered the publication with something else", done)
    return _live(connection, done)


def published(connection: Connection, draft: Draft, made: RemoteRef | None) -> RemoteRef | None:
    """The post, if readers have it; with no draft known the one of this title at its address. Raises a SendError."""
    there = post(connection, made.id) if made else _by_slug(connection, str(draft.fields.get("slug") or ""))
    known = made is not None or there.get("title") == draft.title
    return _live(connection, there) if known and there.get("status") in PUBLIC else None


def edit(connection: Connection, ref: RemoteRef, html: str) -> None:
    """PUT /posts/ID/ with another text; nobody gets another mail. Raises a SendError."""
    with beforehand("Ghost did not show the post"):
        there = of(connection, ref)
    if not there:
        raise Refused("there is no such post any more (404)")
    id_ = _id(connection, there)
    body = {"posts": [{"html": html, "updated_at": there.get("updated_at")}]}
    if _id(connection, _post(connection, _call(connection, "PUT", f"/posts/{id_}/?source=html", json=body))) != id_:
        raise _odd(connection, "Ghost answered with another post")


def delete(connection: Connection, ref: RemoteRef) -> None:
    """DELETE /posts/ID/. Raises a SendError."""
    with beforehand("Ghost did not show the post"):
        there = of(connection, ref)
    if not there:
        raise Refused("there is no such post any more (404)")
    response = _call(connection, "DELETE", f"/posts/{_id(connection, there)}/")
    if response.status_code != 204 and response.text.strip():
        raise _odd(connection, "Ghost answered a deletion with something else", response.text)


def of(connection: Connection, ref: RemoteRef) -> Mapping[str, Any]:
    """The post of a reference: by its number where that is known, else by the end of its address. Raises a SendError."""
    number = ref.extra.get("number", "")
    return post(connection, number) if number else _by_slug(connection, unquote(ref.id.rpartition("/")[2]))


def post(connection: Connection, number: str) -> Mapping[str, Any]:
    """GET /posts/ID/; empty when there is none any more. Raises a SendError."""
    return _read(connection, f"/posts/{number}/?fields={LISTED}")


def _by_slug(connection: Connection, slug: str) -> Mapping[str, Any]:
    return _read(connection, f"/posts/slug/{quote(slug, safe='')}/?fields={LISTED}")


def _read(connection: Connection, path: str) -> Mapping[str, Any]:
    try:
        return _post(connection, _call(connection, "GET", path))
    except Refused as refused:
        if not says_gone(refused):
            raise
        return {}


def _said(draft: Draft, cover: str) -> dict[str, object]:
    """All that readers get to see, but the address; a part that the draft lacks is emptied."""
    (segment,) = draft.segments
    tags = draft.fields.get("tags")
    named = {name: draft.fields.get(name) or None for name in ("canonical_url", "custom_excerpt")}
    picture = {"feature_image": cover or None, "feature_image_alt": (segment.media[0].alt or None) if segment.media else None}
    words = [{"name": name} for name in tags] if isinstance(tags, list) else []
    return {"title": draft.title, "html": segment.wire, "tags": words, "visibility": "public", **named, **picture}


def _slug_of(key: str) -> str:
    return f"bot-{key}".lower()


def _letter(row: Mapping[str, Any]) -> str:
    count = row.get("count")
    members = count.get("active_members") if isinstance(count, dict) else None
    return f"{row.get('slug') or ''} {members if type(members) is int else ''}".strip()


def _live(connection: Connection, row: Mapping[str, Any]) -> RemoteRef:
    """A post as a reference: its slug, the address that readers open, and its number in Ghost."""
    url, slug = str(row.get("url") or ""), str(row.get("slug") or "")
    if not _SLUG.fullmatch(slug):
        raise _odd(connection, "Ghost said yes without the post's address", row)
    if not (url.startswith("https://") and url.isascii() and address(url) and f"/{slug}/" in url):
        url = f"https://{_server(connection)}/{quote(slug, safe='')}/"
    return replace(address(url) or RemoteRef(slug, url), extra={"number": _id(connection, row)})


def _call(connection: Connection, method: str, path: str, **more: Any) -> requests.Response:
    token = _token(connection)
    headers = {"Authorization": f"Ghost {token}", "Accept-Version": VERSION}
    url = f"https://{_server(connection)}/ghost/api/admin{path}"
    secrets = [*connection.secrets.values(), *connection.secrets["admin_key"].split(":"), token]
    with four_kinds(connection.now, secrets, _special):
        return only_done(connection.session.request(method, url, headers=headers, **more))


def _token(connection: Connection) -> str:
    """A JSON Web Token of five minutes, by HMAC-SHA256 with the key's second half (Ghost's documents, 2026-11).

    A key that is no pair signs as it is: the site then says what is wrong with it.
    """
    name, _, secret = connection.secrets["admin_key"].partition(":")
    signing = bytes.fromhex(secret) if re.fullmatch(r"(?:[0-9a-f]{2}){1,64}", secret) else connection.secrets["admin_key"].encode()
    begin = int(connection.now.timestamp())
    parts = {"alg": "HS256", "typ": "JWT", "kid": name}, {"iat": begin, "exp": begin + LIFE, "aud": "/admin/"}
    signed = ".".join(_plain(json.dumps(part).encode()) for part in parts)
    return f"{signed}.{_plain(hmac.digest(signing, signed.encode(), 'sha256'))}"


def _plain(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _server(connection: Connection) -> str:
    return cast("Account", connection.account).server.lower()


def _special(status: int, body: Mapping[str, Any]) -> SendError | None:
    """Ghost's own refusals: the sentence and what it is about stand apart."""
    errors = body.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    said = str(first.get("message") or "").strip().rstrip(".")
    about = str(first.get("context") or "").strip().rstrip(".")
    words = f"{said}: {about}" if said and about and about != said else said
    kind = first.get("type")
    if first.get("code") == "INVALID_JWT":
        return Refused(f"{words} ({status})", cause="auth")
    if status == 409 and kind == "UpdateCollisionError":
        return NotSent("somebody saved the post in Ghost in the same moment, so nothing of ours was written")
    if status == 403 and kind == "HostLimitError":
        return Refused(f"{words} ({status})", cause="money")
    if status in (400, 404, 409, 415, 422) and words:
        return Refused(f"{words} ({status})")
    return None


def _post(connection: Connection, response: requests.Response) -> Mapping[str, Any]:
    rows = _rows(connection, response, "posts")
    if not rows:
        raise _odd(connection, "an answer without a post", response.text)
    return rows[0]


def _rows(connection: Connection, response: requests.Response, name: str) -> list[Mapping[str, Any]]:
    rows = _object(connection, response).get(name)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _odd(connection, "an answer that is not Ghost's", response.text)
    return rows


def _object(connection: Connection, response: requests.Response) -> Mapping[str, Any]:
    body = json_object(response.text)
    if not body:
        raise _odd(connection, "an answer that is not Ghost's", response.text)
    return body


def _id(connection: Connection, row: Mapping[str, Any]) -> str:
    id_ = str(row.get("id") or "")
    if not _ID.fullmatch(id_):
        raise _odd(connection, "Ghost said yes without naming the post", row)
    return id_


def _odd(connection: Connection, why: str, answer: object = "") -> MaybeSent:
    return MaybeSent(why, answer=shown(str(answer), connection.secrets.values()))
