"""A table as a picture: a bold header over thin bands, columns as wide as their words, numbers under each other."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from bot.drawing import paper
from bot.drawing.colours import PALETTES
from bot.drawing.faithful import Undrawable, plain
from bot.drawing.letters import Face, hand

if TYPE_CHECKING:
    from bot.drawing.colours import Palette
    from bot.model.drawing import Drawing

SIZES = (40, 34, 28)
"""Pixels of the letters, the first at which the table fits."""

COLUMNS = 12
ROWS = 40
"""More rows than any picture has room for."""

CELL = 600
"""Characters."""

GAP = 20
"""Pixels left and right of a cell's words."""

LEADING = 1.32
AIR = 0.42
"""Above and below a cell's words, for the size of the letters."""

WORD = 10
"""A column whose words are broken is as wide as so many letters."""

MARKS = "-_/."

SIGNS = set("+-−–±~≈<>≤≥()[]/.,:% $€£×·^eE")
NOTHING = {"", "-", "–", "—", "n/a", "na", "nan", "none", "?"}


@dataclass(frozen=True, slots=True)
class _Type:
    """The two faces of a table, and the height of a line in pixels."""

    body: Face
    head: Face
    line: int
    air: int

    def of(self, number: int) -> Face:
        """The face of a row."""
        return self.body if number else self.head


def draw(drawing: Drawing) -> bytes:
    """The table as PNG. Raises Undrawable."""
    said = [row for number, row in enumerate(drawing.rows) if not number or any(map(str.strip, row))]
    rows = [[_words(cell) for cell in row] for row in said[: ROWS + 1]]
    if len(rows) < 2 or not any(any(row) for row in rows):
        raise Undrawable("is empty")
    if len(rows[0]) > COLUMNS:
        raise Undrawable(f"has {len(rows[0])} columns, more than can be read side by side")
    type_, widths = _fit(rows)
    width = min(max(sum(widths) + 2 * paper.PAD, paper.NARROW), paper.WIDE)
    widths = _stretched(widths, width - 2 * paper.PAD)
    wrapped = [
        [_wrap(cell, type_.of(number), widths[column] - 2 * GAP) for column, cell in enumerate(row)] for number, row in enumerate(rows)
    ]
    count = _fitting(wrapped, type_, paper.room(width), len(said))
    aligned = [drawing.align[column : column + 1] or ("",) for column in range(len(widths))]
    sides = [given[0] or _side([row[column] for row in rows[1:]]) for column, given in enumerate(aligned)]
    return _paint(_Page(PALETTES[drawing.theme], wrapped[:count], widths, sides, len(said) - count, width, type_))


def _words(cell: str) -> str:
    words = plain(" ".join(cell.split()))
    if len(words) > CELL:
        raise Undrawable(f"has a cell of {len(words):,} characters")
    return words


def _side(cells: list[str]) -> str:
    """Right for a column of numbers, left for every other."""
    said = [cell for cell in cells if cell.lower() not in NOTHING]
    return "right" if said and all(map(_is_number, said)) else "left"


def _is_number(cell: str) -> bool:
    rest = "".join(letter for letter in cell if letter not in SIGNS and not letter.isdigit())
    return cell.strip("+-−±~≈<>≤≥($€£ ")[:1].isdigit() and len(rest) <= 3


def _fit(rows: list[list[str]]) -> tuple[_Type, list[int]]:
    """The largest letters at which it fits, and the width of each column in pixels: best with no cell broken, then with no word broken.

    Raises Undrawable.
    """
    room = paper.WIDE - 2 * paper.PAD
    script = hand("".join(map("".join, rows)))
    measured = [(type_, *_measured(rows, type_)) for type_ in (_type(size, script) for size in SIZES)]
    for type_, whole, _, _ in measured[:-1]:
        if sum(whole) <= room:
            return type_, whole
    for type_, whole, least, _ in measured:
        if sum(least) <= room:
            return type_, _shared(least, whole, room)
    type_, whole, _, broken = measured[-1]
    if sum(broken) > room:
        raise Undrawable(f"has {len(rows[0])} columns whose words have no room side by side")
    return type_, _shared(broken, whole, room)


def _type(size: int, script: str) -> _Type:
    body, head = (Face(f"IBMPlexSans-{cut}", size, script) for cut in ("Regular", "SemiBold"))
    return _Type(body, head, round(size * LEADING), round(size * AIR))


def _measured(rows: list[list[str]], type_: _Type) -> tuple[list[int], list[int], list[int]]:
    """For each column, pixels with every cell on one line, with its longest word on one line, and with long words broken."""
    whole, least, broken = [], [], []
    for column in range(len(rows[0])):
        cells = [(row[column], type_.of(number)) for number, row in enumerate(rows)]
        words = [(word, face) for cell, face in cells for word in cell.split()]
        whole.append(2 * GAP + ceil(max((face.width(cell) for cell, face in cells), default=0)))
        least.append(2 * GAP + ceil(max((face.width(word) for word, face in words), default=0)))
        broken.append(min(least[-1], 2 * GAP + ceil(WORD * type_.body.size / 2)))
    return whole, least, broken


def _shared(least: list[int], whole: list[int], room: int) -> list[int]:
    """Widths between the two that fill the room: what is left over goes to the columns that lack most."""
    lack = [most - few for few, most in zip(least, whole, strict=True)]
    spare = room - sum(least)
    return [few + spare * lacks // max(1, sum(lack)) for few, lacks in zip(least, lack, strict=True)]


def _stretched(widths: list[int], room: int) -> list[int]:
    """The same columns over the whole width."""
    spare = max(0, room - sum(widths))
    return [width + spare // len(widths) for width in widths]


def _wrap(cell: str, face: Face, room: float) -> list[str]:
    """The cell's lines, broken between words, and inside a word only where it alone is too wide."""
    lines = [""]
    for word in cell.split():
        longer = f"{lines[-1]} {word}".strip()
        if face.width(longer) <= room:
            lines[-1] = longer
            continue
        lines += [*_pieces(word, face, room)]
    return [line for line in lines if line] or [""]


def _pieces(word: str, face: Face, room: float) -> list[str]:
    """The word in pieces that fit, broken after its own marks where that is possible."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and face.width(pieces[-1] + letter) > room:
            mark = max(map(pieces[-1].rfind, MARKS)) + 1
            pieces[-1:] = [pieces[-1][:mark], pieces[-1][mark:]] if mark else [pieces[-1], ""]
        pieces[-1] += letter
    return pieces


def _fitting(wrapped: list[list[list[str]]], type_: _Type, room: int, whole: int) -> int:
    """How many rows, header included, the picture has room for, with a line for how many are left out. Raises Undrawable."""
    used = 0
    for number, row in enumerate(wrapped):
        used += _height(row, type_)
        rest = type_.line + 2 * type_.air if number < whole - 1 else 0
        if used + rest > room:
            if number < 2:
                raise Undrawable("has a row that is taller than a picture")
            return number
    return len(wrapped)


def _height(row: list[list[str]], type_: _Type) -> int:
    return max(map(len, row)) * type_.line + 2 * type_.air


@dataclass(frozen=True, slots=True)
class _Page:
    """All that painting needs to know."""

    palette: Palette
    rows: list[list[list[str]]]
    widths: list[int]
    sides: list[str]
    left: int
    width: int
    type: _Type


def _paint(page: _Page) -> bytes:
    heights = [_height(row, page.type) for row in page.rows]
    rest = page.type.line + 2 * page.type.air if page.left else 0
    sheet = paper.Sheet(page.width, sum(heights) + rest, page.palette.paper)
    y, end = sheet.top, paper.PAD + sum(page.widths)
    for number, (row, height) in enumerate(zip(page.rows, heights, strict=True)):
        ground = page.palette.band if number and number % 2 == 0 else page.palette.paper
        if ground == page.palette.band:
            sheet.fill((paper.PAD, y, end + 1, y + height), ground)
        _paint_row(sheet, page, row, y, page.type.of(number), ground)
        y += height
        sheet.fill(
            (paper.PAD, y - 1 if number else y - 2, end + 1, y if number else y + 1), page.palette.rule if number else page.palette.text
        )
    if page.left:
        words = f"… {page.left:,} more {'row' if page.left == 1 else 'rows'}"
        sheet.write(page.type.body, (paper.PAD + GAP, y + page.type.air + page.type.body.ascent()), words, page.palette.dim)
    return sheet.png()


def _paint_row(sheet: paper.Sheet, page: _Page, row: list[list[str]], y: int, face: Face, ground: str) -> None:
    x = paper.PAD
    for lines, width, side in zip(row, page.widths, page.sides, strict=True):
        for number, line in enumerate(lines):
            spare = width - 2 * GAP - face.width(line)
            shift = spare if side == "right" else spare / 2 if side == "center" else 0
            place = (x + GAP + shift, y + page.type.air + face.ascent() + number * page.type.line)
            sheet.write(face, place, line, page.palette.text, ground)
        x += width
