"""The tree written back as Reddit's markdown."""

from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path

import pytest

from bot.text.markdown import read
from bot.text.markup import Writer

SNUDOWN = Path(__file__).parents[2] / ".counterparts" / "node_modules" / "snudown-js"

CASES = [
    ("# T #", "# T"),
    ("a *b* **c** ~~d~~ `e`", "a _b_ **c** ~~d~~ `e`"),
    ("in*tra*word **a *b* c**", "in*tra*word **a _b_ c**"),
    ("*a **b** c*", "_a **b** c_"),
    ("snake_case and \\*stars\\* and a^b", "snake\\_case and \\*stars\\* and a\\^b"),
    ("1\\. no list\n\n\\- no list\n\n\\# no heading\n\n\\> no quote", "1\\. no list\n\n\\- no list\n\n\\# no heading\n\n\\> no quote"),
    ("u/someone and /r/python, and/or", "u\\/someone and \\/r/python, and/or"),
    ("[a\\] (b)](https://e.com/x_(y))", "[a\\] (b)](https://e.com/x_%28y%29)"),
    ("<https://e.com/a_b>", "https://e.com/a_b"),
    ("[x](https://e.com)", "[x](https://e.com)"),
    ("[rel](../x)", "rel"),
    ("[mail](mailto:a@e.com)", "mail (a@e.com)"),
    ("![A cat](https://e.com/cat.png)", "[A cat](https://e.com/cat.png)"),
    ("![A cat](cat.png)", "[A cat](https://e.org/blog/cat.png)"),
    ("```python\nx = '*'\n\ny\n```", "    x = '*'\n\n    y"),
    ("- a\n- b\n  - c\n    1. d", "- a\n- b\n    - c\n        1. d"),
    ("- a\n\n  ```\n  x\n  ```\n- b", "-   a\n\n        x\n\n- b"),
    ("1. a\n\n   b\n   - c\n\n     d\n\n   - e\n2. f", "1. a\n\n    b\n    - c\n\n        d\n    - e\n\n2. f"),
    ("1. a\n\n   > b\n\n   - c", "1. a\n\n    > b\n    - c"),
    ("- a\n\n```\nx\n```", "- a\n\n&nbsp;\n\n    x"),
    ("- [x] a\n- [ ] b", "- \\[x\\] a\n- \\[ \\] b"),
    ("> a\n>\n> b", "> a\n>\n> b"),
    ('!!! note "Hi"\n    a', "> **Hi**\n>\n> a"),
    ("|a|b|\n|-|:-:|\n|x\\|y|`p\\|q`|", "| a | b |\n|---|:-:|\n| x&#124;y | p&#124;q |"),
    ("a  \nb\nc", "a  \nb c"),
    ("机器\n学习", "机器学习"),
    ("H<sub>2</sub>O x<sup>2</sup> y<sup>ab</sup>", "H₂O x² y^(ab)"),
    ("a &amp;lt; <b>x</b>", "a &amp;lt; **x**"),
    ("**`a`** b `c`", "`a` b `c`"),
    ("---", "---"),
    ("# T [[anchor]]", "# T"),
    ("[**x**] y", "[**x**] y"),
    ("[a] (b)", "[a\\] (b)"),
    ("[![](https://e.com/cat.png)](https://e.com)", "[cat.png](https://e.com)"),
    ("(a {% cite x %})", "(a)"),
    ("    a\n\n$$\\begin{CD} a \\\\ b \\end{CD}$$", "    a\n\n&nbsp;\n\n    \\begin{CD} a \\\\ b \\end{CD}"),
    ("a >! b", "a \\>! b"),
    ("`` a`b ``", "``a`b``"),
]  # fmt: skip


def snudown(texts: list[str]) -> list[str]:
    """The pages that Reddit's renderer makes of texts."""
    script = "import {markdown} from 'snudown-js'; import fs from 'fs';"
    script += "console.log(JSON.stringify(JSON.parse(fs.readFileSync(0)).map(text => markdown(text))))"
    command = ["node", "--input-type=module", "-e", script]
    done = subprocess.run(command, input=json.dumps(texts), cwd=SNUDOWN.parents[1], capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout))


def write(markdown: str) -> str:
    blocks, footnotes = read(markdown)
    writer = Writer(footnotes, "https://e.org/blog/post")
    return "\n\n".join(part for part in (writer.blocks(blocks), writer.endnotes()) if part)


@pytest.mark.parametrize(("markdown", "expected"), CASES)
def test_writes(markdown: str, expected: str) -> None:
    assert write(markdown) == expected


@pytest.mark.skipif(not SNUDOWN.exists(), reason="snudown-js is not installed: make counterparts puts it into .counterparts")
@pytest.mark.parametrize("markdown", [markdown for markdown, _ in CASES if re.match(r"[1-] ?\.? a\n\n   ", markdown)])
def test_snudown_keeps_lists_in_lists(markdown: str) -> None:
    (page,) = snudown([write(markdown)])
    assert "<pre>" not in page
    assert page.count("<li>") == len(re.findall(r"^ *(?:-|\d\.) ", markdown, re.MULTILINE))


def test_footnotes_become_a_numbered_list() -> None:
    text = write("a[^x] b[^y] c[^x]\n\n[^x]: One[^z].\n[^y]: Two\n[^z]: Three")
    assert text == "a^(1) b^(2) c^(1)\n\n---\n\n1. One^(3).\n2. Two\n3. Three"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("$x_i^2$", "xᵢ²"),
        ("$\\unknown{x}$", "`\\unknown{x}`"),
        ("$$\\begin{CD} a & b \\end{CD}$$", "    \\begin"),
        ("$$\\begin{aligned} a &= b^2 \\\\ &= c \\end{aligned}$$", "a = b²  \n= c"),
    ],
)
def test_formulas_are_text_where_text_can_say_them(markdown: str, expected: str) -> None:
    assert write(markdown).startswith(expected)


def test_every_equals_line_is_no_heading() -> None:
    assert write("a<br>===") == "a  \n&#61;=="


@pytest.mark.skipif(not SNUDOWN.exists(), reason="snudown-js is not installed: make counterparts puts it into .counterparts")
def test_snudown_shows_the_same_words() -> None:
    texts = [expected for _, expected in CASES]
    for text, page in zip(texts, snudown(texts), strict=True):
        shown = html.unescape(re.sub(r"<[^>]*>", "", page))
        assert "**" not in shown.replace("x = '*'", ""), text
        assert "](" not in shown, text
