"""LinkedIn: our own client's four request shapes, and what is made of the answers. Error bodies as strangers got them."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import MaybeSent, NotSent, Refused
from bot.model.draft import Draft, FieldValue
from bot.model.receipt import RemoteRef
from bot.platforms import linkedin
from tests.loopback import Answer, Loopback, Reply, Seen, Stall
from tests.platforms.contract import NOW, TEXT, Contract, media, segment

URN = "urn:li:share:7000000000000000001"
PERSON = "urn:li:person:a1B2-c_3"
DUPLICATE = {
    "errorDetailType": "com.linkedin.common.error.BadRequest",
    "message": f"com.linkedin.content.common.exception.BadRequestResponseException: Content is a duplicate of {URN}",
    "errorDetails": {"inputErrors": [{"description": "Duplicate post is detected", "input": {}, "code": "DUPLICATE_POST"}]},
    "status": 422,
}
RETIRED = {"status": 426, "code": "NONEXISTENT_VERSION", "message": "Requested version 20250401 is not active"}


class TestLinkedIn(Contract):
    platform = linkedin  # type: ignore[assignment]
    prefix = "linkedin"
    write = ("POST", "/rest/posts")
    example = f"https://www.linkedin.com/feed/update/{URN}/"
    removal = ("DELETE", "/rest/posts/urn%3Ali%3Ashare%3A7000000000000000001")
    editing = ("POST", "/rest/posts/urn%3Ali%3Ashare%3A7000000000000000001")
    active = ("202607", "202605", "202603")

    def draft(self, *pictures: Any, **fields: FieldValue) -> Draft:
        return Draft("me", "linkedin", "A title", (segment("what (is) seen", TEXT, pictures),), fields)

    def good(self, seen: Seen) -> Answer:
        path = urlsplit(seen.path).path
        if path == "/v2/userinfo":
            return Reply(200, {"sub": "a1B2-c_3", "name": "Ada Lovelace", "locale": {"country": "US", "language": "en"}})
        if path.startswith("/dms-uploads/"):
            return Reply(201)
        if seen.headers["linkedin-version"] not in self.active:
            return Reply(426, RETIRED)
        assert seen.headers["x-restli-protocol-version"] == "2.0.0"
        if path == "/rest/posts":
            return Reply(201, None, {"x-restli-id": URN})
        if path == "/rest/images":
            where = f"https://www.linkedin.com/dms-uploads/{len(seen.body)}?sig=a%2Fb"
            return Reply(200, {"value": {"uploadUrl": where, "image": f"urn:li:image:{seen.headers['x-count']}"}})
        if path.endswith("/comments"):
            return Reply(201, {"id": "7001", "message": seen.json["message"]}, {"x-restli-id": "7001"})
        return Reply(204)

    def answer(self, seen: Seen) -> Answer:
        self.count = getattr(self, "count", 0) + 1
        seen.headers["x-count"] = str(self.count)
        return super().answer(seen)

    def refusal(self, status: int, words: str) -> Reply:
        return Reply(status, {"status": status, "code": "SOME_CODE", "message": words})

    def text_of(self, seen: Seen) -> str:
        return str(seen.json["commentary"])

    def new_text_of(self, seen: Seen) -> str:
        assert seen.headers["x-restli-method"] == "PARTIAL_UPDATE"
        assert set(seen.json["patch"]["$set"]) == {"commentary"}
        return str(seen.json["patch"]["$set"]["commentary"])

    def paths(self, server: Loopback) -> list[str]:
        return [f"{seen.method} {seen.path}" for seen in server.seen]

    # -- posting

    def test_a_post_has_all_that_linkedin_requires_and_no_more(self, server: Loopback) -> None:
        assert self.publish(server) == RemoteRef(URN, f"https://www.linkedin.com/feed/update/{URN}/")
        (seen,) = self.writes(server)
        assert seen.json == {
            "author": PERSON,
            "commentary": TEXT,
            "visibility": "PUBLIC",
            "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
            "lifecycleState": "PUBLISHED",
            "isReshareDisabledByAuthor": False,
        }
        assert seen.headers["authorization"] == "Bearer rehearsal-me-access_token"
        assert seen.headers["content-type"] == "application/json"

    def test_an_organisation_posts_without_asking_who_the_member_is(self, server: Loopback) -> None:
        self.publish(server, author="urn:li:organization:42")
        assert self.paths(server) == ["POST /rest/posts"]
        assert server.seen[0].json["author"] == "urn:li:organization:42"

    @pytest.mark.parametrize(
        ("count", "fields", "content"),
        [
            (1, {}, {"media": {"id": "image-0", "altText": "alt 0"}}),
            (2, {}, {"multiImage": {"images": [{"id": "image-0", "altText": "alt 0"}, {"id": "image-1", "altText": "alt 1"}]}}),
            (0, {"card_url": "https://example.org/a"}, {"article": {"source": "https://example.org/a", "title": "A title"}}),
            (
                1,
                {"card_url": "https://example.org/a", "card_title": "T (1)", "card_description": "D_d"},
                {
                    "article": {
                        "source": "https://example.org/a",
                        "title": "T (1)",
                        "description": "D_d",
                        "thumbnail": "image-0",
                        "thumbnailAltText": "alt 0",
                    }
                },
            ),
        ],
    )
    def test_content_is_one_picture_several_or_a_card(
        self, server: Loopback, tmp_path: Path, count: int, fields: dict[str, FieldValue], content: object
    ) -> None:
        draft = self.draft(*(media(tmp_path, f"{place}.png", f"alt {place}") for place in range(count)), **fields)
        steps = linkedin.steps(draft)
        assert [step.action for step in steps] == ["upload"] * count + ["post"]
        before = {place: RemoteRef(f"image-{place}") for place in range(count)}
        linkedin.publish(self.connection(server.url), steps[-1], before, "key")
        assert self.writes(server)[0].json["content"] == content

    def test_a_picture_is_put_where_linkedin_says(self, server: Loopback, tmp_path: Path) -> None:
        step = linkedin.steps(self.draft(media(tmp_path)))[0]
        ref = linkedin.publish(self.connection(server.url), step, {}, "key")
        asked, begun, put = server.seen
        assert begun.json == {"initializeUploadRequest": {"owner": PERSON}}
        assert begun.path == "/rest/images?action=initializeUpload"
        assert (put.method, put.path) == ("PUT", f"/dms-uploads/{len(begun.body)}?sig=a%2Fb")
        assert put.body == (tmp_path / "a.png").read_bytes()
        assert put.headers["content-type"] == "image/png"
        assert ref.id == "urn:li:image:2"
        assert asked.path == "/v2/userinfo"

    def test_a_picture_is_put_nowhere_else(self, server: Loopback, tmp_path: Path) -> None:
        step = linkedin.steps(self.draft(media(tmp_path)))[0]
        value = {"uploadUrl": "https://evil.example/dms-uploads/1", "image": "urn:li:image:1"}
        server.script = lambda seen: Reply(200, {"value": value, "sub": "x"})
        with pytest.raises(NotSent, match=r"evil\.example is not an address of this platform"):
            linkedin.publish(self.connection(server.url), step, {}, "key")

    def test_the_first_comment_is_plain_text_below_the_post_and_optional(self, server: Loopback) -> None:
        steps = linkedin.steps(self.draft(first_comment="Read (it): https://example.org/a_b"))
        assert [(step.action, step.follows, step.optional) for step in steps] == [("post", None, False), ("comment", 0, True)]
        connection = self.connection(server.url)
        post = linkedin.publish(connection, steps[0], {}, "key")
        ref = linkedin.publish(connection, steps[1], {0: post}, "key")
        assert server.seen[-1].path == "/rest/socialActions/urn%3Ali%3Ashare%3A7000000000000000001/comments"
        assert server.seen[-1].json == {"actor": PERSON, "object": URN, "message": {"text": "Read (it): https://example.org/a_b"}}
        assert ref == RemoteRef("7001", post.url, {"post": URN})

    def test_a_comment_that_is_not_allowed_does_not_stop_the_account(self, server: Loopback) -> None:
        step = linkedin.steps(self.draft(first_comment="hello"))[1]
        good = self.answer
        server.script = lambda seen: self.refusal(403, "Not enough permissions") if "comments" in seen.path else good(seen)
        with pytest.raises(Refused) as caught:
            linkedin.publish(self.connection(server.url), step, {0: RemoteRef(URN)}, "key")
        assert caught.value.cause == "content"

    def test_a_yes_without_a_urn_is_in_doubt(self, server: Loopback) -> None:
        for headers in ({}, {"x-restli-id": ""}, {"x-restli-id": "7000000000000000001"}):
            self.answering(server, Reply(201, None, headers))
            assert isinstance(self.failing(server), MaybeSent)

    def test_not_knowing_who_posts_means_not_sent(self, server: Loopback) -> None:
        for answer in (Reply(500), Stall(), Reply(200, {}), Reply(200, b"<html>")):
            server.script = lambda seen, answer=answer: answer
            assert isinstance(self.failing(server, call_timeout=0.2), NotSent)
        assert self.writes(server) == []

    # -- versions and refusals

    def test_a_retired_version_gives_way_to_the_next_which_is_then_kept(self, server: Loopback) -> None:
        self.active = ("202603",)
        connection = self.connection(server.url)
        linkedin.publish(connection, self.post_step(), {}, "key")
        linkedin.publish(connection, self.post_step(), {}, "key")
        assert [seen.headers["linkedin-version"] for seen in self.writes(server)] == ["202607", "202605", "202603", "202603"]

    def test_without_a_living_version_the_account_must_learn_one(self, server: Loopback) -> None:
        self.active = ()
        refused = self.failing(server, versions=("202501", "202502"))
        assert isinstance(refused, Refused)
        assert refused.cause == "version"
        assert "202501, 202502" in refused.why
        assert len(self.writes(server)) == 2

    def test_a_version_that_dies_in_between_is_not_the_end(self, server: Loopback) -> None:
        connection = self.connection(server.url)
        linkedin.publish(connection, self.post_step(), {}, "key")
        self.active = ("202605",)
        with pytest.raises(Refused):
            linkedin.publish(connection, self.post_step(), {}, "key")
        assert linkedin.publish(connection, self.post_step(), {}, "key").id == URN

    def test_a_repeat_names_the_first_post(self, server: Loopback) -> None:
        self.answering(server, Reply(422, DUPLICATE))
        refused = self.failing(server)
        assert isinstance(refused, Refused)
        assert refused.cause == "duplicate"
        assert URN in refused.why

    @pytest.mark.parametrize(
        ("status", "body", "cause"),
        [
            (
                401,
                {"status": 401, "serviceErrorCode": 65601, "code": "REVOKED_ACCESS_TOKEN", "message": "The token has been revoked"},
                "auth",
            ),
            (401, {"serviceErrorCode": 65600, "message": "Invalid access token", "status": 401}, "auth"),
            (422, {"message": "ERROR :: /author :: field is required but not found\n", "status": 422}, "content"),
            (400, {"status": 400, "code": "ILLEGAL_ARGUMENT", "message": "Request body could not be converted to data map"}, "content"),
        ],
    )
    def test_errors_seen_in_the_wild(self, server: Loopback, status: int, body: object, cause: str) -> None:
        self.answering(server, Reply(status, body))
        refused = self.failing(server)
        assert isinstance(refused, Refused)
        assert refused.cause == cause
        assert not refused.why.endswith("\n")

    # -- the rest

    def test_facts_are_the_urn_and_the_name(self, server: Loopback) -> None:
        connection = self.connection(server.url)
        assert linkedin.facts(connection) == {"urn": PERSON, "name": "Ada Lovelace"}
        assert linkedin.facts(connection) == {"urn": PERSON, "name": "Ada Lovelace"}
        assert len(server.seen) == 1

    def test_nobody_can_look(self, server: Loopback) -> None:
        with pytest.raises(Refused, match=r"look at https://www\.linkedin\.com/in/ada/recent-activity/all/"):
            linkedin.find(self.connection(server.url, handle="ada"), self.post_step(), {}, "key", NOW)
        assert not linkedin.LIMITS.find

    def test_a_browsers_address_is_no_name_that_the_api_takes_so_nothing_is_gone(self, server: Loopback) -> None:
        connection, ref = self.connection(server.url), linkedin.ref("https://www.linkedin.com/feed/update/urn:li:activity:7123/")
        with pytest.raises(Refused, match="browser"):
            linkedin.delete(connection, ref)
        with pytest.raises(Refused, match="browser"):
            linkedin.update(connection, ref, segment())
        assert server.seen == []

    def test_deleting_a_post_or_its_comment(self, server: Loopback) -> None:
        connection = self.connection(server.url, author="urn:li:organization:42")
        linkedin.delete(connection, RemoteRef(URN))
        linkedin.delete(connection, RemoteRef("7001", "", {"post": URN}))
        assert self.paths(server) == [
            "DELETE /rest/posts/urn%3Ali%3Ashare%3A7000000000000000001",
            "DELETE /rest/socialActions/urn%3Ali%3Ashare%3A7000000000000000001/comments/7001?actor=urn%3Ali%3Aorganization%3A42",
        ]

    @pytest.mark.parametrize(
        ("url", "urn"),
        [
            ("https://www.linkedin.com/feed/update/urn:li:activity:7123/?commentUrn=x", "urn:li:activity:7123"),
            ("https://linkedin.com/feed/update/urn%3Ali%3AugcPost%3A7123", "urn:li:ugcPost:7123"),
            ("https://www.linkedin.com/posts/ada-l_some-words-activity-7123-abCD?utm_source=share", "urn:li:activity:7123"),
            ("https://www.linkedin.com/posts/ada_share-7123-abCD", "urn:li:share:7123"),
            (" urn:li:share:7123 ", "urn:li:share:7123"),
        ],
    )
    def test_pasted_addresses(self, url: str, urn: str) -> None:
        assert linkedin.ref(url) == RemoteRef(urn, f"https://www.linkedin.com/feed/update/{urn}/")

    def test_where_a_person_looks(self) -> None:
        account = self.connection("http://127.0.0.1:9", author="urn:li:organization:42").account
        assert linkedin.account_url(account, {}) == "https://www.linkedin.com/company/42/posts/"
        assert linkedin.account_url(account, {"urn": PERSON}) == "https://www.linkedin.com/in/me/recent-activity/all/"
        url = linkedin.submit_url(self.draft(), account)
        assert parse_qs(urlsplit(url).query)["text"] == ["what (is) seen"]
