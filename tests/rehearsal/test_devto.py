"""The rehearsal's dev.to: its validations, its drafts, its limits."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from whenever import Instant

from bot.rehearsal import devto_view
from bot.rehearsal.devto_rules import Piece, changed, liquid_wrong, wrong
from tests.rehearsal.conftest import Person

NOW = Instant.from_utc(2026, 11, 22, 9, 0)


def ask(person: Person, method: str, path: str, **article: Any) -> requests.Response:
    headers = {"api-key": f"rehearsal-{person.name}-api_key"}
    url = f"{person.network.url}/devto/api{path}"
    return person.session.request(method, url, headers=headers, json={"article": article} if article else None, timeout=10)


def listed(person: Person, which: str = "/all") -> list[dict[str, Any]]:
    return list(ask(person, "GET", f"/articles/me{which}").json())


def test_a_draft_is_its_authors_alone_until_it_is_published(person: Person) -> None:
    made = ask(person, "POST", "/articles", title="Small batches", body_markdown="Words.", tags=["ai"], published=False)
    assert (made.status_code, made.json()["published_timestamp"]) == (201, "")
    number = made.json()["id"]
    assert person.posts() == []
    assert [row["published"] for row in listed(person)] == [False]
    assert listed(person, "/published") == listed(person, "") == []
    assert ask(person, "GET", f"/articles/{number}").status_code == 404
    live = ask(person, "PUT", f"/articles/{number}", published=True).json()
    assert live["path"].startswith("/ada_")
    assert "temp-slug" not in live["path"]
    assert ask(person, "GET", f"/articles{live['path']}").json()["id"] == number
    assert [(post.id, post.title, post.text) for post in person.posts()] == [(live["path"][1:], "Small batches", "Words.")]


def test_an_article_is_taken_back_and_brought_back_under_its_address(person: Person) -> None:
    number = ask(person, "POST", "/articles", title="T", body_markdown="a", published=True).json()["id"]
    first = listed(person)[0]["path"]
    ask(person, "PUT", f"/articles/{number}", published=False)
    assert [post.deleted for post in person.posts()] == [True]
    ask(person, "PUT", f"/articles/{number}", published=True, body_markdown="b")
    assert [(post.deleted, post.text, f"/{post.id}") for post in person.posts()] == [(False, "b", first)]


def test_no_canonical_address_belongs_to_two_whoever_has_a_draft_of_it(person: Person, network: Any, state: Any) -> None:
    url = f"https://example.org/{person.name}"
    ask(person, "POST", "/articles", title="T", body_markdown="a", canonical_url=url, published=False)
    stranger = Person(network, state)
    answer = ask(stranger, "POST", "/articles", title="U", body_markdown="b", canonical_url=url)
    assert (answer.status_code, answer.json()) == (422, {"error": "Canonical url has already been taken", "status": 422})
    number = listed(person)[0]["id"]
    assert ask(stranger, "PUT", f"/articles/{number}", title="Mine").status_code == 404
    stranger.session.close()


def test_more_than_ten_articles_in_half_a_minute_have_to_wait(person: Person) -> None:
    codes = [ask(person, "POST", "/articles", title=f"T{number}", body_markdown="a").status_code for number in range(11)]
    assert codes == [201] * 10 + [429]
    assert ask(person, "POST", "/articles", title="T", body_markdown="a").headers["retry-after"] == "30"


def test_a_caller_needs_a_name_and_a_key(person: Person) -> None:
    url = f"{person.network.url}/devto/api/users/me"
    assert person.session.get(url, timeout=10).status_code == 401
    nameless = person.session.get(url, headers={"User-Agent": "", "api-key": f"rehearsal-{person.name}-api_key"}, timeout=10)
    assert (nameless.status_code, nameless.text) == (403, "Forbidden Bots")
    assert ask(person, "GET", "/users/me").json()["username"] == person.name.replace("-", "_")
    assert "api_key" not in str([request.headers for request in person.requests()])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": ""}, "Title can't be blank"),
        ({"title": "a" * 129}, "Title is too long"),
        ({"tags": list("abcde")}, "exceed the maximum of 4 tags"),
        ({"tags": ["c++"]}, 'Tag "c++" contains non-alphanumeric'),
        ({"tags": ["a" * 31]}, "is too long (maximum is 30"),
        ({"main_image": "cover.png"}, "Main image is not a valid URL"),
        ({"canonical_url": "http://localhost/a"}, "Canonical url is not a valid URL"),
        ({"body_markdown": "é" * 410_000}, "Body markdown is too long"),
        ({"body_markdown": "---\ntags: a, b, c, d, e\n---\nx"}, "exceed the maximum of 4 tags"),
        ({"body_markdown": "{{ x }}"}, "Base Liquid variables are disabled"),
    ],
)
def test_what_is_no_article_is_refused(given: dict[str, Any], said: str) -> None:
    piece = changed(Piece(1, "ada"), {"title": "T", "body_markdown": "a", **given})
    assert said in wrong(piece, [], NOW)


def test_the_same_words_or_the_same_title_at_once_are_refused() -> None:
    there = Piece(1, "ada", "T", "a", created_at=NOW.subtract(seconds=301).format_iso(), changed_at="x")
    assert wrong(Piece(2, "ada", "T", "a"), [there], NOW) == "Body markdown has already been taken"
    assert wrong(Piece(2, "ada", "T", "b"), [there], NOW) == ""
    fresh = Piece(1, "ada", "T", "a", created_at=NOW.subtract(seconds=299).format_iso(), changed_at="x")
    assert wrong(Piece(2, "ada", "T", "b"), [fresh], NOW) == "Title has already been used in the last five minutes"
    assert wrong(Piece(2, "eve", "T", "a"), [fresh], NOW) == wrong(fresh, [fresh], NOW) == ""


def test_front_matter_counts_more_than_the_fields() -> None:
    piece = changed(Piece(1, "ada"), {"title": "T", "published": False, "body_markdown": "---\ntitle: Mine\npublished: true\n---\nx"})
    assert (piece.title, piece.published) == ("Mine", True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{% katex inline %}x\\_1{% endkatex %} `{{ x }}` {% raw %}{{{% endraw %} {% youtube dQw4w9WgXcQ %}", ""),
        ("```\n{% include x %}\n```", ""),
        ("{% include x %}", "Unknown tag 'include'"),
        ("{% katex %} x_{{y}} {% endkatex %}", "variables are disabled"),
        ("{% katex %} x", "'katex' tag was never closed"),
        ("a {{ b", "not properly terminated"),
        ("a {% b", "not properly terminated"),
    ],
)
def test_what_liquid_makes_of_a_text(text: str, said: str) -> None:
    assert said in liquid_wrong(text)
    assert bool(said) == bool(liquid_wrong(text))


def test_a_reader_sees_formulas_embeds_and_no_tags() -> None:
    html = devto_view.body(
        "{% katex inline %}x\\_1{% endkatex %} and {% raw %}{{ a }}{% endraw %}<script>x</script>\n\n{% youtube dQw4w9WgXcQ %}"
    )
    assert "<code>x_1</code> and {{ a }}" in html
    assert 'href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"' in html
    assert "<script" not in html
    assert "{%" not in html
