"""Code as a picture: lines broken where they are too long, and colours for the words of its language."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from bot.drawing import paper
from bot.drawing.colours import PALETTES
from bot.drawing.faithful import Undrawable, columns, plain, wide
from bot.drawing.letters import Face, hand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.drawing.colours import Palette
    from bot.model.drawing import Drawing

FEWEST, MOST = 40, 72
"""Columns: short lines get larger letters, and what is longer than the most is broken."""

ADVANCE = 0.6
"""JetBrains Mono: width of a cell, for its size."""

LEADING = 1.5
MARK = "↪ "
HANG = 2
"""Columns by which a broken line's rest stands further in than its beginning."""

DEEPEST = 24
UNCOLOURED = {"", "text", "txt", "plain", "plaintext", "output", "console", "commandline", "stdout", "log", "none"}
BOLD = ("Keyword", "Name.Class", "Operator.Word")
SLANTED = ("Comment",)
REGULAR = ("Comment.Preproc", "Keyword.Constant")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the picture: the slice of the code that it shows, and how many columns stand before it."""

    start: int
    end: int
    column: int
    broken: bool = False


def draw(drawing: Drawing) -> bytes:
    """The code as PNG. Raises Undrawable."""
    text = plain(drawing.text).strip("\n")
    if not text.strip():
        raise Undrawable("is empty")
    lines = text.split("\n")
    across = min(max(FEWEST, *map(columns, lines)), MOST)
    cell = (paper.WIDE - 2 * paper.PAD) // across
    height = round(cell / ADVANCE * LEADING)
    width = across * cell + 2 * paper.PAD
    rows, left = _fit(lines, across, paper.room(width) // height)
    faces = [Face(f"JetBrainsMonoNL-{cut}", cell / ADVANCE, hand(text)) for cut in ("Regular", "Bold", "Italic")]
    return _paint(_Page(drawing, text[: rows[-1].end], rows, left, width, cell, height, faces))


def _fit(lines: list[str], across: int, most: int) -> tuple[list[Row], int]:
    """The rows of as many whole lines as fit into `most` rows, and how many lines are left over. Raises Undrawable."""
    rows: list[Row] = []
    at = 0
    for number, line in enumerate(lines):
        more = list(islice(_break(line, at, across), most + 1))
        spare = 0 if number == len(lines) - 1 else 1
        if len(rows) + len(more) + spare > most:
            if not rows:
                raise Undrawable(f"begins with a line of {len(line):,} characters, which is longer than a picture")
            return _without_blank_end(rows), len(lines) - number
        rows += more
        at += len(line) + 1
    return rows, 0


def _without_blank_end(rows: list[Row]) -> list[Row]:
    while len(rows) > 1 and rows[-1].start == rows[-1].end:
        rows = rows[:-1]
    return rows


def _break(line: str, at: int, across: int) -> Iterator[Row]:
    """A line as rows: broken after a space, comma or bracket in the last third of a row, else where the row ends."""
    depth = min(len(line) - len(line.lstrip()), DEEPEST) + HANG + len(MARK)
    begin, width, column = 0, across, 0
    while (end := _reach(line, begin, width)) < len(line):
        start = max(begin, end - width // 3)
        good = max(line.rfind(sign, start, end) for sign in " ,([{")
        end = good + 1 if good >= 0 else end
        yield Row(at + begin, at + end, column, begin > 0)
        begin, width, column = end, across - depth, depth
    yield Row(at + begin, at + len(line), column, begin > 0)


def _reach(line: str, begin: int, width: int) -> int:
    """Where a row ends that begins there and has that many columns."""
    end = min(begin + width, len(line))
    while columns(line[begin:end]) > width:
        end -= 1
    return end


@dataclass(frozen=True, slots=True)
class _Page:
    """All that painting needs to know."""

    drawing: Drawing
    text: str
    rows: list[Row]
    left: int
    width: int
    cell: int
    height: int
    faces: list[Face]


def _paint(page: _Page) -> bytes:
    palette = PALETTES[page.drawing.theme]
    count = len(page.rows) + (1 if page.left else 0)
    sheet = paper.Sheet(page.width, count * page.height, palette.ground)
    base = sheet.top + (page.height + round(0.72 * page.cell / ADVANCE)) // 2
    colours = _colours(page.text, page.drawing.lang, palette, page.faces)
    for number, row in enumerate(page.rows):
        y = base + number * page.height
        if row.broken:
            sheet.write(page.faces[0], (paper.PAD + (row.column - len(MARK)) * page.cell, y), MARK, palette.dim)
        x = float(paper.PAD + row.column * page.cell)
        for at in range(row.start, row.end):
            (colour, face), letter = colours[at], page.text[at]
            room = page.cell * columns(letter)
            sheet.write(face, (x + (room - face.width(letter)) / 2 if wide(letter) else x, y), letter, colour)
            x += room
    if page.left:
        words = f"… {page.left:,} more {'line' if page.left == 1 else 'lines'}"
        sheet.write(page.faces[0], (paper.PAD, base + (count - 1) * page.height), words, palette.dim)
    return sheet.png()


def _colours(text: str, lang: str, palette: Palette, faces: list[Face]) -> list[tuple[str, Face]]:
    """Colour and face of each character. An unknown language is never guessed."""
    each: list[tuple[str, Face]] = []
    for kind, piece in _tokens(text, lang):
        each += [(_colour(kind, palette), faces[_cut(kind)])] * len(piece)
    return each


def _cut(kind: str) -> int:
    """Which of the regular, the bold and the italic face."""
    if kind.startswith(REGULAR):
        return 0
    return 1 if kind.startswith(BOLD) else 2 if kind.startswith(SLANTED) else 0


def _colour(kind: str, palette: Palette) -> str:
    while kind:
        if kind in palette.tokens:
            return palette.tokens[kind]
        kind = kind.rpartition(".")[0]
    return palette.text


def _tokens(text: str, lang: str) -> list[tuple[str, str]]:
    """(name of the token type, its text), which together are the text."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    if lang in UNCOLOURED:
        return [("Text", text)]
    try:
        lexer = get_lexer_by_name(lang, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return [("Text", text)]
    return [(str(kind).removeprefix("Token."), piece) for kind, piece in lexer.get_tokens(text)]
