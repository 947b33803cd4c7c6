"""Formulas set in a line: the pieces of one, and the blanks and brackets between them, as a typesetter would put them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from bot.text.math_symbols import CLOSING, HALVES, JOINED, LOWERED, OPENING, RAISED

Kind = Literal[
    "ord", "word", "func", "big", "bin", "sign", "rel", "open", "close", "punct", "dots", "bar", "slash", "frac", "root", "space", "wide"
]  # fmt: skip
"""What a piece is to its neighbours, as in TeX: a letter or number, a word, a name such as `log`, a large operator, an operator
with two sides, one with one side, a relation, brackets, a comma, dots, a line that opens or closes, ... `space` is a thin blank."""

LONGEST_MARK = 4
"""Characters that stand as super- or subscript letters; longer ones are written with ^ or _."""

_FACTOR = ("ord", "word", "close", "frac", "root", "func", "slash")
_FOLLOWS = ("ord", "word", "open", "frac", "root", "func", "big", "slash")
_UNARY_AFTER = ("open", "punct", "rel", "bin", "sign", "func", "big", "wide", "slash")
_INDEX = re.compile(r"[ijklmnpqrst]{1,3}|[^\W\d_]{1,2}")
"""Letters that are indices side by side; more of them are a word."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a formula. `loose` ends in something that must not touch the next letter; `lines` are rows below each other."""

    text: str
    kind: Kind = "ord"
    loose: bool = False
    lines: tuple[str, ...] = ()


def kind_of(sign: str) -> Kind:
    """What a single sign is: a bracket, a line, or a letter."""
    if sign in OPENING:
        return "open"
    if sign in CLOSING:
        return "close"
    return "bar" if sign in ("|", "‖") else "ord"


def joined(atoms: Iterable[Atom], *, tight: bool = False) -> str:
    """The pieces as one line of text; `tight` as in a superscript, where operators have no blanks around them."""
    parts: list[str] = []
    before: Atom | None = None
    apart = False
    for atom in _settled(list(atoms), tight=tight):
        if atom.kind in ("space", "wide"):
            apart = True
            continue
        if before is not None:
            parts.append(" " if _gap(before, atom, apart, tight) else "")
        parts.append(atom.text)
        before, apart = atom, False
    return "".join(parts)


def _gap(before: Atom, atom: Atom, apart: bool, tight: bool) -> bool:
    """Whether a blank stands between two pieces; `apart` if the author asked for one."""
    one, two = before.kind, atom.kind
    letters = atom.text[:1].isalnum()
    if one in ("open", "sign", "slash") or two in ("close", "punct", "slash") or not atom.text:
        return False
    if letters and (before.loose or (one == "word" and two in ("word", "ord")) or (one == "ord" and two == "word")):
        return True
    if one == "func" and two == "frac" and atom.text[0] == "(":
        return False
    if one in ("func", "big") and two not in ("open", "close"):
        return True
    if tight:
        return apart and "word" in (one, two)
    if apart or {one, two} & {"rel", "bin"} or one == "punct" or (one == "big"):
        return True
    if two in ("func", "big"):
        return one in ("ord", "word", "close", "frac", "root", "dots")
    if "dots" in (one, two):
        return one in ("ord", "close", "dots", "word") and two in ("ord", "open", "dots", "word", "func")
    return (one == "root" and letters) or (one == "word" and two in ("frac", "root")) or (one == "close" and two == "word" and letters)


def _settled(atoms: list[Atom], *, tight: bool = False) -> list[Atom]:
    """The pieces with signs told from operators, neighbouring relations joined, and fractions bracketed where they multiply."""
    out: list[Atom] = []
    for at, atom in enumerate(atoms):
        before = next((piece for piece in reversed(out) if piece.kind != "space"), None)
        after = next((piece for piece in islice(atoms, at + 1, None) if piece.kind != "space"), None)
        if atom.kind == "bin" and _is_sign(out, before, after):
            out.append(replace(atom, kind="sign"))
        elif atom.kind == "rel" and out and out[-1].kind == "rel" and len(out[-1].text + atom.text) <= 2:
            both = out.pop().text + atom.text
            out.append(Atom(JOINED.get(both, both), "rel"))
        elif atom.kind == "frac":
            out.append(_fraction(atom, before, after, tight))
        else:
            out.append(atom)
    return out


def _is_sign(out: Sequence[Atom], before: Atom | None, after: Atom | None) -> bool:
    if before is None or before.kind in _UNARY_AFTER or after is None or after.kind in ("rel", "close", "punct"):
        return True
    return before.kind == "bar" and sum(piece.kind == "bar" for piece in out) % 2 == 1


def _fraction(atom: Atom, before: Atom | None, after: Atom | None, tight: bool) -> Atom:
    """A fraction beside a factor needs brackets: 1/2x means two things. A half has a sign of its own."""
    times_before = before is not None and before.kind in _FACTOR
    times_after = after is not None and after.kind in _FOLLOWS
    named = after is not None and after.kind in ("func", "big") and atom.text[-1] == ")"
    exponent = tight and before is not None and before.kind == "ord" and atom.text[0] not in "∂d("
    if (not times_before or exponent) and (not times_after or named):
        return atom
    if not times_before and atom.text in HALVES:
        return Atom(HALVES[atom.text], "ord")
    return Atom(f"({atom.text})", "frac")


def over(top: Sequence[Atom], below: Sequence[Atom]) -> Atom:
    """A fraction in a line, with the brackets it needs."""
    return Atom(f"{_numerator(top)}/{operand(below)}", "frac")


def _numerator(atoms: Sequence[Atom]) -> str:
    """A product needs no brackets above the line, a sum does."""
    kinds = [piece.kind for piece in _settled([piece for piece in atoms if piece.kind != "space"])]
    plain = not set(_outside(kinds)) & {"bin", "rel", "frac", "slash", "big", "punct", "wide", "dots"}
    names = any(kind == "func" and following not in ("open", "func") for kind, following in zip(kinds, [*kinds[1:], "end"], strict=True))
    text = joined(atoms)
    return text if kinds and plain and not names else bracketed(text)


def _outside(kinds: Sequence[str]) -> list[str]:
    """The kinds that stand outside brackets."""
    level, found = 0, []
    for kind in kinds:
        level += (kind == "open") - (kind == "close")
        if level == 0:
            found.append(kind)
    return found


def operand(atoms: Sequence[Atom]) -> str:
    """What stands below a fraction's line or under a root: one factor as it is, everything else in brackets."""
    text = joined(atoms)
    return text if _one_factor([piece for piece in atoms if piece.kind != "space"]) else bracketed(text)


def _one_factor(atoms: Sequence[Atom]) -> bool:
    kinds = [piece.kind for piece in atoms]
    if not kinds or any(piece.lines for piece in atoms):
        return False
    if kinds[0] == "ord" and re.match(r"d\b|∂", atoms[0].text) and len(kinds) > 1 and atoms[1].kind == "ord":
        kinds = kinds[1:]
    if len(kinds) == 1:
        return kinds[0] in ("ord", "word", "root")
    if len(kinds) > 2 and kinds[0] == kinds[-1] == "bar":
        return kinds.count("bar") == 2
    head = 0 if kinds[0] == "open" else 1
    if kinds[0] not in ("open", "ord", "word", "func") or kinds[head] != "open" or kinds[-1] != "close":
        return False
    return _closes_last(kinds[head:])


def _closes_last(kinds: Sequence[str]) -> bool:
    """Whether the bracket that opens first closes last."""
    level = 0
    for at, kind in enumerate(kinds):
        level += (kind == "open") - (kind == "close")
        if level == 0:
            return at == len(kinds) - 1
    return False


def bracketed(text: str) -> str:
    """`text` in round brackets, unless it stands in such already."""
    if text.startswith("(") and text.endswith(")"):
        level = 0
        for at, sign in enumerate(text):
            level += (sign == "(") - (sign == ")")
            if level == 0 and at < len(text) - 1:
                return f"({text})"
        return text
    return f"({text})"


def scripted(base: Atom, lower: Sequence[Atom], upper: Sequence[Atom], primes: str = "") -> Atom:
    """`base` with its sub- and superscript: Unicode's own characters where they exist, _ and ^ elsewhere."""
    text = f"({base.text})" if base.kind == "frac" else base.text
    below, above = _mark(lower, raised=False), _mark(upper, raised=True)
    limits = base.kind == "big" or (base.kind == "func" and base.loose)
    if limits and below and above and (below[0] == "_") != (above[0] == "^"):
        below, above = _written(lower, "_"), _written(upper, "^")
    marks = [primes, below, above] if below[:1] != "_" or limits or above[:1] == "^" else [primes, above, below]
    text += "".join(marks)
    kind: Kind = "big" if limits else "ord" if base.kind == "frac" else base.kind
    return Atom(text, kind, loose=bool(re.search(r"[_^][^\W_]+(?:_[^\W_]+)*$", text)))


def _mark(atoms: Sequence[Atom], *, raised: bool) -> str:
    text = joined(atoms, tight=True)
    if not text:
        return ""
    table = RAISED if raised else LOWERED
    letters = "".join(sign for sign in text if sign.isalpha())
    indices = re.fullmatch(r"[ijklmn]{3}", letters) is not None
    short = text.isdigit() or (len(text) <= LONGEST_MARK and (raised or not letters or _INDEX.fullmatch(letters)))
    kinds = {atom.kind for atom in atoms}
    word = letters not in ("th", "st", "nd", "rd") and len(letters) > (
        2 if "func" in kinds else 1 if "word" in kinds and not indices else 99
    )
    if short and not word and all(sign in table for sign in text):
        return "".join(table[sign] for sign in text)
    return _written(atoms, "^" if raised else "_")


def _written(atoms: Sequence[Atom], sign: str) -> str:
    text = joined(atoms, tight=True)
    alone = re.fullmatch(r"\w|[*†′∞⊥⋆]", text) or (sign == "_" and re.fullmatch(r"[^\W_]+(?:_[^\W_]+)*", text))
    return sign + (text if alone else bracketed(text))
