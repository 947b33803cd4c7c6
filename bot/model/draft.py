"""A draft: exactly what one account would publish. The preview shows this value and publishing sends this value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.model.drawing import Drawing, Fitting

Level = Literal["error", "warning", "info"]
Counter = Literal["x-weighted", "mastodon", "graphemes", "utf16", "chars", "bytes"]
SpanKind = Literal["link", "mention", "hashtag"]
FieldValue = str | int | float | bool | None | list[str]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should know before saying yes. An `error` blocks approval. `line` is of the post's file, 0 if none."""

    level: Level
    code: str
    message: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a segment's text that is more than words. Offsets count Unicode code points of `Segment.text`."""

    start: int
    end: int
    kind: SpanKind
    target: str


@dataclass(frozen=True, slots=True)
class Media:
    """A picture as it will be sent. `path` is absolute; `kind` a MIME type; `digest` the SHA-256 of the file's bytes in hex; `name` is
    what its author calls it, which is not sent."""

    path: str
    kind: str
    alt: str
    bytes: int
    width: int
    height: int
    digest: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """One post of a thread, as its reader sees it.

    `length` is `text` measured by `counter` against `limit`; `wire` is the string that is sent, equal to `text` unless
    the platform wants an escaped form.
    """

    text: str
    length: int
    limit: int
    counter: Counter
    wire: str
    spans: tuple[Span, ...] = ()
    media: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What one account would publish: segments in order, the platform's own `fields`, and what is wrong with it.

    `wanted` and `unfit` are pictures it would hold if they were made: `service/adapt.py` makes them and renders again.
    """

    account: str
    platform: str
    title: str
    segments: tuple[Segment, ...]
    fields: dict[str, FieldValue] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    cost_usd: float = 0.0
    visibility: str = "public"
    wanted: tuple[Drawing, ...] = ()
    unfit: tuple[Fitting, ...] = ()

    @property
    def fingerprint(self) -> str:
        """SHA-256, in hex, of all that a reader or the platform will get: wire texts, fields, pictures, account, visibility."""
        import hashlib  # here, as both together cost every listing 8 ms
        import json

        bound = [
            self.account,
            self.platform,
            self.visibility,
            self.title,
            {name: self.fields[name] for name in sorted(self.fields)},
            [[s.wire, [[m.digest, m.alt, m.kind] for m in s.media]] for s in self.segments],
        ]
        return hashlib.sha256(json.dumps(bound, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def blocked(self) -> bool:
        """Whether a problem forbids approval."""
        return any(problem.level == "error" for problem in self.problems)
