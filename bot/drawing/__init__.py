"""Draws what a platform's text cannot carry: code, tables and formulas, as PNG.

Importing this costs nothing: Pillow, Pygments and the formula library are loaded by the first drawing that needs them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.drawing.faithful import Undrawable

if TYPE_CHECKING:
    from bot.model.drawing import Drawing

__all__ = ["RECIPE", "Undrawable", "draw", "recipe", "shown"]

RECIPE = 3
"""Grows when the bytes of the same drawing would change."""


def draw(drawing: Drawing) -> bytes:
    """The drawing as PNG: the same bytes for the same drawing and libraries. Raises Undrawable when it would not be faithful."""
    if drawing.kind == "code":
        from bot.drawing.code import draw as draw_code

        return draw_code(drawing)
    if drawing.kind == "table":
        from bot.drawing.table import draw as draw_table

        return draw_table(drawing)
    from bot.drawing.formula import draw as draw_formula

    return draw_formula(drawing)


def recipe() -> str:
    """What the bytes of a drawing depend on besides itself: our recipe, and the font of this machine that we borrow."""
    from bot.drawing.machine import borrowed

    return f"{RECIPE} {borrowed()}".strip()


def shown(drawing: Drawing) -> str:
    """What a drawing shows, for those who cannot see it: the code, the formula's TeX, or the table's rows as "a | b" lines."""
    if drawing.kind == "table":
        return "\n".join(" | ".join(" ".join(cell.split()) for cell in row) for row in drawing.rows)
    return drawing.text.strip("\n").rstrip() if drawing.kind == "code" else " ".join(drawing.text.split())
