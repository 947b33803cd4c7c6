"""Every real post with the front matter its author wrote: read without a crash, with its language, nothing of its markup left over."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from bot.model.post import Post
from bot.model.settings import Posts, Site
from bot.model.tree import Text
from bot.text import walk
from bot.text.source import read_post

DATA = Path(__file__).parents[3] / "shared" / "data"
SETS = ("mlposts", "mlposts-i18n")
LEFT_OVER = re.compile(
    r"\{%.*?%\}|\{\{.*?\}\}|<!--|-->|^:::|:numref:|\{:\s*\.|\[@\w+[\w:.-]*\]|\$\$|\\begin\{|\]\(https?://|^!!! |^\?\?\? "
)

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the folder of real posts is not beside this checkout")


@cache
def posts() -> list[tuple[str, Post, float]]:
    read = []
    for name in SETS:
        matter = {entry["id"]: entry["front_matter"] for entry in lines(DATA / name / "references.jsonl")}
        for entry in lines(DATA / name / "posts.jsonl"):
            source = f"{matter[entry['id']]}\n\n{entry['body']}".lstrip("\n").encode()
            start = time.process_time()
            post = read_post(source, entry["path"], Site(url="https://example.org"), Posts(), ("linkedin", "x", "reddit"))
            read.append((entry["id"], post, time.process_time() - start))
    return read


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def test_all_are_read_with_a_title_and_without_an_error() -> None:
    assert len(posts()) == 575
    for name, post, _ in posts():
        assert post.title, name
        assert post.blocks, name
        assert [problem for problem in post.problems if problem.level == "error"] == [], name


def test_languages_are_found() -> None:
    given = {entry["id"]: entry["lang"] for name in SETS for entry in lines(DATA / name / "posts.jsonl")}
    wrong = [(name, given[name], post.lang) for name, post, _ in posts() if post.lang != given[name]]
    assert len(wrong) <= 3, wrong


def test_none_takes_a_second() -> None:
    assert max(seconds for _, _, seconds in posts()) < 1


def test_markup_is_left_over_nearly_nowhere() -> None:
    left = Counter[str]()
    for name, post, _ in posts():
        for node in walk.every_inline(post.blocks):
            if isinstance(node, Text) and LEFT_OVER.search(node.text):
                left[name] += 1
    assert sum(left.values()) <= 8, left
