"""Writing one more code into the `waive:` of a post, and nothing else. Pure."""

from __future__ import annotations

from bot.text import keys
from bot.text.amending import amended
from bot.text.frontmatter import split
from bot.text.strict_yaml import BadYaml


def waive(text: str, code: str) -> str:
    """`text`, a post's file, with `code` among what it waives. Raises ValueError with a sentence where that takes a person."""
    try:
        before = split(text.replace("\r\n", "\n").removeprefix("\ufeff"))
    except BadYaml as error:
        raise ValueError(str(error)) from error
    return amended(text, "waive", [*keys.listed(before.values.get("waive")), code])
