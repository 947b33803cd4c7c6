"""What an article on dev.to says: its markdown, its fields, and what would be refused."""

from __future__ import annotations

from typing import Any

import pytest

from bot.model.draft import Draft
from bot.model.settings import Posts, Site
from bot.platforms import devto
from bot.platforms._devto_markdown import katex
from bot.rehearsal.devto_rules import liquid_wrong
from bot.text.source import read_post

URL = "https://example.org/blog/t/"


def render(text: str, matter: str = f"title: T\nurl: {URL}", **options: Any) -> Draft:
    account = devto.Account(**{"name": "devto", "platform": "devto", **options})
    post = read_post(f"---\n{matter}\n---\n{text}".encode(), "t.md", Site(), Posts(), ("devto", "x", "mine"))
    return devto.render(post, account, {})


def codes(draft: Draft) -> list[tuple[str, str]]:
    return [(problem.level, problem.code) for problem in draft.problems]


MARKDOWN = [
    ("a *b* **c** ~~d~~ `e`", "a _b_ **c** ~~d~~ `e`"),
    ("in*tra*word", "in<em>tra</em>word"),
    ('say "*b*" and (*c*), **d**: 文**强调**文', 'say "<em>b</em>" and (_c_), **d**: 文<strong>强调</strong>文'),
    ("*a **b** c*", "_a **b** c_"),
    ("u/someone and snake_case", "u/someone and snake\\_case"),
    (
        "[a](https://e.com/x_(y)) [mail](mailto:a@e.com) [rel](../x)",
        "[a](https://e.com/x_%28y%29) [mail](mailto:a@e.com) [rel](https://example.org/blog/x)",
    ),
    ("![A [cat] in a_b_c](cat.png)", "![A [cat] in a_b_c](https://example.org/blog/t/cat.png)"),
    ("![A \\]cat\\[ `x`](cat.png)", "![A )cat( x](https://example.org/blog/t/cat.png)"),
    ("![](cat.png)", "![](https://example.org/blog/t/cat.png)"),
    ("[![A cat](https://e.com/cat.png)](https://e.com)", "[![A cat](https://e.com/cat.png)](https://e.com)"),
    ("```Python\nx = '*'\n\ny\n```", "```python\nx = '*'\n\ny\n```"),
    ("    a ``` b", "~~~\na ``` b\n~~~"),
    ("````\na\n```\n<b> {{ c }}\n````", "<pre><code>a\n&#96;&#96;&#96;\n&lt;b&gt; {% raw %}{{ c }}{% endraw %}</code></pre>"),
    ("- a\n\n  ```\n  x\n  ```\n- [x] b", "- a\n\n    ```\n    x\n    ```\n\n- ☑ b"),
    ("- a\n\n```\nx\n```", "- a\n\n```\nx\n```"),
    ("> a\n>\n> b", "> a\n>\n> b"),
    ("|a|b|\n|-|:-:|\n|x|`p\\|q`|", "| a | b |\n|---|:-:|\n| x | <code>p&#124;q</code> |"),
    ("H<sub>2</sub>O y<sup>ab</sup>", "H₂O y<sup>ab</sup>"),
    ("a\n\n---\n\nb", "a\n\n***\n\nb"),
    ("a[^x]b[^y]\n\n[^x]: one\n\n    two\n[^y]: three", "a[^1]b[^2]\n\n[^1]: one\n\n    two\n\n[^2]: three"),
    ("# A\n\n### B", "## A\n\n#### B"),
    ("a  \nb\nc", "a  \nb c"),
    ("a ` b", "a &#96; b"),
    ("\\{\\{ x }} \\{% y %} `{{ z }}`", "{% raw %}{{ x }}{% endraw %} {% raw %}{% y %}{% endraw %} `{{ z }}`"),
    ("a \\{\\{ b", "a {% raw %}{{{% endraw %} b"),
    ("$x_1$ and {$y$}", "{% katex inline %}x\\_1{% endkatex %} and {% raw %}{{% endraw %}{% katex inline %}y{% endkatex %}}"),
    ("$$\n\\{a_b\\} \\\\ % no\n< c\n$$", "{% katex %} \\\\{a\\_b\\\\} \\\\\\ \\lt c {% endkatex %}"),
    ("<https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3>", "{% youtube dQw4w9WgXcQ %}"),
    ("https://youtu.be/dQw4w9WgXcQ", "{% youtube dQw4w9WgXcQ %}"),
    ("https://github.com/forem/forem.git", "{% github forem/forem %}"),
    ("https://x.com/ada/status/1234567890123", "{% twitter 1234567890123 %}"),
    ("see https://github.com/forem/forem", "see <https://github.com/forem/forem>"),
    ("https://github.com/forem/forem/pull/1", "<https://github.com/forem/forem/pull/1>"),
    ("[the code](https://github.com/forem/forem)", "[the code](https://github.com/forem/forem)"),
    ("https://www.youtube.com/@ada", "<https://www.youtube.com/@ada>"),
]


@pytest.mark.parametrize(("written", "sent"), MARKDOWN)
def test_the_markdown_of_dev_to(written: str, sent: str) -> None:
    (segment,) = render(written).segments
    assert segment.text == segment.wire == sent
    assert segment.length == len(sent.encode())
    assert liquid_wrong(sent) == ""


def test_a_picture_and_its_caption_both_stay() -> None:
    assert render("![A cat](cat.png)\n\n*A cat*").segments[0].text == "![A cat](https://example.org/blog/t/cat.png)\n\n_A cat_"


@pytest.mark.parametrize(
    ("tex", "sent"),
    [
        ("a_{b_{c}}^*", "a\\_{b\\_{c}}^\\*"),
        ("{{a}}{% b", "{ {a}}{"),
        ("\\label{eq:a} x \\nonumber", "x"),
        ("\\begin{align*}a&=b\\end{align*}", "\\begin{aligned}a&=b\\end{aligned}"),
        ("\\begin{equation}a\\end{equation}", "a"),
        ("\\mbox{a}\\begin{gather}b\\end{gather}", "\\text{a}\\begin{gathered}b\\end{gathered}"),
        ("50\\% `a`", "50\\% ‘a‘"),
        ("[1](2) ~~ a & b", "\\[1](2) \\~\\~ a & b"),
    ],
)
def test_a_formula_reaches_katex_as_it_is(tex: str, sent: str) -> None:
    assert katex(tex) == sent
    assert liquid_wrong(f"{{% katex %}} {sent} {{% endkatex %}}") == ""


@pytest.mark.parametrize("tex", ["\\mathds{1}_x", "\\begin{multline}a\\end{multline}", "{{a}", "\\left( a", "\\ce{H2O}"])
def test_a_formula_that_katex_does_not_know_is_told_without_it(tex: str) -> None:
    text = render(f"a ${tex}$ b\n\n$$\n{tex}\n$$").segments[0].text
    assert "katex" not in text
    assert liquid_wrong(text) == ""


def test_a_pipe_in_a_cell_is_no_border() -> None:
    assert katex("|x| \\|y\\|", cell=True) == "\\vert x\\vert \\Vert y\\Vert"


def test_the_fields_beside_the_text() -> None:
    matter = f"title: T\nurl: {URL}\nsummary: Why it works.\ntags: [Machine learning, Python, c++, nlp, vision, more]\ncover: a b.png"
    assert render("Hello.", matter).fields == {
        "canonical_url": URL,
        "tags": ["machinelearning", "python", "nlp", "vision"],
        "main_image": "https://example.org/blog/t/a%20b.png",
        "description": "Why it works.",
    }
    own = render("Hello.", f"{matter}\ndevto: {{tags: [AI, a-b, AI], series: S, title: Mine}}")
    assert (own.title, own.fields["tags"], own.fields["series"]) == ("Mine", ["ai", "ab"], "S")


def test_what_the_author_must_say_comes_first_and_links_last() -> None:
    matter = f"title: T\nurl: {URL}\ndisclosure: sponsored\nlinks: {{paper: https://arxiv.org/abs/1}}"
    text = render("Hello[^1].\n\n[^1]: Foot.", matter).segments[0].text
    assert text == "*Disclosure: this post is sponsored.*\n\nHello[^1].\n\n[Paper](https://arxiv.org/abs/1)\n\n[^1]: Foot."


def test_handwritten_text_goes_out_as_it_is() -> None:
    assert render("Body.", "title: T\ndevto: {text: '{% cta x %}Go{% endcta %} ---'}").segments[0].text == "{% cta x %}Go{% endcta %} ---"


def test_names_become_mentions() -> None:
    assert render("Ada Lovelace knew.", mentions={"Ada Lovelace": "@ada"}).segments[0].text == "Ada Lovelace (@ada) knew."


def test_passages_for_others_are_left_out() -> None:
    text = "a\n\n<!-- only: x -->\nb\n<!-- end -->\n\n<!-- only: devto -->\nc\n<!-- end -->\n"
    assert render(text).segments[0].text == "a\n\nc"


@pytest.mark.parametrize(
    ("text", "matter", "found"),
    [
        ("a", f"title: {'a' * 128}", []),
        ("a", f"title: {'a' * 129}", [("error", "title-too-long")]),
        ("a", "title: T\ncover: a.png", [("warning", "cover-left-out")]),
        ("![x](a.png) ![y](https://e.com/b.png)", "title: T", [("warning", "pictures-left-out")]),
        ("é" * 410_000, "title: T", [("error", "too-long")]),
        ("a note without a title", "tags: [a]", [("error", "no-title")]),
    ],
    ids=["title", "long title", "cover", "picture", "long text", "note"],
)
def test_what_would_be_refused_or_missed(text: str, matter: str, found: list[tuple[str, str]]) -> None:
    assert codes(render(text, matter)) == found


def test_an_article_never_begins_with_front_matter() -> None:
    assert render("---\n\ntitle: x\n\n---").segments[0].text.startswith("***\n\n")
