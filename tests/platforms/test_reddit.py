"""Reddit: what praw sends when it may not try twice, and what its raw answers prove. Shapes from PRAW's own recordings."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from praw.config import Config
from whenever import Instant

from bot.errors import Limited, MaybeSent, NotSent, Refused, UserError
from bot.http import session
from bot.model.draft import Draft, FieldValue
from bot.model.receipt import RemoteRef
from bot.platforms import reddit
from bot.platforms.base import Connection
from tests.loopback import Answer, Loopback, Reply, Reset, Seen, Stall
from tests.platforms.contract import NOW, TEXT, Contract, segment

ID = "4bbe4b"
URL = f"https://www.reddit.com/r/test/comments/{ID}/test_title/"
CREATED = {"url": URL, "drafts_count": 0, "id": ID, "name": f"t3_{ID}"}
RATELIMIT = ["RATELIMIT", "Looks like you've been doing that a lot. Take a break for 14 minutes before trying again.", "ratelimit"]
FLAIR = {
    "flair_css_class": "",
    "flair_template_id": "ca999154-c1b0-11e7-b30b-0eb8423d5ed8",
    "flair_text_editable": True,
    "flair_text": "a|b",
}
REQUIREMENTS = {
    "domain_blacklist": ["fakewebsite.com"],
    "body_restriction_policy": "none",
    "is_flair_required": False,
    "title_text_max_length": None,
    "title_text_min_length": 20,
    "guidelines_text": "Testing 1 2 3",
}


def errors(*found: object, **data: object) -> Reply:
    return Reply(200, {"json": {"errors": list(found), **({"data": data} if data else {})}})


class TestReddit(Contract):
    platform = reddit  # type: ignore[assignment]
    prefix = "reddit"
    options = {"subreddit": "test", "mode": "api"}  # noqa: RUF012
    write = ("POST", "/api/submit/")
    example = URL
    removal = ("POST", "/api/del/")
    editing = ("POST", "/api/editusertext/")
    listed: tuple[dict[str, Any], ...] = ()

    def draft(self, text: str = TEXT, **fields: FieldValue) -> Draft:
        return Draft("me", "reddit", "Test & “title” [P]", (segment(text),), fields)

    def good(self, seen: Seen) -> Answer:
        path = urlsplit(seen.path).path
        if path == "/api/v1/access_token":
            return Reply(200, {"access_token": "token-1", "token_type": "bearer", "expires_in": 3600, "scope": "*"})
        assert seen.headers["authorization"] == "bearer token-1"
        rate = {"x-ratelimit-remaining": "0.0", "x-ratelimit-reset": "103", "x-ratelimit-used": "600"}
        if path == "/api/submit/":
            return Reply(200, {"json": {"errors": [], "data": CREATED}}, rate)
        if path.startswith("/user/"):
            children = [{"kind": "t3", "data": post} for post in self.listed]
            return Reply(200, {"kind": "Listing", "data": {"after": None, "before": None, "children": children}}, rate)
        if path.endswith("/post_requirements"):
            return Reply(200, REQUIREMENTS, rate)
        if path.endswith("/flairselector/"):
            return Reply(200, {"current": {}, "choices": [FLAIR, {"flair_text": "broken"}]})
        if path == "/api/editusertext/":
            return Reply(200, {"json": {"errors": [], "data": {"things": [{"kind": "t3", "data": {"id": ID, "selftext": "new"}}]}}})
        if path == "/api/info/":
            assert seen.query["id"] == f"t3_{ID}"
            return Reply(
                200, {"kind": "Listing", "data": {"after": None, "children": [{"kind": "t3", "data": {"id": ID, "author": "ada"}}]}}
            )
        assert path == "/api/del/"
        assert seen.form["id"] == f"t3_{ID}"
        return Reply(200, {})

    def refusal(self, status: int, words: str) -> Reply:
        return Reply(status, {"message": words, "error": status})

    def text_of(self, seen: Seen) -> str:
        return seen.form["text"]

    def new_text_of(self, seen: Seen) -> str:
        assert seen.form["thing_id"] == f"t3_{ID}"
        return seen.form["text"]

    def token_requests(self, server: Loopback) -> list[Seen]:
        return [seen for seen in server.seen if seen.path.endswith("/access_token")]

    # -- posting

    def test_a_text_post_is_one_request_with_a_token_before_it(self, server: Loopback) -> None:
        assert self.publish(server) == RemoteRef(ID, URL)
        token, submit = server.seen
        assert token.form == {"grant_type": "password", "username": "rehearsal-me-username", "password": "rehearsal-me-password"}
        assert submit.form == {
            "api_type": "json",
            "kind": "self",
            "nsfw": "False",
            "resubmit": "True",
            "sendreplies": "True",
            "spoiler": "False",
            "sr": "test",
            "text": TEXT,
            "title": "Test & “title” [P]",
            "validate_on_submit": "True",
        }
        assert submit.headers["user-agent"].startswith("python:bot:0.1.0 (by /u/rehearsal-me-username)")

    def test_a_link_post_may_not_repeat_and_flair_goes_along(self, server: Loopback) -> None:
        draft = self.draft(
            "https://example.org/a?b=1&c", url="https://example.org/a?b=1&c", subreddit="r/other", flair_id="f-1", flair_text="News"
        )
        reddit.publish(self.connection(server.url), self.post_step(draft), {}, "key")
        form = self.writes(server)[0].form
        assert (form["kind"], form["url"], form["resubmit"], form["sr"]) == ("link", "https://example.org/a?b=1&c", "False", "other")
        assert (form["flair_id"], form["flair_text"]) == ("f-1", "News")
        assert "text" not in form

    def test_a_used_up_rate_limit_never_makes_us_sleep(self, server: Loopback) -> None:
        connection = self.connection(server.url)
        for _ in range(2):
            reddit.publish(connection, self.post_step(), {}, "key")
        assert len(self.writes(server)) == 2
        assert len(self.token_requests(server)) == 1

    # -- errors inside a 200

    @pytest.mark.parametrize("name", [{"id": ID, "url": URL}, {"name": f"t3_{ID}"}, {"id": f"t3_{ID}", "url": "https://evil.example/"}])
    def test_a_rate_limit_that_comes_with_a_post_is_a_post(self, server: Loopback, name: dict[str, str]) -> None:
        self.answering(server, errors(RATELIMIT, **name))
        ref = self.publish(server)
        assert ref.id == ID
        assert ref.url.startswith("https://www.reddit.com/")
        assert len(self.writes(server)) == 1

    @pytest.mark.parametrize(
        ("sentence", "seconds"),
        [
            ("Take a break for 14 minutes before trying again.", 841),
            ("Take a break for 9 seconds before trying again.", 10),
            ("Take a break for 1 minute before trying again.", 61),
            ("Take a break for 300 milliseconds before trying again.", 1),
            ("Try again in an hour.", 3601),
            ("Try again in 2 hours.", 7201),
            ("You are doing that too much.", 900),
            (None, 900),
        ],
    )
    def test_a_rate_limit_alone_waits_as_long_as_it_says(self, server: Loopback, sentence: str | None, seconds: int) -> None:
        self.answering(server, errors(["RATELIMIT", sentence, "ratelimit"]))
        limited = self.failing(server)
        assert isinstance(limited, Limited)
        assert limited.until == NOW.add(seconds=seconds)
        assert "RATELIMIT" in limited.answer
        assert len(self.writes(server)) == 1

    def test_a_post_that_a_rate_limit_hides_is_looked_for_at_once(self, server: Loopback) -> None:
        self.answering(server, errors(RATELIMIT))
        self.listed = (self.post(),)
        assert self.publish(server) == RemoteRef(ID, URL)
        self.listed = (self.post(at=NOW.subtract(hours=3)),)
        assert isinstance(self.failing(server), Limited)
        script = server.script
        server.script = lambda seen: Reply(503) if seen.path.startswith("/reddit/user/") else script(seen)
        assert isinstance(self.failing(server), MaybeSent)
        assert len(self.writes(server)) == 3

    @pytest.mark.parametrize(
        ("code", "said", "cause"),
        [
            ("ALREADY_SUB", "that link has already been submitted", "duplicate"),
            ("SUBREDDIT_NOTALLOWED", "you aren't allowed to post there.", "content"),
            ("SUBREDDIT_NOEXIST", "that subreddit doesn't exist", "content"),
            ("NO_SELFS", "that subreddit doesn't allow text posts", "content"),
            ("TOO_LONG", "this is too long (max: 300)", "content"),
            ("SOMETHING_NEW", "no", "content"),
            ("USER_REQUIRED", "Please log in to do that.", "auth"),
            ("BAD_CAPTCHA", "care to try these again?", "account"),
        ],
    )
    def test_other_errors_in_the_body_are_refusals(self, server: Loopback, code: str, said: str, cause: str) -> None:
        self.answering(server, errors([code, said, "sr"]))
        refused = self.failing(server)
        assert isinstance(refused, Refused)
        assert (refused.cause, refused.why) == (cause, f"{said.rstrip('.')} ({code})")
        assert len(self.writes(server)) == 1

    def test_a_filled_quota_waits_an_hour(self, server: Loopback) -> None:
        self.answering(server, errors(["QUOTA_FILLED", "You've submitted too many links recently. Please try again in an hour.", None]))
        limited = self.failing(server)
        assert isinstance(limited, Limited)
        assert limited.until == NOW.add(hours=1)

    @pytest.mark.parametrize("found", ["RATELIMIT", [], [["X"]], [1], [[1, "a", "b"]], {"a": 1}, [["RATELIMIT", "wait", "x"], 3]])
    def test_errors_in_another_form_prove_nothing(self, server: Loopback, found: object) -> None:
        self.answering(server, Reply(200, {"json": {"errors": found}}))
        assert isinstance(self.failing(server), MaybeSent)

    def test_what_a_subreddit_requires_is_told_in_its_words(self, server: Loopback) -> None:
        body = {
            "fields": ["title"],
            "explanation": 'You may not have "giveaway" in your title. ',
            "error_type": "SUBMIT_VALIDATION_ERROR",
            "message": "Bad Request",
            "reason": "SUBMIT_VALIDATION_TITLE_BLACKLISTED_STRING",
        }
        self.answering(server, Reply(400, body))
        assert self.failing(server).why == 'You may not have "giveaway" in your title (400)'

    # -- tokens

    @pytest.mark.parametrize(
        "answer", [Reply(500), Reply(502, b"<html>"), Stall(), Reset(), Reply(200, {}), Reply(200, b"<html>"), Reply(302)]
    )
    def test_trouble_with_the_token_leaves_no_doubt(self, server: Loopback, answer: Answer) -> None:
        server.script = lambda seen: answer
        assert isinstance(self.failing(server, call_timeout=0.2), NotSent)
        assert len(server.seen) == 1

    @pytest.mark.parametrize(
        "answer",
        [
            Reply(401, {"message": "Unauthorized", "error": 401}),
            Reply(400, {"error": "invalid_grant"}),
            Reply(200, {"error": "invalid_grant"}),
        ],
    )
    def test_a_wrong_login_is_told_so(self, server: Loopback, answer: Answer) -> None:
        server.script = lambda seen: answer
        refused = self.failing(server)
        assert isinstance(refused, Refused)
        assert refused.cause == "auth"
        assert len(server.seen) == 1

    def test_a_refresh_token_will_do(self, server: Loopback) -> None:
        connection = self.connection(server.url)
        secrets = {"client_id": "rehearsal-a", "client_secret": "rehearsal-b", "refresh_token": "rehearsal-c"}
        reddit.publish(Connection(connection.account, secrets, connection.session, NOW), self.post_step(), {}, "key")
        assert self.token_requests(server)[0].form == {"grant_type": "refresh_token", "refresh_token": "rehearsal-c"}

    def test_an_expired_token_is_replaced_at_the_next_try_and_a_bad_new_one_is_final(self, server: Loopback) -> None:
        connection = self.connection(server.url)
        step = self.post_step()
        reddit.publish(connection, step, {}, "key")
        expired = Reply(
            401, {"message": "Unauthorized", "error": 401}, {"www-authenticate": 'Bearer realm="reddit", error="invalid_token"'}
        )
        self.answering(server, expired)
        with pytest.raises(NotSent, match="no longer good"):
            reddit.publish(connection, step, {}, "key")
        with pytest.raises(Refused) as caught:
            reddit.publish(connection, step, {}, "key")
        assert caught.value.cause == "auth"
        assert len(self.token_requests(server)) == 2
        assert len(self.writes(server)) == 3

    def test_no_settings_file_and_no_variable_of_praw_counts(
        self, server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "praw.ini").write_text(
            "[DEFAULT]\noauth_url=https://evil.example\nreddit_url=https://evil.example\n[other]\nusername=eve\n"
        )
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
        for name, value in {"praw_site": "other", "praw_refresh_token": "eve", "praw_username": "eve"}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(Config, "CONFIG", None)
        assert self.publish(server).id == ID
        assert self.token_requests(server)[0].form["username"] == "rehearsal-me-username"

    # -- finding

    def post(self, title: str = "Test & “title” [P]", text: str = TEXT, at: Instant = NOW, **more: Any) -> dict[str, Any]:
        base = {"id": ID, "name": f"t3_{ID}", "title": title, "selftext": text, "subreddit": "Test", "created_utc": float(at.timestamp())}
        return {**base, "permalink": f"/r/test/comments/{ID}/test_title/", "url": URL, **more}

    def look(self, server: Loopback, draft: Draft | None = None) -> RemoteRef | None:
        return reddit.find(self.connection(server.url), self.post_step(draft), {}, "key", NOW)

    def test_the_submission_is_found_among_the_newest(self, server: Loopback) -> None:
        self.listed = (self.post("another", id="1"), self.post(text=TEXT + "\n", at=NOW.subtract(seconds=5)))
        assert self.look(server) == RemoteRef(ID, URL)
        assert [seen.method for seen in server.seen] == ["POST", "GET"]
        asked = parse_qs(urlsplit(server.seen[1].path).query)
        assert (asked["sort"], asked["limit"]) == (["new"], ["100"])
        assert urlsplit(server.seen[1].path).path == "/user/rehearsal-me-username/submitted"

    @pytest.mark.parametrize("text", ["[removed]", "[deleted]"])
    def test_one_that_moderators_removed_is_there_all_the_same(self, server: Loopback, text: str) -> None:
        self.listed = (self.post(text=text),)
        assert self.look(server) is not None

    def test_another_place_title_text_or_time_is_not_it(self, server: Loopback) -> None:
        self.listed = (
            self.post(subreddit="test2"),
            self.post("Test"),
            self.post(text="other"),
            self.post(at=NOW.subtract(seconds=6)),
        )
        assert self.look(server) is None

    def test_a_link_is_found_by_its_address(self, server: Loopback) -> None:
        draft = self.draft("https://example.org/a", url="https://example.org/a")
        self.listed = (self.post(text="", url="https://example.org/b"),)
        assert self.look(server, draft) is None
        self.listed = (self.post(text="", url="https://example.org/a"),)
        assert self.look(server, draft) == RemoteRef(ID, URL)

    @pytest.mark.parametrize(
        "body", [b"", b"[]", b"{}", b'{"kind":"Listing","data":{"children":[{}]}}', b'{"data":{"children":[{"data":{}}]}}']
    )
    def test_a_list_in_another_form_proves_nothing(self, server: Loopback, body: bytes) -> None:
        good = self.answer
        server.script = lambda seen: Reply(200, body) if "/user/" in seen.path else good(seen)
        with pytest.raises(MaybeSent):
            self.look(server)

    # -- the rest

    def test_facts_are_the_requirements_and_the_flairs(self, server: Loopback) -> None:
        facts = reddit.facts(self.connection(server.url))
        assert facts == {
            "domain_blacklist": ["fakewebsite.com"],
            "body_restriction_policy": "none",
            "is_flair_required": False,
            "title_text_min_length": 20,
            "guidelines_text": "Testing 1 2 3",
            "flairs": ["a|b|ca999154-c1b0-11e7-b30b-0eb8423d5ed8"],
        }
        assert [urlsplit(seen.path).path for seen in server.seen[1:]] == ["/api/v1/test/post_requirements", "/r/test/api/flairselector/"]

    def test_a_subreddit_without_flairs_has_none(self, server: Loopback) -> None:
        good = self.answer
        server.script = lambda seen: self.refusal(403, "Forbidden") if "flair" in seen.path else good(seen)
        assert reddit.facts(self.connection(server.url))["flairs"] == []

    def test_without_a_key_nothing_is_asked(self) -> None:
        account = reddit.Account(name="me", platform="reddit", subreddit="test")
        assert account.mode == "handoff"
        assert reddit.facts(Connection(account, {}, session(()), NOW)) == {}

    @pytest.mark.parametrize("children", [[], [{"kind": "t3", "data": {"id": ID, "author": "[deleted]"}}]])
    def test_a_deleted_submission_is_said_to_be_gone(self, server: Loopback, children: list[Any]) -> None:
        good = self.answer
        listing = Reply(200, {"kind": "Listing", "data": {"after": None, "children": children}})
        server.script = lambda seen: listing if "/api/info" in seen.path else good(seen)
        assert not reddit.exists(self.connection(server.url), RemoteRef(ID))

    def test_a_refused_edit_is_told_from_one_in_doubt(self, server: Loopback) -> None:
        connection, good = self.connection(server.url), self.answer
        server.script = lambda seen: errors(["NOT_AUTHOR", "you can't do that", "x"]) if "edit" in seen.path else good(seen)
        with pytest.raises(Refused, match="you can't do that"):
            reddit.update(connection, RemoteRef(ID), segment("again"))
        server.script = lambda seen: Reply(200, {"json": {}}) if "edit" in seen.path else good(seen)
        with pytest.raises(MaybeSent):
            reddit.update(connection, RemoteRef(ID), segment("again"))

    @pytest.mark.parametrize(
        ("url", "shown"),
        [
            (URL, f"https://www.reddit.com/r/test/comments/{ID}/"),
            (f"https://old.reddit.com/r/test/comments/{ID}/title/d1616q2/?context=3", f"https://www.reddit.com/r/test/comments/{ID}/"),
            (f"https://reddit.com/user/ada_l/comments/{ID}", f"https://www.reddit.com/user/ada_l/comments/{ID}/"),
            (f"https://redd.it/{ID}", f"https://www.reddit.com/comments/{ID}/"),
            (f"https://www.reddit.com/comments/{ID}/", f"https://www.reddit.com/comments/{ID}/"),
        ],
    )
    def test_pasted_addresses(self, url: str, shown: str) -> None:
        assert reddit.ref(url) == RemoteRef(ID, shown)

    def test_a_share_link_needs_a_browser_first(self) -> None:
        with pytest.raises(UserError, match="Open the share link in a browser first"):
            reddit.ref("https://www.reddit.com/r/test/s/AbCdEf")

    def test_the_form_for_posting_by_hand(self) -> None:
        account = self.connection("http://127.0.0.1:9").account
        url = urlsplit(reddit.submit_url(self.draft("a & b\n# c"), account))
        assert url.path == "/r/test/submit"
        assert parse_qs(url.query) == {"title": ["Test & “title” [P]"], "selftext": ["true"], "text": ["a & b\n# c"]}
        long = parse_qs(urlsplit(reddit.submit_url(self.draft("é" * 750), account)).query)
        assert "text" not in long
        link = parse_qs(urlsplit(reddit.submit_url(self.draft("", url="https://example.org/?a=b&c"), account)).query)
        assert link == {"title": ["Test & “title” [P]"], "url": ["https://example.org/?a=b&c"]}

    def test_answers_of_several_threads_are_not_mixed_up(self, server: Loopback) -> None:
        often = sys.getswitchinterval()
        sys.setswitchinterval(1e-6)  # else the other threads hardly ever get in between
        connection = self.connection(server.url)
        reddit.publish(connection, self.post_step(), {}, "key")
        good = self.answer
        server.script = lambda seen: errors(RATELIMIT, id=seen.form["title"]) if "/api/submit" in seen.path else good(seen)
        found: list[tuple[str, str]] = []

        def send(title: str) -> None:
            step = self.post_step(replace(self.draft(), title=title))
            found.extend((title, reddit.publish(connection, step, {}, "key").id) for _ in range(10))

        others = [threading.Thread(target=send, args=(title,)) for title in ("aaa", "bbb", "ccc", "ddd")]
        try:
            for other in others:
                other.start()
            for other in others:
                other.join()
        finally:
            sys.setswitchinterval(often)
        assert len(found) == 40
        assert [id_ for title, id_ in found] == [title for title, id_ in found]
