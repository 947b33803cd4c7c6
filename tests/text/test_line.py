"""The ranker, the features it weighs, sentences shortened, and the one line."""

from __future__ import annotations

import pytest

from bot.text.article import read
from bot.text.features import cues, measure
from bot.text.line import LONGEST_TITLE, best, candidates
from bot.text.rank import kind_of, scores, weights
from bot.text.shorten import shorten
from bot.text.summary import description, one_line, summarise
from tests.text.articles import TIDY, article

PAPER = (
    "Tables in exports are often messy and hard to use. However, the cleaning of tables by hand takes much time. "
    "To address this issue, we propose TidyNet (TN), a network that turns messy exports into tidy tables in one pass. "
    "It is four times faster than people."
)


@pytest.mark.parametrize(
    ("sentence", "short"),
    [
        ("However, we show that it works.", "We show that it works."),
        ("In this paper, we propose Foo.", "We propose Foo."),
        ("Here we propose Foo.", "We propose Foo."),
        ("To address these issues, we propose Foo (FO), a bar.", "We propose Foo, a bar."),
        ("While common methods keep this history, in this paper we propose another one.", "We propose another one."),
        ("Based on public data, we train a model.", "Based on public data, we train a model."),
        (
            "In terms of speed, however, users haven't been as happy as we'd like.",
            "In terms of speed, however, users haven't been as happy as we'd like.",
        ),
        ("But there were still some challenges we met.", "But there were still some challenges we met."),
        ("The model (trained on two languages) is small.", "The model (trained on two languages) is small."),
        ("So, ", "So, "),
        ("", ""),
    ],
)
def test_what_ties_a_sentence_to_others_is_left_out(sentence: str, short: str) -> None:
    assert shorten(sentence) == short


def test_every_weight_is_of_a_feature_that_is_measured() -> None:
    found = {name for body in (TIDY, PAPER) for candidate in candidates(read(article(body))) for name in candidate.features}
    known = found | {name for names in cues().values() for name in names}
    known |= {f"under {size} words" for size in (8, 12, 16)} | {"digit", "quote", "bracket", "colon", "dash", "code"}
    assert set(weights()["article"]) <= known
    assert set(weights()["article"]) == set(weights()["abstract"])


def test_an_abstract_is_short_and_has_no_headings() -> None:
    assert kind_of(read(article(PAPER)).sentences) == "abstract"
    assert kind_of(read(article(TIDY)).sentences) == "article"
    assert kind_of(read(article(f"{PAPER} " * 6)).sentences) == "article"


def test_what_a_paper_proposes_is_worth_most() -> None:
    found = read(article(PAPER))
    assert scores(found.sentences, "Tidy tables")[2] == max(scores(found.sentences, "Tidy tables"))
    assert scores((), "Tidy tables") == []
    assert "we propose" in measure(found.sentences, "Tidy tables")[2]


def test_the_line_is_a_shortened_sentence_with_the_title_or_without() -> None:
    said = "We propose TidyNet, a network that turns messy exports into tidy tables in one pass."
    assert description(article(PAPER)) == said
    assert one_line(article(PAPER)) in (said, f"Tidy tables from messy exports: {said}")
    assert {candidate.titled for candidate in candidates(read(article(PAPER)))} == {True, False}


@pytest.mark.parametrize(
    ("title", "lang", "between"),
    [("A title", "en", ": "), ("Foo: a title", "en", " – "), ("A title?", "en", " "), ("A title.", "en", ": "), ("表格", "zh", "：")],
)
def test_the_title_is_parted_from_the_sentence(title: str, lang: str, between: str) -> None:
    sentence = (
        "杂乱的导出文件是每个数据团队都会遇到的常见问题。"
        if lang == "zh"
        else "Messy exports are what every team of analysts has to live with."
    )
    (with_title,) = (c.text for c in candidates(read(article(sentence, title=f'"{title}"', lang=lang))) if c.titled)
    assert with_title == f"{title.rstrip('.')}{between}{sentence}"


def test_a_very_long_title_does_not_stand_before_the_sentence() -> None:
    assert not any(candidate.titled for candidate in candidates(read(article(TIDY, title="word " * LONGEST_TITLE))))


def test_a_line_says_something() -> None:
    body = "Tables are great fun. This article is translated by Ann Bell. Messy exports become tidy tables when a model reads them twice."
    assert description(article(body)) == "Messy exports become tidy tables when a model reads them twice."
    assert best(read(article("```\ncode\n```\n"))) is None


@pytest.mark.parametrize(
    ("lang", "body"),
    [
        ("de", "Unordentliche Tabellen sind in jedem Team ein Problem. Wir stellen ein Werkzeug vor, das Tabellen in Sekunden aufräumt."),
        ("zh", "杂乱的表格在每个团队中都是常见的问题。我们提出了一种能在几秒钟内整理表格的方法。"),
        ("ja", "乱れた表はどのチームでもよくある問題です。表を数秒で整える方法を提案します。"),
    ],
)
def test_a_summary_never_leaves_its_language(lang: str, body: str) -> None:
    post = article(body, lang=lang, title="Tabellen" if lang == "de" else "表格")
    told = summarise(post)
    assert told.hook in body
    assert told.line in body
    assert description(post) in body
    assert one_line(post).endswith(description(post)) or one_line(post) in body
