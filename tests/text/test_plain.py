"""Inline nodes as plain text with spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.draft import Span
from bot.model.tree import Break, Code, Emphasis, FootnoteRef, Image, Inline, Link, Math, Raised, Strike, Strong, Text
from bot.text import math
from bot.text.plain import GAP, Words, block_text, cut, images, join, tidy, words
from tests.text.articles import read


@pytest.mark.parametrize(
    ("nodes", "text"),
    [
        ((Text("a "), Strong((Text("b"),)), Text(" "), Emphasis((Text("c"),)), Strike((Text("d"),))), "a b cd"),
        ((Text("run "), Code("x ** 2")), "run x ** 2"),
        ((Text("one"), Break(), Text("two")), "one two"),
        ((Text("one"), Break(hard=True), Text("two")), "one\ntwo"),
        ((Text("日本"), Break(), Text("語")), "日本語"),
        ((Text("日本"), Break(), Text("word")), "日本 word"),
        ((Text("a"), FootnoteRef("1"), Image("p.png", "alt"), Text(" b")), "a b"),
        ((Text("x"), Raised((Text("2"),))), "x²"),
        ((Text("H"), Raised((Text("2"),), raised=False), Text("O")), "H₂O"),
        ((Math("x_i"), Text(" and more")), "xᵢ and more"),
        ((Link("https://a.org/b", (Text("here"),)), Text(".")), "here."),
        ((Text("weight "), FootnoteRef("1"), Text(", say")), "weight, say"),
    ],
)
def test_says_what_a_reader_sees(nodes: tuple[Inline, ...], text: str) -> None:
    assert words(nodes) == Words(text)


def test_a_formula_that_text_cannot_carry_leaves_a_gap_when_asked() -> None:
    nodes = (Text("so "), Math(r"\underbrace{x}_{y}"))
    assert words(nodes, carried=math.faithful).text == f"so {GAP}"
    assert GAP not in words(nodes).text


def test_an_address_as_its_own_words_is_a_span() -> None:
    said = words((Text("see "), Link("https://a.org", (Text("https://a.org"),))))
    assert said == Words("see https://a.org", (Span(4, 17, "link", "https://a.org"),))


def test_addresses_follow_their_words_when_asked() -> None:
    said = words((Link("https://a.org", (Text("docs"),)), Text("!")), addresses=True)
    assert said == Words("docs (https://a.org)!", (Span(6, 19, "link", "https://a.org"),))


def test_a_mention_loses_its_sign_and_keeps_its_target() -> None:
    said = words((Text("by @"), Link("urn:li:organization:7", (Text("Acme"),)), Text(".")))
    assert said == Words("by Acme.", (Span(3, 7, "mention", "urn:li:organization:7"),))


@given(st.lists(st.sampled_from([" ", "  ", "a", "bc", "\n", "\t"]), max_size=20).map("".join))
def test_tidy_keeps_the_words(text: str) -> None:
    said = tidy(Words(text)).text
    assert said.split() == text.split()
    assert "  " not in said


def test_cutting_moves_spans_and_drops_broken_ones() -> None:
    said = Words("ab cd ef", (Span(0, 2, "link", "x"), Span(3, 5, "hashtag", "y"), Span(6, 8, "mention", "z")))
    left = cut(said, [(1, 2)])
    assert left.text == "a cd ef"
    assert [(left.text[span.start : span.end], span.target) for span in left.spans] == [("cd", "y"), ("ef", "z")]


def test_joining_moves_spans() -> None:
    both = join([Words("ab", (Span(0, 2, "link", "x"),)), Words("cd", (Span(0, 2, "link", "y"),))], "\n\n")
    assert [(both.text[span.start : span.end], span.target) for span in both.spans] == [("ab", "x"), ("cd", "y")]


def test_blocks_keep_their_shape() -> None:
    post = read("Hello **you**.\n\n- one\n- two [x](https://a.org/)\n\n1. first\n2. second\n")
    assert block_text(post.blocks).text == "Hello you.\n\n• one\n• two x (https://a.org/)\n\n1. first\n2. second"


def test_finds_pictures_inside_links_and_emphasis() -> None:
    nodes = (Link("https://a.org", (Image("a.png", ""),)), Emphasis((Strong((Image("b.png", ""),)),)))
    assert [image.src for image in images(nodes)] == ["a.png", "b.png"]
