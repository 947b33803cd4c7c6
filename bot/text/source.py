"""A file of the posts folder to a Post: bytes, front matter, body, each with its problems."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from types import MappingProxyType

from bot.model.draft import Problem
from bot.model.post import Override, Post
from bot.model.settings import Posts, Site
from bot.model.tree import Block, Heading, Inline, Link, List, Only, Paragraph, Quote, Text
from bot.text import address, keys, language, overrides, walk
from bot.text.builder import ANCHOR
from bot.text.characters import LARGEST, Unreadable, clean, decode
from bot.text.frontmatter import Matter, split
from bot.text.inline import flat
from bot.text.keys import Known
from bot.text.links import untracked
from bot.text.markdown import Document, parse
from bot.text.strict_yaml import BadYaml

__all__ = ["LARGEST", "LONGEST_NOTE", "Unreadable", "read_post", "read_sidecar"]

LONGEST_NOTE = 500
"""Characters. A text without title and heading up to this length is a note: it goes out as it is."""

DISCLOSURES = ("affiliate", "sponsored")


def read_post(data: bytes, path: str, site: Site, posts: Posts, known: Collection[str]) -> Post:
    """The post in a file's bytes. `path` is relative to the posts folder, `known` the names of accounts, groups and platforms.

    What is wrong but readable is in its problems. Raises Unreadable.
    """
    text, seen = clean(decode(data))
    matter = _matter(text)
    found = keys.understand(matter, known)
    document = parse(matter.body, matter.body_line)
    stem, dated = address.from_path(path)
    date = keys.text(found.values.get("date")) or dated
    given = {key: keys.text(found.values.get(key)) for key in ("url", "permalink")}
    slug = address.slug_of(keys.text(found.values.get("slug"))) if keys.text(found.values.get("slug")) else stem
    title, blocks, note = _title(found, document, matter, stem)
    line = found.lines.get("url") or found.lines.get("permalink") or 0
    gathers = keys.truth(found.values.get("digest")) is True
    nowhere = (note or gathers) and not any((*given.values(), found.values.get("slug")))
    url, wrong_url = (None, ()) if nowhere else address.canonical(given, slug, date, site, posts, line)
    handwritten, wrong = _overrides(found, matter)
    resolved, unresolved = _resolved(blocks, url)
    footnotes = {label: _resolved(inner, url)[0] for label, inner in document.footnotes.items()}
    chosen, wrong_choice = _choices(found, known)
    return Post(
        slug=slug,
        path=path,
        title=title,
        blocks=resolved,
        body=matter.body,
        body_line=matter.body_line,
        relative=MappingProxyType(_relative(blocks)),
        imported=keys.text(found.values.get("imported")),
        gathers=gathers,
        waived=tuple(keys.listed(found.values.get("waive"))),
        summary=keys.text(found.values.get("summary")) or None,
        url=url,
        tags=_tags(found),
        lang=_lang(found, title, matter.body),
        cover=keys.text(found.values.get("cover")) or None,
        cover_alt=_cover_alt(found),
        publish_at=keys.text(found.values.get("publish_at")) or None,
        publish_at_line=found.lines.get("publish_at", 0),
        date=date or None,
        to=chosen,
        links=MappingProxyType(_links(found)),
        disclosure=keys.text(found.values.get("disclosure")).lower() or None,
        overrides=MappingProxyType(handwritten),
        footnotes=MappingProxyType(footnotes),
        draft=_is_draft(found),
        note=note,
        utm=site.utm,
        digest=hashlib.sha256(data).hexdigest(),
        problems=(*seen, *found.problems, *wrong_url, *wrong, *wrong_choice, *document.problems, *_strangers(resolved, known), *unresolved),
    )


def read_sidecar(data: bytes) -> tuple[Override, tuple[Problem, ...]]:
    """The override in a sidecar file (`slug.ACCOUNT.md`), `---` lines between segments, and what is wrong in it. Raises Unreadable."""
    return overrides.from_sidecar(_matter(clean(decode(data))[0]))


def _matter(text: str) -> Matter:
    try:
        return split(text)
    except BadYaml as error:
        raise Unreadable(Problem("error", "front-matter", str(error), error.line)) from None


def _title(found: Known, document: Document, matter: Matter, stem: str) -> tuple[str, tuple[Block, ...], bool]:
    """Title, blocks without the heading that repeats it, and whether this is a note."""
    blocks = document.blocks
    title = _spoken(keys.text(found.values.get("title")))
    heading = next((block for block in blocks if isinstance(block, Heading)), None)
    if heading is not None and blocks[0] is heading and (not title or _same(flat(heading.children), title)):
        blocks = blocks[1:]
    if title or heading is not None:
        return title or (flat(heading.children) if heading else stem), blocks, False
    return stem.replace("-", " ").replace("_", " ").strip().capitalize(), blocks, len(matter.body.strip()) <= LONGEST_NOTE


def _spoken(title: str) -> str:
    """A title without its marks (code, emphasis, a shortcode, an anchor), which must not be shown as written."""
    title = ANCHOR.sub("", title) or title
    if not re.search(r"[`*_$<&:\\]", title):
        return title
    blocks = parse(title).blocks
    return flat(blocks[0].children) if len(blocks) == 1 and isinstance(blocks[0], Paragraph) else title


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W", "", one).casefold() == re.sub(r"\W", "", other).casefold()


def _tags(found: Known) -> tuple[str, ...]:
    """Tags in the order given, each once whatever its case."""
    tags: dict[str, str] = {}
    for tag in keys.listed(found.values.get("tags")):
        tags.setdefault(tag.casefold(), tag.lstrip("#"))
    return tuple(tags.values())


def _lang(found: Known, title: str, body: str) -> str:
    given = re.match(r"[a-z]{2,3}", keys.text(found.values.get("lang")).lower())
    return given[0] if given else language.detect(f"{title}\n{body}")


def _cover_alt(found: Known) -> str:
    cover = found.values.get("cover")
    inner = cover.get("alt") or cover.get("caption") if isinstance(cover, dict) else None
    return keys.text(found.values.get("cover_alt")) or keys.text(inner)


def _is_draft(found: Known) -> bool:
    return keys.truth(found.values.get("draft")) is True or keys.truth(found.values.get("published")) is False


def _links(found: Known) -> dict[str, str]:
    links = found.values.get("links")
    return {name: keys.text(value) for name, value in links.items() if keys.text(value)} if isinstance(links, dict) else {}


def _choices(found: Known, known: Collection[str]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The accounts and groups of `to`, and what is wrong with the values that choose or promise something."""
    problems = []
    chosen = tuple(keys.listed(found.values.get("to")))
    for name in chosen:
        if name not in known:
            near = keys.nearest(name, known)
            hint = f" Did you mean {near}?" if near else ""
            problems.append(_error("unknown-account", f"to: {name} is no account, group or platform.{hint}", found.lines.get("to", 0)))
    problems += [
        _error("bad-value", f"{key} must be true or false.", found.lines.get(key, 0))
        for key in ("draft", "published", "digest")
        if found.values.get(key) and keys.truth(found.values.get(key)) is None
    ]
    if (disclosure := keys.text(found.values.get("disclosure"))) and disclosure.lower() not in DISCLOSURES:
        problems.append(
            _error("bad-value", f"disclosure must be {' or '.join(DISCLOSURES)}, not {disclosure!r}.", found.lines.get("disclosure", 0))
        )
    links = found.values.get("links")
    if links and (not isinstance(links, dict) or not all(address.is_absolute(keys.text(value)) for value in links.values())):
        problems.append(
            _error("bad-value", "links must be names with whole addresses, such as {paper: https://...}.", found.lines.get("links", 0))
        )
    return chosen, tuple(problems)


def _error(code: str, message: str, line: int) -> Problem:
    return Problem("error", code, message, line)


def _overrides(found: Known, matter: Matter) -> tuple[dict[str, Override], tuple[Problem, ...]]:
    handwritten: dict[str, Override] = {}
    problems: list[Problem] = []
    for name, value in found.names.items():
        handwritten[name], wrong = overrides.from_mapping(name, value, matter.lines)
        problems.extend(wrong)
    return handwritten, tuple(problems)


def _strangers(blocks: tuple[Block, ...], known: Collection[str]) -> tuple[Problem, ...]:
    """Passages for accounts nobody knows: they would go to nobody, or to everybody."""
    return tuple(
        _error("unknown-account", f"A passage names {name}, which is no account, group or platform.", block.line)
        for block in walk.every_block(blocks)
        if isinstance(block, Only)
        for name in block.names
        if name not in known
    )


def _resolved(blocks: tuple[Block, ...], url: str | None) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Blocks with whole link addresses; links that cannot be resolved stay as written, and are named once."""
    lost: list[str] = []

    def whole(node: Inline) -> tuple[Inline, ...]:
        if not isinstance(node, Link):
            return (node,)
        if not node.href:
            return node.children or (Text(""),)
        resolved = address.resolve(node.href, url)
        if resolved is None and not node.href.startswith("#"):
            lost.append(node.href)
        clean = untracked(resolved or node.href, url or "")
        return (Link(clean, (Text(clean),) if node.children == (Text(node.href),) else node.children),)

    changed = walk.change_blocks(blocks, whole)
    if not lost:
        return changed, ()
    message = f"{len(lost)} relative links (first: {lost[0][:100]}) become plain text: add url: to the post, or site.url to bot.yaml."
    return changed, (Problem("warning", "relative-link", message, _line_of(changed, lost[0])),)


def _relative(blocks: tuple[Block, ...]) -> dict[str, int]:
    """The relative links as written, each with the line of the block it first stands in."""
    found: dict[str, int] = {}
    for block in walk.every_block(blocks):
        for node in walk.every_inline((block,)) if not isinstance(block, Quote | Only | List) else ():
            if isinstance(node, Link) and node.href and not re.match(r"[A-Za-z][\w+.-]*:|//|#", node.href):
                found.setdefault(node.href, block.line)
    return found


def _line_of(blocks: tuple[Block, ...], href: str) -> int:
    for block in walk.every_block(blocks):
        if any(isinstance(node, Link) and node.href == href for node in walk.every_inline((block,))):
            return block.line
    return 0
