"""What a Reddit post says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.model.draft import Draft
from bot.model.settings import Posts, Site
from bot.platforms import reddit
from bot.platforms.base import Facts
from bot.text.source import read_post

URL = "https://example.org/t"


def render(text: str, facts: Facts | None = None, matter: str = f"title: T\nurl: {URL}", **options: Any) -> Draft:
    account = reddit.Account(**{"name": "reddit", "platform": "reddit", "subreddit": "test", **options})
    post = read_post(f"---\n{matter}\n---\n{text}".encode(), "t.md", Site(), Posts(), ("reddit", "x", "mine"))
    return reddit.render(post, account, facts or {})


def codes(draft: Draft) -> list[tuple[str, str]]:
    return [(problem.level, problem.code) for problem in draft.problems]


def test_the_whole_article_with_its_origin_last() -> None:
    draft = render("Hello *you*.\n\n```python\nx = 1\n```\n", prefix="[P]", flair="Project")
    (segment,) = draft.segments
    assert draft.title == "[P] T"
    assert segment.text == f"Hello _you_.\n\n    x = 1\n\nOriginally at {URL}"
    assert (segment.wire, segment.length, segment.limit, segment.counter, segment.spans) == (
        segment.text,
        len(segment.text),
        40_000,
        "chars",
        (),
    )
    assert draft.fields == {"subreddit": "test", "kind": "self", "flair": "Project", "flair_text": "Project"}
    assert draft.problems == ()


def test_no_origin_where_none_is_wanted_or_known() -> None:
    assert render("Hello.", link="none").segments[0].text == "Hello."
    assert render("Hello.", matter="title: T").segments[0].text == "Hello."


def test_passages_for_others_are_left_out() -> None:
    text = "a\n\n<!-- only: x -->\nb\n<!-- end -->\n\n<!-- not: mine -->\nc\n<!-- end -->\n\n<!-- only: reddit -->\nd\n<!-- end -->\n"
    assert render(text, name="mine", link="none").segments[0].text == "a\n\nd"
    assert render(text, name="other", link="none").segments[0].text == "a\n\nc\n\nd"


def test_links_and_disclosure_of_the_author() -> None:
    matter = f"title: T\nurl: {URL}\ndisclosure: sponsored\nlinks: {{paper: https://arxiv.org/abs/1, friend: https://m.com/f}}"
    text = render("Hello.", matter=matter).segments[0].text
    assert text == f"*Disclosure: this post is sponsored.*\n\nHello.\n\n[Paper](https://arxiv.org/abs/1)\n\nOriginally at {URL}"


def test_handwritten_text_goes_out_as_it_is() -> None:
    matter = "title: T\nreddit: {text: '**Mine** [x', title: My title, subreddit: r/other, flair: News, kind: self}"
    draft = render("Body.", matter=matter)
    assert (draft.segments[0].text, draft.title) == ("**Mine** [x", "My title")
    assert (draft.fields["subreddit"], draft.fields["flair"]) == ("other", "News")


def test_a_note_goes_out_as_it_is() -> None:
    assert render("Just *this* -- and `that`.\n", matter="tags: [a]").segments[0].text == "Just *this* -- and `that`."


def test_a_link_post() -> None:
    draft = render("Body.", kind="link")
    assert (draft.segments[0].text, draft.fields["url"], draft.fields["kind"]) == (URL, URL, "link")
    assert codes(render("Body.", kind="link", matter="title: T")) == [("error", "no-url")]


def test_a_long_title_is_an_error_and_not_cut() -> None:
    draft = render("Body.", matter=f"title: {'a' * 298}", prefix="[P]")
    assert len(draft.title) == 302
    assert codes(draft) == [("error", "title-too-long")]
    assert codes(render("Body.", matter=f"title: {'a' * 296}", prefix="[P]")) == []


def test_a_long_article_ends_at_a_section_with_the_link() -> None:
    section = "## Section\n\n" + "Words and words. " * 600 + "\n\n"
    draft = render(section * 6)
    text = draft.segments[0].text
    assert 30_000 < len(text) <= 40_000
    assert text.count("## Section") == 3
    assert text.endswith(f"words.\n\nContinues at {URL}")
    assert codes(draft) == [("warning", "too-long")]
    assert draft.problems[0].line > 1


def test_an_article_of_exactly_the_limit_is_whole() -> None:
    room = 40_000 - len(f"\n\nOriginally at {URL}")
    assert codes(render("a" * room)) == []
    assert codes(render("a" * (room + 1))) == [("error", "too-long")]


def test_a_handwritten_text_that_is_too_long_blocks() -> None:
    assert codes(render("x", matter=f"title: T\nreddit: {{text: {'a' * 40_001}}}")) == [("error", "too-long")]


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({"is_flair_required": True}, ("error", "flair-required")),
        ({"title_text_max_length": 3}, ("error", "title-too-long")),
        ({"title_text_min_length": 30}, ("error", "title-too-short")),
        ({"body_text_max_length": 3}, ("error", "body-too-long")),
        ({"body_restriction_policy": "notAllowed"}, ("error", "body-not-allowed")),
        ({"title_required_strings": ["[R]", "[P]"]}, ("error", "title-required")),
        ({"title_blacklisted_strings": ["great"]}, ("error", "title-forbidden")),
        ({"body_required_strings": ["why"]}, ("error", "body-required")),
        ({"body_blacklisted_strings": ["spam", "HELLO"]}, ("error", "body-forbidden")),
        ({"body_regexes": ["^a+$"]}, ("warning", "body-pattern")),
        ({"domain_blacklist": ["example.org"]}, ("warning", "domain-forbidden")),
        ({"guidelines_text": "Be kind."}, ("info", "guidelines")),
        ({"flairs": ["News|1"]}, None),
    ],
)
def test_rules_of_the_subreddit(facts: Facts, problem: tuple[str, str] | None) -> None:
    draft = render("Hello.", facts, matter=f"title: A great title\nurl: {URL}")
    assert codes(draft) == ([problem] if problem else [])


@pytest.mark.parametrize(
    "facts",
    [
        {"is_flair_required": False, "title_text_max_length": 300, "body_restriction_policy": "none", "domain_blacklist": ["evil.com"]},
        {"title_required_strings": [], "title_text_min_length": 0, "link_restriction_policy": "none", "domain_whitelist": ["a.com"]},
        {"domain_blacklist": ["example.org"], "link_restriction_policy": "whitelist", "domain_whitelist": []},
        {"title_required_strings": ["[p]", "x"], "is_flair_required": True},
    ],
)
def test_rules_that_are_kept(facts: Facts) -> None:
    assert codes(render("Hello.", facts, prefix="[P]", flair="Project")) == []


def test_domains_of_a_link_post_are_refused() -> None:
    for domain, refused in (("example.org", True), ("www.example.org", True), ("ample.org", False)):
        facts: Facts = {"domain_blacklist": [domain], "link_restriction_policy": "blacklist"}
        assert codes(render("x", facts, kind="link")) == ([("error", "domain-forbidden")] if refused else [])
    assert codes(render("x", {"link_restriction_policy": "whitelist", "domain_whitelist": ["a.com"]}, kind="link")) == [
        ("error", "domain-forbidden")
    ]


def test_flairs_are_found_by_text() -> None:
    facts: Facts = {"flairs": ["News|11111111-1111-1111-1111-111111111111", "A|B|22222222-2222-2222-2222-222222222222"]}
    assert render("x", facts, flair="news").fields["flair_id"] == "11111111-1111-1111-1111-111111111111"
    assert render("x", facts, flair="A|B").fields["flair_id"] == "22222222-2222-2222-2222-222222222222"
    assert render("x", facts, flair="11111111-1111-1111-1111-111111111111").fields["flair"] == "News"
    assert codes(render("x", facts, flair="Nope")) == [("error", "unknown-flair")]


def test_a_repeated_rendering_is_the_same() -> None:
    assert render("a **b**\n\n- c").fingerprint == render("a **b**\n\n- c").fingerprint
    assert render("a **b**\n\n- c").fingerprint != render("a **b**\n\n- d").fingerprint


# Titles ---------------------------------------------------------------------------------------------------------------


def titled(title: str, facts: Facts | None = None, matter: str = "", **options: Any) -> str:
    return render("x", facts, f"title: '{title}'\n{matter}", **options).title


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("We halved it.", "We halved it"),
        ("🚀 We halved it 🎉🎉", "We halved it"),
        ("We   halved\tit", "We halved it"),
        ("So, what now?", "So, what now?"),
        ("Wait for it...", "Wait for it..."),
        ("Tables, lists etc.", "Tables, lists etc."),
        ("Made in the U.S.", "Made in the U.S."),
        ("Data 🤗 sets", "Data 🤗 sets"),
        ("🚀", "🚀"),
        ("批量更小。", "批量更小"),
    ],
)
def test_a_title_is_the_authors_without_what_makes_it_loud(given: str, said: str) -> None:
    assert titled(given) == said


def test_a_handwritten_title_goes_out_as_it_is() -> None:
    assert titled("T", matter="reddit: {title: '🚀 Mine.'}") == "🚀 Mine."


@pytest.mark.parametrize(
    ("matter", "options", "said"),
    [
        ("", {"prefix": "[P]"}, "[P] We halved it"),
        ("reddit: {prefix: '[R]'}", {"prefix": "[P]"}, "[R] We halved it"),
        ("reddit: {prefix: ''}", {"prefix": "[P]"}, "We halved it"),
        ("reddit: {title: '[D] Mine'}", {"prefix": "[P]"}, "[D] Mine"),
    ],
)
def test_the_tag_is_the_posts_the_accounts_or_the_one_in_the_title(matter: str, options: dict[str, str], said: str) -> None:
    assert titled("We halved it", matter=matter, **options) == said


def test_the_only_tag_a_subreddit_takes_is_put_before() -> None:
    assert titled("We halved it", {"title_required_strings": ["[Project]"]}) == "[Project] We halved it"
    assert titled("We halved it", {"title_required_strings": ["[P]", "[R]"]}) == "We halved it"
    assert titled("We halved it", {"title_required_strings": ["how"]}) == "We halved it"


def test_a_tag_that_moderators_demand_is_asked_for_where_no_key_can_ask() -> None:
    place = {"subreddit": "MachineLearning"}
    draft = render("x", **place)
    assert codes(draft) == [("warning", "title-tag")]
    assert 'prefix: "[P]"' in draft.problems[0].message
    assert codes(render("x", prefix="[p]", **place)) == []
    assert codes(render("x", {"title_required_strings": ["T"]}, **place)) == []


# Links and names ------------------------------------------------------------------------------------------------------


def test_the_article_is_linked_as_the_site_and_the_account_want_it() -> None:
    matter = f"title: T\nurl: {URL}\nlinks: {{friend: https://m.com/f}}"
    post = replace(read_post(f"---\n{matter}\n---\nHello.".encode(), "t.md", Site(), Posts(), ()), utm=True)

    def said(**options: Any) -> Draft:
        return reddit.render(post, reddit.Account(name="r", platform="reddit", subreddit="test", **options), {})

    assert said().segments[0].text == f"Hello.\n\nOriginally at {URL}?utm_source=reddit&utm_medium=social"
    assert said(friend=True).segments[0].text == "Hello.\n\nOriginally at https://m.com/f"
    assert said(kind="link", friend=True).fields["url"] == said(kind="link", friend=True).segments[0].text == "https://m.com/f"


def test_a_link_that_the_article_holds_is_not_listed_again() -> None:
    matter = f"title: T\nurl: {URL}\nlinks: {{paper: https://p.org/1, code: 'https://c.org/x?gclid=1'}}"
    text = render("See [it](https://p.org/1).", matter=matter).segments[0].text
    assert text == f"See [it](https://p.org/1).\n\n[Code](https://c.org/x)\n\nOriginally at {URL}"


def test_a_name_is_followed_by_its_handle_once() -> None:
    text = render("# Ada_L\n\n*Ada_L* met Ada_L.", mentions={"Ada_L": "u/ada_l"}, link="none").segments[0].text
    assert text == "# Ada\\_L\n\n_Ada\\_L (u/ada_l)_ met Ada\\_L."
