"""Which sentences speak of something that their reader has not met."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.reference import hangs, unnamed


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("Every serving stack therefore keeps them, and that store is the cache.", "en"),
        ("Nine users with 8,192 tokens each fill it.", "en"),
        ("Had its authors written other problems, the score would differ.", "en"),
        ("In their article, they showed that trees do as well.", "en"),
        ("At each step, it looks at the original features.", "en"),
        ("The model was changed to fail more clearly in this case.", "en"),
        ("There might be several objects in that picture.", "en"),
        ("The loss curve then shows gentle waves.", "en"),
        ("A common answer is: a model, a cost function, an optimiser.", "en"),
        ("For one, the loss is computed by hand.", "en"),
        ("The second step is to convert the tokens.", "en"),
        ("Other loss functions punish outliers less.", "en"),
        ("There are undoubtedly more types of weights in other domains.", "en"),
        ("Feature stores are well placed to detect and surface such issues.", "en"),
        ("Expanding on the latter, luz moves the data.", "en"),
        ("The server, however, is slow.", "en"),
        ("Milvus can also store strings.", "en"),
        ("Managed Milvus is another option.", "en"),
        ("By Ada Lovelace and Charles Babbage.", "en"),
        ("Such layers use ResNet, ResNext ...", "en"),
        ("With the new cache, we can easily solve both of these issues.", "en"),
        ("We've been slowly moving away from it, and it is deprecated.", "en"),
        ("Keras, in contrast, was a separate library.", "en"),
        ("The trainers can do the same for the learners.", "en"),
        ("We still have four channels.", "en"),
        ("We can now write a function that cleans.", "en"),
        ("The data setup is the same, and little differs in the model.", "en"),
        ("There is a straightforward reason.", "en"),
        ("Benefits: the loss falls, and so does its cost.", "en"),
        ("Release 2.6 removes that split by searching text directly.", "en"),
        ("The documentation has good examples for how to do either.", "en"),
        ("Ensures the table only contains rows with an id.", "en"),
        ("Only when that number is close to zero is it worth looking at the whole data set.", "en"),
        ("Pour l'entraînement, ce modèle suffit.", "fr"),
        ("Man nutzt diese Schicht oft.", "de"),
        ("Cada capa usa estos pesos.", "es"),
        ("Модель использует эти веса.", "ru"),
        ("尽管这个椅子数据集可能更大。", "zh"),
        ("モデルはその重みを使う。", "ja"),
        ("모델은 이러한 가중치를 쓴다.", "ko"),
        ("一般に損失というと前者を指します。", "ja"),
    ],
)
def test_what_hangs(sentence: str, lang: str) -> None:
    assert hangs(sentence, lang)


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("The model is trained until it converges.", "en"),
        ("Users write prompts and the server answers them.", "en"),
        ("With its 8 billion parameters, Llama fits a laptop.", "en"),
        ("Structured outputs make it easy to convert tables.", "en"),
        ("It is possible to train on a laptop.", "en"),
        ("Keys of old tokens never change, so they can be kept, and this saves time.", "en"),
        ("If the loss rises, then the rate is too high.", "en"),
        ("The subject identifier only appears in the first row.", "en"),
        ("The problem with long prompts is their cost.", "en"),
        ("Since the last release there have been 19 updates.", "en"),
        ("We cache the keys of the prompt until that prompt changes.", "en"),
        ("The network trains faster on one card because that card holds all of it.", "en"),
        ("Those who train at night pay less.", "en"),
        ("The release not only fixes bugs, but also adds a solver.", "en"),
        ("Feature stores ensure the table is sound.", "en"),
        ("Training takes long, and it costs money.", "en"),
        ("The two models are the same as those of the paper.", "en"),
        ("Le modèle est rapide.", "fr"),
        ("检查点是降低成本的关键技术，它使我们可以保存状态。", "zh"),
        ("一个数据集很大，这个数据集也很新。", "zh"),
        ("El modelo es rápido.", "es"),
        ("A gate addresses the noise that large batches remove.", "en"),
        ("You can use either of the two kernels.", "en"),
    ],
)
def test_what_stands(sentence: str, lang: str) -> None:
    assert not hangs(sentence, lang)


@pytest.mark.parametrize(
    ("sentence", "unmet"),
    [
        ("The workflow ingests raw data.", True),
        ("The main vehicle is an app that runs in the editor.", True),
        ("An interesting side product is the parallel between both.", True),
        ("The sampler draws twice.", False),
        ("The goal of the project is speed.", False),
        ("The HNSW index has a high recall.", False),
        ("Workflows ingest raw data.", False),
    ],
)
def test_a_thing_that_was_never_named(sentence: str, unmet: bool) -> None:
    assert unnamed(sentence, "A sampler for graphs") == unmet


@given(st.text(max_size=60), st.sampled_from(("en", "zh", "ja", "de", "fr", "xx")))
def test_any_text_is_judged(text: str, lang: str) -> None:
    assert hangs(text, lang) in (True, False)


@pytest.mark.parametrize("unit", ["By A", "A ", "this ", "it ", "it is ", ", ", "the latter ", "other-", "A" * 9, "there are ", "to the "])
@pytest.mark.parametrize("lang", ["en", "zh", "fr"])
def test_a_hostile_sentence_costs_next_to_nothing(unit: str, lang: str) -> None:
    begin = time.process_time()
    hangs(unit * 20_000, lang)
    assert time.process_time() - begin < 0.2
