"""Addresses as they are sent."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.settings import Site
from bot.model.tree import Link, Text
from bot.text.links import beside, canonical, untracked
from bot.text.walk import every_inline
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


def test_a_friend_link_takes_the_place_of_the_address_where_it_is_asked_for() -> None:
    post = replace(article("Words.", links="{friend: 'https://m.com/f?sk=1'}"), utm=True)
    assert canonical(post, "x", friend=True) == "https://m.com/f?sk=1"
    assert canonical(post, "x").startswith("https://example.org/tidy?utm_source=x")
    assert canonical(article("Words."), "x", friend=True) == "https://example.org/tidy"


def test_links_beside_the_article_come_in_the_readers_order_each_once() -> None:
    links = "{data: 'https://d.org', code: 'https://c.org/?utm_source=q', friend: 'https://f.org', paper: 'https://p.org/', same: 'http://p.org'}"
    assert beside(article("Words.", links=links)) == (
        ("Paper", "https://p.org/"),
        ("Code", "https://c.org/"),
        ("Data", "https://d.org"),
    )
    assert beside(article("Words.", links="{code: 'https://example.org/tidy/'}")) == ()


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("See https://p.org/1.", False),
        ("(https://p.org/1)", False),
        ("https://p.org/12 and https://p.org/1", False),
        ("https://p.org/12", True),
        ("https://p.org/1/more", True),
        ("", True),
    ],
)
def test_a_link_that_the_text_holds_already_is_not_repeated(said: str, left: bool) -> None:
    assert bool(beside(article("Words.", links="{paper: 'https://p.org/1'}"), said)) == left


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://a.org/x?utm_source=b&c=1&UTM_Medium=e#d", "https://a.org/x?c=1#d"),
        ("https://a.org/x?fbclid=1", "https://a.org/x"),
        ("https://a.org/x?a=1;b=%20&gclid=2&mc_cid=3&ref_src=twsrc", "https://a.org/x?a=1;b=%20"),
        ("https://www.amazon.com/dp/1?tag=me-20&ref=x", "https://www.amazon.com/dp/1?tag=me-20&ref=x"),
        ("https://a.org/x#a?utm_source=b", "https://a.org/x#a?utm_source=b"),
        ("https://a.org/utm_source=b", "https://a.org/utm_source=b"),
    ],
)
def test_tracking_of_others_is_taken_off(url: str, clean: str) -> None:
    assert untracked(url) == clean
    assert untracked(url, "https://www.a.org/") == (url if "//a.org" in url else clean)


NAMES = st.sampled_from(["utm_source", "fbclid", "a", "b%20c", "", "utm%5Fid", "tag"])
QUERIES = st.lists(st.tuples(NAMES, st.sampled_from(["", "=", "=1", "=%26utm_a", "=a=b"])).map("".join), max_size=5).map("&".join)
URLS = st.builds(
    lambda path, query, tail: f"https://a.org/{path}{query}{tail}",
    st.text("az_(%.~", max_size=6),
    QUERIES.map(lambda query: f"?{query}" if query else ""),
    st.sampled_from(["", "#", "#f", "#?utm_a=1"]),
)


@given(URLS)
def test_taking_tracking_off_keeps_all_else_and_is_done_once(url: str) -> None:
    clean = untracked(url)
    assert untracked(clean) == clean
    before, after = urlsplit(url), urlsplit(clean)
    assert (after.scheme, after.netloc, after.path, after.fragment) == (before.scheme, before.netloc, before.path, before.fragment)
    kept = [pair for pair in parse_qsl(before.query, keep_blank_values=True) if not pair[0].startswith("utm_") and pair[0] != "fbclid"]
    assert [pair for pair in parse_qsl(after.query, keep_blank_values=True) if pair[0]] == [pair for pair in kept if pair[0]]


@given(st.text(max_size=40))
def test_any_text_is_no_reason_to_fail(url: str) -> None:
    assert untracked(untracked(url)) == untracked(url)


def test_a_post_is_read_without_others_tracking_and_with_its_own() -> None:
    post = read(
        "---\ntitle: T\nurl: https://me.org/p\n---\nSee <https://a.org/?utm_source=q> and [b](https://b.org/?gclid=1&c=2) "
        "and [mine](/q?utm_source=q).\n"
    )
    links = [node for node in every_inline(post.blocks) if isinstance(node, Link)]
    assert [link.href for link in links] == ["https://a.org/", "https://b.org/?c=2", "https://me.org/q?utm_source=q"]
    assert links[0].children == (Text("https://a.org/"),)


def test_relative_links_are_remembered_as_written() -> None:
    post = read(
        "---\nurl: https://me.org/p\n---\n# T\n\n[a](b.md) [c](#d) [e](https://f.org) [g](//h.org)\n\n- [i](../j/)\n\n> [a](b.md)\n"
    )
    assert dict(post.relative) == {"b.md": 6, "../j/": 8}
