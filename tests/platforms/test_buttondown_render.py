"""An article as an issue of a newsletter."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.model.draft import Draft
from bot.model.post import Override, Post
from bot.model.settings import Site
from bot.platforms import _issue, buttondown
from tests.text.articles import TIDY, article, read

PREFIX = "<!-- buttondown-editor-mode: fancy -->\n"


def render(post: Post, facts: dict[str, object] | None = None, **account: object) -> Draft:
    made = buttondown.Account(name="letter", platform="buttondown", **account)  # type: ignore[arg-type]
    return buttondown.render(post, made, facts or {})  # type: ignore[arg-type]


def html(draft: Draft) -> str:
    wire = draft.segments[0].wire
    assert wire.startswith(PREFIX)
    return wire.removeprefix(PREFIX)


def codes(draft: Draft) -> list[tuple[str, str]]:
    return [(problem.level, problem.code) for problem in draft.problems]


def test_the_whole_article_with_what_belongs_to_it_and_its_origin() -> None:
    draft = render(article(TIDY, links="{paper: https://example.org/p.pdf, code: https://example.org/c, friend: https://example.org/f}"))
    said = html(draft)
    assert said.startswith("<p>Messy data exports are a common problem.")
    assert "<h2>The problem</h2>" in said
    assert "secret code" in said
    assert said.count("<pre style=") == said.count("<table style=") == said.count("<img style=") == 1
    assert '<img style="max-width:100%;height:auto" src="https://example.org/table.png" alt="A table with two headers">' in said
    assert said.endswith(
        '<p><a href="https://example.org/p.pdf">Paper</a> · <a href="https://example.org/c">Code</a></p>\n'
        '<p>Originally published at <a href="https://example.org/tidy">example.org</a>.</p>'
    )
    assert draft.title == "Tidy tables from messy exports"
    assert draft.fields["canonical_url"] == "https://example.org/tidy"
    assert str(draft.fields["description"]).startswith("Whether it is merged cells or several headers, structured outputs")
    assert (draft.visibility, codes(draft)) == ("draft", [])


def test_the_link_may_be_the_friend_link_tagged_or_none() -> None:
    post = article(TIDY, links="{friend: https://example.org/f?key=1}")
    assert 'Originally published at <a href="https://example.org/f?key=1">' in html(render(post, friend=True))
    assert "Originally published" not in html(render(post, link="none"))
    tagged = read("---\ntitle: T\nurl: https://example.org/a\n---\n\nText.\n", site=Site(url="https://example.org", utm=True))
    assert "https://example.org/a?utm_source=buttondown" in html(render(tagged))


def test_a_teaser_says_what_it_is_about_and_leads_to_it() -> None:
    for draft in (render(article(TIDY), shape="teaser"), render(article(TIDY, buttondown="{shape: teaser}"))):
        said = html(draft)
        assert said.startswith("<p>Messy data exports are a common problem.")
        assert said.endswith('<p>→ <a href="https://example.org/tidy">Tidy tables from messy exports</a></p>')
        assert not re.search("secret code|<table|<img|<h2", said)
        assert len(said) < 1500


def test_a_teaser_does_not_open_with_its_own_subject() -> None:
    draft = render(article("## One\n\n```python\nx = 1\n```\n"), shape="teaser")
    assert html(draft) == '<p>→ <a href="https://example.org/tidy">Tidy tables from messy exports</a></p>'


def test_what_must_be_disclosed_comes_first() -> None:
    for shape in ("whole", "teaser"):
        assert html(render(article(TIDY, disclosure="sponsored"), shape=shape)).startswith("<p><em>This issue is sponsored.</em></p>\n")


def test_what_the_author_wrote_by_hand_goes_out_with_nothing_added() -> None:
    post = replace(article(TIDY), overrides={"buttondown": Override(("Dear *reader*,\n\nnews.",), title="News")})
    draft = render(post, shape="teaser")
    assert (draft.title, html(draft)) == ("News", "<p>Dear <em>reader</em>,</p>\n<p>news.</p>")


def test_a_template_in_an_article_is_what_readers_see() -> None:
    draft = render(article("Write `{{ subscriber.email }}`:\n\n```yaml\nrun: ${{ matrix.os }} {% raw %} {# x #} {a: {b: 1}}\n```\n"))
    said = html(draft)
    assert not re.search(r"\{[{%#]", said)
    assert "&#123;{ subscriber.email }}" in said
    assert "${" not in said
    assert "{a: {b: 1}}" in said


@pytest.mark.parametrize("title", ["What {{ x }} means", "The {% if %} tag"])
def test_a_template_in_a_title_blocks_the_yes(title: str) -> None:
    post = replace(article("Text."), title=title, summary="About {{ x }}.")
    draft = render(post)
    assert ("error", "template") in codes(draft)
    assert "description" not in draft.fields
    assert codes(render(replace(post, overrides={"letter": Override(title="Another")}))) == []


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"subscribers": 1234}, "about 1,234 subscribers"),
        ({"subscribers": 1}, "one subscriber"),
        ({"subscribers": True}, "not known yet"),
        ({}, "not known yet"),
    ],
)
def test_to_how_many_it_goes_is_said_but_not_bound(facts: dict[str, object], said: str) -> None:
    draft = render(article(TIDY), facts, send="now")
    (problem,) = draft.problems
    assert (problem.level, problem.code, draft.visibility) == ("warning", "recipients", "subscribers")
    assert said in problem.message
    assert draft.fingerprint == render(article(TIDY), {"subscribers": 7}, send="now").fingerprint
    assert draft.fingerprint != render(article(TIDY), facts).fingerprint
    assert codes(render(article(TIDY), facts)) == []


def test_what_is_wrong_with_a_mail_is_named() -> None:
    assert codes(render(replace(article("Text."), title="", url=None))) == [("error", "no-title"), ("info", "no-url")]
    assert codes(render(article("Word word. " * 10_000, summary="Words."))) == [("warning", "clipped")]
    account = buttondown.Account(platform="buttondown")
    assert codes(_issue.draft(article("Text."), account, replace(buttondown.LIMITS, maximum=11), "draft")) == [("error", "too-long")]


def test_a_passage_for_others_stays_out() -> None:
    said = html(
        render(article("All.\n\n<!-- only: x -->\nFor X.\n<!-- end -->\n\n<!-- only: letter, buttondown -->\nFor mail.\n<!-- end -->\n"))
    )
    assert "For X" not in said
    assert "For mail" in said


def test_nothing_an_author_writes_becomes_a_tag_of_a_mail() -> None:
    said = html(render(article("a <script>alert(1)</script> `<img src=x onerror=y>` [x](javascript:alert(1)) <table onclick=x>\n")))
    assert "<script" not in said
    assert 'href="javascript' not in said
    assert not re.search(r"<(?!/?(?:p|code|a)\b)", said)
