"""YAML without guesses: strings stay strings, and what is clever is refused with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.strict_yaml import DEEPEST, BadYaml, read


def test_words_stay_words_and_every_place_has_its_line() -> None:
    document = read("time: 12:30\nlist: [NO, 1_000, '~', ~]\nmap:\n  date: 2026-02-30\n  empty:\n")
    assert document.values == {"time": "12:30", "list": ["NO", "1_000", "~", None], "map": {"date": "2026-02-30", "empty": None}}
    assert document.lines[("map", "date")] == 4
    assert document.lines[("list", 3)] == 2
    assert document.repeated == ()


def test_lines_count_from_where_the_text_begins_in_its_file() -> None:
    assert read("a: 1\nb: 2", line=5).lines[("b",)] == 6


@pytest.mark.parametrize("text", ["", "\n\n", "# words\n", "---\n", "~"])
def test_nothing_is_an_empty_document(text: str) -> None:
    assert read(text).values == {}


def test_keys_that_stand_twice_are_all_named() -> None:
    assert read("a: 1\nb: {c: 1, c: 2}\na: 3").repeated == ((2, ("b", "c")), (3, ("a",)))


def test_quoted_nothing_is_a_word() -> None:
    assert read("""a: "null"\nb: ''\nc: Null""").values == {"a": "null", "b": "", "c": None}


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("a: 1\nb: &x 2", 2, "Anchors"),
        ("a: *x", 1, "Anchors"),
        ("a: &a [*a]", 1, "Anchors"),
        ("a: !!python/object:os.system x", 1, "Tags"),
        ("a: !x", 1, "Tags"),
        ("a: !!int 3", 1, "Tags"),
        ("- a", 1, "A list or a single word"),
        ("word", 1, "A list or a single word"),
        ("a: 1\n---\nb: 2", 2, "A second document"),
        ("? [a, b]\n: c", 1, "A key must be a word"),
        ("{{ title }}: x", 1, "A key must be a word"),
        ("a: 'x", 1, "not YAML"),
        ("a: 1\n\t- b", 2, "not YAML"),
        ("a: @x", 1, "not YAML"),
        ("a: b\nc: \x00", 2, r"U\+0000"),
        ("a: b\nc: d\x1b[0m", 2, r"U\+001B"),
        ("a: b\n\nc: \ud800", 3, "Half a character"),
        ("a: " + "[" * (DEEPEST + 2) + "]" * (DEEPEST + 2), 1, "nested"),
    ],
)
def test_what_is_refused_says_where_and_why(text: str, line: int, sentence: str) -> None:
    with pytest.raises(BadYaml, match=sentence) as error:
        read(text)
    assert error.value.line == line
    assert error.value.sentence.endswith(".")


@pytest.mark.parametrize(
    "text", ["a: " + "[" * 50_000, "a: " + "{b: " * 5_000, "- " * 5_000, "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 900))]
)
def test_hostile_nesting_is_an_error_and_not_a_crash(text: str) -> None:
    with pytest.raises(BadYaml):
        read(text)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        lines = list(read(text).lines.values())
    except BadYaml as error:
        lines = [error.line]
    assert all(line >= 1 for line in lines)
