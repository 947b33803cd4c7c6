"""Writing one more code into the `waive:` of a post, and nothing else. Pure; what was written is read back before it is given."""

from __future__ import annotations

import re

from bot.text import keys
from bot.text.frontmatter import Matter, split
from bot.text.strict_yaml import BadYaml

BY_HAND = "The front matter cannot be changed safely from here. Write into it yourself: waive: [{codes}]"

_FENCE = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n")


def waive(text: str, code: str) -> str:
    """`text`, a post's file, with `code` among what it waives. Raises ValueError with a sentence where that takes a person."""
    ends = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    mark, plain = ("\ufeff", plain[1:]) if plain.startswith("\ufeff") else ("", plain)
    try:
        before = split(plain)
    except BadYaml as error:
        raise ValueError(str(error)) from error
    codes = [*keys.listed(before.values.get("waive")), code]
    written = _written(plain, before, codes)
    changed = mark + written.replace("\n", ends)
    if (ends == "\r\n" and text.count("\n") != text.count("\r\n")) or not _says(written, before, codes):
        raise ValueError(BY_HAND.format(codes=", ".join(codes)))
    return changed


def _written(text: str, before: Matter, codes: list[str]) -> str:
    """The text with the line for `codes`: in place of the one there, else as a line of the front matter, else as front matter."""
    fence = _FENCE.match(text)
    if not fence or not before.values:
        return f"---\nwaive: [{', '.join(codes)}]\n---\n{text}"
    listed = f"waive: [{', '.join(codes)}]" if fence[1] == "---" else f"waive = [{', '.join(map(_quoted, codes))}]"
    lines = text.split("\n")
    line = before.lines.get(("waive",))
    if line is None:
        lines.insert(text.count("\n", 0, fence.end()), listed)
        return "\n".join(lines)
    last = line
    while last < len(lines) and re.match(r"[ \t]*-[ \t]|[ \t]+\S", lines[last]) and not lines[last].startswith(fence[1]):
        last += 1
    return "\n".join([*lines[: line - 1], listed, *lines[last:]])


def _quoted(code: str) -> str:
    return f'"{code}"'


def _says(written: str, before: Matter, codes: list[str]) -> bool:
    """Whether it now waives `codes`, and says everything else as before."""
    try:
        after = split(written)
    except BadYaml:
        return False
    rest = {name: value for name, value in before.values.items() if name != "waive"}
    same = {name: value for name, value in after.values.items() if name != "waive"} == rest
    return same and after.body == before.body and list(keys.listed(after.values.get("waive"))) == codes
