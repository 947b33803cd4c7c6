"""Hashtags that the author did not write: topics, names and libraries."""

from __future__ import annotations

import pytest

from bot.text.tags import hashtag, hashtags, suggested
from bot.text.topics import families, named, topics
from tests.text.articles import article


def test_the_table_is_well_kept() -> None:
    names = [topic.name for topic in topics()]
    assert len(names) == len({name.lower() for name in names})
    assert all(topic.hashtag.isalnum() and topic.phrases and all(topic.phrases) for topic in topics())
    assert set(families().values()) <= set(names)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Large language models and an LLM.", {"LLM": 2}),
        ("machine-learning", {"MachineLearning": 1}),
        ("vector databases", {"VectorDatabase": 1}),
        ("a rag and some ants", {}),
        ("RAG", {"RAG": 1}),
        ("The transformer of the power station, again a transformer.", {}),
        ("Ray and R2D2 go to the feast, Claude's", {"Claude": 1}),
        ("我们用机器学习", {"MachineLearning": 1}),
        ("", {}),
    ],
)
def test_topics_are_named_by_phrases(text: str, found: dict[str, int]) -> None:
    assert named(text) == found


def test_an_ambiguous_word_counts_among_sure_topics_alone() -> None:
    sure = "PyTorch and BERT. PyTorch and BERT again. "
    assert named(f"{sure}A transformer.")["Transformers"] == 1
    assert "Transformers" not in named("PyTorch, PyTorch. A transformer.")


def test_suggestions_come_from_title_text_and_code() -> None:
    body = (
        "# Training\n\nWe train a classifier on text. The parsnip package fits it, parsnip tunes it, parsnip tells.\n\n"
        "```r\nlibrary(parsnip)\n```\n\n```python\nimport torch\nimport sys\n```\n"
    )
    found = suggested(article(body, title="Zibble 1.2 for time series"))
    assert found[0] == "TimeSeries"
    assert {"Zibble", "R", "Parsnip", "PyTorch"} <= set(found)
    assert "Sys" not in found


def test_near_relatives_come_last() -> None:
    found = suggested(article("TensorFlow and Keras and OCR, TensorFlow and Keras and OCR, TensorFlow."))
    assert found == ["TensorFlow", "OCR", "Keras"]


def test_few_topics_are_filled_up_with_their_fields() -> None:
    assert suggested(article("Tokenizers, tokenizers, tokenizers.")) == ["Tokenization", "NaturalLanguageProcessing", "MachineLearning"]
    assert len(suggested(article("OCR and Redis and Kafka. OCR and Redis and Kafka."))) == 3


def test_a_name_between_characters_without_blanks_is_met() -> None:
    assert named("我们在GPU上训练，GPU很快。")["GPU"] == 2


def test_a_topic_is_sent_as_people_write_it() -> None:
    body = "NLP and R packages on CRAN. NLP and R packages on CRAN."
    assert set(suggested(article(body))[:2]) == {"NaturalLanguageProcessing", "R"}
    assert set(hashtags(article(body), 2)) == {"#NLP", "#RStats"}
    assert hashtag("natural language processing") == "NaturalLanguageProcessing"
    assert hashtag("ai") == "AI"


def test_one_mention_is_no_topic() -> None:
    filler = "Words about nothing in particular fill this paragraph.\n\n" * 6
    assert suggested(article(f"{filler}Some like Kafka.")) == []
