"""The session with a Bluesky server: made with an app password, kept, refreshed when it is over; and what its refusals mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.errors import Cause, MaybeSent, NotSent, Refused, SendError
from bot.http import beforehand, four_kinds, json_object, only_done, shown
from bot.platforms.base import Connection

_STALE = frozenset({"ExpiredToken", "InvalidToken"})
_BLOCKED = frozenset({"AccountTakedown", "RepoTakendown", "AccountDeactivated", "RepoDeactivated", "AccountSuspended", "RepoSuspended"})


class Stale(Refused):
    """The access token is over, so nothing was done."""


class Taken(Refused):
    """There is a record of this key with other bytes, and it was left alone."""


class Gone(Refused):
    """There is no such record."""


class Unkept(Refused):
    """The server has a picture no more, as the last post that showed it was deleted; or never had it."""


def me(connection: Connection) -> Mapping[str, str]:
    """The session: `did`, `handle`, `accessJwt`, `refreshJwt`; made once and kept. Raises a SendError, never MaybeSent."""
    known = connection.memo.get("session")
    return known if isinstance(known, dict) else _login(connection)


def call(connection: Connection, method: str, name: str, **more: Any) -> str:
    """One XRPC call in our name; its answer's text. Raises a SendError.

    A token that is over did provably nothing, so it is made new and the call is made once more.
    """
    session = me(connection)
    try:
        return _once(connection, method, name, session["accessJwt"], **more)
    except Stale:
        session = _refreshed(connection, session)
    return _once(connection, method, name, session["accessJwt"], **more)


def odd(connection: Connection, why: str, answer: object) -> MaybeSent:
    """An answer that looks like a yes and is none we know."""
    return MaybeSent(why, answer=shown(str(answer), _secrets(connection)))


def _login(connection: Connection) -> Mapping[str, str]:
    """com.atproto.server.createSession: 30 in five minutes, 300 a day. Any refusal concerns the login."""
    account = connection.account
    name = account.handle.lstrip("@") or (f"{account.name}.test" if account.rehearsal else "")
    if not name:
        raise Refused("Bluesky does not know who logs in: give the account its handle, such as `handle: ada.bsky.social`", cause="auth")
    body = {"identifier": name, "password": connection.secrets["app_password"]}
    try:
        return _session(connection, "createSession", json=body)
    except Refused as refused:
        cause: Cause = "account" if refused.cause == "account" else "auth"
        raise Refused(f"the login as {name} failed: {refused.why}", cause=cause, answer=refused.answer) from refused


def _refreshed(connection: Connection, session: Mapping[str, str]) -> Mapping[str, str]:
    """com.atproto.server.refreshSession, or a new login where that is refused or leads nowhere."""
    try:
        return _session(connection, "refreshSession", token=session["refreshJwt"])
    except (Refused, NotSent):
        connection.memo.pop("session", None)
    return _login(connection)


def _session(connection: Connection, name: str, token: str = "", **more: Any) -> Mapping[str, str]:
    with beforehand("Bluesky did not let us in"):
        answer = json_object(_once(connection, "POST", f"com.atproto.server.{name}", token, **more))
        made = {field: answer.get(field) for field in ("did", "handle", "accessJwt", "refreshJwt")}
        if not all(isinstance(value, str) and value for value in made.values()):
            raise odd(connection, "a login answered in a form nobody recognises", sorted(answer))
    connection.memo["session"] = made
    return {field: str(value) for field, value in made.items()}


def _once(connection: Connection, method: str, name: str, token: str, headers: Mapping[str, str] | None = None, **more: Any) -> str:
    bearer = {"Authorization": f"Bearer {token}"} if token else {}
    url = f"https://{getattr(connection.account, 'server', '')}/xrpc/{name}"
    with four_kinds(connection.now, _secrets(connection), _special):
        return only_done(connection.session.request(method, url, headers={**bearer, **(headers or {})}, **more)).text


def _special(status: int, body: Mapping[str, Any]) -> SendError | None:
    """The server's own refusals, by the name of their error (PDS 0.4.217)."""
    name, said = str(body.get("error") or ""), str(body.get("message") or "").rstrip(".")
    if status == 400 and name in _STALE:
        return Stale(f"{said or name} ({status})", cause="auth")
    if status == 400 and name == "InvalidSwap":
        return Taken("the account has another post under this key", cause="duplicate")
    if status == 400 and name == "BlobNotFound":
        return Unkept(f"{said or name} ({status})")
    if name == "RecordNotFound":
        return Gone("there is no such post (404)")
    if status in (400, 401, 403) and name in _BLOCKED:
        return Refused(f"{said or name} ({status})", cause="account")
    return None


def _secrets(connection: Connection) -> tuple[str, ...]:
    session = connection.memo.get("session")
    tokens = [session[name] for name in ("accessJwt", "refreshJwt")] if isinstance(session, dict) else []
    return (*connection.secrets.values(), *tokens)
