"""What a file, an address's answer or an archive is, and who reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.foreign import feed, notebook, pages, substack
from bot.foreign.archive import Archive
from bot.foreign.article import Entry, Refused, Unusable

_XML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,300}\?>)?\s*(?:<!--.{0,2000}?-->\s*|<\?[^>]{0,500}\?>\s*|<!DOCTYPE\s[^>\[]{0,300}(?:\[.{0,8000}?\]\s*)?>\s*)*<(\w[\w:]*)",
    re.DOTALL,
)
_FEEDS = frozenset({b"rss", b"feed", b"rdf:rdf", b"channel"})


def entries(data: bytes, name: str, base: str = "") -> Iterator[Entry]:
    """Everything that one file holds: `name` as it was given, `base` the address it came from, if any. Raises Unusable."""
    head = data[:20_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        raise Unusable("it is empty")
    if name.lower().endswith((".md", ".markdown")):
        raise Unusable("it is markdown already: put it into the posts folder")
    if name.lower().endswith(".ipynb") or (head[:1] == b"{" and b'"cells"' in data):
        return notebook.entries(data, name)
    root = found[1].lower() if (found := _XML.match(head)) else b""
    if root in _FEEDS or (root != b"html" and head.startswith((b"\xff\xfe", b"\xfe\xff")) is False and head.startswith(b"<?xml")):
        return feed.entries(data, base)
    if root or b"<" in head:
        return pages.entries(data, base, name)
    raise Unusable("it is neither a feed nor a page, an export or a notebook")


def archived(archive: Archive, base: str = "") -> Iterator[Entry]:
    """Everything that an export holds: Substack's with its table, Medium's `posts/`, or the feeds in it. Raises Unusable."""
    names = [name for name in archive.names() if not name.startswith("__MACOSX/") and not name.rpartition("/")[2].startswith(".")]
    if table := substack.table_of(names):
        return substack.entries(archive, table, base)
    within = [name for name in names if re.search(r"(?:^|/)posts/[^/]+\.html?$", name)]
    chosen = within or [name for name in names if re.search(r"\.(?:html?|xml|ipynb|rss|atom)$", name, re.IGNORECASE)]
    if not chosen:
        raise Unusable("it holds no articles: no posts/*.html, no posts.csv, no feed and no notebook")
    return _each(archive, chosen, base)


def _each(archive: Archive, names: list[str], base: str) -> Iterator[Entry]:
    for name in names:
        try:
            yield from entries(archive.read(name), name, base)
        except Unusable as error:
            yield Refused(name, error.why)
