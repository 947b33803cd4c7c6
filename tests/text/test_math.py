"""Formulas as Unicode text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import math


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("x_i", "xᵢ"),
        ("y=x^2", "y = x²"),
        (r"\frac{a}{b}", "a/b"),
        (r"\frac{a+b}{2n}", "(a + b)/(2n)"),
        (r"\frac{1}{2n}\sum_{i=1}^{n}(y_i-\hat{y}_i)^2", "1/(2n)∑ᵢ₌₁ⁿ(yᵢ - ŷᵢ)²"),
        (r"\mathbb{R}^{d\times k}", "ℝ^(d×k)"),
        (r"\theta_{t+1} = \theta_t - \eta \nabla L(\theta_t)", "θₜ₊₁ = θₜ - η∇L(θₜ)"),
        (r"O(n \log n)", "O(n log n)"),
        (r"\log_2 n", "log₂ n"),
        (r"\operatorname{softmax}(QK^T/\sqrt{d_k})V", "softmax(QKᵀ/√dₖ)V"),
        (r"\mathcal{N}(0, 1)", "N(0, 1)"),
        ("-1", "-1"),
        ("e^{-x}", "e⁻ˣ"),
        ("x_{train}", "x_train"),
        (r"\text{if } x>0", "if x > 0"),
        (r"a \in \{0,1\}", "a ∈ {0,1}"),
        (r"10^{-3}", "10⁻³"),
        (r"95\%", "95%"),
    ],
)
def test_says_in_characters_what_a_formula_says(tex: str, text: str) -> None:
    assert math.unicode(tex) == text
    assert math.readable(tex)


@pytest.mark.parametrize(
    "tex",
    [
        r"\begin{matrix}a\\b\end{matrix}",
        r"\unknown{a}",
        r"\underbrace{x}_{y}",
        r"a \\ b",
        "",
        "a}b",
        "{" * 40 + "x" + "}" * 40,
        "x+" * 400,
    ],
)
def test_knows_what_it_cannot_say(tex: str) -> None:
    assert not math.readable(tex)


@given(st.text(alphabet="abcx01 \\{}^_$&~'+-=()[]", max_size=60))
def test_never_leaves_source_behind(tex: str) -> None:
    said = math.unicode(tex)
    assert "$" not in said
    assert "\\" not in said
    assert said == said.strip()


def test_hostile_formulas_take_no_time() -> None:
    assert isinstance(math.unicode("^{" * 5000), str)
    assert isinstance(math.unicode(r"\frac{" * 5000), str)
