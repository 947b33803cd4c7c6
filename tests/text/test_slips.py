"""What an author forgot to close or to define: named with its line, and no mark of it reaches a reader."""

from __future__ import annotations

import pytest

from bot import platforms
from bot.model.post import Post
from bot.model.tree import CodeBlock, Paragraph
from bot.text.markdown import read
from tests.corpus.posts import account
from tests.text.articles import article

BEFORE = "Words stand before it, and they say what this is about.\n\n"
"""The body's first line is line 6 of the file, what comes after it line 8."""

SLIPS = {
    "a formula without its dollar": ("The loss is $\\frac{1}{2} of what it was.", "$\\frac{1}{2} has no closing $"),
    "a formula without its brace": ("The loss is $\\frac{1}{2$ of what it was.", "\\frac{1}{2 has a brace without its other half"),
    "a displayed formula without its brace": ("$$\n\\frac{1}{2\n$$", "\\frac{1}{2 has a brace without its other half"),
    "a displayed formula": ("$$\nx = \\frac{1}{2}\n\nThe loss is half of it.", "The formula after $$ has no end"),
    "an aligned formula": ("\\begin{align}\nx &= \\frac{1}{2}\n\nThe loss is half of it.", "The formula after \\begin{align} has no end"),
    "code": ("```python\nx = 1\n\nThe loss is half of it.", "The code that begins here has no end: write ``` "),
    "a link's bracket": ("See [the *docs*](https://e.org/d and more.", "[the *docs*](https://e.org/d has no closing )"),
    "a link's square bracket": ("See [the docs(https://e.org/d) and more.", "[the docs(https://e.org/d) has no closing ]"),
    "a picture's bracket": ("See ![A curve](https://e.org/d.png and more.", "The picture ![A curve](https://e.org/d.png has no closing )"),
    "a link by name": ("See [the docs][docs] and more.", "[the docs][docs] leads nowhere: write [docs]:"),
    "a footnote": ("The loss is half of it[^1]. It is new![^note]", "The footnote [^1] is defined nowhere"),
    "a footnote with a picture's sign": ("The loss ![^1] is half of it.", "The footnote [^1] is defined nowhere"),
    "bold in HTML": ("The <b>loss is half of it.\n\nMore of it.", "<b> has no </b>"),
    "a quotation in HTML": ("<blockquote>\nThe loss is half of it.", "<blockquote> has no </blockquote>"),
    "a link in HTML": ('See <a href="https://e.org/d">the docs and more.', "<a> has no </a>"),
}
MARKS = ("$", "](", "[the", "[^", "\\begin", "```", "<b>loss is half of it.<", "&lt;")


def said(post: Post) -> list[tuple[str, int]]:
    return [(problem.message, problem.line) for problem in post.problems if problem.code == "broken-markdown"]


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_named_with_its_line_and_no_reader_sees_its_mark(name: str) -> None:
    body, words = SLIPS[name]
    post = article(BEFORE + body + "\n")
    assert said(post), "it is silent"
    message, line = said(post)[0]
    assert words in message
    assert line == 8
    for platform in ("ghost", "x", "linkedin"):
        wire = "\n".join(segment.wire for segment in platforms.load(platform).render(post, account(platform), {}).segments)
        assert not [mark for mark in MARKS if mark in wire], wire


WELL = {
    "money": "It costs $5 a month and $10 a year, or \\$3.",
    "a formula": "The loss is $\\frac{1}{2}$, or \\(\\frac{1}{2}\\), of what it was.\n\n$$\nx = \\{1\\}\n$$",
    "code": "````markdown\n```python\nx = 1\n```\n````\n\n> ```\n> x\n> ```\n\n- ~~~\n  x\n  ~~~",
    "a footnote": "The loss[^1] is half.\n\n[^1]: Of what it was.",
    "an expression": "It matches [^0-9] and ([^a]), but not `x[^1]`.",
    "indices": "The value x[i][j], and m[0][1], and [0][1] of it.",
    "a link by name": "See [the docs][docs].\n\n[docs]: https://e.org/d",
    "brackets": "He said [it is (more or less) true](and left).",
    "HTML": "<p>One<p>Two<ul><li>a<li>b</ul><b>c</b><br><img src='https://e.org/a.png'><details><summary>d</summary>e</details>",
    "HTML over paragraphs": "<b>One\n\nTwo</b> and <a href='https://e.org'>\n\nThree\n\n</a>",
    "a shell": "Set $HOME and $PATH_TO\\x first.",
}


@pytest.mark.parametrize("name", WELL)
def test_what_is_well_written_is_left_alone(name: str) -> None:
    assert said(article(BEFORE + WELL[name] + "\n")) == []


def test_code_in_which_other_code_begins_is_named_there() -> None:
    assert said(article("```python\nx = 1\n\nWords.\n\n```r\ny <- 2\n```\n")) == [
        ("The code that begins here holds the beginning of other code: is there no ``` above it?", 11)
    ]


def test_of_very_many_slips_the_first_are_named() -> None:
    many = said(article("".join(f"a[^{number}] " for number in range(100))))
    assert len(many) == 20
    assert many[0][0].startswith("The footnote [^0]")


def test_code_right_below_a_line_of_words_is_code() -> None:
    """markdown-it asks a rule silently whether it ends the paragraph above."""
    blocks, _ = read("The template is shown below.\n```sql\nselect 1\n```\n")
    assert [type(block) for block in blocks] == [Paragraph, CodeBlock]
