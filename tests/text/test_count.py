"""Lengths, judged by twitter-text-parser and by the conformance cases of twitter-text."""

from __future__ import annotations

import time
import unicodedata
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rehearsal import mastodon_rules
from bot.text import count

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import twitter_text
    from twitter_text.regexp.emoji import emoji_list
    from twitter_text.regexp.valid_cctld import valid_cctld
    from twitter_text.regexp.valid_gtld import valid_gtld

CASES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "x-twitter-text" / "validate.yml"

_WORDS = (
    "a b-c foo. com README.md main.py Node.js https:// http://t.co/abc /x(y) / ?q=1 ! 1 日本 。 語.jp example.com @ # - _ é e\u0301 © . .. "
    "www. xn--abc :80 ( ) K ſ .co /@foo/ — “ 中国 🇩🇪 🇩 🙋🏽 👨\u200d🎤 1⃣ ®\ufe0f 😷 \ufeff \u200d \u202a"
)
PIECES = st.sampled_from([*_WORDS.split(), " ", "\n", "\r\n", "\r"])


def judged(text: str) -> int:
    return int(twitter_text.parse_tweet(text).weightedLength)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_weighs_what_twitter_text_weighs(text: str) -> None:
    assert count.length(text, "x-weighted") == judged(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_weighs_any_text_alike(text: str) -> None:
    assert count.weight(text) == judged(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=10).map("".join))
def test_finds_the_links_that_twitter_text_finds(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    theirs = [found["indices"][0] for found in twitter_text.extract_urls_with_indices(text)]
    assert [link.start for link in count.links(text)] == theirs


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("", 0),
        ("cafe\u0301 \U0001f468\u200d\U0001f469\u200d\U0001f467", 6),
        ("https://example.org/a/path/that/is/much/longer/than/it/counts", 23),
        ("http://a.io.", 24),
        ("example.org README.md", 21),
        ("@ada@mastodon.social, @b.c@x-y.example!", 11),
        ("@ada@mastodon.social.", 5),
        ("@ada", 4),
        ("mail ada@example.org", 20),
        ("@ada@host @ada@a.b@c.example", 28),
        ("https://medium.com/@ada@example.org/a", 23),
    ],
)
def test_counts_as_mastodon_counts(text: str, size: int) -> None:
    assert count.length(text, "mastodon") == size


_MENTIONS = "@ada @ada@example.org @a.b-c@x.example.co @a@b x@a.example /@a@b.io ＠a é@a@b.io @a@b.io. @a@b.io:// @a@b.c @a@日本.jp @_@a.io"


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.sampled_from(_MENTIONS.split())), max_size=10).map("".join))
def test_never_counts_less_than_the_rehearsals_mastodon(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    ours, theirs = count.length(text, "mastodon"), mastodon_rules.length(text)
    assert ours == theirs if "@" not in text else ours >= theirs


@pytest.mark.skipif(not CASES.exists(), reason="the conformance cases of ../shared/data are not here")
def test_agrees_with_the_conformance_cases_of_todays_configuration() -> None:
    import yaml

    cases: list[dict[str, Any]] = yaml.safe_load(CASES.read_text("utf-8"))["tests"]["WeightedTweetsWithDiscountedEmojiCounterTest"]
    wrong = [case["description"] for case in cases if count.weight(case["text"]) != case["expected"]["weightedLength"]]
    assert len(cases) > 5
    assert wrong == []


def test_the_lists_are_the_librarys() -> None:
    generic, country = (set(part.split()) for part in (Path(count.__file__).parent / "domains.txt").read_text("utf-8").split("\n\n"))
    ours = set((Path(count.__file__).parent / "emoji.txt").read_text("utf-8").split())
    several = {"".join(chr(int(point, 16)) for point in e.codepoint.split()) for e in emoji_list if " " in e.codepoint}
    assert generic == set(valid_gtld.pattern[6:].split(")(?=")[0].split("|"))
    assert country == set(valid_cctld.pattern[6:].split(")(?=")[0].split("|"))
    assert ours == several


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("", 0),
        ("abc", 3),
        ("日本", 4),
        ("see README.md", 27),
        ("see Node.js", 11),
        ("https://example.org/a/very/long/path?with=query#and-more", 23),
        ("👨\u200d👩\u200d👧", 2),
        ("𝗯𝗼𝗹𝗱", 8),
        ("e\u0301", 1),
    ],
)
def test_weights_by_hand(text: str, weight: int) -> None:
    assert count.weight(text) == weight


@pytest.mark.parametrize(("counter", "size"), [("graphemes", 3), ("utf16", 11), ("chars", 8), ("bytes", 25)])
def test_the_other_counters(counter: Any, size: int) -> None:
    assert count.length("a👨\u200d👩\u200d👧नि", counter) == size


@pytest.mark.parametrize("text", ["ab." * 8000, "@a.com." * 4000, "_a.com" * 3000, "語。" * 9000 + ".com", "http://a.com/" + "(a" * 9000])
def test_hostile_text_takes_no_time(text: str) -> None:
    start = time.process_time()
    count.weight(text)
    assert time.process_time() - start < 3
