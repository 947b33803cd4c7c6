"""Tags of site generators: Liquid (Jekyll), Hugo shortcodes, mustaches. The tag goes; what a reader would see of it stays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

LONGEST_TAG = 2_000
"""Characters of a tag."""

TAG = re.compile(
    r"\{%-?\s*(?P<liquid>(?:[^%\n]|%(?!\})|\n(?!\s*\n)){0,2000}?)-?%\}"
    r"|\{\{[<%]\s*(?P<hugo>(?:[^>%\n]|[>%](?!\}\})|\n(?!\s*\n)){0,2000}?)/?[>%]\}\}"
    r"|\{\{(?P<value>[^{}\n]{0,400})\}\}"
)
"""One tag, at most 2,000 characters, never across a blank line."""

CONTROL = frozenset(
    "assign set if elsif elif else unless for case when capture comment raw cycle tablerow increment bibliography cite".split()  # noqa: SIM905
)
"""Tags that show nothing themselves."""

_PART = re.compile(r"""(?:([\w.-]+)\s*=\s*)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"'=]+(?:=[^\s"']*)?))""")
_LITERAL = re.compile(r"""\s*(["'])(.*?)\1""")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif)(?:[?#].*)?$", re.IGNORECASE)
_SOURCES = ("src", "path", "url", "image", "img", "image_path", "file")
_ADDRESS = re.compile(r"https?://\S+")


def parts(words: str) -> tuple[str, list[str], Mapping[str, str]]:
    """A tag's name, its plain arguments and its named ones."""
    plain: list[str] = []
    named: dict[str, str] = {}
    for key, double, single, bare in _PART.findall(words):
        value = double or single or bare
        if key:
            named[key.lower()] = value
        elif value:
            plain.append(value)
    return (plain[0].lower() if plain else ""), plain[1:], named


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader sees of a tag: a picture, words (markdown), or what is at an address."""

    picture: str = ""
    alt: str = ""
    words: str = ""
    address: str = ""


def visible(found: Match[str]) -> Shown:
    """What a reader would see of the tag."""
    if (value := found["value"]) is not None:
        literal = _LITERAL.match(value)
        return Shown(words=literal[2] if literal else "")
    name, plain, named = parts(found["liquid"] if found["liquid"] is not None else found["hugo"])
    if name in CONTROL or name.startswith("end"):
        return Shown()
    words = next((named[key] for key in ("caption", "text", "title", "content") if named.get(key)), "")
    source = picture(named)
    return Shown(source, named.get("alt", ""), words, "" if source else _address(name, plain, named))


def dead(found: Match[str]) -> bool:
    """Whether a reader of the site would see something for the tag that nobody but its generator knows."""
    if (value := found["value"]) is not None:
        return bool(value.strip(" -")) and not _LITERAL.match(value)
    name, _, _ = parts(found["liquid"] if found["liquid"] is not None else found["hugo"])
    quiet = name in CONTROL or name.startswith(("end", "cite", "/", "comment")) or name in {"", "toc", "newpage"}
    return not quiet and visible(found) == Shown()


def picture(named: Mapping[str, str]) -> str:
    """The picture that a tag's arguments name, or nothing."""
    return next((named[key] for key in _SOURCES if _PICTURE.search(named.get(key, ""))), "")


def _address(name: str, plain: list[str], named: Mapping[str, str]) -> str:
    """The address of what a tag plays or shows: a video, a post, a gist."""
    given = [*plain, *named.values()]
    whole = next((value for value in given if _ADDRESS.fullmatch(value)), "")
    first = named.get("id") or (plain[0] if plain else "")
    if whole or not re.fullmatch(r"[\w./-]+", first):
        return whole
    if name in {"youtube", "youtubeplayer"}:
        return f"https://www.youtube.com/watch?v={first}"
    if name == "vimeo":
        return f"https://vimeo.com/{first}"
    if name in {"tweet", "x"} and named.get("user"):
        return f"https://x.com/{named['user']}/status/{first}"
    if name == "gist" and len(plain) > 1:
        return f"https://gist.github.com/{plain[0]}/{plain[1]}"
    return f"https://gist.github.com/{first}" if name == "gist" else ""


def destination(found: Match[str]) -> str:
    """What a tag stands for where an address is expected: a literal path, or nothing (the site's own address)."""
    if (value := found["value"]) is not None:
        literal = _LITERAL.match(value)
        return literal[2] if literal else ""
    name, plain, _ = parts(found["liquid"] if found["liquid"] is not None else found["hugo"])
    return plain[0] if name in {"link", "ref", "relref", "asset"} and plain else ""
