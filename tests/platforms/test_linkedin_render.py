"""An article as a LinkedIn post, and the little text that says it, judged by a parser of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.draft import Draft
from bot.model.post import Post
from bot.platforms import linkedin
from bot.platforms._linkedin_links import plain_link
from bot.platforms._linkedin_text import RESERVED, escape, little, read
from tests.platforms.little_text import parse
from tests.text.articles import PICTURE, TIDY, article
from tests.text.articles import read as read_file

_WHOLE = ("@[Acme (UK)](urn:li:organization:7)", "https://a.org/x_(y)~z", "(https://a.org)", "#Tag", "# ")
PIECES = st.sampled_from([*RESERVED, *_WHOLE, " ", "\n", "word", "#1", "@me", ".", "é", "C#", "a_b"])


def render(post: Post, **account: object) -> Draft:
    return linkedin.render(post, linkedin.Account(name="linkedin", platform="linkedin", **account), {})  # type: ignore[arg-type]


def text(draft: Draft) -> str:
    return draft.segments[0].text


def codes(draft: Draft) -> list[tuple[str, str]]:
    return [(problem.level, problem.code) for problem in draft.problems if not problem.code.startswith("picture")]


@given(st.lists(PIECES, max_size=25).map("".join))
def test_little_text_parses_to_what_was_meant(raw: str) -> None:
    said = read(raw)
    shown, elements = parse(little(said))
    assert shown == said.text
    assert elements == [(span.kind, span.target) for span in said.spans]


@given(st.text(max_size=80))
def test_escaping_is_undone_by_unescaping(plain: str) -> None:
    assert parse(escape(plain)) == (plain, [])


@given(st.lists(PIECES, max_size=25).map("".join))
def test_spans_name_what_they_point_at(raw: str) -> None:
    said = read(raw)
    for span in said.spans:
        shown = said.text[span.start : span.end]
        assert shown in (span.target, f"#{span.target}") or (span.kind == "mention" and shown == "Acme (UK)")


def test_elements_are_kept_and_the_rest_is_escaped() -> None:
    said = read("Hi @[Acme](urn:li:organization:7), see https://a.org/b_c (or #MachineLearning, not #1 or C#).")
    assert said.text == "Hi Acme, see https://a.org/b%5Fc (or #MachineLearning, not #1 or C#)."
    assert little(said) == "Hi @[Acme](urn:li:organization:7), see https://a.org/b%5Fc \\(or #MachineLearning, not \\#1 or C\\#\\)."


def test_a_link_carries_no_reserved_brackets() -> None:
    assert plain_link("https://a.org/x_(y)~z@w#part") == "https://a.org/x%5F%28y%29%7Ez%40w#part"
    assert plain_link("https://a.org/x#:~:text=y") == plain_link("https://a.org/x.#") == "https://a.org/x"
    assert plain_link("https://a.org/a_b?v=a_b&a_b=1&utm_source=a_b#f") == "https://a.org/a%5Fb?v=a%5Fb&a%5Fb=1&utm_source=a%5Fb#f"


def test_statistics_are_shown_as_they_are_and_escaped_on_the_wire() -> None:
    post = replace(article(TIDY), utm=True)
    segment = render(post).segments[0]
    address = "https://example.org/tidy?utm_source=linkedin&utm_medium=social"
    assert [(span.target, segment.text[span.start : span.end]) for span in segment.spans if span.kind == "link"] == [(address, address)]
    assert "https://example.org/tidy?utm\\_source=linkedin&utm\\_medium=social" in segment.wire
    assert parse(segment.wire)[0] == segment.text


LINKS = "{code: 'https://c.org/?fbclid=1', paper: 'https://p.org/1', friend: 'https://f.org/a?sk=1'}"


def test_what_belongs_to_the_article_stands_below_its_link_before_the_hashtags() -> None:
    said = render(article(TIDY, links=LINKS, tags="[python]")).segments[0].text.split("\n\n")
    assert said[-2] == "Tidy tables from messy exports\nhttps://example.org/tidy\nPaper: https://p.org/1\nCode: https://c.org/"
    assert said[-1].startswith("#")


def test_links_go_where_the_account_wants_its_link() -> None:
    post = article(TIDY, links=LINKS)
    comment = render(post, link="comment")
    assert comment.fields["first_comment"] == "https://example.org/tidy\nPaper: https://p.org/1\nCode: https://c.org/"
    assert "http" not in comment.segments[0].text
    card = render(post, link="card", friend=True)
    assert card.fields["card_url"] == "https://f.org/a?sk=1"
    assert "Paper: https://p.org/1\nCode: https://c.org/" in card.segments[0].text
    assert "http" not in render(post, link="none").segments[0].text
    assert "https://f.org/a?sk=1" in render(post, friend=True).segments[0].text


def test_a_link_that_the_text_holds_is_not_listed_again() -> None:
    post = article("It is all at <https://p.org/1>, said the author of the paper.\n", links=LINKS)
    assert render(post).segments[0].text.count("https://p.org/1") == 1


def test_a_name_becomes_an_element_that_shows_the_name() -> None:
    urn = "urn:li:organization:7"
    segment = render(article("We tried pandas, and pandas (again) helped us.\n"), mentions={"pandas": urn}).segments[0]
    assert segment.text.startswith("We tried pandas, and pandas (again) helped us.")
    assert [(segment.text[span.start : span.end], span.target) for span in segment.spans if span.kind == "mention"] == [("pandas", urn)]
    assert segment.wire.startswith(f"We tried @[pandas]({urn}), and pandas \\(again\\) helped us.")
    assert ("mention", urn) in parse(segment.wire)[1]
    assert segment.length == len(segment.text)
    assert read("(https://a.org/x).").text == "(https://a.org/x)."


def test_a_post_opens_says_counts_and_links() -> None:
    draft = render(article(TIDY, tags="[data analysis, PyTorch]"))
    parts = text(draft).split("\n\n")
    assert parts[0] == "Messy data exports are a common problem."
    assert len(parts[0]) <= linkedin.FOLD
    assert parts[1].startswith("Whether it is merged cells")
    points = parts[2].split("\n")
    assert 2 <= len(points) <= 5
    assert all(point.startswith("• ") for point in points)
    assert parts[3] == "Tidy tables from messy exports\nhttps://example.org/tidy"
    assert parts[4] == "#DataAnalysis #PyTorch #Pandas"
    assert codes(draft) == []
    assert (draft.visibility, draft.fields, draft.cost_usd) == ("public", {}, 0)
    assert parse(draft.segments[0].wire)[0] == text(draft)


@pytest.mark.parametrize(("hook", "first"), [("title", "Are tables tidy?"), ("question", "Are tables tidy?"), ("finding", "")])
def test_a_post_opens_as_the_voice_wants(hook: str, first: str) -> None:
    said = text(render(article(TIDY, title="Are tables tidy?"), hook=hook))
    assert said.startswith(first)
    assert said.removeprefix(first).strip().startswith(("Messy data", "Whether it is"))


def test_points_or_prose_short_or_long() -> None:
    post = article(TIDY)
    said = {
        (shape, length): text(render(post, shape=shape, length=length)) for shape in ("points", "prose") for length in ("short", "long")
    }
    assert all(("•" in words) == (shape == "points") for (shape, _), words in said.items())
    assert all(len(said[shape, "short"]) < len(said[shape, "long"]) for shape in ("points", "prose"))
    assert said["points", "short"].index("•") < said["points", "long"].index("•")


def test_as_many_hashtags_as_the_voice_wants() -> None:
    post = article(TIDY, tags="[tables, PyTorch, data, exports, parquet]")
    counts = [len([span for span in render(post, tags=most).segments[0].spans if span.kind == "hashtag"]) for most in (0, 2, 5)]
    assert counts == [0, 2, 5]


def test_without_an_address_the_title_opens() -> None:
    assert text(render(replace(article(TIDY), url=None))).startswith("Tidy tables from messy exports\n\n")


def test_a_card_carries_the_link_instead_of_the_text() -> None:
    draft = render(article(TIDY, summary="All about tables."), link="card")
    assert "http" not in text(draft)
    assert draft.fields == {
        "card_url": "https://example.org/tidy",
        "card_title": "Tidy tables from messy exports",
        "card_description": "All about tables.",
    }


def test_a_first_comment_carries_the_link_plain() -> None:
    draft = render(article(TIDY), link="comment")
    assert "http" not in text(draft)
    assert draft.fields == {"first_comment": "https://example.org/tidy"}


def test_no_link_at_all() -> None:
    assert render(article(TIDY), link="none").fields == {}
    assert "http" not in text(render(article(TIDY), link="none"))


def test_without_an_address_there_is_a_warning() -> None:
    assert codes(render(read_file("# Title\n\nA whole sentence stands here.\n"))) == [("warning", "no-link")]


def test_the_authors_own_text_goes_out_to_the_letter() -> None:
    draft = render(article(TIDY, linkedin='{text: "Mine (as it is), @[Acme](urn:li:organization:7) #really"}'))
    assert text(draft) == "Mine (as it is), Acme #really"
    assert draft.segments[0].wire == "Mine \\(as it is\\), @[Acme](urn:li:organization:7) #really"
    assert [span.kind for span in draft.segments[0].spans] == ["mention", "hashtag"]


def test_the_authors_own_text_is_never_cut_but_refused() -> None:
    post = article(TIDY, linkedin=f'{{text: "{"word " * 600}"}}')
    draft = render(post)
    assert draft.blocked
    assert codes(draft) == [("error", "too-long")]
    assert draft.problems[-1].line > 0


@pytest.mark.parametrize("first", ["", "\u200b", " \u2060"])
def test_an_invisible_first_line_blocks(first: str) -> None:
    post = article(TIDY)
    own = replace(article(TIDY, linkedin='{text: "x"}').overrides["linkedin"], segments=(f"{first}\nWords.",))
    assert codes(render(replace(post, overrides={"linkedin": own}))) == [("error", "empty")]


def test_a_note_keeps_its_mention() -> None:
    draft = render(read_file("Thanks to @[Acme](urn:li:organization:7) for *this*.\n"))
    assert text(draft) == "Thanks to Acme for this."
    assert draft.segments[0].wire == "Thanks to @[Acme](urn:li:organization:7) for this."


def test_a_huge_summary_still_fits() -> None:
    draft = render(article(TIDY, summary="word " * 900))
    assert draft.segments[0].length <= 2950
    assert text(draft).count("https://example.org/tidy") == 1


def test_the_whole_text_ends_at_a_paragraph() -> None:
    body = "\n\n".join(f"Paragraph number {n} says something {'that takes a while ' * 9}." for n in range(60))
    draft = render(article(body, linkedin="{mode: full}"))
    assert ("warning", "too-long") in codes(draft)
    assert draft.segments[0].length <= 2950
    assert "while.\n\nTidy tables from messy exports\nhttps://example.org/tidy" in text(draft)


def test_the_whole_text_has_its_headings_and_names_what_it_leaves_out() -> None:
    draft = render(article(TIDY, linkedin="{mode: full}"))
    assert "for more.\n\n• a 1: b 2\n\nWhat it costs\n\nExtraction takes" in text(draft)
    assert [problem.message for problem in draft.problems if problem.code == "left-out"] == [
        "Left out, as plain text cannot carry it: 1 block of code."
    ]


def test_one_picture_the_cover_before_the_first() -> None:
    post = article(TIDY, cover="hero.png", cover_alt="The hero")
    pictures = {"hero.png": PICTURE, "table.png": PICTURE}
    assert [media.alt for media in render(replace(post, pictures=pictures)).segments[0].media] == ["The hero"]
    assert [media.alt for media in render(replace(post, cover=None, pictures=pictures)).segments[0].media] == ["A table with two headers"]
    assert render(post).blocked


def test_an_advertisement_says_so_first() -> None:
    assert text(render(article(TIDY, disclosure="affiliate"))).startswith("#ad (affiliate links)\n\n")


def test_visibility_is_the_accounts() -> None:
    assert render(article(TIDY), visibility="CONNECTIONS").visibility == "connections"


def test_a_note_goes_out_with_all_its_pictures() -> None:
    post = read_file("Look at this:\n\n![The loss over time](loss.png) ![The accuracy](acc.png)\n")
    (segment,) = render(replace(post, pictures={"loss.png": PICTURE, "acc.png": PICTURE})).segments
    assert [media.alt for media in segment.media] == ["The loss over time", "The accuracy"]


def test_only_a_figure_that_tells_much_is_the_picture_of_a_post() -> None:
    results = "| Model | Accuracy |\n| --- | --- |\n| small | 0.71 |\n| large | 0.82 |\n"
    setup = "```python\nvalue = load(path)\nother = save(value)\n```\n"
    assert [drawing.kind for drawing in render(article(f"Words about it.\n\n{setup}\n{results}")).wanted] == ["table"]
    assert render(article(f"Words about it.\n\n{setup}")).wanted == ()


def test_the_authors_own_text_keeps_the_picture_unless_it_says_no() -> None:
    pictures = {"table.png": PICTURE}
    (own,) = render(replace(article(TIDY, linkedin='{text: "Mine, all of it."}'), pictures=pictures)).segments
    assert (own.text, [media.alt for media in own.media]) == ("Mine, all of it.", ["A table with two headers"])
    for said in ('{text: "Mine, all of it.", pictures: none}', "{pictures: none}"):
        draft = render(replace(article(TIDY, linkedin=said), pictures=pictures))
        assert (draft.segments[0].media, draft.wanted, draft.fields) == ((), (), {})
