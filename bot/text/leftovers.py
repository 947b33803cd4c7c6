"""The words of text tokens, with what markdown-it has left in them: emoji by name, improper tags, stars beside Chinese."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.model.tree import Strong, Text
from bot.text import math
from bot.text.emoji import EMOJI

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from bot.model.tree import Inline

_ANCHOR = re.compile(r"[a-z0-9_-]+")
"""What Hugging Face's pages put after a heading, in double square brackets."""

_EMOJI = re.compile(r":([a-z0-9_+-]+):")
_TAG_LEFT = re.compile(
    r"</?(?:div|span|p|img|a|br|table|tr|td|th|iframe|video|center|font|figure|section|source|details)\b[^<>\n]{0,2000}/?>", re.I
)
_STRONG_LEFT = re.compile(r"(?<![\w*])\*\*(?![\w*]*\()\s?([^*\n]{1,300}?)\s?\*\*(?!\*)")
_STARS_LEFT = re.compile(r"(?<=[^\W\d])\*\*(?=[\s.,;:!?)]|$)")


def alt(tokens: Sequence[Token]) -> str:
    """The bare words of inline tokens."""
    kinds = {"text", "text_special", "escaped", "code_inline", "math_inline", "softbreak", "hardbreak"}
    words = (
        math.unicode(token.content) if token.type == "math_inline" else token.content or " " for token in tokens if token.type in kinds
    )
    return " ".join("".join(words).split())


def words(token: Token, *, in_heading: bool) -> Iterator[Inline]:
    """A text token: emoji by name, tags that are no proper HTML, strong passages that CommonMark does not take for ones.

    CommonMark wants a blank or punctuation around `**`, so that Chinese and Japanese bold next to a sign stays unread.
    """
    text = token.content
    if token.type == "wiki" and in_heading and _ANCHOR.fullmatch(text):
        return
    if token.type == "text":
        text = _TAG_LEFT.sub("", text) if "<" in text else text
        text = _EMOJI.sub(lambda found: EMOJI.get(found[1], found[0]), text) if ":" in text else text
    if token.type != "text" or "**" not in text:
        yield Text(text)
        return
    for at, part in enumerate(_STRONG_LEFT.split(text)):
        if at % 2:
            yield Strong((Text(part.strip()),))
        else:
            yield Text(_STARS_LEFT.sub("", part))
