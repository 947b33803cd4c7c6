"""What is wrong with a settings file: every mistake with its line, and the likely meant word."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec

from bot.errors import UserError
from bot.text.strict_yaml import Document, Place, Value

T = TypeVar("T")
Struct = TypeVar("Struct", bound=msgspec.Struct)

_UNREAD: Any = object()


@dataclass(slots=True)
class Findings:
    """Collects the mistakes of `document`, which `file` holds (its name as people know it)."""

    file: str
    document: Document
    _found: list[tuple[int, str]] = field(default_factory=list)

    def say(self, place: Place, sentence: str) -> None:
        """Notes a mistake at `place`, on the line of the nearest place that stands in the file."""
        while place not in self.document.lines and place:
            place = place[:-1]
        self._found.append((self.document.lines.get(place, 1), sentence))

    def settle(self) -> None:
        """Raises UserError with all mistakes in the order of their lines, or does nothing when there are none."""
        self._found.extend((line, f"{words(place)} stands twice. Keep one.") for line, place in self.document.repeated)
        rows = [f"{self.file}:{line}: {sentence}" for line, sentence in sorted(set(self._found))]
        if len(rows) > 1:
            rows.insert(0, f"{self.file} has {len(rows)} mistakes:")
        if rows:
            raise UserError("\n".join(rows))

    def mapping(self, place: Place, value: Value) -> dict[str, Value]:
        """`value` as keys and values without the empty ones; a mistake unless it is a mapping or missing."""
        if isinstance(value, dict):
            return {key: each for key, each in value.items() if each is not None}
        if value is not None:
            self.say(place, f"{words(place)} must hold keys with values, such as `key: value`.")
        return {}

    def texts(self, place: Place, value: Value) -> tuple[str, ...]:
        """`value` as texts: a list of them, or one alone."""
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(str(each) for each in value)
        if isinstance(value, str):
            return (value,)
        if value is not None:
            self.say(place, f"{words(place)} must be a list of words in [brackets].")
        return ()

    def checked(self, place: Place, value: Value, check: Callable[[str], str]) -> tuple[str, ...]:
        """`value` as texts, each once and as `check` gives it back; its ValueError is the mistake."""
        found: dict[str, None] = {}
        for number, text in enumerate(self.texts(place, value)):
            try:
                found[check(text)] = None
            except ValueError as error:
                self.say((*place, number), f"{words((*place, number))}: {error}")
        return tuple(found)

    def unknown(self, place: Place, given: Iterable[str], known: Iterable[str]) -> None:
        """Notes the keys of `given` that nobody knows, each with the likely meant one."""
        names = sorted(known)
        for key in given:
            if key not in names:
                self.say((*place, key), f"{words((*place, key))} is not a setting.{nearest(key, names)}")

    def one(self, place: Place, value: Value, kind: type[T], default: T) -> T:
        """`value` as a `kind`, or `default` where there is none or it can't be read, which is noted."""
        if value is None:
            return default
        try:
            return msgspec.convert(value, kind, strict=False, dec_hook=_decoded)
        except msgspec.ValidationError:
            self.say(place, _unlike(place, value, kind))
            return default

    def struct(self, place: Place, raw: Mapping[str, Value], kind: type[Struct], beside: Iterable[str] = ()) -> Struct | None:
        """`raw` as a `kind`, with every mistake noted; what can't be read is left out, and None is given where a field is lacking.

        `beside` are keys that may stand there too, known to somebody else.
        """
        fields = _fields(kind)
        self.unknown(place, (key for key in raw if key not in beside), {*fields, *beside})
        known = {key: value for key, value in raw.items() if key in fields}
        made: Struct | None
        try:
            made = msgspec.convert(known, kind, strict=False, dec_hook=_decoded)
        except msgspec.ValidationError:
            good = self._readable(place, known, fields)
            made = msgspec.convert(good, kind, strict=False, dec_hook=_decoded) if good is not None else None
        for name, each in fields.items() if made is not None else ():
            value = getattr(made, each.name)
            if isinstance(value, (int, float)) and not (math.isfinite(value) and value >= 0):
                self.say((*place, name), f"{words((*place, name))} is {value}; write 0 or more.")
        return made

    def _readable(self, place: Place, raw: dict[str, Value], fields: Mapping[str, msgspec.structs.FieldInfo]) -> dict[str, Value] | None:
        """The part of `raw` that its fields can take, or None where a required one is not among it."""
        before = len(self._found)
        good = {name: value for name, value in raw.items() if self.one((*place, name), value, fields[name].type, _UNREAD) is not _UNREAD}
        lacking = [name for name, each in fields.items() if each.required and name not in raw]
        for name in lacking:
            self.say(place, f"{words(place)} lacks {name}. Add the line `{name}: ...` to it.")
        assert len(self._found) > before, f"{place} is refused as a whole, but in none of its parts"
        return None if any(each.required and name not in good for name, each in fields.items()) else good


def words(place: Place) -> str:
    """A place as people write it: `accounts.x.slots`."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else part if part.isprintable() else repr(part) for part in place)
    return ".".join(parts).replace(".[", "[") or "The file"


def nearest(word: str, known: Iterable[str]) -> str:
    """ " Did you mean ...?", or else the words there are."""
    names = sorted(known)
    import difflib  # only for a slip

    near = difflib.get_close_matches(word.lower(), names, n=1)
    if near:
        return f" Did you mean {near[0]}?"
    return f" Known: {', '.join(names)}." if names else ""


@cache
def _fields(kind: type[msgspec.Struct]) -> Mapping[str, msgspec.structs.FieldInfo]:
    """What a file may say for a struct, by key. Asking msgspec evaluates every annotation anew."""
    return {each.encode_name: each for each in msgspec.structs.fields(kind) if not each.encode_name.startswith("-")}


def _decoded(kind: Any, value: object) -> object:
    """The one type of the settings that msgspec does not know."""
    if kind is Path and isinstance(value, str):
        return Path(value)
    raise TypeError


def _unlike(place: Place, value: Value, kind: Any) -> str:
    shown = f"{value[:60]!r}" if isinstance(value, str) else "a list" if isinstance(value, list) else "a group of keys"
    kind, told = get_args(kind) if get_origin(kind) is Annotated else (kind, msgspec.Meta())
    choices = [str(each) for each in get_args(kind)] if get_origin(kind) is Literal else []
    hint = nearest(value, choices).partition(" Known")[0] if isinstance(value, str) else ""
    return f"{words(place)} is {shown}; write {' or '.join(choices) or _wanted(kind, told)}.{hint}"


def _wanted(kind: Any, told: msgspec.Meta) -> str:
    """The type in words, with what `told` binds it to: bounds, or an example where a pattern does."""
    if told.ge is not None:
        return f"{_plain(kind)} from {told.ge} to {told.le}" if told.le is not None else f"{_plain(kind)}, {told.ge} or more"
    if told.max_length is not None:
        return f"{_plain(kind)} of at most {told.max_length} characters"
    return f"{_plain(kind)} like {told.examples[0]}" if told.pattern and told.examples else _plain(kind)


def _plain(kind: Any) -> str:
    if get_origin(kind) in {Union, UnionType}:
        kind = get_args(kind)[0]
    if get_origin(kind) is tuple:
        return "a list in [brackets]"
    return {bool: "true or false", int: "a whole number", float: "a number"}.get(kind, "one text")
