"""What every platform must do, whichever it is. Each platform's tests inherit `Contract` and say how its server talks.

The server is a real one on loopback; nothing of ours is replaced. Every test counts the requests that arrived.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import pytest
from whenever import Instant

from bot.errors import Limited, MaybeSent, NotSent, Refused, SendError, UserError
from bot.http import session
from bot.model.draft import Draft, Media, Segment
from bot.model.receipt import RemoteRef
from bot.platforms import hosts
from bot.platforms.base import Connection, Platform, Step
from tests.loopback import Answer, Loopback, Reply, Reset, Seen, Stall, serving

NOW = Instant.from_utc(2026, 11, 21, 9, 0)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
ORDER = (
    "facts",
    "render",
    "steps",
    "readers",
    "publish",
    "find",
    "ref",
    "update",
    "delete",
    "exists",
    "metrics",
    "renew",
    "login",
    "submit_url",
    "account_url",
)
TEXT = "Café & <crème> \\(x\\) 1/2 \U0001f9d1\u200d\U0001f52c\n\nhttps://example.org/a?b=1&c=%20d “quoted” 100% + ünï"
PAGE = b"<html><h1>Sorry</h1></html>"
BROKEN = [b"", b"null", b"[]", b'"x"', b"7", b"{}", b'{"data": null}', b'{"data": []}', b'{"data": {"id": ""}}', b'{"json": 1}', b"{", PAGE]
BROKEN += [b'{"json": {"errors": []}}', b'{"json": {"errors": [], "data": {}}}', b'{"json": {"errors": 1}}', b'{"value": {}}']


Mending = Callable[[Connection], None]
"""Takes back, or changes, the post of the platform's example."""


def segment(text: str = TEXT, wire: str | None = None, media: tuple[Media, ...] = ()) -> Segment:
    """A segment as render would make it."""
    return Segment(text, len(text), 40_000, "chars", text if wire is None else wire, (), media)


def media(folder: Path, name: str = "a.png", alt: str = "A chart & more", kind: str = "image/png") -> Media:
    """A picture on disk."""
    data = PNG + name.encode()
    (folder / name).write_bytes(data)
    return Media(str(folder / name), kind, alt, len(data), 10, 10, hashlib.sha256(data).hexdigest())


class Common:
    """What every platform must do, also one that a person posts to by hand."""

    platform: ClassVar[Platform]
    prefix: ClassVar[str]
    options: ClassVar[Mapping[str, Any]] = {}
    example: ClassVar[str]
    """An address of a post as a person pastes it."""

    def draft(self) -> Draft:
        """A draft of one segment without pictures."""
        raise NotImplementedError

    def connection(self, api: str, **options: Any) -> Connection:
        timeout = options.pop("call_timeout", 10)
        account = self.platform.Account(name="me", platform=self.prefix, api=f"{api}/{self.prefix}", **{**self.options, **options})
        secrets = {field: f"rehearsal-me-{field}" for field in self.platform.LIMITS.secrets}
        way = session(hosts(account), account.api, secrets=secrets.values(), call_timeout=timeout)
        return Connection(account, secrets, way, NOW)

    # -- the file

    def test_the_file_keeps_the_order_of_every_platform_file(self) -> None:
        tree = ast.parse(inspect.getsource(self.platform))  # type: ignore[arg-type]
        public = [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
        assert public == [name for name in ORDER if name in public], "order, or a function that no platform has"
        assert {"facts", "steps", "publish", "find", "ref", "submit_url", "account_url"} <= set(public)
        assert ("update" in public) == self.platform.LIMITS.update
        assert ("delete" in public) == self.platform.LIMITS.delete
        assert ("exists" in public) == self.platform.LIMITS.exists

    # -- around it

    def test_steps_count_from_nought_and_lean_on_earlier_ones(self) -> None:
        steps = self.platform.steps(self.draft())
        assert [step.index for step in steps] == list(range(len(steps)))
        assert steps == self.platform.steps(self.draft())
        for step in steps:
            assert all(index < step.index for index in (*step.needs, *([] if step.follows is None else [step.follows])))

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "rubbish",
            "https://example.org/1",
            "javascript:alert(1)",
            "https://",
            "http://[",
            "file:///etc/passwd",
            "https://x.com/",
            "//",
        ],
    )
    def test_no_address_of_a_post_is_told_so_with_an_example(self, url: str) -> None:
        with pytest.raises(UserError, match="https://"):
            self.platform.ref(url)

    def test_a_pasted_address_is_understood_with_its_decorations(self) -> None:
        plain = self.platform.ref(self.example)
        for more in ("?utm_source=share", "#top", " "):
            assert self.platform.ref(self.example + more) == plain
        assert self.platform.ref(plain.url) == plain

    def test_addresses_for_people_are_https(self) -> None:
        account = self.connection("http://127.0.0.1:9").account
        for url in (self.platform.submit_url(self.draft(), account), self.platform.account_url(account, {})):
            assert urlsplit(url).scheme == "https"
            assert " " not in url
            assert url.isascii()


class Contract(Common):
    """What every platform must do that is written to. Subclasses fill in the first part; the tests are the same for all."""

    write: ClassVar[tuple[str, str]]
    """Method and path (below the prefix, without the query) of the request that makes a post."""
    removal: ClassVar[tuple[str, str]] = ("", "")
    """Method and path of the request that takes the post of `example` back, where the platform can."""
    editing: ClassVar[tuple[str, str]] = ("", "")
    """Method and path of the request that changes its text, where the platform can."""
    before: ClassVar[Mapping[int, RemoteRef]] = {}
    """What the step that makes a post needs of earlier ones."""

    def good(self, seen: Seen) -> Answer:
        """What the platform answers when all is well; `seen.path` has no prefix any more."""
        raise NotImplementedError

    def refusal(self, status: int, words: str) -> Reply:
        """An error in the platform's own form."""
        raise NotImplementedError

    def text_of(self, seen: Seen) -> str:
        """The text in the request that makes a post."""
        raise NotImplementedError

    # -- a server and the way to it

    @pytest.fixture
    def server(self) -> Iterator[Loopback]:
        with serving(self.answer) as running:
            yield running

    def answer(self, seen: Seen) -> Answer:
        assert seen.path.startswith(f"/{self.prefix}/")
        seen.path = seen.path.removeprefix(f"/{self.prefix}")
        return self.good(seen)

    def new_text_of(self, seen: Seen) -> str:
        """The text in the request that edits."""
        raise NotImplementedError

    def answering(self, server: Loopback, answer: Answer) -> None:
        """Makes the writing request end in `answer`; all others stay good."""

        def script(seen: Seen) -> Answer:
            good = self.answer(seen)
            return answer if self.is_write(seen) else good

        server.script = script

    def is_write(self, seen: Seen) -> bool:
        """Whether a request makes, edits or deletes a post."""
        return (seen.method, urlsplit(seen.path).path) in (self.write, self.removal, self.editing)

    def writes(self, server: Loopback) -> list[Seen]:
        return [seen for seen in server.seen if self.is_write(seen)]

    def post_step(self, draft: Draft | None = None) -> Step:
        return next(step for step in self.platform.steps(draft or self.draft()) if step.action == "post")

    def publish(self, server: Loopback, **options: Any) -> RemoteRef:
        return self.platform.publish(self.connection(server.url, **options), self.post_step(), self.before, "key")

    def failing(self, server: Loopback, **options: Any) -> SendError:
        with pytest.raises(SendError) as caught:
            self.publish(server, **options)
        return caught.value

    # -- one remote change, and the bytes that were approved

    def test_publishing_makes_one_request_with_exactly_the_approved_text(self, server: Loopback) -> None:
        ref = self.publish(server)
        assert [self.text_of(seen) for seen in self.writes(server)] == [self.post_step().segment.wire]
        assert ref.id
        assert ref.url.startswith("https://")
        assert self.platform.ref(ref.url).id == ref.id, "a person may paste what we show"

    @pytest.mark.parametrize("status", [500, 502, 503, 504, 520, 408, 418])
    @pytest.mark.parametrize("page", [False, True], ids=["json", "page"])
    def test_an_answer_that_proves_nothing_is_in_doubt_and_never_repeated(self, server: Loopback, status: int, page: bool) -> None:
        own = self.refusal(status, "no")
        self.answering(server, Reply(status, PAGE, {"Content-Type": "text/html"}) if page else own)
        assert isinstance(self.failing(server), MaybeSent)
        assert len(self.writes(server)) == 1

    def test_a_reset_after_the_body_is_in_doubt_and_never_repeated(self, server: Loopback) -> None:
        self.answering(server, Reset())
        assert isinstance(self.failing(server), MaybeSent)
        assert len(self.writes(server)) == 1

    def test_a_timeout_after_the_body_is_in_doubt_and_never_repeated(self, server: Loopback) -> None:
        self.answering(server, Stall())
        assert isinstance(self.failing(server, call_timeout=0.3), MaybeSent)
        assert len(self.writes(server)) == 1

    @pytest.mark.parametrize("body", BROKEN)
    def test_a_yes_that_makes_no_sense_is_in_doubt(self, server: Loopback, body: bytes) -> None:
        self.answering(server, Reply(200, body))
        assert isinstance(self.failing(server), MaybeSent)
        assert len(self.writes(server)) == 1

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_a_redirect_is_in_doubt_and_takes_no_token_along(self, server: Loopback, status: int) -> None:
        with serving(lambda seen: Reply(200, {})) as elsewhere:
            self.answering(server, Reply(status, PAGE, {"Location": f"{elsewhere.url}/steal"}))
            assert isinstance(self.failing(server), MaybeSent)
            assert elsewhere.seen == []
        assert len(self.writes(server)) == 1

    def test_nobody_there_means_not_sent(self) -> None:
        with serving(self.answer) as gone:
            pass
        assert isinstance(self.failing(gone), NotSent)

    # -- what is proven

    @pytest.mark.parametrize(("status", "cause"), [(400, "content"), (401, "auth"), (402, "money"), (404, "content"), (422, "content")])
    def test_a_refusal_in_the_platforms_own_form_is_final(self, server: Loopback, status: int, cause: str) -> None:
        self.answering(server, self.refusal(status, "No, because."))
        refused = self.failing(server)
        assert isinstance(refused, Refused)
        assert refused.cause == cause
        assert refused.why.startswith("No, because")
        assert len(self.writes(server)) == 1

    def test_a_403_never_concerns_the_text_unless_it_says_so(self, server: Loopback) -> None:
        self.answering(server, self.refusal(403, "Forbidden"))
        refused = self.failing(server)
        assert isinstance(refused, Refused)
        assert refused.cause in ("auth", "account")

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 426])
    def test_a_page_instead_of_a_refusal_is_in_doubt(self, server: Loopback, status: int) -> None:
        self.answering(server, Reply(status, PAGE, {"Content-Type": "text/html"}))
        assert isinstance(self.failing(server), MaybeSent)
        assert len(self.writes(server)) == 1

    @pytest.mark.parametrize(("headers", "seconds"), [({"Retry-After": "7"}, 7), ({}, 900)])
    def test_a_429_waits_as_long_as_it_says(self, server: Loopback, headers: dict[str, str], seconds: int) -> None:
        self.answering(server, Reply(429, self.refusal(429, "Too Many Requests").body, headers))
        limited = self.failing(server)
        assert isinstance(limited, Limited)
        assert limited.until == NOW.add(seconds=seconds)
        assert len(self.writes(server)) == 1

    def test_no_secret_comes_back_in_an_error(self, server: Loopback) -> None:
        echo = " ".join(f"rehearsal-me-{field}" for field in self.platform.LIMITS.secrets)
        self.answering(server, self.refusal(400, f"you sent {echo}"))
        refused = self.failing(server)
        assert "you sent" in refused.answer
        assert "rehearsal-me" not in refused.answer + refused.why

    # -- what is live: to take it back, to change it, to see whether it is there

    @pytest.fixture(params=["delete", "update"])
    def mending(self, request: pytest.FixtureRequest) -> Mending:
        """One of the two changes to what is live, where the platform has it."""
        if not getattr(self.platform.LIMITS, request.param):
            pytest.skip(f"{self.prefix} has no {request.param}")
        ref = self.platform.ref(self.example)
        if request.param == "delete":
            return lambda connection: self.platform.delete(connection, ref)
        return lambda connection: self.platform.update(connection, ref, segment("seen", TEXT))

    def unmended(self, server: Loopback, mending: Mending, **options: Any) -> SendError:
        with pytest.raises(SendError) as caught:
            mending(self.connection(server.url, **options))
        return caught.value

    def test_a_deletion_is_one_request(self, server: Loopback) -> None:
        if self.platform.LIMITS.delete:
            self.platform.delete(self.connection(server.url), self.platform.ref(self.example))
            assert [(seen.method, urlsplit(seen.path).path) for seen in self.writes(server)] == [self.removal]

    def test_an_edit_is_one_request_with_exactly_the_approved_text(self, server: Loopback) -> None:
        if self.platform.LIMITS.update:
            self.platform.update(self.connection(server.url), self.platform.ref(self.example), segment("seen", TEXT))
            assert [(seen.method, urlsplit(seen.path).path) for seen in self.writes(server)] == [self.editing]
            assert [self.new_text_of(seen) for seen in self.writes(server)] == [TEXT]

    @pytest.mark.parametrize("answer", [Reset(), *(Reply(200, body) for body in (PAGE, b'"x"', b"[]")), *map(Reply, (500, 504, 302))])
    def test_a_change_whose_answer_is_lost_or_odd_is_in_doubt_and_never_repeated(
        self, server: Loopback, mending: Mending, answer: Answer
    ) -> None:
        self.answering(server, answer)
        assert isinstance(self.unmended(server, mending), MaybeSent)
        assert len(self.writes(server)) == 1

    def test_a_change_without_an_answer_is_in_doubt(self, server: Loopback, mending: Mending) -> None:
        self.answering(server, Stall())
        assert isinstance(self.unmended(server, mending, call_timeout=0.3), MaybeSent)
        assert len(self.writes(server)) == 1

    def test_a_change_that_nobody_hears_was_not_sent(self, mending: Mending) -> None:
        with serving(self.answer) as gone:
            pass
        assert isinstance(self.unmended(gone, mending), NotSent)

    def test_a_change_may_be_refused_or_have_to_wait(self, server: Loopback, mending: Mending) -> None:
        self.answering(server, self.refusal(403, "Not yours"))
        assert isinstance(self.unmended(server, mending), Refused)
        self.answering(server, Reply(429, self.refusal(429, "Too Many Requests").body, {"Retry-After": "7"}))
        limited = self.unmended(server, mending)
        assert isinstance(limited, Limited)
        assert limited.until == NOW.add(seconds=7)

    @pytest.mark.parametrize("status", [404, 410])
    def test_what_the_platform_does_not_have_can_be_neither_deleted_nor_edited(
        self, server: Loopback, mending: Mending, status: int
    ) -> None:
        self.answering(server, self.refusal(status, "Not Found"))
        assert isinstance(self.unmended(server, mending), Refused)

    def test_whether_it_is_there_is_asked_without_a_write(self, server: Loopback) -> None:
        if self.platform.LIMITS.exists:
            assert self.platform.exists(self.connection(server.url), self.platform.ref(self.example))
            assert self.writes(server) == []
