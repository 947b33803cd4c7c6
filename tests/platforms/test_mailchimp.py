"""Mailchimp: what is sent, what its answers prove, and that nothing goes to subscribers twice. Shapes of its documents (3.0)."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import MaybeSent, NotSent, Refused
from bot.model.draft import Draft, FieldValue
from bot.model.receipt import RemoteRef
from bot.platforms import mailchimp
from tests.loopback import Answer, Loopback, Reply, Reset, Seen
from tests.platforms.contract import NOW, TEXT, Contract, segment
from tests.text.articles import TIDY, article

ID = "42694e9e57"
PAGE = "https://us21.admin.mailchimp.com/campaigns/show/?id=3245119"
ARCHIVE = "https://mailchi.mp/0123456789ab/small-batches"
MADE = RemoteRef("3245119", PAGE, {"campaign": ID})
OPTIONS = {"server": "us21.api.mailchimp.com", "audience": "57afe96172"}


class TestMailchimp(Contract):
    platform = mailchimp  # type: ignore[assignment]
    prefix = "mailchimp"
    options = OPTIONS
    write = ("PUT", f"/3.0/campaigns/{ID}/content")
    removal = ("DELETE", f"/3.0/campaigns/{ID}")
    example = PAGE
    before: ClassVar[dict[int, RemoteRef]] = {0: MADE}
    listed: tuple[dict[str, Any], ...] | None = None
    status = "save"
    html = f"<p>{TEXT}</p>"
    ready = True

    def draft(self, visibility: str = "draft", **fields: FieldValue) -> Draft:
        given = {"audience": "57afe96172", "from_name": "Ada", "reply_to": "ada@example.org", **fields}
        return Draft("me", "mailchimp", "Small batches", (segment(TEXT, f"<p>{TEXT}</p>"),), given, visibility=visibility)

    def campaign(self, **more: Any) -> dict[str, Any]:
        settings = {"subject_line": "Small batches", "title": "Small batches", **more.pop("settings", {})}
        known = {"id": ID, "web_id": 3245119, "status": self.status, "long_archive_url": ARCHIVE, "settings": settings}
        return {**known, "recipients": {"list_id": "57afe96172", "segment_text": ""}, **more}

    def good(self, seen: Seen) -> Answer:
        assert seen.headers["authorization"] == "Bearer rehearsal-me-api_key"
        path = urlsplit(seen.path).path
        if path == "/3.0/lists/57afe96172":
            usual = {"from_name": "Ada", "from_email": "ada@example.org"}
            return Reply(200, {"id": "57afe96172", "name": "Ada's letter", "campaign_defaults": usual, "stats": {"member_count": 1234}})
        if path == "/3.0/campaigns" and seen.method == "GET":
            rows = [self.campaign()] if self.listed is None else list(self.listed)
            return Reply(200, {"campaigns": rows, "total_items": len(rows)})
        if path == "/3.0/campaigns":
            return Reply(200, self.campaign(settings=seen.json["settings"]))
        if path.endswith("/content"):
            return Reply(200, {"html": seen.json["html"] if seen.method == "PUT" else self.html, "plain_text": ""})
        if path.endswith("/send-checklist"):
            return Reply(200, {"is_ready": self.ready, "items": [{"type": "error", "details": "No sender."}, {"type": "success"}]})
        if path.endswith("/actions/send") or seen.method == "DELETE":
            return Reply(204)
        return Reply(200, self.campaign())

    def refusal(self, status: int, words: str) -> Reply:
        body = {"type": "https://mailchimp.com/developer/", "title": "Bad Request", "status": status, "detail": words, "instance": "x"}
        return Reply(status, body)

    def text_of(self, seen: Seen) -> str:
        return str(seen.json["html"])

    def made(self, server: Loopback, key: str = "the-key") -> RemoteRef:
        first = mailchimp.steps(self.draft(description="What it says."))[0]
        return mailchimp.publish(self.connection(server.url), first, {}, key)

    def sent(self, server: Loopback) -> RemoteRef:
        """The last step of an issue that goes to subscribers."""
        *_, step = mailchimp.steps(self.draft("subscribers"))
        return mailchimp.publish(self.connection(server.url), step, {0: MADE, 1: MADE}, "key")

    def orders(self, server: Loopback) -> list[str]:
        return [urlsplit(seen.path).path for seen in server.seen if seen.method in {"POST", "PUT"}]

    # -- the draft

    def test_an_empty_campaign_carries_the_key_where_only_its_author_sees_it(self, server: Loopback) -> None:
        self.listed = ()
        assert self.made(server) == MADE
        (made,) = [seen.json for seen in server.seen if seen.method == "POST"]
        assert made["recipients"] == {"list_id": "57afe96172"}
        assert made["settings"] == {
            "subject_line": "Small batches",
            "preview_text": "What it says.",
            "title": "Small batches [bot the-key]",
            "from_name": "Ada",
            "reply_to": "ada@example.org",
            "auto_footer": False,
        }

    def test_one_that_is_there_under_its_key_is_not_made_again(self, server: Loopback) -> None:
        mine, other = {"title": "Small batches [bot the-key]"}, {"title": "the-key"}
        self.listed = (self.campaign(id="0000000000", settings=other), self.campaign(settings=mine, status="sent"))
        assert self.made(server) == MADE
        assert self.orders(server) == []

    def test_a_list_that_does_not_come_leaves_no_doubt(self, server: Loopback) -> None:
        server.script = lambda seen: Reset()
        with pytest.raises(NotSent):
            self.made(server)

    @pytest.mark.parametrize("more", [{"status": "sent"}, {"id": "../../x"}, {"web_id": "7"}, {"web_id": True}, {"status": None}])
    def test_an_answer_that_speaks_of_no_draft_is_in_doubt(self, server: Loopback, more: dict[str, Any]) -> None:
        self.listed = ()
        good = self.answer
        server.script = lambda seen: Reply(200, self.campaign(**more)) if seen.method == "POST" else good(seen)
        with pytest.raises(MaybeSent):
            self.made(server)

    # -- sending

    def test_nobody_sees_anything_before_the_last_step(self) -> None:
        assert [(step.action, step.needs) for step in mailchimp.steps(self.draft())] == [("upload", ()), ("post", (0,))]
        steps = mailchimp.steps(self.draft("subscribers"))
        assert [(step.action, step.needs) for step in steps] == [("upload", ()), ("upload", (0,)), ("post", (0, 1))]

    def test_the_order_follows_the_text_that_was_approved(self, server: Loopback) -> None:
        assert self.sent(server) == RemoteRef("3245119", ARCHIVE, {"campaign": ID})
        assert self.orders(server) == [f"/3.0/campaigns/{ID}/content", f"/3.0/campaigns/{ID}/actions/send"]

    @pytest.mark.parametrize("status", ["sent", "sending", "schedule", "paused", "canceled", "archived"])
    def test_what_was_ordered_is_not_ordered_again(self, server: Loopback, status: str) -> None:
        self.status = status
        assert self.sent(server).url == ARCHIVE
        assert self.orders(server) == []

    @pytest.mark.parametrize(
        "more",
        [
            {"recipients": {"list_id": "other"}},
            {"recipients": {"list_id": "57afe96172", "segment_text": "VIPs"}},
            {"settings": {"subject_line": "X"}},
        ],
    )
    def test_what_was_changed_there_is_not_sent(self, server: Loopback, more: dict[str, Any]) -> None:
        good, changed = self.answer, self.campaign(**more)
        server.script = lambda seen: Reply(200, changed) if seen.path.endswith(ID) else good(seen)
        with pytest.raises(Refused, match="after your yes"):
            self.sent(server)
        assert self.orders(server) == []

    def test_what_it_would_not_send_is_refused_in_its_words(self, server: Loopback) -> None:
        self.ready = False
        with pytest.raises(Refused, match=r"would not send it: No sender\."):
            self.sent(server)
        assert self.orders(server) == []

    @pytest.mark.parametrize("answer", [Reset(), Reply(500), Reply(200, {"queued": True})])
    def test_an_order_without_a_clear_answer_is_in_doubt_and_given_once(self, server: Loopback, answer: Answer) -> None:
        good = self.answer
        server.script = lambda seen: answer if seen.path.endswith("/actions/send") else good(seen)
        with pytest.raises(MaybeSent):
            self.sent(server)
        assert len([path for path in self.orders(server) if path.endswith("/send")]) == 1

    def test_a_draft_that_is_gone_is_not_sent(self, server: Loopback) -> None:
        server.script = lambda seen: self.refusal(404, "The requested resource could not be found.")
        with pytest.raises(Refused, match="gone"):
            self.sent(server)

    @pytest.mark.parametrize(("status", "there"), [("save", False), ("sending", True), ("sent", True)])
    def test_whether_it_was_sent_is_what_its_status_says(self, server: Loopback, status: str, there: bool) -> None:
        self.status = status
        *_, step = mailchimp.steps(self.draft("subscribers"))
        found = mailchimp.find(self.connection(server.url), step, {0: MADE}, "key", NOW)
        assert (found.url if found else None) == (ARCHIVE if there else None)

    # -- finding

    def test_its_content_is_found_by_its_words_however_its_tags_are_written(self, server: Loopback) -> None:
        look = lambda: mailchimp.find(self.connection(server.url), self.post_step(), {0: MADE}, "key", NOW)  # noqa: E731
        self.html = f"<html><p class='x'>{TEXT}</p></html>"
        assert look() == MADE
        self.html = "<p>Other words</p>"
        assert look() is None
        assert mailchimp.find(self.connection(server.url), self.post_step(), {}, "key", NOW) is None

    def test_the_list_is_read_to_its_end(self, server: Loopback) -> None:
        first, _ = mailchimp.steps(self.draft())

        def script(seen: Seen) -> Answer:
            asked = parse_qs(urlsplit(seen.path).query)
            assert asked["since_create_time"] == ["2026-11-14T09:00:00Z"]
            mine = {"title": "S [bot key]"} if asked["offset"] == ["200"] else {"title": "monkey"}
            return Reply(200, {"campaigns": [self.campaign(settings=mine)] * 200, "total_items": 400})

        server.script = script
        assert mailchimp.find(self.connection(server.url), first, {}, "key", NOW) == MADE
        assert mailchimp.find(self.connection(server.url), first, {}, "other", NOW) is None
        server.script = lambda seen: Reply(200, {"campaigns": [], "total_items": 5})
        with pytest.raises(MaybeSent):
            mailchimp.find(self.connection(server.url), first, {}, "key", NOW)

    # -- the rest

    def test_a_mail_that_went_out_is_not_deleted(self, server: Loopback) -> None:
        self.status = "sent"
        with pytest.raises(Refused, match="taken back"):
            mailchimp.delete(self.connection(server.url), MADE)
        assert self.writes(server) == []

    def test_a_number_that_no_campaign_has_is_gone(self, server: Loopback) -> None:
        self.listed = ()
        assert not mailchimp.exists(self.connection(server.url), mailchimp.ref(PAGE))
        mailchimp.delete(self.connection(server.url), mailchimp.ref(PAGE))
        assert self.writes(server) == []

    def test_facts_are_what_the_audience_is_and_how_many_read(self, server: Loopback) -> None:
        told = {"audience": "57afe96172", "name": "Ada's letter", "from_name": "Ada", "reply_to": "ada@example.org", "subscribers": 1234}
        assert mailchimp.facts(self.connection(server.url)) == told
        server.script = lambda seen: Reply(200, {"id": "57afe96172", "campaign_defaults": {}, "stats": {"member_count": "many"}})
        with pytest.raises(MaybeSent):
            mailchimp.facts(self.connection(server.url))

    def test_a_key_of_another_data_centre_is_said_before_anything_is_sent(self, server: Loopback) -> None:
        connection = self.connection(server.url)
        secrets = {"api_key": "0123456789abcdef-us5"}
        other = type(connection)(connection.account, secrets, connection.session, NOW)
        with pytest.raises(Refused, match="of the data centre us5"):
            mailchimp.facts(other)
        assert server.seen == []


def test_an_issue_has_its_frame_and_no_orders_to_mailchimp_but_that() -> None:
    account = mailchimp.Account(name="mailchimp", platform="mailchimp", **OPTIONS)
    draft = mailchimp.render(article(TIDY + "\nWrite `*|FNAME|*` and {{ this }}.\n"), account, {"from_name": "Ada", "subscribers": 3})
    wire = draft.segments[0].wire
    assert "<p>Messy data exports" in wire
    assert "&#42;|FNAME|*" in wire
    assert '<a href="*|UNSUB|*">Unsubscribe</a>' in wire
    assert "*|HTML:LIST_ADDRESS_HTML|*" in wire
    assert "UNSUB" not in draft.segments[0].text
    assert (draft.visibility, draft.problems) == ("draft", ())
    assert (draft.fields["audience"], draft.fields["from_name"]) == ("57afe96172", "Ada")
    now = mailchimp.Account(name="mailchimp", platform="mailchimp", send="now", from_name="Bob", **OPTIONS)
    draft = mailchimp.render(article(TIDY, title=r"'\*|FNAME|\* and more'"), now, {"subscribers": 3})
    assert {problem.code for problem in draft.problems} == {"template", "recipients"}
    assert "about 3 subscribers" in draft.problems[-1].message
    assert draft.fields["from_name"] == "Bob"
    long = mailchimp.render(article(TIDY, title="Long " * 40), account, {})
    assert [problem.code for problem in long.problems] == ["title"]
