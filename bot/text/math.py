"""Formulas as Unicode text, where text can carry them.

`unicode` never leaves a dollar sign, a brace of grouping or a backslash behind. `faithful` says whether what it made means the
same, `readable` whether it is also easy on the eye: what is not is better drawn.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.text.math_layout import Atom, joined
from bot.text.math_reader import Reader

LONGEST = 1_200
"""Characters of TeX that may still be said in text."""

WIDEST = 90
ROWS = 4
BRACKETS = 4
SCRIPTS = 4
CELLS = 2
"""Up to what a formula is easy to read: characters and lines, brackets in brackets, scripts that are written with ^ and _,
semicolons between the rows of a matrix."""


def unicode(tex: str) -> str:
    """`tex` as one line of Unicode text, as good as it can be."""
    said = ""
    for row in _read(tex)[0]:
        said = f"{said} {row}" if said and row[0] in "=<>≤≥≈≡∼→⇒+-∝≠≔←⇔≃≐" else f"{said.rstrip(',;')}; {row}" if said else row
    return said


def lines(tex: str) -> tuple[str, ...]:
    """`tex` as lines of Unicode text: one for each row of an aligned environment."""
    return _read(tex)[0]


def faithful(tex: str) -> bool:
    """Whether `unicode(tex)` and `lines(tex)` say all that `tex` says."""
    return _read(tex)[1]


def balanced(tex: str) -> bool:
    """Whether every brace of grouping in `tex` is closed."""
    depth = 0
    for sign in re.findall(r"[{}]", re.sub(r"\\[\\{}]", "", tex)):
        depth += 1 if sign == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def readable(tex: str) -> bool:
    """Whether they do, and a person can read it in running text."""
    rows, whole = _read(tex)
    return whole and len(rows) <= ROWS and all(_easy(row) for row in rows)


def _easy(row: str) -> bool:
    depth = deepest = 0
    for sign in row:
        depth += (sign in "([{") - (sign in ")]}")
        deepest = max(deepest, depth)
    marks = row.count("_(") + row.count("^(")
    return len(row) <= WIDEST and deepest <= BRACKETS and marks <= SCRIPTS and row.count(";") <= CELLS


@lru_cache(maxsize=2048)
def _read(tex: str) -> tuple[tuple[str, ...], bool]:
    reader = Reader(tex[:LONGEST])
    rows = [_rows([piece for cell in row for piece in cell]) for row in reader.grid(0)]
    text = tuple(line for row in rows for line in map(_clean, row) if line)
    whole = not reader.next and len(tex) <= LONGEST
    return text, whole and reader.faithful and bool(text)


def _rows(atoms: list[Atom]) -> tuple[str, ...]:
    """A row as lines: what an aligned environment holds stands below each other, with what is before and after it."""
    at = next((at for at, atom in enumerate(atoms) if atom.lines), None)
    if at is None:
        return (joined(atoms),)
    before, after = joined(atoms[:at]), joined(_flat(atoms[at + 1 :]))
    inner = list(atoms[at].lines)
    inner[0] = f"{before} {inner[0]}".strip()
    inner[-1] += after if after[:1] in ",.;" else f" {after}" if after else ""
    return tuple(inner)


def _flat(atoms: list[Atom]) -> list[Atom]:
    return [Atom("; ".join(atom.lines)) if atom.lines else atom for atom in atoms]


def _clean(line: str) -> str:
    return " ".join(unicodedata.normalize("NFC", re.sub(r"[\\$]", "", line)).split())
