"""Formulas in foreign HTML, in all the forms in which programs leave their TeX, as one element: `<tex source= display=>`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from bot.text.syntax_math import looks_like_formula

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_DRAWN = re.compile(r"latex\.php|codecogs\.com|/render/math|quicklatex|chart\.apis\.google\.com/chart\?cht=tx|mathjax|/math/")
_PICTURE = frozenset({"latex", "math", "tex", "mwe-math-fallback-image-inline", "mwe-math-fallback-image-display", "ql-img-inline-formula"})
_WRITTEN = re.compile(
    r"\$\$([^$]{1,12000})\$\$|\\\[((?:[^\\]|\\[^\]\[]){1,12000})\\\]|\\\(((?:[^\\]|\\[^()]){1,1000})\\\)"
    r"|(?<![\\$\w])\$(?![\s$])((?!latex\s)[^$\n]{1,1000})(?<![\s\\])\$(?![\d$])|\[latex\]([^\[\]]{1,4000})\[/latex\]|\$latex\s([^$]{1,4000})\$"
)
_CODE = frozenset({"pre", "code", "kbd", "samp", "tt", "tex", "script"})


def settle(soup: BeautifulSoup) -> None:
    """Makes one element of every formula, and drops what showed it otherwise."""
    _annotated(soup)
    _marked(soup)
    for picture in soup.find_all("img"):
        if tex := _of_picture(picture):
            _put(soup, picture, tex, display="display" in " ".join(picture.get("class") or []) or tex.startswith("\\displaystyle"))
    if any(sign in soup.get_text() for sign in ("$", "\\(", "\\[", "[latex]")):
        _written(soup)


def _annotated(soup: BeautifulSoup) -> None:
    """KaTeX, MathJax and MathML, which carry the TeX beside what they show."""
    for math in soup.find_all("math"):
        note = next((one for one in math.find_all("annotation") if "tex" in str(one.get("encoding", "")).lower()), None)
        tex = note.get_text() if note else str(math.get("alttext") or "")
        if not tex.strip():
            math.unwrap()  # no TeX: the characters of the formula stay, as a reader would copy them
            continue
        outer = math.find_parent(class_=["katex-display", "mwe-math-element", "katex", "MathJax_Display", "MathJax"]) or math
        wide = outer.find_parent(class_=["katex-display"])
        display = bool(wide) or "katex-display" in (outer.get("class") or []) or math.get("display") == "block"
        _put(soup, wide or outer, tex, display=display)
    for shown in soup.select(".MathJax_Preview, .MathJax, .katex-html, mjx-container"):
        shown.decompose()


def _marked(soup: BeautifulSoup) -> None:
    """TeX in an attribute, or as the text of an element that is marked as a formula."""
    for tag in soup.select("[data-tex], .latex-rendered[data-attrs], span.math, div.math, .arithmatex"):
        if tag.find("tex") or tag.parent is None:
            continue
        said = " ".join(tag.get("class") or [])
        tex = str(tag.get("data-tex") or "") or _expression(str(tag.get("data-attrs") or "")) or tag.get_text()
        bare, displayed = _bare(tex)
        if bare:
            _put(soup, tag, bare, display=displayed or "display" in said or "latex-rendered" in said or tag.name == "div")


def _expression(attributes: str) -> str:
    """What Substack's formula blocks hold."""
    try:
        found = json.loads(attributes).get("persistentExpression") if attributes else ""
    except (ValueError, AttributeError, RecursionError):
        return ""
    return found if isinstance(found, str) else ""


def _bare(tex: str) -> tuple[str, bool]:
    """TeX without its delimiters, and whether they are those of a displayed formula."""
    tex = tex.strip()
    for begin, end, display in (("\\[", "\\]", True), ("$$", "$$", True), ("\\(", "\\)", False), ("$", "$", False)):
        if tex.startswith(begin) and tex.endswith(end) and len(tex) > len(begin) + len(end):
            return tex[len(begin) : -len(end)].strip(), display
    return tex, False


def _of_picture(picture: Tag) -> str:
    """The TeX of a picture of a formula, as WordPress, Wikipedia and codecogs draw them; empty for any other picture."""
    source, alt = str(picture.get("src") or ""), str(picture.get("alt") or "").strip()
    classes = {str(word) for word in picture.get("class") or []}
    if not (classes & _PICTURE or _DRAWN.search(source[:300])):
        return ""
    if not alt:
        try:
            query = urlsplit(source).query
        except ValueError:
            return ""
        given = parse_qs(query)
        alt = next((given[name][0] for name in ("latex", "math", "chl") if given.get(name)), unquote(query) if "codecogs" in source else "")
    return _bare(alt)[0] if re.search(r"[\\^_={}]|^\w$", alt) else ""


def _put(soup: BeautifulSoup, place: Tag, tex: str, *, display: bool) -> None:
    place.replace_with(_element(soup, tex, display=display))


def _element(soup: BeautifulSoup, tex: str, *, display: bool) -> Tag:
    lines = [line.strip() for line in tex.strip().splitlines() if line.strip()]
    return soup.new_tag("tex", attrs={"source": "\n".join(lines), **({"wide": "1"} if display else {})})


def _written(soup: BeautifulSoup) -> None:
    """Formulas that stand in the text with their delimiters, for a script that a feed's reader does not run."""
    for text in [text for text in soup.find_all(string=True) if text.parent and text.parent.name not in _CODE]:
        if text.find_parent(_CODE):
            continue
        pieces: list[str | Tag] = []
        at = 0
        for found in _WRITTEN.finditer(text):
            display = found[1] or found[2]
            tex = display or found[3] or found[4] or found[5] or found[6]
            if (found[1] or found[4]) and not looks_like_formula(tex):
                continue
            pieces += [text[at : found.start()], _element(soup, tex, display=bool(display))]
            at = found.end()
        if pieces:
            text.replace_with(*[piece for piece in (*pieces, text[at:]) if piece])
