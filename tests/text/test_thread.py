"""What becomes a segment, how a post opens, and which segments make a thread or a brief text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.settings import Hook
from bot.text import count
from bot.text.article import read
from bot.text.brief import brief
from bot.text.losses import losses
from bot.text.opening import opened, opening
from bot.text.thread import thread, whole
from bot.text.windows import windows
from tests.text.articles import TIDY, article

FINDINGS = ("Messy data exports", "Whether it is merged cells")
"""How either sentence begins that `TIDY` may open with."""

SECTIONS = {
    "Loading": "Loading reads 3 gigabytes a second from local disks on one core. A file that lies elsewhere is fetched in parallel parts "
    "of 64 megabytes, so that a slow network does not hold the processor up. Archives are opened without a copy.",
    "Checking": "Every cell passes a validator before anything is written. Wrong dates, doubled keys and lost headers are named with row "
    "and column, which saved our analysts 35 minutes for each spreadsheet. Warnings are collected, errors end the run.",
    "Joining": "Joining sorts both sides once and then walks through them together. Memory stays below 200 megabytes even for billions of "
    "pairs, because neither table is ever held as a whole. Missing partners become empty columns.",
    "Writing": "Parquet is the only format that the importer writes. Its columns compress four times better than text does, and readers in "
    "every language of data science know it well. Partitions follow the calendar unless you say otherwise.",
}
LONG = "\n\n".join(f"## {heading}\n\n{text}" for heading, text in SECTIONS.items())


def told(body: str, most: int = 7, hook: Hook = "finding", **head: str) -> list[str]:
    return [part.text for part in thread(read(article(body, **head)), 280, "x-weighted", most, hook)]


def texts(body: str) -> list[str]:
    return [window.text for window in windows(read(article(body)), 280, "x-weighted")]


def test_a_list_stands_below_the_sentence_that_announces_it() -> None:
    items = ("Rows with merged cells, split again", "Headers of two lines, joined", "Totals, taken out")
    body = "The importer repairs tables of every kind before they are read. It finds:\n\n" + "".join(f"- {item}\n" for item in items)
    whole = "The importer repairs tables of every kind before they are read. It finds:\n" + "\n".join(f"• {item}" for item in items)
    assert whole in texts(body)
    assert not any(text.startswith("It finds") for text in texts(body))
    assert not any(text.endswith(":") for text in texts(body))


def test_items_too_long_together_are_said_with_their_first_sentences() -> None:
    body = "The importer repairs tables:\n\n" + "".join(f"- Kind {n} is split. {'It takes a while to do. ' * 6}\n" for n in "abc")
    assert "The importer repairs tables:\n• Kind a is split.\n• Kind b is split.\n• Kind c is split." in texts(body)


@pytest.mark.parametrize("item", ["See https://a.org/x for it", "Shown in the figure below", "It is found at mail@a.org"])
def test_a_list_with_an_item_that_cannot_be_said_is_left_out(item: str) -> None:
    body = f"The importer repairs tables of every kind before they are read by anybody:\n\n- Split cells of all kinds\n- {item}\n"
    assert not any("•" in text for text in texts(body))


def test_sentences_of_a_window_follow_one_another_and_a_gap_ends_it() -> None:
    body = (
        "Loading takes three seconds for each gigabyte of input on one core. See Figure 3 for the details of it. "
        "Checking takes four seconds for each gigabyte of input on two cores."
    )
    assert sorted(texts(body)) == [
        "Checking takes four seconds for each gigabyte of input on two cores.",
        "Loading takes three seconds for each gigabyte of input on one core.",
    ] or not any("core. Checking" in text for text in texts(body))


def test_a_window_goes_on_into_a_paragraph_that_can_stand_alone() -> None:
    first, second = "Loading takes three seconds for each gigabyte of input.", "Checking takes four seconds for each gigabyte of input."
    assert f"{first}\n\n{second}" in texts(f"{first}\n\n{second}")
    assert not any("It needs" in text for text in texts(f"{first}\n\nIt needs four seconds for each gigabyte of input."))
    assert not any("\n\n" in text for text in texts(f"{first}\n\n## Next\n\n{second}"))


def test_every_chapter_has_its_say_in_the_articles_order() -> None:
    said = told(LONG, summary="One call is enough.")
    assert [next(name for name, words in SECTIONS.items() if text in words) for text in said[1:]] == list(SECTIONS)
    assert all(180 <= count.weight(text) <= 280 for text in said[1:])


@pytest.mark.parametrize(
    "heading", ["Installation", "Getting started", "1. Prerequisites", "Contributing to it", "安装", "Setup with conda"]
)
def test_chores_stay_out_while_there_is_something_better(heading: str) -> None:
    chore = "The compiler makes tidy tables from messy exports 12 times faster than anything did before it was called. "
    body = (
        f"Tables are tidy after one call.\n\n{LONG}\n\n## {heading}\n\n{chore}Tidy tables take 3 seconds instead of 35 minutes with it.\n"
    )
    assert not any("compiler" in text for text in told(body, 5, summary="One call is enough."))
    assert any("compiler" in text for text in told(body.replace(heading, "What makes it fast"), 5, summary="One call is enough."))


def test_nothing_is_said_twice() -> None:
    line = "The importer reads a messy table and gives a tidy data frame of it in 3 seconds for each gigabyte of input on one core."
    body = f"{line}\n\n## One\n\n{line}\n\n## Two\n\n{line}\n"
    assert len(told(body)) == 1


def test_the_thread_is_no_longer_than_there_is_something_to_say() -> None:
    assert 1 <= len(told("Tables are tidy after one call of the importer.\n", 8)) <= 2


def test_an_opening_speaks_of_the_matter_before_the_article() -> None:
    talk = "In this post, we will show how tidy tables are made from messy exports."
    finding = "Messy exports become tidy tables in 3 seconds for each gigabyte."
    said = told(f"{talk} {finding}\n\n{LONG}")
    assert said[0].startswith(finding)
    assert opened(read(article(f"{talk} {finding}")), 200, "finding").hook == finding
    assert opened(read(article(talk)), 200, "finding").hook == talk


def test_the_authors_summary_opens_in_whole_sentences() -> None:
    long = "Tables become tidy. " + "Every cell of the table is checked by the importer before anything of it is written. " * 5
    text, used = opening(read(article(TIDY, summary=long.strip())), 280, "x-weighted", "finding")
    assert text.startswith("Tables become tidy.")
    assert text.endswith("anything of it is written.")
    assert used == ()


def test_a_title_opens_where_the_voice_wants_it() -> None:
    assert told(TIDY, hook="title")[0].startswith(tuple(f"Tidy tables from messy exports\n\n{first}" for first in FINDINGS))


@pytest.mark.parametrize(
    ("title", "first", "asked"),
    [
        ("Are your tables tidy?", "Exports are messy in most companies.", "Are your tables tidy?"),
        ("Tidy tables", "How many of your tables are tidy today?", "How many of your tables are tidy today?"),
        ("Tidy tables", "Why is that?", FINDINGS),
    ],
)
def test_a_question_opens_where_the_voice_wants_it_and_there_is_one(title: str, first: str, asked: str | tuple[str, ...]) -> None:
    assert told(f"{first} {TIDY}", hook="question", title=title)[0].startswith(asked)


def test_a_brief_text_is_as_its_account_wants_it() -> None:
    source = read(article(f"Tables are tidy after one call of the importer, however messy they were.\n\n{LONG}"))
    points = brief(source, 200, "chars", "finding", "points", "medium")
    prose = brief(source, 200, "chars", "finding", "prose", "medium")
    short = brief(source, 200, "chars", "finding", "points", "short")
    long = brief(source, 200, "chars", "finding", "points", "long")
    assert points[-1].startswith("• ")
    assert not any("•" in paragraph for paragraph in prose)
    assert len(prose) == len(points[:-1]) + 3
    assert points[-1].count("• ") >= short[-1].count("• ") == 3
    assert (len(points), len(short)) == (3, 2)
    assert len(long[-1]) > len(points[-1])


def test_a_brief_texts_points_are_whole_sentences_that_say_something_new() -> None:
    source = read(
        article(f"Tables are tidy after one call of the importer, however messy they were.\n\n{LONG}\n\n- a bare item that ends nowhere\n")
    )
    hook, line, points = brief(source, 200, "chars", "finding", "points", "medium")
    said = [point.removeprefix("• ") for point in points.split("\n")]
    assert all(point.endswith(".") for point in said)
    assert len({hook, line, *said}) == 2 + len(said)


_SENTENCES = st.sampled_from(
    [
        "The importer reads tables in 3 seconds.",
        "This goes on from before.",
        "What does it cost?",
        "It finds:",
        "- Split cells\n- Joined headers\n",
        "See https://a.org/x there.",
        "日本語の文です。とても長い文です。",
        "Install it with pip install tidy.",
        "\n\n## Results\n\n",
        "\n\n## Installation\n\n",
        "\n\n",
        "😀 is an emoji sequence 👨\u200d👩\u200d👧 of several.",
        "Validation refuses a table whose rows differ in length, so that nothing is lost.",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(_SENTENCES, max_size=16), st.integers(1, 8), st.sampled_from(("finding", "question", "title")), st.integers(100, 280))
def test_any_thread_keeps_its_limits_and_the_articles_order(parts: list[str], most: int, hook: Hook, limit: int) -> None:
    post = article(" ".join(parts))
    found = read(post)
    said = thread(found, limit, "x-weighted", most, hook)
    assert 1 <= len(said) <= most
    assert all(part.text.strip() and count.weight(part.text) <= limit for part in said)
    every = list(windows(found, limit, "x-weighted"))
    firsts = {window.text: window.first for window in reversed(every)}
    assert all(part.text in firsts for part in said[1:])
    assert not any(part.text.endswith(":") for part in said[1:])
    assert said == thread(read(post), limit, "x-weighted", most, hook)


@settings(max_examples=60, deadline=None)
@given(st.lists(_SENTENCES, max_size=16), st.sampled_from(("points", "prose")), st.sampled_from(("short", "medium", "long")))
def test_any_brief_text_says_nothing_twice(parts: list[str], shape: str, length: str) -> None:
    said = brief(read(article(" ".join(parts))), 200, "chars", "finding", shape, length)  # type: ignore[arg-type]
    lines = [line for paragraph in said for line in paragraph.split("\n") if line]
    assert said
    assert all(said)
    assert len(lines) == len(set(lines))


def test_the_title_opens_where_no_sentence_says_what_the_article_is_about() -> None:
    stray = "Your prototype of last year worked well enough for everybody."
    body = f"{stray} Nobody complained. Bills came later and nobody had seen them coming. Everybody was surprised.\n\n{LONG}"
    post = article(body, title="Quantisation halves bills", summary="")
    assert told(body, title="Zebras in Kenya")[0].startswith("Zebras in Kenya\n\n")
    assert brief(read(post), 200, "chars", "finding", "points", "medium")[0] != stray
    long = stray.replace("well", " ".join(["well"] * 60))
    assert told(f"{long} " * 4, title="Zebras in Kenya")[0] == "Zebras in Kenya"


def test_no_segment_and_no_point_speaks_of_words_that_are_gone() -> None:
    leaning = "Every serving stack of the world therefore keeps them for at least 35 minutes, which costs 3 gigabytes of memory."
    body = f"Tables are tidy after one call of the importer.\n\n## Stacks\n\n{leaning}\n\n{LONG}"
    assert not any(leaning in text for text in told(body))
    assert leaning not in "\n".join(brief(read(article(body)), 200, "chars", "finding", "points", "medium"))
    assert any(leaning in text for text in texts(f"Keys of old tokens never change. {leaning}"))


def test_a_sentence_whose_formula_words_cannot_carry_is_left_out_of_a_shaped_thread() -> None:
    formula = r"$\underbrace{a+b}_{x}$"
    said = told(f"Loss is what we minimise. The bracket {formula} is what we minimise.\n\n<!-- break -->\n\nThe rest is here.\n")
    assert said == ["Loss is what we minimise.", "The rest is here."]


def test_the_entire_text_says_every_word_and_names_what_it_cannot_say() -> None:
    lost, said = r"$\underbrace{a+b}_{x}$", r"$\frac{((a+b)^2+1)^2+((c+d)^2+2)^2}{((e+f)^2+3)^2}$"
    body = (
        f"Loss is what we minimise.\n\n## The way\n\nThe bracket {lost} is a loss. The rest is said, {said} too.[^1]\n\n"
        "> [!NOTE]\n> Mind the step.\n\n- One\n\n```\ncode\n```\n\n[^1]: A note.\n"
    )
    post = article(body)
    (part,) = whole(read(post), 2000, "x-weighted", entire=True)
    assert part.text.startswith("Loss is what we minimise.\n\nThe way\n\nThe rest is said, ((")
    assert part.text.endswith(" too.\n\nNote\n\nMind the step.\n\n• One")
    assert [(problem.level, problem.line) for problem in losses(post, {})] == [("info", 0), ("warning", 10), ("warning", 0)]
    assert [problem.message[:27] for problem in losses(post, {})] == [
        "Left out, as plain text can",
        "1 sentence is left out, as ",
        "1 footnote is left out: pla",
    ]
    assert not losses(article("Loss is what we minimise.\n\n```\ncode\n```\n"), {"code": 1})


def test_a_heading_goes_with_what_follows() -> None:
    first, second = f"Loss is {'very ' * 16}low.", f"Gain is {'very ' * 48}high."
    parts = [part.text for part in whole(read(article(f"{first}\n\n## The end of it\n\n{second}\n")), 280, "x-weighted", entire=True)]
    assert parts == [first, f"The end of it\n\n{second}"]
