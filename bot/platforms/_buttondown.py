"""How Buttondown is spoken to: its emails, its refusals, and what an answer proves (API 2026-04-01, checked 2026-11-22)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from bot.errors import MaybeSent, Refused, SendError
from bot.http import beforehand, four_kinds, json_object, only_done, shown
from bot.model.receipt import RemoteRef
from bot.platforms.base import pasted, says_gone

if TYPE_CHECKING:
    import requests
    from whenever import Instant

    from bot.model.draft import Draft
    from bot.platforms.base import Connection

HOST = "https://api.buttondown.com/v1"
VERSION = "2026-04-01"
OWN = "bot"
"""Under this name the key of a step stands in an email's metadata."""

UNSENT = "draft"
GOING = frozenset({"about_to_send", "in_flight", "sent", "throttled", "resending", "paused", "scheduled"})
"""What Buttondown calls an email that goes out, or has gone out (its documents of the workflow, 2026-11)."""

READERS = ("regular", "premium", "gifted", "trialed", "churning")
"""The kinds of subscribers that get mail (its documents of subscribers, 2026-11)."""

LOOK_BACK = 7 * 24
"""Hours before a step was first intended in which its draft may have been made: longer than any yes counts by itself."""

PAGES = 50
"""Pages of emails, a hundred or so each, that are looked through."""


def me(connection: Connection) -> dict[str, str | int]:
    """Whose key it is, and how many subscribers a mail goes to: two reads. Raises a SendError."""
    name = _object(connection, _call(connection, "GET", "/accounts/me")).get("username")
    count = _object(connection, _call(connection, "GET", "/subscribers", params={"type": list(READERS)})).get("count")
    if not isinstance(name, str) or not name or type(count) is not int:
        raise _odd(connection, "Buttondown did not say whose key this is, or how many subscribers there are")
    return {"username": name, "subscribers": count}


def create(connection: Connection, draft: Draft, key: str) -> RemoteRef:
    """POST /emails with `status: draft`, which goes to nobody; some versions send what has none. Raises a SendError."""
    body = {**_said(draft), "status": UNSENT, "metadata": {OWN: key}}
    made = _object(connection, _call(connection, "POST", "/emails", json=body))
    if made.get("status") != UNSENT:
        raise _odd(connection, f"Buttondown was asked for a draft and made something else ({made.get('status')})", made)
    return live(_id(connection, made))


def send(connection: Connection, draft: Draft, ref: RemoteRef) -> RemoteRef:
    """PATCH /emails/ID, once and only while it is a draft: all that was approved together with the order to send. Raises a SendError."""
    with beforehand("Buttondown did not show the draft"):
        there = email(connection, ref)
    if there.get("status") != UNSENT:
        if there.get("status") in GOING:
            return _archived(ref, there)
        raise Refused(f"the draft is {there.get('status') or 'gone'} at Buttondown, so it was not sent")
    answer = _object(connection, _call(connection, "PATCH", f"/emails/{ref.id}", json={**_said(draft), "status": "about_to_send"}))
    if _id(connection, answer) != ref.id or answer.get("status") not in GOING:
        raise _odd(connection, "Buttondown answered the order to send with something else", answer)
    return _archived(ref, answer)


def sent(connection: Connection, ref: RemoteRef) -> RemoteRef | None:
    """The email, with its page for readers, if it is on its way or has gone out. Raises a SendError."""
    there = email(connection, ref)
    return _archived(ref, there) if there.get("status") in GOING else None


def email(connection: Connection, ref: RemoteRef) -> Mapping[str, Any]:
    """GET /emails/ID; empty when there is none any more. Raises a SendError."""
    try:
        found = _object(connection, _call(connection, "GET", f"/emails/{ref.id}"))
    except Refused as refused:
        if not says_gone(refused):
            raise
        return {}
    if _id(connection, found) != ref.id or not isinstance(found.get("status"), str):
        raise _odd(connection, "Buttondown showed another email", found)
    return {} if found["status"] == "deleted" else found


def of_key(connection: Connection, key: str, since: Instant) -> RemoteRef | None:
    """The email that was made under `key`, whatever its state. Raises a SendError."""
    for found in _emails(connection, since.subtract(hours=LOOK_BACK)):
        metadata = found.get("metadata")
        if isinstance(metadata, dict) and metadata.get(OWN) == key and found.get("status") != "deleted":
            return live(_id(connection, found))
    return None


def delete(connection: Connection, ref: RemoteRef) -> None:
    """DELETE /emails/ID, for a draft alone: no mail comes back. Raises a SendError."""
    with beforehand("Buttondown did not show the email"):
        there = email(connection, ref)
    if there.get("status") in GOING:
        raise Refused("the mail went out, and no mail can be taken back; what your archive shows is yours to delete at Buttondown")
    response = _call(connection, "DELETE", f"/emails/{ref.id}")
    if response.status_code != 204 and response.text.strip():
        raise _odd(connection, "Buttondown answered a deletion with something else", response.text)


def live(id_: str) -> RemoteRef:
    """An email as a reference, with its page in Buttondown, which only its author can open."""
    return RemoteRef(id_, f"https://buttondown.com/emails/{id_}")


def _archived(ref: RemoteRef, email: Mapping[str, Any]) -> RemoteRef:
    """The email with its page in the public archive, which readers can open; without one, its page in Buttondown."""
    url = str(email.get("absolute_url") or "")
    return RemoteRef(ref.id, url if url.startswith("https://") and pasted(url)[0] and url.isascii() else ref.url)


def _said(draft: Draft) -> dict[str, object]:
    """All that readers get to see."""
    named = {name: value for name in ("description", "canonical_url") if (value := draft.fields.get(name))}
    return {"subject": draft.title, "body": draft.segments[0].wire, **named}


def _emails(connection: Connection, since: Instant) -> Iterator[Mapping[str, Any]]:
    """One's own emails made at `since` or later, in every state. MaybeSent where the list proves nothing."""
    day = since.format_iso()[:10]
    for page in range(1, PAGES + 1):
        asked = {"creation_date__start": day, "excluded_fields": "body", "page": page}
        body = _object(connection, _call(connection, "GET", "/emails", params=asked))
        rows = body.get("results")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows) or "next" not in body:
            raise _odd(connection, "Buttondown did not list the emails", body)
        yield from rows
        if not body["next"]:
            return
    raise MaybeSent("Buttondown lists more emails than can be looked through")


def _call(connection: Connection, method: str, path: str, **more: Any) -> requests.Response:
    headers = {"Authorization": f"Token {connection.secrets['api_key']}", "X-API-Version": VERSION}
    with four_kinds(connection.now, connection.secrets.values(), _special):
        return only_done(connection.session.request(method, f"{HOST}{path}", headers=headers, **more))


def _special(status: int, body: Mapping[str, Any]) -> SendError | None:
    """Buttondown's own refusals (its OpenAPI document, 2026-11)."""
    said, code = str(body.get("detail") or "").strip().rstrip("."), body.get("code")
    if status in (400, 409) and code == "email_duplicate":
        return Refused(f"{said or 'Buttondown has this email already'} ({status})", cause="duplicate")
    if status == 400 and code == "sending_requires_confirmation":
        return Refused(f"{said or 'Buttondown wants the first mail of this key to be sent by hand'} ({status})", cause="account")
    return None


def _object(connection: Connection, response: requests.Response) -> Mapping[str, Any]:
    body = json_object(response.text)
    if not body:
        raise _odd(connection, "an answer that is not Buttondown's", response.text)
    return body


def _id(connection: Connection, email: Mapping[str, Any]) -> str:
    """An email's id: letters, digits, `_` and `-` alone, as it becomes part of addresses."""
    id_ = str(email.get("id") or "")
    if not 3 <= len(id_) <= 80 or not id_.isascii() or not id_.replace("-", "").replace("_", "").isalnum():
        raise _odd(connection, "Buttondown said yes without naming the email", email)
    return id_


def _odd(connection: Connection, why: str, answer: object = "") -> MaybeSent:
    return MaybeSent(why, answer=shown(str(answer), connection.secrets.values()))
