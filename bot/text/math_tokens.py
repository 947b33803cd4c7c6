"""TeX cut into tokens, and the reading place in them."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"(\s*)(\\(?:operatorname\*|tag\*|[A-Za-z]+|.)|\.\.\.|[0-9]+(?:\.[0-9]+)?|[A-Za-z]{2,}|\|\||``|''|.|$)", re.DOTALL)
_SIMPLE = re.compile(r"[A-Za-z0-9]+|\\[_, ;:]|[-/.]")
NEW_ROW = ("\\\\", "\\cr", "\\newline")
"""What begins a new row."""

ENDS = ("}", "\\end", "&", *NEW_ROW)
"""What ends a group, a cell or a row."""


class Tokens:
    """Tokens, whether a blank stands before each, and where we are. `faithful` turns false at the first thing that text cannot say."""

    def __init__(self, tex: str) -> None:
        found = _TOKEN.findall(tex)
        self.tokens: list[str] = [token for _, token in found if token]
        self.blank: list[bool] = [bool(blank) for blank, token in found if token] + [False]
        self.at = 0
        self.faithful = True

    @property
    def next(self) -> str:
        """The token we stand at, empty at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def skip_measure(self) -> None:
        """`[2pt]` after the end of a row."""
        if self.next == "[" and "]" in (ahead := self.tokens[self.at : self.at + 5]) and any(part[0].isdigit() for part in ahead[1:2]):
            self.at += ahead.index("]") + 1

    def skip(self) -> str:
        """A group that lies too deep, without its signs."""
        self.faithful = False
        level = 0
        parts: list[str] = []
        while self.next:
            level += (self.next == "{") - (self.next == "}")
            if level < 0:
                break
            parts.append("" if self.next in "{}" else self.next.lstrip("\\"))
            self.at += 1
        return "".join(parts)

    def plain_group(self) -> bool:
        """Whether the group that follows holds nothing but a word."""
        for at in range(self.at + 1, min(self.at + 12, len(self.tokens))):
            if self.tokens[at] == "}":
                return self.next == "{"
            if not _SIMPLE.fullmatch(self.tokens[at]):
                return False
        return False
