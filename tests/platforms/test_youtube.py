"""YouTube: what a person puts there, and what the channel's feed proves. The feed has the shape YouTube's own have."""

from __future__ import annotations

from typing import Any

import pytest

from bot.errors import MaybeSent, Refused, UserError
from bot.model.draft import Draft, FieldValue, Segment
from bot.model.receipt import RemoteRef
from bot.model.settings import Posts, Site
from bot.platforms import youtube
from bot.text.source import read_post
from tests.loopback import Answer, Reply, Reset, serving
from tests.platforms.contract import NOW, PAGE, Common

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
CHANNEL = "UC" + "x" * 22
ARTICLE = """\
---
title: Small batches generalise
url: https://example.org/small
tags: [deep learning]
{more}
---

Training with small batches often gives models that generalise better than large ones. We trained the same network with batch sizes
from 32 to 8,192, and the test error rose steadily when a < b. Noise of the right size closes the gap completely.
"""


def feed(title: str = "Small batches", link: str = VIDEO) -> Reply:
    entry = f'<entry><title>{title}</title><link rel="alternate" href="{link}"/><published>2026-11-21T10:00:00+00:00</published></entry>'
    return Reply(200, f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Ada</title>{entry}</feed>'.encode())


class TestYouTube(Common):
    platform = youtube  # type: ignore[assignment]
    prefix = "youtube"
    options = {"channel": CHANNEL}  # noqa: RUF012
    example = "https://www.youtube.com/post/UgkxAbCdEfGhIjKlMn"

    def draft(self, kind: FieldValue = "description") -> Draft:
        return Draft("me", "youtube", "Small batches", (Segment("Text", 4, 5000, "bytes", "Text"),), {"kind": kind})

    def looked(self, answer: Answer, kind: str = "description", **options: Any) -> RemoteRef | None:
        with serving(lambda _: answer) as server:
            return youtube.find(self.connection(server.url, **options), youtube.steps(self.draft(kind))[0], {}, "", NOW)

    def test_the_video_in_the_feed_is_found_by_its_title(self) -> None:
        assert self.looked(feed()) == youtube.ref(VIDEO)
        assert self.looked(feed(title="Another")) is None
        assert self.looked(feed(link="https://evil.example/watch?v=dQw4w9WgXcQ")) is None

    @pytest.mark.parametrize("answer", [Reply(200, PAGE), Reply(404, PAGE), Reply(500, PAGE), Reset()])
    def test_a_feed_that_fails_proves_nothing(self, answer: Answer) -> None:
        with pytest.raises(MaybeSent):
            self.looked(answer)

    def test_what_no_feed_names_cannot_be_looked_for(self) -> None:
        with pytest.raises(Refused):
            self.looked(feed(), kind="community")
        with pytest.raises(Refused):
            self.looked(feed(), channel="")

    def test_no_program_may_post(self) -> None:
        with pytest.raises(Refused):
            youtube.publish(self.connection("http://127.0.0.1:9"), youtube.steps(self.draft())[0], {}, "key")


@pytest.mark.parametrize(
    "url",
    [
        VIDEO,
        f"{VIDEO}&t=3s",
        "https://youtu.be/dQw4w9WgXcQ?si=a",
        "https://m.youtube.com/shorts/dQw4w9WgXcQ",
        "https://youtube.com/live/dQw4w9WgXcQ",
    ],
)
def test_every_address_of_a_video_is_that_video(url: str) -> None:
    assert youtube.ref(url) == RemoteRef("dQw4w9WgXcQ", VIDEO)


@pytest.mark.parametrize(
    "url", ["https://www.youtube.com/@ada", "https://www.youtube.com/playlist?list=PL0123456789", "https://youtu.be/short"]
)
def test_what_is_no_video_is_refused(url: str) -> None:
    with pytest.raises(UserError):
        youtube.ref(url)


def drafted(more: str = "", **options: Any) -> Draft:
    post = read_post(ARTICLE.format(more=more).encode(), "a.md", Site(), Posts(), {"youtube"})
    return youtube.render(post, youtube.Account(name="youtube", platform="youtube", **options), {})


def test_a_community_post_is_short_and_leads_to_the_article() -> None:
    draft = drafted()
    text = draft.segments[0].text
    assert text.startswith("Training with small batches often gives models that generalise better than large ones.\n\n")
    assert "\n\nRead more: https://example.org/small\n\n#DeepLearning" in text
    assert (draft.fields["kind"], draft.segments[0].limit, draft.problems) == ("community", 1500, ())
    assert draft.segments[0].spans[0].target == "https://example.org/small"


def test_a_description_has_chapters_and_no_angle_brackets() -> None:
    draft = drafted('youtube: {kind: description, chapters: ["0:00 Intro", "0:30 What we did", "1:02:00 Why"]}')
    text = draft.segments[0].text
    assert "\n\n0:00 Intro\n0:30 What we did\n1:02:00 Why\n\n#" in text
    assert not {"<", ">"} & set(text)
    assert "a ‹ b" in text
    assert draft.problems == ()


@pytest.mark.parametrize(
    ("chapters", "why"),
    [
        ('["0:05 Intro", "0:30 B", "1:00 C"]', "0:00"),
        ('["0:00 Intro", "0:30 B"]', "three"),
        ('["0:00 Intro", "0:05 B", "1:00 C"]', "ten seconds"),
        ('["0:00 Intro", "then B", "1:00 C"]', "then B"),
    ],
)
def test_chapters_that_youtube_would_not_show_are_named(chapters: str, why: str) -> None:
    (problem,) = drafted(f"youtube: {{kind: description, chapters: {chapters}}}").problems
    assert (problem.code, problem.level) == ("chapters", "warning")
    assert why in problem.message


def test_what_is_too_long_is_an_error_when_it_is_the_authors() -> None:
    (problem,) = drafted(f"youtube: {'word ' * 320}").problems
    assert (problem.code, problem.level) == ("too-long", "error")
