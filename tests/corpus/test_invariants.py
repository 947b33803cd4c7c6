"""The invariants of quality.md on every real post, for LinkedIn and X, judged by rules of their own: not by the code they judge."""

from __future__ import annotations

import html
import re
import time
import unicodedata
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any

import regex

from bot.model.draft import Draft
from bot.model.post import Post
from bot.platforms import linkedin, x
from tests.corpus.posts import leaks, needs_posts, post_of, rows
from tests.platforms.little_text import parse

pytestmark = needs_posts

X = x.Account(name="x", platform="x")
LINKEDIN = linkedin.Account(name="linkedin", platform="linkedin")
SLOWEST = 1.0
"""Seconds of this process that the slowest post may take on one platform."""


@cache
def rendered() -> tuple[tuple[dict[str, Any], Post, Draft, Draft, float], ...]:
    """Every post with both its drafts and the processor time the slower one took."""
    found = []
    for row in rows():
        post = post_of(row)
        start = time.process_time()
        thread = x.render(post, X, {})
        middle = time.process_time()
        brief = linkedin.render(post, LINKEDIN, {})
        found.append((row, post, thread, brief, max(middle - start, time.process_time() - middle)))
    return tuple(found)


def texts() -> Iterator[tuple[str, str]]:
    """Every segment's text, with the post's id."""
    for row, _, thread, brief, _ in rendered():
        for segment in (*thread.segments, *brief.segments):
            yield row["id"], segment.text


_END = re.compile(r"[.!?…。！？．][\"'”’»)\]）」』*]*$")
_WORD = re.compile(r"[a-z\u00df-\u024f]{3,}|[\u0430-\u045f]{3,}|[\uac00-\ud7af]{2,}|[\u3040-\u30ff\u3400-\u9fff]|\d+(?![\u2070-\u209f])")
"""Words of one script, and figures. Formulas are left to the tests of math.py: their letters stand in other order there."""


def squash(text: str) -> str:
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", html.unescape(text))).casefold()


def bare(body: str) -> str:
    """A post's markdown without link targets and span tags, which may stand in the middle of a word."""
    return re.sub(r"\]\([^()\s]*\)|\]\[[^\[\]]*\]|</?span[^>]*>", "", html.unescape(body))


def in_order(body: str, starts: list[str]) -> bool:
    """Whether every start that stands in `body` at all also stands there after the one before it."""
    at = 0
    for start in starts:
        at = body.find(start, at) if start in body else at
        if at < 0:
            return False
    return True


def test_every_post_is_rendered() -> None:
    assert len(rendered()) == len(rows()) >= 575
    assert not [row["id"] for row, _, thread, brief, _ in rendered() if not thread.segments or not brief.segments]


def test_1_within_the_limit_by_the_platforms_own_count() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from twitter_text import parse_tweet
    wrong = []
    for row, _, thread, brief, _ in rendered():
        for segment in thread.segments:
            judged = parse_tweet(segment.text)
            if not judged.valid or judged.weightedLength != segment.length:
                wrong.append((row["id"], judged.weightedLength, segment.length))
        size = len(brief.segments[0].text.encode("utf-16-le")) // 2
        if size > 2950 or size != brief.segments[0].length:
            wrong.append((row["id"], size, brief.segments[0].length))
    assert wrong == []


def test_2_no_markup_leaks() -> None:
    assert [(id_, found, text) for id_, text in texts() if (found := leaks(text))] == []


def test_3_nothing_is_cut() -> None:
    wrong = []
    for row, _, thread, brief, _ in rendered():
        for segment in (*thread.segments, *brief.segments):
            urls = re.findall(r"https?://\S+", segment.text)
            first, last = regex.findall(r"\X", segment.text)[0], regex.findall(r"\X", segment.text)[-1]
            whole = unicodedata.category(first[0]) not in ("Mn", "Me", "Cf") and last[-1] not in "\u200d\ufe0e"
            if any(url != f"https://example.org/{row['id']}" for url in urls) or not whole or "\ufffd" in segment.text:
                wrong.append((row["id"], segment.text))
    assert wrong == []


def test_4_segments_in_order_none_empty_each_ending_where_a_sentence_does() -> None:
    wrong = []
    for row, _, thread, _, _ in rendered():
        body = squash(bare(row["body"]))
        told = [segment.text for segment in thread.segments[1:-1]]
        orderly = in_order(body, [squash(text)[:25] for text in told])
        ended = all(_END.search(text) or squash(text)[-25:] in body for text in told)
        heads = {squash(line) for line in re.findall(r"^#+\s+(.*)$", row["body"], re.MULTILINE)}
        empty = any(re.fullmatch(r"[\W\d]*", segment.text) or squash(segment.text) in heads for segment in thread.segments)
        if not orderly or empty or not ended:
            wrong.append((row["id"], orderly, empty, ended))
    assert wrong == []


def test_4_a_link_stands_once_and_last() -> None:
    for row, _, thread, brief, _ in rendered():
        address = f"https://example.org/{row['id']}"
        assert [segment.text.count(address) for segment in thread.segments] == [0] * (len(thread.segments) - 1) + [1]
        assert brief.segments[0].text.count(address) == 1
        assert len(thread.segments) <= X.thread


def test_5_spans_name_what_they_point_at() -> None:
    for row, _, thread, brief, _ in rendered():
        for segment in (*thread.segments, *brief.segments):
            for span in segment.spans:
                shown = segment.text[span.start : span.end]
                assert shown in (span.target, f"#{span.target}", f"@{span.target}"), (row["id"], span, shown)
        marks = {span.start for span in brief.segments[0].spans if span.kind == "hashtag"}
        assert (
            marks == {match.start() for match in re.finditer(r"#(?=\w*[^\W\d])\w+", brief.segments[0].text.split("\n\n")[-1])}
            or not marks
            or all(brief.segments[0].text[at] == "#" for at in marks)
        )


def test_5_little_text_parses_to_the_text_intended() -> None:
    for row, _, _, brief, _ in rendered():
        segment = brief.segments[0]
        text, elements = parse(segment.wire)
        assert text == segment.text, row["id"]
        assert elements == [(span.kind, span.target) for span in segment.spans], row["id"]


def test_6_nothing_is_invented() -> None:
    wrong = []
    for row, _, thread, brief, _ in rendered():
        source = f"{row['title']} {bare(row['body'])} {row['id']} https example org".casefold()
        known, run = set(_WORD.findall(source)), squash(source)
        for segment in (*thread.segments, *brief.segments):
            said = set(_WORD.findall(re.sub(r"#\w+", "", segment.text).casefold()))
            if strange := {word for word in said - known if word not in run}:
                wrong.append((row["id"], strange))
    assert wrong == []


def test_8_the_same_again_and_soon() -> None:
    slow = [(row["id"], seconds) for row, *_, seconds in rendered() if seconds > SLOWEST]
    assert slow == []
    for row, _, thread, brief, _ in rendered()[::25]:
        post = post_of(row)
        assert (x.render(post, X, {}).fingerprint, linkedin.render(post, LINKEDIN, {}).fingerprint) == (
            thread.fingerprint,
            brief.fingerprint,
        )


def test_most_posts_get_a_real_thread_and_real_points() -> None:
    threads = sum(len(thread.segments) >= 4 for _, _, thread, _, _ in rendered())
    points = sum("\n• " in brief.segments[0].text for _, _, _, brief, _ in rendered())
    tags = sum(brief.segments[0].text.split("\n\n")[-1].startswith("#") for _, _, _, brief, _ in rendered())
    assert threads >= 0.9 * len(rendered())
    assert points >= 0.85 * len(rendered())
    assert tags >= 0.8 * len(rendered())
