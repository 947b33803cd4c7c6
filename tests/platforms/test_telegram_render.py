"""An article as a Telegram post: what readers see, what stands in entities, and that Telegram makes nothing else of its words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.draft import Draft
from bot.model.post import Override, Picture, Post
from bot.platforms import _channel, _telegram_blocks, telegram
from bot.platforms import _telegram_marks as marks
from bot.rehearsal.telegram_rules import Said, said
from tests.text.articles import PICTURE, TIDY, article
from tests.text.articles import read as read_file

LINK = "https://example.org/tidy"
CLUSTERS = st.sampled_from(
    ["a", "é", "\U0001f468\u200d\U0001f52c", "𝔘", " ", "\n", "<b>", "</a>", "&amp;", "`", "*", "@name", "/run", "train.py", "#x"]
)


def render(post: Post, **account: object) -> Draft:
    made = telegram.Account(name="telegram", platform="telegram", **{"chat": "@ada_writes", **account})  # type: ignore[arg-type]
    return telegram.render(post, made, {})


def wire(body: str, *, full: bool = True, **account: object) -> str:
    """The wire text of an article with that body, without what stands around it."""
    post = article(body)
    post = replace(post, overrides={"telegram": Override(mode="full")}) if full else post
    made = render(post, tags=0, **account).segments[0].wire
    return made.removeprefix("<b>Tidy tables from messy exports</b>\n\n").removesuffix(f"\n\n{LINK}")


def codes(draft: Draft) -> list[tuple[str, str]]:
    return [(problem.level, problem.code) for problem in draft.problems if not problem.code.startswith("picture-missing")]


def kept(text: str) -> str:
    """What the rehearsal's Telegram, which shares nothing with the adapter, makes of a wire text as it is sent."""
    marked = marks.read(text)
    found = said({"text": marked.text, "entities": marks.sent(marked)}, "text", "entities")
    assert isinstance(found, Said), found.body
    return found.wire()


# -- the announcement


def test_an_announcement_has_a_title_an_opening_points_the_link_and_hashtags() -> None:
    segment = render(article(TIDY, tags="[pandas]")).segments[0]
    title, *rest, link, tags = segment.wire.split("\n\n")
    assert title == "<b>Tidy tables from messy exports</b>"
    assert rest
    assert any(line.startswith("• ") for line in rest[-1].split("\n")) or len(rest) > 1
    assert (link, tags.split()[0]) == (LINK, "#Pandas")
    assert segment.length == len(segment.text.encode("utf-16-le")) // 2 <= segment.limit == 4096
    assert ("link", LINK) in [(span.kind, span.target) for span in segment.spans]


def test_the_link_may_be_a_card_alone_or_nowhere() -> None:
    post = article(TIDY)
    assert render(post).fields == {"chat": "@ada_writes", "preview": LINK}
    card = render(post, link="card")
    assert (LINK in card.segments[0].text, card.fields["preview"]) == (False, LINK)
    none = render(post, link="none")
    assert LINK not in none.segments[0].text
    assert "preview" not in none.fields


def test_what_belongs_to_the_article_stands_behind_its_names() -> None:
    text = render(article(TIDY, links="{code: https://github.com/a/b, paper: https://arxiv.org/abs/1}")).segments[0].wire
    assert '<a href="https://arxiv.org/abs/1">Paper</a> · <a href="https://github.com/a/b">Code</a>' in text


def test_beside_a_picture_the_text_is_a_caption() -> None:
    post = article(TIDY * 4)
    post = replace(post, cover="a.png", pictures={"a.png": PICTURE})
    draft = render(post, length="long")
    (segment,) = draft.segments
    assert (len(segment.media), segment.limit, segment.media[0].alt) == (1, 1024, "")
    assert segment.length <= 1024
    assert LINK in segment.text
    assert "preview" not in draft.fields


def test_a_strip_is_no_picture_for_telegram() -> None:
    strip = Picture(path="/kept/a.png", kind="image/png", bytes=1000, width=4200, height=200, digest="ab" * 32)
    draft = render(replace(article(TIDY), cover="a.png", pictures={"a.png": strip}))
    assert draft.segments[0].media == ()
    assert ("warning", "picture-unfit") in codes(draft)


def test_inline_code_is_code_again_where_nothing_else_can_be_meant() -> None:
    assert _telegram_blocks.recoded("Call pd.read_csv() as the data says", ["pd.read_csv()", "as"][:1]) == (
        "Call <code>pd.read_csv()</code> as the data says"
    )
    assert _channel.is_code("fit_transform")
    assert _channel.is_code("DataFrame")
    assert not _channel.is_code("model")
    assert not _channel.is_code("Model")
    assert not _channel.is_code("42")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ask @channel or run /start", "ask <code>@channel</code> or run <code>/start</code>"),
        ("see train.py, README.md and lib.rs.", "see <code>train.py</code>, <code>README.md</code> and <code>lib.rs</code>."),
        ("and/or 1/2 a@b.org x @ y C# 3.py4", "and/or 1/2 a@b.org x @ y C# 3.py4"),
        ("https://example.org/@me/train.py", "https://example.org/@me/train.py"),
        ("openai.com & a < b", "openai.com &amp; a &lt; b"),
    ],
)
def test_nobody_is_called_and_no_file_is_a_link(text: str, shown: str) -> None:
    assert _telegram_blocks.inert(text) == shown


def test_names_of_the_settings_are_mentions() -> None:
    text = render(article("Today pandas made tables tidy. " * 3), mentions={"pandas": "@pandas_dev"}, hook="title").segments[0].wire
    assert "Today @pandas_dev made" in text
    assert "<code>@" not in text
    assert "pandas (@pandas_dev)" in wire("Today pandas made tables tidy.", mentions={"pandas": "@pandas_dev"})


# -- the whole text


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("## A `code` [heading](https://a.org)", '<b>A</b> <code>code</code> <b><a href="https://a.org">heading</a></b>'),
        ("**bold `x` and *both***", "<b>bold</b> <code>x</code> <b>and <i>both</i></b>"),
        ("[a `f(x)`](https://a.org/?q='1'&r=2) ~~gone~~", "<a href=\"https://a.org/?q='1'&amp;r=2\">a f(x)</a> <s>gone</s>"),
        (
            "> said\n>\n> ```r\n> x <- 1\n> ```\n>\n> more",
            '<blockquote>said</blockquote>\n<pre><code class="language-r">x &lt;- 1</code></pre>\n<blockquote>more</blockquote>',
        ),
        ("1. one\n2. two\n   - inner\n", "1. one\n2. two\n   ◦ inner"),
        ("- [x] done\n- [ ] open", "☑ done\n☐ open"),
        ("| a | b |\n|---|--:|\n| x | 10 |\n| yy | 2 |\n", "<pre>a    b\nx   10\nyy   2</pre>"),
        (
            "| a | b |\n|---|---|\n| [x](https://a.org) | ![y](y.png) |\n| ![](z.png) | |\n",
            '• a: <b><a href="https://a.org">x</a></b>\n   b: y',
        ),
        ("| ![](y.png) |\n|---|\n| ![](z.png) |\n\n- ![](z.png)\n\n> ![](z.png)\n\nwords", "words"),
        (
            "[![A badge](b.svg)](https://a.org) and <https://b.org>",
            '<a href="https://a.org">A badge</a> and <a href="https://b.org">https://b.org</a>',
        ),
        ("so $x^2 < y$ holds", "so x² &lt; y holds"),
        ("a note[^1] here\n\n[^1]: the **note**", "a note[1] here\n\n[1] the <b>note</b>"),
        ("H~2~O and <b>1 < 2 & 3</b>", "H₂O and <b>1 &lt; 2 &amp; 3</b>"),
        ("```\na\n\n  b\n```", "<pre>a\n\n  b</pre>"),
        ("one\ntwo  \nthree", "one two\nthree"),
    ],
)
def test_markdown_becomes_what_telegram_has_for_it(body: str, shown: str) -> None:
    assert wire(body) == shown
    assert kept(shown) == shown


def test_a_text_that_is_too_long_ends_at_a_section_with_the_link() -> None:
    body = "".join(f"## Part {number}\n\n{'Some words about it. ' * 40}\n\n" for number in range(9))
    draft = render(replace(article(body), overrides={"telegram": Override(mode="full")}))
    text = draft.segments[0].text
    assert LINK in text.splitlines()
    assert text.partition(LINK)[0].rstrip().endswith("about it.")
    assert codes(draft) == [("warning", "too-long")]
    assert "it ends before line" in draft.problems[0].message


def test_words_that_announce_what_is_left_out_are_left_out_too() -> None:
    body = f"{'Some words about it. ' * 30}\n\nThis is the code:\n\n```py\n{'x = 1  # more of it' * 300}\n```\n"
    assert "This is the code" not in wire(body)


def test_more_entities_than_telegram_shows_end_the_text_early() -> None:
    draft = render(
        replace(article("\n\n".join(f"**b{number}** word" for number in range(120))), overrides={"telegram": Override(mode="full")})
    )
    assert len(marks.read(draft.segments[0].wire).entities) <= 100
    assert ("warning", "too-long") in codes(draft)


# -- a note, and the author's own words


def test_a_note_goes_out_as_it_is_with_the_card_of_its_first_link() -> None:
    draft = render(read_file("A *short* note on [this](https://a.org/x).\n\n- one\n- two\n"))
    assert draft.segments[0].wire == 'A <i>short</i> note on <a href="https://a.org/x">this</a>.\n\n• one\n• two'
    assert draft.fields["preview"] == "https://a.org/x"


def test_own_words_are_read_as_telegrams_apps_read_what_is_typed() -> None:
    own = "**Out now** @channel __soon__ `x < 1` [here](https://a.org) 2**3**4 a_b__c <b>\n```py\nx\n```"
    post = replace(article(TIDY), overrides={"telegram": Override(segments=(own,))})
    assert render(post).segments[0].wire == (
        '<b>Out now</b> @channel <i>soon</i> <code>x &lt; 1</code> <a href="https://a.org">here</a> 2**3**4 a_b__c &lt;b&gt;\n'
        '<pre><code class="language-py">x</code></pre>'
    )


def test_own_words_are_never_cut() -> None:
    post = replace(article(TIDY), overrides={"telegram": Override(segments=("x" * 4097,), line=7)})
    assert codes(render(post)) == [("error", "too-long")]
    longer = replace(post, overrides={"telegram": Override(segments=("x" * 1025,))}, cover="a.png", pictures={"a.png": PICTURE})
    draft = render(longer)
    assert (draft.segments[0].media, codes(draft)) == ((), [("info", "picture-left-out")])
    assert codes(render(replace(post, overrides={"telegram": Override(segments=(" ",))}))) == [("error", "empty")]


def test_a_chat_that_is_none_blocks_the_yes() -> None:
    assert ("error", "chat") in codes(render(article(TIDY), chat="my channel"))
    assert render(article(TIDY), chat="-1001234567890").fields["chat"] == "-1001234567890"


def test_what_must_be_disclosed_stands_first() -> None:
    assert render(article(TIDY, disclosure="sponsored")).segments[0].text.startswith("#ad (sponsored)\n\nTidy tables")


# -- the marks


@given(st.lists(CLUSTERS, max_size=30).map("".join))
def test_words_stay_words(words: str) -> None:
    assert marks.read(marks.escape(words)) == marks.Marked(words)
    assert marks.read(_telegram_blocks.inert(words)).text == words


@given(st.lists(st.tuples(st.sampled_from(["b", "i", "s", "code", "a", ""]), CLUSTERS), max_size=12))
def test_telegram_keeps_exactly_what_was_meant(pieces: list[tuple[str, str]]) -> None:
    made = ""
    for tag, words in pieces:
        inner = made + marks.escape(words)
        made = inner
        if tag == "code":
            made += marks.code(words)
        elif tag == "a":
            made = marks.link(made, "https://a.org/?x='1'&y=\"2\"")
        elif tag:
            made = marks.around(tag, made)
    made = made.strip()
    if marks.plain(made).strip() == marks.plain(made) != "" and len(marks.read(made).entities) <= 100:
        assert marks.read(kept(made)) == marks.read(made)


@given(st.text(alphabet="<>/&;abi\"='hrefcodpl ", max_size=200))
def test_any_text_is_read(raw: str) -> None:
    found = marks.read(raw)
    assert all(0 <= each.start < each.end <= len(found.text) for each in found.entities)
