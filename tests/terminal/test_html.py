"""The preview page: self-contained, without scripts, and nothing in a post can change that."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.model.draft import Problem, Span
from bot.terminal import html
from bot.terminal.look import PLAIN, Look
from bot.text.commonmark import read
from tests.terminal.samples import HERO, SPANS, TEXT, draft, segment

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'{{7*7}}\x1b\u202e"


TAGS = set(
    re.findall(
        r"\w+",
        "html head meta title style body main h1 h2 p div section article span b ul ol li figure img meter details summary a "
        "svg path code pre strong em s br blockquote table thead tbody tr th td hr",
    )
)


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


def values(elements: Elements, name: str) -> list[str]:
    """What an attribute says, wherever it stands."""
    return [value for _, attributes in elements.seen if (value := attributes.get(name))]


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
    assert {tag for tag, _ in elements.seen} <= TAGS
    names = {name for _, attributes in elements.seen for name in attributes}
    assert not [name for name in names if name.startswith("on") or name in ("style", "srcset", "action", "formaction")]
    assert {urlsplit(address).scheme for address in values(elements, "href")} <= {"http", "https"}
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


@pytest.mark.parametrize(
    "evil", ["javascript:alert(1)", "data:text/html,x", "https:alert(1)", "\x1bhttps://a.example", "http://[", "//a.b"]
)
def test_only_an_address_of_the_web_becomes_a_link(evil: str) -> None:
    elements = Elements(html.page([("Title", "p", [(draft(segment("words", (Span(0, 5, "link", evil),))), PLAIN)])]))
    assert values(elements, "href") == []
    assert "words" in elements.words


def test_marks_are_rendered_and_hostile_ones_are_words() -> None:
    marked = (
        f"# A *head*\n\n- **b** `c`\n\n> q\n\n```\n{EVIL}\n```\n\n|a|b|\n|-|-:|\n|[x](https://a.example)|{EVIL}|\n\n---\n[y](javascript:z)"
    )
    page = html.page([("Title", "p", [(draft(segment(marked)), Look(reading=read))])])
    elements = Elements(page)
    assert {tag for tag, _ in elements.seen} <= TAGS
    assert {"code", "pre", "ul", "blockquote", "table", "hr", "strong", "em"} <= {tag for tag, _ in elements.seen}
    assert values(elements, "href") == ["https://a.example"]
    assert '<td class="right">' in page
    assert "\x1b" not in page


def test_text_is_whole_and_links_are_marked() -> None:
    page = html.page([("Title", "p", [(draft(segment(spans=SPANS)), PLAIN)])])
    assert TEXT in Elements(page).words
    assert '<a class="link" href="https://example.org/loss" rel="nofollow noopener noreferrer">https://example.org/loss</a>' in page
    assert '<span class="tag">#MachineLearning</span>' in page


@pytest.mark.parametrize(("fold", "marks"), [(0, 0), (10, 1), (30, 1), (500, 0)])
def test_the_fold_is_marked_once_and_hides_nothing(fold: int, marks: int) -> None:
    page = html.page([("Title", "p", [(draft(segment(spans=SPANS), segment(spans=SPANS)), Look(fold))])])
    assert page.count('<p class="fold">') == page.count('<span class="more">') == marks
    words = "".join(Elements(page).words.replace("shown after …more", "").replace(" …more", "").split())
    assert words.count("".join(TEXT.split())) == 2


def test_the_card_has_what_a_reader_of_the_platform_meets() -> None:
    fields = {"subreddit": "test", "flair": "Project", "card_url": "https://a.example/b", "card_title": "Card", "first_comment": "Below"}
    page = html.page([("T", "p", [(replace(draft(segment("one"), title="Seen"), fields=fields), Look(titled=True))])])
    words = " ".join(Elements(page).words.split())
    for part in ("r/test", "Project", "Seen", "one", "Card", "https://a.example/b", "First commentBelow", "3/280"):
        assert part in words
    assert "Seen" not in Elements(html.page([("T", "p", [(draft(segment("one"), title="Seen"), PLAIN)])])).words


def test_a_picture_without_alt_text_says_so(picture: Path) -> None:
    media = replace(HERO, path=str(picture), alt="")
    assert "no alt text" in Elements(html.page([("T", "p", [(draft(segment(media=(media,))), PLAIN)])])).words


def test_problems_and_thread_numbers_are_there() -> None:
    words = Elements(
        html.page([("Title", "p", [(draft(segment("a"), segment("b"), problems=(Problem("error", "x", "Too long.", 7),)), PLAIN)])])
    ).words
    assert "line 7: Too long." in words
    assert "2 of 2" in words


def test_an_empty_page_says_so() -> None:
    assert "Nothing to preview" in html.page([])
