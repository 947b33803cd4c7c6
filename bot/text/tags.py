"""Hashtags: the author's own, filled up with topics that the text names and with the names that its title is about."""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.model.tree import Code, CodeBlock
from bot.text.article import Source, read
from bot.text.topics import customary, families, fields, named, spelling
from bot.text.walk import every_block, every_inline

if TYPE_CHECKING:
    from bot.model.post import Post

LONGEST = 30
"""Characters of a hashtag; longer ones are sentences, not topics."""

IN_TITLE, IN_OPENING, IN_CODE, NAME = 3.0, 1.0, 3.0, 0.9
"""What a mention in the title, the first passages and code is worth beside the text's; what a name is beside a topic."""

LEAST = 1.5
"""What a tag must be worth: more than one mention somewhere in the text."""

FIRST = 4
"""Passages that open an article."""

FEW = 3
"""Tags below which the fields of those that were found fill up."""

FEWEST_MENTIONS = 3
"""How often the text must mention a name for it to be a tag."""

_FILLERS_WORDS = (
    "blog post posts article articles news misc general uncategorized other tutorial tutorials announcement announcements package packages"
)
_FILLERS = frozenset(_FILLERS_WORDS.split())
_WORD = re.compile(r"[^\W_](?:[\w.]*[^\W_])?")
_LOADS = re.compile(r"^\s*(?:(?:from|import) ([A-Za-z]\w*)|(?:library|require)\(([A-Za-z][\w.]*)\))", re.MULTILINE)
_LANGUAGES = {"r": "R language", "julia": "Julia", "rust": "rustlang", "sql": "SQL"}
"""Languages of code that say something of an article; Python is what most are written in."""
_VERSION = re.compile(r"v?\d[\w.]*")
_ALONE = re.compile(r"(?<=[^\W\dA-Z] )[A-Z]\w+(?! [A-Z])")


def hashtags(post: Post, most: int, least: int = 3) -> tuple[str, ...]:
    """At most `most` hashtags with their sign: the author's tags, and if there are fewer than `least`, topics of the text."""
    found: dict[str, str] = {}
    for tag in post.tags:
        if (name := hashtag(tag)) and len(found) < most:
            found.setdefault(name.casefold(), f"#{name}")
    for topic in suggested(post) if len(found) < least else ():
        if len(found) < min(least, most):
            name = customary().get(topic, topic)
            found.setdefault(name.casefold(), f"#{name}")
    return tuple(found.values())


def hashtag(tag: str) -> str:
    """`tag` as one word: "machine learning" is MachineLearning. Empty for what makes no hashtag: a figure, a filler, a sentence."""
    words = re.findall(r"[^\W_]+", tag.lstrip("#"))
    name = words[0] if len(words) == 1 else "".join(word if word[:1].isupper() else word[:1].upper() + word[1:] for word in words)
    known = spelling().get(name.lower(), name)
    known = known[:1].upper() + known[1:] if known.islower() and len(known) > 1 else known
    plain = name.isdigit() or not any(character.isalpha() for character in name) or name.lower() in _FILLERS
    return "" if plain or len(known) > LONGEST or len(known) < 2 or re.search(r"[+#]", tag.lstrip("#")) else known


def suggested(post: Post) -> list[str]:
    """Tags for a post: topics that it names, and names that it is about; the most telling first, near relatives of these last.

    The last few are remembered, as each platform asks for them.
    """
    return list(_suggested(Source(post)))


@lru_cache(maxsize=4)
def _suggested(source: Source) -> tuple[str, ...]:
    post = source.post
    said = [passage.said.text for passage in read(post).passages if not passage.back]
    text, libraries = "\n".join(said), _loaded(post)
    marks = _topics(post.title, text, "\n".join(said[:FIRST]), "\n".join(libraries))
    topics = " ".join(marks).casefold()
    for name, mark in {**_libraries(libraries, text), **_names(post, text)}.items():
        if (tag := hashtag(name)) and tag.casefold() not in topics:
            marks[tag] = NAME * mark
    ranked = sorted((name for name in marks if marks[name] >= LEAST), key=lambda name: (-marks[name], name))
    best = {families().get(name, name): name for name in reversed(ranked)}.values()
    return tuple(_with_fields(sorted(ranked, key=lambda name: name not in best)))


def _with_fields(names: list[str]) -> list[str]:
    """`names`, and where they are few the fields that they belong to, the nearest first."""
    found = list(names)
    for name in found:
        if len(found) < FEW and (field := fields().get(name)) and field not in found:
            found.append(field)
    return found


def _topics(title: str, text: str, opening: str, loaded: str) -> dict[str, float]:
    """What each topic is worth that the post names."""
    counts, above, early, used = named(f"{title}\n{text}"), named(title), named(opening), named(loaded)
    return {
        name: math.log2(1 + counts.get(name, 0)) + IN_TITLE * (name in above) + IN_OPENING * (name in early) + IN_CODE * (name in used)
        for name in {**counts, **used}
    }


def _loaded(post: Post) -> list[str]:
    """The languages of the post's code and the libraries that it loads, each once."""
    code = [block for block in every_block(post.blocks) if isinstance(block, CodeBlock)]
    loaded = _LOADS.findall("\n".join(block.text for block in code))
    names = ["pytorch" if python == "torch" else python or other for python, other in loaded]
    languages = [_LANGUAGES[block.lang] for block in code if block.lang in _LANGUAGES] + ["R language" for _, other in loaded if other]
    return list(dict.fromkeys([*languages, *names]))


def _libraries(names: list[str], text: str) -> dict[str, float]:
    """Libraries that the code loads and the text speaks of."""
    spoken = Counter(_WORD.findall(text))
    return {name: math.log2(1 + spoken[name]) for name in names if spoken[name] >= FEWEST_MENTIONS and name not in sys.stdlib_module_names}


def _names(post: Post, text: str) -> dict[str, float]:
    """Proper names in the title that the text goes on about: with a capital, as code, or with a version after them."""
    code = Counter(node.text.removesuffix("()") for node in every_inline(post.blocks) if isinstance(node, Code))
    spoken, alone = Counter(_WORD.findall(text)), Counter(_ALONE.findall(text))
    title = _WORD.findall(post.title)
    found: dict[str, float] = {}
    for word, after in zip(title, [*title[1:], ""], strict=True):
        proper = alone[word] >= FEWEST_MENTIONS and alone[word] > 4 * spoken[word.lower()] and not word.islower()
        tool = code[word] >= FEWEST_MENTIONS or (any(c.isupper() for c in word[1:]) and not word.isupper())
        versioned = bool(_VERSION.fullmatch(after)) and word == title[0]
        if len(word) > 2 and "_" not in word and (versioned or (spoken[word] >= FEWEST_MENTIONS and (proper or tool))):
            found[word] = IN_TITLE + math.log2(1 + spoken[word])
    return {name: mark for name, mark in found.items() if not _VERSION.fullmatch(name)}
