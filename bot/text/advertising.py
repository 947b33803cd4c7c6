"""Whether a post earns money by what it links to or was paid for, as far as its words and addresses tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from bot.model.tree import Heading, Link, Paragraph
from bot.text import walk
from bot.text.plain import words

if TYPE_CHECKING:
    from bot.model.post import Post

_SHOPS = re.compile(r"(?:^|\.)(?:amazon\.[a-z.]{2,6}|amzn\.to|a\.co)$")
_NETWORKS = re.compile(
    r"(?:^|\.)(?:amzn\.to|shareasale\.com|awin1\.com|anrdoezrs\.net|dpbolvw\.net|jdoqocy\.com|tkqlhce\.com|kqzyfj\.com|pxf\.io|sjv\.io"
    r"|go\.skimresources\.com|linksynergy\.com|prf\.hn|pntra\.com|partnerstack\.com|rstyle\.me)$"
)
_RESELLERS = re.compile(r"(?:^|\.)(?:hetzner\.com|hetzner\.cloud|runpod\.io|vultr\.com|vast\.ai|linode\.com|contabo\.com|gumroad\.com)$")
_PARAMETERS = frozenset({"aff", "affid", "aff_id", "affiliate", "affiliate_id", "refcode", "ref_id", "irclickid", "awc", "ranmid"})
_SAID = re.compile(
    r"(?:\bthis (?:post|article|issue|edition|newsletter|video|episode|tutorial|blog post) (?:is|was|has been) (?:kindly |proudly )?"
    r"(?:sponsored|paid for|brought to you) by\b|^\W{0,4}sponsored by\b|\bbrought to you by our sponsor|\bpaid (?:partnership|promotion)\b"
    r"|\b(?:contains?|includes?|uses?|are|is an?|some|these|my) (?:\w+ )?affiliate links?\b|#sponsored\b|#ad\b"
    r"|\bin (?:paid )?partnership with our sponsors?\b)",
    re.IGNORECASE | re.MULTILINE,
)
_HINTS = ("sponsor", "affiliate", "paid p", "paid for", "#ad", "brought to you")
_DISCLOSED = re.compile(
    r"#ad\b|\bad(?:vertisement)?:|\bsponsor|\baffiliate|\bdisclosure\b|\bpaid partnership\b|\banzeige\b|\bwerbung\b", re.IGNORECASE
)


def found(post: Post) -> tuple[str, int] | None:
    """The first sign that `post` must say it advertises, and the line of its block; None when there is none."""
    return next(_signs(post), None)


def discloses(text: str) -> bool:
    """Whether `text` says in any customary way that it advertises."""
    return bool(_DISCLOSED.search(text))


def _signs(post: Post) -> Iterator[tuple[str, int]]:
    for url in post.links.values():
        if _pays(url):
            yield url, 1
    lowered = post.body.casefold()
    wordy = any(hint in lowered for hint in _HINTS)
    for block in walk.every_block(post.blocks):
        if isinstance(block, Paragraph | Heading):
            if wordy and (sign := _SAID.search(words(block.children).text)):
                yield sign[0].strip(" *_>-"), block.line
            yield from ((node.href, block.line) for node in walk.inlines(block.children) if isinstance(node, Link) and _pays(node.href))


def _pays(url: str) -> bool:
    """Whether an address carries an affiliate's mark."""
    if "?" not in url and not _NETWORKS.search(url.partition("://")[2].partition("/")[0]):
        return False
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return False
    if _NETWORKS.search(host):
        return True
    names = {name.lower() for name, value in parse_qsl(parts.query[:2000]) if value}
    return bool(names & _PARAMETERS or (_SHOPS.search(host) and "tag" in names) or (_RESELLERS.search(host) and "ref" in names))
