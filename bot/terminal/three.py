"""What a text was, what another made of it and what you made of it, for a person who is to choose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.terminal.parts import BLANK, Hang, Line, Part, Run, Style

if TYPE_CHECKING:
    from bot.model.hunk import Hunk

AROUND = 2
"""Lines that nobody changed, shown beside a change."""

_HEADS: dict[str, Line] = {
    "mine": (Run("only you changed this", "faint"),),
    "theirs": (Run("only the other side changed this", "faint"),),
    "both": (Run("both changed this, to the same", "faint"),),
    "clash": (Run("both changed this, each in another way", "warn"),),
}


def parts(hunks: Iterable[Hunk]) -> list[Part]:
    """Every change with the lines of all who made it; of what nobody changed only what lies beside one."""
    several = list(hunks)
    found: list[Part] = []
    for number, hunk in enumerate(several):
        if hunk.kind == "same":
            found += _around(hunk.was, first=number == 0, last=number == len(several) - 1)
        else:
            found += [_HEADS[hunk.kind], *_sides(hunk)]
    return found


def _sides(hunk: Hunk) -> list[Part]:
    rows: list[Part] = _said("was", "del", hunk.was)
    if hunk.kind in {"theirs", "clash"}:
        rows += _said("theirs", "link", hunk.theirs)
    if hunk.kind != "theirs":
        rows += _said("yours" if hunk.kind != "both" else "both", "add", hunk.mine)
    return rows


def _said(name: str, style: Style, lines: tuple[str, ...]) -> list[Part]:
    """The lines of one side, named before the first one; a side without any says that, too."""
    shown = [line.rstrip("\r\n") for line in lines]
    if not shown:
        return [(Run(f"{name:<8}", style), Run("nothing" if name == "was" else "taken out", "faint"))]
    return [Hang(Run(f"{name if not number else '':<8}", style), Run(" " * 8), ((Run(line, style),),)) for number, line in enumerate(shown)]


def _around(lines: tuple[str, ...], *, first: bool, last: bool) -> list[Part]:
    shown = [line.rstrip("\r\n") for line in lines]
    before, after = ([] if first else shown[:AROUND]), ([] if last else shown[-AROUND:])
    if not first and not last and len(shown) <= 2 * AROUND + 1:
        before, after = shown, []
    left_out: list[Part] = [(Run("        ...", "faint"),)] if len(before) + len(after) < len(shown) else []
    made = [[(Run(" " * 8), Run(line, "faint")) for line in each] for each in (before, after)]
    return [*made[0], *left_out, *made[1]] if any(made) else [BLANK]
