"""Code fences as R Markdown, Quarto and others write them: what a reader of the finished page sees of a chunk."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.text.templates import parts

_PICTURE = re.compile(r"include_graphics\(\s*(?:here::here\()?[\"']([^\"']+)[\"']")
_OPTION = re.compile(r"^\s*#\|\s*([\w.-]+)\s*:\s*(.*?)\s*$", re.MULTILINE)
_RAW_TAG = re.compile(r"^[ \t]*\{%-?\s*(?:end)?raw\s*-?%\}[ \t]*\n?", re.MULTILINE)
_COMMA = re.compile(r"\"[^\"]*\"|'[^']*'|,")
_FALSE = {"false", "f", "no"}


@dataclass(frozen=True, slots=True)
class Chunk:
    """A fence: its language, the code a reader sees (empty if hidden), the picture it shows and its caption."""

    lang: str
    text: str
    picture: str = ""
    caption: str = ""


def read(info: str, content: str) -> Chunk:
    """The fence whose info string is `info`."""
    info = info.strip()
    content = _RAW_TAG.sub("", content)
    if not info.startswith("{"):
        word = re.split(r"[\s{,:]", info, maxsplit=1)[0] if info else ""
        return Chunk(word.lower().lstrip("."), content)
    name, _, named = parts(_COMMA.sub(lambda part: " " if part[0] == "," else part[0], info.strip("{}")))
    options = dict(named) | {key.lower(): value.strip("\"'") for key, value in _OPTION.findall(content)}
    lang = re.sub(r"^\.", "", name).lower()
    hidden = options.get("echo", "").lower() in _FALSE or options.get("include", "").lower() in _FALSE
    shown = options.get("include", "").lower() not in _FALSE
    picture = _PICTURE.search(content) if shown else None
    caption = options.get("fig.cap") or options.get("fig-cap") or "" if shown else ""
    return Chunk(
        lang if re.fullmatch(r"[\w+#-]*", lang) else "",
        "" if hidden else re.sub(r"^\s*#\|.*\n?", "", content, flags=re.MULTILINE),
        picture[1] if picture else "",
        caption,
    )
