"""What Nostr gets of an article: a note, or markdown that holds no tag, as apps show those as they are."""

from __future__ import annotations

import pytest

from bot.model.draft import Draft
from bot.platforms import nostr
from tests.text.articles import TIDY, article, read

RELAYS = ("wss://relay.example.com", "wss://nos.example.com")


def draft(body: str, form: str = "article", **head: str) -> Draft:
    account = nostr.Account(name="nostr", platform="nostr", relays=RELAYS, form=form)  # type: ignore[arg-type]
    return nostr.render(article(body, **head), account, {})


def text(body: str) -> str:
    return draft(body).segments[0].text.partition("\n\nOriginally")[0]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Words with *marks*, **more** and `code`.", "Words with _marks_, **more** and `code`."),
        ("in**side**words", "insidewords"),
        ("| a | b |\n| --- | --- |\n| `x\\|y` | 2 |", "| a | b |\n|---|---|\n| x&#124;y | 2 |"),
        ("One[^1][^2] more.\n\n[^1]: First.\n\n[^2]: Second", "One¹ ² more.\n\n---\n\n1. First.\n2. Second"),
        ("~~~md\n```\nx\n```\n~~~", "````\n```\nx\n```\n````"),
        ("H<sub>2</sub>O and x<sup>2</sup>, e<sup>(a+b)</sup>", "H₂O and x², e^(a+b)"),
    ],
)
def test_an_article_is_markdown_without_a_tag(body: str, said: str) -> None:
    assert text(body) == said


def test_an_article_has_its_name_title_summary_and_picture_beside_it() -> None:
    made = draft("Words.", summary="Why.", cover="https://example.org/c.png", tags="[Machine learning]")
    assert made.fields == {
        "relays": list(RELAYS),
        "t": ["machinelearning"],
        "r": "https://example.org/tidy",
        "d": "a-post",
        "title": "Tidy tables from messy exports",
        "summary": "Why.",
        "image": "https://example.org/c.png",
    }
    assert made.segments[0].text.endswith("\n\nOriginally published at https://example.org/tidy")


def test_a_note_announces_and_can_not_be_edited() -> None:
    made = draft(TIDY, "note", cover="https://example.org/c.png", tags="[pandas]")
    (segment,) = made.segments
    assert segment.text.startswith("Tidy tables from messy exports\n\n")
    assert segment.text.endswith("https://example.org/c.png")
    assert segment.text.count("https://example.org/tidy") == 1
    assert {span.kind for span in segment.spans} == {"link", "hashtag"}
    assert made.fields[nostr.LIMITS.fixed_by]
    assert "d" not in made.fields


def test_other_relays_need_another_yes() -> None:
    other = nostr.Account(name="nostr", platform="nostr", relays=RELAYS[:1])
    assert nostr.render(article(TIDY), other, {}).fingerprint != draft(TIDY, "note").fingerprint


@pytest.mark.parametrize(
    "relay", ["ws://nos.lol", "wss://10.0.0.1", "ws://192.168.1.1:7777", "https://nos.lol", "wss://u:p@nos.lol", "wss://nos.lol\n", ""]
)
def test_a_relay_that_may_not_be_asked_is_said_and_blocks(relay: str) -> None:
    account = nostr.Account(name="nostr", platform="nostr", relays=(relay,))
    made = nostr.render(article(TIDY), account, {})
    assert made.blocked
    assert "Write wss://nos.lol" in made.problems[-1].message
    assert nostr.render(article(TIDY), nostr.Account(name="nostr", platform="nostr", relays=()), {}).blocked
    for good in ("wss://nos.lol", "wss://relay.example.com:444/a", "ws://127.0.0.1:7777"):
        assert not nostr.render(article(TIDY), nostr.Account(name="nostr", platform="nostr", relays=(good,)), {}).blocked


def test_an_authors_own_thread_and_form_come_first() -> None:
    post = read("---\ntitle: T\nurl: https://example.org/a\nnostr: {form: article}\n---\nWords.\n", known=("nostr",))
    account = nostr.Account(name="nostr", platform="nostr", relays=RELAYS)
    assert "d" in nostr.render(post, account, {}).fields
    wrong = read("---\ntitle: T\nurl: https://example.org/a\nnostr: {form: poem}\n---\nWords.\n", known=("nostr",))
    assert nostr.render(wrong, account, {}).blocked


def test_what_no_relay_would_take_is_said() -> None:
    made = draft("Words and more. " * 5000)
    assert made.blocked
    assert "80," in made.problems[-1].message
    assert draft("日本語" * 100).segments[0].length > 900, "bytes are counted"
