"""The figures that real articles would show: few, telling, each with words that stand for it, and drawn when asked for."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.model.draft import Draft
from bot.model.drawing import Drawing
from bot.model.post import Picture, Post
from bot.platforms import linkedin, x
from bot.service.pictures import make
from tests.corpus.posts import needs_posts, post_of, rows

pytestmark = needs_posts

X = x.Account(name="x", platform="x")
LINKEDIN = linkedin.Account(name="linkedin", platform="linkedin")


@cache
def told() -> tuple[tuple[Post, Draft, Draft], ...]:
    """A sample of the articles with both drafts, all that they want taken as made."""
    found = []
    for row in random.Random(20).sample(rows(), 50):
        post = post_of(row)
        wanted = (*x.render(post, X, {}).wanted, *linkedin.render(post, LINKEDIN, {}).wanted)
        post = replace(post, pictures={wish.src: Picture(wish.src, "image/png", 9000, 900, 600, wish.src) for wish in wanted})
        found.append((post, x.render(post, X, {}), linkedin.render(post, LINKEDIN, {})))
    return tuple(found)


def test_at_most_half_of_a_thread_carries_pictures_and_a_post_has_one() -> None:
    for post, thread, brief in told():
        assert sum(bool(segment.media) for segment in thread.segments) <= (len(thread.segments) + 1) // 2, post.slug
        assert len(brief.segments[0].media) <= 1, post.slug


def test_every_picture_has_words_within_the_platforms_room() -> None:
    shown = [(draft, media) for _, *drafts in told() for draft in drafts for segment in draft.segments for media in segment.media]
    assert len(shown) > 30
    assert not [media.alt for draft, media in shown if not 0 < len(media.alt) <= (1000 if draft.platform == "x" else 4086)]
    assert not [media.alt for _, media in shown if "pip install" in media.alt or "install.packages" in media.alt]


def test_a_draft_with_all_its_pictures_wants_nothing_more() -> None:
    assert not [post.slug for post, thread, brief in told() if thread.wanted or brief.wanted]


def test_nearly_all_that_is_wanted_can_be_drawn(tmp_path: Path) -> None:
    wanted: list[Drawing] = []
    for row in random.Random(21).sample(rows(), 25):
        wanted += x.render(post_of(row), X, {}).wanted
    made, unmade = make(wanted, tmp_path)
    assert len(made) > 10
    assert len(unmade) <= len(made) / 10, unmade
    assert all(picture.bytes < 1_000_000 for picture in made.values())
