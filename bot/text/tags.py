"""Hashtags: the author's own, filled up from a short table of topics that the text itself names."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.text.passages import passages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model.post import Post
    from bot.text.passages import Passage

LONGEST = 30
"""Characters of a hashtag; longer ones are sentences, not topics."""

_FILLERS_WORDS = (
    "blog post posts article articles news misc general uncategorized other tutorial tutorials announcement announcements package"
)
_FILLERS = frozenset(_FILLERS_WORDS.split())


def hashtags(post: Post, most: int, least: int = 3, beside: Sequence[Passage] | None = None) -> tuple[str, ...]:
    """At most `most` hashtags with their sign: the author's tags, and if there are fewer than `least`, topics of the text.

    `beside` are the post's passages, if they were read before.
    """
    found: dict[str, str] = {}
    for tag in post.tags:
        if (name := hashtag(tag)) and len(found) < most:
            found.setdefault(name.casefold(), f"#{name}")
    for topic in _topics(post, passages(post) if beside is None else beside) if len(found) < least else ():
        if len(found) < min(least, most):
            found.setdefault(topic.casefold(), f"#{topic}")
    return tuple(found.values())


def hashtag(tag: str) -> str:
    """`tag` as one word: "machine learning" is MachineLearning. Empty for what makes no hashtag: a figure, a filler, a sentence."""
    words = re.findall(r"[^\W_]+", tag.lstrip("#"))
    name = words[0] if len(words) == 1 else "".join(word if word[:1].isupper() else word[:1].upper() + word[1:] for word in words)
    known = next((topic for topic in _topics_known() if topic.lower() == name.lower()), name)
    known = known[:1].upper() + known[1:] if known.islower() and len(known) > 1 else known
    plain = name.isdigit() or not any(character.isalpha() for character in name) or name.lower() in _FILLERS
    return "" if plain or len(known) > LONGEST or len(known) < 2 or re.search(r"[+#]", tag.lstrip("#")) else known


def _topics(post: Post, beside: Sequence[Passage]) -> list[str]:
    """Topics that title or text name, the most often named first; the title counts as five."""
    text = " ".join(passage.said.text for passage in beside if not passage.back)
    counts = {name: 5 * len(pattern.findall(post.title)) + len(pattern.findall(text)) for name, pattern in _topics_known().items()}
    named = sorted((name for name, count in counts.items() if count > 1), key=lambda name: (-counts[name], name))
    return named or [name for name, count in counts.items() if count]


@cache
def _topics_known() -> dict[str, re.Pattern[str]]:
    lines = files("bot.text").joinpath("topics.txt").read_text("utf-8").split("\n")
    entries = [line.split("  ", 1) for line in lines if line and not line.startswith("#")]
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in entries}
