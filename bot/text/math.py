"""Formulas as Unicode text, where text can carry them.

`unicode` never leaves a dollar sign, a brace of grouping or a backslash behind; `readable` says whether what it made is faithful.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.text.math_symbols import (
    ACCENTS,
    BINARY,
    BLANKS,
    DOUBLE_STRUCK,
    FONTS,
    FORGOTTEN,
    GREEK,
    LOWERED,
    NAMES,
    RAISED,
    RELATIONS,
    SCRIPT,
    SILENT,
    SYMBOLS,
    VERBATIM,
)

DEEPEST = 12
"""Groups within groups; what is deeper is not read as text."""

LONGEST = 400
"""Characters of TeX that may still be said in a line of text."""

LONGEST_MARK = 4
"""Characters that stand as super- or subscript letters; longer ones are written with ^ or _."""

_TOKEN = re.compile(r"\\(?:operatorname\*|tag\*|[A-Za-z]+|.)|\s+|[0-9]+(?:\.[0-9]+)?|.", re.DOTALL)
_ATOM = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u20d7′⁰-ₜᵀⁿ²³¹ᴬ-ᵪᶜᶠᶿᶻℂ-ℴ∞∂∇.])+|\([^()]*\)")


def unicode(tex: str) -> str:
    """`tex` as one line of Unicode text, as good as it can be."""
    return _read(tex)[0]


def readable(tex: str) -> bool:
    """Whether `unicode(tex)` says all that `tex` says, and a person can read it in a line."""
    return _read(tex)[1]


@lru_cache(maxsize=2048)
def _read(tex: str) -> tuple[str, bool]:
    reader = _Reader(tex[: LONGEST * 4])
    text = _spaced(reader.row(0))
    text = unicodedata.normalize("NFC", re.sub(r"[\\$]", "", text))
    whole = reader.at == len(reader.tokens)
    return text, whole and reader.faithful and len(tex) <= LONGEST and bool(text)


class _Reader:
    """Reads tokens to text. `faithful` turns false at the first thing that text cannot say."""

    def __init__(self, tex: str) -> None:
        self.tokens: list[str] = _TOKEN.findall(tex)
        self.at = 0
        self.faithful = True

    def row(self, depth: int) -> str:
        """Everything up to the closing brace of this group, or to the end."""
        parts: list[str] = []
        while self.at < len(self.tokens) and self.tokens[self.at] != "}":
            mark = self.tokens[self.at]
            if mark in ("^", "_"):
                self.at += 1
                sign = _mark(self.argument(depth), raised=mark == "^")
                named = bool(parts) and parts[-1].endswith("\x02")
                parts += [parts.pop()[:-1], sign, "\x02"] if named else [sign]
            elif mark.isspace() and parts and parts[-1] == ",":
                self.at += 1
                parts.append(" ")
            else:
                parts.append(self.piece(depth))
        return "".join(parts)

    def argument(self, depth: int, *, verbatim: bool = False) -> str:
        """A group in braces, or the next single thing."""
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
        if self.at >= len(self.tokens):
            self.faithful = False
            return ""
        if self.tokens[self.at] != "{":
            part = self.tokens[self.at]
            if part[0].isdigit() and len(part) > 1:
                self.tokens[self.at] = part[1:]
                return part[0]
            return self.piece(depth)
        self.at += 1
        if verbatim:
            return self.words()
        text = self.row(depth + 1) if depth < DEEPEST else self.skip()
        self.at += 1
        return text

    def words(self) -> str:
        """A group of words, blanks kept; formulas inside it are read."""
        parts: list[str] = []
        while self.at < len(self.tokens) and self.tokens[self.at] != "}":
            part = self.tokens[self.at]
            if part == "{":
                self.at += 1
                parts.append(self.words())
            elif part.startswith("\\"):
                parts.append(self.piece(DEEPEST))
            else:
                self.at += 1
                parts.append("" if part == "$" else part)
        self.at += 1
        return "".join(parts)

    def skip(self) -> str:
        """The tokens of a group that lies too deep, without their signs."""
        self.faithful = False
        level = 0
        parts: list[str] = []
        while self.at < len(self.tokens):
            part = self.tokens[self.at]
            level += (part == "{") - (part == "}")
            if level < 0:
                break
            parts.append("" if part in "{}" else part.lstrip("\\"))
            self.at += 1
        return "".join(parts)

    def piece(self, depth: int) -> str:
        """One thing: a character, a number, a group or a command with its arguments."""
        part = self.tokens[self.at]
        if part == "{":
            return self.argument(depth)
        self.at += 1
        if part.startswith("\\") and len(part) > 1:
            return self.command(part[1:], depth)
        return self.sign(part)

    def sign(self, part: str) -> str:
        if part in RELATIONS:
            return f"\x00{RELATIONS[part]}\x00"
        if part in BINARY:
            return f"\x01{BINARY[part]}\x01"
        if part in "&$\\":
            self.faithful = self.faithful and part == "&"
            return ""
        return {"~": " ", "'": "′"}.get(part, "" if part.isspace() else part)

    def command(self, name: str, depth: int) -> str:
        """A command; unknown ones leave their bare name and make the formula unfaithful."""
        if name in RELATIONS:
            return f"\x00{RELATIONS[name]}\x00"
        if name in BINARY:
            return f"\x01{BINARY[name]}\x01"
        if name in NAMES:
            return f"\x02{name}\x02"
        simple = GREEK.get(name) or SYMBOLS.get(name)
        if simple:
            return simple
        if name in BLANKS:
            return self.argument(depth) and " " if name == "hspace" else " "
        if name in SILENT:
            return self.silent(name)
        return self.applied(name, depth)

    def silent(self, name: str) -> str:
        if name in ("left", "right") and self.at < len(self.tokens) and self.tokens[self.at] == ".":
            self.at += 1
        return ""

    def applied(self, name: str, depth: int) -> str:
        """A command with arguments."""
        if name in FONTS:
            inner = self.argument(depth, verbatim=name in VERBATIM)
            return f"\x02{inner}\x02" if name.startswith("operatorname") else inner
        if name in ACCENTS:
            return self.accented(self.argument(depth), ACCENTS[name])
        if name in ("mathbb", "mathcal"):
            table = DOUBLE_STRUCK if name == "mathbb" else SCRIPT
            return "".join(table.get(character, character) for character in self.argument(depth))
        if name in ("frac", "dfrac", "tfrac", "nicefrac", "cfrac"):
            return f"{_operand(self.argument(depth))}/{_operand(self.argument(depth), product=False)}"
        if name in ("binom", "dbinom", "tbinom"):
            return f"({self.argument(depth)} choose {self.argument(depth)})"
        if name == "sqrt":
            return self.root(depth)
        if name in FORGOTTEN:
            self.argument(depth, verbatim=True)
            return ""
        self.faithful = False
        if name in ("begin", "end"):
            self.argument(depth, verbatim=True)
        return f"\x02{name}\x02" if name.isalpha() and name not in ("begin", "end") else " "

    def accented(self, inner: str, accent: str) -> str:
        if len(inner) == 1:
            return inner + accent
        self.faithful = self.faithful and len(inner) > 0 and accent in "\u0304\u0302\u0303" and inner.isalnum() and len(inner) <= 3
        return inner[:1] + accent + inner[1:] if inner else ""

    def root(self, depth: int) -> str:
        degree = ""
        if self.at < len(self.tokens) and self.tokens[self.at] == "[":
            end = next((i for i in range(self.at, min(self.at + 6, len(self.tokens))) if self.tokens[i] == "]"), self.at)
            degree = _mark("".join(self.tokens[self.at + 1 : end]), raised=True)
            self.at = end + 1
        return f"{degree}√{_operand(self.argument(depth), product=False)}"


def _operand(text: str, *, product: bool = True) -> str:
    """`text` in brackets unless it is one thing; a product needs none above a fraction's line, but does below it."""
    bare = text.strip()
    if _ATOM.fullmatch(bare) and (product or len(re.sub(r"[\u0300-\u036f\u20d7′⁰-ₜ∂]", "", bare)) <= 1 or bare.isdigit() or bare[0] == "("):
        return bare
    return f"({bare})"


def _mark(text: str, *, raised: bool) -> str:
    """A super- or subscript, in Unicode's own characters where they exist."""
    bare = re.sub(r"[\x00-\x02]", "", text).strip()
    table = RAISED if raised else LOWERED
    digits = bare.isdigit()
    if bare and (len(bare) <= LONGEST_MARK or digits) and all(character in table for character in bare):
        return "".join(table[character] for character in bare)
    sign = "^" if raised else "_"
    inner = re.sub(r"(?<=\W) | (?=\W)", "", _spaced(text))
    alone = re.fullmatch(r"\w|[*†′]", inner) or (not raised and re.fullmatch(r"[A-Za-z]+", inner))
    return sign + inner if alone else f"{sign}({inner})" if inner else ""


def _spaced(text: str) -> str:
    """Blanks around relations and between operands, as a typesetter sets them; none after an opening bracket."""
    text = re.sub(r"(?<=[^(\[{⟨^_/=<>≤≥≠≈∈→,\x00\x01\s])\s*\x01([^\x01]*)\x01\s*", r" \1 ", text)
    text = re.sub(r"\x01([^\x01]*)\x01\s*", r"\1", text)
    text = re.sub(r"\s*\x00([^\x00]*)\x00\s*", r" \1 ", text)
    text = re.sub(r"(?<=[\w)\]])\x02(?=[^\x02]*\x02)|(?<=[\w)])\x02(?=\w)", " ", text)
    text = re.sub(r"[\x00-\x02]", "", text)
    text = re.sub(r",(?=[^\s\d])", ", ", text)
    return " ".join(text.split())
