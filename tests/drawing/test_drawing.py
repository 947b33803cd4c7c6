"""What holds for every drawing: the same bytes, proportions a feed shows whole, letters anybody can read, and nothing but Undrawable."""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.drawing import Undrawable, draw, shown
from bot.drawing.colours import PALETTES
from bot.drawing.faithful import plain
from bot.model.drawing import Drawing

CODE = Drawing("code", "def mean(values):\n    return sum(values) / len(values)\n", "python")
TABLE = Drawing("table", rows=(("Model", "Top-1"), ("ViT", "81.8"), ("ResNet", "76.1")))
FORMULA = Drawing("formula", r"\sum_{i=1}^n x_i^2")
EACH = pytest.mark.parametrize("drawing", [CODE, TABLE, FORMULA], ids=lambda drawing: drawing.kind)


def opened(data: bytes) -> Image.Image:
    """The picture, decoded."""
    return Image.open(io.BytesIO(data)).convert("RGB")


@EACH
def test_the_same_drawing_gives_the_same_bytes_in_every_process(drawing: Drawing) -> None:
    script = "import sys, hashlib; from bot.drawing import draw; from bot.model.drawing import Drawing; "
    script += f"draw({FORMULA!r}); sys.stdout.buffer.write(draw({drawing!r}))"
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout
    assert draw(drawing) == other


@EACH
def test_a_drawing_follows_its_theme(drawing: Drawing) -> None:
    light, dark = (opened(draw(replace(drawing, theme=theme))) for theme in ("light", "dark"))
    assert light.size == dark.size
    assert min(light.getpixel((3, 3))) > 240 > 40 > max(dark.getpixel((3, 3)))  # type: ignore[arg-type, operator, type-var]
    assert light.convert("L").getextrema()[0] < 60
    assert dark.convert("L").getextrema()[1] > 200


@EACH
def test_a_feed_shows_a_small_drawing_whole_and_not_as_a_strip(drawing: Drawing) -> None:
    picture = opened(draw(drawing))
    assert 900 <= picture.width <= 1440
    assert 0.5 <= picture.height / picture.width <= 1.25


def test_importing_it_loads_none_of_its_libraries() -> None:
    script = "import sys, bot.drawing; print([name for name in ('PIL', 'pygments', 'quickjs', 'resvg_py') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21, WCAG 2.1."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_of_letters_has_the_contrast_that_wcag_asks_for(theme: str) -> None:
    palette = PALETTES[theme]  # type: ignore[index]
    grounds = (palette.ground, palette.paper, palette.band)
    weak = [
        (name, colour, ground)
        for name, colour in {**palette.tokens, "text": palette.text, "dim": palette.dim}.items()
        for ground in grounds
        if contrast(colour, ground) < 4.5
    ]
    assert weak == []
    assert round(contrast("#000000", "#ffffff")) == 21


def test_the_words_for_those_who_cannot_see_it() -> None:
    assert shown(replace(CODE, text="\n  a = 1\n\n")) == "  a = 1"
    assert shown(Drawing("formula", "a\n  = b ")) == "a = b"
    assert shown(TABLE) == "Model | Top-1\nViT | 81.8\nResNet | 76.1"


@pytest.mark.parametrize(
    ("text", "sign"),
    [("# 🤗", "U+1F917"), ("x = '\u202e'", "U+202E"), ("\x1b[31m", "U+001B"), ("a\u200bb", "U+200B"), ("# שלום", "U+05D5")],
)
def test_what_our_fonts_cannot_show_is_named_and_never_a_box(text: str, sign: str) -> None:
    with pytest.raises(Undrawable) as raised:
        draw(Drawing("code", text, "python"))
    assert sign in raised.value.why
    assert raised.value.why.startswith("has the character ")
    assert "\u202e" not in raised.value.why


def test_signs_that_look_alike_stand_for_what_no_font_has() -> None:
    assert plain("✅ ❌\u00a0e\u0301\ufe0f") == "✔ ✘ é"
    assert plain("a\tb\n\tc  ") == "a   b\n    c"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["code", "table", "formula"]), st.text(max_size=60), st.text(max_size=8))
def test_nothing_but_undrawable_ever_comes_out(kind: str, text: str, lang: str) -> None:
    drawing = Drawing(kind, text, lang, rows=((text, lang), (lang, text)))  # type: ignore[arg-type]
    with suppress(Undrawable):
        picture = opened(draw(drawing))
        assert 0.5 <= picture.height / picture.width <= 1.25
