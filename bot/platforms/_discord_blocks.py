"""Discord's markdown: what it has marks for, and words whose signs mean nothing (its help pages, checked 2026-11-22).

Every sign that means something can be escaped. Lists, quotes and headings begin a line and are ended by the next one; there are no
tables, no pictures and no footnotes, and a line's end is one. Words between the brackets of a link may hold no address.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.platforms import _channel_blocks
from bot.platforms._channel_blocks import Emphasised
from bot.text.markup_inline import target

_WEB = re.compile(r"(https?://[^\s<>\"“”«»]+[^\s<>\"“”«».,;:!?)\]}'’…*_`])")
_SIGN = re.compile(
    r"\\(?![A-Za-z0-9 \t])|[*`]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|~(?=~)|(?<=~)~|\|(?=\|)|(?<=\|)\||<(?=[@#:/A-Za-z!])|\](?=\()"
)
_START = re.compile(r"^([ \t]*)(?=(?:#{1,6}|-#|[+-])(?:\s|$)|>)|^([ \t]*\d{1,9})(?=[.)](?:\s|$))", re.MULTILINE)
_LANGUAGE = re.compile(r"[A-Za-z0-9+#._-]{1,40}")
_MARKS: Mapping[Emphasised, str] = {"bold": "**", "italic": "*", "struck": "~~"}
_SINGLE = re.compile(r"(?<![\\*])\*(?!\*)")


def escape(text: str) -> str:
    """Words that mean nothing but themselves; an address in them is a link without a card."""
    parts = _WEB.split(text)
    said = "".join(f"<{part}>" if at % 2 else _SIGN.sub(lambda sign: "\\" + sign[0], part) for at, part in enumerate(parts))
    return _START.sub(lambda found: f"{found[1] or ''}\\" if found[2] is None else f"{found[2]}\\", said)


def code(text: str) -> str:
    """Code within a line."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    edge = " " if text.startswith("`") or text.endswith("`") else ""
    fence = "`" * (longest + 1)
    return f"{fence}{edge}{text}{edge}{fence}" if text.strip() and longest < 2 else escape(text)


def link(said: str, url: str) -> str:
    """Written words that lead to `url`, without a card; words that hold an address stand before it, and an address is that of `url`."""
    said = "" if re.fullmatch(r"<https?://[^\s<>]+>", said.strip()) else said
    label = re.sub(r"(?<!\\)([\[\]])", r"\\\1", said) if "`" not in said else said
    if not said.strip() or "://" in said or ("`" in said and re.search(r"[\[\]]", said)):
        return f"{said} (<{target(url)}>)" if said.strip() else f"<{target(url)}>"
    return f"[{label}](<{target(url)}>)"


def recoded(text: str, names: Collection[str]) -> str:
    """Plain words of an article with its inline code as code again, where only code can be meant; escaped."""
    if not names:
        return escape(text)
    any_ = "|".join(re.escape(each) for each in sorted(names, key=lambda each: (-len(each), each)))
    parts = re.split(rf"(?<![\w./@-])({any_})(?![\w/@-]|\.\w)", text)
    return "".join(code(part) if at % 2 else escape(part) for at, part in enumerate(parts))


@dataclass(slots=True)
class Writer(_channel_blocks.Writer):
    """Writes blocks as Discord's markdown. With `cards` an address that is its own words may have one."""

    cards: bool = False

    BULLETS = ("- ", "  - ", "    - ")
    WIDEST = 48
    RULE = r"\* \* \*"

    def words(self, text: str) -> str:
        """Words that mean nothing but themselves."""
        return escape(text)

    def styled(self, style: Emphasised, said: str) -> str:
        """Written words between marks, which stand at words, not at blanks or commas; within their like there are none."""
        mark, inner = _MARKS[style], said.rstrip().lstrip(" \t\n,;:.!?")
        if not inner or (style == "italic" and _SINGLE.search(inner)):
            return said
        marked = inner if style == "italic" else re.sub(rf"(?<!\\){re.escape(mark)}", "", inner)
        at = said.rstrip().rindex(inner)
        return f"{said[:at]}{mark}{marked}{mark}{said[len(said.rstrip()) :]}"

    def heading(self, said: str) -> str:
        """A small heading: the large ones shout."""
        return "### " + " ".join(said.split("\n")) if said else ""

    def code(self, text: str) -> str:
        """Code within a line."""
        return code(text)

    def block_of_code(self, text: str, lang: str) -> str:
        """Code in lines of its own; what holds a fence itself stands as words."""
        if "```" in text:
            return "\n".join(map(escape, text.split("\n")))
        return f"```{lang if _LANGUAGE.fullmatch(lang) else ''}\n{text}\n```"

    def link(self, said: str, url: str) -> str:
        """Written words that lead to `url`."""
        return link(said, url)

    def bare(self, url: str) -> str:
        """An address that is its own words."""
        return url if self.cards and not re.search(r"[\s<>]", url) else f"<{target(url)}>"

    def quote(self, said: str) -> str:
        """A quotation; one within another is the same."""
        return "\n".join("> " + re.sub(r"^> ", "", line) for line in said.split("\n"))
