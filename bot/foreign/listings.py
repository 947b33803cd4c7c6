"""Code blocks of foreign HTML: their language, wherever the program wrote it, and their text without line numbers."""

from __future__ import annotations

import json
import re
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_CLASS = re.compile(r"(?:language|lang|highlight-source|highlight|brush|sourceCode|code)[-:]([\w+#.]+)", re.IGNORECASE)
_BRUSH = re.compile(r"\bbrush:\s*([\w+#]+)", re.IGNORECASE)
_NO_LANGUAGE = frozenset(
    {"plaintext", "none", "text", "plain", "auto", "default", "txt", "raw", "highlighter", "no-highlight", "nohighlight"}
)
_MARKERS = frozenset({"highlight", "sourcecode", "src", "hljs", "prettyprint", "code", "codehilite", "syntax", "numbersource", "chroma"})
_KNOWN = frozenset(
    """
    python py javascript js typescript ts bash sh shell console sql json yaml yml toml java c cpp csharp cs go rust ruby rb php html css
    xml r julia kotlin swift scala haskell lua perl matlab dockerfile diff ini makefile powershell latex tex markdown zsh jsx tsx cuda
    """.split()  # noqa: SIM905
)
_GUTTERS = (
    "td.gutter, td.rouge-gutter, pre.lineno, .lnt, .ln, .lineno, .linenos, .linenodiv, td.hljs-ln-numbers, .line-numbers-rows, "
    ".code-block-line-number, .blob-num, td.line-numbers, .copy-button, .copybtn"
)


def settle(soup: BeautifulSoup) -> None:
    """Makes every code block a `pre` with its text alone and its language in `data-language`."""
    for gutter in soup.select(_GUTTERS):
        gutter.decompose()
    for table in soup.select("table.lntable, table.rouge-table, table.highlighttable, table.codehilitetable, figure.highlight table"):
        blocks = [pre for pre in table.find_all("pre") if pre.get_text().strip()]
        if blocks:
            table.replace_with(blocks[-1])
    for pre in soup.find_all("pre"):
        if pre.find_parent("pre"):
            pre.unwrap()
            continue
        language, text = _language(pre), text_of(pre)
        pre.clear()
        pre.append(text)
        pre.attrs = {"data-language": language}


def text_of(pre: Tag) -> str:
    """The text of a code block: line breaks as elements count, blank lines around it and a common margin do not."""
    broken = pre.find("br") is not None
    for line_break in pre.find_all("br"):
        line_break.replace_with("\n")
    for line in pre.find_all("div"):  # some editors make every line an element of its own
        line.append("\n")
        line.unwrap()
    text = pre.get_text().replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n")
    if broken and re.match(r"[ \t]*\n", text):
        text = text.lstrip()
    lines = [line if line.strip() else "" for line in text.split("\n")]
    return textwrap.dedent("\n".join(lines)).strip("\n").rstrip()


def _language(pre: Tag) -> str:
    """The language, from the block, what it holds, and at most three elements around it."""
    inner = pre.find("code")
    around = [parent for _, parent in zip(range(3), pre.parents, strict=False) if parent.name in {"div", "figure", "pre", "td", "span"}]
    for tag in (pre, *([inner] if inner else ()), *around):
        if found := _of(tag):
            return found
    return ""


def _of(tag: Tag) -> str:
    for name in ("data-code-block-lang", "data-lang", "data-language", "data-enlighter-language", "lang"):
        if (said := str(tag.get(name) or "").lower()) and re.fullmatch(r"[\w+#.-]{1,30}", said):
            return "" if said in _NO_LANGUAGE else said
    words = [str(word).lower() for word in tag.get("class") or []]
    if brush := _BRUSH.search(" ".join(words)):
        return brush[1]
    for word in words:
        if (found := _CLASS.fullmatch(word)) and found[1] not in _NO_LANGUAGE and found[1] not in _MARKERS:
            return found[1]
    if _MARKERS & set(words):
        return next((word for word in words if word in _KNOWN), "")
    return _from_data(str(tag.get("data-attrs") or ""))


def _from_data(attributes: str) -> str:
    try:
        found = json.loads(attributes).get("language") if attributes else ""
    except (ValueError, AttributeError, RecursionError):
        return ""
    return found if isinstance(found, str) and re.fullmatch(r"[\w+#-]{1,30}", found) and found not in _NO_LANGUAGE else ""
