"""Which topics of machine learning a text names, by the table `topics.txt`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SURE = 2
"""Topics that a text must name for certain before an ambiguous word counts as one more."""

_BESIDE = re.compile(r"([(\[<])(\w+)")
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Topic:
    """A tag, its hashtag without the sign, its family, and the phrases that stand for it; those in `unsure` mean other things too.

    `field` is the broader tag that it belongs to, or empty.
    """

    name: str
    hashtag: str
    family: str
    phrases: tuple[str, ...]
    unsure: frozenset[str]
    field: str = ""


@cache
def topics() -> tuple[Topic, ...]:
    """The table, in its order."""
    lines = files("bot.text").joinpath("topics.txt").read_text("utf-8").splitlines()
    return tuple(_topic(*line.split(": ", 1)) for line in lines if line and not line.startswith("#"))


def _topic(head: str, phrases: str) -> Topic:
    said = [phrase.strip() for phrase in phrases.split(",")]
    name, beside = head.split()[0], dict(_BESIDE.findall(head))
    return Topic(
        name,
        beside.get("(", name),
        beside.get("[", name),
        tuple(dict.fromkeys(phrase.removesuffix("?") for phrase in said)),
        frozenset(phrase.removesuffix("?") for phrase in said if phrase.endswith("?")),
        beside.get("<", ""),
    )


@cache
def fields() -> dict[str, str]:
    """The field of each tag of the table that has one."""
    return {topic.name: topic.field for topic in topics() if topic.field}


@cache
def families() -> dict[str, str]:
    """The family of each tag of the table: the tag itself unless it is a near relative of another."""
    return {topic.name: topic.family for topic in topics()}


def named(text: str) -> dict[str, int]:
    """How often `text` names each topic that it names at all; ambiguous words count only beside two sure topics."""
    counts = _phrases(text)
    every = topics()
    said = [every[at] for at in sorted({at for phrase in counts for at in _places()[phrase]})]
    sure = {topic.name: sum(counts[phrase] for phrase in topic.phrases if phrase not in topic.unsure) for topic in said}
    certain = {name for name, count in sure.items() if count > 1}
    for topic in said:
        if topic.unsure and len(certain - {topic.name}) >= SURE:
            sure[topic.name] += sum(counts[phrase] for phrase in topic.unsure)
    return {name: count for name, count in sure.items() if count}


@cache
def _places() -> dict[str, tuple[int, ...]]:
    """Where in the table the topics stand that a phrase stands for."""
    found: dict[str, tuple[int, ...]] = {}
    for at, topic in enumerate(topics()):
        found.update({phrase: (*found.get(phrase, ()), at) for phrase in topic.phrases})
    return found


@cache
def spelling() -> dict[str, str]:
    """How the table writes a word as a hashtag, by the word in small letters: topics, and their short forms."""
    short = {phrase.lower(): phrase for topic in topics() for phrase in topic.phrases if phrase.isalnum() and phrase != phrase.lower()}
    return short | {topic.name.lower(): topic.name if len(topic.name) > 1 else topic.hashtag for topic in topics()}


@cache
def customary() -> dict[str, str]:
    """The hashtag that people use for each tag of the table, without its sign: #NLP for NaturalLanguageProcessing."""
    return {topic.name: topic.hashtag for topic in topics()}


def _phrases(text: str) -> Counter[str]:
    """How often each phrase of the table stands in `text`. Plurals count as singulars, but not where capitals count."""
    joined = bool(_JOINED.search(text))
    words = _WORD.findall(_JOINED.sub(" ", text) if joined else text)
    small = [_singular(word.lower()) for word in words]
    counts: Counter[str] = Counter()
    after = 0
    for at, word in enumerate(small):
        for phrase, wanted, cased in _index().get(word, ()) if at >= after else ():
            if tuple((words if cased else small)[at : at + len(wanted)]) == wanted:
                counts[phrase] += 1
                after = at + len(wanted)
                break
    if joined:
        counts.update({phrase: count for phrase in _unparted() if (count := text.count(phrase))})
    return counts


@cache
def _unparted() -> tuple[str, ...]:
    """The phrases of scripts that put no blanks between words."""
    return tuple(phrase for topic in topics() for phrase in topic.phrases if _JOINED.search(phrase))


@cache
def _index() -> dict[str, tuple[tuple[str, tuple[str, ...], bool], ...]]:
    """By its first word, singular and small: each phrase, the longest first, its words as they are met, and whether capitals count."""
    found: dict[str, list[tuple[str, tuple[str, ...], bool]]] = {}
    for phrase in dict.fromkeys(phrase for topic in topics() for phrase in topic.phrases if not _JOINED.search(phrase)):
        words = phrase.split()
        cased = phrase != phrase.lower()
        wanted = tuple(words if cased else (_singular(word) for word in words))
        found.setdefault(_singular(words[0].lower()), []).append((phrase, wanted, cased))
    return {first: tuple(sorted(phrases, key=lambda phrase: -len(phrase[1]))) for first, phrases in found.items()}


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
