"""Medium: an article for its editor, and what its public feed proves. The feed has the shape Medium's own have."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest

from bot.errors import Limited, MaybeSent, NotSent, Refused
from bot.model.draft import Draft, Segment
from bot.model.receipt import RemoteRef
from bot.model.settings import Posts, Site
from bot.platforms import medium
from bot.text.source import read_post
from tests.loopback import Answer, Reply, Reset, serving
from tests.platforms.contract import NOW, PAGE, Common

STORY = "https://medium.com/@ada/small-batches-generalise-0123456789ab"
TITLE = "Small batches & “noise”"


def feed(title: str = TITLE, link: str = f"{STORY}?source=rss-1------2", date: str = "Sat, 21 Nov 2026 10:00:00 GMT") -> Reply:
    entry = f"<item><title>{escape(title)}</title><link>{escape(link)}</link><pubDate>{date}</pubDate></item>"
    text = f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Ada on Medium</title>{entry}</channel></rss>'
    return Reply(200, text.encode(), {"Content-Type": "text/xml; charset=UTF-8"})


class TestMedium(Common):
    platform = medium  # type: ignore[assignment]
    prefix = "medium"
    options = {"handle": "@ada"}  # noqa: RUF012
    example = STORY

    def draft(self) -> Draft:
        return Draft("me", "medium", TITLE, (Segment("Text", 4, 10, "chars", "<p>Text</p>"),), {"url": "https://example.org/a"})

    def looked(self, answer: Answer, **options: Any) -> RemoteRef | None:
        with serving(lambda _: answer) as server:
            found = medium.find(self.connection(server.url, **options), self.platform.steps(self.draft())[0], {}, "", NOW)
        assert [(seen.method, seen.path) for seen in server.seen] == [("GET", "/medium/feed/@ada")]
        return found

    def test_the_story_in_the_feed_is_found_by_its_title(self) -> None:
        assert self.looked(feed()) == self.platform.ref(STORY)
        assert self.looked(feed(title="SMALL batches &  “noise”")) == self.platform.ref(STORY)

    @pytest.mark.parametrize(
        "other", [feed(title="Another"), feed(date="Fri, 20 Nov 2026 10:00:00 GMT"), feed(link="https://evil.example/a-0123456789ab")]
    )
    def test_another_story_an_older_one_or_one_elsewhere_is_not_it(self, other: Reply) -> None:
        assert self.looked(other) is None

    @pytest.mark.parametrize(
        ("answer", "kind"),
        [
            (Reply(200, PAGE), MaybeSent),
            (Reply(200, b""), MaybeSent),
            (Reset(), MaybeSent),
            (Reply(429, {}), Limited),
            (Reply(404, PAGE), MaybeSent),
        ],
    )
    def test_a_feed_that_fails_proves_nothing(self, answer: Answer, kind: type[Exception]) -> None:
        with pytest.raises(kind):
            self.looked(answer)

    def test_without_a_handle_there_is_no_feed(self) -> None:
        with pytest.raises(Refused, match="handle"):
            medium.find(self.connection("http://127.0.0.1:9", handle=""), self.platform.steps(self.draft())[0], {}, "", NOW)

    def test_no_program_may_post(self) -> None:
        with pytest.raises(Refused):
            medium.publish(self.connection("http://127.0.0.1:9"), self.platform.steps(self.draft())[0], {}, "key")


def drafted(text: str) -> Draft:
    post = read_post(text.encode(), "a.md", Site(), Posts(), {"medium"})
    return medium.render(post, medium.Account(name="medium", platform="medium"), {})


def test_the_whole_article_is_html_with_its_origin() -> None:
    draft = drafted(
        "---\ntitle: T\nurl: https://example.org/a\n---\n\n## S\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nSee `x`[^1].\n\n[^1]: Note.\n"
    )
    wire = draft.segments[0].wire
    assert wire == (
        "<h2>S</h2>\n<ul>\n<li>a: <strong>1</strong> – b: 2</li>\n</ul>\n<p>See <code>x</code><sup>1</sup>.</p>\n<hr>\n<ol>\n"
        '<li>Note.</li>\n</ol>\n<p><em>Originally published at <a href="https://example.org/a">example.org</a>.</em></p>'
    )
    assert (draft.problems, medium.submit_url(draft, medium.Account(platform="medium"))) == ((), "https://medium.com/p/import")


def test_without_an_address_it_is_pasted() -> None:
    draft = drafted("---\ntitle: T\n---\n\nText.\n")
    assert [problem.code for problem in draft.problems] == ["no-url"]
    assert medium.submit_url(draft, medium.Account(platform="medium")) == "https://medium.com/new-story"


# The old API, for those who hold a token ---------------------------------------------------------------------------------

OWNER, ID = "1a2b3c", "0123456789ab"
ME = {"data": {"id": OWNER, "username": "ada", "name": "Ada", "url": "https://medium.com/@ada"}}


def made(status: str = "draft", **other: Any) -> Reply:
    return Reply(201, {"data": {"id": ID, "url": f"https://medium.com/@ada/{ID}", "publishStatus": status, **other}})


class TestApi:
    def draft(self, **options: Any) -> Draft:
        head = "---\ntitle: Small & large\nurl: https://example.org/a\n"
        text = f"{head}tags: [statistics, a-tag-that-is-longer-than-25-letters, optimization, python]\n---\n\nWords.\n"
        post = read_post(text.encode(), "a.md", Site(), Posts(), {"medium"})
        return medium.render(post, medium.Account(name="me", platform="medium", mode="api", **options), {})

    def published(self, answer: Answer, draft: Draft | None = None) -> tuple[RemoteRef, list[Any]]:
        with serving(lambda seen: Reply(200, ME) if seen.path == "/medium/v1/me" else answer) as server:
            way = TestMedium().connection(server.url, mode="api")
            step = medium.steps(draft or self.draft())[0]
            return medium.publish(way, step, {}, "key"), server.seen

    def test_a_yes_makes_a_draft_with_its_title_and_its_first_address(self) -> None:
        draft = self.draft()
        assert draft.visibility == "draft"
        ref, seen = self.published(made(), draft)
        assert ref == RemoteRef(ID, f"https://medium.com/@ada/{ID}")
        assert [(one.method, one.path) for one in seen] == [("GET", "/medium/v1/me"), ("POST", f"/medium/v1/users/{OWNER}/posts")]
        assert seen[1].headers["authorization"] == "Bearer rehearsal-me-api_token"
        body = seen[1].json
        assert body.pop("content") == f"<h1>Small &amp; large</h1>\n{draft.segments[0].wire}"
        assert body == {
            "title": "Small & large",
            "contentFormat": "html",
            "canonicalUrl": "https://example.org/a",
            "tags": ["Statistics", "Optimization", "Python"],
            "publishStatus": "draft",
        }

    def test_a_public_story_is_another_yes(self) -> None:
        assert self.draft(publish="public").visibility == "public"
        assert self.draft(publish="public").fingerprint != self.draft().fingerprint
        _, seen = self.published(made("public"), self.draft(publish="public"))
        assert seen[1].json["publishStatus"] == "public"

    @pytest.mark.parametrize(
        ("answer", "kind"),
        [
            (made("public"), MaybeSent),
            (Reply(201, {"data": {}}), MaybeSent),
            (Reply(201, PAGE), MaybeSent),
            (Reply(500, {"errors": [{"message": "no"}]}), MaybeSent),
            (Reset(), MaybeSent),
            (Reply(429, {}), Limited),
            (Reply(401, {"errors": [{"message": "Token was invalid.", "code": 6003}]}), Refused),
            (Reply(400, {"errors": [{"message": "rehearsal-me-api_token"}]}), Refused),
        ],
    )
    def test_what_an_answer_proves(self, answer: Answer, kind: type[Exception]) -> None:
        with pytest.raises(kind) as error:
            self.published(answer)
        assert "rehearsal-me-api_token" not in str(error.value)

    def test_who_we_are_is_asked_before_and_leaves_no_doubt(self) -> None:
        with serving(lambda _: Reset()) as server, pytest.raises(NotSent):
            medium.publish(TestMedium().connection(server.url, mode="api"), medium.steps(self.draft())[0], {}, "key")

    def test_a_long_title_is_told(self) -> None:
        post = read_post(f"---\ntitle: {'long ' * 25}\n---\n\nText.\n".encode(), "a.md", Site(), Posts(), {"medium"})
        draft = medium.render(post, medium.Account(name="me", platform="medium", mode="api"), {})
        assert [problem.code for problem in draft.problems] == ["no-url", "long-title"]
