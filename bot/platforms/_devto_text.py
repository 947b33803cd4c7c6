"""What an article on dev.to says: title, text, and the fields beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model.draft import FieldValue, Problem
from bot.model.tree import Image
from bot.platforms._devto_markdown import ForemWriter
from bot.text import address
from bot.text.disclosures import DISCLOSURES
from bot.text.links import beside
from bot.text.markup_inline import target
from bot.text.mentions import in_blocks, marks_as
from bot.text.readers import for_reader
from bot.text.summary import description
from bot.text.tags import hashtags
from bot.text.walk import every_inline, headings_from

if TYPE_CHECKING:
    from bot.model.post import Override, Post
    from bot.model.settings import Account as AnyAccount
    from bot.model.tree import Block

TAGS, LONGEST_TAG = 4, 30
"""Tags an article may have, and the characters of one (Forem, 2026-11)."""
TITLE = 128
DESCRIPTION = 300
"""Characters of the words below the title: what search engines and cards may show of them."""


def body(post: Post, account: AnyAccount) -> str:
    """The article, what must be disclosed and what belongs to it. Where it comes from dev.to says by itself."""
    if post.note:
        return post.body.strip()
    writer = ForemWriter(post.footnotes, post.url)
    text = marks_as(writer.blocks(_blocks(post, account)), account.mentions, " ({})".format)
    links = " · ".join(f"[{writer.inline().label(name)}]({target(url)})" for name, url in beside(post, text))
    parts = (DISCLOSURES.get(post.disclosure or "", ""), text, links, writer.endnotes())
    return "\n\n".join(part for part in parts if part)


def fields(post: Post, override: Override) -> dict[str, FieldValue]:
    """Where the article comes from, its tags, its cover and its description; the author's own tags and series before ours."""
    own = override.fields.get("tags", "")
    given = own.replace(",", " ").split() if isinstance(own, str) else list(own)
    names = [name for tag in (given or hashtags(post, TAGS)) if (name := tag_of(tag))]
    told = description(post)
    series = override.fields.get("series", "")
    found: dict[str, FieldValue] = {
        "canonical_url": post.url or "",
        "tags": list(dict.fromkeys(names))[:TAGS],
        "main_image": cover(post),
        "description": told if told != post.title and len(told) <= DESCRIPTION else "",
        "series": series.strip() if isinstance(series, str) else "",
    }
    return {name: value for name, value in found.items() if value}


def tag_of(tag: str) -> str:
    """A tag as dev.to takes it: small letters and figures, or nothing."""
    name = "".join(character for character in tag.lower() if character.isalnum())
    return name if 1 < len(name) <= LONGEST_TAG else ""


def cover(post: Post) -> str:
    """The cover's public address, or nothing: dev.to fetches it, and takes no upload."""
    return target(address.cover(post.cover, post.url))


def problems(post: Post, account: AnyAccount, title: str, override: Override) -> tuple[Problem, ...]:
    """What dev.to would refuse, and what its readers would miss."""
    found = []
    if not title.strip() or (post.note and not override.title):
        words = f"An article on dev.to needs a title: set {account.platform}: {{title: ...}} in the post, or leave dev.to out of its to:."
        found.append(Problem("error", "no-title", words, 1))
    if len(title) > TITLE:
        words = f"The title has {len(title)} characters, dev.to takes {TITLE}: set {account.platform}: {{title: ...}} in the post."
        found.append(Problem("error", "title-too-long", words, override.line or 1))
    if post.cover and not cover(post):
        words = "The cover has no public address, and dev.to takes no upload: it is left out. Add url: to the post, or site.url."
        found.append(Problem("warning", "cover-left-out", words, 1))
    if not override.segments and (lost := _unreachable(post, account)):
        words = f"{len(lost)} pictures have no public address, so dev.to can't show them. Add url: to the post, or site.url."
        found.append(Problem("warning", "pictures-left-out", words.replace("1 pictures have", "1 picture has"), lost[0].line))
    return tuple(found)


def _unreachable(post: Post, account: AnyAccount) -> list[Image]:
    pictures = [node for node in every_inline(_blocks(post, account)) if isinstance(node, Image) and not node.gone]
    return [picture for picture in pictures if address.shown_at(picture, post.url) is None]


def _blocks(post: Post, account: AnyAccount) -> tuple[Block, ...]:
    """The blocks for this account, their highest headings below the title."""
    return headings_from(2, in_blocks(for_reader(post.blocks, {account.name, account.platform}), account.mentions))
