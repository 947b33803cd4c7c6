"""What a text claims that its source does not: numbers, names and links nobody wrote there. Pure, linear time, knows no language.

It guards proposals that a language model makes. It can't tell whether a sentence is true; it can tell that a figure, a name or
an address came from nowhere. A capital letter makes a name, so scripts without capitals are judged by numbers, links and Latin names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]+", re.IGNORECASE)
_HOST = re.compile(r"(?<![\w@./-])(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}(?![\w.])(?:/[^\s<>\"“”]*)?", re.IGNORECASE)
_AFTER_LINK = ".,;:!?'’»…)]}>*_"
_TOKEN = re.compile(r"[#@]?\w+(?:[-‐‑–./'’:+]\w+|,(?=\d)\w+)*")
_PARTS = re.compile(r"(?:[-‐‑–'’+_]|(?<!\d)[./:,]|[./:,](?!\d))+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_GLUED = re.compile(r"(\d+(?:[.,]\d+)*)([^\W\d_]+)")
_MULTIPLE = re.compile(r"[\d.,/:–-]+(?:x|-?fold)", re.IGNORECASE)
_ORDINAL = re.compile(r"[\d.,/:–-]+(?:st|nd|rd|th|s|x|-?fold)", re.IGNORECASE)
_PLAIN = re.compile(r"[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*")
_OWNER = re.compile(r"['’]s?$", re.IGNORECASE)
_LIST_SIGN = re.compile(r"^[ \t]*\d{1,2}[.)](?=\s)", re.MULTILINE)
_OPENS = re.compile(r"(?:^|[.!?:…\n•*>\"“«(–—-])[\s*_\"“«(•–—-]*$")

WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
    "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "hundred": "100",
    "thousand": "1000", "million": "1000000", "billion": "1000000000", "trillion": "1000000000000", "dozen": "12",
    "twice": "2", "double": "2", "doubled": "2", "doubles": "2", "triple": "3", "tripled": "3", "half": "0.5", "tenfold": "10",
}  # fmt: skip
"""English words that are numbers. "One" is left out: it is mostly a pronoun."""

_UNITS = {
    "%": "%", "٪": "%", "％": "%", "percent": "%", "percentage": "%", "per cent": "%",
    "x": "x", "×": "x", "times": "x", "fold": "x", "-fold": "x",
}  # fmt: skip
_UNIT_AFTER = re.compile(r"[\s-]?(%|٪|％|percent(?:age)?\b|per cent\b|×|times\b|x\b|-?fold\b)", re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"[$€£¥]\s?$")
_MULTIPLES = {"twice", "double", "doubled", "doubles", "triple", "tripled", "tenfold"}
_PRONOUNS = {"i", "i'm", "i've", "i'd", "i'll"}
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "a all also an and are as at be both but by can did do does each even every few for from get has have here how if in is it its "
        "just less let like many more most much no not now of often on one only or our read see she he since so some still such than "
        "that the their then there these they this those to try was we were what when where which while who why will with without you your",
    )
)
"""English words that name nothing, capital or not."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a text says and its source does not. `doubtful` are words with a capital that only opens their sentence."""

    numbers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether anything must not be said."""
        return bool(self.numbers or self.names or self.links)


def unsupported(text: str, source: str, *, nouns: bool = False) -> Claims:
    """What `text` claims beyond `source`. `nouns` says that the language writes its nouns with a capital: those are doubtful only."""
    said, known = _Reading(text), _Reading(source)
    links = [link for link in said.links if not known.has_link(link)]
    numbers = [shown for shown, values, unit in said.numbers if not known.has_number(values, unit)]
    names: list[str] = []
    doubtful: list[str] = []
    for word, opens in said.names:
        if not known.has_word(word):
            weak = (opens or nouns) and word[1:].islower() and _PLAIN.fullmatch(word)
            (doubtful if weak else names).append(word)
    certain = {word.casefold() for word in names}
    return Claims(_once(numbers), _once(names), _once(links), _once(word for word in doubtful if word.casefold() not in certain))


def _once(found: Iterator[str] | list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))


class _Reading:
    """A text taken apart once: its links, its words, and which of these are numbers or names."""

    def __init__(self, text: str) -> None:
        self.text = unicodedata.normalize("NFKC", text)
        hosts = [found for found in _HOST.finditer(self.text) if not _LINK.match(found[0])]
        addresses = sorted([*_LINK.finditer(self.text), *hosts], key=lambda found: found.start())
        self.links = [found[0].rstrip(_AFTER_LINK) for found in addresses]
        self.rest = _LIST_SIGN.sub(lambda found: " " * len(found[0]), _HOST.sub(_blank, _LINK.sub(_blank, self.text)))

    @cached_property
    def tokens(self) -> list[re.Match[str]]:
        return list(_TOKEN.finditer(self.rest))

    @cached_property
    def words(self) -> set[str]:
        """Every word, whole and in its parts, and two neighbours as one: "16 GB" knows "16GB", "machine learning" #MachineLearning."""
        found = {word for match in _TOKEN.finditer(self.text) for word in _forms(match[0])}
        plain = [match[0].casefold().lstrip("#@") for match in self.tokens]
        return found | {one + two for one, two in pairwise(plain)}

    @cached_property
    def compact(self) -> str:
        """The letters and digits alone, for hashtags of many words."""
        return "".join(char for char in self.text.casefold() if char.isalnum())

    @cached_property
    def numbers(self) -> list[tuple[str, frozenset[str], str]]:
        """Every number as it is shown, the values it may mean, and its unit where that is a claim of its own."""
        found = []
        for match in self.tokens:
            for at, shown in _figures(match):
                unit = _unit(self.rest, at, at + len(shown))
                found.append((f"{shown}{'%' if unit == '%' else ''}", _values(shown), unit))
            word = match[0].casefold()
            if word in WORDS:
                unit = "x" if word in _MULTIPLES else _unit(self.rest, match.start(), match.end())
                found.append((match[0], frozenset({WORDS[word]}), unit))
        return found

    @cached_property
    def values(self) -> set[tuple[str, str]]:
        return {(value, each) for _, values, unit in self.numbers for value in values for each in (unit, "")}

    @cached_property
    def names(self) -> list[tuple[str, bool]]:
        """Every word that can be a name, and whether it may have its capital only because a sentence begins."""
        found = []
        for match in self.tokens:
            word = _OWNER.sub("", match[0])
            if _is_name(word):
                found.append((word, bool(_OPENS.search(self.rest, max(0, match.start() - 8), match.start())) or match.start() == 0))
        return found

    @cached_property
    def addresses(self) -> set[str]:
        return {_bare(each) for each in self.links}

    def has_link(self, link: str) -> bool:
        return _bare(link) in self.addresses

    def has_number(self, values: frozenset[str], unit: str) -> bool:
        return any((value, unit) in self.values for value in values)

    def has_word(self, word: str) -> bool:
        known = self.words
        if word[0] == "#":
            return "".join(char for char in word.casefold() if char.isalnum()) in self.compact
        if word[0] == "@":
            return word.casefold() in self.text.casefold()
        forms = _singular(word.casefold())
        if any(form in known for form in forms):
            return True
        parts = [part for part in _PARTS.split(word.casefold()) if part]
        if "_" in word or "." in word:
            return False
        if any(char.isdigit() for char in word):
            return "".join(parts) in known
        return len(parts) > 1 and all(any(form in known for form in _singular(part)) for part in parts)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _bare(link: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", link.casefold()).rstrip("/")


def _forms(token: str) -> Iterator[str]:
    word = _OWNER.sub("", token.casefold().lstrip("#@"))
    parts = [part for part in _PARTS.split(word) if part]
    yield from (word, "".join(parts), *parts)
    if glued := _GLUED.match(word):
        yield from glued.groups()


def _singular(word: str) -> tuple[str, ...]:
    return (word, word[:-1]) if word.endswith("s") and len(word) > 3 else (word, f"{word}s")


def _figures(match: re.Match[str]) -> Iterator[tuple[int, str]]:
    """The numbers of a token with their offsets: all of it, or the parts of "2-3", "3x" and "80/20", but not of a name such as GPT-4."""
    token = match[0]
    named = any(char.isalpha() for char in token) and not _MULTIPLE.fullmatch(token)
    if token[0].isdigit() and not named:
        yield from ((match.start() + found.start(), found[0]) for found in _NUMBER.finditer(token))


def _values(shown: str) -> frozenset[str]:
    """What a number may mean: a point or a comma may divide thousands or decimals."""
    digits = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in shown)
    readings = {digits.replace(",", "")}
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
        readings.add(re.sub(r"[.,]", "", digits))
    if digits.count(",") == 1 and "." not in digits and not re.fullmatch(r"\d{1,3},\d{3}", digits):
        readings = {digits.replace(",", ".")}
    return frozenset(_plain(each) for each in readings)


def _plain(number: str) -> str:
    whole, _, part = number.partition(".")
    part = part.rstrip("0")
    return f"{whole.lstrip('0') or '0'}.{part}" if part else whole.lstrip("0") or "0"


def _unit(text: str, start: int, end: int) -> str:
    """What makes a number a claim of another kind: a percentage, a multiple, an amount of money."""
    if _MONEY_BEFORE.search(text, max(0, start - 2), start):
        return "$"
    after = _UNIT_AFTER.match(text, end)
    return _UNITS[after[1].casefold()] if after else ""


def _is_name(word: str) -> bool:
    """Whether a word claims that something of this name exists: a capital, a digit among letters, an identifier, a handle, a tag."""
    plain = word.casefold().replace("’", "'")
    if not word or plain in _PRONOUNS or plain in _COMMON:
        return False
    if word[0] in "#@":
        return True
    letters = [char for char in word if char.isalpha()]
    if any(char.isupper() for char in letters):
        return True
    if any(char.isdigit() for char in word):
        return bool(letters) and not _ORDINAL.fullmatch(word)
    return "_" in word or bool(re.search(r"\w{2}\.\w{2}", word))
