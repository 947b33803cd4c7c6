"""What TeX sets in rows: aligned equations, cases, small matrices."""

from __future__ import annotations

from bot.text.math_layout import Atom, joined

Grid = list[list[list[Atom]]]
"""Rows of cells of pieces."""

ALIGNED = frozenset("align aligned alignat alignedat split gather gathered eqnarray multline flalign equation displaymath math".split())  # noqa: SIM905
BRACKETS = {
    "matrix": ("[", "]"), "bmatrix": ("[", "]"), "pmatrix": ("(", ")"), "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"), "array": ("", ""),
    "smallmatrix": ("", ""),
}  # fmt: skip
LARGEST = 9
"""Cells of a matrix that can still be said in a line."""

_CONDITION = ("if", "for", "when", "where", "otherwise", "else", "with", "in case", "unless", "and")


def shown(name: str, rows: Grid) -> Atom | None:
    """An environment as text, or None where text cannot show it."""
    if not rows:
        return None
    if name in ALIGNED:
        return Atom("", "ord", lines=lines(rows))
    if name in ("cases", "dcases", "rcases"):
        return Atom("{" + "; ".join(_case(row) for row in rows) + "}")
    if name in BRACKETS:
        return _matrix(name, rows)
    return None


def lines(rows: Grid) -> tuple[str, ...]:
    """Each row as a line; an operator that begins one keeps its blank."""
    found = []
    for at, row in enumerate(rows):
        pieces = [piece for cell in row for piece in cell]
        lead = [Atom("")] if at and pieces and pieces[0].kind == "bin" else []
        found.append(joined([*lead, *pieces]).strip())
    return tuple(found)


def _case(row: list[list[Atom]]) -> str:
    value, condition = joined(row[0]).rstrip(","), joined(piece for cell in row[1:] for piece in cell)
    if not condition:
        return value
    return f"{value} {condition}" if condition.lower().startswith(_CONDITION) else f"{value} if {condition}"


def _matrix(name: str, rows: Grid) -> Atom | None:
    """Commas between cells, semicolons between rows, as Matlab and Julia write it."""
    cells = [[joined(cell) for cell in row] for row in rows]
    if sum(len(row) for row in cells) > LARGEST or any(cell in "⋱⋮=≈→" and cell for row in cells for cell in row):
        return None
    opening, closing = BRACKETS[name]
    return Atom(opening + "; ".join(", ".join(filter(None, row)) for row in cells) + closing)
