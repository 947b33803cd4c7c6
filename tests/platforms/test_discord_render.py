"""An article as a Discord post: its markdown, judged by a reader of markdown, and that its words mean nothing else."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.model.draft import Draft
from bot.model.post import Override, Post
from bot.platforms import _discord_blocks, discord
from tests.text.articles import PICTURE, TIDY, article
from tests.text.articles import read as read_file

LINK = "https://example.org/tidy"
READER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough")
READER.disable(["image", "hr", "lheading", "reference", "entity", "code", "html_block", "html_inline"])
SIGNS = st.text(alphabet="ab \n*_~`|<>#-+.1@:!\\[](){}&/é", max_size=60)


def render(post: Post, **account: object) -> Draft:
    return discord.render(post, discord.Account(name="discord", platform="discord", **account), {})  # type: ignore[arg-type]


def wire(body: str) -> str:
    """The markdown of an article with that body, without what stands around it."""
    post = replace(article(body), overrides={"discord": Override(mode="full")})
    made = render(post).segments[0].wire
    return made.removeprefix("## Tidy tables from messy exports\n\n").removesuffix(f"\n\n{LINK}")


def codes(draft: Draft) -> list[tuple[str, str]]:
    return [(problem.level, problem.code) for problem in draft.problems if not problem.code.startswith("picture-missing")]


def words(markdown: str) -> tuple[str, set[str]]:
    """What a reader of Discord's markdown, as far as markdown-it knows it, sees: words, and the kinds of things among them."""
    tokens = READER.parse(markdown)
    inner = [child for token in tokens for child in token.children or ()]
    kinds = {token.type for token in (*tokens, *inner)} - {
        "paragraph_open",
        "paragraph_close",
        "inline",
        "text",
        "softbreak",
        "hardbreak",
        "text_special",
    }
    return "".join(child.content or ("\n" if "break" in child.type else "") for child in inner), kinds


# -- the announcement


def test_an_announcement_has_a_heading_an_opening_points_and_the_link() -> None:
    draft = render(article(TIDY))
    (segment,) = draft.segments
    title, *rest, link = segment.wire.split("\n\n")
    assert (title, link) == ("## Tidy tables from messy exports", LINK)
    assert rest
    assert "#" not in "".join(rest), "no hashtags on Discord"
    assert (segment.text, segment.length) == (segment.wire, len(segment.wire))
    assert draft.fields == {}


def test_beside_a_picture_the_links_card_is_hushed() -> None:
    post = replace(article(TIDY), cover="a.png", cover_alt="A table", pictures={"a.png": PICTURE})
    (segment,) = render(post).segments
    assert segment.wire.endswith(f"\n\n<{LINK}>")
    assert [media.alt for media in segment.media] == ["A table"]


def test_what_belongs_to_the_article_stands_behind_its_names_without_cards() -> None:
    text = render(article(TIDY, links="{code: https://github.com/a/b, paper: https://arxiv.org/abs/1}")).segments[0].wire
    assert "[Paper](<https://arxiv.org/abs/1>) · [Code](<https://github.com/a/b>)" in text


def test_who_speaks_and_where_are_part_of_what_is_approved() -> None:
    assert render(article(TIDY), username="Ada", thread="12", silent=True).fields == {"username": "Ada", "thread": "12", "silent": True}
    assert LINK not in render(article(TIDY), link="none").segments[0].wire


def test_inline_code_is_code_again() -> None:
    assert _discord_blocks.recoded("Call a_b() *now*", ["a_b()"]) == r"Call `a_b()` \*now\*"


# -- the whole text


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("## A `code` heading", "### A `code` heading"),
        ("**bold `x` and *both***", "**bold `x` and *both***"),
        ("[a [b] c](https://a.org/?q=1) ~~gone~~", r"[a \[b\] c](<https://a.org/?q=1>) ~~gone~~"),
        ("<https://a.org/x_y> and https://b.org.", "<https://a.org/x_y> and <https://b.org>."),
        ("> said\n>\n> > more", "> said\n> \n> more"),
        ("1. one\n2. two\n   - inner\n", "1. one\n2. two\n  - inner"),
        ("```py\nx = 1\n```", "```py\nx = 1\n```"),
        ("| a | b |\n|---|--:|\n| x | 10 |\n| yy | 2 |\n", "```\na    b\nx   10\nyy   2\n```"),
        ("so $x^2 < y$ holds", "so x² < y holds"),
        ("a note[^1] here\n\n[^1]: the **note**", "a note[1] here\n\n[1] the **note**"),
        ("![alt](a.png)\n\nwords", "words"),
        ("*one*[^1]*, and two*\n\n[^1]: N", "*one*[1], *and two*\n\n[1] N"),
        ("at [https://a.org](https://a.org/) now", "at <https://a.org/> now"),
        ("[with https, so](https://a.org) **!**", "[with https, so](<https://a.org>) !"),
        ("snake_case and 2 * 3 \\# 4", r"snake_case and 2 \* 3 # 4"),
        ("\\# no heading\n\n\\- no item\n\n1\\. no number", "\\# no heading\n\n\\- no item\n\n1\\. no number"),
    ],
)
def test_markdown_becomes_discords(body: str, shown: str) -> None:
    assert wire(body) == shown


def test_code_that_holds_a_fence_stays_code_by_its_words() -> None:
    assert words(wire("~~~\nuse ```py\n~~~")) == ("use ```py", set())


def test_a_text_that_is_too_long_ends_at_a_section_with_the_link() -> None:
    body = "".join(f"## Part {number}\n\n{'Some words about it. ' * 20}\n\n" for number in range(9))
    draft = render(replace(article(body), overrides={"discord": Override(mode="full")}))
    text = draft.segments[0].wire
    assert text.endswith(f"about it.\n\n{LINK}")
    assert (len(text) <= 2000, codes(draft)) == (True, [("warning", "too-long")])


def test_footnotes_that_do_not_fit_are_left_out_and_said_to_be() -> None:
    body = f"{'Some words about it. ' * 80}[^1]\n\n[^1]: {'More of it. ' * 60}\n"
    draft = render(replace(article(body), overrides={"discord": Override(mode="full")}))
    assert "More of it" not in draft.segments[0].wire
    assert next(problem.message for problem in draft.problems if problem.code == "too-long").endswith("its footnotes are left out.")


def test_own_words_go_out_to_the_letter_and_are_never_cut() -> None:
    own = "**Out now** @everyone <https://a.org>\n- one"
    post = replace(article(TIDY), overrides={"discord": Override(segments=(own,))})
    assert render(post).segments[0].wire == own
    long = replace(post, overrides={"discord": Override(segments=("x" * 2001,))})
    assert codes(render(long)) == [("error", "too-long")]
    assert codes(render(replace(post, overrides={"discord": Override(segments=(" ",))}))) == [("error", "empty")]


def test_a_note_goes_out_as_it_is_and_its_bare_link_may_have_a_card() -> None:
    assert render(read_file("A *short* note on https://a.org/x and [that](https://b.org).\n")).segments[0].wire == (
        "A *short* note on https://a.org/x and [that](<https://b.org>)."
    )


# -- escaping


@given(SIGNS)
def test_words_stay_words_whatever_signs_they_hold(raw: str) -> None:
    plain = "\n".join(" ".join(line.split()) for line in raw.split("\n") if line.strip())
    seen, kinds = words(_discord_blocks.escape(plain))
    assert kinds <= {"link_open", "link_close"}
    assert seen == plain


@given(SIGNS)
def test_nobody_is_called_by_words(raw: str) -> None:
    assert not re.search(r"(?<!\\)<[@#:]", _discord_blocks.escape(raw).replace("\\\\", "x"))


@given(SIGNS.filter(lambda text: text.strip() and "\n" not in text))
def test_code_stays_code_or_becomes_words(raw: str) -> None:
    text = " ".join(raw.split())
    seen, kinds = words(f"a {_discord_blocks.code(text)} b")
    assert seen == f"a {text} b"
    assert kinds <= {"code_inline"}
