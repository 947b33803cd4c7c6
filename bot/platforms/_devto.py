"""What is asked of dev.to, and what its answers mean (read in Forem's sources, 2026-11-22)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.errors import MaybeSent, Refused, SendError
from bot.http import beforehand, four_kinds, only_done, shown
from bot.model.receipt import RemoteRef
from bot.platforms.base import Connection, Facts

if TYPE_CHECKING:
    import requests

    from bot.model.draft import Draft

HOST = "https://dev.to/api"
ACCEPT = "application/vnd.forem.api-v1+json"
PAGE, PAGES = 1000, 10
"""Articles on one page of one's own, and pages that are read."""
GONE = "there is no such article of yours (404)"

_PATH = re.compile(r"/([a-z0-9_]+/[a-z0-9_-]+)", re.ASCII)
_TAKEN = re.compile(r"has already been taken|last five minutes|past five minutes", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9_]{1,60}")


@dataclass(frozen=True, slots=True)
class Article:
    """An article of one's own. `number` is its id there, `ref` what a reader opens; both stay for ever."""

    number: str
    ref: RemoteRef
    title: str
    text: str
    canonical: str
    published: bool


def me(connection: Connection) -> Facts:
    """GET /api/users/me: `id` and `username`. Raises a SendError."""
    body = _object(connection, _call(connection, "GET", "/users/me"))
    name = str(body.get("username") or "")
    return {"id": _number(connection, body), "username": name if _NAME.fullmatch(name) else ""}


def own(connection: Connection) -> list[Article]:
    """GET /api/articles/me/all: all of one's own, drafts included. Raises a SendError, MaybeSent where the list has no end."""
    found: list[Article] = []
    for page in range(1, PAGES + 1):
        response = _call(connection, "GET", f"/articles/me/all?page={page}&per_page={PAGE}")
        rows = _json(connection, response)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise _odd(connection, response.text)
        found += [_article(connection, row) for row in rows]
        if len(rows) < PAGE:
            return found
    raise MaybeSent("dev.to lists more articles than can be looked through")


def same(articles: Iterable[Article], draft: Draft) -> Article | None:
    """The one of `articles` that says what `draft` says, a published one before others."""
    title, text = _bare(draft.title), _bare(draft.segments[0].wire)
    fitting = [article for article in articles if _bare(article.title) == title and _bare(article.text) == text]
    return next((article for article in fitting if article.published), fitting[0] if fitting else None)


def create(connection: Connection, draft: Draft) -> RemoteRef:
    """POST /api/articles: a draft, or the one that is there already with the same words. Raises a SendError."""
    with beforehand("dev.to did not show your own articles"):
        there = _there(connection, draft)
    if there:
        return there
    try:
        response = _call(connection, "POST", "/articles", {"article": {**_fields(draft), "published": False}})
    except Refused as refused:
        there = _there_after(connection, draft, refused)
        if there is None:
            raise
        return there
    return RemoteRef(_number(connection, _object(connection, response)))


def publish(connection: Connection, number: str, draft: Draft) -> RemoteRef:
    """PUT /api/articles/:id with the whole article and `published`. Raises a SendError."""
    body = _put(connection, number, {**_fields(draft), "published": True})
    if not body.get("published_timestamp", body.get("published_at")):
        raise _odd(connection, "it answered as if the article were still a draft")
    return _live(connection, body)


def edit(connection: Connection, ref: RemoteRef, text: str) -> None:
    """PUT /api/articles/:id with another text. Raises a SendError."""
    _put(connection, _number_of(connection, ref), {"body_markdown": text})


def unpublish(connection: Connection, ref: RemoteRef) -> None:
    """PUT /api/articles/:id, `published` false. Raises a SendError."""
    _put(connection, _number_of(connection, ref), {"published": False})


def _there(connection: Connection, draft: Draft) -> RemoteRef | None:
    """The draft, if it was made already. Raises Refused where another article of one's own stands in its place."""
    articles = own(connection)
    if found := same(articles, draft):
        return RemoteRef(found.number)
    canonical = str(draft.fields.get("canonical_url") or "")
    other = next((article for article in articles if canonical and article.canonical == canonical), None)
    if other is None:
        return None
    if other.published:
        raise Refused(f"the article is on dev.to already: {other.ref.url}", cause="duplicate")
    words = "you have a draft of this article there with other words; publish it there, or delete it at https://dev.to/dashboard and retry"
    raise Refused(words)


def _there_after(connection: Connection, draft: Draft, refused: Refused) -> RemoteRef | None:
    """The draft that was made in spite of a refusal. Raises MaybeSent where that can't be seen."""
    if refused.cause not in {"content", "duplicate"}:
        return None
    try:
        return _there(connection, draft)
    except Refused:
        return None
    except SendError as error:
        raise MaybeSent(f"{refused.why}, and whether a draft was made can't be seen: {error.why}", answer=refused.answer) from error


def _fields(draft: Draft) -> dict[str, object]:
    """The article as Forem names its parts; a part that the draft lacks is emptied."""
    named = {name: draft.fields.get(name) or "" for name in ("canonical_url", "main_image", "description")}
    series = {"series": draft.fields["series"]} if draft.fields.get("series") else {}
    return {"title": draft.title, "body_markdown": draft.segments[0].wire, "tags": draft.fields.get("tags") or [], **named, **series}


def _put(connection: Connection, number: str, article: Mapping[str, object]) -> Mapping[str, Any]:
    body = _object(connection, _call(connection, "PUT", f"/articles/{number}", {"article": article}))
    if _number(connection, body) != number:
        raise _odd(connection, "it answered with another article")
    return body


def _number_of(connection: Connection, ref: RemoteRef) -> str:
    """The id of a live article. Raises Refused where it is none of one's own."""
    if ref.extra.get("number"):
        return ref.extra["number"]
    with beforehand("dev.to did not show your own articles"):
        found = next((article.number for article in own(connection) if article.ref.id == ref.id), None)
    if found is None:
        raise Refused(GONE)
    return found


def _article(connection: Connection, row: Mapping[str, Any]) -> Article:
    texts = {name: row.get(name) for name in ("title", "body_markdown", "canonical_url")}
    title, text, canonical = (value if isinstance(value, str) else "" for value in texts.values())
    return Article(_number(connection, row), _live(connection, row), title, text, canonical, row.get("published") is True)


def _live(connection: Connection, row: Mapping[str, Any]) -> RemoteRef:
    found = _PATH.fullmatch(str(row.get("path") or ""))
    if not found:
        raise _odd(connection, row)
    return RemoteRef(found[1], f"https://dev.to/{found[1]}")


def _number(connection: Connection, row: Mapping[str, Any]) -> str:
    number = row.get("id")
    if type(number) is not int or number <= 0:
        raise _odd(connection, row)
    return str(number)


def _call(connection: Connection, method: str, path: str, json: object = None) -> requests.Response:
    headers = {"api-key": connection.secrets["api_key"], "Accept": ACCEPT}
    with four_kinds(connection.now, connection.secrets.values(), _special):
        return only_done(connection.session.request(method, f"{HOST}{path}", json=json, headers=headers))


def _special(status: int, body: Mapping[str, Any]) -> SendError | None:
    """Forem's own refusal of what is there already."""
    said = str(body.get("error") or "")
    return Refused(f"{said.rstrip('.')} ({status})", cause="duplicate") if status == 422 and _TAKEN.search(said) else None


def _json(connection: Connection, response: requests.Response) -> object:
    try:
        return response.json()
    except (ValueError, RecursionError) as error:
        raise _odd(connection, response.text) from error


def _object(connection: Connection, response: requests.Response) -> Mapping[str, Any]:
    body = _json(connection, response)
    if not isinstance(body, dict):
        raise _odd(connection, response.text)
    return body


def _odd(connection: Connection, answer: object) -> MaybeSent:
    return MaybeSent("an answer nobody recognises", answer=shown(str(answer), connection.secrets.values()))


def _bare(text: str) -> str:
    """A text for comparison: composed, white space as one blank."""
    return " ".join(unicodedata.normalize("NFC", text).split())
