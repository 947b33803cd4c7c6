"""YAML as far as settings need it: words, lists and mappings. Nothing is guessed, shared or called.

Every scalar stays a string (`12:30` must not become 750), only an empty one, `~` or `null` is None. Anchors, aliases, tags,
repeated keys and deep nesting are refused, and each key and value keeps its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

Value = str | None | list["Value"] | dict[str, "Value"]
Place = tuple[str | int, ...]
"""The way to a value: keys and list positions."""

DEEPEST = 20
"""Levels. Nobody nests settings deeper; hostile text does."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = {"", "~", "null", "Null", "NULL"}


class BadYaml(Exception):
    """Text that is not YAML, or more than this reader takes: `line` (from 1) and one sentence."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Document:
    """What a text says: `values`, the line of each place, and the keys that stand twice as (line, place)."""

    values: dict[str, Value] = field(default_factory=dict)
    lines: dict[Place, int] = field(default_factory=dict)
    repeated: tuple[tuple[int, Place], ...] = ()


@dataclass(slots=True)
class _Frame:
    """A mapping or list under construction; `key` is the mapping's key that waits for its value."""

    value: dict[str, Value] | list[Value]
    place: Place
    key: str | None = None


def read(text: str, line: int = 1) -> Document:
    """`text` as one document whose first line is `line` of its file. An empty one has no values. Raises BadYaml."""
    try:
        return _build(yaml.parse(text, Loader=_LOADER), line)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadYaml(line + (mark.line if mark else 0), _words(error.problem or error.context or "")) from None
    except yaml.reader.ReaderError as error:
        code = error.character if isinstance(error.character, int) else ord(error.character)
        before = text.partition(chr(code))[0]
        raise BadYaml(line + before.count("\n"), f"A character that may not stand in YAML: U+{code:04X}. Delete it.") from None
    except UnicodeEncodeError as error:
        raise BadYaml(line + text.count("\n", 0, error.start), "Half a character stands here. Save the file as UTF-8.") from None


def _build(events: Iterator[yaml.Event], line: int) -> Document:
    document = Document()
    repeated: list[tuple[int, Place]] = []
    stack: list[_Frame] = []
    documents = 0
    for event in events:
        at = line + (event.start_mark.line if event.start_mark else 0)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise BadYaml(at, "A second document begins here (---). Keep one.")
        elif isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
        elif isinstance(event, yaml.NodeEvent):
            _node(event, at, stack, document, repeated)
    return Document(document.values, document.lines, tuple(repeated))


def _node(event: yaml.NodeEvent, at: int, stack: list[_Frame], document: Document, repeated: list[tuple[int, Place]]) -> None:
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        raise BadYaml(at, "Anchors (&) and aliases (*) are not taken here. Write the value out, or put it in quotes.")
    if getattr(event, "tag", None) is not None:
        raise BadYaml(at, "Tags (!) are not taken here. Write the plain value, or put it in quotes.")
    if len(stack) > DEEPEST:
        raise BadYaml(at, f"This is nested more than {DEEPEST} levels deep. Write it flatter.")
    frame = stack[-1] if stack else None
    if frame is not None and isinstance(frame.value, dict) and frame.key is None:
        _key(event, at, frame, document, repeated)
        return
    value, place = _value(event), _place(frame)
    document.lines.setdefault(place, at)
    _put(value, at, frame)
    if isinstance(value, (dict, list)):
        stack.append(_Frame(value if frame is not None else document.values, place))


def _key(event: yaml.NodeEvent, at: int, frame: _Frame, document: Document, repeated: list[tuple[int, Place]]) -> None:
    if not isinstance(event, yaml.ScalarEvent):
        raise BadYaml(at, "A key must be a word. If this is a text with [ or {, put it in quotes.")
    frame.key = event.value
    place = (*frame.place, event.value)
    if event.value in frame.value:
        repeated.append((at, place))
    document.lines[place] = at


def _value(event: yaml.NodeEvent) -> Value:
    if isinstance(event, yaml.ScalarEvent):
        return None if event.implicit[0] and event.value in _NOTHING else event.value
    return {} if isinstance(event, yaml.MappingStartEvent) else []


def _place(frame: _Frame | None) -> Place:
    if frame is None:
        return ()
    return (*frame.place, frame.key if frame.key is not None else len(frame.value))


def _put(value: Value, at: int, frame: _Frame | None) -> None:
    if frame is None:
        if not isinstance(value, dict) and value is not None:
            raise BadYaml(at, "A list or a single word stands where keys are expected. Write key: value.")
    elif isinstance(frame.value, list):
        frame.value.append(value)
    else:
        assert frame.key is not None
        frame.value[frame.key] = value
        frame.key = None


def _words(said: str) -> str:
    """The parser's complaint with what to do about it; the commonest one is a colon in a title."""
    if "mapping values are not allowed" in said:
        return 'A colon and a space inside a value need quotes around it, as in title: "Noise: a study".'
    return f"This is not YAML ({said.rstrip('.')}). Mend this line, or put the value in quotes."
