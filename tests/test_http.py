"""The session and what it proves of a failed call: real HTTP over loopback, no stand-ins for our own code."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
import zlib
from pathlib import Path

import pytest
import requests
from whenever import Instant

from bot.errors import Limited, MaybeSent, NotSent, Refused, SendError, UserError
from bot.http import beforehand, four_kinds, only_done, session, status_error, transport_error
from bot.transport import within
from tests.loopback import Answer, Reply, Reset, Stall, Trickle, serving

NOW = Instant.from_utc(2026, 11, 21, 9, 0)
HOSTS = ("api.example.org", "www.example.org")


def failed(call: requests.Session, url: str, **more: object) -> SendError:
    """The kind that a call through `four_kinds` ends as."""
    with pytest.raises(SendError) as caught, four_kinds(NOW, ("s3cret",)):
        only_done(call.post(url, **more))  # type: ignore[arg-type]
    return caught.value


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


# The way out -----------------------------------------------------------------------------------------------------------


def test_every_host_of_the_platform_is_rerouted_to_the_api_address_with_path_and_query() -> None:
    with serving(lambda seen: Reply(200, {})) as server:
        call = session(HOSTS, f"{server.url}/x/")
        call.get("https://api.example.org/2/me?a=1&b=%20c")
        call.post("https://www.example.org/login", data=b"body")
        call.get(f"{server.url}/x/uploads/1")
    assert [(seen.method, seen.path, seen.body) for seen in server.seen] == [
        ("GET", "/x/2/me?a=1&b=%20c", b""),
        ("POST", "/x/login", b"body"),
        ("GET", "/x/uploads/1", b""),
    ]


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/2/me",
        "http://api.example.org/2/me",
        "https://api.example.org:8443/2/me",
        "https://api.example.org@evil.example/2/me",
        "https://api.example.org.evil.example/",
        "https://evil.example\\@api.example.org/",
        "http://127.0.0.1:9/x",
        "http://127.0.0.1:9/elsewhere",
    ],
)
def test_no_other_address_is_reached(url: str) -> None:
    for api in (None, f"http://127.0.0.1:{free_port()}/x"):
        fault = failed(session(HOSTS, api), url)
        assert isinstance(fault, NotSent)
        assert "is not an address of this platform" in fault.why


@pytest.mark.parametrize("api", ["http://example.org", "http://127.evil.example", "ftp://127.0.0.1", "127.0.0.1:8765", "http://"])
def test_an_api_address_must_be_https_or_loopback(api: str) -> None:
    with pytest.raises(UserError, match="must begin with https://"):
        session(HOSTS, api)
    assert session(HOSTS, "https://example.org") is not None
    assert session(HOSTS, "http://[::1]:80/x") is not None


def test_a_redirect_is_not_followed_and_carries_no_token_anywhere() -> None:
    with serving(lambda seen: Reply(200, {})) as elsewhere:
        with serving(lambda seen: Reply(307, {}, {"Location": f"{elsewhere.url}/steal"})) as server:
            fault = failed(session(HOSTS, server.url), "https://api.example.org/", headers={"Authorization": "Bearer s3cret"})
        assert isinstance(fault, MaybeSent)
        assert len(server.seen) == 1
        assert elsewhere.seen == []


def test_each_request_has_its_own_connection_and_our_name() -> None:
    with serving(lambda seen: Reply(200, {}, {"Connection": "keep-alive"})) as server:
        call = session(HOSTS, server.url)
        for _ in range(3):
            call.get("https://api.example.org/")
    assert {seen.headers["user-agent"] for seen in server.seen} == {"bot/0.1.0"}
    assert len({seen.port for seen in server.seen}) == 3, "even where the server would keep the connection"
    assert [seen.headers["connection"] for seen in server.seen] == ["close"] * 3


def test_a_password_in_netrc_stays_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netrc").write_text("default login someone password s3cret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with serving(lambda seen: Reply(200, {})) as server:
        session(HOSTS, server.url).get("https://api.example.org/")
        requests.get(server.url, timeout=5)
    assert "authorization" not in server.seen[0].headers
    assert "authorization" in server.seen[1].headers, "the trap itself must work"


def test_loopback_is_never_asked_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda seen: Reply(200, {})) as server, serving(lambda seen: Reply(200, {})) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", "")
        session(HOSTS, server.url).get("https://api.example.org/")
        assert (len(server.seen), proxy.seen) == (1, [])


def test_cookies_are_not_kept() -> None:
    with serving(lambda seen: Reply(200, {}, {"Set-Cookie": "a=b"})) as server:
        call = session(HOSTS, server.url)
        call.get("https://api.example.org/")
        call.get("https://api.example.org/")
    assert "cookie" not in server.seen[1].headers


# What a failed call proves ----------------------------------------------------------------------------------------------


def test_nobody_listening_proves_that_nothing_was_sent() -> None:
    assert isinstance(failed(session(HOSTS, f"http://127.0.0.1:{free_port()}"), "https://api.example.org/"), NotSent)


def test_no_such_name_proves_that_nothing_was_sent() -> None:
    assert isinstance(failed(session(("nowhere.invalid",)), "https://nowhere.invalid/"), NotSent)


def test_a_broken_tls_handshake_proves_that_nothing_was_sent() -> None:
    with serving(lambda seen: Reply(200, {})) as plain:
        fault = failed(session(HOSTS, plain.url.replace("http:", "https:"), call_timeout=3), "https://api.example.org/")
    assert isinstance(fault, NotSent)
    assert plain.seen == []


def test_a_handshake_that_never_ends_is_given_up_and_proves_the_same() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        fault = failed(session(HOSTS, f"https://127.0.0.1:{port}", connect_timeout=0.1), "https://api.example.org/")
    assert isinstance(fault, NotSent)


@pytest.mark.parametrize(
    "answer",
    [
        Reset(),
        Stall(),
        Stall(b"HTTP/1.1 201 Created\r\nContent-Le"),
        Stall(b"HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\nab"),
        Trickle(),
        Trickle(b"HTTP/1.1 200 OK\r\nX-Long: "),
        Trickle(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;"),
        Reply(200, b"ab", {"Content-Length": "10", "Connection": "close"}),
        Reply(200, b"5\r\nab", {"Transfer-Encoding": "chunked", "Connection": "close"}),
        Reply(200, b"not gzip", {"Content-Encoding": "gzip"}),
    ],
    ids=lambda answer: f"{type(answer).__name__}-{getattr(answer, 'first', getattr(answer, 'body', b''))!r}"[:40],
)
def test_whatever_breaks_after_the_request_left_proves_nothing_and_is_not_sent_again(answer: Answer) -> None:
    with serving(lambda seen: answer) as server:
        began = time.monotonic()
        fault = failed(session(HOSTS, server.url, call_timeout=0.15), "https://api.example.org/", data=b"a post")
        assert isinstance(fault, MaybeSent)
        assert [seen.body for seen in server.seen] == [b"a post"]
        assert time.monotonic() - began < 2


def test_a_body_that_nobody_reads_ends_at_the_deadline_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        call = session(HOSTS, f"http://127.0.0.1:{deaf.getsockname()[1]}", call_timeout=0.3)
        assert isinstance(failed(call, "https://api.example.org/", data=b"x" * 20_000_000), MaybeSent)


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "compressed"])
def test_an_answer_without_end_is_cut_at_ten_megabytes(packed: bool) -> None:
    body, headers = b" " * 10_000_001, {"Content-Encoding": "deflate"} if packed else {}
    with serving(lambda seen: Reply(200, zlib.compress(body) if packed else body, headers)) as server:
        fault = failed(session(HOSTS, server.url), "https://api.example.org/")
        assert isinstance(fault, MaybeSent)
        assert "10,000,000 bytes" in fault.answer
        server.script = lambda seen: Reply(200, zlib.compress(body[1:]) if packed else body[1:], headers)
        assert len(session(HOSTS, server.url).get("https://api.example.org/").content) == 10_000_000


def test_a_proxy_that_refuses_the_tunnel_proves_that_nothing_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda seen: Reply(200, {})) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", "")
        fault = failed(session(HOSTS), "https://api.example.org/", data=b"a post")
    assert isinstance(fault, NotSent)


def test_secrets_are_blotted_out_of_every_text() -> None:
    with serving(lambda seen: Reply(403, {"message": "token s3cret is not allowed " + "x" * 5000})) as server:
        fault = failed(session(HOSTS, server.url), "https://api.example.org/")
    assert "s3cret" not in fault.answer + fault.why
    assert len(fault.answer) == 2000
    assert "s3cret" not in failed(session(HOSTS), "https://s3cret.example/").answer


def test_a_read_that_prepares_a_write_leaves_no_doubt() -> None:
    with pytest.raises(NotSent, match="No token: the connection broke"), beforehand("No token"):
        raise transport_error(requests.ReadTimeout("late"))
    with pytest.raises(Refused), beforehand("No token"):
        raise Refused("bad password", cause="auth")


def test_an_unknown_exception_is_no_proof() -> None:
    assert isinstance(transport_error(ssl.SSLError("after the handshake")), MaybeSent)
    assert isinstance(transport_error(requests.exceptions.SSLError("bad record")), MaybeSent)
    assert isinstance(transport_error(requests.ConnectionError("refused?")), MaybeSent)


def test_two_threads_do_not_see_each_others_calls() -> None:
    with serving(lambda seen: Stall() if seen.path == "/slow" else Reply(200, {})) as server:
        call = session(HOSTS, server.url, call_timeout=0.5)
        kinds: list[SendError] = []
        other = threading.Thread(target=lambda: kinds.append(failed(call, "https://api.example.org/slow")))
        other.start()
        while not server.seen:
            time.sleep(0.001)
        for _ in range(5):
            assert call.get("https://api.example.org/").status_code == 200
        other.join()
    assert [type(kind) for kind in kinds] == [MaybeSent]


# Statuses ---------------------------------------------------------------------------------------------------------------

ERROR = json.dumps({"message": "No, because."})


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (400, "content"),
        (401, "auth"),
        (402, "money"),
        (403, "auth"),
        (404, "content"),
        (409, "content"),
        (413, "content"),
        (422, "content"),
        (426, "version"),
    ],
)
def test_a_recognised_refusal(status: int, cause: str) -> None:
    fault = status_error(status, {}, ERROR, NOW)
    assert isinstance(fault, Refused)
    assert (fault.cause, fault.why, fault.answer) == (cause, f"No, because ({status})", ERROR)


@pytest.mark.parametrize("status", [100, 200, 201, 301, 302, 307, 405, 408, 418, 425, 444, 499, 500, 501, 502, 503, 504, 520, 599])
def test_a_status_that_proves_nothing(status: int) -> None:
    assert isinstance(status_error(status, {}, ERROR, NOW), MaybeSent)


@pytest.mark.parametrize(
    "text",
    ["", "<html><h1>403 Forbidden</h1></html>", "null", "[]", "{}", "[1]", '"denied"', '{"ok": false}', '{"message": ""}', "[" * 100_000],
)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 426])
def test_a_refusal_that_is_no_error_of_a_platform_proves_nothing(status: int, text: str) -> None:
    assert isinstance(status_error(status, {}, text, NOW), MaybeSent)


def test_a_402_needs_no_body_but_believes_no_page() -> None:
    bare = status_error(402, {}, "", NOW)
    assert isinstance(bare, Refused)
    assert bare.cause == "money"
    assert isinstance(status_error(402, {}, "<html>", NOW), MaybeSent)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 900),
        ({"Retry-After": "7"}, 7),
        ({"retry-after": "1.5"}, 1.5),
        ({"Retry-After": "Sat, 21 Nov 2026 09:01:00 GMT"}, 60),
        ({"Retry-After": "Sat, 21 Nov 2026 08:00:00 GMT"}, 1),
        ({"Retry-After": "soon"}, 900),
        ({"Retry-After": "0"}, 1),
        ({"Retry-After": "-5"}, 1),
        ({"Retry-After": "nan"}, 900),
        ({"Retry-After": "9" * 400}, 900),
        ({"Retry-After": "99999999999"}, 31 * 86_400),
        ({"x-rate-limit-reset": str(NOW.timestamp() + 120)}, 120),
        ({"X-Rate-Limit-Reset": "5"}, 1),
        ({"RateLimit-Reset": str(NOW.timestamp() + 120)}, 120),
        ({"x-ratelimit-reset": "103"}, 103),
        ({"Retry-After": "3", "x-ratelimit-reset": "103"}, 3),
        ({"X-RateLimit-Reset": NOW.add(seconds=77).format_iso()}, 77),
        ({"X-RateLimit-Reset": str(NOW.timestamp() + 78)}, 78),
        ({"X-RateLimit-Reset": "soon"}, 900),
    ],
)
@pytest.mark.parametrize("text", [ERROR, "", "<html>"], ids=["json", "empty", "page"])
def test_a_429_says_when_to_come_back(headers: dict[str, str], seconds: float, text: str) -> None:
    fault = status_error(429, headers, text, NOW)
    assert isinstance(fault, Limited)
    assert fault.until == NOW.add(seconds=seconds)


def test_the_reason_is_found_where_platforms_put_it() -> None:
    for body, words in [
        ({"errors": [{"parameters": {}, "message": "text is too long"}], "title": "Invalid Request"}, "text is too long"),
        ({"title": "Forbidden", "detail": "duplicate", "status": 403}, "duplicate"),
        ({"serviceErrorCode": 65600, "message": "Invalid access token", "status": 401}, "Invalid access token"),
        ({"explanation": "no such word", "reason": "SUBMIT_VALIDATION"}, "no such word"),
        ({"message": "Unauthorized", "error": 401}, "Unauthorized"),
        ({"error": "invalid_grant"}, "invalid_grant"),
    ]:
        fault = status_error(400, {}, json.dumps(body), NOW)
        assert fault.why == f"{words} (400)"


def test_a_platform_reads_its_own_refusals_first() -> None:
    def special(status: int, body: object) -> SendError | None:
        return Refused("already there", cause="duplicate") if body == {"message": "twice"} else None

    with serving(lambda seen: Reply(403, json.loads(seen.body))) as server:
        call = session(HOSTS, server.url)
        for body, cause in [(b'{"message": "twice"}', "duplicate"), (b'{"message": "once"}', "auth")]:
            with pytest.raises(Refused) as caught, four_kinds(NOW, special=special):
                only_done(call.post("https://api.example.org/", data=body))
            assert caught.value.cause == cause
            assert caught.value.answer == body.decode()


def test_the_calls_of_one_step_share_their_time() -> None:
    """A step may ask for a token first; the journal's deadline counts for all its calls together."""
    with serving(lambda seen: Stall() if seen.path == "/slow" else Reply(200, {})) as server:
        call = session(HOSTS, server.url, call_timeout=5)
        with within(0.2):
            assert isinstance(failed(call, "https://api.example.org/slow"), MaybeSent)
            assert isinstance(failed(call, "https://api.example.org/next"), NotSent)
        assert call.get("https://api.example.org/free").status_code == 200
    assert [seen.path for seen in server.seen] == ["/slow", "/free"]
