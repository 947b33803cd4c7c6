"""The preview page: self-contained, without scripts, and nothing in a post can change that."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.model.draft import Problem, Span
from bot.terminal import html
from bot.terminal.look import PLAIN, Look
from tests.terminal.samples import HERO, SPANS, TEXT, draft, segment

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'{{7*7}}\x1b\u202e"


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the words between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "hero.png"
    path.write_bytes(b"\x89PNG rest")
    return path


def test_hostile_words_stay_words(picture: Path) -> None:
    bad = segment(EVIL, (Span(0, 8, "link", EVIL),), (replace(HERO, path=str(picture), alt=EVIL),))
    sheet = replace(draft(bad, bad, problems=(Problem("error", "x", EVIL),), title=EVIL), account=EVIL, fields={"flair": EVIL})
    page = html.page([(EVIL, EVIL, [(sheet, Look(10))])])
    elements = Elements(page)
    assert {tag for tag, _ in elements.seen} <= {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "p", "div", "section", "h2", "span", "ol", "li", "figure", "img",
        "figcaption", "footer", "meter", "ul", "b",
    }  # fmt: skip
    assert not [name for _, attributes in elements.seen for name in attributes if name.startswith("on") or name == "href"]
    assert "{{7*7}}␛⟨U+202E⟩" in elements.words
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_it_asks_nobody_for_anything(picture: Path) -> None:
    page = html.page([("Title", "posts/loss.md", [(draft(segment(media=(replace(HERO, path=str(picture)),))), PLAIN)])])
    elements = Elements(page)
    sources = [attributes["src"] for _, attributes in elements.seen if "src" in attributes]
    assert sources == [f"data:image/png;base64,{base64.b64encode(picture.read_bytes()).decode()}"]
    policy = next(a["content"] for _, a in elements.seen if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert "url(" not in page


def test_the_policy_allows_the_style_that_is_there() -> None:
    import hashlib

    page = html.page([("Title", "p", [(draft(), PLAIN)])])
    style = page.partition("<style>")[2].partition("</style>")[0]
    allowed = re.search(r"sha256-([^']+)'", page)
    assert allowed is not None
    assert allowed.group(1) == base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def test_text_is_whole_and_links_are_marked() -> None:
    page = html.page([("Title", "p", [(draft(segment(spans=SPANS)), PLAIN)])])
    assert TEXT in Elements(page).words
    assert '<span class="link">https://example.org/loss</span>' in page
    assert '<span class="tag">#MachineLearning</span>' in page


@pytest.mark.parametrize(("fold", "marks"), [(0, 0), (10, 1), (30, 1), (500, 0)])
def test_the_fold_is_marked_once(fold: int, marks: int) -> None:
    page = html.page([("Title", "p", [(draft(segment(spans=SPANS), segment(spans=SPANS)), Look(fold))])])
    assert page.count('<span class="fold">') == marks
    assert Elements(page).words.count(TEXT[fold:]) == 2 if marks else True


def test_problems_and_thread_numbers_are_there() -> None:
    words = Elements(
        html.page([("Title", "p", [(draft(segment("a"), segment("b"), problems=(Problem("error", "x", "Too long.", 7),)), PLAIN)])])
    ).words
    assert "line 7: Too long." in words
    assert "2 of 2" in words


def test_an_empty_page_says_so() -> None:
    assert "Nothing to preview" in html.page([])
