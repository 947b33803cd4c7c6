"""A table as a picture: which way columns lean, how they share the room, and where the rows stop."""

from __future__ import annotations

import io
import time

import pytest
from PIL import Image, ImageChops

from bot.drawing import Undrawable, draw
from bot.drawing.letters import Face
from bot.drawing.table import _fit, _side, _wrap
from bot.model.drawing import Drawing


def opened(*rows: tuple[str, ...], align: tuple[str, ...] = ()) -> Image.Image:
    """The picture of that table."""
    return Image.open(io.BytesIO(draw(Drawing("table", rows=rows, align=align)))).convert("RGB")


@pytest.mark.parametrize(
    ("cells", "side"),
    [
        (["1", "20", "3.5"], "right"),
        (["81.8%", "-", "n/a", ""], "right"),
        (["25.6M", "±0.3", "1,234 ms", "1e-5", "$4", "(3.2)"], "right"),
        (["1", "two"], "left"),
        (["ViT-B/16", "T5"], "left"),
        (["2 epochs of training"], "left"),
        (["", "-"], "left"),
    ],
)
def test_a_column_of_numbers_leans_right(cells: list[str], side: str) -> None:
    assert _side(cells) == side


def test_the_author_says_better_which_way_a_column_leans() -> None:
    rows = (("a", "b"), ("10", "2"), ("3", "4"))
    assert opened(*rows, align=("left", "")).tobytes() != opened(*rows).tobytes()
    assert opened(*rows, align=("right", "right")).tobytes() == opened(*rows).tobytes()


def test_rows_that_have_no_room_are_counted_in_the_last_line() -> None:
    def of(count: int) -> Image.Image:
        return opened(("epoch", "loss"), *((str(number), "0.5") for number in range(count)))

    long, longer = of(1000), of(2000)
    assert long.size == longer.size
    assert 1.1 < long.height / long.width <= 1.25
    box = ImageChops.difference(long, longer).getbbox()
    assert box
    assert box[1] > 0.85 * long.height, "only the last line differs"


def test_words_stay_whole_while_smaller_letters_find_room_for_them() -> None:
    rows = [["identifier_of_length"] * 3 + ["several words of a note that may be broken"] * 2] * 3
    type_, widths = _fit(rows)
    assert type_.body.size < 40
    assert sum(widths) <= 1320
    assert _wrap("identifier_of_length", type_.body, widths[0] - 40) == ["identifier_of_length"]
    assert len(_wrap(rows[0][3], type_.body, widths[3] - 40)) > 1


def test_a_word_wider_than_its_column_breaks_after_its_own_marks() -> None:
    face = Face("IBMPlexSans-Regular", 30)
    assert _wrap("distilbert-base-uncased", face, face.width("distilbert-base")) == ["distilbert-", "base-uncased"]
    assert "".join(_wrap("x" * 50, face, 100)) == "x" * 50


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ((), "is empty"),
        ((("a", "b"),), "is empty"),
        ((("", ""), ("", "")), "is empty"),
        ((tuple("abcdefghijklm"),) * 2, "has 13 columns"),
        ((("word" * 5,) * 11,) * 3, "has 11 columns whose words have no room"),
        ((("a",), ("b " * 400,)), "has a cell of 799 characters"),
        ((("a", "b", "c", "d"), ("b " * 290,) * 4), "has a row that is taller than a picture"),
    ],
)
def test_what_cannot_be_read_as_a_table_is_not_drawn(rows: tuple[tuple[str, ...], ...], why: str) -> None:
    with pytest.raises(Undrawable, match=why):
        draw(Drawing("table", rows=rows))


def test_a_table_as_large_as_they_come_is_drawn_quickly() -> None:
    rows = (("a", "b", "c", "d"), *((("word " * 20).strip(), "1", "2", "3") for _ in range(50_000)))
    begin = time.process_time()
    assert opened(*rows).height > 1000
    assert time.process_time() - begin < 3
