"""An article as an issue of a newsletter: HTML that mail programs show as meant, and markdown that says the same to its author.

Mail programs know no style sheets they did not bring: pictures, code and tables carry their few styles themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from bot.model.tree import Emphasis, Item, Link, List, Paragraph, Text
from bot.text import markdown, markup
from bot.text.article import read
from bot.text.brief import brief
from bot.text.hypertext import Writer
from bot.text.links import beside
from bot.text.summary import FOLD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.model.post import Post
    from bot.model.tree import Block, Inline

Kind = Literal["whole", "teaser"]
"""How much of an article its issue holds: all of it, or what it is about with the link to it."""

CLIPPED = 102_000
"""Bytes of HTML after which Gmail hides the rest of a mail behind a link (several vendors' advice, 2026-11)."""

DISCLOSURES = {"affiliate": "This issue contains affiliate links.", "sponsored": "This issue is sponsored."}

_STYLES = {
    "<img ": '<img style="max-width:100%;height:auto" ',
    "<pre>": '<pre style="padding:12px;background:#f5f5f5;color:#1a1a1a;font-size:14px;white-space:pre-wrap;overflow-wrap:anywhere">',
    "<table>": '<table style="border-collapse:collapse">',
    "<th": '<th style="padding:4px 10px;border:1px solid #ccc"',
    "<td": '<td style="padding:4px 10px;border:1px solid #ccc"',
    "<blockquote>": '<blockquote style="margin:0 0 0 4px;padding-left:12px;border-left:3px solid #ccc">',
    "<figure>": '<figure style="margin:16px 0">',
}
"""What each tag gets. An author's own `<` is escaped, so these are tags and nothing else."""


@dataclass(frozen=True, slots=True)
class Issue:
    """The body of a mail: `html` is sent, `text` is markdown that says the same."""

    html: str
    text: str


def whole(post: Post, blocks: tuple[Block, ...], url: str) -> Issue:
    """The article with what must be disclosed, what belongs to it, and where it stands: `url`, or nowhere when that is empty."""
    origin = [_link(url, _host(url), "Originally published at ", ".")] if url else []
    return _written(post, (*_disclosed(post), *blocks), [*_beside(post), *origin])


def teaser(post: Post, url: str) -> Issue:
    """What the article is about, in its own sentences, and the way to it. `post` holds only what these readers may see."""
    said = [text for text in brief(read(post), FOLD, "chars", "finding", "points", "medium") if text != post.title]
    further = [_link(url, post.title or _host(url), "→ ")] if url else []
    return _written(post, (*_disclosed(post), *map(_paragraph, said)), [*further, *_beside(post)])


def own(post: Post, texts: Iterable[str]) -> Issue:
    """What the author wrote by hand, in markdown, and nothing else."""
    blocks, footnotes = markdown.read("\n\n".join(texts))
    return _both(blocks, (), footnotes, post.url)


def _written(post: Post, blocks: tuple[Block, ...], ending: Iterable[Block]) -> Issue:
    return _both(blocks, tuple(ending), post.footnotes, post.url)


def _both(blocks: tuple[Block, ...], ending: tuple[Block, ...], footnotes: Mapping[str, tuple[Block, ...]], base: str | None) -> Issue:
    html, marks = Writer(footnotes, base, anchors=False), markup.Writer(footnotes, base)
    sent = [html.article(blocks), html.blocks(ending)]
    shown = [marks.blocks(blocks), marks.endnotes(), marks.blocks(ending)]
    return Issue(_styled("\n".join(filter(None, sent))), "\n\n".join(filter(None, shown)))


def _styled(html: str) -> str:
    html = html.replace("<thead>", "").replace("</thead>", "").replace("<tbody>", "").replace("</tbody>", "")
    for tag, styled in _STYLES.items():
        html = html.replace(tag, styled)
    return html


def _disclosed(post: Post) -> list[Block]:
    said = DISCLOSURES.get(post.disclosure or "")
    return [Paragraph((Emphasis((Text(said),)),))] if said else []


def _beside(post: Post) -> list[Block]:
    """What belongs to the article, in one line."""
    nodes: list[Inline] = []
    for name, url in beside(post):
        nodes += [*([Text(" · ")] if nodes else []), Link(url, (Text(name),))]
    return [Paragraph(tuple(nodes))] if nodes else []


def _link(url: str, words: str, before: str, after: str = "") -> Block:
    ends = [Text(after)] if after else []
    return Paragraph((Text(before), Link(url, (Text(words),)), *ends))


def _paragraph(text: str) -> Block:
    """A paragraph of a brief, which may be a list."""
    lines = text.split("\n")
    if all(line.startswith("• ") for line in lines):
        return List(tuple(Item((Paragraph((Text(line[2:]),)),)) for line in lines))
    return Paragraph((Text(text),))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")
