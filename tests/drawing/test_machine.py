"""Chinese, Japanese and Korean: drawn with a font of the machine, two cells wide, or refused with what to install.

`han.otf` has eight characters of Noto Sans CJK, © 2014-2021 Adobe, under the SIL Open Font License 1.1.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from bot.drawing import Undrawable, draw, machine, recipe
from bot.drawing.code import _break
from bot.drawing.letters import hand
from bot.model.drawing import Drawing
from tests.drawing.conftest import forget

FONT = Path(__file__).with_name("han.otf")


@pytest.fixture
def _with_a_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "ELSEWHERE", ("/nowhere/at-all.ttc", str(FONT)))
    forget()


def ink(text: str) -> list[int]:
    """The left and right edge of what a line of code leaves on its picture."""
    with Image.open(io.BytesIO(draw(Drawing("code", text)))) as picture:
        box = picture.convert("L").point(lambda value: 255 * (value < 160)).getbbox()
    assert box
    return [box[0], box[2]]


@pytest.mark.usefixtures("_with_a_font")
def test_a_wide_letter_takes_two_cells() -> None:
    assert ink("计算均值|")[1] == ink("xxxxxxxx|")[1]


@pytest.mark.usefixtures("_with_a_font")
def test_a_table_is_drawn_with_the_font_of_the_machine() -> None:
    rows = (("中", "值"), ("均值", "3"), ("计算", "4"))
    with Image.open(io.BytesIO(draw(Drawing("table", rows=rows)))) as picture:
        assert picture.size[0] >= 900


@pytest.mark.parametrize("drawing", [Drawing("code", "# 中"), Drawing("table", rows=(("a",), ("中",)))], ids=lambda drawing: drawing.kind)
def test_without_a_font_it_is_said_what_to_install(drawing: Drawing) -> None:
    with pytest.raises(Undrawable, match=r"^has the character U\+4E2D \(中\), for which this machine has no font; install Noto Sans CJK"):
        draw(drawing)


@pytest.mark.usefixtures("_with_a_font")
def test_what_the_font_of_the_machine_lacks_is_no_box() -> None:
    with pytest.raises(Undrawable, match=r"U\+6A21"):
        draw(Drawing("code", "# 模"))


def test_a_font_that_came_later_is_another_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    before = recipe()
    monkeypatch.setattr(machine, "ELSEWHERE", (str(FONT),))
    assert before != recipe()
    assert str(FONT) in recipe()


def test_a_row_of_wide_letters_has_half_as_many() -> None:
    rows = list(_break("中" * 50, 0, 40))
    assert [row.end - row.start for row in rows] == [20, 18, 12]


@pytest.mark.parametrize(("text", "whose"), [("a = 1", ""), ("数は", "JP"), ("값", "KR"), ("平均值", "SC"), ("：", "SC")])
def test_whose_hand_a_text_is_written_in(text: str, whose: str) -> None:
    assert hand(text) == whose
