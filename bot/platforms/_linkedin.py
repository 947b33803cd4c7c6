"""How LinkedIn is spoken to: its headers and versions, its refusals, and the four request shapes (checked 2026-11-21)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, unquote

from bot.errors import MaybeSent, Refused, SendError
from bot.http import beforehand, four_kinds, json_object, only_done, shown
from bot.model.receipt import RemoteRef
from bot.platforms.base import Connection, picture

if TYPE_CHECKING:
    import requests

    from bot.model.draft import Draft, Media
    from bot.platforms.linkedin import Account

HOST = "https://api.linkedin.com"
URN = re.compile(r"urn:li:(?:share|ugcPost|activity):\d+")


def person(connection: Connection) -> Mapping[str, Any]:
    """GET /v2/userinfo, once in this process: `sub` is the member's id. Raises a SendError."""
    known = connection.memo.get("person")
    if not isinstance(known, dict):
        known = json_object(_once(connection, "GET", "/v2/userinfo").text)
        if not isinstance(known.get("sub"), str):
            raise odd(connection, "LinkedIn did not say whose token this is", known)
        connection.memo["person"] = known
    return known


def author(connection: Connection) -> str:
    """The URN that posts: the member's, or the organisation's of the configuration. Raises a SendError, never MaybeSent."""
    configured = cast("Account", connection.account).author
    if configured != "person":
        return configured
    with beforehand("LinkedIn did not say whose token this is"):
        return f"urn:li:person:{person(connection)['sub']}"


def create(connection: Connection, draft: Draft, text: str, pictures: Sequence[tuple[str, str]]) -> str:
    """POST /rest/posts; the post's URN. `pictures` are image URNs with their alt texts. Raises a SendError."""
    targets = {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []}
    body = {
        "author": author(connection),
        "commentary": text,
        "visibility": draft.visibility.upper(),
        "distribution": targets,
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
        **_content(draft, pictures),
    }
    response = call(connection, "POST", "/rest/posts", body)
    found = URN.fullmatch(unquote(response.headers.get("x-restli-id", "")))
    if not found:
        raise odd(connection, "LinkedIn said yes without naming the post", response.text)
    return found[0]


def upload(connection: Connection, media: Media) -> RemoteRef:
    """An image URN for a picture: the address for its bytes is asked for, then they are put there. Raises a SendError."""
    data = picture(media)
    wanted = {"initializeUploadRequest": {"owner": author(connection)}}
    value = json_object(call(connection, "POST", "/rest/images?action=initializeUpload", wanted).text).get("value")
    if not isinstance(value, dict) or not isinstance(value.get("uploadUrl"), str) or not isinstance(value.get("image"), str):
        raise odd(connection, "LinkedIn gave no place for a picture", value)
    _once(connection, "PUT", value["uploadUrl"], data=data, headers={"Content-Type": media.kind})
    return RemoteRef(value["image"])


def comment(connection: Connection, post: RemoteRef, text: str) -> RemoteRef:
    """POST /rest/socialActions/{urn}/comments, plain text. A basic app may be refused (postiz-app issue 1847). Raises a SendError."""
    body = {"actor": author(connection), "object": post.id, "message": {"text": text}}
    response = call(connection, "POST", f"/rest/socialActions/{quoted(post.id)}/comments", body, comment=True)
    id_ = response.headers.get("x-restli-id") or str(json_object(response.text).get("id") or "")
    if not id_:
        raise odd(connection, "LinkedIn said yes without naming the comment", response.text)
    return RemoteRef(id_, post.url, {"post": post.id})


def call(
    connection: Connection, method: str, path: str, json: object = None, *, means: str = "", comment: bool = False
) -> requests.Response:
    """One versioned call. A 426 provably did nothing, so the next version of the account is tried; the one that works is kept.

    `means` is Rest.li's method where the verb does not say it. Raises a SendError.
    """
    versions = connection.memo.get("versions") or cast("Account", connection.account).versions
    for version in cast("tuple[str, ...]", versions):
        headers = {"LinkedIn-Version": version, "X-Restli-Protocol-Version": "2.0.0", **({"X-RestLi-Method": means} if means else {})}
        try:
            response = _once(connection, method, path, comment=comment, json=json, headers=headers)
        except Refused as refused:
            if refused.cause != "version":
                raise
            continue
        connection.memo["versions"] = (version,)
        return response
    connection.memo.pop("versions", None)
    known = ", ".join(cast("Account", connection.account).versions)
    raise Refused(f"LinkedIn has retired all versions that the account knows ({known}): add a newer one to its `versions`", cause="version")


def change(connection: Connection, method: str, path: str, json: object = None, *, means: str) -> None:
    """A call that changes what is there and gives nothing back: 204, or an empty body. Raises a SendError."""
    response = call(connection, method, path, json, means=means)
    if response.status_code != 204 and response.text.strip():
        raise odd(connection, "LinkedIn answered a change with something else", response.text)


def odd(connection: Connection, why: str, answer: object) -> MaybeSent:
    """An answer that looks like a yes and is none we know."""
    return MaybeSent(why, answer=shown(str(answer), connection.secrets.values()))


def quoted(urn: str) -> str:
    """A URN as part of a path."""
    return quote(urn, safe="")


def _once(
    connection: Connection, method: str, path: str, *, comment: bool = False, headers: Mapping[str, str] | None = None, **more: Any
) -> requests.Response:
    bearer = {"Authorization": f"Bearer {connection.secrets['access_token']}"}
    url = path if path.startswith("http") else f"{HOST}{path}"
    with four_kinds(connection.now, connection.secrets.values(), partial(_special, comment)):
        return only_done(connection.session.request(method, url, headers={**bearer, **(headers or {})}, **more))


def _special(comment: bool, status: int, body: Mapping[str, Any]) -> SendError | None:
    """LinkedIn's own refusals (wire errors seen 2023 to 2026). A comment that is not allowed says nothing about the account."""
    said = str(body.get("message") or "").strip()
    if status == 422 and ("DUPLICATE_POST" in str(body.get("errorDetails")) or "is a duplicate of urn:" in said):
        found = URN.search(said)
        return Refused(f"LinkedIn takes this for a repeat of {found[0] if found else 'an earlier post'}", cause="duplicate")
    if status == 403 and comment and said:
        return Refused(f"{said} (403)")
    return None


def _content(draft: Draft, pictures: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Exactly one kind of content: an article's card, one picture, several, or none."""
    if url := str(draft.fields.get("card_url") or ""):
        card = {"source": url, "title": str(draft.fields.get("card_title") or draft.title)}
        card |= {"description": str(draft.fields["card_description"])} if draft.fields.get("card_description") else {}
        card |= {"thumbnail": pictures[0][0]} if pictures else {}
        card |= {"thumbnailAltText": pictures[0][1]} if pictures and pictures[0][1] else {}
        return {"content": {"article": card}}
    images = [{"id": urn, **({"altText": alt} if alt else {})} for urn, alt in pictures]
    if not images:
        return {}
    return {"content": {"media": images[0]}} if len(images) == 1 else {"content": {"multiImage": {"images": images}}}
