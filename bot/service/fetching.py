"""What lies at an address that a person named: asked for once, bounded in time and size, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bot.foreign.article import Unusable

HOPS = 5
"""Redirects that are followed, on the same host alone."""

WITHIN = 60.0
"""Seconds for everything, redirects too."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: its `status` (200, or 304 for nothing new), bytes, `headers` by their names in lower case, and the last address asked."""

    status: int
    data: bytes
    headers: Mapping[str, str]
    url: str


class NotThere(Unusable):
    """An answer that is none now; `status` is what the server said, 0 where it said nothing."""

    def __init__(self, why: str, status: int = 0, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(why)
        self.status = status
        self.headers = headers or {}


def fetch(url: str, headers: Mapping[str, str] | None = None) -> Answer:
    """What lies at `url`: https anywhere on the public internet, plain http on this machine alone. Raises Unusable."""
    from bot.transport import within

    with within(WITHIN):
        for _ in range(HOPS + 1):
            answer = _ask(url, headers or {})
            if answer.status not in {301, 302, 303, 307, 308}:
                return _read(answer)
            url = _moved(url, answer.headers.get("location", ""))
    raise Unusable(f"it is redirected more than {HOPS} times")


def _moved(url: str, location: str) -> str:
    """Where a redirect leads, on the same host."""
    try:
        target = urljoin(url, location)
        same = (urlsplit(target).scheme, urlsplit(target).netloc) == (urlsplit(url).scheme, urlsplit(url).netloc)
    except ValueError:
        same = False
    if not location or not same:
        raise Unusable(
            f"it is redirected to another place, {location[:200] or 'which it does not name'}: give that address if you trust it"
        )
    return target


def _read(answer: Answer) -> Answer:
    if answer.status not in {200, 304}:
        raise NotThere(f"{urlsplit(answer.url).hostname} answers {answer.status}", answer.status, answer.headers)
    return answer


def _ask(url: str, headers: Mapping[str, str]) -> Answer:
    import requests

    from bot import http
    from bot.transport import NotPublic, loopback

    try:
        parts = urlsplit(url)
        host, local = parts.hostname or "", parts.scheme == "http" and loopback(url)
        wrong = parts.username is not None or not host or not (local or (parts.scheme == "https" and parts.port in (None, 443)))
    except ValueError:
        wrong = True
    if wrong:
        raise Unusable("its address must begin with https://, without a port or a password")
    session = http.session((host,), f"http://{parts.netloc}" if local else None, call_timeout=30, public=not local)
    try:
        found = session.get(parts._replace(path=parts.path or "/", fragment="").geturl(), headers={"Accept": "*/*", **headers})
    except NotPublic as error:
        raise Unusable(f"{host} {error}") from None
    except requests.RequestException as error:
        raise NotThere(f"{host} could not be reached ({http.shown(str(error), ())[:200]})") from None
    finally:
        session.close()
    return Answer(found.status_code, found.content, {name.lower(): value for name, value in found.headers.items()}, url)
