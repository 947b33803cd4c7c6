"""Code as a picture: its rows, where they break, and where they stop."""

from __future__ import annotations

import io
import time

import pytest
from PIL import Image

from bot.drawing import Undrawable, draw
from bot.drawing.code import MOST, _fit, _tokens
from bot.model.drawing import Drawing


def opened(text: str, lang: str = "", theme: str = "light") -> Image.Image:
    """The picture of that code."""
    return Image.open(io.BytesIO(draw(Drawing("code", text, lang, theme=theme)))).convert("RGB")  # type: ignore[arg-type]


def colours(picture: Image.Image) -> int:
    """How many of its colours are no shade of grey."""
    counted = picture.getcolors(1 << 24) or []
    return sum(1 for _, (red, green, blue) in counted if max(red, green, blue) - min(red, green, blue) > 60)  # type: ignore[misc]


def test_a_known_language_is_coloured_and_an_unknown_one_or_output_is_not() -> None:
    code = "import os\nprint('hello', 42)\n"
    assert colours(opened(code, "python")) > 30
    assert [colours(opened(code, lang)) for lang in ("", "text", "output", "klingon")] == [0, 0, 0, 0]


@pytest.mark.parametrize("lang", ["python", "r", "bash", "yaml", "json", "cpp", "sql", "html", "makefile", "klingon"])
def test_colouring_loses_no_character(lang: str) -> None:
    text = "  x <- c(1,\n\n# note\t'a' {\"b\": 2}\n<p>\\n"
    assert "".join(piece for _, piece in _tokens(text, lang)) == text


def rows(text: str, most: int = 30) -> tuple[list[str], int]:
    """The rows that a picture of so many rows would show, a broken one with its mark, and how many lines are left over."""
    made, left = _fit(text.split("\n"), MOST, most)
    return [("↪" if row.broken else "") + " " * row.column + text[row.start : row.end] for row in made], left


def test_a_long_line_breaks_after_a_word_and_hangs_under_its_own_beginning() -> None:
    line = "    call(" + ", ".join(f"argument_{number}" for number in range(12)) + ")"
    made, left = rows(line)
    assert left == 0
    assert [row.startswith("↪" + " " * 8 + "a") for row in made] == [False, True, True]
    assert made[0].endswith(", ")
    assert all(len(row.lstrip("↪")) <= MOST for row in made)
    assert "".join(row.lstrip("↪ ") for row in made).replace(" ", "") == line.replace(" ", "")


def test_a_line_without_a_gap_breaks_where_the_row_ends() -> None:
    made, _ = rows("a" * 150)
    assert [len(row.lstrip("↪ ")) for row in made] == [MOST, MOST - 4, 150 - 2 * MOST + 4]


def test_what_is_too_long_stops_after_a_whole_line_and_says_how_many_are_left() -> None:
    text = "\n".join(["short"] * 7 + ["word " * 40, "end"])
    made, left = rows(text, most=10)
    assert (made, left) == (["short"] * 7, 2)
    assert rows("\n".join(["a"] * 10), most=10) == (["a"] * 10, 0)
    assert rows("\n".join(["a"] * 11), most=10) == (["a"] * 9, 2)
    assert rows("a\n\n\n\nb\nc", most=5) == (["a"], 2) or rows("a\n\n\n\nb\nc", most=5)[0][-1] != ""


def test_a_very_long_listing_is_as_tall_as_a_phone_shows_and_quick() -> None:
    begin = time.process_time()
    picture = opened("value = compute(1)  # a note\n" * 40_000, "python")
    assert 1.2 <= picture.height / picture.width <= 1.25
    assert time.process_time() - begin < 3


def test_a_first_line_longer_than_a_picture_is_not_drawn() -> None:
    with pytest.raises(Undrawable, match=r"begins with a line of 1,000,000 characters"):
        draw(Drawing("code", "x" * 1_000_000, "python"))


def test_blank_lines_around_the_code_are_not_shown() -> None:
    assert opened("\n\na = 1\n\n\n  \n").tobytes() == opened("a = 1").tobytes()
    with pytest.raises(Undrawable, match="is empty"):
        draw(Drawing("code", " \n\t\n"))


def test_short_lines_get_larger_letters() -> None:
    few, many = (opened("x" * count).convert("L").point(lambda value: 255 * (value < 128)).getbbox() for count in (20, 70))
    assert few
    assert many
    assert few[3] - few[1] > 1.5 * (many[3] - many[1])
