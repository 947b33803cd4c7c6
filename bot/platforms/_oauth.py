"""OAuth 2 as platforms agree on it (RFC 6749): a code is changed for a token, once, at the platform's own address; and tokens that end.

A token is made new before it is over, and once more where a platform says so: a 401 did nothing, so what was asked is asked again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from bot.errors import MaybeSent, Refused
from bot.http import four_kinds, json_object, only_done
from bot.model.guide import Grant

if TYPE_CHECKING:
    from bot.platforms.base import Connection

P = ParamSpec("P")
T = TypeVar("T")

SOON = 60
"""Seconds before its end in which a token is not used any more."""

LONGEST = 10 * 366 * 86_400
"""Seconds. A token that claims to last longer is taken to last for ever."""


class Stale(Refused):
    """The token is over, or was taken back, so nothing was done."""


def lasting(ask: Callable[Concatenate[Connection, P], T]) -> Callable[Concatenate[Connection, P], T]:
    """For a function that asks a platform something: with a token that lasts, and once more with a fresh one where it raises Stale."""

    @wraps(ask)
    def asked(connection: Connection, /, *args: P.args, **kwargs: P.kwargs) -> T:
        over = connection.ends is not None and connection.ends <= connection.now.add(seconds=SOON)
        if connection.renewed is None:
            return ask(connection, *args, **kwargs)
        if not over:
            try:
                return ask(connection, *args, **kwargs)
            except Stale:
                over = True
        return ask(replace(connection.renewed(), begun=connection.begun, renewed=None), *args, **kwargs)

    return asked


def token(connection: Connection, url: str, form: Mapping[str, str], *, lasts: bool = False, before: str = "") -> Grant:
    """POSTs `form` to the token's address; what the platform gave for it, with `lasts` a refresh token too.

    `before` is the one that goes on where no other comes (RFC 6749 section 6); without it there must be one.
    Raises a SendError; what is in `form` is in no error.
    """
    with four_kinds(connection.now, tuple(form.values())):
        response = only_done(connection.session.post(url, data=dict(form), headers={"Accept": "application/json"}))
    answer = json_object(response.text)
    given, kind = answer.get("access_token"), str(answer.get("token_type") or "bearer").lower()
    if not isinstance(given, str) or not usable(given) or kind != "bearer":
        raise MaybeSent("an answer without a token")  # the answer itself is kept nowhere: it may hold one all the same
    again = before if before and "refresh_token" not in answer else ""
    renewing = {"refresh_token": again or text(connection, answer, "refresh_token")} if lasts else {}
    return Grant({**renewing, "access_token": given}, scopes(answer.get("scope")), seconds(answer.get("expires_in")))


def text(connection: Connection, answer: Mapping[str, object], field: str) -> str:
    """A field of an answer that must be there. Raises Refused."""
    found = answer.get(field)
    if not isinstance(found, str) or not usable(found):
        raise Refused(f"{connection.account.platform} left out {field}", cause="auth")
    return found


def usable(value: str) -> bool:
    """Whether a token may stand in a header: printable ASCII without spaces, of a bearable length."""
    return bool(re.fullmatch(r"[!-~]{1,8192}", value))


def scopes(said: object) -> tuple[str, ...]:
    """The scopes of an answer, apart by spaces as in RFC 6749 or by commas as LinkedIn has it."""
    return tuple(sorted({one for one in re.split(r"[ ,]+", said) if usable(one)})) if isinstance(said, str) else ()


def seconds(said: object) -> int:
    """`expires_in`, 0 where there is none that makes sense."""
    return said if isinstance(said, int) and not isinstance(said, bool) and 0 < said < LONGEST else 0
