"""What an author writes by hand for one account: a mapping in front matter, or a sidecar file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.model.draft import Problem
from bot.model.post import Override
from bot.text.frontmatter import Matter
from bot.text.keys import nearest
from bot.text.strict_yaml import Place, Value

KEYS = ("text", "thread", "title", "mode")

WISHES = ("pictures",)
"""Fields that every account understands. They steer what is made, and are never sent."""

CHOICES = {"mode": ("full",)}
"""What may be said only in these words."""

VAGUE = frozenset({"", "all", "auto", "default", "false", "no", "nothing", "off", "on", "some", "true", "yes"})
"""Words that name no picture."""

Fields = dict[str, str | tuple[str, ...]]


def from_mapping(name: str, value: Value, lines: Mapping[Place, int]) -> tuple[Override, tuple[Problem, ...]]:
    """The override of account or platform `name`; a plain text is its text. Never raises."""
    line = lines.get((name,), 1)
    if isinstance(value, str) and value.casefold() not in {"true", "false", "yes", "no"}:
        return Override(segments=(value.strip("\n"),), line=line), ()
    if not isinstance(value, dict):
        message = f"{name} must be a mapping such as {name}: {{text: ...}}. Use to: to choose accounts."
        return Override(line=line), (Problem("error", "override", message, line),)
    own = {key: lines.get((name, key), line) for key in value}
    fields, problems = _fields(f"{name}.", value, own)
    segments, wrong = _segments(name, value, line)
    title, mode = _text(value.get("title")), _text(value.get("mode"))
    return Override(segments, title, mode, MappingProxyType(fields), line, MappingProxyType(own)), (*problems, *wrong)


def from_sidecar(matter: Matter) -> tuple[Override, tuple[Problem, ...]]:
    """A sidecar's text, `---` lines between segments, its front matter as title, mode and fields; problems with the sidecar's lines."""
    parts = ["\n".join(part) for part in _split(matter.body.split("\n"))]
    segments = tuple(part.strip("\n") for part in parts if part.strip())
    values, lines = matter.values, {key: matter.lines.get((key,), 1) for key in matter.values}
    fields, problems = _fields("", values, lines)
    twice = [
        Problem("error", "override", f"{key}: does nothing here: the text of a sidecar stands below its front matter.", lines[key])
        for key in ("text", "thread")
        if key in values
    ]
    title, mode = _text(values.get("title")), _text(values.get("mode"))
    return Override(segments, title, mode, MappingProxyType(fields), 1, MappingProxyType(lines)), (*problems, *twice)


def _fields(before: str, values: Mapping[str, Value], lines: Mapping[str, int]) -> tuple[Fields, list[Problem]]:
    """The fields among `values`, and what is wrong with those that are none; `before` stands before a key in what is said of it."""
    fields: Fields = {}
    problems: list[Problem] = []
    for key, value in values.items():
        if wrong := _mistake(f"{before}{key}", key, value):
            problems.append(replace(wrong, line=lines[key]))
        elif key not in KEYS and (plain := _field(value)) is not None:
            fields[key] = plain
    return fields, problems


def _mistake(name: str, key: str, value: Value) -> Problem | None:
    """What is wrong with `value` for `key`, which is called `name`."""
    if key in CHOICES and str(value).strip().casefold() not in CHOICES[key]:
        return Problem("error", "override", f"{name} can only be {' or '.join(CHOICES[key])}: write that, or take the line out.")
    if key == "pictures" and (_field(value) is None or (isinstance(value, str) and value.strip().casefold() in VAGUE)):
        words = f"{name} can be none, or pictures of the article in their order, such as [figures/a.png, table 1]."
        return Problem("error", "override", f"{words} Write that, or take the line out.")
    if key in KEYS or key in WISHES:
        return None
    if near := nearest(key, (*KEYS, *WISHES)):
        return Problem("error", "unknown-key", f"{name} is no key: did you mean {near}?")
    return Problem("error", "override", f"{name} must be a text or a list of texts.") if _field(value) is None else None


def _split(lines: Collection[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for line in lines:
        if line.rstrip() == "---":
            parts.append([])
        else:
            parts[-1].append(line)
    return parts


def _segments(name: str, value: Mapping[str, Value], line: int) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    given, thread = value.get("text"), value.get("thread")
    if given and thread:
        return (), (Problem("error", "override", f"{name} has both text and thread: keep one.", line),)
    found = thread if thread is not None else given
    texts = [found] if isinstance(found, str) else found if isinstance(found, list) else []
    segments = tuple(text.strip("\n") for text in texts if isinstance(text, str) and text.strip())
    if ("text" in value or "thread" in value) and len(segments) != max(1, len(texts)):
        return segments, (Problem("error", "override", f"{name} has an empty or nested text: write each as plain text.", line),)
    return segments, ()


def _field(value: Value) -> str | tuple[str, ...] | None:
    if isinstance(value, list):
        return tuple(item for item in value if isinstance(item, str)) if all(isinstance(item, str) for item in value) else None
    return "" if value is None else value if isinstance(value, str) else None


def _text(value: Value) -> str | None:
    return " ".join(value.split()) if isinstance(value, str) and value.strip() else None
