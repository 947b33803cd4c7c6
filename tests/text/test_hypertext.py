"""The tree as HTML: whole, balanced, and nothing in it that an author could not have meant."""

from __future__ import annotations

from html.parser import HTMLParser
from types import MappingProxyType
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.hypertext import Writer
from bot.text.markdown import read

EMPTY = {"img", "br", "hr"}
ALLOWED = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}, "li": {"id"}, "code": {"class"}, "th": {"align"}, "td": {"align"}}

CASES = [
    ("a *b* **c** ~~d~~ `e<f`", "<p>a <em>b</em> <strong>c</strong> <s>d</s> <code>e&lt;f</code></p>"),
    ("# One\n\n### Two", "<h2>One</h2>\n<h4>Two</h4>"),
    ("[x](https://e.com/?a=1&b=2)", '<p><a href="https://e.com/?a=1&amp;b=2">x</a></p>'),
    ("[x](../y) [m](mailto:a@e.com)", '<p><a href="https://e.org/y">x</a> <a href="mailto:a@e.com">m</a></p>'),
    ("![A cat](cat.png)", '<figure><img src="https://e.org/blog/cat.png" alt="A cat"></figure>'),
    ("![A cat](cat.png)\n\n*A cat*", '<figure><img src="https://e.org/blog/cat.png" alt=""></figure>\n<p><em>A cat</em></p>'),
    ('![A cat](cat.png "Tom")', '<figure><img src="https://e.org/blog/cat.png" alt="A cat"><figcaption>Tom</figcaption></figure>'),
    ("```python\nx < 1\n```", '<pre><code class="language-python">x &lt; 1</code></pre>'),
    ("- a\n- b\n  1. c\n- [x] d", "<ul>\n<li>a</li>\n<li>b\n<ol>\n<li>c</li>\n</ol></li>\n<li>☑ d</li>\n</ul>"),
    ("3. a\n\n   b", '<ol start="3">\n<li><p>a</p>\n<p>b</p></li>\n</ol>'),
    ("> a\n> b", "<blockquote>\n<p>a\nb</p>\n</blockquote>"),
    ("a  \nb", "<p>a<br>\nb</p>"),
    ("$x_i^2$", "<p>xᵢ²</p>"),
    ("x[^1]\n\n[^1]: y", '<p>x<sup><a href="#fn1">1</a></sup></p>\n<hr>\n<ol>\n<li id="fn1">y</li>\n</ol>'),
    (
        "| a | b |\n| :-- | --: |\n| 1 | 2 |",
        (
            '<table>\n<thead>\n<tr><th align="left">a</th><th align="right">b</th></tr>\n</thead>\n<tbody>\n'
            '<tr><td align="left">1</td><td align="right">2</td></tr>\n</tbody>\n</table>'
        ),
    ),
]


def write(markdown: str, **options: object) -> str:
    blocks, footnotes = read(markdown)
    return Writer(footnotes, "https://e.org/blog/", **options).article(blocks)  # type: ignore[arg-type]


@pytest.mark.parametrize(("markdown", "html"), CASES)
def test_each_element(markdown: str, html: str) -> None:
    assert write(markdown) == html


def test_a_picture_stands_at_its_address_there_or_is_named() -> None:
    there = MappingProxyType({"cat.png": "cid:cat", "dog.png": ""})
    assert write("![A cat](cat.png)", pictures=there) == '<figure><img src="cid:cat" alt="A cat"></figure>'
    assert write("![A dog](dog.png)", pictures=there) == ""
    assert write("![A cow](file:///cow.png)") == "<p><em>A cow</em></p>"


def test_where_there_are_no_tables_each_row_says_its_columns() -> None:
    table = "| model | top 1 | top 5 |\n|---|---|---|\n| ResNet | 76 | 93 |\n| ViT | 81 | |"
    assert write(table, tables=False) == (
        "<ul>\n<li>model: <strong>ResNet</strong> – top 1: 76; top 5: 93</li>\n<li>model: <strong>ViT</strong> – top 1: 81</li>\n</ul>"
    )


class Checked(HTMLParser):
    """Fails at a tag that closes nothing, an attribute or an address that has no business there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} <= ALLOWED.get(tag, set())
        for name, value in attrs:
            if name in {"href", "src"} and not (value or "").startswith("#fn"):
                assert urlsplit(value or "").scheme in {"http", "https", "mailto"}
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


MARKS = st.text("ab<>&\"'*_~`[]()!|#>-+1. \\\n:$^{}", max_size=120)
ADDRESSES = st.sampled_from(
    ["javascript:alert(1)", "data:text/html,x", "//e.com", 'https://e.com/"onload=x', "x", "vbscript:x", "mailto:a@e"]
)


@given(MARKS, ADDRESSES)
def test_whatever_an_author_writes_the_html_is_balanced_and_harmless(text: str, address: str) -> None:
    page = Checked()
    page.feed(write(f"{text}\n\n[{text}]({address}) ![{text}](<{address}>)\n\n<b onclick=x>{text}</b>"))
    page.close()
    assert page.open == []


@given(st.text("ab <>&\"'", max_size=60))
def test_code_is_the_code(text: str) -> None:
    page = Checked()
    page.feed(write(f"```\n{text}z\n```"))
    page.close()
    assert page.words.strip("\n") == f"{text}z".rstrip()
