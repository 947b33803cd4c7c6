"""The session of `http.py` from the inside: pinned to its hosts, bounded in time and size, and without a second try.

A connection is used for one request only. A kept-alive connection may be closed by the server in the very moment in which a
write leaves; then nobody can tell a request that was never read from one that was carried out. On a fresh connection the
question "did a byte leave?" has an answer, and `NotConnected` is that answer.
"""

from __future__ import annotations

import contextlib
import io
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NoReturn
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

LARGEST_ANSWER = 10_000_000
"""Bytes, after decompression. A longer answer is none that a platform gives."""


class NotConnected(requests.ConnectionError):
    """The call ended before any byte of the request left this machine."""


class NotPublic(Exception):
    """The host is no place on the public internet: it has a private address, or one of this machine. No library may wrap it."""


class WrongHost(NotConnected):
    """The address is none of the account's platform."""


class Call:
    """What is known of the request under way: whether it `left`, and whether its time ran out (`late`)."""

    def __init__(self) -> None:
        self.left = False
        self.late = False
        self.socket: socket.socket | None = None

    def depart(self) -> None:
        """Marks the first byte; none leaves once the time is over."""
        if self.late:
            raise TimeoutError("the time was over before the request left")
        self.left = True

    def cut(self) -> None:
        """Ends the call from the timer's thread, wherever it waits: in a write, in the headers or in the body."""
        self.late = True
        if self.socket is not None:
            with contextlib.suppress(OSError):  # closed already, which is all that was wanted
                socket.socket.shutdown(self.socket, socket.SHUT_RDWR)


_thread = threading.local()


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """All calls of this thread inside the block share `seconds`: none begins when they are over, none outlasts them."""
    _thread.end = time.monotonic() + seconds
    try:
        yield
    finally:
        _thread.end = None


def _left(seconds: float) -> float:
    end: float | None = getattr(_thread, "end", None)
    return seconds if end is None else min(seconds, end - time.monotonic())


class _Connection(HTTPConnection):
    """A connection that notes the first byte of the request. A proxy's CONNECT and the TLS handshake do not count."""

    opening = False

    def connect(self) -> None:
        self.opening = True
        try:
            super().connect()
        finally:
            self.opening = False
        _thread.call.socket = self.sock

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        if not self.opening:
            _thread.call.depart()
        super().send(data)


class _SecureConnection(_Connection, HTTPSConnection):
    """The same over TLS."""


class _PublicConnection(_SecureConnection):
    """The same to a place on the public internet alone: looked up once, and what was looked at is what is connected to."""

    def _new_conn(self) -> socket.socket:
        if self.proxy is None:  # behind a proxy only the proxy knows what a name means
            found = {str(entry[4][0]) for entry in socket.getaddrinfo(self._dns_host, self.port, type=socket.SOCK_STREAM)}
            if not found or not all(map(_is_public, found)):
                raise NotPublic("has a private address, and only public ones are asked")
            self._dns_host = sorted(found, key=lambda address: ":" in address)[0]
        return super()._new_conn()


def _is_public(address: str) -> bool:
    """Whether an address is one of the public internet; one that carries another inside counts as both."""
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = [part for part in (getattr(found, "ipv4_mapped", None), getattr(found, "sixtofour", None)) if part]
    return found.is_global and not found.is_multicast and all(part.is_global for part in inner)


def dial(host: str, port: int, seconds: float) -> socket.socket:
    """A connection for what is no HTTP: the name is looked up once, and what was looked at is connected to. Raises OSError.

    Only a loopback name may lead to this machine, and no name to a private place. No proxy is asked.
    """
    if loopback(f"//{host}/"):
        return socket.create_connection((host, port), timeout=seconds)
    found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not found or not all(map(_is_public, found)):
        raise OSError(f"{host} has a private address, and only public ones are asked")
    return socket.create_connection((sorted(found, key=lambda address: ":" in address)[0], port), timeout=seconds)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class _PublicPool(HTTPSConnectionPool):
    ConnectionCls = _PublicConnection


class PinnedAdapter(HTTPAdapter):
    """Sends to `hosts` over https alone, or with `api` to that address instead, each call once and within its time."""

    secure: type[HTTPSConnectionPool] = _SecurePool

    def __init__(self, hosts: Collection[str], api: str, connect_timeout: float, call_timeout: float, shown: Callable[[str], str]) -> None:
        self.hosts = frozenset(hosts)
        self.api = api
        self.call_timeout = call_timeout
        self.timeouts = (min(connect_timeout, call_timeout), call_timeout)
        self.shown = shown
        self.date = ""
        self.turn = threading.Lock()
        super().__init__(max_retries=urllib3.Retry(0, read=False))

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Puts the watched connections in."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": self.secure}

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> urllib3.ProxyManager:
        """The same for connections through a proxy."""
        manager: urllib3.ProxyManager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
        return manager

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,  # noqa: ARG002  # the answer is always read whole, here, where it is bounded
        timeout: Any = None,  # noqa: ARG002  # no library's own idea of a timeout counts
        verify: bool | str = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """One request at a time, one answer, read to its end. Raises NotConnected where nothing left, else another RequestException."""
        with self.turn:  # whoever ends closes the connections, which would cut off another's answer
            return self._send(request, verify, cert, proxies)

    def _send(
        self, request: requests.PreparedRequest, verify: bool | str, cert: Any, proxies: Mapping[str, str] | None
    ) -> requests.Response:
        self.date = ""
        moved = request.copy()
        moved.url = self.target(request.url or "")
        moved.headers["Connection"] = "close"
        allowed = _left(self.call_timeout)
        if allowed <= 0:
            raise NotConnected("the time for this step was over before the request left")
        call = _thread.call = Call()
        timer = threading.Timer(allowed, call.cut)
        timer.daemon = True
        timer.start()
        try:
            through = None if loopback(moved.url) else proxies
            response = super().send(moved, stream=True, timeout=self.timeouts, verify=verify, cert=cert, proxies=through)
            self.read(response)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as trouble:
            self.explain(call, trouble)
        finally:
            timer.cancel()
            self.close()
        if call.late:
            raise requests.ReadTimeout(f"no whole answer within {self.call_timeout:g} s")
        self.date = "" if response.headers.get("Age") else response.headers.get("Date", "")
        return response

    def target(self, url: str) -> str:
        """Where a request for `url` really goes. Raises WrongHost when it may go nowhere."""
        if self.api and url.startswith((f"{self.api}/", f"{self.api}?")):
            return url
        parts = urlsplit(url)
        if parts.scheme != "https" or parts.hostname not in self.hosts or parts.port not in (None, 443):
            raise WrongHost(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]} is not an address of this platform")
        if not self.api:
            return url
        return f"{self.api}{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"

    def read(self, response: requests.Response) -> None:
        """Replaces the open answer by its whole body, so that no library waits for the network later."""
        body = io.BytesIO()
        for part in response.raw.stream(65536, decode_content=True):
            if body.tell() + len(part) > LARGEST_ANSWER:
                raise requests.exceptions.ContentDecodingError(f"the answer is longer than {LARGEST_ANSWER:,} bytes")
            body.write(part)
        response.raw.close()
        body.seek(0)
        response.raw = body

    def explain(self, call: Call, trouble: Exception) -> NoReturn:
        """Says of a failed call whether it left. Messages may hold addresses with secrets, so they are redacted."""
        words = self.shown(f"{type(trouble).__name__}: {trouble}")
        if not call.left:
            raise NotConnected(words) from trouble
        if call.late:
            raise requests.ReadTimeout(f"no whole answer within {self.call_timeout:g} s") from trouble
        if isinstance(trouble, requests.RequestException):
            raise trouble
        raise requests.ConnectionError(words) from trouble


class PublicAdapter(PinnedAdapter):
    """The same for names that a person or a feed gave: they must lie on the public internet."""

    secure = _PublicPool


class PinnedSession(requests.Session):
    """A `requests.Session` on one `PinnedAdapter`. It follows no redirect, keeps no cookie and reads no .netrc.

    Proxies and certificate bundles of the environment do count, because company networks need them: through a proxy https is
    a tunnel, so it sees neither tokens nor posts. A loopback address is never asked through a proxy.
    """

    def __init__(self, adapter: PinnedAdapter, agent: str) -> None:
        super().__init__()
        self.adapter = adapter
        self.mount("https://", adapter)
        self.mount("http://", adapter)
        self.headers["User-Agent"] = agent
        self.auth = _as_it_is

    def get_redirect_target(self, resp: requests.Response) -> None:  # noqa: ARG002
        """Nowhere: a redirect is an answer nobody expected, and following it could carry a token away."""
        return


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Adds nothing. Any value here keeps requests from looking into .netrc, whose passwords are for others."""
    return request


def loopback(url: str) -> bool:
    """Whether `url` names this machine by a loopback address."""
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "::1") or (host.startswith("127.") and host.replace(".", "").isdigit())
