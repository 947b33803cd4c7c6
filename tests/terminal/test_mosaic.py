"""A picture in cells of two pixels, as the desk's canvas lays it out."""

from __future__ import annotations

from bot.terminal.canvas import Canvas
from bot.terminal.parts import Box, Mosaic
from bot.terminal.plain import lay_out

RED, GREEN, BLUE = b"\xff\x00\x00", b"\x00\xff\x00", b"\x00\x00\xff"


def drawn(mosaic: Mosaic, width: int = 40) -> list[list[tuple[str, str, str]]]:
    """Each row as its signs with the colours of their upper and lower half."""
    rows = Canvas({}).rows([mosaic], width)
    return [[(s.text, _name(s.style and s.style.color), _name(s.style and s.style.bgcolor)) for s in row] for row in rows]


def _name(colour: object) -> str:
    return getattr(colour, "name", "-")


def test_two_pixels_above_each_other_are_one_cell_and_the_last_of_an_odd_number_has_no_ground() -> None:
    assert drawn(Mosaic(2, 3, RED + RED + GREEN + BLUE + BLUE + BLUE)) == [
        [("▀", "#ff0000", "#00ff00"), ("▀", "#ff0000", "#0000ff")],
        [("▀▀", "#0000ff", "-")],
    ]


def test_what_is_too_wide_is_cut_at_its_right() -> None:
    assert drawn(Mosaic(4, 2, (RED * 2 + GREEN * 2) * 2), 3) == [[("▀▀", "#ff0000", "#ff0000"), ("▀", "#00ff00", "#00ff00")]]


def test_a_picture_that_is_still_to_come_keeps_its_place() -> None:
    empty, full = Box("picture", (Mosaic(2, 4), ("words",))), Box("picture", (Mosaic(2, 4, RED * 8), ("words",)))
    canvas = Canvas({"faint": "dim"})
    places = [[next((n for n, s in enumerate(row) if "words" in s.text), -1) for row in canvas.rows([box], 30)] for box in (empty, full)]
    assert [max(range(len(place)), key=place.__getitem__) for place in places] == [3, 3]


def test_it_says_nothing_where_there_are_only_words() -> None:
    assert lay_out([Box("picture", (Mosaic(1, 2, RED * 2), ("words",)))]) == "  picture\n  | words\n"
