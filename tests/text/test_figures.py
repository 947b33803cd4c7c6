"""What an article shows: how much each figure tells, which words stand for it, and beside which passage it stands."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from bot.model.tree import Block, CodeBlock, Emphasis, Image, MathBlock, Paragraph, Table, Text
from bot.text import figures, telling
from bot.text.figures import KEY, LEAST, Figure, says
from bot.text.passages import Passage, figures_of, passages
from bot.text.pictures import Album, Room
from tests.text.articles import article


def shown(passage: Passage) -> list[str]:
    return [name(figure) for figure in passage.pictures]


def near(passage: Passage) -> list[tuple[str, int]]:
    return [(name(figure), figure.away) for figure in passage.near]


def name(figure: Figure) -> str:
    return figure.drawing.kind if figure.drawing else figure.src


@pytest.mark.parametrize(
    "alt",
    ["", "image", "An image", "drawing", "alt text", "Alt-Text:", "png", "image.png", "IMG_1234", "img 12", "Screenshot 2023-01-02",
     "fig_loss_curve", "Figure 3", "cover image", "42", "…", "图片", "Bild",
     "By Phonical - Own work, CC BY-SA 4.0", "Source: NASA", "from"],
)  # fmt: skip
def test_what_says_nothing_counts_as_no_alternative_text(alt: str) -> None:
    assert not says(alt)


@pytest.mark.parametrize(
    "alt",
    [
        "Loss over time",
        "A drawing of the encoder",
        "Figure 3: two curves",
        "BERT",
        "混同行列",
        "From raw data to a model",
        "An image of a cat.png",
    ],
)
def test_what_says_something_is_kept(alt: str) -> None:
    assert says(alt)


@pytest.mark.parametrize(
    ("image", "beneath", "alt"),
    [
        (Image("a.png", "Loss over time", "Title"), "Caption", "Loss over time"),
        (Image("a.png", "image", "The title says it"), "Caption", "The title says it"),
        (Image("a.png", "", ""), "Figure 2: Loss over time", "Loss over time"),
        (Image("a.png", "Fig. 4 – Loss over time", ""), "", "Loss over time"),
        (Image("a.png", "Ten classes of digits. From: https://a.org/x", ""), "", "Ten classes of digits."),
        (Image("plots/loss-curve.png", "loss-curve", ""), "", ""),
    ],
)
def test_the_words_of_a_picture_are_the_authors_first(image: Image, beneath: str, alt: str) -> None:
    assert figures.picture(image, 3, beneath).alt == alt


@pytest.mark.parametrize(
    "image",
    [
        Image("https://img.shields.io/pypi/v/x.svg", "PyPI version of the package"),
        Image("/assets/logo-dark.png", "The logo of our lab"),
        Image("avatars/me.jpg", "Me at the beach"),
        Image("pixel.gif", "nothing at all"),
        Image("assets/colab-badge.png", "Open In Colab"),
        Image("team/avatar_3.png", "Our colleague"),
    ],
)
def test_what_decorates_tells_nothing(image: Image) -> None:
    assert figures.picture(image, 1).worth < LEAST


def test_a_result_tells_more_than_another_picture_and_words_more_than_none() -> None:
    plain, told, result = (figures.picture(Image("a.png", alt), 1).worth for alt in ("", "The office in May", "Accuracy of both models"))
    assert LEAST < plain < told < result


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("pip install bot\npip install other", "bash"),
        ("import numpy as np\nimport pandas as pd\nfrom x import y\nprint(np.__version__)", "python"),
        ("epoch 1: loss 0.3\nepoch 2: loss 0.2", "output"),
        ("0.1 0.2 0.3\n0.4 0.5 0.6\n0.7 0.8 0.9", ""),
        ("DatasetDict({\n    train: Dataset({\n        num_rows: 3668\n    })\n})", "python"),
        ("if (!is_installed('pak')) {\n  install.packages('pak')\n}", "r"),
        ("Output(loss=<tf.Tensor: shape=(2,), dtype=float32, numpy=\narray([0.68, 0.67], dtype=float32)>,\n  logits=None)", "python"),
        ("answer = 42", "python"),
        ("x = 1\n" * 80, "python"),
        ("Some words about it\nand some more of them", ""),
    ],
    ids=["install", "imports", "output", "numbers", "repr", "guarded install", "tensor", "one line", "endless", "prose"],
)
def test_code_that_does_nothing_itself_is_not_shown(text: str, lang: str) -> None:
    assert telling.code(text, lang) < LEAST


def test_code_for_what_the_title_names_tells_most() -> None:
    text = "def tidy(table):\n    rows = read(table)\n    return [clean(row) for row in rows]\n\ntidy('a.csv')"
    plain, named = telling.code(text, "python", "Something else"), telling.code(text, "python", "Tidy tables")
    assert LEAST < plain < KEY <= named


def test_a_table_of_results_tells_more_than_one_of_words() -> None:
    results = (("Model", "Accuracy", "F1"), ("small", "0.71", "0.69"), ("large", "0.82 ± 0.01", "79 %"))
    prose = (("Method", "Idea"), ("first", "a long sentence that says at length what the method does"), ("second", "another " * 12))
    assert telling.table(results) >= KEY > telling.table(prose)
    assert telling.table((("a", "b"), *[("1", "2")] * 40)) == 0


def test_a_formula_that_text_can_say_is_no_picture_and_a_rich_one_is() -> None:
    assert telling.formula("a = b + 1") < LEAST <= telling.formula(r"L = \sum_{i=1}^{n} \frac{(y_i - \hat{y}_i)^2}{2 \sigma_i^2}")


def test_alternative_texts_of_drawings_are_their_source_and_a_table_is_read_by_rows() -> None:
    code = figures.drawn(CodeBlock("\ndef f(x):\n    return x + 1\n", "python", 7))
    rich = figures.drawn(MathBlock(" \\frac{a}{b} = \\int_0^1 x\\,dx ", 9))
    assert code
    assert rich
    assert (code.alt, code.line, rich.alt) == ("def f(x):\n    return x + 1", 7, "\\frac{a}{b} = \\int_0^1 x\\,dx")
    (passage,) = passages(article("Results.\n\n| Model | F1 | Size |\n|---|---|---|\n| small | **0.7** | |\n| large | 0.8 | 3 GB |\n"))
    (table,) = passage.pictures
    assert table.alt == "small: F1 0.7\nlarge: F1 0.8, Size 3 GB"
    assert table.drawing
    assert table.drawing.rows == (("Model", "F1", "Size"), ("small", "0.7", ""), ("large", "0.8", "3 GB"))


BODY = """Before all.

## One

First words.

Second words.

![Loss over time](loss.png)

Third words.

Fourth words.

```python
def f(x):
    return x + 1
f(2)
```

Fifth words.

## Two

![](lone.png)

*The office in May.*

Sixth words.

## References

![A cat](cat.png)
"""


def test_figures_stand_beside_the_words_before_them_and_near_the_others_of_the_section() -> None:
    found = {passage.said.text.split()[0]: passage for passage in passages(article(BODY))}
    assert [word for word, passage in found.items() if passage.pictures] == ["Second", "Fourth", "The"]
    assert (shown(found["Second"]), shown(found["Fourth"]), shown(found["The"])) == (["loss.png"], ["code"], ["lone.png"])
    assert near(found["First"]) == [("loss.png", 1)]
    assert near(found["Third"]) == [("loss.png", 1), ("code", 1)]
    assert near(found["Fifth"]) == [("code", 1)]
    assert near(found["Before"]) == []
    assert near(found["Sixth"]) == [("lone.png", 1)]
    assert found["The"].pictures[0].alt == "The office in May."


def test_a_numbered_line_below_a_picture_is_its_caption_and_other_words_are_not() -> None:
    numbered, plain = (
        passages(article(f"Words.\n\n![](a.png)\n\n{line}\n"))[0].pictures[0].alt for line in ("Figure 1: Two curves.", "So much for that.")
    )
    assert (numbered, plain) == ("Two curves.", "")


def test_words_after_a_picture_in_its_paragraph_are_its_caption() -> None:
    first, caption = passages(article("Words.\n\n![](a.png)\nThe loss over time.\n"))
    assert (first.pictures, caption.kind, caption.pictures[0].alt) == ((), "aside", "The loss over time.")


def test_of_a_light_and_a_dark_version_one_is_shown() -> None:
    (passage,) = passages(article("Words ![Loss](loss.png) ![Loss](loss-dark.png) ![F](f_light.svg) ![F](f_dark.svg).\n"))
    assert shown(passage) == ["loss.png", "f_light.svg"]


def test_a_formula_that_text_can_carry_ends_the_sentence_that_leads_to_it() -> None:
    said, other = passages(article("The loss is\n\n$$\nL = a^2,\n$$\n\nNew words.\n"))
    assert (said.said.text, said.pictures, other.said.text) == ("The loss is L = a².", (), "New words.")
    (broken, *_) = passages(article("この接線を表す式を\n\n$$\ny = x + 1\n$$\n\nとします。\n", lang="ja"))
    assert broken.said.text == "この接線を表す式を"
    whole, _ = passages(article("The loss is small.\n\n$$\n\\frac{a}{b} = \\int_0^1 f(x)\\,dx + \\sum_i^n x_i\n$$\n\nNew words.\n"))
    assert (whole.said.text, shown(whole)) == ("The loss is small.", ["formula"])


@pytest.mark.parametrize(
    "blocks",
    [
        (Paragraph(tuple(Image(f"{number}.png", "_" * 300 + "-") for number in range(10_000)), 1),),
        tuple(Paragraph((Image(f"{number}.png", ""),), number) for number in range(10_000)),
        tuple(CodeBlock(("f(" * 100 + "\n") * 29, "python", number) for number in range(100)),
        (CodeBlock("a = f(x)\n" * 300_000, "python", 1),),
        (Table(((Text("a"),),) * 2, (((Text("1" * 4000),),) * 2,) * 300, ("", ""), 1),),
    ],
    ids=["a row of pictures", "pictures", "code", "much code", "table"],
)
def test_hostile_figures_cost_linear_time(blocks: tuple[Block, ...]) -> None:
    post = replace(article("Words."), blocks=(*blocks, Paragraph((Emphasis((Text("Figure 1: " + " " * 280 + "end"),)),), 9)))
    start = time.process_time()
    offers = [[*passage.pictures, *passage.near] for passage in passages(post)]
    Album(post, Room(count=4, kinds=(), bytes=0, pixels=0, alt=0)).spread([*offers, figures_of(post)], everything=True)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("Model | F1\nsmall | 0.7\nlarge | –", ["small: F1 0.7", "large"]),
        ("Query | v1 | v2\n10 | 9 ms | 2 ms", ["Query 10: v1 9 ms, v2 2 ms"]),
        ("Epochs | Loss\n10 ~ 20 | 3\n30 | 2", ["Epochs 10 ~ 20: Loss 3", "Epochs 30: Loss 2"]),
        ("Optimizer | State | Memory\nAdam | 2 (m, v) | 8", ["Adam: State 2 (m, v); Memory 8"]),
        ("Concern | Tool\nTracking | MLflow", ["Concern – Tool", "Tracking: MLflow"]),
        ("a | b | c\nrole | one of the roles of a deployment | rw", []),
        ("a | b | c | d\n1 | 2 | 3 | 4", []),
        ("a | b\n | 2", []),
        ("a | b\n" + "x | 1\n" * 7, []),
        ("a | b\nx | " + "word " * 20, []),
    ],
)
def test_a_small_table_is_read_in_lines_and_any_other_is_not(rows: str, lines: list[str]) -> None:
    header, *body = (line.split(" | ") if not line.startswith(" ") else ["", line[3:]] for line in rows.strip("\n").split("\n"))
    cells = [tuple((Text(cell.strip()),) for cell in row) for row in (header, *body)]
    assert list(figures.table_lines(Table(cells[0], tuple(cells[1:]), ()))) == lines
