"""Against things nobody here wrote: X's own twitter-text and Reddit's own renderer, both from npm, on real articles.

`make counterparts` installs them into `.counterparts`. A counterpart that should be there and is not fails the test.
"""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.count import length
from tests.corpus import kept
from tests.corpus.pages import Page
from tests.corpus.posts import Told, needs_posts, rows, told

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

MARKUP = re.compile(r"\]\(|\[\^|^ *#{1,6} \w+|```|\*\*\s?\w*|~~|^>.*|&\w+;|^-{3,}$|^\|.*\|$", re.MULTILINE)


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


@cache
def everything() -> tuple[Told, ...]:
    """Every real article on every platform."""
    return tuple(told(row) for row in rows())


@needs_posts
def test_every_segment_weighs_what_x_says() -> None:
    texts = [segment.text for each in everything() for segment in each.drafts["x"].segments]
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


@cache
def pages() -> tuple[Page, ...]:
    """The Reddit text of every real article as Reddit's own renderer shows it, below its title."""
    texts = [f"# {each.drafts['reddit'].title}\n\n{each.drafts['reddit'].segments[0].text}" for each in everything()]
    return tuple(Page(str(page)) for page in node(RENDER, texts))


@needs_posts
def test_reddit_shows_no_markup_but_what_the_author_shows() -> None:
    wrong = []
    for each, page in zip(everything(), pages(), strict=True):
        found = {mark[0] for mark in MARKUP.finditer(page.prose)}
        if found := {mark for mark in found if not any(mark in piece for piece in kept.pieces(each.post))}:
            wrong.append((each.row["id"], found))
    assert wrong == []
    assert len(pages()) == len(rows())


@needs_posts
def test_reddit_shows_all_words_links_code_and_formulas() -> None:
    wrong = [
        (each.row["id"], what)
        for each, page in zip(everything(), pages(), strict=True)
        for what in kept.lost(each, each.drafts["reddit"], page)
    ]
    assert wrong == []
