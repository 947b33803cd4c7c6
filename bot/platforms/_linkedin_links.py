"""Addresses and mentions in a LinkedIn post: how they stand in little text, and which belong to the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.text.links import beside
from bot.text.mentions import code_of, mention

if TYPE_CHECKING:
    from bot.model.post import Post
    from bot.model.settings import Account as AnyAccount

_UNSAFE = {character: quote(character, safe="") for character in "()@*[]{}|\\<>"} | {"~": "%7E", "_": "%5F"}
_STATISTICS = re.compile(r"utm_[a-z]+")


def plain_link(url: str) -> str:
    """`url` without a bare character that little text reserves but the `_` of `utm_source` and its like.

    All others are percent-encoded: every server reads them the same. Whether LinkedIn reads escapes inside an address is not
    known for sure, and only statistics may depend on that. A fragment that would be no hashtag is dropped, as its `#` would end
    the text.
    """
    kept = re.sub(r"#(?![^\W_]).*", "", url)
    url = url if kept == url else kept.rstrip(".,;:!?'’»…")
    head, mark, query = url.partition("?")
    return _encoded(head) + mark + "&".join(_parameter(pair) for pair in query.split("&"))


def wire_link(shown: str) -> str:
    """A plain link as little text: what is left of `_` is escaped, as the format wants it everywhere."""
    return shown.replace("_", "\\_")


def lines(post: Post, said: str) -> list[str]:
    """What belongs to the article, a line each, unless `said` holds it already."""
    return [f"{name}: {url}" for name, url in beside(post, said)]


def with_mentions(raw: str, post: Post, account: AnyAccount) -> str:
    """`raw` with the first place of each name that the account knows as `@[Name](urn:li:...)`."""
    code = code_of(post.blocks, list(account.mentions))
    return mention((raw,), account.mentions, lambda name, urn: f"@[{name}]({urn})", lambda _: True, code)[0]


def _parameter(pair: str) -> str:
    name, sign, value = pair.partition("=")
    return (name if _STATISTICS.fullmatch(name) else _encoded(name)) + sign + _encoded(value)


def _encoded(text: str) -> str:
    return "".join(_UNSAFE.get(character, character) for character in text)
