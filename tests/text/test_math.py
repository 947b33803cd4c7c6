"""Formulas as Unicode text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import math


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("x_i", "xᵢ"),
        ("y=x^2", "y = x²"),
        (r"\mathbb{R}^{d\times k}", "ℝ^(d×k)"),
        (r"\theta_{t+1} = \theta_t - \eta \nabla L(\theta_t)", "θₜ₊₁ = θₜ - η∇L(θₜ)"),
        (r"O(n \log n)", "O(n log n)"),
        (r"\log_2 n", "log₂ n"),
        (r"\operatorname{softmax}(QK^T/\sqrt{d_k})V", "softmax(QKᵀ/√dₖ)V"),
        (r"\mathcal{N}(0, 1)", "N(0, 1)"),
        (r"\mathcal{L}_{GAN}", "ℒ_GAN"),
        (r"\mathcal{Poisson}(\lambda)", "Poisson(λ)"),
        (r"\text{if } x>0", "if x > 0"),
        (r"10^{-3}", "10⁻³"),
        (r"95\%", "95%"),
        (r"f''(x) + f'_i", "f″(x) + f′ᵢ"),
        (r"f: X \to Y", "f: X → Y"),
        (r"\lVert x \rVert_2 \leq \|y\|", "‖x‖₂ ≤ ‖y‖"),
        (r"\left< a \right> \middle| \left[b\right)", "⟨a⟩|[b)"),
        (r"x \stackrel{\text{def}}{=} y", "x ≝ y"),
        (r"A \not= B \not\in C", "A ≠ B ∉ C"),
        (r"\binom{n}{k}", "(n choose k)"),
        (r"\sqrt[3]{x+1}", "³√(x + 1)"),
        (r"a \equiv b \pmod{n}", "a ≡ b (mod n)"),
    ],
)
def test_says_in_characters_what_a_formula_says(tex: str, text: str) -> None:
    assert math.unicode(tex) == text
    assert math.readable(tex)


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\frac{a}{b}", "a/b"),
        (r"\frac{a+b}{2n}", "(a + b)/(2n)"),
        (r"\frac{1}{2\sigma^2}", "1/(2σ²)"),
        (r"\frac{1}{\sigma^2}", "1/σ²"),
        (r"\frac12(y-\hat{y})^2", "½(y - ŷ)²"),
        (r"\frac1n\sum_i x_i", "(1/n) ∑ᵢ xᵢ"),
        (r"\frac{1}{2n}\sum_{i=1}^{n}(y_i-\hat{y}_i)^2", "1/(2n) ∑ᵢ₌₁ⁿ (yᵢ - ŷᵢ)²"),
        (r"\frac{\partial f}{\partial x}\frac{dx}{dt}", "(∂f/∂x)(dx/dt)"),
        (r"\frac{P(B|A)P(A)}{P(B)}", "P(B|A)P(A)/P(B)"),
        (r"\log\frac{p(x)}{q(x)}", "log(p(x)/q(x))"),
        (r"\frac{e^{z_i}}{\sum_j e^{z_j}}", "e^(zᵢ)/(∑ⱼ e^(zⱼ))"),
        (r"\left(\frac{a}{b}\right)^2 = \frac{a}{b}^2", "(a/b)² = (a/b)²"),
        (r"\frac{\frac{a}{b}}{c}", "(a/b)/c"),
        (r"e^{-\frac{x^2}{2}}", "e^(-x²/2)"),
        (r"\frac{1}{\sqrt{2\pi}}", "1/√(2π)"),
        (r"\sqrt{2}\mu", "√2 μ"),
    ],
)
def test_brackets_keep_the_meaning(tex: str, text: str) -> None:
    assert math.unicode(tex) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("e^{-x}", "e⁻ˣ"),
        ("x_{train}", "x_train"),
        (r"w_{\mathrm{area}}", "w_area"),
        ("A_{ijk}", "Aᵢⱼₖ"),
        ("V_{i, j}", "V_(i,j)"),
        (r"\pi_\theta(a) = \mu_X\mu_Y", "π_θ(a) = μ_X μ_Y"),
        ("W_{qh}^T", "Wᵀ_qh"),
        (r"\sum_{i=1}^{\infty} a_i", "∑_(i=1)^∞ aᵢ"),
        (r"\argmax_{x \in S} f(x)".replace("argmax", r"operatorname*{argmax}"), "argmax_(x∈S) f(x)"),
        (r"\max_a Q(s, a)", "maxₐ Q(s, a)"),
        (r"\underset{x}{\operatorname{arg\,min}} f", "arg minₓ f"),
        (r"\bar{\mathbf{h}_s}", "h̄ₛ"),
        (r"\partial_{(w, b)}", "∂_(w,b)"),
    ],
)
def test_marks_stand_where_no_one_misreads_them(tex: str, text: str) -> None:
    assert math.unicode(tex) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("-1", "-1"),
        ("(1,-1,2)", "(1, -1, 2)"),
        ("10,000 t", "10,000t"),
        (r"a \in \{0,1\}", "a ∈ {0, 1}"),
        ("-log(1-p)", "-log(1 - p)"),
        ("|x|-1", "|x| - 1"),
        ("f(x) dx", "f(x) dx"),
        ("loss = -mean", "loss = -mean"),
        ("a<=b", "a ≤ b"),
        ("x:=1", "x := 1"),
        ("1, ..., n", "1, …, n"),
        (r"5\text{ms}", "5 ms"),
        ("p(y|x;w)", "p(y|x; w)"),
    ],
)
def test_blanks_stand_as_a_typesetter_sets_them(tex: str, text: str) -> None:
    assert math.unicode(tex) == text


@pytest.mark.parametrize(
    ("tex", "rows"),
    [
        (r"\begin{aligned} a &= b \\[2pt] &= c \\ d &= e \end{aligned}.", ("a = b", "= c", "d = e.")),
        (r"x = \begin{aligned} a \\ &- b \end{aligned}", ("x = a", "- b")),
        (r"v = 1 \\ w = 2", ("v = 1", "w = 2")),
        (r"f = \begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}", ("f = {1 if x > 0; 0 otherwise}",)),
        (r"\begin{bmatrix} a & b \\ c & d \end{bmatrix}", ("[a, b; c, d]",)),
        (r"\left[\begin{array}{cc} 1 & 0 \end{array}\right]", ("[1, 0]",)),
    ],
)
def test_rows_are_lines(tex: str, rows: tuple[str, ...]) -> None:
    assert math.lines(tex) == rows
    assert math.readable(tex)


def test_on_one_line_a_row_that_goes_on_is_told_from_a_new_one() -> None:
    assert math.unicode(r"\begin{aligned} a &= b, \\ &= c, \\ d &= e \end{aligned}") == "a = b, = c; d = e"


@pytest.mark.parametrize(
    "tex",
    [
        r"\begin{matrix}a & \cdots \\ \vdots & \ddots\end{matrix}",
        r"\begin{tikzcd} A \end{tikzcd}",
        r"\begin{aligned} a",
        r"\unknown{a}",
        r"\underbrace{x}_{y}",
        r"\hat{abc}",
        "",
        "a}b",
        "{" * 40 + "x" + "}" * 40,
        "x+" * 700,
    ],
)
def test_knows_what_it_cannot_say(tex: str) -> None:
    assert not math.faithful(tex)
    assert not math.readable(tex)


@pytest.mark.parametrize("tex", ["a+b+" * 30 + "c", r"a \\ b \\ c \\ d \\ e", "x_{a,b}" * 6, "((((((x))))))"])
def test_knows_what_it_can_say_but_nobody_likes_to_read(tex: str) -> None:
    assert math.faithful(tex)
    assert not math.readable(tex)


@given(st.text(alphabet="abcx01 \\{}^_$&~'+-=()[]", max_size=60))
def test_never_leaves_source_behind(tex: str) -> None:
    said = math.unicode(tex)
    assert "$" not in said
    assert "\\" not in said
    assert said == said.strip()


@given(
    st.recursive(
        st.sampled_from(["x", "1", r"\alpha", "-y"]),
        lambda inner: st.tuples(inner, inner).map(lambda two: rf"\frac{{{two[0]}}}{{{two[1]}}}"),
        max_leaves=8,
    )
)
def test_every_bracket_closes(tex: str) -> None:
    said = math.unicode(tex)
    assert said.count("(") == said.count(")")
    assert math.faithful(tex)


@pytest.mark.parametrize("tex", ["^{" * 5000, r"\frac{" * 5000, r"\begin{aligned}" * 1000, "&" * 9000, r"\\" * 9000, "|-" * 5000])
def test_hostile_formulas_take_no_time(tex: str) -> None:
    start = time.process_time()
    assert isinstance(math.unicode(tex), str)
    assert time.process_time() - start < 1
