"""TeX commands that a post defines for itself, and their use in its formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 400
"""Characters of what one command stands for."""

LARGEST = 12_000
"""Characters of a formula with its commands written out."""

PASSES = 4
"""How deep commands may stand for further commands."""

_DEFINITION = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareMathOperator)(\*?)[ \t]*\{?\\([A-Za-z]+)\}?[ \t]*(?:\[([1-9])\])?[ \t]*\{"
    r"|\\def[ \t]*\\([A-Za-z]+)((?:#[1-9])*)[ \t]*\{"
)


@dataclass(frozen=True, slots=True)
class Macro:
    """A command: how many arguments it takes and what it stands for."""

    arguments: int
    body: str


def found(markdown: str) -> dict[str, Macro]:
    """The commands that are defined anywhere in `markdown`."""
    if "\\newcommand" not in markdown and "\\def" not in markdown and "\\DeclareMath" not in markdown and "\\renewc" not in markdown:
        return {}
    return {name: macro for name, macro, _, _ in _definitions(markdown)}


def written_out(tex: str, macros: dict[str, Macro]) -> str:
    """`tex` without definitions, its commands replaced by what they stand for."""
    if not macros:
        return tex
    for _, _, start, end in reversed(list(_definitions(tex))):
        tex = tex[:start] + tex[end:]
    pattern = re.compile(rf"\\({'|'.join(sorted(macros, key=len, reverse=True))})(?![A-Za-z])")
    for _ in range(PASSES):
        replaced = _once(tex, macros, pattern)
        if replaced == tex or len(replaced) > LARGEST:
            break
        tex = replaced
    return tex.strip()


def _definitions(text: str) -> list[tuple[str, Macro, int, int]]:
    """Name, command, and where its definition starts and ends."""
    all_: list[tuple[str, Macro, int, int]] = []
    for opening in _DEFINITION.finditer(text):
        group = _balanced(text, opening.end() - 1)
        if group is None:
            continue
        body, end = group
        operator = "DeclareMathOperator" in opening[0]
        count = int(opening[3] or 0) if opening[2] else (opening[5] or "").count("#")
        all_.append(
            (opening[2] or opening[4], Macro(count, rf"\operatorname{opening[1]}{{{body}}}" if operator else body), opening.start(), end)
        )
    return all_


def _balanced(text: str, at: int) -> tuple[str, int] | None:
    """What stands in the braces that open at `at`, and where they end."""
    level = 0
    for place in range(at, min(len(text), at + LONGEST)):
        level += (text[place] == "{") - (text[place] == "}")
        if level == 0:
            return text[at + 1 : place], place + 1
    return None


def _once(tex: str, macros: dict[str, Macro], pattern: re.Pattern[str]) -> str:
    parts: list[str] = []
    at = 0
    while command := pattern.search(tex, at):
        parts.append(tex[at : command.start()])
        macro, at = macros[command[1]], command.end()
        body = macro.body
        for number in range(1, macro.arguments + 1):
            group = _balanced(tex, at) if tex[at : at + 1] == "{" else (tex[at : at + 1], at + 1)
            value, at = group or ("", len(tex))
            body = body.replace(f"#{number}", value)
        parts.append(body if macro.arguments or not tex[at : at + 1].isalpha() else body + " ")
        if sum(map(len, parts[-50:])) > LARGEST:
            break
    return "".join(parts) + tex[at:]
