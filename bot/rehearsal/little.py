"""LinkedIn's little text, read the way LinkedIn reads it: by a parser of its own, written from the published grammar.

Source: Microsoft Learn, "little text format" (2026-05). An unescaped reserved character that starts no element silently ends
the text; the answer is 201 all the same (n8n issue 10179).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

RESERVED = frozenset("\\|{}@[]()<>#*_~")
PLAIN = re.compile(r"[^\\|{}@\[\]()<>#*_~]+")
ESCAPED = re.compile(r"\\([\\|{}@\[\]()<>#*_~])")
MENTION = re.compile(r"@\[((?:\\.|[^\[\]()\\])+)\]\((urn:li:(?:organization|person):[\w-]+)\)")
TEMPLATE = re.compile(r"\{hashtag\|\\?([#＃])\|((?:\\.|[^{}|\\])+)\}")
HASHTAG = re.compile(r"#([^\W_]+)")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of what a reader sees; `target` is the URN of a mention or the word of a hashtag."""

    kind: Literal["text", "mention", "hashtag"]
    text: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a little text: its runs, and the offset in the wire text where LinkedIn cut it (None: it did not)."""

    runs: tuple[Run, ...]
    cut: int | None

    @property
    def text(self) -> str:
        """The words that a reader sees."""
        return "".join(run.text for run in self.runs)


def read(wire: str) -> Reading:
    """Reads a little text up to its end or to the first reserved character that is neither escaped nor an element."""
    runs: list[Run] = []
    at = 0
    while at < len(wire):
        found = _next(wire, at)
        if found is None:
            return Reading(tuple(runs), at)
        run, at = found
        if runs and run.kind == runs[-1].kind == "text":
            runs[-1] = Run("text", runs[-1].text + run.text)
        else:
            runs.append(run)
    return Reading(tuple(runs), None)


def _next(wire: str, at: int) -> tuple[Run, int] | None:
    if found := PLAIN.match(wire, at):
        return Run("text", found[0]), found.end()
    if found := ESCAPED.match(wire, at):
        return Run("text", found[1]), found.end()
    if found := MENTION.match(wire, at):
        return Run("mention", unescape(found[1]), found[2]), found.end()
    if found := TEMPLATE.match(wire, at):
        return Run("hashtag", found[1] + unescape(found[2]), unescape(found[2])), found.end()
    if found := HASHTAG.match(wire, at):
        return Run("hashtag", found[0], found[1]), found.end()
    return None


def unescape(text: str) -> str:
    """The text without the backslashes before reserved characters."""
    return ESCAPED.sub(r"\1", text)
