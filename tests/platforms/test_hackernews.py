"""Hacker News: what the public search proves, and a title that nobody has to edit. The search's answers are in Algolia's own shape."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import Limited, MaybeSent, NotSent, Refused
from bot.model.draft import Draft, Segment
from bot.model.receipt import RemoteRef
from bot.model.settings import Posts, Site
from bot.platforms import hackernews
from bot.text.source import read_post
from tests.loopback import Answer, Reply, Reset, Seen, serving
from tests.platforms.contract import NOW, PAGE, Common

ARTICLE = "https://example.org/small-batches"
FOUND = {"objectID": "8863", "url": "http://www.example.org/small-batches/#why", "title": "Small batches", "author": "ada"}


def search(*hits: Any) -> Reply:
    return Reply(200, {"hits": list(hits), "nbHits": len(hits), "page": 0})


class TestHackerNews(Common):
    platform = hackernews  # type: ignore[assignment]
    prefix = "hackernews"
    example = "https://news.ycombinator.com/item?id=8863"

    def draft(self) -> Draft:
        link = Segment(ARTICLE, len(ARTICLE), 2000, "chars", ARTICLE)
        return Draft("me", "hackernews", "Small batches & “noise”", (link,), {"url": ARTICLE})

    def test_a_pasted_address_is_understood_with_its_decorations(self) -> None:
        plain = self.platform.ref(self.example)
        for more in ("&utm_source=share", "#8864", " "):
            assert self.platform.ref(self.example + more) == plain
        assert self.platform.ref(plain.url) == plain

    def looked(self, answer: Answer, handle: str = "") -> RemoteRef | None:
        seen: list[Seen] = []

        def script(asked: Seen) -> Answer:
            seen.append(asked)
            return answer

        with serving(script) as server:
            step = self.platform.steps(self.draft())[0]
            found = self.platform.find(self.connection(server.url, handle=handle), step, {}, "", NOW)
        (asked,) = seen
        query = parse_qs(urlsplit(asked.path).query)
        assert (asked.method, query["query"], query["tags"]) == ("GET", [ARTICLE], ["story"])
        assert query["numericFilters"] == [f"created_at_i>={NOW.timestamp()}"]
        return found

    def test_the_submission_of_the_article_is_found_whoever_made_it(self) -> None:
        assert self.looked(search({"objectID": "1", "url": "https://example.org/small-batches-2"}, FOUND)) == self.platform.ref(
            self.example
        )

    def test_with_a_handle_a_strangers_submission_is_not_ours(self) -> None:
        assert self.looked(search(FOUND), handle="grace") is None
        assert self.looked(search(FOUND), handle="ada") == self.platform.ref(self.example)

    @pytest.mark.parametrize(
        "hit", [{}, {**FOUND, "objectID": "../8863"}, {**FOUND, "url": None}, 7, {**FOUND, "url": "https://example.org"}]
    )
    def test_what_is_no_submission_of_the_article_is_none(self, hit: object) -> None:
        assert self.looked(search(hit)) is None

    @pytest.mark.parametrize(
        ("answer", "kind"),
        [
            (Reply(200, PAGE), MaybeSent),
            (Reply(200, {"hits": 1}), MaybeSent),
            (Reply(500, {}), MaybeSent),
            (Reset(), MaybeSent),
            (Reply(429, {"message": "Too many"}, {"Retry-After": "7"}), Limited),
        ],
    )
    def test_a_search_that_fails_proves_nothing(self, answer: Answer, kind: type[Exception]) -> None:
        with pytest.raises(kind):
            self.looked(answer)

    def test_nobody_there(self) -> None:
        with serving(lambda _: search()) as gone:
            pass
        with pytest.raises(NotSent):
            self.platform.find(self.connection(gone.url), self.platform.steps(self.draft())[0], {}, "", NOW)

    def test_no_program_may_submit(self) -> None:
        with pytest.raises(Refused):
            self.platform.publish(self.connection("http://127.0.0.1:9"), self.platform.steps(self.draft())[0], {}, "key")

    def test_the_form_is_filled_in(self) -> None:
        url = self.platform.submit_url(self.draft(), self.connection("http://127.0.0.1:9").account)
        assert parse_qs(urlsplit(url).query) == {"u": [ARTICLE], "t": ["Small batches & “noise”"]}


def drafted(matter: str, **options: Any) -> Draft:
    post = read_post(f"---\n{matter}\n---\n\nText.\n".encode(), "a.md", Site(), Posts(), {"hackernews", "hn"})
    account = hackernews.Account(name="hn", platform="hackernews", **options)
    return hackernews.render(post, account, {})


def test_the_title_is_the_authors_without_decoration_and_the_link_without_tags() -> None:
    draft = drafted(f"title: 🚀 Small batches generalise.\nurl: {ARTICLE}")
    assert (draft.title, draft.segments[0].wire, draft.problems) == ("Small batches generalise", ARTICLE, ())
    assert drafted(f"title: A tool\nurl: {ARTICLE}", prefix="Show HN:").title == "Show HN: A tool"
    assert drafted(f"title: A tool\nurl: {ARTICLE}\nhn: {{title: Another}}", prefix="").title == "Another"


def test_what_the_form_would_refuse_is_an_error_with_its_remedy() -> None:
    (long,) = drafted(f"title: {'Long ' * 17}\nurl: {ARTICLE}").problems
    assert (long.level, long.code) == ("error", "title-too-long")
    assert "84 characters" in long.message
    (nowhere,) = drafted("title: Short").problems
    assert (nowhere.level, nowhere.code) == ("error", "no-url")
