"""Cutting text into segments."""

from __future__ import annotations

import re

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text import count
from bot.text.split import Packed, glue, pack, pieces

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
