"""An article as an X thread."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model.draft import Draft
from bot.model.post import Override, Post
from bot.platforms import x
from bot.text import count
from tests.text.articles import PICTURE, TIDY, article, read

ACCOUNT = x.Account(name="x", platform="x")


def render(post: Post, **account: object) -> Draft:
    return x.render(post, x.Account(name="x", platform="x", **account), {})  # type: ignore[arg-type]


def texts(draft: Draft) -> list[str]:
    return [segment.text for segment in draft.segments]


def codes(draft: Draft) -> list[tuple[str, str]]:
    return [(problem.level, problem.code) for problem in draft.problems if not problem.code.startswith("picture")]


def test_a_thread_ends_with_its_link_and_says_its_price() -> None:
    draft = render(article(TIDY))
    assert texts(draft)[0].startswith("Messy data exports are a common problem.")
    assert texts(draft)[-1].endswith("four times as much.\n\nTidy tables from messy exports\nhttps://example.org/tidy")
    assert "".join(texts(draft)).count("https://") == 1
    assert draft.cost_usd == round(0.015 * (len(draft.segments) - 1) + 0.20, 3)
    assert draft.fields == {}
    assert codes(draft) == []
    for segment in draft.segments:
        assert (segment.length, segment.limit, segment.counter, segment.wire) == (
            count.weight(segment.text),
            280,
            "x-weighted",
            segment.text,
        )
    assert [(span.kind, span.target) for span in draft.segments[-1].spans] == [("link", "https://example.org/tidy")]


def test_no_segment_leaks_markup_or_code() -> None:
    said = "\n".join(texts(render(article(TIDY))))
    assert not any(mark in said for mark in ("|", "`", "**", "](", "secret", "## "))


@pytest.mark.parametrize("most", [1, 2, 3, 8])
def test_a_thread_is_as_long_as_its_account_allows(most: int) -> None:
    draft = render(article(TIDY), thread=most)
    assert len(draft.segments) <= most
    assert texts(draft)[-1].endswith("https://example.org/tidy")


def test_without_an_address_there_is_a_warning_instead_of_a_link() -> None:
    draft = render(read("# Title\n\nA whole sentence stands here. Another one follows it.\n"))
    assert codes(draft) == [("warning", "no-link")]
    assert "http" not in "".join(texts(draft))


def test_without_an_address_the_title_opens() -> None:
    first = texts(render(replace(article(TIDY), url=None)))[0]
    assert first.startswith(("Tidy tables from messy exports\n\nWhether", "Tidy tables from messy exports\n\nMessy"))


def test_a_short_end_joins_the_last_words_and_a_long_one_does_not() -> None:
    title = "Everything that you ever wanted to know about tidy tables from messy exports"
    assert texts(render(article(TIDY, title=title)))[-1] == f"{title}\nhttps://example.org/tidy"
    assert texts(render(article(TIDY, title="Messy data exports")))[-1].endswith("as much.\n\nhttps://example.org/tidy")


def test_hashtags_stand_above_the_link_where_the_voice_wants_them() -> None:
    post = article(TIDY, tags="[data analysis, PyTorch, tables]")
    assert texts(render(post, tags=2))[-1].endswith("Tidy tables from messy exports\n#DataAnalysis #PyTorch\nhttps://example.org/tidy")
    assert "#" not in "".join(texts(render(post)))


def test_numbers_stand_before_each_post_where_the_voice_wants_them() -> None:
    draft = render(article(TIDY), numbering=True)
    many = len(draft.segments)
    assert many > 1
    assert [text.split(maxsplit=1)[0] for text in texts(draft)] == [f"{number}/{many}" for number in range(1, many + 1)]
    assert all(segment.length <= 280 for segment in draft.segments)
    assert texts(render(article("35 minutes were saved by it.\n\n<!-- break -->\n\nEnd of it.\n"), numbering=True))[0].startswith("1/2\n35")
    assert texts(render(article("Only one thing is to be said of it all.\n"), numbering=True, thread=1))[0].startswith("Only one")


def test_numbers_leave_the_authors_own_words_alone() -> None:
    assert texts(render(article(TIDY, x="{thread: [Mine., Yours.]}"), numbering=True)) == ["Mine.", "Yours."]


@pytest.mark.parametrize(("hook", "first"), [("title", "Are tables tidy?"), ("question", "Are tables tidy?"), ("finding", "")])
def test_a_thread_opens_as_the_voice_wants(hook: str, first: str) -> None:
    opening = texts(render(article(TIDY, title="Are tables tidy?"), hook=hook))[0]
    assert opening.startswith(first)
    assert opening.removeprefix(first).strip().startswith(("Messy data", "Whether it is"))


def test_an_account_may_want_no_link() -> None:
    assert "http" not in "".join(texts(render(article(TIDY), link="none")))


def test_the_sites_tags_are_on_the_link() -> None:
    assert texts(render(replace(article(TIDY), utm=True)))[-1].endswith("\nhttps://example.org/tidy?utm_source=x&utm_medium=social")


def test_the_authors_own_thread_goes_out_to_the_letter() -> None:
    post = article(TIDY, x='{thread: ["**Mine**, as it is.", "And #this by @me: https://a.org/b"]}')
    draft = render(post)
    assert texts(draft) == ["**Mine**, as it is.", "And #this by @me: https://a.org/b"]
    assert [(span.kind, span.target) for span in draft.segments[1].spans] == [
        ("hashtag", "this"),
        ("mention", "me"),
        ("link", "https://a.org/b"),
    ]
    assert draft.cost_usd == 0.215


def test_the_authors_own_text_is_never_cut_but_refused() -> None:
    post = article(TIDY, x=f'{{text: "{"word " * 70}"}}')
    draft = render(post)
    assert draft.blocked
    assert ("error", "too-long") in codes(draft)
    assert draft.problems[-1].line == post.overrides["x"].line > 0
    long = replace(post, overrides={"x": replace(post.overrides["x"], segments=("a",) * 26)})
    assert ("error", "too-long") in codes(render(long))


def test_a_note_goes_out_as_it_is() -> None:
    draft = render(read("Tried the new *optimizer* today.\n\nIt works.\n"))
    assert texts(draft) == ["Tried the new optimizer today.\n\nIt works."]
    assert codes(draft) == []


def test_the_whole_text_as_a_thread_names_what_it_leaves_out() -> None:
    draft = render(article(TIDY, x="{mode: full}"))
    said = " ".join(texts(draft))
    assert "costs four times as much." in said
    assert ("info", "left-out") in codes(draft)
    assert "it: 1 block of code." in next(problem.message for problem in draft.problems if problem.code == "left-out")
    assert "a 1: b 2" in said
    assert draft.wanted == ()
    assert all(segment.length <= 280 for segment in draft.segments)


def test_a_whole_text_too_long_for_any_thread_ends_with_the_link() -> None:
    body = "\n\n".join(f"Paragraph number {n} says something {'that takes a while ' * 9}." for n in range(60))
    draft = render(article(body, x="{mode: full}"))
    assert 24 <= len(draft.segments) <= 25
    assert texts(draft)[-1].endswith("a while.\n\nTidy tables from messy exports\nhttps://example.org/tidy")
    assert ("warning", "too-long") in codes(draft)


def test_breaks_make_segments() -> None:
    assert texts(render(article("One thought.\n\n<!-- break -->\n\nAnother.\n"))) == [
        "One thought.",
        "Another.\n\nTidy tables from messy exports\nhttps://example.org/tidy",
    ]


def test_passages_for_others_stay_away() -> None:
    body = "For all of us.\n\n<!-- only: linkedin -->\n\nNot for this place.\n\n<!-- end -->\n\n<!-- break -->\n\nEnd of it.\n"
    assert texts(render(article(body))) == ["For all of us.", "End of it.\n\nTidy tables from messy exports\nhttps://example.org/tidy"]


def test_file_names_that_count_as_links_are_said_and_priced() -> None:
    post = article("Edit README.md first.\n\n<!-- break -->\n\nThen main.py runs.\n")
    draft = render(post, defuse=False)
    assert codes(draft) == [("info", "pseudo-link")]
    assert draft.problems[-1].line == 6
    assert "README.md, main.py, which costs" in draft.problems[-1].message
    assert not any(span.target.endswith((".md", ".py")) for segment in draft.segments for span in segment.spans)
    assert draft.cost_usd - render(post).cost_usd == pytest.approx(0.185)


BREAK = "\n\n<!-- break -->\n\n"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Edit README.md and CHANGELOG.md first.", "Edit README and CHANGELOG first."),
        ("Run main.py or build.sh, see src/lib.rs.", "Run ./main.py or ./build.sh, see src/lib.rs."),
        ("It is on crates.io and docs.rs today.", "It is on crates .io and docs .rs today."),
        ("The `df.info()` call helps.", "The df .info() call helps."),
        ("The beta.chat.completions.stream method works.", "The beta .chat.completions .stream method works."),
        ("We tried it.It works well.", "We tried it. It works well."),
        ("Node.js, foo.toml and torch.nn stay.", "Node.js, foo.toml and torch.nn stay."),
    ],
)
def test_what_only_looks_like_a_link_is_written_so_that_it_is_none(body: str, said: str) -> None:
    draft = render(article(f"{body}{BREAK}More words stand here, so that the link is not beside them and the thread goes on for a while."))
    assert texts(draft)[0] == said
    assert count.links(said) == []
    assert codes(draft) == ([] if said == body else [("info", "defused")])


@pytest.mark.parametrize("body", ["See github.com/ada/x for it.", "See [crates.io](https://crates.io) for it.", "See www.crates.io now."])
def test_addresses_stay_what_they_are_and_are_priced(body: str) -> None:
    draft = render(article(f"{body}{BREAK}More words stand here, so that the link is not beside them and the thread goes on for a while."))
    assert texts(draft)[0] == body.replace("[crates.io](https://crates.io)", "crates.io")
    assert codes(draft) == [("info", "pseudo-link")]


def test_handwritten_file_names_are_left_alone_but_said() -> None:
    draft = render(article(TIDY, x="{text: Edit README.md first.}"))
    assert texts(draft) == ["Edit README.md first."]
    assert (codes(draft), draft.problems[-1].line) == ([("info", "pseudo-link")], 5)


def test_what_belongs_to_the_article_stands_in_the_last_post_and_costs_no_more() -> None:
    links = "{demo: 'https://d.org/?utm_source=q', paper: 'https://p.org/1', friend: 'https://f.org'}"
    with_links = render(article(TIDY, links=links))
    assert texts(with_links)[-1].endswith("https://example.org/tidy\nPaper: https://p.org/1\nDemo: https://d.org/")
    assert sum(bool(count.links(text)) for text in texts(with_links)) == 1
    assert texts(render(article(TIDY, links=links), friend=True))[-1].endswith(
        "https://f.org\nPaper: https://p.org/1\nDemo: https://d.org/"
    )
    assert "p.org" not in "".join(texts(render(article(TIDY, links=links), thread=1)))
    assert "http" not in "".join(texts(render(article(TIDY, links=links), link="none")))


def test_a_name_becomes_a_mention_where_the_account_knows_its_handle() -> None:
    draft = render(article("We tried pandas and pandas again.\n"), mentions={"pandas": "@pandas_dev", "again": "@no"})
    said = draft.segments[0]
    assert said.text.startswith("We tried @pandas_dev and pandas @no.")
    assert [(said.text[span.start : span.end], span.kind) for span in said.spans[:2]] == [("@pandas_dev", "mention"), ("@no", "mention")]
    assert said.length == count.weight(said.text)
    own = render(article(TIDY, x="{text: We like pandas.}"), mentions={"pandas": "@pandas_dev"})
    assert texts(own) == ["We like pandas."]


def test_a_mention_between_words_of_another_script_is_one() -> None:
    said = render(article("我们使用PyTorch来训练模型，效果非常好。\n", lang="zh"), mentions={"PyTorch": "@PyTorch"}).segments[0]
    assert "我们使用@PyTorch来训练" in said.text
    assert [(said.text[span.start : span.end], span.target) for span in said.spans if span.kind == "mention"] == [("@PyTorch", "PyTorch")]


def test_no_post_begins_with_a_mention_as_that_would_be_a_reply() -> None:
    said = texts(render(article("Pandas is a library, and Pandas is fast.\n"), mentions={"Pandas": "@pandas_dev"}))[0]
    assert said.startswith("Pandas is a library, and @pandas_dev is fast.")


def test_pictures_stand_beside_their_words_and_the_cover_first() -> None:
    post = replace(article(TIDY, cover="hero.png", cover_alt="The hero"), pictures={"hero.png": PICTURE, "table.png": PICTURE})
    draft = render(post)
    assert [[media.alt for media in segment.media] for segment in draft.segments if segment.media] == [
        ["The hero"],
        ["A table with two headers"],
    ]
    assert [media.alt for media in draft.segments[0].media] == ["The hero"]


def test_a_missing_cover_blocks() -> None:
    assert render(article(TIDY, cover="gone.png")).blocked


def test_an_advertisement_says_so_first() -> None:
    assert texts(render(article(TIDY, disclosure="sponsored")))[0].startswith("#ad (sponsored)\n\nMessy data")


def test_the_same_post_gives_the_same_bytes() -> None:
    assert render(article(TIDY)).fingerprint == render(article(TIDY)).fingerprint


def test_a_note_goes_out_with_its_pictures() -> None:
    post = read("Look at this:\n\n![The loss over time](loss.png) ![The accuracy](acc.png)\n")
    draft = render(replace(post, pictures={"loss.png": PICTURE, "acc.png": PICTURE}))
    assert [[media.alt for media in segment.media] for segment in draft.segments] == [["The loss over time", "The accuracy"]]


def test_the_opening_shows_the_key_figure_where_the_article_shows_it_elsewhere() -> None:
    post = article(TIDY.replace("![A table with two headers](table.png)", "![Results of both models](table.png)"), summary="It pays.")
    first, *others = render(replace(post, pictures={"table.png": PICTURE})).segments
    beside = [segment for segment in others if "35 minutes" in segment.text]
    shown = beside[0] if beside else first
    assert [media.alt for media in shown.media] == ["Results of both models"]
    lone = article("Words that lead here and say a good deal about it.\n\n## A\n\n![Results of both models](table.png)", summary="It pays.")
    assert [media.alt for media in render(replace(lone, pictures={"table.png": PICTURE})).segments[0].media] == ["Results of both models"]


HAND = "The subject identifier only appears in the first row, and blank cells imply it. Cleaning such an export by hand took us 35 minutes!"


def pictured(**head: str) -> Post:
    return replace(article(TIDY, **head), pictures={"table.png": PICTURE})


def test_a_thread_changed_by_hand_keeps_its_pictures_and_drawings() -> None:
    code = "def train(model, data):\n    for batch in data:\n        loss = model(batch)\n        loss.backward()\n    return loss\n"
    post = article(TIDY.replace('print("secret code")\n', code))
    composed = render(post)
    assert composed.wanted
    by_hand = [text.replace("tables", "sheets").replace("pandas", "polars") for text in texts(composed)]
    assert by_hand != texts(composed)
    assert render(replace(post, overrides={"x": Override(tuple(by_hand))})).wanted == composed.wanted


def test_a_picture_follows_its_words_to_where_the_author_put_them() -> None:
    alts = [[media.alt for media in s.media] for s in render(pictured(x=f'{{thread: ["Something of another kind.", "{HAND}"]}}')).segments]
    assert alts == [[], ["A table with two headers"]]
    twice = render(pictured(x=f'{{thread: ["{HAND}", "{HAND}", "Well."]}}'))
    assert [len(segment.media) for segment in twice.segments] == [1, 0, 0]


def test_words_of_another_kind_take_no_picture_along() -> None:
    mostly_new = (
        "The subject identifier is what nobody of us ever understood, so somebody wrote another program yesterday evening, quietly."
    )
    draft = render(pictured(x=f'{{thread: ["Something of another kind.", "{mostly_new}", "Well."]}}'))
    assert [segment.media for segment in draft.segments] == [(), (), ()]


@pytest.mark.parametrize("said", ["pictures: none", f'thread: ["One.", "{HAND}"], pictures: None'])
def test_pictures_none_is_a_no_and_no_field(said: str) -> None:
    post = pictured(x=f"{{{said}}}", cover="table.png")
    draft = render(post)
    assert not any(segment.media for segment in draft.segments)
    assert (draft.wanted, draft.fields, codes(draft), post.problems) == ((), {}, [], pictured(cover="table.png").problems)


@pytest.mark.parametrize(
    ("said", "words"), [("picture: none", "did you mean pictures?"), ("pictures: all", "can be none, or pictures of the article")]
)
def test_what_else_is_said_of_pictures_is_an_error(said: str, words: str) -> None:
    assert [p.level for p in article(TIDY, x=f"{{{said}}}").problems if words in p.message] == ["error"]
