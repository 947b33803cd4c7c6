"""Passages, sentences, summary, points, thread and hashtags of an article."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import platforms
from bot.text import count
from bot.text.article import read as read_article
from bot.text.passages import left_out, passages
from bot.text.rank import overlap, terms
from bot.text.reference import hangs
from bot.text.sentences import split, words_in
from bot.text.summary import one_line, summarise
from bot.text.tags import hashtag, hashtags
from bot.text.thread import thread, whole
from bot.text.windows import alone
from tests.corpus.posts import account
from tests.text.articles import TIDY, article
from tests.text.articles import read as as_post


def test_passages_hold_running_text_alone() -> None:
    post = article(TIDY)
    said = " ".join(passage.said.text for passage in passages(post))
    assert "secret code" not in said
    assert "|" not in said
    assert "The problem" not in said
    assert left_out(post) == {"code": 1}


def test_a_small_table_is_lines_of_the_entire_text_alone_and_a_large_one_of_none() -> None:
    rows = "| Model | F1 |\n|---|---|\n| small | 0.7 |\n| large | 0.8 |\n"
    post = article(f"Words.\n\n{rows}")
    assert [passage.said.text for passage in passages(post)] == ["Words."]
    entire = passages(post, entire=True)
    assert [(passage.kind, passage.said.text) for passage in entire[1:]] == [("item", "small: F1 0.7"), ("item", "large: F1 0.8")]
    assert not any(passage.pictures for passage in entire), "it is not shown twice"
    large = article(f"Words.\n\n{rows}" + "| more | 0.9 |\n" * 9)
    assert [passage.said.text for passage in passages(large, entire=True)] == ["Words."]
    assert left_out(large) == {"table": 1}


def test_the_header_of_a_table_of_words_is_a_heading_above_its_lines() -> None:
    post = article("Words.\n\n| Concern | Tool |\n|---|---|\n| Tracking | MLflow |\n| Features | Feast |\n")
    said = [(passage.kind, passage.said.text) for passage in passages(post, entire=True)]
    assert said[1:] == [("heading", "Concern – Tool"), ("item", "Tracking: MLflow"), ("item", "Features: Feast")]


def test_a_picture_belongs_to_the_passage_before_it_in_its_section() -> None:
    beside = passages(article("# T\n\nOne.\n\n![p](p.png)\n\n## Next\n\n![q](q.png)\n\nTwo.\n"))
    assert [[image.src for image in passage.pictures] for passage in beside] == [["p.png"], ["q.png"]]


def test_captions_are_no_running_text() -> None:
    beside = passages(article("Words.\n\n![p](p.png)\nThe loss of both runs.\n\n*Another caption.*\n"))
    assert [(passage.said.text, passage.kind) for passage in beside] == [
        ("Words.", "text"),
        ("The loss of both runs.", "aside"),
        ("Another caption.", "aside"),
    ]


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("Every build is uploaded to all your devices.", "text"),
        ("Update (2023-12-06): it is published.", "quote"),
        ("Author: Ada Lovelace", "quote"),
        ("Parts of this work were published in a paper.", "quote"),
        ("The engine weaves patterns. — Ada Lovelace", "quote"),
        ('"The engine weaves patterns."', "quote"),
    ],
)
def test_a_quote_that_an_article_begins_with_may_be_its_authors_own(quote: str, kind: str) -> None:
    assert passages(article(f"> {quote}\n\nThe engine is fast.\n"))[0].kind == kind
    assert passages(article(f"The engine is fast.\n\n> {quote}\n"))[1].kind == "quote"


def test_sentences_know_what_they_are_good_for() -> None:
    by_start = {sentence.text[:12]: sentence for sentence in read_article(article(TIDY)).sentences}
    assert by_start["Messy data e"].stands
    assert by_start["This format "].follows
    assert not by_start["This format "].stands
    assert not by_start["Here is the "].follows
    assert not by_start["See the docu"].follows
    assert by_start["Whether it i"].text.endswith("into tidy data.")


@pytest.mark.parametrize(
    ("text", "lang", "parts"),
    [
        ("We use e.g. Adam. It works.", "en", ["We use e.g. Adam.", "It works."]),
        ("It is a tf.keras.constraints.Constraint, no less. Yes.", "en", ["It is a tf.keras.constraints.Constraint, no less.", "Yes."]),
        ("The tidyr package is out! tidyr is a tool.", "en", ["The tidyr package is out!", "tidyr is a tool."]),
        ("We ran it for approx. it is a guess.", "en", ["We ran it for approx. it is a guess."]),
        ("Version 2.0 is out. Try it.", "en", ["Version 2.0 is out.", "Try it."]),
        ("你好。世界！再见", "zh", ["你好。", "世界！", "再见"]),
        ("One line\nand another.", "en", ["One line", "and another."]),
        ("図を見たら「ん？」と思います。次です。", "ja", ["図を見たら「ん？」と思います。", "次です。"]),
        ("Put ~./dropbox_uploader inside our directory. Done.", "en", ["Put ~./dropbox_uploader inside our directory.", "Done."]),
        (
            r"It is in C:\a.\b and tf._private and it.~b, no less. Yes.",
            "en",
            [r"It is in C:\a.\b and tf._private and it.~b, no less.", "Yes."],
        ),
        ("It fails (sometimes. Not often) here. Yes.", "en", ["It fails (sometimes. Not often) here.", "Yes."]),
        ("", "en", []),
    ],
)
def test_sentences_end_where_they_end(text: str, lang: str, parts: list[str]) -> None:
    assert split(text, lang) == parts


@pytest.mark.parametrize(("sentence", "lang"), [("This works well. ", "en"), ("这是一个句子。", "zh"), ("No end in sight ", "en")])
def test_a_paragraph_of_any_length_has_the_same_sentences(sentence: str, lang: str) -> None:
    many = 3000 // len(sentence) * 5
    found = split(sentence * many, lang)
    assert "".join(found).replace(" ", "") == (sentence * many).replace(" ", "")
    assert set(found) == {sentence.strip()} or "No end" in sentence


def test_words_are_counted_in_every_script() -> None:
    assert words_in("three little words") == 3
    assert words_in("四个汉字") == 2


def test_terms_meet_across_endings_and_scripts() -> None:
    assert set(terms("messy tables")) & set(terms("A messy table"))
    assert overlap("深度学习模型", "深度学习") > 0.5
    assert overlap("", "words") == 0


def test_a_summary_opens_says_and_counts_facts() -> None:
    found = summarise(article(TIDY))
    assert found.hook == "Messy data exports are a common problem."
    assert found.line.startswith("Whether it is merged cells")
    assert 2 <= len(found.points) <= 5
    assert "Extraction takes 2.4 seconds for each image with the small model." in found.points
    assert len({found.hook, found.line, *found.points}) == 2 + len(found.points)
    assert all(point.endswith(".") and not point.startswith(("This", "Here")) for point in found.points)


def test_the_authors_summary_wins() -> None:
    post = article(TIDY, summary="Tables become tidy. In one call.")
    assert summarise(post).hook == "Tables become tidy. In one call."
    assert summarise(post).line == ""
    assert one_line(post) == "Tables become tidy. In one call."


def test_a_long_summary_opens_with_its_first_sentence() -> None:
    found = summarise(article(TIDY, summary=f"Tables become tidy. {'And so on it goes. ' * 12}"), fold=60)
    assert found.hook == "Tables become tidy."
    assert found.line.startswith("And so on it goes.")


def test_an_article_without_a_sentence_opens_with_its_title() -> None:
    assert summarise(article("```\ncode\n```\n")).hook == "Tidy tables from messy exports"
    assert one_line(article("")) == "Tidy tables from messy exports"


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("machine learning", "MachineLearning"),
        ("#PyTorch", "PyTorch"),
        ("pytorch", "PyTorch"),
        ("scikit-learn", "ScikitLearn"),
        ("2024", ""),
        ("C++", ""),
        ("blog", ""),
        ("a sentence that is far too long for a hashtag", ""),
        ("深度学习", "深度学习"),
        ("R", "RStats"),
        ("AI", "AI"),
        ("", ""),
    ],
)
def test_hashtags_are_words(tag: str, name: str) -> None:
    assert hashtag(tag) == name


def test_the_authors_tags_come_first_and_topics_fill_up() -> None:
    body = "We train an LLM in PyTorch. The LLM uses PyTorch. An LLM in PyTorch costs money."
    assert hashtags(article(body, tags="[tables]"), 5) == ("#Tables", "#LLM", "#PyTorch")
    assert hashtags(article(body, tags="[a1, b2, c3, d4, e5, f6]"), 5) == ("#A1", "#B2", "#C3", "#D4", "#E5")
    assert hashtags(article(body, tags="[pytorch, PyTorch]"), 2) == ("#PyTorch", "#LLM")
    assert hashtags(article("Nothing of note."), 5) == ()


def test_a_thread_opens_with_the_finding_and_keeps_the_articles_order() -> None:
    parts = thread(read_article(article(TIDY)), 280, "x-weighted", 7)
    told = [part.text for part in parts]
    assert told[0].startswith("Messy data exports are a common problem. Whether it is merged cells")
    assert told[1].startswith("The subject identifier only appears in the first row")
    assert told[1].endswith("This format breaks most pandas operations.") or "35 minutes" in told[1]
    assert told[-1].startswith("Extraction takes 2.4 seconds")
    assert [image.src for image in parts[1].images] == ["table.png"] or [image.src for part in parts for image in part.images] == [
        "table.png"
    ]
    assert all(count.weight(text) <= 280 for text in told)


def test_a_thread_is_no_longer_than_asked() -> None:
    for most in range(1, 6):
        assert len(thread(read_article(article(TIDY)), 280, "x-weighted", most)) <= most


def test_the_authors_breaks_shape_a_thread_that_fits_whole() -> None:
    body = "First thought. And more.\n\n<!-- break -->\n\nThis is the second.\n\nAnd its end.\n"
    parts = thread(read_article(article(body)), 280, "x-weighted", 5)
    assert [part.text for part in parts] == ["First thought. And more.", "This is the second.\n\nAnd its end."]


def test_the_whole_text_is_told_with_each_picture_once() -> None:
    parts = whole(read_article(article(TIDY)), 280, "x-weighted")
    said = " ".join(part.text for part in parts)
    assert "Here is the code:" in said
    assert "costs four times as much." in said
    assert [figure.src if figure.drawing is None else figure.drawing.kind for part in parts for figure in part.images] == [
        "table.png",
        "table",
    ]
    assert all(count.weight(part.text) <= 280 for part in parts)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Plain words stand here.",
                "This leans.",
                "https://a.org/x",
                "**b**",
                "$x_i$",
                "日本語の文です。",
                "- item",
                "\n\n",
                "# H\n\n",
                "😀",
            ]
        ),
        max_size=14,
    )
)
def test_any_article_becomes_a_thread_within_limits(pieces: list[str]) -> None:
    parts = thread(read_article(article(" ".join(pieces))), 280, "x-weighted", 4)
    assert 1 <= len(parts) <= 4
    assert all(part.text.strip() and count.weight(part.text) <= 280 for part in parts)


def test_a_sentence_that_leans_is_better_than_none() -> None:
    post = article("This is all there is to say about it.\n")
    assert summarise(post).hook == "This is all there is to say about it."
    assert thread(read_article(post), 280, "x-weighted", 3)[0].text == "This is all there is to say about it."


def test_no_segment_begins_as_the_continuation_of_another() -> None:
    opening = "Messy exports are a common problem. Tidy tables from messy exports are what every team of analysts wants to have in the end."
    leaning = f"This saves two hours of labelling by hand for 90% of the pages {'and for every one of their many footers ' * 4}."
    body = f"{opening}\n\n## One\n\nSome of the exports hold totals in a row of their own making. {leaning}\n"
    assert not any(part.text.startswith("This") for part in thread(read_article(article(body)), 280, "x-weighted", 5))


def test_what_follows_an_items_name_does_not_stand_without_it() -> None:
    post = article("- **Flat from the start.** Nothing learns at all in the whole network.\n- A curve falls first. It rises after that.\n")
    sentences = {sentence.text: sentence for sentence in read_article(post).sentences}
    assert not alone(sentences["Nothing learns at all in the whole network."], "en")
    assert alone(replace(sentences["Nothing learns at all in the whole network."], named=False), "en")


def test_the_first_article_of_a_workspace_is_told_in_sentences_that_stand_alone() -> None:
    post = as_post(files("bot.cli").joinpath("welcome.md").read_text("utf-8"))
    for platform in ("x", "bluesky", "linkedin", "mastodon", "telegram"):
        draft = platforms.load(platform).render(post, account(platform), {})
        told = "\n".join(segment.text for segment in draft.segments)
        assert "Train the network on one batch until the loss is close to zero." in told, platform
        assert not [line for line in told.split("\n") if line.endswith(".") and hangs(line, "en")], platform


def test_the_opening_does_not_say_what_the_line_says() -> None:
    line = "Tidy tables from messy exports are what most people in every team of analysts of a large company want to have in the end."
    body = f"Most people want tidy tables.\n\n{line}\n"
    found = summarise(article(body))
    assert (found.hook, found.line) in ((line, ""), ("Most people want tidy tables.", ""))
