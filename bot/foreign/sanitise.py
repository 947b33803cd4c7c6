"""Foreign HTML, made safe and well formed: first by nh3, whose parser is a browser's, then read as a tree.

What the tree may hold is a list of what markdown can say and of what helps to say it (classes, data of embeds, MathML).
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from bot.foreign.article import LARGEST_HTML, Unusable

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

DEEPEST = 150
"""Elements within each other. A person's article has some twenty."""

UNCLOSED = 500
"""Elements that were opened and not closed so far; beyond that a browser's parser takes quadratic time."""

TEXT = frozenset(
    """
    a abbr article aside b big blockquote br caption center cite code dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4
    h5 h6 header hr i img ins kbd li main mark nav ol p picture pre q rp rt ruby s samp section small span strike strong sub summary sup
    table tbody td tfoot th thead time tr tt u ul var
    """.split()  # noqa: SIM905
)
PLAYERS = frozenset({"iframe", "video", "audio", "source", "embed", "object"})
MATH = frozenset(
    """
    math semantics annotation annotation-xml mrow mi mo mn ms mtext mspace mfrac msqrt mroot msup msub msubsup mover munder munderover
    mtable mtr mtd mstyle mpadded mphantom menclose
    """.split()  # noqa: SIM905
)
HEAD = frozenset({"meta", "link", "title"})
TAGS = TEXT | PLAYERS | MATH | HEAD | {"input", "noscript"}
DROPPED = frozenset({"script", "style", "template", "svg", "form", "button", "select", "textarea"})
ATTRIBUTES = {
    "*": {"class", "id", "title", "lang", "role", "name", "itemprop", "display", "datetime"},
    "a": {"href", "rel"},
    "img": {"src", "alt", "width", "height"},
    "iframe": {"src"},
    "video": {"src", "poster"},
    "audio": {"src"},
    "source": {"src"},
    "embed": {"src"},
    "object": {"data"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "align", "style"},
    "th": {"colspan", "rowspan", "align", "style"},
    "annotation": {"encoding"},
    "math": {"alttext", "display"},
    "input": {"type", "checked"},
    "meta": {"property", "content"},
    "link": {"rel", "href", "type"},
}
SCHEMES = {"http", "https", "mailto", "tel", "data"}

_KEPT_SCRIPT = re.compile(r"""(math/tex[^"'>]{0,60})|(https://gist\.github\.com/[\w./-]{1,200})""")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)", re.IGNORECASE)
_EMPTY = frozenset({"br", "hr", "img", "input", "meta", "link", "source", "embed"})
_NEED_NO_END = _EMPTY | {"p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "option", "html", "head", "body"}


def tree(source: str) -> BeautifulSoup:
    """`source` as a tree of the tags above. Raises Unusable when it is too large or nested too deep."""
    import nh3
    from bs4 import BeautifulSoup

    if len(source) > LARGEST_HTML:
        raise Unusable(f"its HTML has more than {LARGEST_HTML:,} characters")
    if _depth(source, _NEED_NO_END) > UNCLOSED:
        raise Unusable(f"its HTML opens more than {UNCLOSED} elements without closing them")
    safe = nh3.clean(
        _scripts(source),
        tags=set(TAGS),
        clean_content_tags=set(DROPPED),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        generic_attribute_prefixes={"data-"},
        url_schemes=SCHEMES,
        link_rel=None,
    )
    if _depth(safe, _EMPTY) > DEEPEST:
        raise Unusable(f"its HTML is nested more than {DEEPEST} elements deep")
    return BeautifulSoup(safe, "html.parser")


def _scripts(source: str) -> str:
    """`source` with the two kinds of scripts that are text made visible: TeX for MathJax, and gists, as an element and a link."""
    out, at, lower = [], 0, source.lower() if "<script" in source or "<SCRIPT" in source else ""
    while lower and (begin := lower.find("<script", at)) >= 0:
        inside = source.find(">", begin) + 1
        end = lower.find("</script", inside) if inside else -1
        if end < 0:
            break
        after = source.find(">", end) + 1 or len(source)
        out += [source[at:begin], _kept(source[begin:inside][:500], source[inside:end])]
        at = after
    return "".join((*out, source[at:]))


def _kept(opening: str, content: str) -> str:
    found = _KEPT_SCRIPT.search(html.unescape(opening))
    if not found:
        return ""
    if found[1]:
        content = content.strip().removeprefix("% <![CDATA[").removesuffix("%]]>").strip()
        mode = "display" if "display" in found[1] else "inline"
        return f'<span class="math {mode}" data-tex="{html.escape(content, quote=True)}"></span>'
    address = found[2].removesuffix(".js")
    return f'<p><a href="{html.escape(address, quote=True)}">{html.escape(address)}</a></p>'


def _depth(source: str, uncounted: frozenset[str]) -> int:
    """How deep elements lie within each other, by their tags alone."""
    deepest = level = 0
    for found in _TAG.finditer(source):
        if found[2].lower() not in uncounted:
            level = max(level + (-1 if found[1] else 1), 0)
            deepest = max(deepest, level)
    return deepest
