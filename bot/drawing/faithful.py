"""What cannot be drawn as it is meant, and the words that are about to be drawn, made plain."""

from __future__ import annotations

import unicodedata

TAB = 4
JOINED = {"R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "PDF", "PDI", "FSI", "NSM", "BN"}
"""Bidirectional classes whose characters have no cell of their own: they need shaping, run the other way or hide."""

SAME = str.maketrans({"\N{WHITE HEAVY CHECK MARK}": "✔", "\N{CROSS MARK}": "✘", "\N{INFORMATION SOURCE}": "i", "\N{NO-BREAK SPACE}": " "})
"""Signs that no font of ours has, and those that a reader takes for the same."""

HIDDEN = dict.fromkeys((0xFE0E, 0xFE0F, 0xFEFF))


class Undrawable(Exception):
    """Why something cannot be drawn faithfully: `why` is half a sentence that follows its name, such as "has 40 columns"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def plain(text: str) -> str:
    """The text with one character a cell: composed, tabs expanded, nothing hidden. Raises Undrawable."""
    text = unicodedata.normalize("NFC", text.translate(HIDDEN).translate(SAME))
    lines = [line.expandtabs(TAB).rstrip() for line in text.splitlines()]
    for letter in sorted(set("".join(lines))):
        if unicodedata.bidirectional(letter) in JOINED or unicodedata.category(letter) in {"Cc", "Cs", "Cn", "Co"}:
            raise lacking(letter)
    return "\n".join(lines)


def wide(letter: str) -> bool:
    """Whether it is as wide as two letters, as Chinese, Japanese and Korean are."""
    return not letter.isascii() and unicodedata.east_asian_width(letter) in {"W", "F"}


def columns(text: str) -> int:
    """How many cells a text takes."""
    return len(text) if text.isascii() else len(text) + sum(map(wide, text))


def lacking(letter: str) -> Undrawable:
    """The error for a character that we have no letter for."""
    shown = f" ({letter})" if letter.isprintable() and unicodedata.bidirectional(letter) not in JOINED else ""
    if wide(letter) and unicodedata.category(letter) != "So":
        return Undrawable(
            f"has the character U+{ord(letter):04X}{shown}, for which this machine has no font; install Noto Sans CJK to show it"
        )
    return Undrawable(f"has the character U+{ord(letter):04X}{shown}, which our fonts cannot show")
