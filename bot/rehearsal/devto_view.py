"""An article on dev.to as its reader sees it: cover, title, tags, the text with its formulas and embeds, where it was first."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from bot.rehearsal.devto import username
from bot.rehearsal.entries import PostEntry
from bot.rehearsal.feed import Article, Entry, Source, safe_href, short
from bot.rehearsal.wire import text_in

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markupsafe import Markup

ALLOWED = frozenset(
    """a abbr blockquote br code dd del dl dt em h1 h2 h3 h4 h5 h6 hr li mark ol p pre q s section small strong sub sup table tbody td th
    thead tr ul""".split()  # noqa: SIM905
)
PLACES = {
    "youtube": ("Video", "https://www.youtube.com/watch?v={}"),
    "github": ("Repository", "https://github.com/{}"),
    "twitter": ("Post", "https://x.com/i/status/{}"),
}
_FORMULA = re.compile(r"\{% katex(?P<inline> inline)? %\}(?P<tex>.*?)\{% endkatex %\}", re.DOTALL)
_RAW = re.compile(r"\{% raw %\}(.*?)\{% endraw %\}", re.DOTALL)
_EMBED = re.compile(r"\{% (youtube|github|twitter) ([\w./-]{1,140}) %\}")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!:|&<>^~=\"$])")


def entry(post: PostEntry, _: Source) -> Entry:
    """The article as a card."""
    url, name = text_in(post.fields, "canonical_url"), username(post.account)
    tags = post.fields.get("tags")
    origin = Article(short(url).partition("/")[0], "", short(url), safe_href(url), None) if url else None
    marks = " ".join(f"#{tag}" for tag in tags) if isinstance(tags, list) else ""
    cover = text_in(post.fields, "main_image")
    warning = f"The cover stands at {cover}, which is not fetched here." if cover else ""
    edited = "edits" in post.fields
    return Entry(
        post.id, name, name, post.at, article=origin, title=post.title, flair=marks, body=body(post.seen), place=warning, edited=edited
    )


def body(text: str) -> Markup:
    """The text as HTML with nothing in it that could act."""
    import nh3
    from markupsafe import Markup

    attributes = {"a": {"href"}, "td": {"class"}, "th": {"class"}, "code": {"class"}}
    html = _markdown().render(_EMBED.sub(_link, _FORMULA.sub(_formula, text)))
    clean = nh3.clean(_RAW.sub(r"\1", html), tags=set(ALLOWED), attributes=attributes, url_schemes={"http", "https", "mailto"})
    return Markup(clean)  # noqa: S704 - cleaned right before


def _formula(found: re.Match[str]) -> str:
    """A formula's source, as nobody here sets it."""
    tex = _ESCAPED.sub(r"\1", found["tex"]).strip()
    return f"`` {tex} ``" if tex else ""


def _link(found: re.Match[str]) -> str:
    words, place = PLACES[found[1]]
    return f"[{words}: {found[2]}]({place.format(found[2])})"


@cache
def _markdown() -> MarkdownIt:
    """Forem's markdown as far as its reader notices. Pictures are named: the page shows none from elsewhere."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    made = MarkdownIt("commonmark", {"html": True, "linkify": True, "breaks": True}).enable(["table", "strikethrough", "linkify"])
    made.use(footnote_plugin)

    def picture(_: object, tokens: list[object], at: int, *__: object) -> str:
        from markupsafe import escape

        alt = getattr(tokens[at], "content", "")
        return f"<em>[picture{': ' if alt else ''}{escape(alt)}]</em>"

    made.add_render_rule("image", picture)
    return made
