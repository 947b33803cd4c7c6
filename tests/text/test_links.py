"""The article's own address as it is sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model.settings import Site
from bot.text.links import canonical
from tests.text.articles import article, read


@pytest.mark.parametrize(
    ("url", "tagged"),
    [
        ("https://example.org/a", "https://example.org/a?utm_source=x&utm_medium=social"),
        ("https://example.org/a?b=1#c", "https://example.org/a?b=1&utm_source=x&utm_medium=social#c"),
        ("https://example.org/a?utm_source=mine", "https://example.org/a?utm_source=mine"),
    ],
)
def test_a_site_that_wants_it_learns_where_readers_came_from(url: str, tagged: str) -> None:
    assert canonical(replace(article("Words."), url=url, utm=True), "x") == tagged
    assert canonical(replace(article("Words."), url=url), "x") == url


def test_the_sites_choice_reaches_the_post() -> None:
    assert read("# T\n\nWords.\n", site=Site(url="https://example.org", utm=True)).utm
    assert canonical(replace(article("Words."), url=None, utm=True), "x") == ""
