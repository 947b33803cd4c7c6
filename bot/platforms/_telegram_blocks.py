"""An article's tree as a Telegram text: what Telegram has entities for as those, everything else in characters that say the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.platforms import _channel_blocks
from bot.platforms import _telegram_marks as marks
from bot.platforms._channel_blocks import Emphasised

_FILES = "py|rs|sh|md|cc|pl|ps|so|zip|mov|mk|in|nu|st|pm|la|am"
"""Endings of files that are top-level domains too: Telegram makes links of such names."""

_OWN = re.compile(
    r"(?P<url>https?://[^\s<>]+)"
    r"|(?<![\w@./:&#-])@[A-Za-z]\w{2,31}(?![\w@])"
    r"|(?<![\w/<>.:-])/[A-Za-z0-9_]{1,64}(?![\w/<>.-])"
    rf"|(?<![\w@/.:-])(?:[\w-]+\.)+(?:{_FILES})(?![\w/@-]|\.\w)",
    re.ASCII,
)
"""What Telegram makes something of by itself: addresses, which are wanted, and names, commands and files, which are not."""

_TAGS: Mapping[Emphasised, str] = {"bold": "b", "italic": "i", "struck": "s"}
_PRE = re.compile(r"(<pre>(?:<code class=[^<>]*>)?[^<]*(?:</code>)?</pre>)")


def inert(text: str, known: Collection[str] = ()) -> str:
    """Words, escaped, that call nobody: what Telegram would take for a name, a command or a web site is code, unless it is `known`."""
    parts: list[str] = []
    done = 0
    for found in _OWN.finditer(text):
        if found["url"] or found[0] in known:
            continue
        parts += [marks.escape(text[done : found.start()]), marks.code(found[0])]
        done = found.end()
    return "".join((*parts, marks.escape(text[done:])))


@dataclass(slots=True)
class Writer(_channel_blocks.Writer):
    """Writes blocks as wire texts. `known` are the handles that may call somebody."""

    known: Collection[str] = ()

    BULLETS = ("• ", "   ◦ ", "      ▪ ")
    WIDEST = 36
    RULE = "* * *"

    def words(self, text: str) -> str:
        """Words that mean nothing but themselves."""
        return inert(text, self.known)

    def styled(self, style: Emphasised, said: str) -> str:
        """Written words between marks, which open and close around code."""
        return marks.around(_TAGS[style], said)

    def heading(self, said: str) -> str:
        """A heading is a bold line."""
        return marks.around("b", said)

    def code(self, text: str) -> str:
        """Code within a line."""
        return marks.code(text)

    def block_of_code(self, text: str, lang: str) -> str:
        """Code in lines of its own."""
        return marks.block(text, lang)

    def link(self, said: str, url: str) -> str:
        """Written words that lead to `url`."""
        return marks.link(said, url)

    def bare(self, url: str) -> str:
        """An address that is its own words, marked: what follows it need not be a blank."""
        return marks.link(marks.escape(url), url)

    def quote(self, said: str) -> str:
        """Quotations around what stands between blocks of code; one within another is none."""
        parts = _PRE.split(re.sub(r"</?blockquote>", "", said))
        quoted = (part if at % 2 else f"<blockquote>{part.strip()}</blockquote>" for at, part in enumerate(parts) if part.strip())
        return "\n".join(quoted)


def typed(said: str) -> str:
    """An author's own text as Telegram's apps read what is typed: `**bold**`, `__italic__`, `~~struck~~`, code, `[words](address)`."""
    parts: list[str] = []
    done = 0
    for found in _TYPED.finditer(said):
        parts += [marks.escape(said[done : found.start()]), _written(found)]
        done = found.end()
    return "".join((*parts, marks.escape(said[done:]))).strip()


_TYPED = re.compile(
    r"```(?P<lang>[A-Za-z0-9+#._-]{0,40})\n(?P<block>[^`]+)```|`(?P<code>[^`\n]+)`"
    r"|(?<![\w*])\*\*(?P<b>[^\s*](?:[^*\n]*[^\s*])?)\*\*(?![\w*])|(?<!\w)__(?P<i>[^\s_](?:[^_\n]*[^\s_])?)__(?!\w)"
    r"|~~(?P<s>[^\s~](?:[^~\n]*[^\s~])?)~~|\[(?P<label>[^\[\]\n]{1,300})\]\((?P<href>https?://[^\s()<>\"]{1,2000})\)"
)


def _written(found: re.Match[str]) -> str:
    if found["block"]:
        return marks.block(found["block"].strip("\n"), found["lang"])
    if found["label"]:
        return marks.link(marks.escape(found["label"]), found["href"])
    if found["code"]:
        return marks.code(found["code"])
    tag = next(name for name in "bis" if found[name])
    return marks.around(tag, marks.escape(found[tag]))


def recoded(text: str, code: Collection[str], known: Collection[str] = ()) -> str:
    """Plain words of an article with its inline code as code again, where only code can be meant; escaped, and calling nobody."""
    if not code:
        return inert(text, known)
    names = "|".join(re.escape(each) for each in sorted(code, key=lambda each: (-len(each), each)))
    parts = re.split(rf"(?<![\w./@-])({names})(?![\w/@-]|\.\w)", text)
    return "".join(marks.code(part) if at % 2 else inert(part, known) for at, part in enumerate(parts))
