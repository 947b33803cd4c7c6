"""Foreign HTML as markdown: nothing of it lost, nothing of it misread, in the forms in which programs write it."""

from __future__ import annotations

import base64
import html
import re
import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.foreign.article import Unusable
from bot.foreign.markdown import convert
from bot.model.tree import CodeBlock, Math, MathBlock, Paragraph, Table
from bot.text.inline import flat
from bot.text.markdown import read
from tests.growing import LINEAR, growth

AT = "https://blog.example/post"
KATEX = (
    '<p>x <span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2'
    '</annotation></semantics></math></span><span class="katex-html">x2</span></span></p>'
)
SIGNS = [
    "word", "1", "2.", "$5", "*", "_x_", "snake_case", "[a](b)", "[^1]", "[x]", "<b>", "&lt;", "`", "```", "#", "-", "+", ">", "|", "\\(",
    "{{x}}", "{% y %}", ":::", "!!!", "~~", "x^2^", "H~2~O", "==m==", "1)", "---", "[[wiki]]", "![i](j)", "[a]: b", "*em*", "C:\\new",
]  # fmt: skip


def md(source: str, **more: str) -> str:
    return convert(source, AT, **more).markdown


@settings(deadline=None)
@given(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=5))
def test_words_that_look_like_markdown_stay_words(signs: list[str]) -> None:
    text = " ".join(signs)
    assume(re.search(r"\w", text))
    blocks, notes = read(md(f"<p>{html.escape(text)}</p>"))
    assert not notes
    assert [flat(block.children) for block in blocks if isinstance(block, Paragraph)] == [text], blocks


@pytest.mark.parametrize(
    ("source", "language"),
    [
        ('<pre><code class="language-python">{}</code></pre>', "python"),
        ('<pre><code class="python hljs">{}</code></pre>', "python"),
        (
            '<div class="language-go highlighter-rouge"><div class="highlight"><pre class="highlight"><code>{}</code></pre></div></div>',
            "go",
        ),
        ('<div class="highlight-default notranslate"><div class="highlight"><pre>{}</pre></div></div>', ""),
        ('<div class="highlight-rust notranslate"><div class="highlight"><pre>{}</pre></div></div>', "rust"),
        ('<div class="highlight highlight-source-shell"><pre>{}</pre></div>', "shell"),
        ('<pre data-code-block-mode="2" data-code-block-lang="sql" class="graf graf--pre"><span>{}</span></pre>', "sql"),
        ('<pre class="brush: ruby; title: ; notranslate">{}</pre>', "ruby"),
        ('<pre class="wp-block-code"><code lang="php" class="language-php">{}</code></pre>', "php"),
        ('<pre><code class="language-plaintext">{}</code></pre>', ""),
    ],
)
def test_code_keeps_its_language_wherever_it_was_written(source: str, language: str) -> None:
    code = "a = 1\n\n\n    b  =  *c*  # `x` $y$ &"
    (block,), _ = read(md(source.format(html.escape(code))))
    assert isinstance(block, CodeBlock)
    assert (block.text, block.lang) == (code, language)


def test_line_numbers_are_no_code_and_a_fence_inside_a_fence_ends_nothing() -> None:
    table = (
        '<div class="highlight"><table class="lntable"><tr><td class="lntd"><pre><code><span class="lnt">1\n</span></code></pre></td>'
        '<td class="lntd"><pre><code class="language-python" data-lang="python">x = 1</code></pre></td></tr></table></div>'
    )
    assert md(table) == "```python\nx = 1\n```"
    assert md("<pre>```\ninner\n```</pre>") == "````\n```\ninner\n```\n````"


@pytest.mark.parametrize(
    ("source", "tex", "wide"),
    [
        (r"<p>If \(a_b\) holds</p>", "a_b", False),
        (r"<p>If $x^2 < y$ holds</p>".replace("<y", "&lt;y"), "x^2 < y", False),
        (r"<p>$$\sum_i x_i$$</p>", r"\sum_i x_i", True),
        (r"<script type='math/tex; mode=display'>a < b & c</script>", "a < b & c", True),
        (KATEX, "x^2", False),
        ('<div class="latex-rendered" data-attrs="{&quot;persistentExpression&quot;:&quot;\\\\alpha&quot;}"></div>', r"\alpha", True),
        ('<p><img class="latex" src="https://s0.wp.com/latex.php?latex=x" alt="x^2"></p>', "x^2", False),
        ('<p>so <span class="math inline">\\(y_1\\)</span></p>', "y_1", False),
    ],
)  # fmt: skip
def test_formulas_come_back_as_tex_once(source: str, tex: str, wide: bool) -> None:
    blocks, _ = read(md(source))
    found = [block.tex for block in blocks if isinstance(block, MathBlock)]
    inline = [node.tex for block in blocks if isinstance(block, Paragraph) for node in block.children if isinstance(node, Math)]
    assert (found, inline) == (([tex], []) if wide else ([], [tex]))
    assert "x2" not in md(source)


def test_prices_are_no_formulas() -> None:
    (block,), _ = read(md("<p>It costs $5 today and $6 tomorrow.</p>"))
    assert isinstance(block, Paragraph)
    assert flat(block.children) == "It costs $5 today and $6 tomorrow."


def test_a_figure_keeps_its_caption_directly_below() -> None:
    source = '<figure><picture><img src="/a.png" alt="Loss [log]"></picture><figcaption>Loss by <em>batch</em>.</figcaption></figure>'
    assert md(source) == "![Loss &#91;log&#93;](https://blog.example/a.png)\n*Loss by batch.*"


def test_a_table_keeps_its_cells_and_a_table_for_layout_goes() -> None:
    source = "<table><thead><tr><th>name<th style='text-align:right'>n<tbody><tr><td>a|b<td><code>x|y</code><br>2</table>"
    (table,), _ = read(md(source))
    assert isinstance(table, Table)
    assert [[flat(cell) for cell in row] for row in (table.header, *table.rows)] == [["name", "n"], ["a|b", "x|y 2"]]
    assert table.align[1] == "right"
    assert md("<table><tr><td><p>One</p><ul><li>two</li></ul></td></tr></table>") == "One\n\n- two"


def test_footnotes_are_references_and_notes() -> None:
    pandoc = (
        '<p>So<a href="#fn1" id="fnref1"><sup>1</sup></a>, and<a href="#fn2" id="fnref2"><sup>2</sup></a>.</p>'
        '<section class="footnotes"><hr>'
        '<ol><li id="fn1"><p>One.<a href="#fnref1">↩</a></p></li><li id="fn2"><p>Two.<a href="#fnref2">↩</a></p></li></ol></section>'
    )
    assert md(pandoc) == "So[^1], and[^2].\n\n[^1]: One.\n\n[^2]: Two."
    substack = (
        f'<p>So<a class="footnote-anchor" id="footnote-anchor-1" href="{AT}#footnote-1">1</a>.</p><div class="footnote">'
        '<a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1</a><div class="footnote-content"><p>One.</p></div></div>'
    )
    assert md(substack) == "So[^1].\n\n[^1]: One."


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ('<iframe src="https://www.youtube.com/embed/abc?feature=oembed"></iframe>', "https://www.youtube.com/watch?v=abc"),
        ('<iframe src=""><a href="https://medium.com/media/1/href">x</a></iframe>', "https://medium.com/media/1/href"),
        ('<script src="https://gist.github.com/ada/123.js"></script>', "https://gist.github.com/ada/123"),
        ('<div class="tweet" data-attrs="{&quot;url&quot;:&quot;https://x.com/a/status/1&quot;}"></div>',
         "https://x.com/a/status/1"),
        ('<video controls><source src="/v.mp4"></video>', "https://blog.example/v.mp4"),
        ('<blockquote class="twitter-tweet"><p>Hi</p><a href="https://twitter.com/a/status/1?ref_src=twsrc">May 1</a></blockquote>',
         "https://twitter.com/a/status/1"),
    ],
)  # fmt: skip
def test_embeds_stay_as_links(source: str, address: str) -> None:
    assert re.search(re.escape(address) + r"[)>]", md(source))


def test_what_only_tracks_goes() -> None:
    source = (
        '<p>See <a href="https://a.org/x?utm_source=n&id=1&source=rss----7f">it</a> and <a href="https://b.org/?ref=blog.example">that</a>.'
        '<img src="https://medium.com/_/stat?event=post.clientViewed" width="1" height="1"><img src="https://c.org/i.gif" width="0"></p>'
    )
    assert md(source) == "See [it](https://a.org/x?id=1) and [that](https://b.org/)."


def test_headings_begin_below_the_title_and_do_not_repeat_it() -> None:
    source = '<h3>A title</h3><h4>Its subtitle</h4><p>Text.</p><h4 id="x">Part<a href="#x">¶</a></h4><h5>Deeper</h5>'
    assert md(source, title="A title", summary="Its subtitle") == "Text.\n\n## Part\n\n### Deeper"


def test_what_is_dangerous_leaves_nothing() -> None:
    source = (
        "<p onclick=x()>Hi<script>steal()</script><style>p{}</style> <a href='javascript:steal()'>there</a>"
        "<img src=x onerror=steal()><svg><script>steal()</script></svg><iframe srcdoc='<script>steal()</script>'></iframe></p>"
    )
    assert md(source) == "Hi there![](https://blog.example/x)"


def test_pictures_written_into_the_page_are_kept_by_name() -> None:
    data = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(400)).decode()
    found = convert(f'<p><img alt="Plot" src="data:image/png;base64,{data}"><img src="data:text/html;base64,{data}"></p>')
    assert found.markdown == "![Plot](picture-1.png)"
    assert list(found.pictures) == ["picture-1.png"]
    assert found.pictures["picture-1.png"].startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "hostile",
    ["<div>" * 40_000, "<b>" * 40_000, "<a href=x>" * 30_000, "<table>" * 20_000, "<b><p>" * 20_000, "<script" * 4_000],
)
def test_markup_without_end_is_refused_at_once(hostile: str) -> None:
    begin = time.process_time()
    with pytest.raises(Unusable, match=r"without closing|nested"):
        convert(hostile)
    assert time.process_time() - begin < 2


@pytest.mark.parametrize("piece", ["<p>$a ", "[x](", "<!--", "&lt;", "\\(", "**", "<br>", "<li>x", "<p>http://a"])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    assert growth(lambda times: convert(piece * times), 1000) < LINEAR


def test_cells_over_several_rows_and_breaks_over_several_lines_stay_where_they_are() -> None:
    source = "<table><tr><th>m<th>n<tr><td rowspan=2>a<td>1<tr><td>2<tr><td>b<td>3</table>"
    assert md(source).split("\n")[2:] == ["| a | 1 |", "| | 2 |", "| b | 3 |"]
    assert md("<div>One<br/> <br/>two<br>three</div>") == "One\n\ntwo  \nthree"
    assert md('<ul><li><input type="checkbox" checked> done<li><input type="checkbox"> open</ul>') == "- [x] done\n- [ ] open"
