"""Kit, a newsletter service that was ConvertKit: drafts of broadcasts by its API v4 (its documents, checked 2026-11-22).

Oddities. A broadcast without `send_at` is a draft, and `public: true` would put it on the web: both always stand in the request. To
send one, its documents want `public: true`, so that a mail would also be published: a person sends it there. Without a filter it is
for every subscriber. The body is a Liquid template. Kit has no place for keys, so ours ends `description`, which only its author sees.

Credentials: `api_key` (v4), which not every plan has; it does not expire.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from bot.errors import MaybeSent, Refused, UserError
from bot.http import beforehand, four_kinds, json_object, only_done, shown
from bot.model.guide import Guide
from bot.model.receipt import RemoteRef
from bot.model.settings import Account as AnyAccount
from bot.model.settings import Issue
from bot.platforms.base import Connection, Facts, Limits, MediaLimits, Step, pasted, says_gone

if TYPE_CHECKING:
    import requests
    from whenever import Instant

    from bot.model.draft import Draft
    from bot.model.post import Post

LIMITS = Limits(
    counter="chars",
    maximum=1_000_000,
    title=1000,
    media=MediaLimits(count=0, kinds=(), bytes=0, pixels=0, alt=0),
    hosts=("api.kit.com",),
    secrets=("api_key",),
    identity=("account",),
    idempotency="readable",
    find=True,
    delete=True,
    exists=True,
    rich=True,
    hourly_cap=2,
    daily_cap=4,
    markdown=True,
    newsletter=True,
)
"""Kit names no longest body and no longest subject; these and the caps are ours."""

GUIDE = Guide(
    name="Kit",
    takes="a minute",
    costs="what your plan costs, which must include the API",
    steps=("In Kit, under Settings, Developer, make a v4 API key.",),
    asks=(("api_key", "API key (v4)"),),
    who=("", "name"),
    sparing=True,
)

HOST = "https://api.kit.com/v4"
PAGES = 20
"""Pages of 500 broadcasts that are looked through."""


class Account(AnyAccount, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A newsletter on Kit."""

    shape: Issue = "whole"


def facts(connection: Connection) -> Facts:
    """Whose newsletter it is: `account` is its number, `name` what it is called. Raises a SendError."""
    account = _object(connection, _call(connection, "GET", "/account")).get("account")
    if not isinstance(account, dict) or type(account.get("id")) is not int:
        raise _odd(connection, "Kit did not say whose key this is")
    return {"account": str(account["id"]), "name": str(account.get("name") or "")}


def render(post: Post, account: AnyAccount, facts: Facts) -> Draft:  # noqa: ARG001
    """The article as an issue in HTML, which a yes makes a draft of. Pure."""
    from bot.platforms import _issue

    return _issue.defused(_issue.draft(post, account, LIMITS, "draft"))


def steps(draft: Draft) -> tuple[Step, ...]:
    """The draft."""
    return tuple(Step(index, "post", segment, draft) for index, segment in enumerate(draft.segments))


def publish(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str) -> RemoteRef:  # noqa: ARG001
    """POST /broadcasts without a time to send it at, which makes a draft. Raises a SendError."""
    words = {"subject": step.draft.title, "content": step.segment.wire, "preview_text": step.draft.fields.get("description") or ""}
    body = {**words, "description": f"Made by bot, {key}", "public": False, "send_at": None}
    made = _broadcast(connection, _call(connection, "POST", "/broadcasts", json=body))
    if made.get("send_at") is not None:
        raise _odd(connection, "Kit was asked for a draft and made something else", made)
    return _live(connection, made)


def find(connection: Connection, step: Step, before: Mapping[int, RemoteRef], key: str, since: Instant) -> RemoteRef | None:  # noqa: ARG001
    """The broadcast whose description ends with the key, whatever became of it since. Raises a SendError."""
    for broadcast in _all(connection):
        if str(broadcast.get("description") or "").endswith(f" {key}"):
            return _live(connection, broadcast)
    return None


def ref(url: str) -> RemoteRef:
    """The broadcast of an address in Kit's own pages. Raises UserError for anything else."""
    host, path = pasted(url)
    found = re.fullmatch(r"/(?:campaigns|broadcasts)/([0-9]{1,15})(?:/[a-z]{1,20})?/?", path, re.ASCII)
    if host not in ("app.kit.com", "app.convertkit.com") or not found:
        raise UserError("This is no address of a broadcast in Kit. It looks like https://app.kit.com/campaigns/12345678/draft.")
    return _page(found[1])


def delete(connection: Connection, ref: RemoteRef) -> None:
    """Deletes a draft; Refused when it is to go out or went out. Raises a SendError."""
    with beforehand("Kit did not show the broadcast"):
        there = _broadcast(connection, _call(connection, "GET", f"/broadcasts/{ref.id}"))
    if there.get("send_at") is not None:
        raise Refused("the mail went out or is about to, and no mail can be taken back; if there is time yet, stop it at Kit")
    response = _call(connection, "DELETE", f"/broadcasts/{ref.id}")
    if response.status_code != 204 and response.text.strip():
        raise _odd(connection, "Kit answered a deletion with something else", response.text)


def exists(connection: Connection, ref: RemoteRef) -> bool:
    """Whether Kit still has the broadcast. Raises a SendError."""
    try:
        return _live(connection, _broadcast(connection, _call(connection, "GET", f"/broadcasts/{ref.id}"))).id == ref.id
    except Refused as refused:
        if not says_gone(refused):
            raise
        return False


def submit_url(draft: Draft, account: AnyAccount) -> str:  # noqa: ARG001
    """Where one begins a broadcast: Kit fills in nothing."""
    return "https://app.kit.com/broadcasts"


def account_url(account: AnyAccount, facts: Facts) -> str:  # noqa: ARG001
    """One's broadcasts, drafts too."""
    return "https://app.kit.com/broadcasts"


def _all(connection: Connection) -> Iterator[Mapping[str, Any]]:
    """Every broadcast. MaybeSent where the list proves nothing."""
    after: dict[str, str] = {}
    for _ in range(PAGES):
        body = _object(connection, _call(connection, "GET", "/broadcasts", params={"per_page": 500, **after}))
        rows, pages = body.get("broadcasts"), body.get("pagination")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows) or not isinstance(pages, dict):
            raise _odd(connection, "Kit did not list the broadcasts", body)
        yield from rows
        if pages.get("has_next_page") is False:
            return
        after = {"after": str(pages.get("end_cursor") or "")}
    raise MaybeSent("Kit lists more broadcasts than can be looked through")


def _call(connection: Connection, method: str, path: str, **more: Any) -> requests.Response:
    with four_kinds(connection.now, connection.secrets.values()):
        headers = {"X-Kit-Api-Key": connection.secrets["api_key"]}
        return only_done(connection.session.request(method, f"{HOST}{path}", headers=headers, **more))


def _object(connection: Connection, response: requests.Response) -> Mapping[str, Any]:
    body = json_object(response.text)
    if not body:
        raise _odd(connection, "an answer that is not Kit's", response.text)
    return body


def _broadcast(connection: Connection, response: requests.Response) -> Mapping[str, Any]:
    found = _object(connection, response).get("broadcast")
    if not isinstance(found, dict) or "send_at" not in found:
        raise _odd(connection, "Kit answered with no broadcast", response.text)
    return found


def _live(connection: Connection, broadcast: Mapping[str, Any]) -> RemoteRef:
    number = broadcast.get("id")
    if type(number) is not int or number <= 0:
        raise _odd(connection, "Kit said yes without naming the broadcast", broadcast)
    return _page(str(number))


def _page(number: str) -> RemoteRef:
    return RemoteRef(number, f"https://app.kit.com/campaigns/{number}/draft")


def _odd(connection: Connection, why: str, answer: object = "") -> MaybeSent:
    return MaybeSent(why, answer=shown(str(answer), connection.secrets.values()))
