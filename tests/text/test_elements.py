"""What blogs write beyond CommonMark, element by element: how it is read, and how Reddit's markdown says it."""

from __future__ import annotations

import html
import json
import random
import re
import subprocess
from pathlib import Path

import pytest

from bot.model.tree import Code, CodeBlock, Image, Link, List, Math, MathBlock, Paragraph, Quote, Raised, Table, Text
from bot.text.macros import found, written_out
from bot.text.markdown import read
from bot.text.markup import Writer
from bot.text.plain import block_text
from bot.text.walk import every_block, every_inline

SNUDOWN = Path(__file__).parents[2] / ".counterparts" / "node_modules" / "snudown-js"


def words(markdown: str) -> str:
    return "".join(node.text for node in every_inline(read(markdown)[0]) if isinstance(node, Text | Code))


def write(markdown: str) -> str:
    blocks, footnotes = read(markdown)
    return Writer(footnotes, "https://e.org/post").blocks(blocks)


@pytest.mark.parametrize(
    ("markdown", "label", "inside"),
    [
        ("> [!NOTE]\n> Useful.", "Note", "Useful."),
        ("> [!TIP]\n> **Bold** tip", "Tip", "Bold tip"),
        ("> [!WARNING] My title\n> Careful.", "My title", "Careful."),
        ("> [!tip]- Folded\n> x", "Folded", "x"),
        ("::: {.callout-note}\n## Titled\nBody\n:::", "Titled", "Body"),
        ('{{< admonition type=tip title="Hey" >}}\ninside\n{{< /admonition >}}', "Hey", "inside"),
        ("{{% notice warning %}}\ninside\n{{% /notice %}}", "Warning", "inside"),
        ("{% note %}\n\ninside\n\n{% endnote %}", "Note", "inside"),
        ('<Callout type="info">inside</Callout>', "Info", "inside"),
        ("<Tip warning={true}>\n\ninside\n\n</Tip>", "Warning", "inside"),
    ],
)
def test_boxes_have_their_label(markdown: str, label: str, inside: str) -> None:
    box, after = read(f"{markdown}\n\nafter")[0]
    assert isinstance(box, Quote)
    assert box.label == label
    assert " ".join(node.text for node in every_inline(box.blocks) if isinstance(node, Text)).split() == inside.split()
    assert isinstance(after, Paragraph)


@pytest.mark.parametrize("markdown", ["> [1] is a number", "> [!important thing] a", "{{< note >}}\na", "<Tip/>\n\na", "> [!NOTE a"])
def test_what_only_looks_like_a_box_is_none(markdown: str) -> None:
    assert not [block for block in every_block(read(markdown)[0]) if isinstance(block, Quote) and block.label]


@pytest.mark.parametrize(
    ("markdown", "left"),
    [
        ("inspired by @ho2020 and @dieleman2022diffusion", "inspired by Ho (2020) and Dieleman (2022)"),
        ("Models (@song2020)", "Models (Song, 2020)"),
        ("see @2021arXiv210303404D", "see arXiv:2103.03404"),
        ("As [@a2020] and @DeDeo_2016vy say", "As and DeDeo (2016) say"),
        ("thanks @topepo, @asb2111 and @CodeMaster2023", "thanks @topepo, @asb2111 and @CodeMaster2023"),
        ("As [@song2020] says; thanks [@kevin199011](https://e.com/k)", "As says; thanks @kevin199011"),
        ("mail me@song2020.org", "mail me@song2020.org"),
        ("known \\citep[p. 3]{a2020}, see~\\ref{fig:x}", "known, see"),
        ("See @fig-plot", "See the figure"),
        ("==marked== words, a == b == c", "marked words, a == b == c"),
        ("[[Zettel]] and [[page|words]]", "Zettel and words"),
        ("x[[1]] and [[1, 2], [3]]", "x[[1]] and [[1, 2], [3]]"),
        ("import A from './a'\n\nSo {props.x} and {'said'}", "So  and said"),
        ("So {a} stays", "So {a} stays"),
        ("[TOC]\n\nx\n\n\\newpage\n\n*[HTML]: Hyper\n\ny", "xy"),
        ("about ~10 and ~20", "about ~10 and ~20"),
    ],
)
def test_running_text(markdown: str, left: str) -> None:
    assert words(markdown) == left


def test_raised_and_lowered_after_pandoc() -> None:
    (block,) = read("x^2^ *and* H~2~O **too**")[0]
    assert isinstance(block, Paragraph)
    assert Raised((Text("2"),)) in block.children
    assert Raised((Text("2"),), raised=False) in block.children
    assert [type(node).__name__ for node in block.children].count("Emphasis") == 1


@pytest.mark.parametrize(
    "markdown",
    [
        "|---+---|\n| a | b |\n|---+---|\n| 1 | 2 |\n|---+---|",
        "|---|---|\n| a | b |\n|---|---|\n| 1 | 2 |\n|---|---|",
        "| a | b |\n|--:+:--|\n| 1 | 2 |",
    ],
)
def test_kramdown_tables(markdown: str) -> None:
    (table,) = read(markdown)[0]
    assert isinstance(table, Table)
    assert (table.header, table.rows) == (((Text("a"),), (Text("b"),)), (((Text("1"),), (Text("2"),)),))


def test_a_grid_stays_as_it_is_drawn() -> None:
    grid = "+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+"
    assert read(grid)[0] == (CodeBlock(grid, "", 1),)


def test_definitions_of_a_term_are_one_list() -> None:
    blocks = read("One\n: a\n: b\n\nTwo\n: c")[0]
    assert [len(block.items) for block in blocks if isinstance(block, List)] == [2, 1]


def test_a_captioned_picture_has_its_words_as_alternative_text() -> None:
    code = '```{r, echo=FALSE, fig.cap="From [there](https://e.com), $x_1$"}\nknitr::include_graphics("a.png")\n```'
    for markdown in (code, '{{< figure src="a.png" caption="From [there](https://e.com), $x_1$" >}}'):
        assert [node.alt for node in every_inline(read(markdown)[0]) if isinstance(node, Image)] == ["From there, x₁"]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ('{{< figure src="a.png" caption="A cat" >}}', "[A cat](https://e.org/a.png)"),
        ('{{< figure src="a.png" caption="A [cat](https://e.com)" >}}', "[a.png](https://e.org/a.png) _A [cat](https://e.com)_"),
        ("![A cat](a.png)\n\n*A cat*", "[A cat](https://e.org/a.png)"),
        ("![A cat](a.png)\n\n*A dog*", "[A cat](https://e.org/a.png)\n\n_A dog_"),
        ('<Figure src="/a.png" caption="A cat" />', "[A cat](https://e.org/a.png)"),
        ('![](a.png "A title")', "[A title](https://e.org/a.png)"),
        ("a[^1][^2]\n\n[^1]: b\n[^2]: c", "a^(1, 2)"),
        ("Some www.e.com/a_b_c there", "Some www.e.com/a_b_c there"),
    ],
)
def test_written(markdown: str, expected: str) -> None:
    assert write(markdown) == expected


def test_links_with_doubled_brackets_are_links() -> None:
    for markdown in ("[x]((https://e.com/a))", "[x]([url](https://e.com/a))", "[x]((https://e.com/a)"):
        assert [node.href for node in every_inline(read(markdown)[0]) if isinstance(node, Link)] == ["https://e.com/a"]


def test_an_address_with_a_query_is_taken_whole_from_a_tag() -> None:
    nodes = every_inline(read("{% twitter https://twitter.com/a/status/1?s=20 %}")[0])
    assert [node.href for node in nodes if isinstance(node, Link)] == ["https://twitter.com/a/status/1?s=20"]


def test_plain_lists_show_their_state_and_depth() -> None:
    blocks = read("- [ ] a\n- [x] b\n- c\n  1. d https://e.com\n\n> [!NOTE]\n> e")[0]
    said = block_text(blocks)
    assert said.text == "☐ a\n☑ b\n• c\n  1. d https://e.com\n\nNote:\ne"
    assert [said.text[span.start : span.end] for span in said.spans] == ["https://e.com"]


def test_commands_of_the_post_are_written_out() -> None:
    blocks = read("\\newcommand{\\R}{\\mathbb{R}}\n\n$$\\DeclareMathOperator{\\KL}{KL}$$\n\n$x \\in \\R^n$\n\n$$\\KL(p) \\Rightarrow q$$")[
        0
    ]
    assert [node.tex for node in every_inline(blocks) if isinstance(node, Math)] == ["x \\in \\mathbb{R}^n"]
    assert [block.tex for block in blocks if isinstance(block, MathBlock)] == ["\\operatorname{KL}(p) \\Rightarrow q"]


@pytest.mark.parametrize(
    ("definition", "tex", "expected"),
    [
        ("\\newcommand{\\norm}[1]{\\|#1\\|}", "\\norm{x}_2", "\\|x\\|_2"),
        ("\\newcommand\\E[2]{E_{#1}[#2]}", "\\E{p}{x}", "E_{p}[x]"),
        ("\\def\\a{\\alpha}", "\\a b \\and", "\\alpha b \\and"),
        ("\\newcommand{\\a}{\\a\\a}", "x", "x"),
    ],
)
def test_macros(definition: str, tex: str, expected: str) -> None:
    assert written_out(tex, found(definition)) == expected


def test_a_command_that_calls_itself_ends() -> None:
    assert len(written_out("\\a" * 50, found("\\newcommand{\\a}{\\a\\a\\a\\a}"))) < 50_000


@pytest.mark.skipif(not SNUDOWN.exists(), reason="snudown-js is not installed: make counterparts puts it into .counterparts")
def test_snudown_shows_escaped_words_as_they_were() -> None:
    draw = random.Random(5)
    signs = [
        "a",
        "b ",
        " ",
        "*",
        "_",
        "`",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "#",
        "+",
        "-",
        ".",
        "^",
        "~~",
        "&amp;",
        "\\",
        "|",
        "u/cd",
        "1. ",
        "=",
        " https://e.org/a_b ",
    ]
    texts = [" ".join("".join(draw.choices(signs, k=9)).split()) for _ in range(400)]
    texts = [text for text in texts if text]
    script = "import {markdown} from 'snudown-js'; import fs from 'fs';"
    script += "console.log(JSON.stringify(JSON.parse(fs.readFileSync(0)).map(text => markdown(text))))"
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        input=json.dumps([Writer({}).blocks((Paragraph((Text(text),)),)) for text in texts]),
        cwd=SNUDOWN.parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    shown = [" ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split()) for page in json.loads(done.stdout)]
    assert [(text, page) for text, page in zip(texts, shown, strict=True) if text != page] == []
