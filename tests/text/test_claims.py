"""What a text claims beyond its source is found, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.text.claims import Claims, unsupported
from tests.growing import LINEAR, growth

SOURCE = """---
title: The KV cache
url: https://example.org/blog/kv/
---
Llama 3 8B has 8.03 billion parameters and needs 15 GiB on a 24 GiB card; accuracy rose from 61% to 93.5 %.
We call torch.nn.Linear and `PagedAttention`. It read 1,000 images, three times faster, for $40, by Jane Doe.
Machine learning is [fun](https://github.com/a/b), see www.example.com. GPT-4o helped.
"""
WORDS = SOURCE.split()

any_text = st.text(st.characters(codec="utf-8"), max_size=80) | st.text(st.sampled_from("aB1.,%x$-/#@ \nhttps:w é’'_"), max_size=60)


@pytest.mark.parametrize(
    "text",
    [
        "Llama 3 8B needs 15GiB of your 24 GiB card.",
        "The accuracy: 93.5% (it was 61 percent).",
        "93,5 % and 1000 images, 3x faster, three times, for $40",
        "It's Jane Doe's KV cache, by Jane Doe’s hand",
        "torch.nn.Linear and PagedAttention and Llama-3",
        "#MachineLearning #KV #PagedAttention https://example.org/blog/kv https://github.com/a/b.",
        "1. and then\n2) only that\n• I'm here",
        "http://example.com/ is www.example.com",
        "Images, parameters. Machine Learning",
    ],
)
def test_what_the_source_says_may_be_said(text: str) -> None:
    assert unsupported(text, SOURCE) == Claims()


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("It needs 16 GiB.", Claims(numbers=("16",))),
        ("in 2023", Claims(numbers=("2023",))),
        ("It is twice as fast, four times even.", Claims(numbers=("twice", "four"))),
        ("93.5x faster", Claims(numbers=("93.5",))),
        ("accuracy of 24%", Claims(numbers=("24%",))),
        ("$1,000", Claims(numbers=("1,000",))),
        ("8.03 and 8.3", Claims(numbers=("8.3",))),
        ("half of ten", Claims(numbers=("half", "ten"))),
        ("ask Google about GPT-5", Claims(names=("Google", "GPT-5"))),
        ("see torch.nn.Conv2d and kv_cache", Claims(names=("torch.nn.Conv2d", "kv_cache"))),
        ("by @jane with #OpenSource", Claims(names=("@jane", "#OpenSource"))),
        ("Discover it. Google did.", Claims(doubtful=("Discover", "Google"))),
        ("Google did. We asked Google.", Claims(names=("Google",))),
        ("OpenAI did.", Claims(names=("OpenAI",))),
        ("https://evil.example/kv and https://example.org/blog", Claims(links=("https://evil.example/kv", "https://example.org/blog"))),
        ("at evil.example/x", Claims(links=("evil.example/x",))),
        ("@[Jane](urn:li:person:a1b2)", Claims(names=("urn:li:person:a1b2",))),
        ("𝗚𝗼𝗼𝗴𝗹𝗲 and 𝟳", Claims(numbers=("7",), doubtful=("Google",))),
        ("٧ images", Claims(numbers=("٧",))),
    ],
)
def test_what_the_source_does_not_say_is_found(text: str, claims: Claims) -> None:
    assert unsupported(text, SOURCE) == claims
    assert unsupported(text, SOURCE).refused == bool(claims.numbers or claims.names or claims.links)


def test_a_language_with_capital_nouns_is_not_refused_for_its_nouns() -> None:
    assert unsupported("Wir messen die Speicherbandbreite", SOURCE).names == ("Speicherbandbreite",)
    assert unsupported("Wir messen die Speicherbandbreite", SOURCE, nouns=True) == Claims(doubtful=("Wir", "Speicherbandbreite"))


@example("0'S")
@given(any_text)
def test_a_text_supports_itself(text: str) -> None:
    assert unsupported(text, text) == Claims()


@given(any_text, any_text)
def test_more_source_never_means_less_support(text: str, more: str) -> None:
    assert set(unsupported(text, f"{text}\n\n{more}").numbers) == set()
    assert set(unsupported(text, f"{more}\n\n{SOURCE}").numbers) <= set(unsupported(text, SOURCE).numbers)


@given(st.lists(st.sampled_from(WORDS), max_size=20), st.integers(3, 10**8), st.integers(0, 20))
def test_a_number_from_nowhere_is_found_wherever_it_stands(words: list[str], number: int, place: int) -> None:
    assume(str(number) not in SOURCE.replace(",", "") and number != 40)
    at = min(place, len(words))
    text = " ".join([*words[:at], "of", str(number), "things", *words[at:]])
    assert str(number) in unsupported(text, SOURCE).numbers


@given(st.lists(st.sampled_from(WORDS), max_size=20), st.from_regex(r"[A-Z][a-z]{2,5}[A-Z][a-z]{2,5}", fullmatch=True), st.integers(0, 20))
def test_a_name_from_nowhere_is_found_wherever_it_stands(words: list[str], name: str, place: int) -> None:
    assume(name.casefold() not in SOURCE.casefold().replace(" ", ""))
    at = min(place, len(words))
    assert name in unsupported(" ".join([*words[:at], "by", name, "today", *words[at:]]), SOURCE).names


@pytest.mark.parametrize("unit", ["1", "1,", "a.", "A-", "#a ", "@", "https://", "Aa ", "...", "x" * 70 + ".", "1.1 ", "(“*"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def judged(size: int) -> None:
        text = (unit * size)[:size]
        unsupported(text, SOURCE)
        unsupported(SOURCE, text)

    assert growth(judged, 15_000) < LINEAR
