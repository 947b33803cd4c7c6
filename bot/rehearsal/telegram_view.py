"""How Telegram shows a post in a channel: a bubble with its picture above its words, and a link's card below them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.rehearsal.feed import ADDRESS, Article, Entry, Source, pictures, safe_href, short
from bot.rehearsal.wire import text_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from bot.rehearsal.entries import PostEntry

REL = "nofollow noopener noreferrer"
_MARK = re.compile(r"(</?(?:b|i|u|s|code|pre|blockquote|tg-spoiler)>|<code class=\"language-[\w+#.-]+\">|<a href=\"[^\"<>]*\">|</a>)")
"""The tags of entities; whatever else looks like a tag is words."""

_LINK = re.compile(r'<a href="([^"]*)">')
_PIECE = re.compile(r"(<a href=\"[^\"]*\">.*?</a>|<pre>.*?</pre>|<code>.*?</code>)", re.DOTALL)
_TAG = re.compile(r"(?<![\w&/#])#(?=\w*[^\W\d_])\w{1,256}")


def posts(found: list[PostEntry], source: Source) -> Iterator[Entry]:
    """A channel, its newest post first."""
    return (_entry(post, source) for post in found)


def _entry(post: PostEntry, source: Source) -> Entry:
    card = text_in(post.fields, "card", "url")
    shown = pictures(post, source)
    article = Article("", "", short(card).partition("/")[0], safe_href(card), None) if card and not shown else None
    told = ("topic " + text_in(post.fields, "topic")) if post.fields.get("topic") else ""
    quiet = "without a sound" if post.fields.get("silent") else ""
    return Entry(
        re.sub(r"\W", "-", post.id),
        text_in(post.fields, "chat"),
        post.account,
        post.at,
        pictures=shown,
        article=article,
        body=body(post.text),
        place=", ".join(filter(None, (told, quiet))),
        edited="edits" in post.fields,
    )


def body(wire: str) -> Markup:
    """A text with its entities as HTML: safe addresses alone lead anywhere, bare ones and hashtags are links too."""
    from markupsafe import Markup

    kept = "".join(part if at % 2 else _words(part) for at, part in enumerate(_MARK.split(wire)))
    parts = (_led(part) if at % 2 else _linked(part) for at, part in enumerate(_PIECE.split(kept)))
    return Markup("".join(parts))  # noqa: S704 - escaped words and the tags of entities alone


def _words(part: str) -> str:
    """Words in which nothing can begin a tag or end an attribute; what is escaped already stays as it is."""
    return part.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("'", "&#x27;")


def _led(piece: str) -> str:
    from html import escape, unescape

    def safe(found: re.Match[str]) -> str:
        return f'<a class="link" href="{escape(safe_href(unescape(found[1])))}" rel="{REL}">'

    return _LINK.sub(safe, piece)


def _linked(words: str) -> str:
    """Escaped words with their addresses and hashtags as links."""
    parts, at = [], 0
    for found in ADDRESS.finditer(words):
        parts += [
            _tagged(words[at : found.start()]),
            f'<a class="link" href="{found[0]}" rel="{REL}">{found[0]}</a>',
        ]
        at = found.end()
    return "".join((*parts, _tagged(words[at:])))


def _tagged(words: str) -> str:
    return _TAG.sub(lambda found: f'<span class="hashtag">{found[0]}</span>', words)
