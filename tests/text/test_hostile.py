"""Markdown written to hang a parser: every case twice as long takes about twice as long, and none takes long."""

from __future__ import annotations

import time

import pytest

from bot.text.markdown import read
from bot.text.markup import Writer

CASES = {
    "nested brackets": ("[" * 3000 + "a" + "](x)" * 3000, 1),
    "one line": ("a" * 1_000_000, 1),
    "links": ("[a](https://e.com/x) " * 10_000, 1),
    "brackets": ("[", 300_000),
    "pictures": ("![", 150_000),
    "quotes": ("> ", 3_000),
    "emphasis": ("*a **b ", 20_000),
    "dollars": ("$a ", 20_000),
    "displayed": ("\\[\n", 5_000),
    "environments": ("\\begin{align}\n", 5_000),
    "tags": ("{% ", 20_000),
    "comments": ("<!-- a\n", 5_000),
    "inline comments": ("a <!-- ", 10_000),
    "pre": ("<pre>\n", 10_000),
    "elements": ("<div><b>", 10_000),
    "entities": ("&a", 50_000),
    "notes": ("^[", 50_000),
    "boxes": ("!!! a\n    ", 5_000),
    "components": ("<A b={\n", 3_000),
    "addresses": ("https://a ", 3_000),
    "emoji": (":a", 50_000),
    "backticks": ("`", 100_000),
    "citations": ("[@a ", 5_000),
    "headings": ("# a\n\n", 10_000),
    "stars": ("*", 100_000),
    "underscores": ("_", 100_000),
    "dollar signs": ("$", 100_000),
    "less-than signs": ("<", 100_000),
    "zero width": ("\u200b", 100_000),
    "carets": ("a^b^ ", 10_000),
    "marks": ("==a", 10_000),
    "handles": ("@ab2020 ", 5_000),
    "wiki links": ("[[a", 10_000),
    "shortcodes": ("{{< note >}}", 5_000),
    "closed shortcodes": ("{{< note >}} {{< /note >}}\n\n", 1_000),
    "kramdown rules": ("| a | b |\n|--+--|\n| 1 | 2 |\n\n", 1_000),
    "grids": ("+--+--+\n| a\n", 5_000),
    "definitions": ("\\newcommand{\\a}{\\a\\a}\n", 3_000),
    "terms": ("a\n" + ": b\n" * 10, 200),
}


@pytest.mark.parametrize("name", CASES)
def test_no_text_hangs_the_parser(name: str) -> None:
    unit, times = CASES[name]
    start = time.process_time()
    blocks, footnotes = read(unit * times)
    text = Writer(footnotes).blocks(blocks)
    assert time.process_time() - start < 10
    assert isinstance(text, str)


@pytest.mark.parametrize("depth", [100, 2000])
@pytest.mark.parametrize("unit", ["> ", "- ", "<blockquote>", "<ul><li>", "*a ", "<b>", "!!! a\n", "[^1]: "])
def test_depth_is_limited(unit: str, depth: int) -> None:
    blocks, footnotes = read(unit * depth + "word")
    assert len(Writer(footnotes).blocks(blocks)) < 200_000


@pytest.mark.parametrize("unit", ["> [!NOTE]\n> a\n\n", "![a](b.png)\n\n*a*\n\n", "<Tip>\n\n", "==a== ", "$\\frac{a}{b}$ ", "a\n: b\n\n"])
def test_twice_the_text_takes_about_twice_the_time(unit: str) -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        blocks, footnotes = read(unit * (size // len(unit)))
        Writer(footnotes).blocks(blocks)
        return time.process_time() - start

    once = min(seconds(20_000) for _ in range(2))
    assert min(seconds(80_000) for _ in range(2)) < 12 * max(once, 0.01)


def test_ten_thousand_links_stay_links() -> None:
    blocks, _ = read("[a](https://e.com/x)\n" * 10_000)
    assert Writer({}).blocks(blocks).count("[a](https://e.com/x)") == 10_000
