"""Writing one list into the front matter of a file, and nothing else. Pure; what was written is read back before it is given."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from bot.text import keys
from bot.text.frontmatter import Matter, split
from bot.text.strict_yaml import BadYaml

BY_HAND = "The front matter cannot be changed safely from here. Write into it yourself: {line}"

_FENCE = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n")
_PLAIN = re.compile(r"[\w./][\w ./~%@-]*(?<! )")
"""What YAML takes for words without quotes within brackets."""

Wish = Sequence[str] | str | None
"""What a key shall say: several words, a single one, or nothing at all."""


def amended(text: str, key: str, wish: Wish) -> str:
    """`text`, a file, with `key` of its front matter saying `wish`. Raises ValueError with a sentence where that takes a person."""
    ends = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    mark, plain = ("\ufeff", plain[1:]) if plain.startswith("\ufeff") else ("", plain)
    try:
        before = split(plain)
    except BadYaml as error:
        raise ValueError(str(error)) from error
    written = _written(plain, before, key, wish)
    if (ends == "\r\n" and text.count("\n") != text.count("\r\n")) or not _says(written, before, key, wish):
        raise ValueError(BY_HAND.format(line=_yaml(key, wish)))
    return mark + written.replace("\n", ends)


def _written(text: str, before: Matter, key: str, wish: Wish) -> str:
    """The text with the line for `wish`: in place of the one there, else as a line of the front matter, else as front matter."""
    fence = _FENCE.match(text)
    if not fence or not before.values:
        return text if wish is None else f"---\n{_yaml(key, wish)}\n---\n{text}"
    lines, line = text.split("\n"), before.lines.get((key,))
    listed = [] if wish is None else [_yaml(key, wish) if fence[1] == "---" else _toml(key, wish)]
    if line is None:
        at = text.count("\n", 0, fence.end())
        return "\n".join([*lines[:at], *listed, *lines[at:]])
    if wish is None and list(before.values) == [key]:
        return before.body
    last = line
    while last < len(lines) and re.match(r"[ \t]*-[ \t]|[ \t]+\S", lines[last]) and not lines[last].startswith(fence[1]):
        last += 1
    return "\n".join([*lines[: line - 1], *listed, *lines[last:]])


def _yaml(key: str, wish: Wish) -> str:
    if wish is None:
        return f"(no {key}:)"
    words = [wish] if isinstance(wish, str) else wish
    quoted = [word if _PLAIN.fullmatch(word) else json.dumps(word, ensure_ascii=False) for word in words]
    return f"{key}: {quoted[0]}" if isinstance(wish, str) else f"{key}: [{', '.join(quoted)}]"


def _toml(key: str, wish: Sequence[str] | str) -> str:
    return f"{key} = {json.dumps(wish if isinstance(wish, str) else list(wish), ensure_ascii=False)}"


def _says(written: str, before: Matter, key: str, wish: Wish) -> bool:
    """Whether `key` now says that, and everything else is as before."""
    try:
        after = split(written)
    except BadYaml:
        return False
    rest = {name: value for name, value in before.values.items() if name != key}
    same = {name: value for name, value in after.values.items() if name != key} == rest
    words = after.values.get(key)
    said = words == wish if wish is None or isinstance(wish, str) else list(keys.listed(words)) == list(wish)
    return same and after.body == before.body and said
