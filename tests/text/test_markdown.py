"""Markdown as blogs write it, to the tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.tree import (
    Block,
    Break,
    Code,
    CodeBlock,
    Emphasis,
    FootnoteRef,
    Heading,
    Image,
    Inline,
    Item,
    Link,
    List,
    Math,
    MathBlock,
    Only,
    Paragraph,
    Quote,
    Raised,
    Rule,
    SegmentBreak,
    Strike,
    Strong,
    Table,
    Text,
)
from bot.text.markdown import parse, read
from bot.text.walk import every_inline


def inline(markdown: str) -> tuple[Inline, ...]:
    (block,) = read(markdown)[0]
    assert isinstance(block, Paragraph)
    return block.children


def blocks(markdown: str) -> tuple[Block, ...]:
    return read(markdown)[0]


def words(markdown: str) -> str:
    return "".join(node.text for node in every_inline(blocks(markdown)) if isinstance(node, Text | Code))


def t(text: str) -> tuple[Text, ...]:
    return (Text(text),)


@pytest.mark.parametrize(
    ("markdown", "nodes"),
    [
        ("a *b* **c**", (Text("a "), Emphasis(t("b")), Text(" "), Strong(t("c")))),
        ("~~d~~ `e`", (Strike(t("d")), Text(" "), Code("e"))),
        ("a<sup>2</sup> b<sub>i</sub>", (Text("a"), Raised(t("2")), Text(" b"), Raised(t("i"), raised=False))),
        ('<a href="https://e.com">x <b>y</b></a>', (Link("https://e.com", (Text("x "), Strong(t("y")))),)),
        ("a<br>b  \nc\nd", (Text("a"), Break(hard=True), Text("b"), Break(hard=True), Text("c"), Break(), Text("d"))),
        ("![alt *x*](a.png \"T\")", (Image("a.png", "alt x", "T", 1),)),
        ('<img src="a.png" alt="b" width=50%>', (Image("a.png", "b", "", 1),)),
        ("![x](a.png){width=50%}", (Image("a.png", "x", "", 1),)),
        ("[x](https://e.com){:target=\"_blank\"} y", (Link("https://e.com", t("x")), Text(" y"))),
        ("see https://e.com/a_b_c.", (Text("see "), Link("https://e.com/a_b_c", t("https://e.com/a_b_c")), Text("."))),
        ("(https://e.com/x_(y)) z", (Text("("), Link("https://e.com/x_(y)", t("https://e.com/x_(y)")), Text(") z"))),
        ("见 https://e.com/x。好", (Text("见 "), Link("https://e.com/x", t("https://e.com/x")), Text("。好"))),
        ("README.md and me@e.com", t("README.md and me@e.com")),
        (":rocket: 10:30:00 :no_such_name:", t("🚀 10:30:00 :no_such_name:")),
        ("a &amp; b &lt;c&gt;", t("a & b <c>")),
        ("**试试看！**使用", (Strong(t("试试看！")), Text("使用"))),
        ("<code>a_*b*</code> and <kbd>Ctrl</kbd>", (Code("a_*b*"), Text(" and Ctrl"))),
        ("[a b](https://e.com/x y)", (Link("https://e.com/x%20y", t("a b")),)),
        (r"\*\*kwargs and \*\*more, `a`", (*t("**kwargs and **more, "), Code("a"))),
        ("<b>left open", (Strong(t("left open")),)),
        ("a</b></i> b", t("a b")),
        ("**a** <span style='x'>b</span>", (Strong(t("a")), Text(" b"))),
    ],
)  # fmt: skip
def test_running_text(markdown: str, nodes: tuple[Inline, ...]) -> None:
    assert inline(markdown) == nodes


@pytest.mark.parametrize(
    ("markdown", "tex"),
    [
        ("so $x_i$ is", ["x_i"]),
        ("\\(a+b\\) and \\\\(c^2\\\\)", ["a+b", "c^2"]),
        ("$n$th, $k$-th, 5$\\times$", ["n", "k", "\\times"]),
        ("$`M_1`$ here", ["M_1"]),
        ("$[0,1)$ and $3\\times 3$ and $10$", ["[0,1)", "3\\times 3", "10"]),
    ],
)
def test_formulas(markdown: str, tex: list[str]) -> None:
    assert [node.tex for node in inline(markdown) if isinstance(node, Math)] == tex


@pytest.mark.parametrize(
    "markdown",
    [
        "It costs $5 and $10 a month.",
        "from $5-$10, or US$5 and US$20",
        "Revenue ($M), cost ($M) and so on",
        "$HOME/$PATH and $5 for a, and 10$",
        "between $1 million and $2 million for the year, not $3",
        "\\[1\\] and \\(see below\\)",
        "a price of \\$5 or \\$6",
    ],
)
def test_money_and_brackets_are_no_formulas(markdown: str) -> None:
    assert inline(markdown) == t(markdown.replace("\\", ""))


@pytest.mark.parametrize(
    ("markdown", "tex"),
    [
        ("$$\na = b\n\\\\ c\n$$", "a = b\n\\\\ c"),
        ("$$x^2$$", "x^2"),
        ("$$x^2$$ {#eq-one}", "x^2"),
        ("\\[\nx_1\n\\]", "x_1"),
        ("\\begin{equation}\nx_1\n\\end{equation}", "x_1"),
        ("\\begin{align*}\na &= b\n\\end{align*}", "\\begin{align*}\na &= b\n\\end{align*}"),
        ("$$\n- x\n- y\n$$", "- x\n- y"),
    ],
)
def test_displayed_formulas(markdown: str, tex: str) -> None:
    assert blocks(f"a\n\n{markdown}\n\nb") == (Paragraph(t("a"), 1), MathBlock(tex, 3), Paragraph(t("b"), 3 + markdown.count("\n") + 2))
    assert MathBlock(tex, 2) in blocks(f"a\n{markdown}\nb")


def test_blocks_with_their_lines() -> None:
    inner = List((Item((Paragraph(t("c"), 18),), None, 18),), None, 18)
    found = read("# T\n\n> q\n\n---\n\n1. a\n2. b\n   - c\n\n```python hl_lines=1\nx = 1\n```\n\n    y\n", line=10)[0]
    assert found == (
        Heading(1, t("T"), 10),
        Quote((Paragraph(t("q"), 12),), "", 12),
        Rule(14),
        List((Item((Paragraph(t("a"), 16),), None, 16), Item((Paragraph(t("b"), 17), inner), None, 17)), 1, 16),
        CodeBlock("x = 1", "python", 20),
        CodeBlock("y", "", 24),
    )  # fmt: skip


def test_tasks() -> None:
    (found,) = blocks("- [ ] a\n- [x] b\n- c")
    assert isinstance(found, List)
    assert [item.checked for item in found.items] == [False, True, None]
    assert [item.blocks[0].children for item in found.items if isinstance(item.blocks[0], Paragraph)] == [t("a"), t("b"), t("c")]


def test_tables_from_pipes_and_from_html() -> None:
    pipes = blocks("| a | b |\n|---|--:|\n| `x` | 2 |")
    assert pipes == (Table((t("a"), t("b")), (((Code("x"),), t("2")),), ("", "right"), 1),)
    html = blocks("<table>\n<tr><th>a</th><th>b</th></tr>\n<tr><td><code>x</code></td><td>2</td></tr>\n<tr><td>3\n</table>")
    assert isinstance(html[0], Table)
    assert (html[0].header, html[0].rows) == ((t("a"), t("b")), (((Code("x"),), t("2")), (t("3"), ())))


def test_footnotes() -> None:
    found, notes = read("a[^1] b^[in *line*]\n\n[^1]: The note.\n\n    More.\n")
    assert [node.label for node in every_inline(found) if isinstance(node, FootnoteRef)] == ["1", "inline 1"]
    assert notes["1"] == (Paragraph(t("The note."), 3), Paragraph(t("More."), 5))
    assert notes["inline 1"] == (Paragraph((Text("in "), Emphasis(t("line"))), 1),)


@pytest.mark.parametrize(
    ("markdown", "label", "inside"),
    [
        ('!!! note "Title"\n    inner', "Title", "inner"),
        ("!!! warning\n    inner", "Warning", "inner"),
        ('??? note "Title"\n\n    inner', "Title", "inner"),
        (":::message\ninner\n:::", "Note", "inner"),
        (":::details Title\ninner\n:::", "Title", "inner"),
        ('::: {.callout-tip title="T"}\ninner\n:::', "T", "inner"),
        ("<details><summary>S <b>b</b></summary>\n\ninner\n\n</details>", "S b", "inner"),
        ("<blockquote>inner</blockquote>", "", "inner"),
    ],
)
def test_boxes(markdown: str, label: str, inside: str) -> None:
    (found, after) = blocks(f"{markdown}\n\nafter")
    assert isinstance(found, Quote)
    assert found.label == label
    assert [block.children for block in found.blocks if isinstance(block, Paragraph)] == [t(inside)]
    assert isinstance(after, Paragraph)


@pytest.mark.parametrize(
    ("markdown", "left"),
    [
        ("::: l-body\nx\n:::", "x"),
        ("a {% if x %}b{% endif %} c", "a b c"),
        ("Hi {{ site.title }}!", "Hi !"),
        ("{% raw %}{{ kept }}{% endraw %}", "{{ kept }}"),
        ("{% comment %}\n\nhidden\n\n{% endcomment %}\n\nx", "x"),
        ('{{< figure src="a.png" caption="A *cat*" >}}', "A cat"),
        ('{% include alert.html text="Read [this](https://e.com)" %}', "Read this"),
        ("<!-- more -->\nx <!-- y --> z", "x  z"),
        ("x\n{: .class}\n", "x"),
        ("# T {#id .c}\n", "T"),
        ("import X from './x'\n\nx", "x"),
        ("export const a = {\n  b: 1,\n}\n\nx", "x"),
        ("<Tabs>\n\nx\n\n</Tabs>", "x"),
        ("<Question\n\tchoices={[\n\t{ text: \"a <b> c\" },\n\t]}\n/>\n\nx", "x"),
        ("x [@cite; @b, p. 3] y[@c][@d].", "x y."),
        ("x :numref:`fig` y\n:label:`z`", "x  y"),
        ("<script>alert(1)\n\n*x*</script>\n\nx", "x"),
        ("<style>\n.a { b }\n\n</style>\nx", "x"),
        ("<svg><text>no</text></svg> x", "x"),
        ("<div class='a'>\n  <div>x</div>\n</div>", "x"),
        ("{#if fw === 'pt'}\nx\n{:else}\ny\n{/if}", "xy"),
        ("[text]({{ site.baseurl }}/a)", "text"),
        ("`{{ kept }}`", "{{ kept }}"),
    ],
)  # fmt: skip
def test_template_tags_go_and_what_a_reader_sees_stays(markdown: str, left: str) -> None:
    assert words(markdown).strip() == left


@pytest.mark.parametrize(
    ("markdown", "code"),
    [
        ("{% highlight python linenos %}\nx = {{ y }}\n\nz\n{% endhighlight %}", CodeBlock("x = {{ y }}\n\nz", "python", 1)),
        ('{{< highlight go "x" >}}\ny\n{{< /highlight >}}', CodeBlock("y", "go", 1)),
        ("```{r, eval=FALSE}\nx <- 1\n```", CodeBlock("x <- 1", "r", 1)),
        ("```{.python .input}\nx\n```", CodeBlock("x", "python", 1)),
        ("```{python}\n#| label: a\nx\n```", CodeBlock("x", "python", 1)),
        ("<pre class='chroma'><code class='language-r'><span>a</span> &lt;- 1\n\nb</code></pre>", CodeBlock("a <- 1\n\nb", "r", 1)),
        ("```\n{% raw %}\n{{ x }}\n{% endraw %}\n```", CodeBlock("{{ x }}", "", 1)),
    ],
)
def test_code_in_every_dress(markdown: str, code: CodeBlock) -> None:
    assert blocks(markdown) == (code,)


def test_chunks_show_what_their_page_shows() -> None:
    assert blocks("```{r setup, include=FALSE}\nx\n```") == ()
    found = blocks('```{r, echo=FALSE, fig.cap="A *cat*"}\nknitr::include_graphics("images/a.png")\n```')
    assert found == (Paragraph((Image("images/a.png", "A cat", "", 1),), 1), Paragraph((Emphasis((Text("A "), Emphasis(t("cat")))),), 1))


@pytest.mark.parametrize(
    ("markdown", "href"),
    [
        ('<iframe src="https://www.youtube.com/embed/abc?x=1"></iframe>', "https://www.youtube.com/watch?v=abc"),
        ('<video controls>\n<source src="https://e.com/a.mp4">\n</video>', "https://e.com/a.mp4"),
        ("{{< youtube abc >}}", "https://www.youtube.com/watch?v=abc"),
        ('<Youtube id="abc"/>', "https://www.youtube.com/watch?v=abc"),
        ("{% twitter https://twitter.com/a/status/1 %}", "https://twitter.com/a/status/1"),
        ("@[card](https://e.com/x)", "https://e.com/x"),
    ],
)
def test_players_become_links(markdown: str, href: str) -> None:
    assert [node.href for node in every_inline(blocks(markdown)) if isinstance(node, Link)] == [href]


def test_directives() -> None:
    document = parse(
        "a\n\n<!-- break -->\n\n<!-- only: x, linkedin -->\nb\n\n- c\n<!-- end -->\n\n<!-- not: reddit -->\n\nd\n\n<!-- end -->\ne"
    )
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "SegmentBreak", "Only", "Only", "Paragraph"]
    only, rest = document.blocks[2], document.blocks[3]
    assert isinstance(only, Only)
    assert isinstance(rest, Only)
    assert (only.names, only.negated, only.line) == (("x", "linkedin"), False, 5)
    assert [type(block).__name__ for block in only.blocks] == ["Paragraph", "List"]
    assert (rest.names, rest.negated) == (("reddit",), True)
    assert document.problems == ()
    assert isinstance(document.blocks[1], SegmentBreak)


@pytest.mark.parametrize(
    ("markdown", "code", "line"),
    [
        ("x\n\n<!-- only: x -->\ny", "unclosed", 3),
        ("x\n\n<!-- end -->", "stray-end", 3),
        ("<!-- onyl: x -->\ny\n<!-- end -->", "unknown-directive", 1),
        ("# a <!-- break --> b", "misplaced-directive", 1),
    ],
)
def test_wrong_directives_are_named(markdown: str, code: str, line: int) -> None:
    assert (code, line) in [(problem.code, problem.line) for problem in parse(markdown).problems]


def test_dangerous_links_are_no_links() -> None:
    assert not [node for node in every_inline(blocks("[x](javascript:alert(1))")) if isinstance(node, Link)]


@given(st.text(alphabet="ab \n*_`[]()<>!#-+.0123456789|:{}%$\\^~&;\"'/=@", max_size=400))
def test_any_text_is_read_twice_alike(text: str) -> None:
    assert read(text) == read(text)
