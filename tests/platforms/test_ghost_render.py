"""What a post on a Ghost site says, and what stands in cards because Ghost would lose it."""

from __future__ import annotations

import pytest

from bot.model.draft import Draft
from bot.platforms import ghost
from tests.text.articles import PICTURE, article, read

BEGIN, END = "<!--kg-card-begin: html-->", "<!--kg-card-end: html-->"


def account(**more: str) -> ghost.Account:
    return ghost.Account(name="ghost", platform="ghost", server="blog.example.com", **more)


def draft(body: str, **head: str) -> Draft:
    return ghost.render(article(body, **head), account(), {})


def html(body: str) -> str:
    return draft(body).segments[0].wire


@pytest.mark.parametrize(
    "body",
    [
        "Words with *marks*, `code` and [a link](https://example.org/a).",
        "## A heading\n\n```python\nx = 1\n```",
        "- one\n- two\n  1. deep\n  2. deeper",
        "> a quote\n>\n> of two",
        "![A chart](https://example.org/c.png)",
        "$$E = mc^2$$",
    ],
)
def test_what_ghost_knows_stands_as_it_is(body: str) -> None:
    assert BEGIN not in html(body)


@pytest.mark.parametrize(
    "body",
    [
        "| a | b |\n| --- | ---: |\n| 1 | 2 |",
        "- one\n\n  ```\n  code\n  ```\n- two",
        "- one\n\n  more\n- two",
        "- ![A chart](https://example.org/c.png)",
        "> a quote\n>\n> - with a list",
        "> ![A chart](https://example.org/c.png)",
        "[![badge](https://example.org/b.svg)](https://example.org/l) words",
    ],
)
def test_what_ghost_would_lose_stands_in_one_card(body: str) -> None:
    said = html(f"Before.\n\n{body}\n\nAfter.")
    assert (said.count(BEGIN), said.count(END)) == (1, 1)
    assert said.index("Before") < said.index(BEGIN) < said.index(END) < said.index("After")


def test_footnotes_stand_in_a_card_where_their_names_stay() -> None:
    said = html("Words[^1].\n\n[^1]: The note.")
    assert '<a href="#fn1">1</a>' in said
    assert said.index(BEGIN) < said.index('<li id="fn1">The note.</li>') < said.index(END)


def test_columns_keep_their_sides_whatever_the_theme_says() -> None:
    assert '<th style="text-align:right">b</th>' in html("| a | b |\n| --- | ---: |\n| 1 | 2 |")


def test_an_authors_own_marks_open_no_card() -> None:
    said = html("Write `<!--kg-card-begin: html-->` and <!--kg-card-begin: html--> &lt;script&gt;.")
    assert BEGIN not in said
    assert "<script" not in said


def test_fields_name_the_address_the_origin_and_the_authors_own_tags() -> None:
    post = read(
        "---\ntitle: T\nurl: https://example.org/blog/Small_Batches/\ntags: [machine learning, '#hidden']\nsummary: Why.\n---\nWords.\n"
    )
    assert ghost.render(post, account(), {}).fields == {
        "server": "blog.example.com",
        "slug": "small-batches",
        "canonical_url": "https://example.org/blog/Small_Batches/",
        "tags": ["machine learning", "hidden"],
        "custom_excerpt": "Why.",
    }


def test_an_article_of_this_very_site_needs_no_origin() -> None:
    assert "canonical_url" not in draft("Words.", url="https://www.blog.example.com/tidy/").fields


def test_an_authors_slug_tags_and_title_come_first() -> None:
    post = read(
        "---\ntitle: T\nurl: https://example.org/a\nghost: {slug: My Own, tags: 'A, B', title: Another}\n---\nWords.\n",
        known=("ghost",),
    )
    made = ghost.render(post, account(), {})
    assert (made.title, made.fields["slug"], made.fields["tags"]) == ("Another", "my-own", ["A", "B"])


def test_nobody_is_mailed_unless_the_account_says_so_and_then_the_number_is_said() -> None:
    plain = draft("Words.")
    assert (plain.visibility, "newsletter" in plain.fields) == ("public", False)
    post, known = article("Words."), {"newsletters": ["weekly 1234", "other 5"]}
    mailed = ghost.render(post, account(newsletter="weekly"), known)
    assert (mailed.visibility, mailed.fields["newsletter"]) == ("public and mailed", "weekly")
    assert any("about 1,234 subscribers" in problem.message for problem in mailed.problems)
    assert mailed.fingerprint != plain.fingerprint
    assert mailed.fingerprint == ghost.render(post, account(newsletter="weekly"), {"newsletters": ["weekly 9"]}).fingerprint
    assert any("not known yet" in problem.message for problem in ghost.render(post, account(newsletter="weekly"), {}).problems)
    wrong = ghost.render(post, account(newsletter="daily"), known)
    assert wrong.blocked
    assert "it has: other, weekly" in wrong.problems[-1].message


def test_a_cover_beside_the_post_goes_along_and_one_elsewhere_is_shown_from_there() -> None:
    from dataclasses import replace

    post = article("Words.", cover="a.png", cover_alt="Loss falls for ten epochs")
    here = ghost.render(replace(post, pictures={"a.png": PICTURE}), account(), {})
    assert [(media.path, media.alt) for media in here.segments[0].media] == [("/kept/a.png", "Loss falls for ten epochs")]
    assert "feature_image" not in here.fields
    there = ghost.render(article("Words.", cover="https://example.org/c.png"), account(), {})
    assert (there.segments[0].media, there.fields["feature_image"]) == ((), "https://example.org/c.png")
