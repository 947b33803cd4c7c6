"""An article as a Bluesky thread; and facets, which must point at the right bytes whatever the letters are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from bot.model.draft import Draft, Segment, Span
from bot.model.post import Post
from bot.platforms import _bluesky_facets as facets
from bot.platforms import bluesky
from tests.text.articles import PICTURE, TIDY, article, read

DID = "did:plc:z72i7hdynmk6r22z27h6tvur"
KNOWN = {"people": [f"pandas.bsky.social {DID}", "gone.example.org"]}
SHORT = "example.org/tidy"


def render(post: Post, known: Any = None, **account: object) -> Draft:
    return bluesky.render(post, bluesky.Account(name="bluesky", platform="bluesky", **account), known or {})  # type: ignore[arg-type]


def texts(draft: Draft) -> list[str]:
    return [segment.text for segment in draft.segments]


def codes(draft: Draft) -> list[tuple[str, str]]:
    return [(problem.level, problem.code) for problem in draft.problems if not problem.code.startswith("picture")]


def pointed(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Kind, words and target of every facet as it will be sent, by bytes."""
    for number, segment in enumerate(draft.segments, 1):
        data = segment.wire.encode()
        for facet in facets.sent(draft.fields.get("facets"), number):
            (feature,) = facet["features"]
            words = data[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode()
            yield feature["$type"].rpartition("#")[2], words, feature.get("uri") or feature.get("did") or feature.get("tag")


def test_a_thread_ends_with_its_link_in_short_words_and_with_its_card() -> None:
    draft = render(article(TIDY))
    assert texts(draft)[0].startswith("Messy data exports are a common problem.")
    assert texts(draft)[-1].endswith(f"\n{SHORT}")
    assert "://" not in "".join(texts(draft))
    assert [each for each in pointed(draft) if each[0] == "link"] == [("link", SHORT, "https://example.org/tidy")]
    assert (draft.fields["card_url"], draft.fields["card_title"]) == ("https://example.org/tidy", "Tidy tables from messy exports")
    assert draft.fields["card_description"]
    assert draft.fields["langs"] == ["en"]
    assert codes(draft) == []
    for segment in draft.segments:
        assert segment.length == len(regex.findall(r"\X", segment.text)) <= 300
        assert (segment.counter, segment.limit, segment.wire) == ("graphemes", 300, segment.text)


@pytest.mark.parametrize("most", [1, 2, 3, 6])
def test_a_thread_is_as_long_as_its_account_allows_and_has_its_link(most: int) -> None:
    draft = render(article(TIDY), thread=most)
    assert len(draft.segments) <= most
    assert SHORT in texts(draft)[-1] or draft.fields["card_url"]


@pytest.mark.parametrize(
    ("link", "words", "card"), [("text", True, True), ("card", False, True), ("comment", True, True), ("none", False, False)]
)
def test_an_account_says_where_its_link_goes(link: str, words: bool, card: bool) -> None:
    draft = render(article(TIDY), link=link)
    assert (SHORT in texts(draft)[-1], "card_url" in draft.fields) == (words, card)


def test_without_an_address_there_is_a_warning_instead_of_a_link() -> None:
    draft = render(read("# Title\n\nA whole sentence stands here. Another one follows it.\n"))
    assert codes(draft) == [("warning", "no-link")]
    assert "card_url" not in draft.fields


def test_links_beside_the_article_stand_with_their_names() -> None:
    post = article(TIDY, links="{paper: https://arxiv.org/abs/2401.00001, code: https://github.com/ada/tidy-tables-from-exports}")
    draft = render(post)
    assert texts(draft)[-1].endswith(f"{SHORT}\nPaper: arxiv.org/abs/2401.00001\nCode: github.com/ada/tidy-tab…")
    assert ("link", "github.com/ada/tidy-tab…", "https://github.com/ada/tidy-tables-from-exports") in list(pointed(draft))


def test_hashtags_are_of_the_accounts_number() -> None:
    post = article(TIDY, tags="[data analysis, PyTorch, tables]")
    assert texts(render(post, tags=2))[-1].endswith(f"\n\n#DataAnalysis #PyTorch\n{SHORT}")
    assert ("tag", "#PyTorch", "PyTorch") in list(pointed(render(post, tags=2)))
    assert "#" not in "".join(texts(render(post, tags=0)))


def test_names_become_mentions_of_those_who_are_there() -> None:
    post = read("---\nurl: https://example.org/a\ntitle: T\n---\n\n" + "Pandas and Polars read the table in half a second, they say. " * 3)
    mentions = {"Pandas": "@pandas.bsky.social", "Polars": "@gone.example.org"}
    draft = render(post, KNOWN, mentions=mentions)
    assert [each for each in pointed(draft) if each[0] == "mention"] == [("mention", "@pandas.bsky.social", DID)]
    assert "Polars" in "".join(texts(draft))
    assert codes(draft) == [("warning", "nobody")]
    before = render(post, mentions=mentions)
    assert "@" not in "".join(texts(before))
    assert codes(before) == []


def test_the_authors_own_thread_goes_out_to_the_letter() -> None:
    post = article(TIDY, bluesky='{thread: ["**Mine**, as it is.", "And #this by @pandas.bsky.social, @you.org: https://a.org/b."]}')
    draft = render(post, KNOWN)
    assert texts(draft) == ["**Mine**, as it is.", "And #this by @pandas.bsky.social, @you.org: https://a.org/b."]
    assert list(pointed(draft)) == [
        ("tag", "#this", "this"),
        ("mention", "@pandas.bsky.social", DID),
        ("link", "https://a.org/b", "https://a.org/b"),
    ]
    assert "card_url" not in draft.fields


@pytest.mark.parametrize(("account", "card"), [({}, False), ({"link": "card"}, True)])
def test_the_authors_own_words_get_the_card_where_the_account_wants_it(account: dict[str, Any], card: bool) -> None:
    assert ("card_url" in render(article(TIDY, bluesky="{text: Mine.}"), **account).fields) is card


def test_the_authors_own_words_with_the_link_get_the_card() -> None:
    draft = render(article(TIDY, bluesky='{text: "Look: https://example.org/tidy"}'))
    assert draft.fields["card_url"] == "https://example.org/tidy"
    assert texts(draft) == ["Look: https://example.org/tidy"]


@pytest.mark.parametrize("words", ["word " * 61, "👨‍👩‍👧‍👦" * 121])
def test_the_authors_own_text_is_never_cut_but_refused(words: str) -> None:
    draft = render(article(TIDY, bluesky=f'{{text: "{words.strip()}"}}'))
    assert draft.blocked
    assert codes(draft) == [("error", "too-long")]


def test_three_thousand_bytes_are_allowed_and_composed_texts_keep_to_them() -> None:
    family = "👨‍👩‍👧‍👦"
    assert len((family * 120).encode()) == 3000
    assert not render(article(TIDY, bluesky=f'{{text: "{family * 120}"}}')).blocked
    draft = render(
        read(f"---\nurl: https://example.org/a\ntitle: T\n---\n\nSo many families came: {family * 130} and more. It was good.\n")
    )
    assert max(len(text.encode()) for text in texts(draft)) <= 3000


def test_a_card_has_the_cover_and_its_post_no_other_picture() -> None:
    post = replace(article(TIDY, cover="plot.png", cover_alt="A plot"), pictures={"plot.png": PICTURE})
    draft = render(post)
    assert [media.digest for media in draft.segments[-1].media] == [PICTURE.digest]
    assert [media.digest for media in draft.segments[0].media] == [PICTURE.digest]
    bare = render(replace(article(TIDY, cover="plot.png", bluesky="{pictures: none}"), pictures={"plot.png": PICTURE}))
    assert [segment.media for segment in bare.segments] == [()] * len(bare.segments)
    assert "card_url" in bare.fields


def test_a_picture_that_is_too_large_is_made_to_fit_once() -> None:
    large = replace(PICTURE, bytes=1_000_001)
    draft = render(replace(article(TIDY, cover="plot.png"), pictures={"plot.png": large}))
    assert [(fitting.bytes, fitting.digest) for fitting in draft.unfit] == [(1_000_000, large.digest)]


def test_a_note_goes_out_as_it_is() -> None:
    draft = render(read("Tried the new *optimizer* today.\n\nIt works: https://example.org/a/very/long/path/of/it\n"))
    assert texts(draft) == ["Tried the new optimizer today.\n\nIt works: https://example.org/a/very/long/path/of/it"]
    assert [target for _, _, target in pointed(draft)] == ["https://example.org/a/very/long/path/of/it"]
    assert "card_url" not in draft.fields


def test_facets_and_card_are_under_the_yes() -> None:
    draft = render(article(TIDY))
    for name in ("facets", "card_url", "card_title", "card_description", "langs"):
        assert replace(draft, fields={**draft.fields, name: "x"}).fingerprint != draft.fingerprint


def test_what_must_be_disclosed_opens_the_thread() -> None:
    assert texts(render(replace(article(TIDY), disclosure="sponsored")))[0].startswith("#ad (sponsored)\n\n")


def test_numbers_stand_before_each_post_where_the_voice_wants_them() -> None:
    draft = render(article(TIDY), numbering=True)
    many = len(draft.segments)
    assert [text.split(maxsplit=1)[0] for text in texts(draft)] == [f"{number}/{many}" for number in range(1, many + 1)]
    assert all(segment.length <= 300 for segment in draft.segments)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org", "example.org"),
        ("https://www.example.org/", "example.org"),
        ("http://example.org/fifteen-letter", "example.org/fifteen-letter"),
        ("https://example.org/sixteen-letters", "example.org/sixteen-lett…"),
        ("https://example.org/short/path", "example.org/short/path"),
        ("https://example.org/" + "\u00e9e\u0301" * 20, "example.org/" + "\u00e9e\u0301" * 6 + "…"),
    ],
)
def test_an_address_is_shown_as_its_host_and_the_beginning_of_its_path(url: str, shown: str) -> None:
    assert facets.shortened(url) == shown


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("see https://a.org/b.", [("link", "https://a.org/b")]),
        ("(https://a.org/b_(c))", [("link", "https://a.org/b_(c)")]),
        ("“https://a.org/b”,", [("link", "https://a.org/b")]),
        ("https://a.org/?q=1&r=2#x!", [("link", "https://a.org/?q=1&r=2#x")]),
        ("https:// http://[ https://", []),
        ("#1 #1st c# a#b &#35; #C++ #naïve", [("hashtag", "1st"), ("hashtag", "C"), ("hashtag", "naïve")]),
        ("#" + "é" * 64 + " #" + "x" * 65, [("hashtag", "é" * 64)]),
        ("a@pandas.bsky.social @pandas.bsky.social. @PANDAS.bsky.social", [("mention", DID), ("mention", DID)]),
        ("@pandas @nobody.org", []),
    ],
)
def test_what_becomes_a_facet(said: str, found: list[tuple[str, str]]) -> None:
    words = facets.read(said, {"pandas.bsky.social": DID}, short=False)
    assert words.text == said
    assert [(span.kind, span.target) for span in words.spans] == found


PIECES = st.lists(
    st.sampled_from(
        [
            "é",
            "e\u0301",
            "語",
            "👨‍👩‍👧‍👦",
            "🇩🇪",
            "שלום",
            "\u200f",
            "नि",
            "a",
            " ",
            "\n",
            "#tag",
            "#標籤",
            "@pandas.bsky.social",
            "https://a.org/é/語",
            ".",
            "(",
        ]
    ),
    max_size=30,
).map("".join)


@given(PIECES, st.booleans())
@example("👨‍👩‍👧‍👦 https://a.org/語 e\u0301 #標籤", True)
def test_every_facet_points_at_its_words_in_bytes(raw: str, short: bool) -> None:
    words = facets.read(raw, {"pandas.bsky.social": DID}, short=short)
    segment = Segment(words.text, 0, 300, "graphemes", words.text, words.spans)
    draft = Draft("a", "bluesky", "", (segment,), {"facets": facets.of([segment])})
    end = 0
    for (kind, said, target), span in zip(pointed(draft), words.spans, strict=True):
        assert said == words.text[span.start : span.end]
        assert {"tag": f"#{target}", "mention": "@pandas.bsky.social", "link": facets.shortened(str(target)) if short else target}[
            kind
        ] == said
    for facet in facets.sent(draft.fields["facets"], 1):
        assert end <= facet["index"]["byteStart"] < facet["index"]["byteEnd"] <= len(words.text.encode())
        end = facet["index"]["byteEnd"]


@given(st.text(alphabet=st.sampled_from("https:/.()]#@a b,é\n"), max_size=80))
def test_any_text_is_read_without_a_loss(raw: str) -> None:
    words = facets.read(raw, {}, short=False)
    assert words.text == raw
    assert all(isinstance(span, Span) and 0 <= span.start < span.end <= len(raw) for span in words.spans)


@pytest.mark.parametrize("raw", ["https://a" + ")" * 200_000, "@" + "a." * 100_000, "#" * 200_000, "https://" * 50_000])
def test_hostile_texts_cost_linear_time(raw: str) -> None:
    assert facets.read(raw, {}, short=False).text == raw
