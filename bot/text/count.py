"""How long a text is, by each platform's own rule, and what X takes for a link.

X counts as twitter-text does (configuration v3): NFC, any link 23, any known emoji sequence 2, Latin and general punctuation 1,
all else 2. A bare file name whose ending is a top-level domain (`README.md`) is a link there. `domains.txt` and `emoji.txt`
hold the lists of twitter-text-parser 3.0.0 (Emoji 12), which the tests compare with; importing that library costs 350 ms.

Mastodon counts graphemes, any link with its scheme 23 (it finds them as X does), of a mention `@name@host` only `@name`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.model.draft import Counter

LINK_WEIGHT = 23
LONGEST_LINK = 4096
LONGEST_SHORT_LINK = 40
LONGEST_RUN = 1000
"""Code points without space or punctuation in which a domain is looked for; four times the longest name there can be."""

_HEAVY = re.compile("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]|[©®]")
"""What weighs 2: all beyond the light ranges of configuration v3, and two signs that are emoji too."""

_SEQUENCE = re.compile("[\u200d\u20e3\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""Every emoji of several code points holds one of these."""


_MENTION = re.compile(
    r"(?<![=/\w])(@[A-Za-z0-9_]++(?:[.-]++[A-Za-z0-9_]++)*+)@(?:[A-Za-z0-9-]{1,63}+\.(?=[A-Za-z0-9-])){1,9}+[A-Za-z]{2,63}+(?![\w@＠-]|\.\w|://)"
)
"""A mention with its host, so strictly that nothing counts as short which the server might count in full."""

_DOTTED = re.compile(r"\.\w")
"""What every domain has, and most sentences have not."""


class FoundLink(NamedTuple):
    """A link in a text: code point offsets, and whether it was written with `http://` or `https://`."""

    start: int
    end: int
    explicit: bool


def length(text: str, counter: Counter) -> int:
    """`text` in the units of `counter`: X weights, Mastodon's characters, graphemes, UTF-16 units, code points or UTF-8 bytes."""
    if counter == "x-weighted":
        return weight(text)
    if counter == "mastodon":
        return len(graphemes(_countable(text)))
    if counter == "graphemes":
        return len(graphemes(text))
    if counter == "utf16":
        return len(text) + sum(1 for character in text if character > "\uffff")
    return len(text) if counter == "chars" else len(text.encode("utf-8", "surrogatepass"))


def graphemes(text: str) -> list[str]:
    """`text` as the characters a reader sees."""
    if text.isascii() and "\r" not in text:
        return list(text)
    import regex

    return regex.findall(r"\X", text)


def _countable(text: str) -> str:
    """`text` as Mastodon measures it (its StatusLengthValidator, 2026-08): links as 23 characters, mentions without their host."""
    if "://" not in text and "@" not in text:
        return text
    parts, at = [], 0
    for link in links(text):
        if link.explicit:
            parts += [_MENTION.sub(r"\1", text[at : link.start]), "x" * LINK_WEIGHT]
            at = link.end
    return "".join((*parts, _MENTION.sub(r"\1", text[at:])))


def weight(text: str) -> int:
    """`text` as X weighs it."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"\r\n?", "\n", text) if "\r" in text else text
    found = links(text)
    if _SEQUENCE.search(text):
        return _weight_one_by_one(text, {link.start: link.end for link in found})
    linked = [text[link.start : link.end] for link in found]
    return _light(text) - sum(_light(link) for link in linked) + LINK_WEIGHT * len(linked)


def _light(text: str) -> int:
    return len(text) if text.isascii() else len(text) + len(_HEAVY.findall(text))


def _weight_one_by_one(text: str, found: dict[int, int]) -> int:
    """The weight of a text that may hold emoji of several code points; `found` are its links, end by start."""
    total = at = 0
    while at < len(text):
        if at in found:
            total, at = total + LINK_WEIGHT, found[at]
        else:
            size = _emoji_at(text, at)
            total += 2 if size else _light(text[at])
            at += size or 1
    return total


def links(text: str) -> list[FoundLink]:
    """What X makes a link of in `text`, in order; `text` should be in NFC."""
    found: list[FoundLink] = []
    for match, tail in _candidates(text):
        if _acceptable(match, tail.end()):
            found.extend(_explicit(match, tail.end(), text) if match["scheme"] else _bare(match, tail))
    return found


def _candidates(text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Scheme and domain as one match, port, path and query as another. Looks only around dots before a known ending: linear time."""
    if not _DOTTED.search(text):
        return
    at = 0
    for run in _LABELS.finditer(text):
        if "." not in run[0]:
            continue
        dots = [dot.end() for dot in _dot_pattern().finditer(text, run.start(), run.end() + 1)]
        stop = _end_of(_LABEL, text, dots[-1]) + 1 if dots else 0
        at = max(at, run.start() - len("xhttps://"))
        while at < stop and (match := _link_pattern().search(text, at, min(stop, at + LONGEST_RUN))):
            tail = _TAIL.match(text, match.end())
            assert tail, "every part of the pattern is optional"
            at = tail.end()
            yield match, tail


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _explicit(match: re.Match[str], end: int, text: str) -> list[FoundLink]:
    short = _SHORT_LINK.match(text, match.start("link"), end)
    if not short:
        return [FoundLink(match.start("link"), end, True)]
    return [FoundLink(match.start("link"), short.end(), True)] if len(short[1]) <= LONGEST_SHORT_LINK else []


def _bare(match: re.Match[str], tail: re.Match[str]) -> list[FoundLink]:
    """Only ASCII and accented Latin domains are links without a scheme; the last one takes port and query along if there is a path."""
    if match["before"] and match["before"] in "-_./":
        return []
    start = match.start("link")
    found = [FoundLink(start + m.start(), start + m.end(), False) for m in _ascii_pattern().finditer(match["domain"])]
    if found and tail["path"]:
        found[-1] = found[-1]._replace(end=found[-1].end + len(tail[0]))
    return found


def _acceptable(match: re.Match[str], end: int) -> bool:
    """Whether the domain exists in ASCII form and the whole is not too long."""
    domain = match["domain"]
    try:
        size = len(domain) if _plain_labels(domain) else len(domain.encode("idna"))
    except UnicodeError:
        return False
    return len(match["scheme"] or "https://") + end - match.start("link") + size - len(domain) <= LONGEST_LINK


def _plain_labels(domain: str) -> bool:
    return domain.isascii() and all(0 < len(label) < 64 for label in domain.split("."))


def _emoji_at(text: str, at: int) -> int:
    """How many code points the known emoji sequence at `at` has, 0 if there is none; single ones weigh 2 by the ranges already."""
    following = text[at + 1 : at + 2]
    if not following or following.isascii():
        return 0
    for size, known in _emoji_sequences().get(text[at], ()):
        if text[at : at + size] in known:
            return size
    return 0


@cache
def _emoji_sequences() -> dict[str, list[tuple[int, frozenset[str]]]]:
    """Known sequences by their first code point, grouped by size, longest first."""
    groups: dict[str, dict[int, set[str]]] = {}
    for sequence in files("bot.text").joinpath("emoji.txt").read_text("utf-8").split():
        groups.setdefault(sequence[0], {}).setdefault(len(sequence), set()).add(sequence)
    return {first: [(size, frozenset(sizes[size])) for size in sorted(sizes, reverse=True)] for first, sizes in groups.items()}


_INVALID = r"\uFFFE\uFEFF\uFFFF"
_DIRECTION = r"\u202A-\u202E\u061C\u200E\u200F\u2066\u2067\u2068\u2069"
_SPACES = r"\x09-\x0D\x20\x85\xA0\u1680\u180E\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"
_BREAKS = rf"!'#%&()*+,\\/:;<=>?@\[\]^{{|}}~${_SPACES}{_INVALID}{_DIRECTION}"
_INNER = rf"[^\-._{_BREAKS}]"
_LABEL = re.compile(rf"[^.{_BREAKS}]*")
_LABELS = re.compile(rf"[^{_BREAKS}]+")
_ACCENTED = (
    r"\xC0-\xD6\xD8-\xF6\xF8-\xFF\u0100-\u024F\u0253\u0254\u0256\u0257\u0259\u025B\u0263\u0268\u026F\u0272\u0289\u028B\u02BB"
    r"\u0300-\u036F\u1E00-\u1EFF"
)
_PATH = rf"a-z\u0400-\u04FF0-9{_ACCENTED}"
_GENERAL = rf"[{_PATH}!*';:=+,.$/%#\[\]\-\u2013_~@|&]"
_PARENS = rf"\((?:{_GENERAL}+|{_GENERAL}*\({_GENERAL}+\){_GENERAL}*)\)"
_PATH_PART = rf"(?:{_GENERAL}*(?:{_PARENS}{_GENERAL}*)*(?:[+\-{_PATH}=_#/]|{_PARENS})|@{_GENERAL}+/)"
_QUERY = r"\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/]"
_TAIL = re.compile(rf"(?::[0-9]+)?(?P<path>/{_PATH_PART}*)?(?:{_QUERY})?", re.IGNORECASE)
_SHORT_LINK = re.compile(rf"https?://t\.co/([a-z0-9]+)(?:{_QUERY})?", re.IGNORECASE)


@cache
def _endings() -> str:
    """A pattern for top-level domains, generic ones first, as twitter-text tries them."""
    generic, country = files("bot.text").joinpath("domains.txt").read_text("utf-8").split("\n\n")
    after = r"(?=[^0-9a-zA-Z@+-]|$)"
    return rf"(?:(?:{'|'.join(generic.split())}){after}|(?:{'|'.join(country.split())}){after}|xn--[\-0-9a-z]+)"


@cache
def _dot_pattern() -> re.Pattern[str]:
    return re.compile(rf"\.(?=\w)(?={_endings()})", re.IGNORECASE)


@cache
def _link_pattern() -> re.Pattern[str]:
    part = rf"{_INNER}(?:(?:[_-]|{_INNER})*+(?<={_INNER}))?"
    name = rf"{_INNER}(?:(?:-|{_INNER})*+(?<={_INNER}))?"
    before = rf"(?P<before>[^A-Za-z0-9@＠$#＃{_INVALID}]|[{_DIRECTION}]|^)"
    return re.compile(rf"{before}(?P<link>(?P<scheme>https?://)?(?P<domain>(?:{part}\.)*{name}\.{_endings()}))", re.IGNORECASE)


@cache
def _ascii_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:[\-a-z0-9{_ACCENTED}]+\.)+{_endings()}", re.IGNORECASE)
