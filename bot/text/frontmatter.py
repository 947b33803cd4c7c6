"""Front matter: YAML between `---` lines or TOML between `+++` lines, strict, at the very top of a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.text import strict_yaml
from bot.text.strict_yaml import BadYaml, Place, Value

LONGEST = 64 * 1024
"""Characters of front matter."""

_OPENER = re.compile(r"(---|\+\+\+)[ \t]*\n")
_CLOSERS = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
}
_KEY = re.compile(r"^[ \t]*[\"']?[A-Za-z][\w .-]*[\"']?[ \t]*(?::(?=\s|$)|=)", re.MULTILINE)
_TOML_KEY = re.compile(r"^[ \t]*(?:\[([\w.-]+)\][ \t]*(?:#.*)?|[\"']?([\w-]+)[\"']?[ \t]*=.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Matter:
    """A file's front matter and the rest.

    `values` are strings, lists and mappings; `lines` the file's line of each key by its path; `body` what follows, its first
    line being line `body_line` of the file.
    """

    values: Mapping[str, Value]
    lines: Mapping[Place, int]
    body: str
    body_line: int


def split(text: str) -> Matter:
    """The front matter of `text`, none if it does not begin with a fence. Raises BadYaml, also for TOML."""
    start = len(text) - len(text.lstrip())
    whole = Matter({}, {}, text, 1)
    opener = _OPENER.match(text, start)
    if not opener or text.count("\n", 0, start) > 3:
        return whole
    sign = opener[1]
    closer = _CLOSERS[sign].search(text, opener.end())
    first = text.count("\n", 0, opener.end()) + 1
    if closer is None:
        if _KEY.match(text, opener.end()):
            raise BadYaml(first - 1, f"The front matter that begins here with {sign} never ends. Put {sign} on the line below it.")
        return whole
    source = text[opener.end() : closer.start()]
    if source.strip() and not _KEY.search(source):
        return whole
    if len(source) > LONGEST:
        raise BadYaml(first, f"The front matter is longer than {LONGEST // 1024} KiB. Move its text below it.")
    values, lines = _yaml(source, first) if sign == "---" else _toml(source, first)
    body = text[closer.end() :].removeprefix("\n")
    return Matter(values, lines, body, text.count("\n", 0, closer.end()) + 2)


def _yaml(source: str, first: int) -> tuple[dict[str, Value], dict[Place, int]]:
    document = strict_yaml.read(source, first)
    for line, place in document.repeated:
        raise BadYaml(line, f"The key {place[-1]!r} stands here a second time. Keep one.")
    return document.values, document.lines


def _toml(source: str, first: int) -> tuple[dict[str, Value], dict[Place, int]]:
    import tomllib

    try:
        values = {key: _plain(value) for key, value in tomllib.loads(source).items()}
    except RecursionError:
        raise BadYaml(first, "The TOML is nested too deep. Write it flatter.") from None
    except ValueError as error:
        found = re.search(r"line (\d+)", str(error))
        raise BadYaml(first - 1 + (int(found[1]) if found else 1), f"This is not TOML: {error}.") from None
    lines: dict[Place, int] = {(): first}
    table: Place = ()
    for found in _TOML_KEY.finditer(source):
        table = tuple(found[1].split(".")) if found[1] else table
        lines.setdefault(table if found[1] else (*table, found[2]), source.count("\n", 0, found.start()) + first)
    return values, lines


def _plain(value: object) -> Value:
    """TOML's values as YAML's would be: strings, lists, mappings."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
