"""Names as mentions."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.markup import Writer
from bot.text.mentions import code_of, in_blocks, marks_as, mention
from tests.text.articles import article

HANDLES = {"PyTorch": "@PyTorch", "Hugging Face": "@huggingface", "Hugging Face Hub": "@hfhub", "Ada Lovelace": "@ada"}


def handle(_: str, given: str) -> str:
    return given


def said(*texts: str, limit: int = 280, body: str = "", opens: bool = True) -> list[str]:
    code = code_of(article(body).blocks, list(HANDLES)) if body else ()
    return list(mention(texts, HANDLES, handle, lambda text: len(text) <= limit, code, opens=opens))


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [
        ("We use PyTorch, and PyTorch only.", "We use @PyTorch, and PyTorch only."),
        ("Ada Lovelace's notes", "@ada's notes"),
        ("(PyTorch)", "(@PyTorch)"),
        ("On Hugging Face Hub by Hugging Face.", "On @hfhub by @huggingface."),
        ("PyTorchを使う", "@PyTorchを使う"),
        ("これはPyTorch。", "これは@PyTorch。"),
    ],
)
def test_the_first_whole_word_is_the_mention(text: str, mentioned: str) -> None:
    assert said(text) == [mentioned]


@pytest.mark.parametrize(
    "text",
    [
        "PyTorchLightning and MyPyTorch and PyTorch_x and xPyTorch",
        "PyTorch-like, non-PyTorch, PyTorch/XLA, PyTorch.nn, PyTorch() and $PyTorch",
        "https://example.org/PyTorch and https://PyTorch.org/a",
        "#PyTorch @PyTorch @[PyTorch](urn:li:organization:1) .PyTorch `PyTorch`",
        "pytorch PYTORCH",
    ],
)
def test_other_words_links_and_mentions_are_left_alone(text: str) -> None:
    assert said(text) == [text]


def test_each_name_once_in_the_whole_thread() -> None:
    assert said("One.", "Now PyTorch.", "PyTorch by Ada Lovelace.") == ["One.", "Now @PyTorch.", "PyTorch by @ada."]


def test_a_place_without_room_passes_it_on() -> None:
    assert said("a PyTorch", "a b PyTorch", "PyTorch", limit=9) == ["a PyTorch", "a b PyTorch", "@PyTorch"]


def test_a_text_need_not_begin_with_a_mention() -> None:
    assert said("PyTorch is out, so is PyTorch 2.", opens=False) == ["PyTorch is out, so is @PyTorch 2."]
    assert said("PyTorch is out.", "We like PyTorch.", opens=False) == ["PyTorch is out.", "We like @PyTorch."]


def test_what_was_code_in_the_article_is_no_mention() -> None:
    body = "Write `PyTorch` here. Do `pip install PyTorch now` and go.\n"
    assert said("Write PyTorch here. Do pip install PyTorch now and go.", body=body) == [
        "Write PyTorch here. Do pip install PyTorch now and go."
    ]
    assert said("Do pip install PyTorch now and go.", "PyTorch is good.", body=body)[1] == "@PyTorch is good."
    assert said("I left that out. Write PyTorch here.", body=f"Some words. {body}") == ["I left that out. Write PyTorch here."]
    assert said("Write PyTorch here. I said PyTorch.", body=body) == ["Write PyTorch here. I said @PyTorch."]


def written(body: str, handles: dict[str, str] = HANDLES) -> str:
    return marks_as(Writer({}).blocks(in_blocks(article(body).blocks, handles)), handles, " ({})".format)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("By *Ada Lovelace* with Ada Lovelace.", "By _Ada Lovelace (@ada)_ with Ada Lovelace."),
        ("On Hugging Face Hub by Hugging Face.", "On Hugging Face Hub (@hfhub) by Hugging Face (@huggingface)."),
        ("[PyTorch](https://p.org) and PyTorch.", "[PyTorch](https://p.org) and PyTorch (@PyTorch)."),
        ("`PyTorch`\n\n    PyTorch\n\nPyTorch", "`PyTorch`\n\n    PyTorch\n\nPyTorch (@PyTorch)"),
        ("## PyTorch\n\n- PyTorch", "## PyTorch\n\n- PyTorch (@PyTorch)"),
        ("\ufdd09\ufdd1 PyTorch", "\ufdd09\ufdd1 PyTorch (@PyTorch)"),
    ],
)
def test_names_in_running_text_are_marked_before_it_is_written(body: str, text: str) -> None:
    assert written(body) == text


def test_without_names_nothing_changes() -> None:
    assert said("") == [""]
    assert mention(("PyTorch",), {"": "@x"}, handle, lambda _: True) == ("PyTorch",)
    assert written("PyTorch", {}) == "PyTorch"


WORDS = st.lists(st.sampled_from(["PyTorch", "Hugging Face", " ", ".", "a", "https://a.org/", "#", "@", "-", "的", "\n", "_"]), max_size=12)


@given(st.lists(WORDS.map("".join), max_size=4), st.booleans())
def test_only_names_change_and_each_at_most_once(texts: list[str], opens: bool) -> None:
    made = mention(texts, {"PyTorch": "@py", "Hugging Face": "@hf"}, handle, lambda _: True, opens=opens)
    assert [re.sub("@hf", "Hugging Face", re.sub("@py", "PyTorch", text)) for text in made] == texts
    for name in ("@py", "@hf"):
        assert sum(text.count(name) for text in made) <= 1
        assert not any(re.search(rf"[A-Za-z#/@_-]{name}|{name}[A-Za-z_@#-]", text) for text in made)
    assert opens or not any(text.startswith("@") and not before.startswith("@") for text, before in zip(made, texts, strict=True))
