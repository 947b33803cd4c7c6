"""What a post on a Ghost site says: title, HTML, and the fields beside them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model.draft import Draft, FieldValue, Problem, Segment
from bot.model.tree import Image, Link, Paragraph, Text
from bot.platforms import _issue
from bot.platforms._ghost_html import GhostWriter
from bot.platforms.base import pasted
from bot.text import address, markdown
from bot.text.disclosures import DISCLOSURES
from bot.text.fenced import FencedWriter
from bot.text.links import beside
from bot.text.markup_inline import target
from bot.text.named import with_cover
from bot.text.pictures import Album, Room
from bot.text.readers import for_reader
from bot.text.summary import description
from bot.text.tags import hashtags
from bot.text.walk import every_inline, headings_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.model.post import Override, Post
    from bot.model.tree import Block, Inline
    from bot.platforms.base import Facts, Limits
    from bot.platforms.ghost import Account

TAGS, LONGEST_TAG = 5, 191
EXCERPT = 300
"""Characters of an excerpt (Ghost 6.65 refuses more)."""
TITLE, LONGEST_SLUG = 255, 185


def draft(post: Post, account: Account, limits: Limits, facts: Facts) -> Draft:
    """The whole article; what its author wrote for this account, in markdown, in its place."""
    post = replace(post, blocks=for_reader(post.blocks, {account.name, account.platform}))
    override = post.override(account.name, account.platform)
    post = with_cover(post, override)
    media = limits.media
    album = Album(post, Room(count=1, kinds=media.kinds, bytes=media.bytes, pixels=media.pixels, alt=media.alt))
    local = post.cover if post.cover and post.cover in post.pictures else None
    shown = album.spread([()])[0] if local else ()
    text, html = _body(post, override)
    title = override.title or post.title
    segment = Segment(text, len(html), limits.maximum, limits.counter, html, (), shown)
    fields = _fields(post, account, override)
    if not shown:
        fields |= {"feature_image": where} if (where := _cover(post)) else {}
    problems = (*_problems(post, title, override, segment), *album.problems, *_mailing(account, facts))
    mailed = "public and mailed" if account.newsletter else "public"
    return Draft(account.name, account.platform, title, (segment,), fields, problems, visibility=mailed, unfit=tuple(album.unfit))


def _body(post: Post, override: Override) -> tuple[str, str]:
    """The article, what must be disclosed and what belongs to it; or what its author wrote for this account, in its place."""
    if override.segments:
        blocks, footnotes = markdown.read("\n\n".join(override.segments))
        return _written(post, blocks, footnotes, ())
    told, _ = markdown.read(DISCLOSURES.get(post.disclosure or "", ""))
    return _written(post, (*told, *post.blocks), post.footnotes, _beside(post))


def _written(
    post: Post, blocks: tuple[Block, ...], footnotes: Mapping[str, tuple[Block, ...]], ending: tuple[Block, ...]
) -> tuple[str, str]:
    """Blocks in markdown for the author's eyes, and as HTML for Ghost."""
    html, marks = GhostWriter(footnotes, post.url), FencedWriter(footnotes, post.url)
    blocks = headings_from(2, blocks)
    parts = html.blocks(blocks), html.blocks(ending), html.endnotes()
    shown = marks.blocks(blocks), marks.blocks(ending), marks.endnotes()
    return "\n\n".join(filter(None, shown)), "\n".join(filter(None, parts))


def _beside(post: Post) -> tuple[Block, ...]:
    """What belongs to the article, in one line."""
    nodes: list[Inline] = []
    for name, url in beside(post):
        nodes += [*([Text(" · ")] if nodes else []), Link(url, (Text(name),))]
    return (Paragraph(tuple(nodes)),) if nodes else ()


def _fields(post: Post, account: Account, override: Override) -> dict[str, FieldValue]:
    """The site, the post's address there, where it was first, its tags and its excerpt, and who gets it as a mail."""
    told = " ".join(description(post).split())
    found: dict[str, FieldValue] = {
        "server": account.server.lower(),
        "slug": _slug(post, override),
        "canonical_url": post.url if post.url and not _at(post.url, account.server) else "",
        "tags": _tags(post, override),
        "custom_excerpt": told if told != post.title and len(told) <= EXCERPT else "",
        "newsletter": account.newsletter,
    }
    return {name: value for name, value in found.items() if value}


def _tags(post: Post, override: Override) -> list[str]:
    """The author's tags in their own words, else what the article is about; one with `#` before it would be hidden in Ghost."""
    own = override.fields.get("tags", ())
    given = own.split(",") if isinstance(own, str) else list(own)
    names = given or list(post.tags) or [tag.removeprefix("#") for tag in hashtags(post, TAGS)]
    plain = [" ".join(name.replace(",", " ").split()).lstrip("#").strip()[:LONGEST_TAG] for name in names]
    return list({name.casefold(): name for name in reversed(plain) if name}.values())[::-1][:TAGS]


def _slug(post: Post, override: Override) -> str:
    """The last part of the post's address: the author's choice, that of the article, or of its title; Ghost knows plain letters alone."""
    own = override.fields.get("slug", "")
    where = pasted(post.url or "")[1].rstrip("/").rpartition("/")[2]
    for said in (own if isinstance(own, str) else "", where, post.slug):
        if slug := re.sub(r"[^a-z0-9]+", "-", said.lower()).strip("-")[:LONGEST_SLUG].strip("-"):
            return slug
    return f"post-{hashlib.sha256(post.title.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def _at(url: str, server: str) -> bool:
    return pasted(url)[0] == server.lower().removeprefix("www.")


def _cover(post: Post) -> str:
    """The public address of a cover that is no file beside the post."""
    return target(address.cover(post.cover, post.url))


def _problems(post: Post, title: str, override: Override, segment: Segment) -> Iterator[Problem]:
    """What Ghost would refuse, and what its readers would miss."""
    if not title.strip():
        yield Problem("error", "no-title", "A post on a Ghost site needs a title: set ghost: {title: ...} in the post.", 1)
    if len(title) > TITLE:
        words = f"The title has {len(title)} characters, Ghost takes {TITLE}: set ghost: {{title: ...}} in the post."
        yield Problem("error", "title-too-long", words, override.line or 1)
    if segment.length > segment.limit:
        yield Problem("error", "too-long", f"The article has {segment.length:,} characters, {segment.limit:,} are the most.")
    pictures = [node for node in every_inline(post.blocks) if isinstance(node, Image) and not node.gone]
    lost = [picture for picture in pictures if address.shown_at(picture, post.url) is None]
    if lost and not override.segments:
        count = "A picture has" if len(lost) == 1 else f"{len(lost)} pictures have"
        words = f"{count} no public address, so readers get the description instead. Add url: to the post, or site.url."
        yield Problem("warning", "pictures-left-out", words, lost[0].line)


def _mailing(account: Account, facts: Facts) -> tuple[Problem, ...]:
    """To how many a yes mails the post; an error where the site has no such newsletter."""
    if not account.newsletter:
        return ()
    told = facts.get("newsletters")
    known = dict(line.partition(" ")[::2] for line in told) if isinstance(told, list) else None
    if known is not None and account.newsletter not in known:
        names = ", ".join(sorted(known)) or "none"
        words = f"The site has no newsletter {account.newsletter!r}; it has: {names}. Correct `newsletter` of the account."
        return (Problem("error", "no-newsletter", words),)
    count = known[account.newsletter] if known is not None else ""
    return _issue.recipients(int(count) if count.isdecimal() else None)
