"""The only door for untrusted text: what a terminal would obey or hide becomes a token that a person can see.

Every byte of a post, a file name or a platform's answer may be hostile. Rich and Textual pass ESC, OSC 52, 8-bit C1 and
right-to-left override straight through (measured with Rich 15.0), so nothing reaches a screen except through `safe`.
"""

from __future__ import annotations

import json
import re
import unicodedata

_NEWLINE = "\n"
_ZWNJ = "\u200c"
_ZWJ = "\u200d"

_SUSPECTS = re.compile(
    "["
    "\x00-\x09\x0b-\x1f\x7f-\x9f"  # C0 but for the newline, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # invisible letters, fillers, selectors
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero-width, separators, bidi controls, invisible operators
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"  # fillers, variation selectors, byte order mark, annotations
    "\ud800-\udfff"  # lone surrogates
    "\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # format controls of scripts and music
    "\U000e0000-\U000e0fff"  # tags and variation selectors that smuggle bytes
    "]"
)
_JOINING = ((0x0600, 0x08FF), (0x0900, 0x0DFF), (0x1000, 0x109F), (0x1780, 0x18AF), (0xA840, 0xA8FF), (0x11000, 0x1147F))
"""Where a joiner changes how letters look, so that it belongs to the spelling: Arabic, Syriac, Indic, Burmese, Khmer, Mongolian."""


def safe(text: str) -> str:
    """`text` with every control, bidi, zero-width and other invisible character shown as a token; newlines stay, tabs become spaces.

    Joiners stay where they belong to an emoji or to the spelling of a word. Doing it twice changes nothing.
    """
    return _SUSPECTS.sub(_visible, text)


def one_line(text: str) -> str:
    """`safe(text)` for a place where a line break would let text pose as our own words: newlines become `␤`."""
    return safe(text).replace(_NEWLINE, "␤")


def in_json(text: str) -> str:
    """JSON whose texts hold nothing that a terminal would obey or hide: such characters become their escapes, which mean the same."""
    return _SUSPECTS.sub(lambda match: json.dumps(match.group())[1:-1], text)


def _visible(match: re.Match[str]) -> str:
    """What stands for one suspicious character, or the character itself where it is innocent."""
    char = match.group()
    if char == "\t":
        return "    "
    if char < " ":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "␡"
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return char if _innocent(char, before, after) else f"⟨U+{ord(char):04X}⟩"


def _innocent(char: str, before: str, after: str) -> bool:
    """Whether a joiner or variation selector does its ordinary work between its neighbours."""
    if char == _ZWJ and _ends_emoji(before) and _pictures(after):
        return True
    if char in (_ZWJ, _ZWNJ):
        return _joins(before) and _joins(after)
    return "\ufe00" <= char <= "\ufe0f" and (_pictures(before) or before in tuple("0123456789#*"))


def _pictures(char: str) -> bool:
    return char != "" and ((char > "\u2000" and unicodedata.category(char) in ("So", "Sm")) or char in "©®‼⁉〰")


def _ends_emoji(char: str) -> bool:
    return char == "\ufe0f" or "\U0001f3fb" <= char <= "\U0001f3ff" or _pictures(char)


def _joins(char: str) -> bool:
    return char != "" and char not in _MONGOLIAN_AND_MARKS and any(low <= ord(char) <= high for low, high in _JOINING)


_MONGOLIAN_AND_MARKS = "\u061c\u180b\u180c\u180d\u180e\u180f"
