"""Addresses in foreign articles: made whole, rid of what only says who followed them, and told from tracking pixels."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from bot.text.address import resolve
from bot.text.html import player
from bot.text.links import untracked

_REFERRED = re.compile(r"rss-|-{2,}|post_page|user_profile|collection_|friends_link|topic|explore-|email-|search_post|author_recirc")
_PIXEL = re.compile(
    r"medium\.com/_/stat|feeds\.feedburner\.com/~|pixel\.wp\.com|stats\.wordpress\.com|google-analytics\.com/|/tracking[-_]?pixel"
    r"|substack\.com/.{0,100}/open\?|mailchimp.{0,40}/track/|list-manage\.com/track"
)
_TWEET = re.compile(r"https?://platform\.twitter\.com/embed/.*[?&]id=(\d+)")
_VIMEO = re.compile(r"https?://player\.vimeo\.com/video/(\d+)")


def whole(href: str, base: str) -> str:
    """`href` made whole against `base` (empty if nothing is known) and untracked; as it is where it cannot be made whole."""
    href = "".join(href.split())
    return unreferred(resolve(href, base or None) or href, base)


def unreferred(url: str, base: str = "") -> str:
    """`url` without parameters that only tell who sent the reader: those of every site, and what Medium, Substack and Ghost add."""
    head, mark, rest = untracked(url).partition("?")
    query, hashed, fragment = rest.partition("#")
    if not mark:
        return head
    pairs = [pair for pair in query.split("&") if pair and not _refers(pair, head, base)]
    return head + ("?" + "&".join(pairs) if pairs else "") + hashed + fragment


def _refers(pair: str, head: str, base: str) -> bool:
    name, _, value = pair.partition("=")
    if name == "source":
        return bool(_REFERRED.match(value))
    if name == "r":
        return host(head).endswith("substack.com") and len(value) < 12
    return name == "ref" and bool(value) and value.removeprefix("www.") in {host(base), host(base).split(".")[0]}


def host(url: str) -> str:
    """The host of an address, without `www.`; empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def same(url: str) -> str:
    """An address as it is compared: scheme, `www.`, case of the host, fragment, tracking and a last slash do not count."""
    bare = unreferred(url.strip()).partition("#")[0]
    scheme, mark, rest = bare.partition("://")
    if not mark or scheme.lower() not in {"http", "https"}:
        return bare
    name, slash, path = rest.partition("/")
    return (name.lower().removeprefix("www.") + slash + path).rstrip("/")


def is_pixel(src: str, width: str, height: str) -> bool:
    """Whether a picture is there to count readers."""
    small = {"0", "1", "2", "0px", "1px"}
    return width in small or height in small or bool(_PIXEL.search(src[:500]))


def one_picture(url: str, other: str) -> bool:
    """Whether two addresses are of one picture in two sizes, as servers make them that have the size before the picture's name."""
    one, two = (re.split(r"/|%2F", address.partition("?")[0])[-1] for address in (url, other))
    return bool(one) and one == two


def watched(source: str) -> str:
    """The address a person opens for what a frame or a player shows; empty for none."""
    source = source.strip()
    if found := _TWEET.match(source):
        return f"https://x.com/i/status/{found[1]}"
    if found := _VIMEO.match(source):
        return f"https://vimeo.com/{found[1]}"
    if "embedly.com/widgets" in source:
        source = dict(parse_qsl(urlsplit(source).query)).get("url", source)
    found_player = player(source)
    return found_player if found_player.startswith(("http://", "https://")) else ""
