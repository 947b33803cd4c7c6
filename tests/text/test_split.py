"""Cutting text into segments."""

from __future__ import annotations

import re

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text import count
from bot.text.split import Packed, glue, pack, pieces, whole_sentences

WORDS = st.sampled_from(
    ["word", "a", "https://example.org/path", "#Tag", "👨\u200d👩\u200d👧", "日本語です。", "clause,", "end.", "longer-word", "é"]
)


def test_whole_paragraphs_stay_together_while_they_fit() -> None:
    assert pack(["One.", "Two.", "Three is longer."], 12, "chars", "en") == [
        Packed("One.\n\nTwo.", (0, 1)),
        Packed("Three is", (2,)),
        Packed("longer.", (2,)),
    ]


def test_cuts_at_sentences_before_words() -> None:
    assert [part.text for part in pack(["One sentence. Another one."], 15, "chars", "en")] == ["One sentence.", "Another one."]


@pytest.mark.parametrize(
    ("sentence", "limit", "parts"),
    [
        ("short", 10, ["short"]),
        ("one clause, another clause", 16, ["one clause,", "another clause"]),
        ("three plain words", 12, ["three plain", "words"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("see https://example.org/x now", 10, ["see now"]),
        ("漢字漢字，漢字", 5, ["漢字漢字，", "漢字"]),
    ],
)
def test_one_long_sentence(sentence: str, limit: int, parts: list[str]) -> None:
    assert pieces(sentence, limit, "chars") == parts


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=40).map(" ".join), st.integers(30, 90))
def test_nothing_is_lost_cut_or_too_long(text: str, limit: int) -> None:
    parts = [part.text for part in pack([text], limit, "x-weighted", "en")]
    assert all(0 < count.weight(part) <= limit for part in parts)
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)
    for kind in (r"https?://\S+", r"#\w+"):
        assert [found for part in parts for found in re.findall(kind, part)] == re.findall(kind, text)
    assert [g for part in parts for g in regex.findall(r"\X", re.sub(r"\s", "", part))] == regex.findall(r"\X", re.sub(r"\s", "", text))


def test_running_text_has_no_blank_after_cjk_punctuation() -> None:
    assert glue(["你好。", "世界。"]) == "你好。世界。"
    assert glue(["One.", "Two."]) == "One. Two."


def test_segments_are_even_and_end_in_no_widow() -> None:
    sentences = [f"Sentence number {number} has some more words." for number in range(10)]
    sizes = [len(part.text) for part in pack([" ".join(sentences)], 145, "chars", "en")]
    assert max(sizes) - min(sizes) <= 45
    assert min(sizes) > 70
    assert [part.text for part in pack(["A paragraph of nearly all.", "End."], 28, "chars", "en")] == ["A paragraph of nearly all.", "End."]


def test_what_announces_stays_with_what_it_announces() -> None:
    paragraphs = ["One sentence stands here for itself.", "It needs:", "• a first thing", "• a second thing"]
    assert [part.text for part in pack(paragraphs, 48, "chars", "en")] == [paragraphs[0], "It needs:\n• a first thing\n• a second thing"]


def test_line_ends_within_a_paragraph_are_kept() -> None:
    text = "A line.\nAnother line.\n\nA part of its own."
    assert [part.text for part in pack([text], 280, "x-weighted", "en")] == [text]


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("One. Two is longer. Three.", 30, "One. Two is longer. Three."),
        ("One. Two is longer. Three.", 20, "One. Two is longer."),
        ("A clause, another clause.", 12, "A clause,"),
        ("", 12, ""),
    ],
)
def test_as_many_whole_sentences_as_fit(text: str, limit: int, kept: str) -> None:
    assert whole_sentences(text, limit, "chars", "en") == kept


def test_many_tiny_pieces_are_packed_in_linear_time() -> None:
    parts = pack(["• a"] * 5_000, 280, "x-weighted", "en")
    assert all(200 < count.weight(part.text) <= 280 for part in parts[:-1])
    assert sum(part.text.count("•") for part in parts) == 5_000
