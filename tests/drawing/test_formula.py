"""Formulas as pictures: what is set, what is refused and said so, and hostile TeX, which costs little."""

from __future__ import annotations

import io
import threading
import time

import pytest
from PIL import Image

from bot.drawing import Undrawable, draw
from bot.drawing.formula import _set
from bot.model.drawing import Drawing


def png(tex: str) -> bytes:
    """The picture of that formula."""
    return draw(Drawing("formula", tex))


def ink(tex: str) -> tuple[int, int]:
    """Width and height in pixels of what is not paper."""
    with Image.open(io.BytesIO(png(tex))) as picture:
        box = picture.convert("L").point(lambda value: 255 * (value < 160)).getbbox()
    assert box
    return box[2] - box[0], box[3] - box[1]


@pytest.mark.parametrize(
    "tex",
    [
        r"\begin{aligned} a &= b + c \\ &= d \end{aligned}",
        r"f(x) = \begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}",
        r"\begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix}^{-1}",
        r"\begin{eqnarray} a &=& b \\ c &=& d \end{eqnarray}",
        r"\operatorname*{arg\,max}_{\theta} \mathbb{E}_{x \sim p}\left[\log q_\theta(x)\right]",
        r"\bm{\theta}_{t+1} = \boldsymbol{\theta}_t - \eta \nabla \mathcal{L}",
        r"\underbrace{\hat{y} - \tilde{y}}_{\text{error}} \xrightarrow{n \to \infty} 0",
        r"\mathfrak{g} \otimes \mathsf{W} \coloneqq \lVert x \rVert_2^2 \, \ce{H2O}",
        "a + b \\\\ c",
    ],
)
def test_what_articles_write_is_set(tex: str) -> None:
    assert ink(tex)[0] > 100


def test_lines_of_an_alignment_stand_below_each_other() -> None:
    one, three = ink(r"a = b"), ink(r"\begin{aligned} a &= b \\ &= b \\ &= b \end{aligned}")
    assert three[1] > 2.5 * one[1]
    assert three[0] == pytest.approx(one[0], abs=6)


def test_a_long_formula_is_broken_into_lines() -> None:
    wide, tall = ink(" + ".join(f"x_{{{number}}}" for number in range(60)))
    assert wide <= 1320
    assert tall > 150


def test_the_number_a_formula_has_in_its_article_is_left_out() -> None:
    assert png(r"\begin{equation} a = b \tag{3} \label{eq:x} \end{equation}") == png(r"\begin{equation} a = b \end{equation}")


@pytest.mark.parametrize(
    ("tex", "why"),
    [
        (r"\frobnicate{x}", r"frobnicate"),
        (r"\frac{a}", r"we cannot set: Missing argument for \\frac"),
        (r"\begin{foo} a \end{foo}", r"Unknown environment 'foo'"),
        (r"a }", r"we cannot set"),
        (r"\text{损失}", r"has the character U\+635F"),
        (r"\href{javascript:alert(1)}{a}", r"we cannot set"),
        (r"\newcommand{\x}{y} \x", r"we cannot set"),
        (r"\definecolor{red}{rgb}{0,0,1} a", r"definecolor"),
        ("", "is empty"),
        (r"\quad", "is empty"),
        ("x" * 2001, r"has 2,001 characters"),
        (r"\rule{900em}{1em}", "is larger than a picture"),
    ],
)
def test_what_cannot_be_set_is_refused_with_the_reason(tex: str, why: str) -> None:
    with pytest.raises(Undrawable, match=why):
        png(tex)


@pytest.mark.parametrize(
    "tex",
    [
        "{" * 900 + "a" + "}" * 900,
        r"\frac1{" * 250 + "a" + "}" * 250,
        "a^{" * 400 + "b" + "}" * 400,
        r"\left(" * 300,
        "x" * 100_000,
        "{" * 2000,
    ],
    ids=["braces", "fractions", "powers", "fences", "long", "open"],
)
def test_hostile_tex_is_refused_fast_and_harms_no_other(tex: str) -> None:
    before = png("a = b")
    begin = time.process_time()
    with pytest.raises(Undrawable):
        png(tex)
    assert time.process_time() - begin < 3
    assert png("a = b") == before


def test_a_formula_leaves_nothing_behind_for_the_next() -> None:
    before = _set("a_1 + b").partition("<g")[2].partition("MJX")[0]
    for tex in (r"\def\a{b}", r"\color{red} a", r"a \label{x}", r"\require{physics}"):
        try:
            _set(tex)
        except Undrawable:
            continue
    assert _set("a_1 + b").partition("<g")[2].partition("MJX")[0] == before


def test_every_thread_may_draw() -> None:
    drawn: list[bytes] = []
    threads = [threading.Thread(target=lambda: drawn.append(png("x^2"))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawn == [png("x^2")] * 2
