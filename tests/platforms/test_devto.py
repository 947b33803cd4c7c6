"""dev.to: what is sent and what its answers prove. Shapes from Forem's serialisers and from issues (2026-11)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.errors import MaybeSent, NotSent, Refused
from bot.model.draft import Draft, FieldValue
from bot.model.receipt import RemoteRef
from bot.platforms import devto
from bot.platforms.base import Step
from tests.loopback import Answer, Loopback, Reply, Reset, Seen
from tests.platforms.contract import NOW, PAGE, TEXT, Contract, segment

NUMBER = 2_345_678
PATH = "ada_l/small-batches-1a2b"
URL = f"https://dev.to/{PATH}"
TAKEN = {"error": "Canonical url has already been taken", "status": 422}
CANONICAL = "https://example.org/small-batches"


def row(text: str = TEXT, title: str = "Small & “batches”", **more: Any) -> dict[str, Any]:
    """An article in its author's list."""
    place = {"id": NUMBER, "path": f"/{PATH}", "url": URL, "canonical_url": CANONICAL, "published": True}
    return {**place, "title": title, "body_markdown": text, "published_timestamp": "2026-11-22T09:00:00Z", **more}


class TestDevto(Contract):
    platform = devto  # type: ignore[assignment]
    prefix = "devto"
    write = ("PUT", f"/api/articles/{NUMBER}")
    removal = write
    editing = write
    before = {0: RemoteRef(str(NUMBER))}  # noqa: RUF012
    example = URL
    listed: tuple[dict[str, Any], ...] = (row("Another", "Another", canonical_url="https://example.org/another"),)

    def draft(self, text: str = TEXT, **fields: FieldValue) -> Draft:
        known: dict[str, FieldValue] = {"canonical_url": CANONICAL, "tags": ["ai", "python"], "description": "Why"}
        return Draft("me", "devto", "Small & “batches”", (segment(text),), known | fields)

    def good(self, seen: Seen) -> Answer:
        path = urlsplit(seen.path).path
        assert seen.headers["api-key"] == "rehearsal-me-api_key"
        assert seen.headers["accept"] == "application/vnd.forem.api-v1+json"
        assert seen.headers["user-agent"].startswith("bot/")
        if path == "/api/users/me":
            return Reply(200, {"id": 77, "username": "ada_l", "name": "Ada"})
        if path == "/api/articles/me/all":
            assert seen.query == {"page": "1", "per_page": "1000"}
            return Reply(200, list(self.listed))
        if seen.method == "POST":
            assert path == "/api/articles"
            return Reply(201, {**row(), "path": "/ada_l/small-batches-temp-slug-1", "published_timestamp": ""})
        assert (seen.method, path) == self.write
        return Reply(200, row())

    def refusal(self, status: int, words: str) -> Reply:
        return Reply(status, {"error": words, "status": status})

    def text_of(self, seen: Seen) -> str:
        return str(seen.json["article"]["body_markdown"])

    new_text_of = text_of

    def step(self, action: str, **fields: FieldValue) -> Step:
        return next(step for step in devto.steps(self.draft(**fields)) if step.action == action)

    def create(self, server: Loopback, **fields: FieldValue) -> RemoteRef:
        return devto.publish(self.connection(server.url), self.step("upload", **fields), {}, "key")

    def creations(self, server: Loopback) -> list[Seen]:
        return [seen for seen in server.seen if seen.method == "POST"]

    # -- the draft

    def test_a_draft_is_made_after_a_look_and_shows_nothing(self, server: Loopback) -> None:
        assert self.create(server, main_image="https://example.org/a.png", series="S") == RemoteRef(str(NUMBER))
        assert [(seen.method, urlsplit(seen.path).path) for seen in server.seen] == [
            ("GET", "/api/articles/me/all"),
            ("POST", "/api/articles"),
        ]
        assert server.seen[1].json == {
            "article": {
                "title": "Small & “batches”",
                "body_markdown": TEXT,
                "tags": ["ai", "python"],
                "canonical_url": CANONICAL,
                "main_image": "https://example.org/a.png",
                "description": "Why",
                "series": "S",
                "published": False,
            }
        }

    @pytest.mark.parametrize("published", [False, True])
    def test_one_that_is_there_is_not_made_again(self, server: Loopback, published: bool) -> None:
        self.listed = (row("other", "other"), row(TEXT + "\n", published=published))
        assert self.create(server) == RemoteRef(str(NUMBER))
        assert self.creations(server) == []

    def test_one_that_came_with_a_refusal_is_found(self, server: Loopback) -> None:
        self.answering_creation(server, Reply(422, {"error": "Whoops", "status": 422}), after=(row(published=False),))
        assert self.create(server) == RemoteRef(str(NUMBER))
        assert len(self.creations(server)) == 1

    def test_another_article_in_its_place_is_left_alone(self, server: Loopback) -> None:
        self.listed = (row("other words"),)
        with pytest.raises(Refused, match=f"on dev.to already: {URL}") as caught:
            self.create(server)
        assert caught.value.cause == "duplicate"
        self.listed = (row("other words", published=False),)
        with pytest.raises(Refused, match="a draft of this article there with other words") as caught:
            self.create(server)
        assert caught.value.cause == "content"
        assert self.creations(server) == []

    def test_an_article_without_an_address_has_no_other_in_its_place(self, server: Loopback) -> None:
        self.listed = (row("other words", canonical_url=None),)
        self.create(server, canonical_url="")
        assert len(self.creations(server)) == 1

    def test_an_address_that_somebody_else_took_is_a_refusal(self, server: Loopback) -> None:
        self.answering_creation(server, Reply(422, TAKEN))
        with pytest.raises(Refused, match=r"Canonical url has already been taken \(422\)") as caught:
            self.create(server)
        assert caught.value.cause == "duplicate"
        assert [seen.method for seen in server.seen] == ["GET", "POST", "GET"]

    def test_a_refusal_after_which_nobody_can_look_is_in_doubt(self, server: Loopback) -> None:
        self.answering_creation(server, Reply(422, TAKEN), then=Reply(500))
        with pytest.raises(MaybeSent):
            self.create(server)
        assert len(self.creations(server)) == 1

    @pytest.mark.parametrize("answer", [Reset(), Reply(500), Reply(200, PAGE), Reply(201, {}), Reply(201, {"id": "1"})])
    def test_a_draft_without_a_clear_answer_is_in_doubt(self, server: Loopback, answer: Answer) -> None:
        self.answering_creation(server, answer)
        with pytest.raises(MaybeSent):
            self.create(server)
        assert len(self.creations(server)) == 1

    @pytest.mark.parametrize("answer", [Reset(), Reply(500), Reply(200, PAGE), Reply(200, {}), Reply(200, [{}]), Reply(200, [1])])
    def test_without_a_look_nothing_is_sent(self, server: Loopback, answer: Answer) -> None:
        server.script = lambda seen: answer
        with pytest.raises(NotSent, match="did not show your own articles"):
            self.create(server)
        assert self.creations(server) == []

    def answering_creation(
        self, server: Loopback, answer: Answer, after: tuple[dict[str, Any], ...] = (), then: Answer | None = None
    ) -> None:
        def script(seen: Seen) -> Answer:
            made = bool(self.creations(server))
            self.listed = after if made else ()
            good = self.answer(seen)
            return answer if seen.method == "POST" else then if made and then else good

        server.script = script

    # -- its publication

    def test_publishing_writes_all_of_it_again(self, server: Loopback) -> None:
        assert self.publish(server) == RemoteRef(PATH, URL)
        (seen,) = server.seen
        assert seen.json["article"]["published"] is True
        assert set(seen.json["article"]) >= {"title", "body_markdown", "tags", "canonical_url", "main_image", "description"}

    @pytest.mark.parametrize(
        "more",
        [
            {"published_timestamp": ""},
            {"id": NUMBER + 1},
            {"path": "/ada_l"},
            {"path": "//evil.example/a"},
            {"path": None},
        ],
    )
    def test_a_yes_about_something_else_is_in_doubt(self, server: Loopback, more: dict[str, Any]) -> None:
        self.answering(server, Reply(200, row(**more)))
        assert isinstance(self.failing(server), MaybeSent)

    # -- finding

    def test_an_article_is_found_by_its_words_and_its_state(self, server: Loopback) -> None:
        connection = self.connection(server.url)

        def found(action: str) -> RemoteRef | None:
            return devto.find(connection, self.step(action), {}, "key", NOW)

        assert found("upload") is found("post") is None
        self.listed = (row(published=False),)
        assert (found("upload"), found("post")) == (RemoteRef(str(NUMBER)), None)
        self.listed = (row(published=False), row(id=NUMBER + 1, path="/ada_l/b-2"))
        assert (found("upload"), found("post")) == (RemoteRef(str(NUMBER + 1)), RemoteRef("ada_l/b-2", "https://dev.to/ada_l/b-2"))
        self.listed = (row(title="Small"), row("other"))
        assert found("upload") is found("post") is None

    def test_a_list_without_an_end_proves_nothing(self, server: Loopback) -> None:
        many = [row("other", "other", id=number + 1) for number in range(1000)]
        server.script = lambda seen: Reply(200, many)
        with pytest.raises(MaybeSent, match="more articles than can be looked through"):
            devto.find(self.connection(server.url), self.step("post"), {}, "key", NOW)
        assert len(server.seen) == 10

    # -- what is live

    def test_what_is_live_is_known_by_its_address(self, server: Loopback) -> None:
        connection = self.connection(server.url)
        assert devto.exists(connection, devto.ref(URL))
        devto.delete(connection, devto.ref(URL))
        assert self.writes(server)[0].json == {"article": {"published": False}}
        self.listed = (row(published=False),)
        assert not devto.exists(connection, devto.ref(URL))

    def test_an_article_of_somebody_else_can_be_neither_deleted_nor_edited(self, server: Loopback) -> None:
        connection, other = self.connection(server.url), devto.ref("https://dev.to/eve/small-batches-1a2b")
        with pytest.raises(Refused, match=r"no such article of yours \(404\)"):
            devto.delete(connection, other)
        with pytest.raises(Refused, match=r"no such article of yours \(404\)"):
            devto.update(connection, other, segment("new"))
        assert self.writes(server) == []

    # -- the rest

    def test_facts_are_who_we_are(self, server: Loopback) -> None:
        facts = devto.facts(self.connection(server.url))
        assert facts == {"id": "77", "username": "ada_l"}
        assert devto.account_url(self.connection(server.url).account, facts) == "https://dev.to/ada_l"
        assert devto.account_url(self.connection(server.url, handle="@Ada_L").account, {}) == "https://dev.to/ada_l"
        assert devto.account_url(self.connection(server.url).account, {}) == "https://dev.to/dashboard"

    @pytest.mark.parametrize(
        "url", ["https://dev.to/ada_l", "https://dev.to/t/python/x/y", "https://notdev.to/a/b", "https://dev.to/a/b/c"]
    )
    def test_other_pages_are_no_articles(self, url: str) -> None:
        with pytest.raises(Exception, match="no address of an article"):
            devto.ref(url)
