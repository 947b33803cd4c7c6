"""Mastodon: what goes over the wire through Mastodon.py, and what is made of the answers. Shapes as recorded from a real server."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from whenever import Instant

from bot.errors import Limited, MaybeSent, NotSent, Refused
from bot.model.draft import Draft
from bot.model.receipt import RemoteRef
from bot.platforms import mastodon
from tests.loopback import Answer, Loopback, Reply, Reset, Seen
from tests.platforms.contract import NOW, PNG, TEXT, Contract, media, segment

ID = "117020586000687987"
HERE = f"https://mastodon.social/@ada/{ID}"
ME = {"id": "117020565966271181", "username": "ada", "acct": "ada"}
PICTURE = {"id": "117020619601888181", "type": "image", "url": "https://files.example/a.png", "description": "A chart"}
INSTANCE = {
    "version": "4.6.4",
    "configuration": {
        "accounts": {"max_pinned_statuses": 5},
        "statuses": {"max_characters": 640, "max_media_attachments": 6, "characters_reserved_per_url": 23},
        "media_attachments": {
            "description_limit": 10_000,
            "image_size_limit": 1_000_000,
            "image_matrix_limit": 2_000_000,
            "supported_mime_types": ["image/png", "video/mp4"],
        },
    },
}


def status(id_: str = ID, content: str = "<p>text</p>", at: Instant = NOW, parent: str | None = None, **more: Any) -> dict[str, Any]:
    """A status as the server gives it."""
    made = f"{at.round('second', mode='floor').format_iso()[:-1]}.505Z"
    url = f"https://mastodon.social/@ada/{id_}"
    said = {"id": id_, "created_at": made, "in_reply_to_id": parent, "content": content, "url": url, "account": ME}
    return {**said, "spoiler_text": "", "sensitive": False, "media_attachments": [], "edited_at": None, **more}


HIDDEN = '<span class="invisible">'


def form(seen: Seen) -> dict[str, list[str]]:
    return parse_qs(seen.body.decode(), keep_blank_values=True)


class TestMastodon(Contract):
    platform = mastodon  # type: ignore[assignment,misc]
    prefix = "mastodon"
    options: ClassVar[dict[str, str]] = {"server": "mastodon.social"}
    write = ("POST", "/api/v1/statuses")
    example = HERE
    removal = ("DELETE", f"/api/v1/statuses/{ID}")
    editing = ("PUT", f"/api/v1/statuses/{ID}")
    listed: list[dict[str, Any]] | None = None
    there: dict[str, Any] = status()

    def draft(self, *texts: str, visibility: str = "public", **fields: str) -> Draft:
        segments = tuple(segment(text) for text in texts or (TEXT,))
        return Draft("me", "mastodon", "", segments, {"server": "mastodon.social", **fields}, visibility=visibility)

    def good(self, seen: Seen) -> Answer:
        path = urlsplit(seen.path).path
        if path == "/api/v1/accounts/verify_credentials":
            return Reply(200, ME)
        if path == f"/api/v1/accounts/{ME['id']}/statuses":
            return Reply(200, self.page(seen))
        if path == "/api/v2/instance":
            return Reply(200, INSTANCE)
        if path == "/api/v2/media":
            return Reply(200, PICTURE)
        assert path in ("/api/v1/statuses", f"/api/v1/statuses/{ID}")
        return Reply(200, self.there, {"X-RateLimit-Remaining": "299", "X-RateLimit-Reset": "2026-11-21T09:05:00.459402Z"})

    def page(self, seen: Seen) -> list[dict[str, Any]]:
        before = parse_qs(urlsplit(seen.path).query).get("max_id", [""])[0]
        ids = [one["id"] for one in self.listed or ()]
        start = ids.index(before) + 1 if before else 0
        return (self.listed or [])[start : start + 2]

    def refusal(self, status: int, words: str) -> Reply:
        return Reply(status, {"error": words})

    def text_of(self, seen: Seen) -> str:
        return form(seen)["status"][0]

    new_text_of = text_of

    # -- posting

    def test_a_post_carries_its_key_and_who_may_see_it_in_which_language(self, server: Loopback) -> None:
        step = self.post_step(self.draft("words", language="de", cw="spoilers"))
        ref = mastodon.publish(self.connection(server.url), step, {}, "k-1")
        assert ref == RemoteRef(ID, HERE)
        (seen,) = server.seen
        assert form(seen) == {"status": ["words"], "visibility": ["public"], "spoiler_text": ["spoilers"], "language": ["de"]}
        assert seen.headers["idempotency-key"] == "k-1"
        assert seen.headers["authorization"] == "Bearer rehearsal-me-access_token"
        assert seen.headers["user-agent"].startswith("bot/")

    @pytest.mark.parametrize(("first", "rest"), [("public", "unlisted"), ("unlisted", "unlisted"), ("private", "private")])
    def test_only_the_first_post_of_a_thread_is_public(self, server: Loopback, first: str, rest: str) -> None:
        connection = self.connection(server.url)
        for step in mastodon.steps(self.draft("one", "two", visibility=first)):
            mastodon.publish(connection, step, {0: RemoteRef("7")}, "key")
        one, two = (form(seen) for seen in server.seen)
        assert (one["visibility"], two["visibility"], two["in_reply_to_id"]) == ([first], [rest], ["7"])
        assert "in_reply_to_id" not in one

    def test_pictures_go_before_their_post_with_alt_text_and_a_tall_one_shows_its_top(self, server: Loopback, tmp_path: Path) -> None:
        pictures = (media(tmp_path), replace(media(tmp_path, "b.png", ""), height=30))
        steps = mastodon.steps(Draft("me", "mastodon", "", (segment("one"), segment("two", media=pictures))))
        assert [(step.action, step.follows, step.needs) for step in steps] == [
            ("post", None, ()),
            ("upload", None, ()),
            ("upload", None, ()),
            ("post", 0, (1, 2)),
        ]
        connection, before = self.connection(server.url), {0: RemoteRef("7"), 1: RemoteRef("8"), 2: RemoteRef("9")}
        for step in steps[1:]:
            mastodon.publish(connection, step, before, "key")
        assert [urlsplit(seen.path).path for seen in server.seen] == ["/api/v2/media", "/api/v2/media", "/api/v1/statuses"]
        assert PNG + b"a.png" in server.seen[0].body
        assert b"A chart & more" in server.seen[0].body
        assert b'name="focus"' not in server.seen[0].body
        assert b'name="description"' not in server.seen[1].body
        assert b'name="focus"\r\n\r\n0.0,1.0' in server.seen[1].body
        assert form(server.seen[2])["media_ids[]"] == ["8", "9"]

    def test_a_post_waits_for_a_picture_in_the_making_and_not_for_ever(self, server: Loopback, tmp_path: Path) -> None:
        answers = [Reply(206, {**PICTURE, "url": None}), Reply(206, {**PICTURE, "url": None}), Reply(200, PICTURE)]
        good = self.answer

        def script(seen: Seen) -> Answer:
            if seen.path.endswith("/api/v2/media"):
                return Reply(202, {**PICTURE, "url": None})
            return answers.pop(0) if f"/media/{PICTURE['id']}" in seen.path else good(seen)

        server.script = script
        upload, post = mastodon.steps(Draft("me", "mastodon", "", (segment("a", media=(media(tmp_path, kind="image/gif"),)),)))
        connection = self.connection(server.url)
        before = {0: mastodon.publish(connection, upload, {}, "key")}
        for waited, pause in ((1, 2), (40, 20)):
            later = replace(connection, now=NOW.add(seconds=waited))
            with pytest.raises(Limited, match="getting ready") as limited:
                mastodon.publish(later, post, before, "key")
            assert limited.value.until == later.now.add(seconds=pause)
        assert not self.writes(server)
        mastodon.publish(connection, post, before, "key")
        answers.append(Reply(206, PICTURE))
        with pytest.raises(Refused, match="after 10 minutes"):
            mastodon.publish(replace(connection, now=NOW.add(seconds=601)), post, before, "key")
        assert len(self.writes(server)) == 1

    @pytest.mark.parametrize("answer", [Reset(), Reply(500, b""), Reply(200, b"<html>")], ids=["reset", "500", "page"])
    def test_not_knowing_whether_a_picture_is_ready_puts_nothing_in_doubt(self, server: Loopback, answer: Answer) -> None:
        good = self.answer
        server.script = lambda seen: answer if "/api/v1/media/" in seen.path else good(seen)
        post = self.post_step(Draft("me", "mastodon", "", (segment("a"),)))
        waiting = {0: RemoteRef("8", extra={"since": NOW.format_iso()})}
        with pytest.raises(NotSent):
            mastodon.publish(self.connection(server.url), replace(post, needs=(0,)), waiting, "key")
        assert not self.writes(server)

    @pytest.mark.parametrize("header", ["X-RateLimit-Reset", "X-RateLimit-Remaining", "Deprecation", "Link", "Mastodon-Async-Refresh"])
    def test_a_yes_with_an_odd_header_is_a_yes(self, server: Loopback, header: str) -> None:
        self.answering(server, Reply(200, status(), {header: "<rubbish"}))
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert self.publish(server).id == ID

    def test_a_status_of_another_type_than_the_library_expects_is_a_yes(self, server: Loopback) -> None:
        self.answering(server, Reply(200, status(account=7, mentions="no", created_at=[], url=None)))
        assert self.publish(server) == RemoteRef(ID, f"https://mastodon.social/@me/{ID}")

    @pytest.mark.parametrize("url", ["https://evil.example/@ada/117020586000687987", f"javascript:{ID}", "https://mastodon.social/@ada/5"])
    def test_an_address_elsewhere_is_not_shown(self, server: Loopback, url: str) -> None:
        self.answering(server, Reply(200, status(url=url)))
        assert self.publish(server) == RemoteRef(ID, HERE)

    @pytest.mark.parametrize("id_", [7, "", None, ["1"], "1/../2", "x" * 65])
    def test_a_yes_without_an_id_is_in_doubt(self, server: Loopback, id_: object) -> None:
        self.answering(server, Reply(200, {**status(), "id": id_}))
        assert isinstance(self.failing(server), MaybeSent)

    def test_a_token_that_is_the_name_of_a_file_is_a_token(self, server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "rehearsal-me-access_token").write_text("from-a-file\nhttps://elsewhere.example\n")
        self.publish(server)
        assert server.seen[0].headers["authorization"] == "Bearer rehearsal-me-access_token"

    def test_a_refusal_in_the_users_own_language_is_final(self, server: Loopback) -> None:
        self.answering(server, self.refusal(422, "バリデーションに失敗しました: Textを入力してください"))
        refused = self.failing(server)
        assert isinstance(refused, Refused)
        assert refused.why == "バリデーションに失敗しました: Textを入力してください (422)"

    def test_the_instant_in_the_header_is_when_to_come_back(self, server: Loopback) -> None:
        headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": NOW.add(seconds=90).format_iso()}
        self.answering(server, Reply(429, {"error": "Too many requests"}, headers))
        limited = self.failing(server)
        assert isinstance(limited, Limited)
        assert limited.until == NOW.add(seconds=90)

    # -- finding

    def look(self, server: Loopback, text: str, parent: str = "", since: Instant = NOW) -> RemoteRef | None:
        step = mastodon.steps(self.draft("parent", text) if parent else self.draft(text))[-1]
        return mastodon.find(self.connection(server.url), step, {0: RemoteRef(parent)} if parent else {}, "key", since)

    @pytest.mark.parametrize(
        ("wire", "content"),
        [
            ("plain", "<p>plain</p>"),
            ("a & b <c> \"d\" 'e'", "<p>a &amp; b &lt;c&gt; &quot;d&quot; &#39;e&#39;</p>"),
            ("one\ntwo\n\nthree", "<p>one<br />two</p><p>three</p>"),
            ("one\n\n\n\ntwo  three ", "<p>one</p><p>two three</p>"),
            (
                "see https://example.org/a/long/path?b=1",
                f'<p>see <a href="x">{HIDDEN}https://</span><span class="ellipsis">example.org/a/long/</span>{HIDDEN}path?b=1</span></a>',
            ),
            ("hi @j.doe@b.example.", '<p>hi <span class="h-card"><a href="x" class="u-url mention">@<span>j.doe</span></a></span>.</p>'),
            ("hi @nobody@b.example", "<p>hi @nobody@b.example</p>"),
            ("#Machine", '<p><a class="mention hashtag" rel="tag">#<span>Machine</span></a></p>'),
            ("cafe\u0301", "<p>caf\u00e9</p>"),
            ("a *b* `c`\n\n- d", "<p>a <em>b</em> <code>c</code></p><ul><li>d</li></ul>"),
        ],
    )
    def test_a_post_is_found_behind_its_html(self, server: Loopback, wire: str, content: str) -> None:
        self.listed = [status("9", "<p>another</p>"), status("8", content)]
        found = self.look(server, wire)
        assert found == RemoteRef("8", "https://mastodon.social/@ada/8")
        assert [seen.method for seen in server.seen] == ["GET"] * len(server.seen)
        asked = parse_qs(urlsplit(server.seen[1].path).query)
        assert (asked["exclude_reblogs"], asked["limit"]) == (["1"], ["40"])
        assert not asked.keys() & {"exclude_replies", "only_media", "pinned", "exclude_direct"}

    def test_the_same_text_goes_before_the_same_words(self, server: Loopback) -> None:
        self.listed = [status("9", "<p>loss &lt; 3</p>"), status("8", "<p>loss &gt; 3</p>")]
        found = self.look(server, "loss > 3")
        assert found is not None
        assert found.id == "8"

    def test_another_parent_another_text_or_an_older_post_is_not_it(self, server: Loopback) -> None:
        old = status("4", "<p>two</p>", parent="7", at=NOW.subtract(seconds=6))
        self.listed = [status("9", "<p>two</p>"), status("8", "<p>two</p>", parent="6"), status("5", "<p>two more</p>", parent="7"), old]
        assert self.look(server, "two", parent="7") is None
        self.listed.insert(3, status("3", "<p>two</p>", parent="7", at=NOW.subtract(seconds=5)))
        found = self.look(server, "two", parent="7")
        assert found is not None
        assert found.id == "3"

    def test_an_empty_list_proves_absence_and_an_endless_one_nothing(self, server: Loopback) -> None:
        self.listed = []
        assert self.look(server, "text") is None
        self.listed = [status(str(number), "<p>other</p>") for number in range(30, 0, -1)]
        with pytest.raises(MaybeSent, match="more posts than"):
            self.look(server, "text")

    @pytest.mark.parametrize("body", [7, [7], [{}], {"id": 1}, [{**status(), "created_at": "soon"}], [{**status(), "id": None}]])
    def test_a_list_in_another_form_proves_nothing(self, server: Loopback, body: object) -> None:
        good = self.answer
        server.script = lambda seen: Reply(200, body) if "/statuses" in seen.path else good(seen)
        with pytest.raises(MaybeSent):
            self.look(server, "a")

    def test_hostile_html_costs_linear_time(self, server: Loopback) -> None:
        self.listed = [status("9", "<" * 200_000), status("8", "@a" * 100_000), status("7", "<p>" * 60_000 + "@" * 60_000)]
        assert self.look(server, "@a@b." * 5_000) is None

    # -- what is live

    def test_an_edit_keeps_pictures_and_warning(self, server: Loopback) -> None:
        self.there = status(spoiler_text="spoilers", sensitive=True, media_attachments=[PICTURE, {**PICTURE, "id": "8"}])
        mastodon.update(self.connection(server.url), RemoteRef(ID, HERE), segment("new"))
        read, written = server.seen
        assert read.method == "GET"
        assert form(written) == {
            "status": ["new"],
            "spoiler_text": ["spoilers"],
            "sensitive": ["1"],
            "media_ids[]": [PICTURE["id"], "8"],
        }

    @pytest.mark.parametrize("answer", [Reset(), Reply(500, b""), Reply(200, b"[]"), Reply(200, {"id": None})])
    def test_an_edit_that_cannot_read_first_changes_nothing(self, server: Loopback, answer: Answer) -> None:
        server.script = lambda seen: answer
        with pytest.raises(NotSent):
            mastodon.update(self.connection(server.url), RemoteRef(ID, HERE), segment("new"))
        assert [seen.method for seen in server.seen] == ["GET"]

    def test_a_post_on_another_server_is_left_alone(self, server: Loopback) -> None:
        connection, elsewhere = self.connection(server.url), RemoteRef(ID, f"https://hachyderm.io/@ada/{ID}")
        for ask in (mastodon.delete, mastodon.exists, lambda way, ref: mastodon.update(way, ref, segment())):
            with pytest.raises(Refused, match=r"is not on mastodon\.social"):
                ask(connection, elsewhere)
        assert server.seen == []

    def test_a_post_that_is_gone_is_said_to_be(self, server: Loopback) -> None:
        server.script = lambda seen: self.refusal(404, "Record not found")
        assert not mastodon.exists(self.connection(server.url), RemoteRef(ID, HERE))
        server.script = lambda seen: Reply(404, b"")
        with pytest.raises(MaybeSent):
            mastodon.exists(self.connection(server.url), RemoteRef(ID, HERE))

    @pytest.mark.parametrize("body", [{"id": "1"}, {}, []])
    def test_a_change_that_names_another_post_is_in_doubt(self, server: Loopback, body: object) -> None:
        self.answering(server, Reply(200, body))
        with pytest.raises(MaybeSent):
            mastodon.delete(self.connection(server.url), RemoteRef(ID, HERE))

    # -- the rest

    def test_the_servers_limits_are_read_and_who_we_are_is_asked_once(self, server: Loopback) -> None:
        connection = self.connection(server.url)
        found = mastodon.facts(connection)
        mastodon.facts(connection)
        assert [urlsplit(seen.path).path for seen in server.seen].count("/mastodon/api/v1/accounts/verify_credentials") <= 1
        assert len(server.seen) == 3
        assert found == {
            "version": "4.6.4",
            "max_characters": 640,
            "max_media_attachments": 6,
            "characters_reserved_per_url": 23,
            "description_limit": 10_000,
            "image_size_limit": 1_000_000,
            "image_matrix_limit": 2_000_000,
            "supported_mime_types": ["image/png", "video/mp4"],
            "id": ME["id"],
            "username": "ada",
            "server": "mastodon.social",
            "acct": "ada@mastodon.social",
        }
        assert mastodon.account_url(connection.account, found) == "https://mastodon.social/@ada"

    @pytest.mark.parametrize(
        "told", [{}, {"configuration": 7}, {"configuration": {"statuses": [], "media_attachments": {"supported_mime_types": "all"}}}]
    )
    def test_an_instance_that_tells_little_is_enough(self, server: Loopback, told: dict[str, Any]) -> None:
        good = self.answer
        server.script = lambda seen: Reply(200, told) if seen.path.endswith("/instance") else good(seen)
        assert mastodon.facts(self.connection(server.url))["acct"] == "ada@mastodon.social"

    @pytest.mark.parametrize(
        ("url", "shown"),
        [
            ("https://www.mastodon.social/@ada/5", "https://mastodon.social/@ada/5"),
            ("https://mastodon.social/web/@ada/5", "https://mastodon.social/@ada/5"),
            ("https://mastodon.social/deck/@ada/5/", "https://mastodon.social/@ada/5"),
            ("https://mastodon.social/users/ada/statuses/5", "https://mastodon.social/@ada/5"),
            ("https://gts.example/@ada/statuses/01HBZ7", "https://gts.example/@ada/statuses/01HBZ7"),
            ("https://akkoma.example/notice/AbC1", "https://akkoma.example/notice/AbC1"),
        ],
    )
    def test_pasted_addresses(self, url: str, shown: str) -> None:
        assert mastodon.ref(url) == RemoteRef(shown.rpartition("/")[2], shown)

    def test_the_form_is_filled_with_the_first_segment(self) -> None:
        account = self.connection("http://127.0.0.1:9", handle="@ada@mastodon.social").account
        url = mastodon.submit_url(self.draft("a & b\nc", "two"), account)
        assert url.startswith("https://mastodon.social/share?")
        assert parse_qs(urlsplit(url).query) == {"text": ["a & b\nc"]}
        assert mastodon.account_url(account, {}) == "https://mastodon.social/@ada"
