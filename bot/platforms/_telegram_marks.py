"""How a Telegram text is written down and sent: words with marks around them, and the entities that say the same to Telegram.

The wire text of a segment is written like Telegram's HTML, as one string is what a yes binds and what a diff shows. It never goes out
like that: words and entities are sent apart, so that no server reads marks in an author's words. Entities count UTF-16 units; code
holds no other entity, a link neither, and quotes stand in no quote (core.telegram.org/bots/api, MessageEntity, 2026-11-22).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape as _escape
from itertools import accumulate
from typing import Any

from bot.model.draft import Span

MOST = 100
"""Entities of a text: Telegram drops those beyond (its servers' limit as clients tell of it, 2026-11)."""

_LANGUAGE = r"[A-Za-z0-9+#._-]{1,40}"
_MARK = re.compile(
    rf'<pre><code class="language-(?P<lang>{_LANGUAGE})">|(?P<pre></code></pre>)|<a href="(?P<href>[^"<>\s]+)">'
    r"|<(?P<close>/?)(?P<tag>b|i|s|a|code|pre|blockquote)>|&(?P<sign>lt|gt|amp|quot);"
)
_SIGNS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TYPES = {
    "b": "bold", "i": "italic", "s": "strikethrough", "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote",
}  # fmt: skip
_CODE = re.compile(r"(<code>[^<]*</code>|<pre>(?:<code class=[^<>]*>)?[^<]*(?:</code>)?</pre>)")
_TAG = re.compile(r"</?(?:b|i|s|a|code|blockquote)\b[^<>]*>")
_WEB = re.compile(r"https?://[^\s<>\"“”«»]+[^\s<>\"“”«».,;:!?)\]}'’…*_`]")


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of words that is more than words. Offsets count code points; `target` is a link's address or the language of code."""

    kind: str
    start: int
    end: int
    target: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """What readers see, and the entities in it: outer ones first."""

    text: str
    entities: tuple[Entity, ...] = ()


def read(wire: str) -> Marked:
    """A wire text, understood. What looks like a mark and is none stays words; so does a mark that closes nothing."""
    parts: list[str] = []
    found: list[Entity] = []
    opened: list[tuple[str, int, str]] = []
    at = done = 0
    for mark in _MARK.finditer(wire):
        words = wire[done : mark.start()]
        at, done = at + len(words), mark.end()
        parts.append(words)
        closes = "pre" if mark["pre"] else mark["tag"] if mark["close"] else ""
        if mark["sign"] or (closes and (not opened or opened[-1][0] != closes)):
            said = _SIGNS[mark["sign"]] if mark["sign"] else mark[0]
            parts.append(said)
            at += len(said)
        elif closes:
            name, start, target = opened.pop()
            found += [Entity(_TYPES[name], start, at, target)] if at > start and (target or name != "a") else []
        else:
            opened.append(_opened(mark, at))
    found.reverse()  # what was closed later is around what begins and ends with it
    found.sort(key=lambda each: (each.start, -each.end))
    return Marked("".join((*parts, wire[done:])), tuple(found))


def _opened(mark: re.Match[str], at: int) -> tuple[str, int, str]:
    if mark["lang"]:
        return "pre", at, mark["lang"]
    return ("a", at, plain(mark["href"])) if mark["href"] else (mark["tag"], at, "")


def sent(marked: Marked) -> list[dict[str, Any]]:
    """The entities as Telegram wants them, in UTF-16 units."""
    units = [0, *accumulate(1 + (ord(character) > 0xFFFF) for character in marked.text)]
    return [_named(each, units[each.start], units[each.end]) for each in marked.entities]


def _named(entity: Entity, start: int, end: int) -> dict[str, Any]:
    said: dict[str, Any] = {"type": entity.kind, "offset": start, "length": end - start}
    if entity.target:
        said["url" if entity.kind == "text_link" else "language"] = entity.target
    return said


def spans(marked: Marked) -> tuple[Span, ...]:
    """The links and hashtags of a text: those that are marked, and those that Telegram makes of addresses and `#` by itself."""
    links = [Span(each.start, each.end, "link", each.target) for each in marked.entities if each.kind == "text_link"]
    closed = [(each.start, each.end) for each in marked.entities if each.kind in ("text_link", "code", "pre")]
    found = [Span(match.start(), match.end(), "link", match[0]) for match in _free(_WEB, marked.text, closed)]
    closed += [(span.start, span.end) for span in found]
    tags = [Span(match.start(), match.end(), "hashtag", match[0][1:]) for match in _free(_HASHTAG, marked.text, closed)]
    return tuple(sorted((*links, *found, *tags), key=lambda span: span.start))


_HASHTAG = re.compile(r"(?<![\w&/#@])#(?=\w*[^\W\d_])\w{1,256}")


def _free(pattern: re.Pattern[str], text: str, closed: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """The matches that touch none of the stretches `closed`."""
    return (match for match in pattern.finditer(text) if not any(start < match.end() and match.start() < end for start, end in closed))


def escape(words: str) -> str:
    """Words that mean nothing but themselves."""
    return _escape(words, quote=False)


def plain(wire: str) -> str:
    """The words of a wire text."""
    return read(wire).text


def unmarked(wire: str) -> str:
    """A wire text of running words without its marks, still escaped."""
    return _TAG.sub("", wire)


def code(words: str) -> str:
    """Code within a line."""
    return f"<code>{escape(words)}</code>" if words.strip() else escape(words)


def block(words: str, lang: str = "") -> str:
    """A block of code, with its language where it has a name."""
    named = bool(re.fullmatch(_LANGUAGE, lang))
    return f'<pre><code class="language-{lang}">{escape(words)}</code></pre>' if named else f"<pre>{escape(words)}</pre>"


def link(wire: str, url: str) -> str:
    """Words that lead to `url`; they lose their other marks, as a link holds none."""
    words = unmarked(wire)
    href = escape(url).replace('"', "&quot;")
    return f'<a href="{href}">{words}</a>' if words.strip() and not re.search(r"[\s<>]", url) else wire


def around(tag: str, wire: str) -> str:
    """`wire` between the marks `tag`, which open and close around code, and stand at words, not at blanks."""
    parts = _CODE.split(re.sub(f"</?{tag}>", "", wire))
    return "".join(part if at % 2 else _tight(tag, part) for at, part in enumerate(parts))


def _tight(tag: str, wire: str) -> str:
    inner = wire.strip()
    if not inner:
        return wire
    before, after = wire[: len(wire) - len(wire.lstrip())], wire[len(wire.rstrip()) :]
    return f"{before}<{tag}>{inner}</{tag}>{after}"
