"""Foreign HTML to the markdown of `posts/`: what `markdownify` does, and beyond it code, formulas, tables, captions and footnotes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.foreign import footnotes, formulas, listings, shaping
from bot.foreign.sanitise import tree

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_HEAD = ("meta", "link", "title")


@dataclass(frozen=True, slots=True)
class Converted:
    """An article's `markdown`, and the `pictures` that were written into its HTML, by the name the text gives them."""

    markdown: str
    pictures: Mapping[str, bytes]


def convert(html: str, base: str = "", title: str = "", summary: str = "") -> Converted:
    """HTML of one article as markdown. `base` is its address; what repeats `title` and `summary` at its beginning goes.

    Raises Unusable.
    """
    return of_tree(tree(html), base, title, summary)


def of_tree(soup: BeautifulSoup, base: str = "", title: str = "", summary: str = "") -> Converted:
    """The same of a tree, which is used up."""
    from bot.foreign.converter import Converter

    kept: dict[str, bytes] = {}
    for tag in soup.find_all(_HEAD):
        tag.decompose()
    listings.settle(soup)
    formulas.settle(soup)
    footnotes.settle(soup, base)
    shaping.pictures(soup, base, kept)
    shaping.players(soup, base)
    shaping.links(soup, base)
    shaping.figures(soup)
    shaping.inline(soup)
    shaping.headings(soup, title, summary)
    return Converted(_tidy(Converter().convert_soup(soup)), MappingProxyType(kept))


def _tidy(markdown: str) -> str:
    """Without blank lines in a row outside code, and without rules at the beginning and the end."""
    out: list[str] = []
    fence = ""
    for line in markdown.split("\n"):
        bare = line.lstrip(" >")
        if fence:
            fence = "" if bare.rstrip() == fence else fence
        elif opener := re.match(r"`{3,}", bare):
            fence = opener[0]
        elif not line.strip() and (not out or not out[-1].strip()):
            continue
        line = line if fence else re.sub(r"(?<=\S) {2,}(?=\S)", " ", line)
        out.append(line if fence or (line.endswith("  ") and line.strip()) else line.rstrip())
    text = "\n".join(out).strip("\n")
    return re.sub(r"^(?:---\n+)+|(?:\n+---)+$", "", text) if text != "---" else ""
