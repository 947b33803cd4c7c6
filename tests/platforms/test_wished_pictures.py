"""`pictures: [...]` on every platform that carries pictures: these, in this order, under another fingerprint."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import platforms
from bot.model.draft import Draft
from bot.model.post import Override, Picture, Post
from tests.text.articles import article

BODY = """\
Twelve runs of the same model were compared, and the warm-up of 400 steps made the largest difference of all settings we tried.

![A loss curve that falls within 200 steps](loss.png)

## What it costs

Each run took 3 hours on one card, so that all twelve of them cost less than 40 euros with a rented machine.

![Bars of the hours that each run took](cost.png)

## What broke

Without the warm-up 4 of 12 runs never came below a loss of 3.0, whatever the learning rate was set to.

![Four curves that stay at the top](broke.png)
"""
NAMES = ("loss.png", "cost.png", "broke.png")
MORE: dict[str, dict[str, object]] = {
    "mastodon": {"server": "mastodon.social"}, "telegram": {"chat": "@ada_writes"}, "bluesky": {"link": "none"},
}  # fmt: skip
CARRYING = [name for name in platforms.names() if platforms.load(name).LIMITS.media.count > 1]


def post(*wish: str, cover: str = "") -> Post:
    """The article, with a wish for every platform."""
    pictures = {name: Picture(f"/kept/{name}", "image/png", 1000, 400, 300, str(at) * 64) for at, name in enumerate(NAMES)}
    made = replace(article(BODY), pictures=pictures, cover=cover or None)
    return replace(made, overrides={name: Override(fields={"pictures": wish}) for name in platforms.names()}) if wish else made


def draft(name: str, of: Post, **more: object) -> Draft:
    """What the platform makes of it."""
    platform = platforms.load(name)
    return platform.render(of, platform.Account(name=name, platform=name, **{**MORE.get(name, {}), **more}), {})


def hung(of: Draft) -> list[str]:
    return [media.name for segment in of.segments for media in segment.media]


@pytest.mark.parametrize("name", CARRYING)
def test_the_pictures_of_the_wish_go_out_in_its_order(name: str) -> None:
    wishes = [("cost.png", "loss.png"), ("loss.png", "cost.png"), ("broke.png",), ("broke.png", "cost.png", "loss.png")]
    drafts = [draft(name, post(*wish)) for wish in wishes]
    assert [tuple(hung(each)) for each in drafts] == wishes
    assert len({each.fingerprint for each in drafts}) == len(wishes)
    assert all("pictures" not in each.fields for each in drafts)
    assert draft(name, post("none")).segments[0].text
    assert hung(draft(name, post("none"))) == []


def test_the_card_at_the_end_of_a_thread_on_bluesky_has_the_first_of_them() -> None:
    own = Override(segments=("Warm-up of 400 steps made the difference.", "Read on."), fields={"pictures": ("cost.png", "loss.png")})
    made = draft("bluesky", replace(post(), overrides={"bluesky": own}), link="card")
    assert made.fields["card_url"]
    assert [[media.name for media in segment.media] for segment in made.segments] == [["cost.png", "loss.png"], ["cost.png"]]


def test_where_there_is_a_card_alone_on_bluesky_what_finds_no_room_is_said() -> None:
    made = draft("bluesky", post("cost.png", "loss.png"), link="card")
    assert hung(made) == ["cost.png"]
    assert [problem.code for problem in made.problems if problem.level == "warning"] == ["picture-left-out"]


def test_a_card_on_linkedin_has_one_and_what_finds_no_room_is_said() -> None:
    made = draft("linkedin", post("cost.png", "loss.png"), link="card")
    assert hung(made) == ["cost.png"]
    assert [problem.code for problem in made.problems if problem.level == "warning"] == ["picture-left-out"]


@pytest.mark.parametrize(
    ("name", "field", "more"), [("devto", "main_image", {}), ("nostr", "image", {"form": "article", "relays": ("wss://nos.lol",)})]
)
def test_where_there_is_one_cover_it_is_the_first_of_them(name: str, field: str, more: dict[str, object]) -> None:
    assert draft(name, post("broke.png", "loss.png", cover="loss.png"), **more).fields[field] == "https://example.org/broke.png"
    assert field not in draft(name, post("none", cover="loss.png"), **more).fields


def test_on_ghost_the_cover_is_uploaded_with_its_words() -> None:
    made = draft("ghost", post("broke.png"), server="blog.example.org")
    assert [(media.name, media.alt) for media in made.segments[0].media] == [("broke.png", "Four curves that stay at the top")]
    assert hung(draft("ghost", post("none", cover="loss.png"), server="blog.example.org")) == []
