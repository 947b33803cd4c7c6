"""Buttondown: what is sent, what its answers prove, and that nothing goes to subscribers twice. Shapes of its OpenAPI document."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import Limited, MaybeSent, NotSent, Refused, UserError
from bot.model.draft import Draft, FieldValue
from bot.model.receipt import RemoteRef
from bot.platforms import buttondown
from tests.loopback import Answer, Loopback, Reply, Reset, Seen
from tests.platforms.contract import NOW, TEXT, Contract, segment

ID = "em_2gbsrbeya090fsyfv3ajwpj5tg"
PAGE = f"https://buttondown.com/emails/{ID}"
ARCHIVE = "https://buttondown.com/ada/archive/small-batches/"
DUPLICATE = {"code": "email_duplicate", "detail": "An email with the same identifiers already exists."}


class TestButtondown(Contract):
    platform = buttondown  # type: ignore[assignment]
    prefix = "buttondown"
    write = ("POST", "/v1/emails")
    removal = ("DELETE", f"/v1/emails/{ID}")
    example = PAGE
    listed: tuple[dict[str, Any], ...] = ()
    status = "draft"

    def draft(self, visibility: str = "draft", **fields: FieldValue) -> Draft:
        return Draft("me", "buttondown", "Small batches & “noise”", (segment(TEXT, f"<p>{TEXT}</p>"),), fields, visibility=visibility)

    def email(self, **more: Any) -> dict[str, Any]:
        return {
            "id": ID,
            "status": self.status,
            "subject": "S",
            "metadata": {},
            "absolute_url": ARCHIVE,
            **more,
        }

    def good(self, seen: Seen) -> Answer:
        assert (seen.headers["authorization"], seen.headers["x-api-version"]) == ("Token rehearsal-me-api_key", "2026-04-01")
        assert "x-buttondown-live-dangerously" not in seen.headers, "the net below a slip"
        path = urlsplit(seen.path).path
        if path == "/v1/accounts/me":
            return Reply(200, {"username": "ada", "email_address": "ada@example.org"})
        if path == "/v1/subscribers":
            return Reply(200, {"count": 1234, "next": None, "previous": None, "results": []})
        if path == "/v1/emails" and seen.method == "GET":
            return Reply(200, {"count": len(self.listed), "next": None, "previous": None, "results": list(self.listed)})
        if path == "/v1/emails":
            return Reply(201, self.email(status=seen.json["status"]))
        assert path == f"/v1/emails/{ID}"
        if seen.method == "DELETE":
            return Reply(204)
        return Reply(200, self.email(**({"status": seen.json["status"]} if seen.method == "PATCH" else {})))

    def refusal(self, status: int, words: str) -> Reply:
        return Reply(status, {"detail": words})

    def text_of(self, seen: Seen) -> str:
        return str(seen.json["body"])

    def sent(self, server: Loopback) -> RemoteRef:
        """The second step of an issue that goes to subscribers."""
        _, step = buttondown.steps(self.draft("subscribers"))
        return buttondown.publish(self.connection(server.url), step, {0: RemoteRef(ID, PAGE)}, "key")

    def patches(self, server: Loopback) -> list[Any]:
        return [seen.json for seen in server.seen if seen.method == "PATCH"]

    # -- the draft

    def test_a_draft_is_asked_for_in_so_many_words_and_carries_the_key(self, server: Loopback) -> None:
        fields: dict[str, FieldValue] = {"description": "What it says.", "canonical_url": "https://example.org/a"}
        buttondown.publish(self.connection(server.url), self.post_step(self.draft(**fields)), {}, "the-key")
        (seen,) = server.seen
        assert seen.json == {
            "subject": "Small batches & “noise”",
            "body": f"<p>{TEXT}</p>",
            "description": "What it says.",
            "canonical_url": "https://example.org/a",
            "status": "draft",
            "metadata": {"bot": "the-key"},
        }

    def test_an_answer_that_speaks_of_no_draft_is_in_doubt(self, server: Loopback) -> None:
        self.answering(server, Reply(201, self.email(status="about_to_send")))
        assert isinstance(self.failing(server), MaybeSent)

    @pytest.mark.parametrize(
        ("status", "body", "cause"),
        [
            (400, DUPLICATE, "duplicate"),
            (409, DUPLICATE, "duplicate"),
            (400, {"code": "sending_requires_confirmation", "detail": "Confirm."}, "account"),
            (400, {"code": "body_contains_frontmatter", "detail": "The body has front matter."}, "content"),
        ],
    )
    def test_refusals_with_a_code(self, server: Loopback, status: int, body: dict[str, str], cause: str) -> None:
        self.answering(server, Reply(status, body))
        refused = self.failing(server)
        assert isinstance(refused, Refused)
        assert (refused.cause, refused.why) == (cause, f"{body['detail'].rstrip('.')} ({status})")

    # -- sending

    def test_an_issue_that_is_sent_is_a_draft_first_which_nobody_sees(self) -> None:
        steps = buttondown.steps(self.draft("subscribers"))
        assert [(step.action, step.needs) for step in steps] == [("upload", ()), ("post", (0,))]
        assert [step.action for step in buttondown.steps(self.draft())] == ["post"]

    def test_a_draft_that_is_there_under_its_key_is_not_made_again(self, server: Loopback) -> None:
        first, _ = buttondown.steps(self.draft("subscribers"))
        connection = self.connection(server.url)
        self.listed = (self.email(id="em_other", metadata={"bot": "another"}), self.email(metadata={"bot": "key"}))
        assert buttondown.publish(connection, first, {}, "key") == RemoteRef(ID, PAGE)
        assert self.writes(server) == []
        self.listed = (self.email(metadata={"bot": "key"}, status="deleted"),)
        buttondown.publish(connection, first, {}, "key")
        assert [seen.json["status"] for seen in self.writes(server)] == ["draft"]

    def test_a_list_that_does_not_come_leaves_no_doubt_about_the_draft(self, server: Loopback) -> None:
        first, _ = buttondown.steps(self.draft("subscribers"))
        server.script = lambda seen: Reset()
        with pytest.raises(NotSent):
            buttondown.publish(self.connection(server.url), first, {}, "key")

    def test_the_order_to_send_says_again_all_that_was_approved(self, server: Loopback) -> None:
        assert self.sent(server) == RemoteRef(ID, ARCHIVE)
        assert self.patches(server) == [{"subject": "Small batches & “noise”", "body": f"<p>{TEXT}</p>", "status": "about_to_send"}]

    @pytest.mark.parametrize("status", ["about_to_send", "in_flight", "sent", "throttled", "paused", "scheduled"])
    def test_what_goes_out_already_is_not_ordered_again(self, server: Loopback, status: str) -> None:
        self.status = status
        assert self.sent(server) == RemoteRef(ID, ARCHIVE)
        assert self.patches(server) == []

    @pytest.mark.parametrize("url", [None, "", "http://buttondown.com/a", "javascript:alert(1)", "https://", 7])
    def test_a_page_for_readers_that_is_none_is_not_shown(self, server: Loopback, url: object) -> None:
        good = self.answer
        answer = Reply(200, self.email(status="about_to_send", absolute_url=url))
        server.script = lambda seen: answer if seen.method == "PATCH" else good(seen)
        assert self.sent(server) == RemoteRef(ID, PAGE)

    @pytest.mark.parametrize("status", ["deleted", "errored", "suppressed", "transactional"])
    def test_what_is_no_draft_any_more_is_not_sent(self, server: Loopback, status: str) -> None:
        self.status = status
        with pytest.raises(Refused, match="not sent"):
            self.sent(server)
        assert self.patches(server) == []

    @pytest.mark.parametrize(
        "answer",
        [Reset(), Reply(500), Reply(200, {}), Reply(200, {"id": "em_other", "status": "sent"}), Reply(200, {"id": ID, "status": "draft"})],
    )
    def test_an_order_without_a_clear_answer_is_in_doubt_and_given_once(self, server: Loopback, answer: Answer) -> None:
        good = self.answer
        server.script = lambda seen: answer if seen.method == "PATCH" else good(seen)
        with pytest.raises(MaybeSent):
            self.sent(server)
        assert len(self.patches(server)) == 1

    def test_a_status_that_nobody_shows_means_nothing_was_ordered(self, server: Loopback) -> None:
        server.script = lambda seen: Reply(500)
        with pytest.raises(NotSent):
            self.sent(server)
        server.script = lambda seen: Reply(429, {"detail": "Slow down."}, {"Retry-After": "9"})
        with pytest.raises(Limited) as caught:
            self.sent(server)
        assert caught.value.until == NOW.add(seconds=9)

    # -- finding

    def look(self, server: Loopback) -> RemoteRef | None:
        return buttondown.find(self.connection(server.url), self.post_step(), {}, "key", NOW)

    def test_an_email_is_found_by_its_key_on_any_page(self, server: Loopback) -> None:
        pages = {"1": self.email(id="em_other", metadata=None), "2": self.email(metadata={"bot": "key"}, status="sent")}

        def script(seen: Seen) -> Answer:
            asked = parse_qs(urlsplit(seen.path).query)
            assert asked["creation_date__start"] == ["2026-11-14"]
            page = asked["page"][0]
            return Reply(200, {"results": [pages[page]], "next": "https://evil.example/steal" if page == "1" else None})

        server.script = script
        assert self.look(server) == RemoteRef(ID, PAGE)
        assert len(server.seen) == 2

    def test_no_email_with_the_key_is_none(self, server: Loopback) -> None:
        self.listed = (self.email(metadata={"bot": "other"}), self.email(metadata={"bot": "key"}, status="deleted"))
        assert self.look(server) is None

    @pytest.mark.parametrize(
        "body", [b"", b"[]", b"{}", b'{"results": []}', b'{"results": [1], "next": null}', b'{"results": {}, "next": null}']
    )
    def test_a_list_in_another_form_proves_nothing(self, server: Loopback, body: bytes) -> None:
        server.script = lambda seen: Reply(200, body)
        with pytest.raises(MaybeSent):
            self.look(server)

    def test_a_list_without_end_proves_nothing(self, server: Loopback) -> None:
        server.script = lambda seen: Reply(200, {"results": [], "next": "more"})
        with pytest.raises(MaybeSent, match="more emails"):
            self.look(server)

    @pytest.mark.parametrize(("status", "there"), [("draft", False), ("errored", False), ("in_flight", True), ("sent", True)])
    def test_whether_it_was_sent_is_what_its_status_says(self, server: Loopback, status: str, there: bool) -> None:
        self.status = status
        _, step = buttondown.steps(self.draft("subscribers"))
        found = buttondown.find(self.connection(server.url), step, {0: RemoteRef(ID, PAGE)}, "key", NOW)
        assert found == (RemoteRef(ID, ARCHIVE) if there else None)

    # -- the rest

    def test_a_mail_that_went_out_is_not_deleted(self, server: Loopback) -> None:
        self.status = "sent"
        with pytest.raises(Refused, match="taken back"):
            buttondown.delete(self.connection(server.url), RemoteRef(ID, PAGE))
        assert self.writes(server) == []

    def test_a_deleted_email_is_said_to_be_gone(self, server: Loopback) -> None:
        self.status = "deleted"
        assert not buttondown.exists(self.connection(server.url), RemoteRef(ID, PAGE))
        server.script = lambda seen: self.refusal(404, "Not Found")
        assert not buttondown.exists(self.connection(server.url), RemoteRef(ID, PAGE))

    def test_facts_are_whose_key_it_is_and_how_many_read(self, server: Loopback) -> None:
        assert buttondown.facts(self.connection(server.url)) == {"username": "ada", "subscribers": 1234}
        asked = parse_qs(urlsplit(server.seen[1].path).query)
        assert asked["type"] == ["regular", "premium", "gifted", "trialed", "churning"]
        server.script = lambda seen: Reply(200, {"username": "ada", "count": "many"})
        with pytest.raises(MaybeSent):
            buttondown.facts(self.connection(server.url))

    @pytest.mark.parametrize("id_", ["", "../../etc", "em_1?x=", "é" * 10, "a" * 100])
    def test_an_id_that_is_none_becomes_no_address(self, server: Loopback, id_: str) -> None:
        self.answering(server, Reply(201, self.email(id=id_)))
        assert isinstance(self.failing(server), MaybeSent)

    def test_an_address_of_the_public_archive_names_no_email(self) -> None:
        with pytest.raises(UserError, match=r"buttondown\.com/emails/"):
            buttondown.ref(ARCHIVE)

    def test_to_whom_it_goes_is_part_of_the_yes(self) -> None:
        assert self.draft().fingerprint != replace(self.draft(), visibility="subscribers").fingerprint
