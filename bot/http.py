"""The one door to the network, and the one place that says what a failed call proves.

Every library is handed the session made here. See `bot/transport.py` for how it keeps its promises: its hosts only, https
only (plain http on loopback), one deadline for the whole call, no redirect, no second try, no reused connection.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from whenever import Instant

from bot import __version__
from bot.errors import Cause, Limited, MaybeSent, NotSent, Refused, SendError, UserError
from bot.secrets import redact

if TYPE_CHECKING:
    import socket

    import requests

Json = Mapping[str, Any]
Special = Callable[[int, Json], SendError | None]
"""A platform's own reading of a status and the JSON object that came with it; None leaves it to `status_error`."""

AGENT = f"bot/{__version__}"
USUAL_WAIT = 900
"""Seconds to stay away after a 429 that names no time: the length of X's windows, and longer than Reddit's."""
LONGEST_WAIT = 31 * 86_400
"""Seconds. A platform that names a later time than the end of a monthly plan is not believed."""

CAUSES: Mapping[int, Cause] = {
    400: "content", 401: "auth", 402: "money", 403: "auth", 404: "content", 409: "content", 410: "content", 413: "content",
    415: "content", 422: "content", 426: "version", 451: "content",
}  # fmt: skip
"""What a recognised refusal is about (platforms.md 2.2). No other status proves that nothing was created."""
WORDS = ("explanation", "errors", "detail", "message", "error_description", "title", "reason", "error", "code", "serviceErrorCode")
"""Where platforms put their reason, best first. A JSON object with none of these is no error of a platform."""


def session(
    hosts: Collection[str],
    api: str | None = None,
    *,
    secrets: Collection[str] = (),
    connect_timeout: float = 5,
    call_timeout: float = 30,
    public: bool = False,
) -> requests.Session:
    """The session of one account: reaches `hosts` over https, or with `api` reaches that address in their place.

    Timeouts are seconds; `call_timeout` covers a call from its start to the last byte of the answer. `secrets` are blotted
    out of error texts. With `public` the hosts must have addresses of the public internet.
    Raises UserError when `api` is neither https nor on a loopback address.
    """
    from bot.transport import PinnedAdapter, PinnedSession, PublicAdapter, loopback  # requests takes a fifth of a second to import

    base = (api or "").rstrip("/")
    scheme = urlsplit(base).scheme
    if base and not (scheme == "https" or (scheme == "http" and loopback(base))):
        raise UserError(f"`api: {api}` must begin with https://, or with http:// and a loopback address such as 127.0.0.1.")
    adapter = (PublicAdapter if public else PinnedAdapter)(hosts, base, connect_timeout, call_timeout, lambda text: shown(text, secrets))
    return PinnedSession(adapter, AGENT)


def address_of(session: requests.Session, url: str, pages: Collection[str] = ()) -> str:
    """Where a person's browser finds `url` of this account: the same address, moved as calls are. Raises NotSent for a foreign host.

    `pages` are further hosts that a browser may be sent to, and no call.
    """
    from bot.transport import PinnedSession, WrongHost

    parts = urlsplit(url)
    if parts.scheme == "https" and parts.netloc in pages and isinstance(session, PinnedSession):
        return f"{session.adapter.api}{parts.path}" if session.adapter.api else url
    try:
        return session.adapter.target(url) if isinstance(session, PinnedSession) else url
    except WrongHost as error:
        raise NotSent(str(error)) from error


def moved_to(session: requests.Session) -> str:
    """Where the calls of this account are moved to: its `api`, or the rehearsal; empty where they go to the platform itself."""
    from bot.transport import PinnedSession

    return session.adapter.api if isinstance(session, PinnedSession) else ""


def dial(host: str, port: int, seconds: float) -> socket.socket:
    """A connection to a public place, or to one of this machine that is named as such, for what is no HTTP. Raises OSError."""
    from bot.transport import dial as dialled

    return dialled(host, port, seconds)


def date_of(session: requests.Session) -> Instant | None:
    """What the last answer said of the time, told once; None where it said nothing or came from a cache on the way."""
    from bot.transport import PinnedSession

    if not isinstance(session, PinnedSession):
        return None
    said, session.adapter.date = session.adapter.date, ""
    try:
        return Instant.from_timestamp(parsedate_to_datetime(said).timestamp()) if said else None
    except (ValueError, TypeError, OverflowError):  # no date at all, which is no reason to doubt our clock
        return None


def shown(text: str, secrets: Collection[str]) -> str:
    """`text` as it may be stored and shown: without secrets, at most 2,000 characters."""
    return redact(text, secrets)[:2000]


def only_done(response: requests.Response, **_: object) -> requests.Response:
    """A hook for a session: raises requests.HTTPError unless the status is 2xx, before a library makes its own sense of it."""
    import requests

    if not 200 <= response.status_code < 300:
        raise requests.HTTPError(f"answered {response.status_code}", response=response)
    return response


@contextmanager
def four_kinds(now: Instant, secrets: Collection[str] = (), special: Special | None = None) -> Iterator[None]:
    """Turns what requests raises inside into one of the four kinds of SendError; `special` is asked first."""
    import requests

    try:
        yield
    except requests.HTTPError as refusal:
        raise _answered(refusal.response, now, secrets, special) from refusal
    except requests.RequestException as trouble:
        raise transport_error(trouble, secrets) from trouble
    except RecursionError as trouble:  # what Python makes of JSON that is nested a thousand deep
        raise MaybeSent("an answer that is nested too deep to be read") from trouble


@contextmanager
def beforehand(what: str) -> Iterator[None]:
    """For a call that only prepares a write, such as fetching a token: whatever went wrong, nothing was published yet."""
    try:
        yield
    except MaybeSent as doubt:
        raise NotSent(f"{what}: {doubt.why}", answer=doubt.answer) from doubt


def transport_error(exc: BaseException, secrets: Collection[str] = ()) -> NotSent | MaybeSent:
    """What a call without an answer proves. NotSent only where the session knows that no byte left."""
    from bot.transport import NotConnected, WrongHost

    answer = shown(f"{type(exc).__name__}: {exc}", secrets)
    if isinstance(exc, WrongHost):
        return NotSent(f"not sent: {exc}", answer=answer)
    if isinstance(exc, NotConnected):
        return NotSent("no connection, so nothing was sent", answer=answer)
    return MaybeSent("the connection broke before a whole answer came", answer=answer, odd=False)


def status_error(status: int, headers: Mapping[str, str], text: str, now: Instant, secrets: Collection[str] = ()) -> SendError:
    """What an answer other than success proves: Refused or Limited where it is recognised, MaybeSent otherwise.

    A 429 is believed whatever its body, and a 402 with an empty one; any other refusal must be the JSON of a platform, as
    an HTML page may come from a machine in between that has passed the request on.
    """
    answer = shown(text, secrets)
    if status == 429:
        return Limited("asked to wait (429)", wait_until(headers, now), answer=answer)
    said = reason(json_object(text)) or ("no credits left" if status == 402 and not text.strip() else "")
    if status in CAUSES and said:
        return Refused(f"{shown(said, secrets)[:400].rstrip('. ')} ({status})", cause=CAUSES[status], answer=answer)
    return MaybeSent(f"an answer nobody recognises ({status})", answer=answer)


def wait_until(headers: Mapping[str, str], now: Instant) -> Instant:
    """When to come back: `Retry-After` (seconds, date), `x-rate-limit-reset`, `ratelimit-reset` (epoch), `x-ratelimit-reset` (any)."""
    lower = {name.lower(): value for name, value in headers.items()}
    seconds = _after(lower.get("retry-after", ""), now)
    if seconds is None and (reset := _number(lower.get("x-rate-limit-reset") or lower.get("ratelimit-reset", ""))) is not None:
        seconds = reset - now.timestamp()
    if seconds is None:
        seconds = _reset(lower.get("x-ratelimit-reset", ""), now)
    return now.add(seconds=min(max(USUAL_WAIT if seconds is None else seconds, 1), LONGEST_WAIT))


def json_object(text: str) -> dict[str, Any]:
    """The JSON object that `text` is, or an empty one."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def reason(body: object) -> str:
    """The sentence of a platform's error object, or an empty one when `body` is none."""
    if isinstance(body, list):
        return next((said for said in map(reason, body) if said), "")
    if not isinstance(body, Mapping):
        return str(body).strip() if isinstance(body, str | int) else ""
    return next((said for name in WORDS if (said := reason(body.get(name)))), "")


def _answered(response: requests.Response, now: Instant, secrets: Collection[str], special: Special | None) -> SendError:
    text = response.text
    own = special(response.status_code, json_object(text)) if special else None
    if own is None:
        return status_error(response.status_code, response.headers, text, now, secrets)
    own.answer = shown(text, secrets)
    own.why = shown(own.why, secrets)  # a platform may repeat what it was sent, in its reason too
    own.args = (own.why,)
    return own


def _after(value: str, now: Instant) -> float | None:
    seconds = _number(value)
    if seconds is not None or not value:
        return seconds
    try:
        return parsedate_to_datetime(value).timestamp() - now.timestamp()
    except (ValueError, TypeError, OverflowError):
        return None


def _reset(value: str, now: Instant) -> float | None:
    """Reddit names seconds, GoToSocial an instant in epoch seconds, Mastodon one in ISO 8601."""
    seconds = _number(value)
    if seconds is None:
        try:
            seconds = float(Instant.parse_iso(value).timestamp())
        except ValueError:
            return None
    return seconds - now.timestamp() if seconds > LONGEST_WAIT else seconds


def _number(value: str) -> float | None:
    try:
        found = float(value)
    except ValueError:
        return None
    return found if abs(found) < 1e12 else None
