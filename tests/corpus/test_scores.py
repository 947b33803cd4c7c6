"""The floors of summaries and hashtags, on articles the weights have not seen. `make scores` prints what stands behind them."""

from __future__ import annotations

import pytest

from tests.corpus import scores

pytestmark = [
    pytest.mark.skipif(not (scores.DATA / "scitldr").is_dir(), reason="the articles of ../shared/data are not here"),
    pytest.mark.xdist_group("scores"),
]


@pytest.mark.parametrize(("part", "floor"), [("mlposts", (31.0, 13.0, 24.0)), ("scitldr", (41.5, 20.0, 33.0))])
def test_the_line_beats_its_floor_and_the_cheap_ways(part: str, floor: tuple[float, float, float]) -> None:
    ours = scores.scored(part, "one line").rouge
    assert all(got >= wanted for got, wanted in zip(ours, floor, strict=True)), ours
    for cheap in ("title", "lead-1", "first 160 characters"):
        assert all(got > other for got, other in zip(ours, scores.scored(part, cheap).rouge, strict=True)), cheap


def test_without_the_title_the_line_beats_the_sentences_that_others_take() -> None:
    ours = scores.scored("mlposts", "one line without title").rouge
    for cheap in ("lead-1", "first 160 characters"):
        assert all(got > other for got, other in zip(ours, scores.scored("mlposts", cheap).rouge, strict=True)), cheap


def test_a_line_finds_its_own_article_and_invents_no_number() -> None:
    said = scores.summaries("mlposts", "one line")
    assert scores.specificity(said) >= 86
    assert scores.unsupported(said) == []


def test_hashtags_meet_the_authors() -> None:
    assert scores.hashtags()["all"] >= 25
