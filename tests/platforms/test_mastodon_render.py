"""An article as a Mastodon thread."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model.draft import Draft
from bot.model.post import Override, Post
from bot.platforms import mastodon
from bot.text import count
from tests.text.articles import PICTURE, TIDY, article, read

FACTS = {"server": "mastodon.social", "username": "ada"}


def render(post: Post, facts: dict[str, object] | None = None, **account: object) -> Draft:
    made = mastodon.Account(name="fedi", platform="mastodon", server="Mastodon.social", **account)  # type: ignore[arg-type]
    return mastodon.render(post, made, {**FACTS, **(facts or {})})  # type: ignore[arg-type]


def own(post: Post, *segments: str, **fields: str) -> Post:
    return replace(post, overrides={"mastodon": Override(segments, fields=fields, line=4)})


def texts(draft: Draft) -> list[str]:
    return [segment.text for segment in draft.segments]


def codes(draft: Draft) -> list[tuple[str, str]]:
    return [(problem.level, problem.code) for problem in draft.problems if not problem.code.startswith("picture")]


def test_a_thread_has_its_hashtags_first_and_its_link_last() -> None:
    draft = render(article(TIDY, tags="[data analysis, PyTorch, tables]"))
    first, *_, last = texts(draft)
    assert first.startswith("Messy data exports are a common problem.")
    assert first.endswith("\n\n#DataAnalysis #PyTorch #Tables")
    assert last.endswith("Tidy tables from messy exports\nhttps://example.org/tidy")
    assert "".join(texts(draft)).count("https://") == "".join(texts(draft)).count("#Data") == 1
    assert draft.fields == {"server": "mastodon.social", "language": "en"}
    assert (draft.visibility, draft.cost_usd, codes(draft)) == ("public", 0.0, [])
    assert [(span.kind, span.target) for span in draft.segments[0].spans] == [
        ("hashtag", "DataAnalysis"),
        ("hashtag", "PyTorch"),
        ("hashtag", "Tables"),
    ]
    assert [(span.kind, span.target) for span in draft.segments[-1].spans] == [("link", "https://example.org/tidy")]
    for segment in draft.segments:
        assert (segment.limit, segment.counter, segment.wire) == (500, "mastodon", segment.text)
        assert segment.length == count.length(segment.text, "mastodon") <= 500


def test_no_segment_leaks_markup_or_code() -> None:
    said = "\n".join(texts(render(article(TIDY))))
    assert not any(mark in said for mark in ("|", "`", "**", "](", "secret", "## "))


@pytest.mark.parametrize("most", [1, 2, 3, 8])
def test_a_thread_is_as_long_as_its_account_allows(most: int) -> None:
    draft = render(article(TIDY, links='{paper: "https://arxiv.org/abs/1"}'), thread=most)
    assert len(draft.segments) <= most
    link = "https://example.org/tidy" if most == 1 else "https://example.org/tidy\nPaper: https://arxiv.org/abs/1"
    assert texts(draft)[-1].endswith(link)


def test_fewer_hashtags_stand_where_there_is_no_room_and_none_where_none_are_wanted() -> None:
    tags = "[" + ", ".join(f"{letter * 29}" for letter in "abcdefghij") + "]"
    first = texts(render(article(TIDY, tags=tags, summary="A summary that says what matters. " * 9), tags=10))[0]
    assert 1 < first.count("#") < 10
    assert 470 < len(first) <= 500
    assert "#" not in "".join(texts(render(article(TIDY, tags=tags), tags=0)))


@pytest.mark.parametrize(
    ("facts", "limit", "counter"),
    [
        ({"max_characters": 640, "characters_reserved_per_url": 23}, 640, "mastodon"),
        ({"max_characters": 5000, "characters_reserved_per_url": 25}, 4975, "chars"),
        ({"max_characters": 5000, "characters_reserved_per_url": 0}, 5000, "chars"),
        ({"max_characters": 0}, 500, "mastodon"),
        ({"max_characters": "many"}, 500, "mastodon"),
        ({"server": "elsewhere.example", "max_characters": 640}, 500, "mastodon"),
    ],
)
def test_the_server_says_how_long_a_post_may_be(facts: dict[str, object], limit: int, counter: str) -> None:
    draft = render(article(TIDY), facts)
    assert {(segment.limit, segment.counter) for segment in draft.segments} == {(limit, counter)}
    assert all(len(text) <= 500 for text in texts(draft)), "a thread is read in pieces of the usual size"


def test_pictures_keep_to_what_the_server_takes() -> None:
    post = replace(article(TIDY), pictures={"table.png": PICTURE})
    (shown,) = [media for segment in render(post).segments for media in segment.media]
    assert shown.alt == "A table with two headers"
    for told in ({"image_size_limit": 10}, {"image_matrix_limit": 10}, {"supported_mime_types": ["video/mp4"]}):
        assert not [media for segment in render(post, told).segments for media in segment.media], told
    (cut,) = [media for segment in render(post, {"description_limit": 20}).segments for media in segment.media]
    assert 0 < len(cut.alt) <= 20


def test_a_content_warning_takes_its_room_and_a_post_has_its_own() -> None:
    draft = render(article(TIDY), cw=" Loss  curves ")
    assert draft.fields["cw"] == "Loss curves"
    assert {segment.limit for segment in draft.segments} == {500 - len("Loss curves")}
    assert render(own(article(TIDY), cw="Eyes"), cw="Loss").fields["cw"] == "Eyes"
    assert "cw" not in render(own(article(TIDY), cw=""), cw="Loss").fields
    assert draft.fingerprint != render(article(TIDY)).fingerprint


def test_a_content_warning_as_long_as_a_post_is_refused() -> None:
    draft = render(own(article(TIDY), cw="so long " * 100))
    assert codes(draft) == [("error", "too-long")]
    assert draft.segments[0].limit == 400


def test_who_may_see_it_is_the_accounts_choice_or_the_posts() -> None:
    assert render(article(TIDY), visibility="private").visibility == "private"
    assert render(own(article(TIDY), visibility="Unlisted")).visibility == "unlisted"
    draft = render(own(article(TIDY), visibility="direct"))
    assert (draft.visibility, codes(draft)) == ("public", [("error", "visibility")])


def test_another_server_needs_another_yes() -> None:
    post = article(TIDY)
    moved = mastodon.Account(name="fedi", platform="mastodon", server="hachyderm.io")
    assert mastodon.render(post, moved, {}).fingerprint != render(post).fingerprint


def test_names_are_mentioned_with_their_host_which_does_not_count() -> None:
    host = "a-very-long-name-of-a-server.example"
    draft = render(article(TIDY), mentions={"Messy data": f"@messy@{host}"})
    (span,) = [span for segment in draft.segments for span in segment.spans if span.kind == "mention"]
    assert span.target == f"messy@{host}"
    first = draft.segments[0]
    assert first.length == count.length(first.text.replace(f"@{host}", ""), "mastodon")


def test_the_authors_own_words_are_never_cut() -> None:
    draft = render(own(article(TIDY), "x" * 501, ""))
    assert texts(draft) == ["x" * 501, ""]
    assert codes(draft) == [("error", "too-long"), ("error", "empty")]
    assert [problem.line for problem in draft.problems] == [4, 4]
    assert codes(render(own(article(TIDY), *["x"] * 26))) == [("error", "too-long")]


def test_a_note_goes_out_as_it_is() -> None:
    draft = render(read("Short and *sweet*, see https://example.org/a.\n"))
    assert texts(draft) == ["Short and sweet, see https://example.org/a."]
    assert codes(draft) == []


def test_without_an_address_there_is_a_warning_instead_of_a_link() -> None:
    draft = render(read("# Title\n\nA whole sentence stands here. Another one follows it.\n"))
    assert codes(draft) == [("warning", "no-link")]
    assert "http" not in "".join(texts(draft))


def test_the_whole_text_goes_out_where_that_is_wanted() -> None:
    post = article(TIDY)
    draft = render(replace(post, overrides={"mastodon": Override(mode="full")}))
    assert len(" ".join(texts(draft))) > len(" ".join(texts(render(post))))
    assert all(segment.length <= 500 for segment in draft.segments)


def test_what_must_be_said_stands_above_the_first_words() -> None:
    assert texts(render(article(TIDY, disclosure="sponsored")))[0].startswith("#ad (sponsored)\n\n")


def test_numbers_stand_before_each_post() -> None:
    said = texts(render(article(TIDY), numbering=True))
    assert [text.split(" ")[0] for text in said] == [f"{number}/{len(said)}" for number in range(1, len(said) + 1)]
    assert all(count.length(text, "mastodon") <= 500 for text in said)
