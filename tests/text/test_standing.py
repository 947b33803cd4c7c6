"""Which sentences can stand alone."""

from __future__ import annotations

import pytest

from bot.text import standing


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("This makes it fast.", "en"),
        ("However, it fails.", "en"),
        ("As a result, the loss falls.", "en"),
        ("To answer this question, we trained two models.", "en"),
        ("the second half of a sentence.", "en"),
        ("which is the second half of a sentence.", "en"),
        ("In its place, we've added a sampler.", "en"),
        ("Yup, the oldest trick in the book.", "en"),
        ("Only difference is that the model is larger.", "en"),
        ("It is responsible for preparing the batches.", "en"),
        ("It’s done.", "en"),
        ("Dies ist schnell.", "de"),
        ("Par exemple, le modèle échoue.", "fr"),
        ("これは速い。", "ja"),
        ("因此，它很快。", "zh"),
        ("그러나 느리다.", "ko"),
        ("Поэтому модель быстрее.", "ru"),
    ],
)
def test_leaning(sentence: str, lang: str) -> None:
    assert standing.leans(sentence, lang)


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("There are two reasons for the failure.", "en"),
        ("It is possible to train on a laptop.", "en"),
        ("In this post we compare two optimisers.", "en"),
        ("Attention scales with the square of the length.", "en"),
        ("Transformer brauchen viel Speicher.", "de"),
        ("注意力机制很慢。"[2:], "zh"),
        ("モデルは速い。", "ja"),
        ("tfhub is an R interface to TensorFlow Hub.", "en"),
        ("yardstick provides the metrics.", "en"),
    ],
)
def test_not_leaning(sentence: str, lang: str) -> None:
    assert not standing.leans(sentence, lang)


@pytest.mark.parametrize(
    "sentence",
    [
        "The code below trains it.",
        "Figure 3 shows the loss.",
        "You can find the code here.",
        "The following snippet loads it.",
        "See the next section.",
        "Let's look at the data.",
        "如下图所示。",
        "Wie folgt geht es.",
        "Smith et al showed it.",
        "The function in question is short.",
        "In recent posts, we've been exploring tensors.",
        "If you've read the chapter on style, you know the code.",
        "In this step, we create pairs.",
        "My approach is like the post I mentioned.",
        "Draft by Ada Lovelace.",
    ],
)
def test_pointing(sentence: str) -> None:
    assert standing.points(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Accuracy is somewhat worse than in the original post.",
        "The loss falls below 0.5 after an hour.",
        "Attention heads here and there differ.",
        "Accuracy was above average.",
    ],
)
def test_not_pointing(sentence: str) -> None:
    assert not standing.points(sentence)


@pytest.mark.parametrize(
    ("sentence", "freed"),
    [
        ("Moreover, the loss falls.", "The loss falls."),
        ("More importantly, we win.", "We win."),
        ("However, we win.", "However, we win."),
        ("To solve the problem, Acme built a detector.", "Acme built a detector."),
        ("To solve the equation, Acme built a detector.", "To solve the equation, Acme built a detector."),
        ("さらに、損失が減る。", "損失が減る。"),
        ("さらに、git logを見る。", "git logを見る。"),
        ("Moreover, origin/master moved.", "Moreover, origin/master moved."),
        ("origin/master moved.", "origin/master moved."),
    ],
)
def test_freed_of_what_adds_nothing(sentence: str, freed: str) -> None:
    assert standing.freed(sentence) == freed


@pytest.mark.parametrize(
    ("sentence", "trimmed"),
    [
        ("It works, as we'll see below.", "It works."),
        ("It works (see Figure 2) well.", "It works well."),
        ("As shown, it works.", "As shown, it works."),
        ("It works (mostly).", "It works (mostly)."),
    ],
)
def test_trimmed_of_pointers(sentence: str, trimmed: str) -> None:
    assert standing.trimmed(sentence) == trimmed


@pytest.mark.parametrize(
    "sentence",
    [
        "Use **bold**.",
        "See [a](b).",
        "The {{ tag }}.",
        "A <div> here.",
        "Then \\alpha.",
        "Open (bracket.",
        "It ends:",
        "A | b | c.",
        'Half "quote.',
    ],
)
def test_unclean(sentence: str) -> None:
    assert not standing.clean(sentence)


def test_clean() -> None:
    assert standing.clean('The loss (mean) falls by 5 % and "stays" there.')
    assert standing.ends("It ends (so).")
    assert not standing.ends("It does not end")
