"""Against things nobody here wrote: X's own twitter-text and Reddit's own renderer, both from npm, on real articles.

`make counterparts` installs them into `.counterparts`. A counterpart that should be there and is not fails the test.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.platforms import load
from bot.text.count import length
from tests.corpus.posts import needs_posts, post_of, rows

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".counterparts"

WEIGH = """
const {parseTweet} = require('twitter-text');
const texts = JSON.parse(require('fs').readFileSync(0));
console.log(JSON.stringify(texts.map(text => parseTweet(text).weightedLength)));
"""
RENDER = """
const texts = JSON.parse(require('fs').readFileSync(0));
import('snudown-js').then(({markdown}) => console.log(JSON.stringify(texts.map(text => markdown(text)))));
"""


def node(script: str, texts: list[str]) -> list[object]:
    """What a script makes of each text, in the folder of the counterparts."""
    done = subprocess.run(
        ["node", "-e", script], input=json.dumps(texts), cwd=HOME, capture_output=True, text=True, check=True, timeout=300
    )
    answers = json.loads(done.stdout)
    assert len(answers) == len(texts)
    return list(answers)


def ours(text: str) -> int:
    """Our weight as npm's twitter-text sees it: a bare © or ® is 1 there and 2 in twitter-text-parser. We keep the heavier."""
    return length(text, "x-weighted") - len(re.findall("[©®](?!\ufe0f)", text))


def drafts(platform: str, settings: dict[str, str]) -> list[str]:
    """Every segment of every real article as that platform would get it."""
    rendering = load(platform)
    account = rendering.Account(name=platform, platform=platform, **settings)
    return [segment.text for row in rows() for segment in rendering.render(post_of(row), account, {}).segments]


@needs_posts
def test_every_segment_weighs_what_x_says() -> None:
    texts = drafts("x", {})
    weighed = zip(texts, node(WEIGH, texts), strict=True)
    assert [(text, theirs) for text, theirs in weighed if ours(text) != theirs] == []
    assert len(texts) > 2000


def test_any_text_weighs_what_x_says() -> None:
    texts: list[str] = []

    @settings(max_examples=2000, database=None, derandomize=True)
    @given(st.text(alphabet=st.sampled_from("ab .-_/:@#(README.md)©®https://x.co 你é😀👨‍👩‍👧🇩🇪1️⃣"), max_size=60))
    def collect(text: str) -> None:
        texts.append(text)

    collect()
    theirs = node(WEIGH, texts)
    assert [(text, ours(text)) for text in texts] == list(zip(texts, theirs, strict=True))


@needs_posts
def test_reddit_shows_no_markup() -> None:
    texts = drafts("reddit", {"subreddit": "test"})
    pages = node(RENDER, texts)
    leaks = []
    for text, page in zip(texts, pages, strict=True):
        outside = html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"<(pre|code)\b.*?</\1>", "", str(page), flags=re.DOTALL)))
        if re.search(r"\]\(http|^\s*#{1,6} \w|```", outside, re.MULTILINE):
            leaks.append(text[:80])
    assert len(leaks) <= len(texts) // 50, leaks
    assert len(texts) == 575
