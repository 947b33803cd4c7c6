"""X: what goes over the wire through tweepy, and what is made of the answers. Shapes as recorded from the real API."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from whenever import Instant

from bot.errors import Limited, MaybeSent, Refused
from bot.model.draft import Draft
from bot.model.receipt import RemoteRef
from bot.platforms import x
from tests.loopback import Answer, Loopback, Reply, Seen
from tests.platforms.contract import NOW, TEXT, Contract, media, segment

ID = "1522929456142245888"
ME = {"id": "1072250532645998596", "name": "Tweepy Testing", "username": "TweepyDev"}


def problem(status: int, detail: str, kind: str = "about:blank") -> Reply:
    return Reply(status, {"title": "Forbidden", "detail": detail, "type": kind, "status": status})


def written_at(moment: Instant) -> str:
    """An id of X's form for a post made then."""
    return str((moment.timestamp(unit="millisecond") - 1_288_834_974_657) << 22)


class TestX(Contract):
    platform = x  # type: ignore[assignment]
    prefix = "x"
    write = ("POST", "/2/tweets")
    example = f"https://x.com/TweepyDev/status/{ID}"
    removal = ("DELETE", f"/2/tweets/{ID}")
    timeline: tuple[dict[str, Any], ...] | list[dict[str, Any]] = ()

    def draft(self, *texts: str) -> Draft:
        return Draft("me", "x", "", tuple(segment(text) for text in texts or (TEXT,)))

    def good(self, seen: Seen) -> Answer:
        path = urlsplit(seen.path).path
        if (seen.method, path) == ("POST", "/2/tweets"):
            return Reply(201, {"data": {"id": ID, "text": seen.json.get("text", "")}}, {"x-rate-limit-reset": "1651930551"})
        if seen.method == "DELETE":
            return Reply(200, {"data": {"deleted": True}})
        if path == f"/2/tweets/{ID}":
            return Reply(200, {"data": {"id": ID, "text": TEXT}})
        if path == "/2/users/me":
            return Reply(200, {"data": ME})
        if path == f"/2/users/{ME['id']}/tweets":
            return self.page(seen)
        if path == "/2/media/upload":
            return Reply(200, {"data": {"id": "1349010955083132928", "media_key": "3_1349010955083132928", "expires_after_secs": 86400}})
        assert (seen.method, path) == ("POST", "/2/media/metadata")
        return Reply(200, {"data": {"id": seen.json["id"], "associated_metadata": {}}})

    def page(self, seen: Seen) -> Reply:
        if not self.timeline:
            return Reply(200, {"meta": {"result_count": 0}})
        at = int(parse_qs(urlsplit(seen.path).query).get("pagination_token", ["0"])[0])
        meta = {"next_token": str(at + 1)} if at + 1 < len(self.timeline) else {}
        return Reply(200, {"data": [self.timeline[at]], "meta": meta})

    def refusal(self, status: int, words: str) -> Reply:
        return problem(status, words)

    def text_of(self, seen: Seen) -> str:
        return str(seen.json["text"])

    # -- posting

    def test_a_post_is_signed_and_holds_nothing_but_its_text(self, server: Loopback) -> None:
        ref = self.publish(server, handle="@ada")
        assert ref == RemoteRef(ID, f"https://x.com/ada/status/{ID}")
        (seen,) = server.seen
        assert seen.json == {"text": TEXT}
        assert seen.headers["authorization"].startswith("OAuth ")
        assert seen.headers["user-agent"].startswith("bot/")

    def test_a_reply_names_its_parent_and_its_pictures_once_each(self, server: Loopback, tmp_path: Path) -> None:
        pictures = (media(tmp_path), media(tmp_path, "b.gif", "", "image/gif"))
        draft = Draft("me", "x", "", (segment("one"), segment("two", media=pictures)))
        steps = x.steps(draft)
        assert [(step.action, step.follows, step.needs) for step in steps] == [
            ("post", None, ()),
            ("upload", None, ()),
            ("upload", None, (1,)),
            ("upload", None, ()),
            ("post", 0, (1, 2, 3)),
        ]
        connection = self.connection(server.url)
        before: dict[int, RemoteRef] = {}
        for step in steps:
            before[step.index] = x.publish(connection, step, before, "key")
        sent = [(urlsplit(seen.path).path, seen.json) for seen in server.seen]
        assert [path for path, _ in sent] == ["/2/tweets", "/2/media/upload", "/2/media/metadata", "/2/media/upload", "/2/tweets"]
        assert base64.b64decode(sent[1][1]["media"]) == (tmp_path / "a.png").read_bytes()
        assert (sent[1][1]["media_category"], sent[1][1]["media_type"]) == ("tweet_image", "image/png")
        assert sent[2][1] == {"id": "1349010955083132928", "metadata": {"alt_text": {"text": "A chart & more"}}}
        assert sent[3][1]["media_category"] == "tweet_gif"
        assert sent[4][1] == {
            "text": "two",
            "reply": {"in_reply_to_tweet_id": ID},
            "media": {"media_ids": ["1349010955083132928"]},
        }

    def test_a_picture_that_changed_is_not_sent(self, server: Loopback, tmp_path: Path) -> None:
        step = x.steps(Draft("me", "x", "", (segment(media=(media(tmp_path),)),)))[0]
        (tmp_path / "a.png").write_bytes(b"something else")
        with pytest.raises(Refused, match="is not the one that was approved"):
            x.publish(self.connection(server.url), step, {}, "key")
        (tmp_path / "a.png").unlink()
        with pytest.raises(Refused, match="can't be read"):
            x.publish(self.connection(server.url), step, {}, "key")
        assert server.seen == []

    @pytest.mark.parametrize(
        ("detail", "kind", "cause"),
        [
            ("You are not allowed to create a Tweet with duplicate content.", "about:blank", "duplicate"),
            ("Your client app is not configured with the appropriate oauth1 app permissions.", "x/oauth1-permissions", "auth"),
            ("You are not permitted to perform this action.", "about:blank", "auth"),
            ("Your account is suspended and is not permitted to access this feature.", "about:blank", "account"),
            ("To protect our users, your account is temporarily locked.", "about:blank", "account"),
            ("Reply to this conversation is not allowed because you have not been mentioned.", "about:blank", "content"),
            ("You attempted to reply to a Tweet that is deleted or not visible to you.", "about:blank", "auth"),
        ],
    )
    def test_a_403_says_whether_text_account_or_login_is_meant(self, server: Loopback, detail: str, kind: str, cause: str) -> None:
        self.answering(server, problem(403, detail, kind))
        refused = self.failing(server)
        assert isinstance(refused, Refused)
        assert refused.cause == cause
        assert detail in refused.answer

    def test_a_parent_that_is_not_visible_yet_is_waited_for_and_one_that_is_gone_is_not(self, server: Loopback) -> None:
        self.answering(server, problem(403, "You attempted to reply to a Tweet that is deleted or not visible to you."))
        step = x.steps(self.draft("one", "two"))[1]
        connection = self.connection(server.url)
        with pytest.raises(Limited) as caught:
            x.publish(connection, step, {0: RemoteRef(written_at(NOW.subtract(seconds=20)))}, "key")
        assert caught.value.until == NOW.add(seconds=10)
        with pytest.raises(Refused) as refused:
            x.publish(connection, step, {0: RemoteRef(written_at(NOW.subtract(hours=2)))}, "key")
        assert refused.value.cause == "content"
        assert len(server.seen) == 2

    def test_errors_in_the_older_form_are_understood(self, server: Loopback) -> None:
        body = {
            "errors": [{"parameters": {"text": [""]}, "message": "text is too long"}],
            "title": "Invalid Request",
            "detail": "One or more.",
        }
        self.answering(server, Reply(400, body))
        assert self.failing(server).why == "text is too long (400)"

    def test_the_end_of_the_window_in_the_header_is_when_to_come_back(self, server: Loopback) -> None:
        self.answering(server, Reply(429, problem(429, "Too Many Requests").body, {"x-rate-limit-reset": str(NOW.timestamp() + 300)}))
        limited = self.failing(server)
        assert isinstance(limited, Limited)
        assert limited.until == NOW.add(seconds=300)

    # -- finding

    def listed(
        self, text: str, *, at: Instant = NOW, parent: str = "", links: dict[str, str] | None = None, id_: str = ID
    ) -> dict[str, Any]:
        post: dict[str, Any] = {"id": id_, "text": text, "created_at": f"{at.round('second', mode='floor').format_iso()[:-1]}.000Z"}
        if parent:
            post["referenced_tweets"] = [{"type": "replied_to", "id": parent}]
        if links:
            post["entities"] = {"urls": [{"url": short, "expanded_url": full} for short, full in links.items()]}
        return post

    def look(self, server: Loopback, text: str, parent: str = "", since: Instant = NOW) -> RemoteRef | None:
        draft = self.draft("parent", text) if parent else self.draft(text)
        step = x.steps(draft)[-1]
        return x.find(self.connection(server.url), step, {0: RemoteRef(parent)} if parent else {}, "key", since)

    @pytest.mark.parametrize(
        ("wire", "text", "links"),
        [
            ("plain", "plain", {}),
            ("a & b <c>", "a &amp; b &lt;c&gt;", {}),
            ("literal &amp; stays", "literal &amp;amp; stays", {}),
            ("see https://example.org/a?b=1", "see https://t.co/abc", {"https://t.co/abc": "https://example.org/a?b=1"}),
            ("see example.org.", "see https://t.co/abc.", {"https://t.co/abc": "http://example.org"}),
            ("(https://example.org/)", "(https://t.co/abc)", {"https://t.co/abc": "https://example.org/"}),
            ("a\n\nb ", "a\n\nb", {}),
            ("cafe\u0301", "café", {}),
            ("shown", "shown https://t.co/pic", {"https://t.co/pic": f"https://x.com/me/status/{ID}/photo/1"}),
        ],
    )
    def test_a_post_is_found_behind_what_x_does_to_its_text(self, server: Loopback, wire: str, text: str, links: dict[str, str]) -> None:
        self.timeline = [self.listed("another", id_="1"), self.listed(text, links=links)]
        found = self.look(server, wire)
        assert found is not None
        assert found.id == ID
        asked = parse_qs(urlsplit(server.seen[1].path).query)
        assert asked["start_time"] == ["2026-11-21T08:59:55Z"]
        assert {"created_at", "entities", "referenced_tweets"} <= set(asked["tweet.fields"][0].split(","))
        assert [seen.method for seen in server.seen] == ["GET"] * 3

    def test_another_parent_another_text_or_an_older_post_is_not_it(self, server: Loopback) -> None:
        self.timeline = [
            self.listed("two", id_="1"),
            self.listed("two", parent="8", id_="2"),
            self.listed("two more", parent="7", id_="3"),
            self.listed("two", parent="7", id_="4", at=NOW.subtract(seconds=6)),
        ]
        assert self.look(server, "two", parent="7") is None
        self.timeline.append(self.listed("two", parent="7", id_="5", at=NOW.subtract(seconds=5)))
        found = self.look(server, "two", parent="7")
        assert found is not None
        assert found.id == "5"

    def test_a_retweet_of_another_is_not_a_reply(self, server: Loopback) -> None:
        post = self.listed("two")
        post["referenced_tweets"] = [{"type": "quoted", "id": "7"}]
        self.timeline = [post]
        assert self.look(server, "two", parent="7") is None

    def test_an_empty_timeline_proves_absence_and_an_endless_one_nothing(self, server: Loopback) -> None:
        self.timeline = []
        assert self.look(server, "text") is None
        self.timeline = [self.listed("other", id_=str(number)) for number in range(20)]
        with pytest.raises(MaybeSent, match="more posts than"):
            self.look(server, "text")

    @pytest.mark.parametrize("data", [7, [7], [{}], [{"id": ID, "text": "a"}], [{"id": ID, "text": 1, "created_at": "now"}], {"id": 1}])
    def test_a_list_in_another_form_proves_nothing(self, server: Loopback, data: object) -> None:
        good = self.answer
        server.script = lambda seen: Reply(200, {"data": data, "meta": {}}) if "/tweets" in seen.path else good(seen)
        with pytest.raises(MaybeSent):
            self.look(server, "a")

    def test_an_upload_is_never_looked_for(self, server: Loopback, tmp_path: Path) -> None:
        step = x.steps(Draft("me", "x", "", (segment(media=(media(tmp_path),)),)))[0]
        assert x.find(self.connection(server.url), step, {}, "key", NOW) is None
        assert server.seen == []

    # -- the rest

    def test_the_own_name_is_asked_once(self, server: Loopback) -> None:
        connection = self.connection(server.url)
        assert x.facts(connection) == ME
        assert x.facts(connection) == ME
        assert len(server.seen) == 1
        assert x.account_url(connection.account, ME) == "https://x.com/TweepyDev"

    def test_a_deletion_that_x_does_not_confirm_is_in_doubt(self, server: Loopback) -> None:
        self.answering(server, Reply(200, {"data": {"deleted": False}}))
        with pytest.raises(MaybeSent):
            x.delete(self.connection(server.url), RemoteRef(ID))

    @pytest.mark.parametrize(
        "answer",
        [
            problem(404, "Not Found"),
            Reply(200, {"errors": [{"detail": "Could not find tweet", "type": "https://api.twitter.com/2/problems/resource-not-found"}]}),
        ],
    )
    def test_a_post_that_is_gone_is_said_to_be(self, server: Loopback, answer: Answer) -> None:
        server.script = lambda seen: answer
        assert not x.exists(self.connection(server.url), RemoteRef(ID))

    @pytest.mark.parametrize("body", [b"{}", b"<html>", b'{"errors": [{"type": "about:blank"}]}', b'{"data": []}'])
    def test_an_answer_that_does_not_say_whether_it_is_there_proves_nothing(self, server: Loopback, body: bytes) -> None:
        server.script = lambda seen: Reply(200, body)
        with pytest.raises(MaybeSent):
            x.exists(self.connection(server.url), RemoteRef(ID))

    @pytest.mark.parametrize(
        ("url", "shown"),
        [
            (f"https://twitter.com/ada/status/{ID}/photo/1", f"https://x.com/ada/status/{ID}"),
            (f"https://mobile.twitter.com/ada/statuses/{ID}?s=20", f"https://x.com/ada/status/{ID}"),
            (f"http://www.x.com/i/web/status/{ID}", f"https://x.com/i/status/{ID}"),
            (f"https://x.com/i/status/{ID}", f"https://x.com/i/status/{ID}"),
        ],
    )
    def test_pasted_addresses(self, url: str, shown: str) -> None:
        assert x.ref(url) == RemoteRef(ID, shown)

    def test_the_form_is_filled_with_the_first_segment(self) -> None:
        url = x.submit_url(self.draft("a & b\nc", "two"), self.connection("http://127.0.0.1:9").account)
        assert parse_qs(urlsplit(url).query) == {"text": ["a & b\nc"]}
