"""Mastodon.py on our session, and its raw answers (read in Mastodon.py 2.3.3, 2026-11-21).

The library makes objects of what it knows and errors of what it does not, some of them after a yes: a strange rate-limit header
becomes "Hit rate limit". So the raw answer is kept beside it and is what counts; `answered()` is the last one of this thread.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from bot.errors import MaybeSent
from bot.http import AGENT, four_kinds, only_done, shown
from bot.platforms.base import Connection

if TYPE_CHECKING:
    import requests
    from mastodon import Mastodon

    from bot.platforms.mastodon import Account

VERSION = "4.6.0"
"""Told to the library, so that it never asks: it decides which addresses it uses."""

_ID = re.compile(r"[0-9A-Za-z]{1,64}")
_heard = threading.local()


@contextmanager
def asking(connection: Connection) -> Iterator[Mastodon]:
    """The library, for one call. What it raises becomes one of the four kinds, or is left to the raw answer."""
    from mastodon import MastodonError, MastodonNetworkError

    _heard.answer = None
    with four_kinds(connection.now, connection.secrets.values()):
        try:
            yield _client(connection)
        except MastodonNetworkError as wrapped:
            raise wrapped.__context__ or wrapped from wrapped
        except (MastodonError, KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
            if _heard.answer is None:
                raise MaybeSent(f"Mastodon.py failed ({type(error).__name__})") from error


def host(connection: Connection) -> str:
    """The server on which the account lives."""
    return cast("Account", connection.account).server.lower()


def answered() -> requests.Response:
    """The last answer that this thread got while asking."""
    return cast("requests.Response", _heard.answer)


def the_object(connection: Connection) -> dict[str, Any]:
    """The JSON object of the last answer. Raises MaybeSent where it is none."""
    body = _json(connection)
    if not isinstance(body, dict):
        raise odd(connection)
    return body


def the_list(connection: Connection) -> list[dict[str, Any]]:
    """The JSON list of objects of the last answer. Raises MaybeSent where it is none."""
    body = _json(connection)
    if not isinstance(body, list) or not all(isinstance(one, dict) for one in body):
        raise odd(connection)
    return body


def the_id(connection: Connection, body: Mapping[str, Any]) -> str:
    """The id in an object of the last answer. Raises MaybeSent where there is none."""
    id_ = body.get("id")
    if not isinstance(id_, str) or not _ID.fullmatch(id_):
        raise odd(connection)
    return id_


def odd(connection: Connection) -> MaybeSent:
    """The last answer, which looks like a yes and is none we know."""
    answer = answered()
    return MaybeSent(f"an answer nobody recognises ({answer.status_code})", answer=shown(answer.text, connection.secrets.values()))


def _client(connection: Connection) -> Mastodon:
    known = connection.memo.get("client")
    if known is None:
        from mastodon import Mastodon

        known = Mastodon(
            api_base_url=f"https://{host(connection)}",
            session=connection.session,
            user_agent=AGENT,
            mastodon_version=VERSION,
            version_check_mode="created",  # with "none" it takes the server for 1.0 and uploads to the retired address
            ratelimit_method="throw",
        )
        known.access_token = connection.secrets["access_token"]  # as an argument it might be taken for the name of a file
        connection.session.hooks["response"] = [_hear, only_done]
        connection.memo["client"] = known
    return cast("Mastodon", known)


def _hear(response: requests.Response, **_: object) -> None:
    response.headers.pop("deprecation", None)  # the library would warn on the terminal
    _heard.answer = response


def _json(connection: Connection) -> Any:
    try:
        return answered().json()
    except (ValueError, RecursionError) as error:
        raise odd(connection) from error
