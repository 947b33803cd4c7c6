"""praw on our session, without its second tries, pauses and settings files (read in praw 8.0.3 and prawcore 4.0.0, 2026-11-21).

praw drops what comes together with an error, and makes objects of what it does not know. So the raw answer is kept beside it
and is what counts: `answered()` gives the last one of this thread. Two private attributes of prawcore are replaced; `praw<8.1`
holds the version.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bot.errors import MaybeSent, NotSent, Refused, SendError
from bot.http import AGENT, beforehand, four_kinds, only_done, shown
from bot.platforms.base import Connection

if TYPE_CHECKING:
    import praw
    import requests

_heard = threading.local()

NONSENSE = (KeyError, TypeError, AttributeError, IndexError, ValueError)
"""What praw raises when an answer is not of the form it knows."""


class _Once:
    """prawcore's strategy of second tries: none, and without the two to four seconds it sleeps when none are left."""

    def sleep(self) -> None:
        """Waits for nothing."""

    def should_retry_on_failure(self) -> bool:
        """Never: a POST that ended in a 500 or a timeout may have made a post."""
        return False


class _Unpaced:
    """prawcore's rate limiter without its sleeps: `publish` never waits, and a 429 says when to come back."""

    def call(
        self,
        *,
        method: str,
        request_function: Callable[..., requests.Response],
        set_header_callback: Callable[[], Any],
        url: str,
        **more: Any,
    ) -> requests.Response:
        """One call, now."""
        return request_function(method, url, headers=set_header_callback(), **more)


@contextmanager
def asking(connection: Connection) -> Iterator[praw.Reddit]:
    """praw with a token, for one call. What praw raises becomes one of the four kinds, or is left to the raw answer."""
    from prawcore import RequestException

    fresh = _token(connection)
    _heard.answer = None
    try:
        with four_kinds(connection.now, connection.secrets.values()):
            try:
                yield _reddit(connection)
            except RequestException as wrapped:
                raise wrapped.original_exception from wrapped
            except _made_nothing_of_it() as error:
                if _heard.answer is None:
                    raise MaybeSent(f"praw failed ({type(error).__name__})") from error
    except Refused as refused:
        if refused.cause != "auth" or "(401)" not in refused.why:
            raise
        connection.memo.pop("reddit", None)
        if fresh:
            raise
        raise NotSent("the access token is no longer good; the next try takes a new one", answer=refused.answer) from refused


def answered() -> str:
    """The body of the last answer that this thread got while asking; empty when there was none."""
    return _heard.answer.text if _heard.answer is not None else ""


def _hear(response: requests.Response, **_: object) -> None:
    _heard.answer = response


def _made_nothing_of_it() -> tuple[type[Exception], ...]:
    from praw.exceptions import PRAWException
    from prawcore import PrawcoreException

    return (PRAWException, PrawcoreException, *NONSENSE)


def _token(connection: Connection) -> bool:
    """Sees to it that there is an access token; says whether it is new. Nothing is published here, so nothing is in doubt."""
    from prawcore import OAuthException, RequestException

    core: Any = _reddit(connection)._core  # noqa: SLF001
    authorizer = core.authorizer
    if authorizer.is_valid():
        return False
    with beforehand("Reddit gave no access token"), four_kinds(connection.now, connection.secrets.values(), _no_token):
        try:
            authorizer.refresh()
        except OAuthException as refused:
            said = shown(str(refused.error), connection.secrets.values())
            raise Refused(f"Reddit gives no access token: {said}", cause="auth") from refused
        except RequestException as wrapped:
            raise wrapped.original_exception from wrapped
        except NONSENSE as error:
            raise MaybeSent("an answer nobody recognises") from error
    return True


def _no_token(status: int, body: Mapping[str, Any]) -> SendError | None:
    """At the token's address every refusal is about the login (wrong password: 400 invalid_grant; wrong secret: 401)."""
    said = body.get("error")
    return Refused(f"Reddit gives no access token: {said}", cause="auth") if status in (400, 401, 403) and said else None


def _reddit(connection: Connection) -> praw.Reddit:
    known = connection.memo.get("reddit")
    if known is not None:
        return known  # type: ignore[return-value]
    import praw

    _no_settings_files()
    secrets = connection.secrets
    username = secrets.get("username", "")
    reddit = praw.Reddit(
        "DEFAULT",
        requestor_kwargs={"session": connection.session},
        client_id=secrets["client_id"],
        client_secret=secrets["client_secret"],
        username=username or None,
        password=secrets.get("password") or None,
        refresh_token=secrets.get("refresh_token") or None,
        redirect_uri=None,
        user_agent=f"python:{AGENT.replace('/', ':')} (by /u/{username or 'unknown'})",
        ratelimit_seconds=-1,  # with 0 praw still posts again after "0 minutes" or "300 milliseconds"
        check_for_updates=False,
        check_for_async=False,
    )
    core: Any = reddit._core  # noqa: SLF001
    core._retry_strategy_class, core._rate_limiter = _Once, _Unpaced()  # noqa: SLF001
    connection.session.hooks["response"] = [_hear, only_done]
    connection.memo["reddit"] = reddit
    return reddit


def _no_settings_files() -> None:
    """Gives praw its own packaged settings, before it reads a praw.ini of the current or the home folder."""
    from configparser import ConfigParser
    from importlib.resources import files

    from praw.config import Config

    if Config.CONFIG is None:
        own = ConfigParser(interpolation=None)
        own.read_string(files("praw").joinpath("praw.ini").read_text(encoding="utf-8"))
        Config.CONFIG = own
