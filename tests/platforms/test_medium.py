"""Medium: an article for its editor, and what its public feed proves. The feed has the shape Medium's own have."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest

from bot.errors import Limited, MaybeSent, Refused
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
        "<h2>S</h2>\n<ul>\n<li><strong>1</strong> – b: 2</li>\n</ul>\n<p>See <code>x</code><sup>1</sup>.</p>\n<hr>\n<ol>\n<li>Note.</li>\n"
        '</ol>\n<p><em>Originally published at <a href="https://example.org/a">example.org</a>.</em></p>'
    )
    assert (draft.problems, medium.submit_url(draft, medium.Account(platform="medium"))) == ((), "https://medium.com/p/import")


def test_without_an_address_it_is_pasted() -> None:
    draft = drafted("---\ntitle: T\n---\n\nText.\n")
    assert [problem.code for problem in draft.problems] == ["no-url"]
    assert medium.submit_url(draft, medium.Account(platform="medium")) == "https://medium.com/new-story"
