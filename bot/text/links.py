"""Addresses as they are sent: the article's own, tagged where the author's statistics want it, and those beside it, untagged."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote_plus, urlsplit, urlunsplit

if TYPE_CHECKING:
    from bot.model.post import Post

FIRST = ("paper", "code", "demo")
"""The order in which readers look for what belongs to an article; others follow in the author's order."""

_TRACKING = frozenset(
    """
    fbclid gclid gclsrc dclid gbraid wbraid gad_source msclkid twclid ttclid yclid li_fat_id igshid igsh mc_cid mc_eid mkt_tok
    _hsenc _hsmi __hstc __hssc __hsfp hsctatracking vero_id vero_conv oly_anon_id oly_enc_id rb_clickid s_kwcid ref_src ref_url
    _openstat wickedid ml_subscriber ml_subscriber_hash trk trkinfo trackingid
    """.split()  # noqa: SIM905
)
"""Parameters that only say who followed a link (Firefox's and ClearURLs' lists, 2026-11); those beginning with `utm_` too."""


def canonical(post: Post, source: str, *, friend: bool = False) -> str:
    """The post's address, with `utm_source=source` where the site asks for it (`Post.utm`); empty without an address.

    With `friend`, the author's friend link where there is one: it holds its own key, and is not the site's to tag.
    """
    if friend and post.links.get("friend"):
        return post.links["friend"]
    if not post.url or not post.utm:
        return post.url or ""
    parts = urlsplit(post.url)
    if any(name.startswith("utm_") for name, _ in parse_qsl(parts.query)):
        return post.url
    query = "&".join(part for part in (parts.query, f"utm_source={quote(source, safe='')}&utm_medium=social") if part)
    return urlunsplit(parts._replace(query=query))


def beside(post: Post, said: str = "") -> tuple[tuple[str, str], ...]:
    """What belongs to the article: names such as "Paper" with addresses, without those that stand in `said` already."""
    order = [*(name for name in FIRST if name in post.links), *(name for name in post.links if name not in FIRST)]
    found: dict[str, tuple[str, str]] = {}
    for name in order:
        url = untracked(post.links[name])
        if name != "friend" and _plain(url) != _plain(post.url or "") and not _stands(url, said):
            found.setdefault(_plain(url), (name[:1].upper() + name[1:], url))
    return tuple(found.values())


def untracked(url: str, own: str = "") -> str:
    """`url` without parameters that only tell who followed it. Addresses on the host of `own` stay as they are."""
    head, mark, query = url.partition("#")[0].partition("?")
    if not mark or (own and _host(own) == _host(url)):
        return url
    pairs = query.split("&")
    kept = [pair for pair in pairs if not _tracks(pair)]
    if len(kept) == len(pairs):
        return url
    tail = url[len(head) + 1 + len(query) :]
    return head + ("?" + "&".join(kept) if any(kept) else "") + tail


def _tracks(pair: str) -> bool:
    name = unquote_plus(pair.partition("=")[0]).casefold()
    return name.startswith("utm_") or name in _TRACKING


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _plain(url: str) -> str:
    """An address as compared: scheme, `www.` and a last slash do not count."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


def _stands(url: str, said: str) -> bool:
    """Whether `said` holds the whole address, and not just one that begins with it."""
    at = said.find(url)
    while at >= 0:
        after = said[at + len(url) : at + len(url) + 2].rstrip(".,;:!?)]>\"'")
        if not after or after[0].isspace() or said[at + len(url)] in ")]>\"'":
            return True
        at = said.find(url, at + 1)
    return False
