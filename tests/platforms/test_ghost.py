"""Ghost: what is sent and what its answers prove. Shapes as Ghost 6.65 gave them (2026-11-22)."""

from __future__ import annotations

import base64
import hmac
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.errors import MaybeSent, NotSent, Refused, SendError
from bot.model.draft import Draft, FieldValue
from bot.model.receipt import RemoteRef
from bot.platforms import ghost
from bot.platforms.base import Step
from tests.loopback import Answer, Loopback, Reply, Reset, Seen
from tests.platforms.contract import NOW, PAGE, TEXT, Contract, media, segment

ID = "6b028bc14d2e692a698e6b64"
URL = "https://blog.example.com/small-batches/"
STAMP = "2026-11-22T06:29:21.000Z"
ADMIN = "/ghost/api/admin"
GONE = {"message": "Resource not found error, cannot read post.", "context": "Post not found.", "type": "NotFoundError"}


def row(**more: Any) -> dict[str, Any]:
    """A post as its author's program sees it."""
    return {"id": ID, "status": "draft", "updated_at": STAMP, "slug": "bot-key", "url": "https://blog.example.com/p/u/", **more}


LIVE = row(status="published", slug="small-batches", url=URL)


def posts(*rows: dict[str, Any], status: int = 200) -> Reply:
    return Reply(status, {"posts": list(rows)})


class TestGhost(Contract):
    platform = ghost
    prefix = "ghost"
    options = {"server": "blog.example.com"}  # noqa: RUF012
    write = ("PUT", f"{ADMIN}/posts/{ID}/")
    removal = ("DELETE", f"{ADMIN}/posts/{ID}/")
    editing = write
    before = {0: RemoteRef(ID)}  # noqa: RUF012
    example = URL
    there: dict[str, Any] = row()
    slugs: dict[str, dict[str, Any]] = {"small-batches": LIVE}  # noqa: RUF012

    def draft(self, text: str = TEXT, **fields: FieldValue) -> Draft:
        known: dict[str, FieldValue] = {"slug": "small-batches", "canonical_url": "https://example.org/a", "tags": ["ML", "Small data"]}
        return Draft("me", "ghost", "Small & “batches”", (segment(text),), known | fields)

    def good(self, seen: Seen) -> Answer:
        path = urlsplit(seen.path).path.removeprefix(ADMIN)
        self.check_token(seen.headers["authorization"])
        assert seen.headers["accept-version"] == "v5.0"
        if path == "/site/":
            return Reply(200, {"site": {"title": "Small Batches", "url": "https://blog.example.com/", "version": "6.65"}})
        if path == "/newsletters/":
            assert seen.query["include"] == "count.active_members"
            weekly, old = {"slug": "weekly", "status": "active", "count": {"active_members": 1234}}, {"slug": "old", "status": "archived"}
            return Reply(200, {"newsletters": [weekly, old]})
        if path == "/images/upload/":
            return Reply(201, {"images": [{"url": "https://blog.example.com/content/images/a.png", "ref": None}]})
        if seen.method == "GET" and path == f"/posts/{ID}/":
            return posts(self.there)
        if path.startswith("/posts/slug/"):
            found = self.slugs.get(path.split("/")[3])
            return posts(found) if found else Reply(404, {"errors": [GONE]})
        if seen.method == "DELETE":
            return Reply(204, b"")
        assert seen.query["source"] == "html", "Ghost pays no attention to html without it"
        return posts(LIVE) if seen.method == "PUT" else posts(row(), status=201)

    def check_token(self, header: str) -> None:
        scheme, _, token = header.partition(" ")
        signed, _, signature = token.rpartition(".")
        head, words = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in signed.split("."))
        assert scheme == "Ghost"
        assert head == {"alg": "HS256", "typ": "JWT", "kid": "rehearsal-me-admin_key"}
        begin = int(NOW.timestamp())
        assert words == {"iat": begin, "exp": begin + 300, "aud": "/admin/"}
        right = base64.urlsafe_b64encode(hmac.digest(b"rehearsal-me-admin_key", signed.encode(), "sha256")).decode().rstrip("=")
        assert signature == right

    def refusal(self, status: int, words: str) -> Reply:
        return Reply(status, {"errors": [{"message": words, "context": None, "type": "SomeError", "code": None}]})

    def text_of(self, seen: Seen) -> str:
        return str(seen.json["posts"][0]["html"])

    new_text_of = text_of

    def step(self, index: int, draft: Draft | None = None) -> Step:
        return ghost.steps(draft or self.draft())[index]

    def create(self, server: Loopback, **fields: FieldValue) -> RemoteRef:
        return ghost.publish(self.connection(server.url), self.step(0, self.draft(**fields)), {}, "key")

    def made(self, server: Loopback) -> list[Seen]:
        return [seen for seen in server.seen if seen.method == "POST"]

    # -- the draft

    def test_a_draft_is_made_at_an_address_of_its_key(self, server: Loopback) -> None:
        self.slugs = {}
        assert self.create(server, custom_excerpt="Why") == RemoteRef(ID)
        assert [urlsplit(seen.path).path.removeprefix(ADMIN) for seen in server.seen] == [
            "/posts/slug/bot-key/",
            "/posts/slug/small-batches/",
            "/posts/",
        ]
        assert server.seen[-1].json == {
            "posts": [
                {
                    "title": "Small & “batches”",
                    "html": TEXT,
                    "tags": [{"name": "ML"}, {"name": "Small data"}],
                    "visibility": "public",
                    "canonical_url": "https://example.org/a",
                    "custom_excerpt": "Why",
                    "feature_image": None,
                    "feature_image_alt": None,
                    "slug": "bot-key",
                    "status": "draft",
                }
            ]
        }

    def test_one_that_is_there_is_not_made_again(self, server: Loopback) -> None:
        self.slugs = {"bot-key": row()}
        assert self.create(server) == RemoteRef(ID)
        assert self.made(server) == []

    def test_an_address_that_is_taken_is_said_before_anything_is_made(self, server: Loopback) -> None:
        with pytest.raises(Refused, match=f"a post at this address already: {URL}"):
            self.create(server)
        assert self.made(server) == []

    @pytest.mark.parametrize("answer", [Reset(), Reply(500), Reply(201, {}), posts(), posts({"id": "x"}), posts(LIVE)])
    def test_a_draft_without_a_clear_answer_is_in_doubt(self, server: Loopback, answer: Answer) -> None:
        self.slugs = {}
        server.script = lambda seen: answer if seen.method == "POST" else self.answer(seen)
        with pytest.raises(MaybeSent):
            self.create(server)
        assert len(self.made(server)) == 1

    @pytest.mark.parametrize("answer", [Reset(), Reply(500), Reply(200, PAGE), Reply(200, {"posts": [1]})])
    def test_without_a_look_nothing_is_sent(self, server: Loopback, answer: Answer) -> None:
        server.script = lambda seen: answer
        with pytest.raises(NotSent):
            self.create(server)
        with pytest.raises(NotSent):
            self.publish(server)
        assert [seen for seen in server.seen if seen.method != "GET"] == []

    def test_a_cover_is_uploaded_first_and_named_in_both(self, server: Loopback, tmp_path: Path) -> None:
        self.slugs = {}
        picture = media(tmp_path)
        draft = Draft("me", "ghost", "T", (segment(media=(picture,)),), {"slug": "t"})
        before: dict[int, RemoteRef] = {}
        for step in ghost.steps(draft):
            before[step.index] = ghost.publish(self.connection(server.url), step, before, "key")
        assert picture.path.encode() not in server.seen[0].body
        assert Path(picture.path).read_bytes() in server.seen[0].body
        bodies = [seen.json["posts"][0] for seen in server.seen[1:] if seen.method in {"POST", "PUT"}]
        assert [(body["feature_image"], body["feature_image_alt"]) for body in bodies] == [
            ("https://blog.example.com/content/images/a.png", "A chart & more")
        ] * 2

    # -- its publication

    def test_publishing_writes_all_of_it_again_and_names_the_state_it_is_of(self, server: Loopback) -> None:
        assert self.publish(server) == RemoteRef("blog.example.com/small-batches", URL, {"number": ID})
        body = self.writes(server)[0].json["posts"][0]
        assert (body["status"], body["slug"], body["updated_at"], body["title"]) == (
            "published",
            "small-batches",
            STAMP,
            "Small & “batches”",
        )
        assert "newsletter" not in self.writes(server)[0].query

    def test_a_newsletter_is_named_only_where_the_draft_has_one(self, server: Loopback) -> None:
        step = self.post_step(self.draft(newsletter="weekly"))
        ghost.publish(self.connection(server.url), step, self.before, "key")
        assert self.writes(server)[0].query == {"source": "html", "newsletter": "weekly", "email_segment": "all"}

    @pytest.mark.parametrize("state", ["published", "sent"])
    def test_what_readers_have_is_not_published_again(self, server: Loopback, state: str) -> None:
        self.there = {**LIVE, "status": state}
        assert self.publish(server).url == URL
        assert self.writes(server) == []

    @pytest.mark.parametrize(("there", "words"), [(row(status="scheduled"), "is scheduled"), ({}, "is gone")])
    def test_a_draft_that_is_none_any_more_is_not_published(self, server: Loopback, there: dict[str, Any], words: str) -> None:
        self.there = there
        server.script = lambda seen: self.answer(seen) if there else Reply(404, {"errors": [GONE]})
        with pytest.raises(Refused, match=words):
            self.publish(server)
        assert self.writes(server) == []

    def test_somebody_elses_change_in_the_same_moment_is_no_doubt(self, server: Loopback) -> None:
        said = {"message": "Saving failed! Someone else is editing this post.", "type": "UpdateCollisionError"}
        self.answering(server, Reply(409, {"errors": [said]}))
        assert isinstance(self.failing(server), NotSent)

    @pytest.mark.parametrize(
        ("status", "error", "cause"),
        [
            (401, {"message": "Unknown Admin API Key", "type": "UnauthorizedError"}, "auth"),
            (400, {"message": "Invalid token", "type": "BadRequestError", "code": "INVALID_JWT"}, "auth"),
            (403, {"message": "Your plan ends here.", "type": "HostLimitError"}, "money"),
            (422, {"message": "Validation error, cannot save post.", "context": "Validation failed for slug.", "type": "V"}, "content"),
        ],
    )
    def test_ghosts_own_refusals(self, server: Loopback, status: int, error: dict[str, str], cause: str) -> None:
        self.answering(server, Reply(status, {"errors": [error]}))
        refused = self.failing(server)
        assert isinstance(refused, Refused)
        assert refused.cause == cause
        assert error.get("context", "").rstrip(".") in refused.why

    def test_a_mail_that_failed_is_in_doubt(self, server: Loopback) -> None:
        self.answering(server, Reply(500, {"errors": [{"message": "Error sending email!", "type": "EmailError"}]}))
        assert isinstance(self.failing(server), MaybeSent)

    # -- looking, and what is live

    def test_the_draft_is_found_by_its_key_and_its_publication_by_its_number(self, server: Loopback) -> None:
        way = self.connection(server.url)
        upload, post = ghost.steps(self.draft())
        self.slugs = {"bot-key": row()}
        assert ghost.find(way, upload, {}, "key", NOW) == RemoteRef(ID)
        assert ghost.find(way, upload, {}, "other", NOW) is None
        assert ghost.find(way, post, self.before, "key", NOW) is None
        self.there = LIVE
        found = ghost.find(way, post, self.before, "key", NOW)
        assert found
        assert found.url == URL
        self.slugs = {"small-batches": {**LIVE, "title": "Small & “batches”"}}
        assert ghost.find(way, post, {}, "key", NOW) == found, "where the draft's number was forgotten"
        self.slugs = {"small-batches": {**LIVE, "title": "Another"}}
        assert ghost.find(way, post, {}, "key", NOW) is None

    def test_a_post_is_known_by_its_number_even_under_a_new_address(self, server: Loopback) -> None:
        self.slugs, self.there = {}, {**LIVE, "slug": "renamed"}
        way = self.connection(server.url)
        assert ghost.exists(way, RemoteRef("blog.example.com/small-batches", URL, {"number": ID}))
        assert not ghost.exists(way, RemoteRef("blog.example.com/small-batches", URL))
        self.there = row()
        assert not ghost.exists(way, RemoteRef("x", URL, {"number": ID}))

    def test_facts_name_the_site_and_who_reads_its_letters(self, server: Loopback) -> None:
        told = ghost.facts(self.connection(server.url))
        assert told == {"site": "https://blog.example.com", "title": "Small Batches", "version": "6.65", "newsletters": ["weekly 1234"]}

    def test_no_half_of_the_key_and_no_token_comes_back_in_an_error(self, server: Loopback) -> None:
        def echo(seen: Seen) -> Answer:
            return Reply(500, {"errors": [{"message": f"{seen.headers['authorization']}"}]})

        server.script = echo
        way = self.connection(server.url)
        with pytest.raises(SendError) as caught:
            ghost.facts(way)
        assert "ey" not in caught.value.answer.partition("Ghost")[2]
