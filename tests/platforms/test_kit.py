"""Kit: drafts of broadcasts, and what its answers prove. Shapes of its documents (v4)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.errors import MaybeSent, Refused
from bot.model.draft import Draft
from bot.model.receipt import RemoteRef
from bot.platforms import kit
from tests.loopback import Answer, Loopback, Reply, Seen
from tests.platforms.contract import NOW, TEXT, Contract, segment
from tests.text.articles import TIDY, article, read

PAGE = "https://app.kit.com/campaigns/30/draft"
END = {"has_previous_page": False, "has_next_page": False, "start_cursor": "a", "end_cursor": "b", "per_page": 500}


class TestKit(Contract):
    platform = kit  # type: ignore[assignment]
    prefix = "kit"
    write = ("POST", "/v4/broadcasts")
    removal = ("DELETE", "/v4/broadcasts/30")
    example = PAGE
    listed: tuple[Any, ...] = ()
    send_at: str | None = None

    def draft(self) -> Draft:
        return Draft("me", "kit", "Small batches", (segment(TEXT, f"<p>{TEXT}</p>"),), {"description": "What it says."}, visibility="draft")

    def broadcast(self, **more: Any) -> dict[str, Any]:
        return {"id": 30, "publication_id": 30, "subject": "S", "description": "", "public": False, "send_at": self.send_at, **more}

    def good(self, seen: Seen) -> Answer:
        assert seen.headers["x-kit-api-key"] == "rehearsal-me-api_key"
        path = urlsplit(seen.path).path
        if path == "/v4/account":
            return Reply(200, {"user": {"email": "ada@example.org"}, "account": {"id": 7, "name": "Ada's letter", "plan_type": "creator"}})
        if path == "/v4/broadcasts" and seen.method == "GET":
            return Reply(200, {"broadcasts": list(self.listed), "pagination": END})
        if seen.method == "DELETE":
            return Reply(204)
        return Reply(201 if seen.method == "POST" else 200, {"broadcast": self.broadcast()})

    def refusal(self, status: int, words: str) -> Reply:
        return Reply(status, {"errors": [words]})

    def text_of(self, seen: Seen) -> str:
        return str(seen.json["content"])

    def test_a_draft_has_no_time_to_be_sent_at_and_is_not_public(self, server: Loopback) -> None:
        assert kit.publish(self.connection(server.url), self.post_step(), {}, "the-key") == RemoteRef("30", PAGE)
        (seen,) = server.seen
        assert seen.json == {
            "subject": "Small batches",
            "content": f"<p>{TEXT}</p>",
            "preview_text": "What it says.",
            "description": "Made by bot, the-key",
            "public": False,
            "send_at": None,
        }

    @pytest.mark.parametrize("more", [{"send_at": "2026-11-21T09:00:00Z"}, {"id": "30"}, {"id": 0}, {"id": True}])
    def test_an_answer_that_speaks_of_no_draft_is_in_doubt(self, server: Loopback, more: dict[str, Any]) -> None:
        self.answering(server, Reply(201, {"broadcast": self.broadcast(**more)}))
        assert isinstance(self.failing(server), MaybeSent)

    def test_it_is_found_by_its_key_on_any_page_whatever_became_of_it(self, server: Loopback) -> None:
        mine = self.broadcast(description="Made by bot, key", send_at="2026-11-21T09:00:00Z")
        other = self.broadcast(id=31, description="Made by bot, monkey")

        def script(seen: Seen) -> Answer:
            if "after=b" in seen.path:
                return Reply(200, {"broadcasts": [mine], "pagination": END})
            return Reply(200, {"broadcasts": [other, self.broadcast(description=None)], "pagination": {**END, "has_next_page": True}})

        server.script = script
        assert self.look(server) == RemoteRef("30", PAGE)
        assert len(server.seen) == 2

    def look(self, server: Loopback) -> RemoteRef | None:
        return kit.find(self.connection(server.url), self.post_step(), {}, "key", NOW)

    def test_no_broadcast_with_the_key_is_none(self, server: Loopback) -> None:
        self.listed = (self.broadcast(description="Made by bot, other"),)
        assert self.look(server) is None

    @pytest.mark.parametrize(
        "body", [b"", b"{}", b'{"broadcasts": []}', b'{"broadcasts": [1], "pagination": {}}', b'{"broadcasts": [], "pagination": {}}']
    )
    def test_a_list_in_another_form_or_without_end_proves_nothing(self, server: Loopback, body: bytes) -> None:
        server.script = lambda seen: Reply(200, body)
        with pytest.raises(MaybeSent):
            self.look(server)

    def test_what_goes_out_is_not_deleted(self, server: Loopback) -> None:
        self.send_at = "2026-11-21T09:00:00Z"
        with pytest.raises(Refused, match="taken back"):
            kit.delete(self.connection(server.url), RemoteRef("30", PAGE))
        assert self.writes(server) == []

    def test_a_broadcast_that_is_gone_is_said_to_be(self, server: Loopback) -> None:
        server.script = lambda seen: self.refusal(404, "Not Found")
        assert not kit.exists(self.connection(server.url), RemoteRef("30", PAGE))
        with pytest.raises(Refused):
            kit.delete(self.connection(server.url), RemoteRef("30", PAGE))
        assert [seen.method for seen in server.seen] == ["GET", "GET"]

    def test_facts_are_whose_key_it_is(self, server: Loopback) -> None:
        assert kit.facts(self.connection(server.url)) == {"account": "7", "name": "Ada's letter"}
        server.script = lambda seen: Reply(200, {"account": None})
        with pytest.raises(MaybeSent):
            kit.facts(self.connection(server.url))


def test_an_issue_is_html_without_orders_to_kit() -> None:
    account = kit.Account(name="kit", platform="kit")
    draft = kit.render(article(TIDY + "\nWrite `{{ subscriber.first_name }}`.\n"), account, {})
    wire = draft.segments[0].wire
    assert wire.startswith("<p>Messy data exports")
    assert "&#123;{ subscriber.first_name }}" in wire
    assert (draft.visibility, draft.problems) == ("draft", ())
    assert "→" in kit.render(article(TIDY), kit.Account(name="kit", platform="kit", shape="teaser"), {}).segments[0].wire


def test_a_digest_is_never_cut_to_a_teaser_and_needs_no_address() -> None:
    account = kit.Account(name="kit", platform="kit", shape="teaser")
    post = read(
        "---\ntitle: Two things\nsummary: Both of them\ndigest: true\n---\n\n## Articles\n\n### [One](https://example.org/1)\n\nA line.\n"
    )
    draft = kit.render(post, account, {})
    assert draft.segments[0].wire == '<h2>Articles</h2>\n<h3><a href="https://example.org/1">One</a></h3>\n<p>A line.</p>'
    assert (draft.fields, draft.problems) == ({"description": "Both of them"}, ())
