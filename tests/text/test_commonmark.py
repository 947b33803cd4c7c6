"""Markdown as a forum's readers see it."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.model.tree import CodeBlock, Link, Paragraph, Table, Text
from bot.text.commonmark import LONGEST, read
from tests.growing import LINEAR, growth


def test_what_only_blogs_know_stays_as_it_is_written() -> None:
    text = "A $x_i$ and <b>tag</b> and {{ liquid }} and ![alt](a.png"
    assert read(text) == (Paragraph((Text(text),)),)


def test_bare_addresses_are_links_and_no_script_is_one() -> None:
    (paragraph,) = read("https://a.example/b [x](javascript:alert(1))")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.children[0] == Link("https://a.example/b", (Text("https://a.example/b"),))
    assert not any(isinstance(node, Link) for node in paragraph.children[1:])


def test_a_picture_is_named_and_leads_to_its_file() -> None:
    place = "https://example.org/loss.png"
    assert read(f"![Loss *curve*]({place})") == (Paragraph((Link(place, (Text("picture: Loss *curve*"),)),)),)
    assert read(f"[![]({place})](https://example.org)") == (Paragraph((Link("https://example.org", (Text("picture"),)),)),)


def test_a_table_without_rows_is_a_table() -> None:
    assert read("|a|b|\n|:-:|-|") == (Table(((Text("a"),), (Text("b"),)), (), ("center", "")),)


@given(st.text("Zb*_~`[]()<>!#>-+1. \\\n", max_size=120))
def test_no_letter_that_can_be_typed_is_lost(text: str) -> None:
    assume("```" not in text and "~~~" not in text)  # a fence's language is not shown
    assert repr(read(text)).count("Z") == text.count("Z")


@pytest.mark.parametrize(
    "unit", ["[", "![", "*a ", "`", "> ", "- ", "<a", "[a](b", "|", "**", "~~", "\\", "https://a.b/(", "(" * 4900 + "\n\n"]
)
def test_a_hostile_text_of_the_greatest_length_is_read_in_time(unit: str) -> None:
    assert growth(lambda size: read((unit * size)[:size]), LONGEST // 4) < LINEAR


def test_a_longer_text_is_shown_as_it_is() -> None:
    text = "*" * (LONGEST + 1)
    assert read(text) == (CodeBlock(text),)
