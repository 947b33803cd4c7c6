"""links.md: what an author types in ten seconds, and what cannot be read of it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.foreign.noted import Noted, Slip, read


@pytest.mark.parametrize(
    ("line", "url", "title", "remark"),
    [
        ("- https://arxiv.org/abs/1 why it matters", "https://arxiv.org/abs/1", "", "why it matters"),
        ("* [A title](https://example.org/a_(b)): a *remark*", "https://example.org/a_(b)", "A title", "a *remark*"),
        ("1. <https://example.org/x> – with a dash", "https://example.org/x", "", "with a dash"),
        ("https://example.org/bare", "https://example.org/bare", "", ""),
        ("- A talk about evals: https://youtu.be/abc?t=3.", "https://youtu.be/abc?t=3", "", "A talk about evals"),
        ("- (see https://en.wikipedia.org/wiki/A_(b))", "https://en.wikipedia.org/wiki/A_(b)", "", "(see"),
    ],
)
def test_a_line_is_an_address_with_a_title_or_a_remark(line: str, url: str, title: str, remark: str) -> None:
    assert read(line) == ((Noted(url, title, remark, "", 1),), ())


def test_headings_are_sections_and_indented_lines_go_on() -> None:
    found, slips = read(
        "- https://a.example/1 one\n  and more\n\n## Papers\n<!-- later\n- https://no.example\n-->\n---\n+ https://b.example/2\n"
    )
    assert [(link.section, link.remark, link.line) for link in found] == [("", "one and more", 1), ("Papers", "", 9)]
    assert slips == ()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("just words", "no address"),
        ("- javascript:alert(1)", "no address"),
        ("- https://user:pw@example.org/", "a name or a password"),
        ("- http://localhost:8000/x", "localhost is no place on the web"),
        ("- https://[::1", "its address is none"),
        ("- https://example.org/" + "a" * 2000, "more than 2,000 characters"),
    ],
)
def test_a_line_that_is_none_is_named_with_its_number(line: str, why: str) -> None:
    found, (slip,) = read(f"# T\n\n{line}\n- https://good.example/\n")
    assert [link.url for link in found] == ["https://good.example/"]
    assert slip.line == 3
    assert why in slip.why


@given(st.text(max_size=300))
def test_no_text_makes_it_fail_and_every_line_is_accounted_for_once(text: str) -> None:
    found, slips = read(text)
    lines = [link.line for link in found] + [slip.line for slip in slips]
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize("text", ["[" * 200_000, "- https://a.b/" + ")" * 200_000, "<!--" * 50_000, "- [a](https://" * 20_000])
def test_hostile_text_takes_no_time(text: str) -> None:
    begin = time.process_time()
    read(text)
    assert time.process_time() - begin < 1
    assert read("- x") == ((), (Slip(1, "there is no address in it that begins with https://"),))
